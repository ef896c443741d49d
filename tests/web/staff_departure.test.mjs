// What staff decide about one departure: seats blocked and freed, sales closed and opened; what others did meanwhile, and what is written down.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { changeDeparture, fare, newDeparture } from '../support/flights.mjs';
import { book, hold, holdFields, seatsNow, seatsOf, someone } from '../support/journey.mjs';
import { fillSmallest, LARGE, SMALLEST } from '../support/smallest.mjs';
import { stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let manager, gate, agent;
before(async () => {
  [manager, gate, agent] = await Promise.all(['manager', 'gate', 'agent'].map(async (role) => (await staffIn(role)).browser));
});

const path = ({ name }) => `/admin/departures/${name}`;
const look = async (departure, browser = gate) => {
  const page = await browser.get(path(departure));
  assert.equal(page.status, 200, page.text.slice(0, 300));
  return page;
};
const decide = async (departure, changes, browser = gate) => browser.submit(await look(departure, browser), 'departure-seats', { reason: 'broken belt', ...changes });
const done = async (answer, browser = gate) => {
  const page = await browser.follow(answer);
  assert.equal(page.status, 200);
  return page;
};
const states = (page) => Object.fromEntries(page.each('seat').map(({ seat, seatState }) => [seat, seatState]));
const typedIn = (page, form) => Object.fromEntries(page.forms.find(({ name }) => name === form).fields);
const ticked = (page) => page.each('seat').filter(({ attributes }) => 'checked' in attributes).map(({ seat }) => seat);
const events = ({ flight_no }) => stack.sql(`SELECT e.version, e.actor, e.detail FROM event e JOIN departure d ON d.id = e.subject_id WHERE e.subject = 'departure' AND d.flight_no = '${flight_no}' ORDER BY e.version`);
const audited = (departure) => stack.sql(`SELECT action, detail FROM staff_audit WHERE subject = 'departure/${departure.name}' AND action <> 'names-read' ORDER BY seq`);
const taken = async (departure) => JSON.parse((await stack.browser().send('GET', seatsNow(departure))).body).taken.sort();

test('who has a seat leads to the booking, in the cabin and in the list; a held seat leads to its line', async () => {
  const departure = await newDeparture();
  const { data: { locator } } = await book(stack.browser(), departure, { seat: seatsOf(departure, '1A') });
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '2B') });
  for (const browser of [agent, gate, manager]) {
    const page = await look(departure, browser);
    const hrefs = page.links.filter(({ href }) => href.startsWith('/admin/bookings/')).map(({ href, text }) => [href, text]);
    assert.deepEqual(hrefs.map(([href]) => href), Array(2).fill(`/admin/bookings/${locator}`));
    assert.match(hrefs[0][1], /^1A.* sold$/);
    assert.equal(hrefs[1][1], locator);
    assert.ok(page.links.some(({ href }) => href === '#seat-2B'));
    assert.equal((await browser.get(hrefs[0][0])).data.locator, locator);
  }
});

test('blocked seats are sold to nobody, typed or ticked, until they are free again; both are written down with who and why', async () => {
  const departure = await newDeparture();
  const blocked = await done(await decide(departure, { what: 'block', seats: '1a, 2B', seat: ['3C'] }));
  assert.match(blocked.text, /nobody can buy these seats/);
  const shown = states(blocked);
  assert.deepEqual(['1A', '2B', '3C', '1B'].map((seat) => shown[seat]), ['blocked', 'blocked', 'blocked', 'free']);
  assert.deepEqual(blocked.each('taken').map((row) => row.taken), ['1A', '2B', '3C']);
  assert.match(blocked.each('taken')[0].text, /broken belt/);
  assert.equal(blocked.each('cabin')[0].blocked, '3');
  assert.deepEqual(await taken(departure), ['1A', '2B', '3C']);
  assertRefused(await stack.browser().post('/holds', holdFields(departure, { seat: seatsOf(departure, '2B') })), 409, 'seat-taken');
  const rest = holdFields(departure, { adults: 9 });
  assert.equal((await stack.browser().post('/holds', rest)).status, 303, 'the nine others are sold');
  assertRefused(await stack.browser().post('/holds', holdFields(departure)), 409, 'sold-out');

  const freed = await done(await decide(departure, { what: 'unblock', seats: '3C 1A', reason: 'mended' }));
  assert.deepEqual(['1A', '2B', '3C'].map((seat) => states(freed)[seat]), ['free', 'blocked', 'free']);
  assert.equal((await stack.browser().post('/holds', holdFields(departure, { seat: seatsOf(departure, '3C') }))).status, 303);
  const [, first, second] = await events(departure);
  assert.equal(first[2], 'seats 1A 2B 3C blocked: broken belt');
  assert.equal(second[2], 'seats 1A 3C not blocked any more: mended');
  assert.deepEqual(await audited(departure), [['seats-blocked', '1A 2B 3C: broken belt'], ['seats-unblocked', '1A 3C: mended']]);
  assert.deepEqual(freed.each('event').map(({ event }) => event), ['3', '2', '1']);
  const verified = await stack.aisle(['verify']);
  assert.match(verified.stdout, /^ok {4}I7/m, 'the data is right');
});

