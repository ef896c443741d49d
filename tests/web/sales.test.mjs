// Staff at the command line: sales closed and opened again, and the history of what was sold, change by change.
import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { test } from 'node:test';
import { newEmail } from '../support/accounts.mjs';
import { assertRefused } from '../support/browser.mjs';
import { atAirport, changeDeparture, newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, holdFields, seatsOf, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

const sales = async (what, departure, ...more) => {
  const done = await stack.aisle(['sales', what, departure.name, ...more], { SUDO_USER: '' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
};
const version = async ({ flight_no }) => Number((await stack.sql(`SELECT version FROM departure WHERE flight_no = '${flight_no}'`))[0]?.[0] ?? 0);

test('what staff close is shown as closed and sold to nobody, until they open it again', async () => {
  const departure = await newDeparture();
  const sold = await book(stack.browser(), departure, { seat: seatsOf(departure, '1A') });
  const [slow, late] = [stack.browser(), stack.browser()];
  const review = await slow.follow(await fillIn(slow, await hold(slow, departure), [someone()]));
  assert.match(await sales('close', departure, '--reason', 'another aircraft'), /sales closed/);

  const page = await late.get(`/flights/${departure.name}`);
  assert.equal(page.status, 200);
  assert.ok(!page.forms.some(({ name }) => name === 'hold'), 'no form to hold seats with');
  assert.match(page.text, /Sales for this flight have ended/);
  assert.match((await late.get(`/offer?${new URLSearchParams({ departure: departure.name, adults: 1 })}`)).body, /data-state="closed"/);
  assertRefused(await late.post('/holds', holdFields(departure)), 410, 'sales-closed', { problemDeparture: departure.name });
  assertRefused(await slow.submit(review, 'booking'), 410, 'sales-closed', { problemDeparture: departure.name });
  const browser = stack.browser();
  const found = await browser.follow(await browser.post('/find', { locator: sold.data.locator, surname: sold.text.match(/Sur[a-j]+/)[0] }));
  assert.equal(found.data.state, 'confirmed', 'what was sold stands');

  assert.match(await sales('open', departure), /sales open/);
  assert.equal((await slow.submit(review, 'booking')).status, 303);
  assert.equal((await late.post('/holds', holdFields(departure))).status, 303);
});

test('closing again changes nothing; a change is one version and one event, with who and why', async () => {
  const departure = await newDeparture();
  await hold(stack.browser(), departure);
  await sales('close', departure, '--reason', 'fog');
  const closed = await version(departure);
  assert.match(await sales('close', departure, '--reason', 'snow'), /were closed/);
  assert.equal(await version(departure), closed);
  const [[actor, request, detail]] = await stack.sql(`SELECT e.actor, e.request_id, e.detail FROM event e JOIN departure d ON d.id = e.subject_id WHERE e.subject = 'departure' AND d.flight_no = '${departure.flight_no}' AND e.version = ${closed}`);
  assert.deepEqual([actor, detail], [`operator ${userInfo().username}`, 'sales closed: fog']);
  assert.ok(request.length > 10);
  assert.match(await sales('show', departure), new RegExp(`^${departure.name}: sales closed, scheduled, version ${closed}$`, 'm'));
  await stack.aisle(['sales', 'open', departure.name], { SUDO_USER: 'grace' });
  const [[by]] = await stack.sql(`SELECT e.actor FROM event e JOIN departure d ON d.id = e.subject_id WHERE e.subject = 'departure' AND d.flight_no = '${departure.flight_no}' AND e.version = ${closed + 1}`);
  assert.equal(by, 'operator grace', 'who came by sudo has the name that he came with');
  assert.match(await sales('open', departure), /were open/);
  assert.equal(await version(departure), closed + 1);
});

test('a departure that nobody has held yet can be closed; one that is not there cannot', async () => {
  const departure = await newDeparture();
  assert.match(await sales('show', departure), /sales open, scheduled, nothing held or sold yet/);
  assert.equal(await version(departure), 0);
  await sales('close', departure);
  assert.equal(await version(departure), 2, 'learned, then closed');
  assertRefused(await stack.browser().post('/holds', holdFields(departure)), 410, 'sales-closed');
  for (const what of ['close', 'open', 'show']) {
    const unknown = await stack.aisle(['sales', what, 'QQ9999/2030-01-01']);
    assert.equal(unknown.status, 1, what);
    assert.match(unknown.stderr, /there is no departure QQ9999\/2030-01-01/, what);
  }
});

test('usage: help is 0 and on standard output, all else 2 and on standard error', async () => {
  for (const command of ['sales', 'history']) {
    const help = await stack.aisle([command, '--help']);
    assert.equal(help.status, 0);
    assert.match(help.stdout, new RegExp(`^usage: aisle ${command} `));
  }
  const wrong = [['sales'], ['sales', 'close'], ['sales', 'shut', 'AX204/2026-12-01'], ['sales', 'close', 'AX204'], ['sales', 'close', 'AX204/2026-13-01'], ['sales', 'close', 'AX204/2026-12-01', 'fog'],
    ['sales', 'close', 'AX204/2026-12-01', '--reason'], ['sales', 'show', 'AX204/2026-12-01', '--reason', 'x'], ['sales', 'close', 'AX204/2026-12-01', '--reason', 'x'.repeat(901)], ['history'], ['history', 'ABCDEF', 'ABCDEF'], ['history', '--json']];
  for (const args of wrong) {
    const refused = await stack.aisle(args);
    assert.equal(refused.status, 2, args.join(' '));
    assert.match(refused.stderr, /usage: aisle/, args.join(' '));
    assert.equal(refused.stdout, '', args.join(' '));
  }
});

test('what the airline retimed since it was last asked is asked for again, and held with its new times', async () => {
  await stack.set({ AISLE_FLIGHT_SERVICE_FRESH_SECONDS: '600' }, 'booking');
  try {
    const departure = await newDeparture();
    const browser = stack.browser();
    // The process and the tables know it as it was.
    await browser.get(`/flights/${departure.name}`);
    await hold(stack.browser(), departure);
    const departs = new Date(new Date(departure.departs_at).getTime() + 2 * 3600000);
    const changed = await changeDeparture(departure.name, { departs_at: atAirport(departs, 'FRA'), arrives_at: atAirport(new Date(departs.getTime() + 3 * 3600000), 'LIS') });
    await until('the worker has heard of the new time', async () => (await version(departure)) === 2, 30);
    const page = await hold(browser, departure);
    assert.match(page.text, new RegExp(changed.departs_at.slice(11, 16)));
    const [[told]] = await stack.sql(`SELECT s.told_departs_at = d.departs_at FROM segment s JOIN hold h ON h.id = s.hold_id JOIN departure d ON d.id = s.departure_id WHERE h.ref = '${page.data.hold}'`);
    assert.equal(told, '1');
  } finally {
    await stack.set({}, 'booking');
  }
});

// The lines of `aisle history`, without time and request.
async function history(name) {
  const done = await stack.aisle(['history', name]);
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').map((line) => {
    const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (.*?)(, request \S+?)?(: .*)?$/.exec(line);
    assert.ok(parts, line);
    return { at: parts[1], what: `${parts[2]}${parts[4] ?? ''}`, request: parts[3] };
  });
}

test('history tells each change of a booking, its hold and its departure in order, with who made it', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const page = await hold(browser, departure, { seat: seatsOf(departure, '1A') });
  const ref = page.data.hold;
  const review = await browser.follow(await fillIn(browser, page, [someone()]));
  const made = await browser.follow(await browser.submit(review, 'booking'));
  const { locator } = made.data;
  const seats = await browser.get(`/bookings/${locator}/seats?${new URLSearchParams({ departure: departure.name, passenger: 1 })}`);
  await browser.submit(seats, 'seat', { seat: `${departure.name}/2C` });
  const departs = new Date(new Date(departure.departs_at).getTime() + 3600000);
  await changeDeparture(departure.name, { departs_at: atAirport(departs, 'FRA'), arrives_at: atAirport(new Date(departs.getTime() + 3 * 3600000), 'LIS') });
  await until('the worker has heard of the new time', async () => (await version(departure)) === 2, 30);
  await browser.submit(await browser.get(`/bookings/${locator}/cancel`), 'cancel');

  const lines = await history(locator.toLowerCase());
  assert.deepEqual(lines.map(({ what }) => what), [
    `hold ${ref} v1 open by customer`,
    `hold ${ref} v2 open -> open by customer: passengers`,
    `hold ${ref} v3 open -> used by customer`,
    `booking ${locator} v1 confirmed by customer`,
    `booking ${locator} v2 confirmed -> confirmed by customer: Seat on ${departure.name} changed from 1A to 2C`,
    `departure ${departure.name} v2 scheduled -> retimed by worker: flight service version 2`,
    `booking ${locator} v3 confirmed -> cancelled by customer: the airline had changed a departure`,
  ]);
  assert.deepEqual(lines.map(({ at }) => at), lines.map(({ at }) => at).sort(), 'in order of time');
  assert.ok(lines.every(({ request }) => request), 'each with its request');
  assert.equal(lines[2].request, lines[3].request, 'a sale is one request');
  assert.deepEqual(await history(ref), lines, 'by the hold, the same');
  assert.deepEqual((await history(departure.name)).map(({ what }) => what), [
    `departure ${departure.name} v1 scheduled by customer: flight service version 1`,
    `departure ${departure.name} v2 scheduled -> retimed by worker: flight service version 2`,
  ]);
});

