// A booking's later life: found again, cancelled with a quote, seats changed; and what the airline changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { atAirport, changeDeparture, newDeparture } from '../support/flights.mjs';
import { book, hold, seatsNow, seatsOf, seatStates, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

async function booked(wishes = {}, departures) {
  const departure = departures ?? (await newDeparture());
  const browser = stack.browser();
  const people = wishes.people ?? [someone()];
  const page = await book(browser, departure, { ...wishes, people });
  return { browser, departure, people, page, path: `/bookings/${page.data.locator}`, locator: page.data.locator };
}
const taken = async (departure) => JSON.parse((await stack.browser().get(seatsNow(departure))).body).taken;

test('find: any case of the locator, the surname folded, blanks around both', async () => {
  const { locator, path } = await booked({ people: [someone('1980-01-01', { surname: "Müller-O'Néill" })], contact: { email: 'm@example.org' } });
  for (const [typed, surname] of [[locator, "Müller-O'Néill"], [locator.toLowerCase(), 'MULLER ONEILL'], [` ${locator} `, ' muller-oneill '], [locator, 'Mu\u0308ller O’Neill']]) {
    const answer = await stack.browser().post('/find', { locator: typed, surname });
    assert.equal(`${answer.status} ${answer.headers.location}`, `303 ${path}`, `${typed} ${surname}`);
  }
});

test('find: a wrong name and a wrong code look the same', async () => {
  const { locator, people } = await booked();
  const wrongName = await stack.browser().post('/find', { locator, surname: 'Somebodyelse' });
  const wrongCode = await stack.browser().post('/find', { locator: 'ZZZZZ9', surname: people[0].surname });
  for (const answer of [wrongName, wrongCode]) {
    assertRefused(answer, 404, 'not-found');
    assert.equal(answer.data.page, 'find');
  }
  assert.equal(wrongName.text, wrongCode.text);
  for (const odd of ['ABC', 'ABCDEFGHIJ', 'é', '💺💺💺💺💺💺', '0O1I2B']) assertRefused(await stack.browser().post('/find', { locator: odd, surname: 'X' }), 404, 'not-found');
  assertRefused(await stack.browser().post('/find', { locator: '', surname: '' }), 422, 'invalid', { problemFields: 'locator.1 surname.1' });
});

test('find is throttled by address: ten a minute, right answers too', async () => {
  const made = await Promise.all(Array.from({ length: 3 }, () => booked()));
  const { address } = stack.browser();
  const answers = [];
  for (let n = 0; n < 25 && answers.at(-1)?.status !== 429; n++) {
    const { locator, people } = made[n % 3];
    answers.push(await stack.browser({ address }).post('/find', n % 2 ? { locator, surname: people[0].surname } : { locator: 'AAAAA' + 'ABCDEFGHJKLMNPQRSTUVWXYZ3789'[n], surname: 'X' }));
  }
  assertRefused(answers.at(-1), 429, 'too-many', { outcome: 'none' });
  assert.ok(answers.length >= 11 && answers.length <= 21, `refused at try ${answers.length}`);
  assert.ok(Number(answers.at(-1).headers['retry-after']) <= 60);
});

test('find is throttled by locator: five a minute, from wherever', async () => {
  const { locator, people } = await booked();
  const statuses = [];
  for (let n = 0; n < 12 && statuses.at(-1) !== 429; n++) statuses.push((await stack.browser().post('/find', { locator, surname: n % 2 ? people[0].surname : 'Wrong' })).status);
  assert.equal(statuses.at(-1), 429);
  assert.ok(statuses.length >= 6 && statuses.length <= 11, `refused at try ${statuses.length}`);
});

test('cancelling: first the quote, then the click; seats are free, the booking stays to be seen', async () => {
  const { browser, departure, path, locator } = await booked({ people: [someone(), someone()] });
  const quote = await browser.get(`${path}/cancel`);
  assert.deepEqual([quote.data.page, quote.data.version, quote.data.refundMinor], ['cancel', '1', '0'], 'nothing was paid, so nothing goes back');
  const answer = await browser.submit(quote, 'cancel');
  assert.equal(answer.headers.location, path);
  const page = await browser.follow(answer);
  assert.deepEqual([page.data.state, page.data.version, page.data.seats, page.data.locator], ['cancelled', '2', '', locator]);
  assert.deepEqual(await taken(departure), []);
  assert.equal((await stack.browser().post('/holds', { departure: departure.name, seat: `${departure.name}/1A`, adults: 1, key: newKey() })).status, 303);
});

test('cancelled already: the quote leads to the booking, the same click gives its answer, another one harms nothing', async () => {
  const { browser, path } = await booked();
  const quote = await browser.get(`${path}/cancel`);
  const first = await browser.submit(quote, 'cancel');
  const again = await browser.submit(quote, 'cancel');
  assert.equal(`${again.status} ${again.headers.location}`, `303 ${first.headers.location}`);
  const later = await browser.get(`${path}/cancel`);
  assert.equal(`${later.status} ${later.headers.location}`, `303 ${path}`);
  const other = await browser.submit(quote, 'cancel', { key: newKey() });
  assert.ok(other.status === 303 || (other.status === 409 && other.data.problem === 'changed-meanwhile'), `${other.status} ${other.data.problem}`);
  assert.equal((await browser.get(path)).data.version, '2');
});

test('a cancel key with other fields is 422 key-reused', async () => {
  const { browser, path } = await booked();
  const quote = await browser.get(`${path}/cancel`);
  await browser.submit(quote, 'cancel');
  assertRefused(await browser.submit(quote, 'cancel', { version: 5 }), 422, 'key-reused');
});

test('cancelling what has changed meanwhile, or for another refund, is 409 and changes nothing', async () => {
  const departure = await newDeparture();
  const { browser, path } = await booked({ seat: seatsOf(departure, '1A') }, departure);
  const quote = await browser.get(`${path}/cancel`);
  assertRefused(await browser.submit(quote, 'cancel', { refund_minor: 5000 }), 409, 'price-changed');
  const map = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 });
  assert.equal((await browser.submit(map, 'seat', { seat: `${departure.name}/4C` })).status, 303);
  const stale = await browser.submit(quote, 'cancel');
  assertRefused(stale, 409, 'changed-meanwhile');
  assert.equal(stale.data.version, '2', 'the form shown again is up to date');
  assert.equal((await browser.get(path)).data.state, 'confirmed');
  assert.equal((await browser.submit(stale, 'cancel')).status, 303);
  for (const change of [{ version: '' }, { version: 'x' }, { refund_minor: '' }, { refund_minor: '-1' }]) {
    const other = await booked();
    assertRefused(await other.browser.submit(await other.browser.get(`${other.path}/cancel`), 'cancel', change), 422, 'invalid');
  }
});