test('a row\'s number is all of its seats', async () => {
  const departure = await newDeparture();
  const page = await done(await decide(departure, { what: 'block', seats: '2' }));
  assert.deepEqual(Object.entries(states(page)).filter(([, state]) => state === 'blocked').map(([seat]) => seat), ['2A', '2B', '2C']);
  const freed = await done(await decide(departure, { what: 'unblock', seats: '2' }));
  assert.ok(!Object.values(states(freed)).includes('blocked'));
});

test('seats that somebody has, and those that are blocked, are not blocked: none of them is, and what was typed stays', async () => {
  const departure = await newDeparture();
  await book(stack.browser(), departure, { seat: seatsOf(departure, '1A') });
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '2A') });
  await done(await decide(departure, { what: 'block', seats: '3A' }));
  const refused = await decide(departure, { what: 'block', seats: '1A 2A 3A 4A', seat: ['4B'], reason: 'crew rest' });
  assertRefused(refused, 409, 'seat-taken', { problemSeats: '1A 2A 3A', problemFields: 'seats.1' });
  assert.deepEqual([typedIn(refused, 'departure-seats').seats, typedIn(refused, 'departure-seats').reason, ticked(refused)], ['1A 2A 3A 4A', 'crew rest', ['4B']]);
  assert.deepEqual(['1A', '2A', '3A', '4A', '4B'].map((seat) => states(refused)[seat]), ['sold', 'held', 'blocked', 'free', 'free']);
  assert.equal((await events(departure)).length, 2, 'nothing was written down');
});

test('a seat whose hold is over is free to be blocked, and its hold can be booked no more', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const held = await hold(browser, departure, { seat: seatsOf(departure, '1A') });
  await stack.sql(`SET @past = NOW(6) - INTERVAL 1 SECOND; UPDATE seat_claim c JOIN departure d ON d.id = c.departure_id JOIN hold h ON h.id = c.hold_id SET c.held_until = @past, h.expires_at = @past WHERE d.flight_no = '${departure.flight_no}'`);
  const page = await done(await decide(departure, { what: 'block', seats: '1A' }));
  assert.equal(states(page)['1A'], 'blocked');
  assertRefused(await browser.submit(held, 'extend'), 410, 'hold-expired');
  assert.equal(states(await look(departure))['1A'], 'blocked', 'what becomes of the hold leaves it');
});