test('history --json says the same to programs', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const page = await book(browser, departure);
  await sales('close', departure, '--reason', 'a "reason"\nof two lines');
  const { stdout, status } = await stack.aisle(['history', page.data.locator, '--json']);
  assert.equal(status, 0);
  const lines = JSON.parse(stdout);
  assert.deepEqual(lines.map((line) => [line.subject, line.version, line.from, line.to]), [
    ['hold', 1, '', 'open'], ['hold', 2, 'open', 'open'], ['hold', 3, 'open', 'used'], ['booking', 1, '', 'confirmed'], ['departure', 2, 'scheduled', 'scheduled'],
  ]);
  assert.deepEqual(Object.keys(lines[4]), ['at', 'subject', 'name', 'version', 'from', 'to', 'actor', 'request_id', 'detail']);
  assert.equal(lines[4].detail, 'sales closed: a "reason" of two lines');
  assert.deepEqual(await history(page.data.locator).then((all) => all.map(({ at }) => at)), lines.map(({ at }) => at));
});

test('history: an ended hold has its end, and a name that nothing has is said so', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const page = await hold(browser, departure);
  await browser.post(`/holds/${page.data.hold}/extend`, {});
  await browser.post(`/holds/${page.data.hold}/release`, {});
  assert.deepEqual((await history(page.data.hold)).map(({ what }) => what.replace(page.data.hold, 'REF')), [
    'hold REF v1 open by customer', 'hold REF v2 open -> open by customer: extended', 'hold REF v3 open -> released by customer',
  ]);
  for (const name of ['ABCDEF', 'A'.repeat(22), 'QQ9999/2030-01-01', 'nonsense', 'é', '']) {
    const unknown = await stack.aisle(['history', name]);
    assert.equal(unknown.status, 1, name);
    assert.match(unknown.stderr, /^aisle history: no booking, hold or departure/, name);
    assert.equal(unknown.stdout, '', name);
  }
});