test('changing a seat: a map of radios with the own seat chosen; the new one is taken, the old one free', async () => {
  const departure = await newDeparture();
  const { browser, path } = await booked({ people: [someone(), someone()], seat: seatsOf(departure, '1A', '1B') }, departure);
  const before = (await browser.get(path)).data.seats.split(' ');
  const map = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 2 });
  assert.deepEqual([map.status, map.data.page, map.data.version], [200, 'seats', '1']);
  const radios = map.each('seat');
  assert.equal(radios.length, 12);
  assert.ok(radios.every(({ attributes }) => attributes.type === 'radio' && attributes.name === 'seat'));
  assert.deepEqual(radios.filter(({ attributes }) => 'checked' in attributes).map(({ attributes }) => attributes.value), [before[1]]);
  const answer = await browser.submit(map, 'seat', { seat: `${departure.name}/4C` });
  assert.equal(answer.headers.location, path);
  const page = await browser.follow(answer);
  assert.deepEqual([page.data.seats, page.data.version], [`${before[0]} ${departure.name}/4C`, '2']);
  assert.deepEqual((await taken(departure)).sort(), [before[0].split('/')[2], '4C'].sort());
});

test('a seat of the same party swaps the two', async () => {
  const departure = await newDeparture();
  const { browser, path } = await booked({ people: [someone(), someone(), someone()], seat: seatsOf(departure, '1A', '1B', '1C') }, departure);
  const map = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 });
  const states = seatStates(map);
  assert.deepEqual([states['1A'], states['1B'], states['2A']], ['yours', 'yours', 'free']);
  const page = await browser.follow(await browser.submit(map, 'seat', { seat: `${departure.name}/1C` }));
  assert.equal(page.data.seats, seatsOf(departure, '1C', '1B', '1A').join(' '));
  assert.equal(page.data.version, '2');
});

test('the same seat is no change', async () => {
  const departure = await newDeparture();
  const { browser, path } = await booked({ seat: seatsOf(departure, '2B') }, departure);
  const map = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 });
  const page = await browser.follow(await browser.submit(map, 'seat'));
  assert.deepEqual([page.data.seats, page.data.version], [`${departure.name}/2B`, '1']);
});

test('a seat that is taken, also by a hold, is 409 and names it', async () => {
  const departure = await newDeparture();
  const { browser, path } = await booked({ seat: seatsOf(departure, '1A') }, departure);
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '3B') });
  const map = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 });
  const refused = await browser.submit(map, 'seat', { seat: `${departure.name}/3B` });
  assertRefused(refused, 409, 'seat-taken', { problemSeats: `${departure.name}/3B` });
  assert.equal(refused.data.page, 'seats');
  assert.equal((await browser.get(path)).data.seats, `${departure.name}/1A`);
  assert.equal((await browser.submit(refused, 'seat', { seat: `${departure.name}/3C` })).status, 303, 'the form shown again works');
});