test('mistakes are told with what was typed: no such seat, none at all, no reason, not blocked', async () => {
  const departure = await newDeparture();
  for (const [changes, fields, words] of [
    [{ what: 'block', seats: '1A 99Z' }, 'seats.1', /no seat or row 99Z/],
    [{ what: 'block', seats: '01A' }, 'seats.1', /no seat or row 01A/],
    [{ what: 'block', seats: '' }, 'seats.1', /Name the seats/],
    [{ what: 'block', seats: '1A', reason: ' ' }, 'reason.1', /reason/],
    [{ what: 'block', seats: '1A', reason: 'x'.repeat(201) }, 'reason.1', /./],
    [{ what: 'unblock', seats: '1A 1B' }, 'seats.1', /Not blocked: 1A 1B/],
    [{ what: 'sell', seats: '1A' }, 'what.1', /Choose/],
  ]) {
    const refused = await decide(departure, changes);
    assertRefused(refused, 422, 'invalid', { problemFields: fields });
    assert.match(refused.text, words);
    assert.equal(typedIn(refused, 'departure-seats').seats, changes.seats);
  }
  assert.deepEqual(await audited(departure), []);
  assertRefused(await gate.post(`${path(departure)}/seats`, { what: 'block', seats: '1A', reason: 'x', version: 1 }), 400, 'bad-request');
  assertRefused(await gate.post('/admin/departures/ZZ999/2026-12-01/seats', { what: 'block', seats: '1A', reason: 'x', version: 1, key: newKey() }), 404, 'not-found');
});