test('signing in is a change of what it adopts: a version and a line of each', async () => {
  const browser = stack.browser();
  const email = newEmail();
  const elsewhere = stack.browser();
  await elsewhere.submit(await elsewhere.get('/register'), 'register', { email, password: 'a long enough password' });
  const booked = await book(browser, await newDeparture());
  const held = await hold(browser, await newDeparture({ days: 35 }));
  const released = await hold(browser, await newDeparture({ days: 36 }));
  await browser.post(`/holds/${released.data.hold}/release`, {});
  await browser.submit(await browser.get('/sign-in'), 'sign-in', { email, password: 'a long enough password' });
  assert.equal((await browser.get(`/bookings/${booked.data.locator}`)).data.version, '2');
  assert.equal((await browser.get(`/holds/${held.data.hold}`)).data.version, '2');
  assert.equal((await history(booked.data.locator)).at(-1).what, `booking ${booked.data.locator} v2 confirmed -> confirmed by customer: signed in`);
  assert.equal((await history(held.data.hold)).at(-1).what, `hold ${held.data.hold} v2 open -> open by customer: signed in`);
  assert.match((await history(released.data.hold)).at(-1).what, /v2 open -> released/, 'what has ended stays as it ended');
  await browser.submit(await browser.get(`/bookings/${booked.data.locator}/cancel`), 'cancel');
  assert.equal((await history(booked.data.locator)).at(-1).what, `booking ${booked.data.locator} v3 confirmed -> cancelled by customer`);
  const verified = await stack.aisle(['verify']);
  assert.equal(verified.status, 0, verified.stdout);
});