test('a departure or passenger that is not in the booking is 422, as is a seat that is none', async () => {
  const departure = await newDeparture();
  const other = await newDeparture({ days: 31 });
  const { browser, path } = await booked({ seat: seatsOf(departure, '1A') }, departure);
  const map = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 });
  const rows = [[{ departure: other.name, seat: `${other.name}/1A` }, 'departure.1'], [{ departure: 'nonsense' }, 'departure.1'], [{ departure: 'é' }, 'departure.1'], [{ passenger: 2 }, 'passenger.1'], [{ passenger: 0 }, 'passenger.1'],
    [{ passenger: 'x' }, 'passenger.1'], [{ seat: `${departure.name}/9Z` }, 'seat.1'], [{ seat: `${other.name}/2A` }, 'seat.1'], [{ seat: '2A' }, 'seat.1'], [{ seat: '' }, 'seat.1'], [{ version: 'x' }, 'version.1']];
  for (const [change, fields] of rows) assertRefused(await browser.submit(map, 'seat', change), 422, 'invalid', { problemFields: fields });
  for (const query of [{ departure: other.name, passenger: 1 }, { departure: departure.name, passenger: 2 }, { departure: 'x', passenger: 1 }]) {
    assertRefused(await browser.get(`${path}/seats`, query), 422, 'invalid');
  }
  assert.equal((await browser.get(path)).data.version, '1');
});

test('a seat change from an old page is 409 changed-meanwhile; the same click again gives its answer', async () => {
  const departure = await newDeparture();
  const { browser, path } = await booked({ seat: seatsOf(departure, '1A') }, departure);
  const [one, two] = [await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 }), await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 })];
  const first = await browser.submit(one, 'seat', { seat: `${departure.name}/2A` });
  assertRefused(await browser.submit(two, 'seat', { seat: `${departure.name}/3A` }), 409, 'changed-meanwhile');
  const again = await browser.submit(one, 'seat', { seat: `${departure.name}/2A` });
  assert.equal(`${again.status} ${again.headers.location}`, `${first.status} ${first.headers.location}`);
  const found = await booked();
  await browser.post('/find', { locator: found.locator, surname: found.people[0].surname });
  const changed = { ...Object.fromEntries(one.forms.find(({ name }) => name === 'seat').fields), seat: `${departure.name}/4A` };
  for (const to of [path, '/bookings/ZZZZZ9', found.path]) {
    const reused = await browser.post(`${to}/seats`, changed);
    assertRefused(reused, 422, 'key-reused');
    assert.ok(!reused.body.includes(changed.key), `${to}: the used key is not in a form again`);
  }
  assert.equal((await browser.get(path)).data.seats, `${departure.name}/2A`);
});

test('the seat of an infant cannot be changed: it has none', async () => {
  const { browser, departure, path } = await booked({ adults: 1, infants: 1, people: [someone(), someone(new Date(Date.now() - 100 * 86400000).toISOString().slice(0, 10))] });
  assert.equal((await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 })).status, 200);
  assertRefused(await browser.get(`${path}/seats`, { departure: departure.name, passenger: 2 }), 422, 'invalid');
});

test('a cancelled booking has no seats to change', async () => {
  const { browser, departure, path } = await booked();
  const map = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 });
  await browser.submit(await browser.get(`${path}/cancel`), 'cancel');
  const answer = await browser.submit(map, 'seat', { seat: `${departure.name}/4C` });
  assert.ok(answer.status === 303 || answer.status === 409, String(answer.status));
  assert.equal((await browser.get(path)).data.seats, '');
  assert.deepEqual(await taken(departure), []);
});

test('what the airline retimed or cancelled after the sale is shown as such on the booking, with the new times', async () => {
  const departures = [await newDeparture({ days: 30 }), await newDeparture({ days: 35, origin: 'LIS', destination: 'FRA' })];
  const { browser, path } = await booked({}, departures);
  const at = new Date(new Date(departures[0].departs_at).getTime() + 77 * 60000);
  const moved = await changeDeparture(departures[0].name, { departs_at: atAirport(at, 'FRA'), arrives_at: atAirport(new Date(at.getTime() + 3 * 3600000), 'LIS') });
  const page = await until('the new time is on the booking', async () => {
    const now = await browser.get(path);
    return now.text.includes(moved.departs_at.slice(11, 16)) && now;
  }, 30);
  assert.match(page.text, /changed the time/i);
  assert.ok(page.text.includes(departures[0].departs_at.slice(11, 16)), 'the old time is said too');
  await changeDeparture(departures[1].name, { state: 'cancelled' });
  await until('the cancellation is on the booking', async () => /cancelled/i.test((await browser.get(path)).text), 30);
  assert.equal((await browser.get(path)).data.state, 'confirmed', 'the booking itself is the customer\'s to cancel');
});