test('a click counts once, however often it comes; its key is for nothing else', async () => {
  const departure = await newDeparture();
  const { version } = (await look(departure)).data;
  const fields = { what: 'block', seats: '1A', reason: 'broken belt', version, key: newKey() };
  const answers = await Promise.all(Array.from({ length: 6 }, () => gate.post(`${path(departure)}/seats`, fields)));
  assert.deepEqual([...new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`))], [`303 ${path(departure)}?done=seats-blocked`]);
  assert.equal((await audited(departure)).length, 1);
  assertRefused(await gate.post(`${path(departure)}/seats`, { ...fields, seats: '1B' }), 422, 'key-reused');
  assertRefused(await gate.post(`${path(departure)}/seats`, { ...fields, reason: '' }), 422, 'key-reused');
  const other = { what: 'close', sales_reason: 'fog', version: Number(version) + 1, key: newKey() };
  const twice = await Promise.all([1, 2].map(() => manager.post(`${path(departure)}/sales`, other)));
  assert.deepEqual(twice.map(({ status }) => status), [303, 303]);
  assert.equal((await audited(departure)).length, 2);
});

test('who decides by what is not so any more sees what changed, keeps what was typed, and decides again', async () => {
  const departure = await newDeparture();
  const [mine, hers] = [await look(departure), await look(departure, manager)];
  await done(await manager.submit(hers, 'departure-seats', { what: 'block', seats: '1A', reason: 'crew' }), manager);
  const refused = await gate.submit(mine, 'departure-seats', { what: 'block', seats: '1B', seat: ['1C'], reason: 'wet' });
  assertRefused(refused, 409, 'changed-meanwhile');
  assert.deepEqual(refused.each('since').map(({ since }) => since), ['2']);
  assert.match(refused.each('since')[0].text, /seats 1A blocked: crew/);
  assert.deepEqual([typedIn(refused, 'departure-seats').seats, typedIn(refused, 'departure-seats').reason, ticked(refused), states(refused)['1A']], ['1B', 'wet', ['1C'], 'blocked']);
  const page = await done(await gate.submit(refused, 'departure-seats', { what: 'block', seat: ['1C'] }));
  assert.deepEqual(['1A', '1B', '1C'].map((seat) => states(page)[seat]), ['blocked', 'blocked', 'blocked']);
  // Sales too, and what the flight service changed.
  await changeDeparture(departure.name, { fares: [fare({ amount_minor: 20000 })] });
  const before_ = await look(departure, manager);
  await until('booking has learned it', async () => (await events(departure)).length > Number(before_.data.version));
  const late = await manager.submit(before_, 'departure-sales', { sales_reason: 'fog' });
  assertRefused(late, 409, 'changed-meanwhile');
  assert.equal(typedIn(late, 'departure-sales').sales_reason, 'fog');
  assert.match(late.each('since')[0].text, /flight service version/);
});

test('of a buyer and of staff who want the same seat at the same moment one has it', async () => {
  const departure = await newDeparture();
  const seats = ['1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C'];
  await look(departure);
  for (const seat of seats) {
    const page = await look(departure);
    const buyers = Array.from({ length: 4 }, () => stack.browser().post('/holds', holdFields(departure, { seat: seatsOf(departure, seat) })));
    const [staffs, ...bought] = await Promise.all([gate.submit(page, 'departure-seats', { what: 'block', seats: seat, reason: 'race' }), ...buyers]);
    const winners = [staffs, ...bought].filter(({ status }) => status === 303);
    assert.equal(winners.length, 1, `${seat}: ${[staffs, ...bought].map(({ status, data }) => `${status} ${data.problem ?? ''}`)}`);
    assert.equal(states(await look(departure))[seat], staffs.status === 303 ? 'blocked' : 'held');
  }
});

test('sales are closed and opened again, with the reason; seats stay where they are', async () => {
  const departure = await newDeparture();
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '1A') });
  const open = await look(departure, manager);
  assert.equal(open.data.sales, 'open');
  assertRefused(await manager.submit(open, 'departure-sales', { sales_reason: '' }), 422, 'invalid', { problemFields: 'sales_reason.1' });
  const closed = await done(await manager.submit(open, 'departure-sales', { sales_reason: 'another aircraft' }), manager);
  assert.deepEqual([closed.data.sales, states(closed)['1A']], ['closed', 'held']);
  assert.match(closed.text, /Sales are closed\./);
  assertRefused(await stack.browser().post('/holds', holdFields(departure)), 410, 'sales-closed');
  const again = await done(await manager.submit(closed, 'departure-sales', { sales_reason: 'as planned' }), manager);
  assert.equal(again.data.sales, 'open');
  assert.equal((await stack.browser().post('/holds', holdFields(departure))).status, 303);
  assert.deepEqual(await audited(departure), [['sales-closed', 'another aircraft'], ['sales-opened', 'as planned']]);
  assert.deepEqual((await events(departure)).slice(1).map(([, , detail]) => detail), ['sales closed: another aircraft', 'sales open: as planned']);
  const { version } = (await look(departure, manager)).data;
  await done(await manager.post(`${path(departure)}/sales`, { what: 'open', sales_reason: 'x', version, key: newKey() }), manager);
  assert.equal((await audited(departure)).length, 2, 'what is open is not opened');
});

test('of what has left or is cancelled no seat is blocked', async () => {
  const departure = await newDeparture();
  await look(departure);
  await stack.sql(`UPDATE departure SET departs_at = NOW(6) - INTERVAL 1 HOUR, arrives_at = NOW(6) WHERE flight_no = '${departure.flight_no}'`);
  assertRefused(await decide(departure, { what: 'block', seats: '1A' }), 409, 'departure-ended');
  const cancelled = await newDeparture();
  await hold(stack.browser(), cancelled);
  await changeDeparture(cancelled.name, { state: 'cancelled' });
  await until('booking has learned it', async () => (await look(cancelled)).data.state === 'cancelled');
  assertRefused(await decide(cancelled, { what: 'block', seats: '4C' }), 409, 'departure-ended');
});

test('who was sold a seat that another aircraft has not is told apart', async () => {
  const departure = await newDeparture(LARGE);
  await book(stack.browser(), departure, { seat: seatsOf(departure, '20F') });
  await book(stack.browser(), departure, { seat: seatsOf(departure, '1A') });
  await fillSmallest(departure, ['1A']);
  await changeDeparture(departure.name, SMALLEST);
  const page = await until('booking has learned it', async () => {
    const answer = await look(departure);
    return answer.each('seat').length === 12 && answer;
  });
  assert.deepEqual(page.each('taken').filter(({ inside }) => inside.some(({ attributes }) => 'data-off-plan' in attributes)).map(({ taken: seat }) => seat), ['20F']);
  // Nobody is left to be seated again.
  await changeDeparture(departure.name, { aircraft: { code: LARGE.aircraft } });
  await until('booking has learned that too', async () => (await look(departure)).each('seat').length > 12);
});

test('each role has the forms that it may use', async () => {
  const departure = await newDeparture();
  await done(await decide(departure, { what: 'block', seats: '1A' }));
  const forms = async (browser) => (await look(departure, browser)).forms.map(({ name }) => name).filter((name) => /^departure-/.test(name));
  assert.deepEqual([await forms(agent), await forms(gate), await forms(manager)], [[], ['departure-seats'], ['departure-seats', 'departure-sales']]);
  const page = await look(departure, agent);
  assert.ok(!page.all.some(({ attributes }) => attributes.type === 'checkbox'), 'nothing to tick');
  assert.equal(states(page)['1A'], 'blocked');
});

test('a departure on which nobody ever held a seat is shown too, and listed where its route or number is asked for', async () => {
  const departure = await newDeparture({ days: 75 });
  const list = async (query) => (await agent.get('/admin/departures', { from: departure.date, until: departure.date, ...query })).each('departure').map((row) => row.departure);
  assert.ok((await list({ origin: 'fra', destination: 'lis' })).includes(departure.name));
  const another = await newDeparture({ days: 75 });
  assert.deepEqual(await list({ flight: another.flight_no.toLowerCase() }), [another.name]);
  const third = await newDeparture({ days: 75 });
  const page = await look(third, agent);
  assert.deepEqual([page.each('cabin')[0].free, page.each('seat').length, page.data.version], ['12', 12, '1']);
  assert.match(page.text, /All seats are free/);
});

test('its fares are as the flight service has them', async () => {
  const departure = await newDeparture();
  const fares = (await look(departure)).each('fare');
  assert.deepEqual(fares.map((row) => [row.fare, row.totalMinor, row.inside.map(({ text }) => text).slice(2, 6)]), [['YFLEX', '12000', ['EUR 100.00', 'DE EUR 15.00, ZZ EUR 5.00', 'EUR 120.00', 'yes']]]);
});

test('names of a departure are read by nobody without an entry', async () => {
  const departure = await newDeparture();
  const person = someone();
  await book(stack.browser(), departure, { people: [person] });
  const count = async () => Number((await stack.sql(`SELECT COUNT(*) FROM staff_audit WHERE subject = 'departure/${departure.name}' AND action = 'names-read'`))[0][0]);
  const page = await look(departure);
  assert.ok(page.text.includes(`${person.surname}, ${person.given_name}`));
  assert.equal(await count(), 1);
  await decide(departure, { what: 'block', seats: '99' });
  assert.equal(await count(), 3, 'a refused form shows them again');
});

test('what happened is listed, the newest first, and the rest behind a link', async () => {
  const departure = await newDeparture();
  for (let i = 0; i < 26; i++) {
    for (const what of ['block', 'unblock']) assert.equal((await decide(departure, { what, seats: '1A', reason: `${what} ${i}` })).status, 303);
  }
  const page = await look(departure);
  const first = page.each('event').map(({ event }) => Number(event));
  assert.deepEqual([first.length, first[0], first.at(-1)], [50, 53, 4]);
  const older = await gate.get(page.links.find(({ href }) => href.includes('before=')).href);
  assert.deepEqual(older.each('event').map(({ event }) => event), ['3', '2', '1']);
});

test('while the flight service is away seats are still blocked, fares are told as old, and what is not known is not found out', async () => {
  stack.expectErrors('"code":"flight-service-down"');
  const departure = await newDeparture();
  const unknown = await newDeparture();
  await look(departure);
  await stack.control('stop', 'flights');
  try {
    const page = await until('the fares are old', async () => {
      const answer = await look(departure);
      return /does not answer: as it said/.test(answer.text) && answer;
    });
    assert.equal(page.each('fare').length, 1);
    assert.equal(states(await done(await decide(departure, { what: 'block', seats: '1A' })))['1A'], 'blocked');
    assertRefused(await gate.get(path(unknown)), 503, 'flight-service-down');
    const list = await gate.get('/admin/departures', { flight: departure.flight_no, from: departure.date, until: departure.date });
    assert.deepEqual([list.status, list.each('departure').map((row) => row.departure)], [200, [departure.name]]);
    const route = await gate.get('/admin/departures', { origin: 'OSL', destination: 'KEF' });
    assert.match(route.text, /may be missing/);
  } finally {
    await stack.control('start', 'flights');
    await stack.ready(stack.flightsUrl);
    await until('it is asked again', async () => (await gate.get(path(unknown))).status === 200);
  }
});
