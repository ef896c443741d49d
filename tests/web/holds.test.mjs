// Holds: seats that are chosen or given by the system, all or none; refusals; clicks that count once; limits; moving, keeping, giving back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { changeDeparture, fare, newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, holdFields, seatsNow, seatsOf, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

const taken = async (departure) => JSON.parse((await stack.browser().get(seatsNow(departure))).body).taken;
const place = (browser, departures, changes) => browser.post('/holds', holdFields(departures, changes));

test('chosen seats are held, in the order of the passengers, for this browser alone', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const answer = await place(browser, departure, { adults: 2, seat: seatsOf(departure, '3B', '2A') });
  assert.match(answer.headers.location, /^\/holds\/[A-Za-z0-9_-]{22}$/);
  const page = await browser.follow(answer);
  assert.equal(page.data.page, 'hold');
  assert.equal(page.data.hold, answer.headers.location.slice(7));
  assert.equal(page.data.version, '1');
  assert.equal(page.data.state, 'open');
  assert.deepEqual(page.data.seats.split(' ').sort(), seatsOf(departure, '2A', '3B'));
  assert.equal(page.data.totalMinor, '24000');
  assert.equal(page.data.currency, 'EUR');
  const left = (new Date(page.data.expiresAt) - Date.now()) / 1000;
  assert.ok(left > 1150 && left <= 1201, `${left} s are left`);
  assert.match(page.data.expiresAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  assert.deepEqual((await taken(departure)).sort(), ['2A', '3B']);
  for (const path of ['', '/review']) assertRefused(await stack.browser().get(answer.headers.location + path), 404, 'not-found');
  for (const path of ['/passengers', '/extend', '/release']) assertRefused(await stack.browser().post(answer.headers.location + path, {}), 404, 'not-found');
});

test('seats that are not named are chosen by the system, parties together', async () => {
  const departure = await newDeparture({ aircraft: 'A320' });
  for (const [adults, children] of [[2, 0], [3, 0], [1, 2], [6, 0]]) {
    const page = await hold(stack.browser(), departure, { adults, children });
    const seats = page.data.seats.split(' ').map((name) => name.split('/')[2]);
    assert.equal(new Set(seats).size, adults + children);
    assert.equal(new Set(seats.map((seat) => parseInt(seat, 10))).size, 1, `one row: ${seats}`);
  }
});

test('named seats are kept and the rest chosen beside them', async () => {
  const departure = await newDeparture();
  const page = await hold(stack.browser(), departure, { adults: 3, seat: seatsOf(departure, '3A') });
  assert.deepEqual(page.data.seats.split(' ').sort(), seatsOf(departure, '3A', '3B', '3C'));
});

test('an infant needs no seat', async () => {
  const departure = await newDeparture();
  const page = await hold(stack.browser(), departure, { adults: 1, infants: 1 });
  assert.equal(page.data.seats.split(' ').length, 1);
  assert.equal(page.data.totalMinor, String(12000 + 1000));
});

test('several departures are held together, seats in travel order', async () => {
  const there = await newDeparture({ days: 30 });
  const back = await newDeparture({ days: 33, origin: 'LIS', destination: 'FRA' });
  const page = await hold(stack.browser(), [there, back], { adults: 2, seat: [...seatsOf(back, '4A', '4B'), ...seatsOf(there, '1A', '1B')] });
  assert.equal(page.data.seats, [...seatsOf(there, '1A', '1B'), ...seatsOf(back, '4A', '4B')].join(' '));
  assert.equal(page.data.totalMinor, '48000');
});

test('fares are held as asked for', async () => {
  const departure = await newDeparture({ fares: [fare({ basis: 'YLOW', amount_minor: 5000 }), fare({ basis: 'YTOP', amount_minor: 30000 })] });
  assert.equal((await hold(stack.browser(), departure)).data.totalMinor, '7000');
  assert.equal((await hold(stack.browser(), departure, { fare: 'YTOP' })).data.totalMinor, '32000');
});

test('what is wrong with the request is 422 and holds nothing', async () => {
  const departure = await newDeparture();
  const other = await newDeparture({ days: 31 });
  const rows = [
    { seat: seatsOf(departure, '1A', '1B') }, { seat: seatsOf(departure, '9Z') }, { seat: seatsOf(departure, '1D') }, { seat: seatsOf(other, '1A') }, { seat: '1A' }, { seat: 'x' },
    { seat: `${departure.name}/1é` }, { adults: 2, seat: seatsOf(departure, '1A', '1A') }, { adults: 0 }, { adults: 10 }, { adults: 5, children: 5 }, { adults: 1, infants: 2 }, { adults: 'many' },
    { cabin: 'J' }, { cabin: 'é' }, { fare: 'NONE' }, { fare: 'é' }, { departure: 'nonsense' }, { departure: [] }, { departure: [departure.name, departure.name] }, { departure: [other.name, departure.name] },
  ];
  for (const row of rows) assertRefused(await place(stack.browser(), departure, row), 422, 'invalid');
  assert.deepEqual(await taken(departure), []);
  const page = await place(stack.browser(), departure, { adults: 1, seat: seatsOf(departure, '1A', '1B') });
  assert.match(page.data.problemFields, /^seat\.\d/);
});

test('a key is 16 to 64 URL-safe characters, or the request is 400', async () => {
  const departure = await newDeparture();
  for (const key of [undefined, '', 'a'.repeat(15), 'a'.repeat(65), 'a'.repeat(15) + '+', 'a'.repeat(15) + 'é', 'a'.repeat(16) + ' ']) {
    assertRefused(await place(stack.browser(), departure, { key }), 400, 'bad-request');
  }
  for (const key of ['a'.repeat(16), 'Z9-_'.repeat(16)]) assert.equal((await place(stack.browser(), departure, { key })).status, 303);
});

test('an unknown departure is 404', async () => {
  const departure = await newDeparture();
  const fields = holdFields([departure, { name: 'QQ9/2031-01-01' }]);
  assertRefused(await stack.browser().post('/holds', fields), 404, 'not-found', { problemDeparture: 'QQ9/2031-01-01' });
  for (const seat of ['1A', 'QQ8/2031-01-01/1A']) {
    assertRefused(await stack.browser().post('/holds', { ...fields, seat }), 422, 'invalid', { problemFields: 'seat.1' });
  }
  assert.deepEqual(await taken(departure), []);
});

test('closed, cancelled: 410, and none of the other departures is held', async () => {
  const there = await newDeparture({ days: 30 });
  const back = await newDeparture({ days: 33, origin: 'LIS', destination: 'FRA' });
  const closed = await newDeparture({ at: new Date(Date.now() + 40 * 60000) });
  await changeDeparture(back.name, { state: 'cancelled' });
  assertRefused(await place(stack.browser(), closed), 410, 'sales-closed', { problemDeparture: closed.name });
  assertRefused(await place(stack.browser(), closed, { from: 'A'.repeat(22) }), 404, 'not-found');
  assertRefused(await place(stack.browser(), [there, back]), 410, 'sales-closed', { problemDeparture: back.name });
  assert.deepEqual(await taken(there), []);
});

test('a seat that is somebody else\'s is 409 and names it; nothing is held, what was typed stays', async () => {
  const departure = await newDeparture();
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '1B') });
  const browser = stack.browser();
  const key = newKey();
  const page = await place(browser, departure, { adults: 3, seat: seatsOf(departure, '1A', '1B', '1C'), key });
  assertRefused(page, 409, 'seat-taken', { problemSeats: `${departure.name}/1B` });
  assert.deepEqual(await taken(departure), ['1B']);
  assert.equal(page.data.page, 'offer');
  assert.ok(page.links.some(({ href, text }) => href === '#seats-1' && text === 'Choose another seat'), 'the refusal leads to the map');
  const fields = page.forms.find(({ name }) => name === 'hold').fields;
  assert.deepEqual(fields.filter(([name]) => name === 'seat').map(([, value]) => value).sort(), seatsOf(departure, '1A', '1C'));
  assert.deepEqual(fields.filter(([name]) => name === 'key'), [['key', key]], 'the form shown again keeps its key');
  const again = await browser.submit(page, 'hold', { seat: seatsOf(departure, '2A', '2B', '2C') });
  assert.equal((await browser.follow(again)).data.seats, seatsOf(departure, '2A', '2B', '2C').join(' '), 'a refusal does not use the key up');
});

test('too few free seats are 409 sold-out', async () => {
  const departure = await newDeparture();
  await hold(stack.browser(), departure, { adults: 9 });
  await hold(stack.browser(), departure, { adults: 2 });
  const refused = await place(stack.browser(), departure, { adults: 2 });
  assertRefused(refused, 409, 'sold-out', { problemDeparture: departure.name });
  assert.match(refused.links.find(({ text }) => text === 'Look for another flight').href, /^\/flights\?.*adults=2/);
  assert.equal((await taken(departure)).length, 11);
  await hold(stack.browser(), departure, { adults: 1 });
  assertRefused(await place(stack.browser(), departure), 409, 'sold-out');
});

test('a party has all its departures or none', async () => {
  const there = await newDeparture({ days: 30 });
  const back = await newDeparture({ days: 33, origin: 'LIS', destination: 'FRA' });
  await hold(stack.browser(), back, { seat: seatsOf(back, '2B') });
  const refused = await place(stack.browser(), [there, back], { seat: [...seatsOf(there, '1A'), ...seatsOf(back, '2B')] });
  assertRefused(refused, 409, 'seat-taken', { problemSeats: `${back.name}/2B` });
  assert.equal(refused.links.find(({ text }) => text === 'Choose another seat').href, '#seats-2', 'to the map of the flight where it was');
  assert.deepEqual(await taken(there), []);
});

test('the same key and fields give the same answer, whatever happened since', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const fields = holdFields(departure, { adults: 2, seat: seatsOf(departure, '1A', '1B') });
  const first = await browser.post('/holds', fields);
  assert.equal(first.status, 303);
  const reordered = Object.fromEntries(Object.entries(fields).reverse());
  for (const again of [fields, { ...fields, unknown: 'x' }, reordered]) {
    const answer = await browser.post('/holds', again);
    assert.equal(`${answer.status} ${answer.headers.location}`, `303 ${first.headers.location}`);
  }
  await browser.post(`${first.headers.location}/release`, {});
  assert.equal((await browser.post('/holds', fields)).headers.location, first.headers.location);
  assert.deepEqual(await taken(departure), [], 'a repeat does nothing');
  await changeDeparture(departure.name, { state: 'cancelled' });
  await until('a new hold is refused', async () => (await place(stack.browser(), departure)).status === 410);
  const late = await browser.post('/holds', fields);
  assert.equal(`${late.status} ${late.headers.location}`, `303 ${first.headers.location}`, 'even when the flight is off');
});

test('the same key with other fields is 422 key-reused', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const fields = holdFields(departure, { adults: 2, seat: seatsOf(departure, '1A', '1B') });
  assert.equal((await browser.post('/holds', fields)).status, 303);
  for (const change of [{ adults: 1, seat: seatsOf(departure, '1A') }, { seat: seatsOf(departure, '1B', '1A') }, { cabin: 'J' }, { adults: 0 }, { departure: 'AX9999/2099-01-01', seat: [] }, { from: 'A'.repeat(22) }]) {
    assertRefused(await browser.post('/holds', { ...fields, ...change }), 422, 'key-reused');
  }
});

test("a key's scope is its browser", async () => {
  const departure = await newDeparture();
  const fields = holdFields(departure, { key: 'one-key-for-everybody' });
  const answers = [await stack.browser().post('/holds', fields), await stack.browser().post('/holds', fields)];
  assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
  assert.notEqual(answers[0].headers.location, answers[1].headers.location);
});

test('a click that comes many times at once counts once', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  await browser.get('/');
  const fields = holdFields(departure, { adults: 2 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => browser.post('/holds', fields)));
  assert.deepEqual([...new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`))], [`303 ${answers[0].headers.location}`]);
  assert.equal((await taken(departure)).length, 2);
});

test('a browser has three open holds at most; a released one makes room', async () => {
  const browser = stack.browser();
  const departures = await Promise.all([1, 2, 3, 4].map((n) => newDeparture({ days: 60 + n })));
  const pages = [];
  for (const departure of departures.slice(0, 3)) pages.push(await hold(browser, departure));
  const refused = await place(browser, departures[3]);
  assertRefused(refused, 429, 'too-many', { outcome: 'none' });
  assert.match(refused.text, /Book what you hold already, or give it back\. You can try again in 20 minutes/);
  assert.deepEqual(await taken(departures[3]), []);
  await browser.submit(pages[0], 'release');
  await hold(browser, departures[3]);
});

test('who holds too much is shown what it is, to go on with it or to give it back on the spot', async () => {
  const browser = stack.browser();
  const departures = await Promise.all([1, 2, 3, 4].map((n) => newDeparture({ days: 70 + n })));
  const pages = [];
  for (const departure of departures.slice(0, 3)) pages.push(await hold(browser, departure, { seat: seatsOf(departure, '1A') }));
  await hold(stack.browser(), departures[3]);
  const refused = await place(browser, departures[3]);
  assertRefused(refused, 429, 'too-many', { outcome: 'none' });
  assert.deepEqual(refused.each('open-hold').map(({ openHold }) => openHold), pages.map(({ data }) => data.hold).reverse(), 'the own ones, the newest first');
  for (const [i, { data }] of pages.entries()) {
    assert.ok(refused.links.some(({ href, text }) => href === `/holds/${data.hold}` && text === `Go on with these: ${departures[i].flight_no}`));
  }
  assert.equal(refused.text.match(/: 1A/g).length, 3);
  const releases = refused.forms.filter(({ name }) => name === 'release');
  assert.deepEqual(releases.map(({ action }) => action), pages.map(({ data }) => `/holds/${data.hold}/release`).reverse());
  assert.equal((await browser.submit(refused, 'release')).headers.location, `/holds/${pages[2].data.hold}`);
  assert.deepEqual(await taken(departures[2]), []);
  assert.equal((await browser.submit(refused, 'hold')).status, 303, 'and then the same form does it');
  // Of an address that is full, whose holds are others', nothing is shown of them.
  const { address } = stack.browser();
  const shared = await newDeparture({ aircraft: 'A320' });
  for (let n = 0; n < 30; n++) await place(stack.browser({ address }), shared);
  const stranger = await place(stack.browser({ address }), shared);
  assertRefused(stranger, 429, 'too-many', { outcome: 'none' });
  assert.deepEqual(stranger.each('open-hold'), []);
});

test('an address has thirty open holds at most, whatever its browsers are', async () => {
  const departure = await newDeparture({ aircraft: 'A320' });
  const { address } = stack.browser();
  for (let n = 0; n < 30; n++) assert.equal((await place(stack.browser({ address }), departure)).status, 303, `hold ${n + 1}`);
  assertRefused(await place(stack.browser({ address }), departure), 429, 'too-many', { outcome: 'none' });
  assert.equal((await place(stack.browser(), departure)).status, 303, 'another address is not concerned');
});

test('a new request for the same departure moves the hold: same REF, version +1, old seats free', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const first = await hold(browser, departure, { adults: 2, seat: seatsOf(departure, '1A', '1B') });
  const second = await hold(browser, departure, { adults: 2, seat: seatsOf(departure, '1B', '1C') });
  assert.equal(second.data.hold, first.data.hold);
  assert.equal(second.data.version, '2');
  assert.equal(second.data.seats, seatsOf(departure, '1B', '1C').join(' '));
  assert.deepEqual((await taken(departure)).sort(), ['1B', '1C']);
});

test('a moved hold keeps its passengers where the party has the same shape, else asks again', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const people = [someone(), someone()];
  await fillIn(browser, await hold(browser, departure, { adults: 2 }), people);
  const same = await hold(browser, departure, { adults: 2, seat: seatsOf(departure, '4A', '4B') });
  const review = await browser.get(`/holds/${same.data.hold}/review`);
  assert.equal(review.data.page, 'review');
  for (const { surname } of people) assert.match(review.text, new RegExp(surname));
  const other = await hold(browser, departure, { adults: 3 });
  assert.equal(other.data.hold, same.data.hold);
  const asked = await browser.get(`/holds/${same.data.hold}/review`);
  assert.equal(`${asked.status} ${asked.headers.location}`, `303 /holds/${same.data.hold}`);
});

test('departures that are not asked for any more are freed, and of several holds the newest is moved', async () => {
  const [a, b, c] = await Promise.all([30, 31, 32].map((days) => newDeparture({ days })));
  const browser = stack.browser();
  const older = await hold(browser, a);
  const newer = await hold(browser, b);
  const moved = await hold(browser, [a, b]);
  assert.equal(moved.data.hold, newer.data.hold);
  assert.equal((await browser.get(`/holds/${older.data.hold}`)).data.state, 'released');
  assert.deepEqual([(await taken(a)).length, (await taken(b)).length], [1, 1]);
  const next = await hold(browser, [b, c]);
  assert.equal(next.data.hold, moved.data.hold);
  assert.deepEqual([(await taken(a)).length, (await taken(b)).length, (await taken(c)).length], [0, 1, 1]);
});

test('a refused move leaves the old hold as it was', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '4C') });
  const before = await hold(browser, departure, { seat: seatsOf(departure, '1A') });
  assertRefused(await place(browser, departure, { seat: seatsOf(departure, '4C') }), 409, 'seat-taken');
  const after = await browser.get(`/holds/${before.data.hold}`);
  assert.deepEqual(after.data, before.data);
  assert.deepEqual((await taken(departure)).sort(), ['1A', '4C']);
});

test('extending moves the expiry and may be repeated', async () => {
  const browser = stack.browser();
  const page = await hold(browser, await newDeparture());
  await stack.sql(`UPDATE hold SET expires_at = expires_at - INTERVAL 10 MINUTE, placed_at = placed_at - INTERVAL 10 MINUTE WHERE ref = '${page.data.hold}'`);
  await stack.sql(`UPDATE seat_claim c JOIN hold h ON h.id = c.hold_id SET c.held_until = h.expires_at WHERE h.ref = '${page.data.hold}'`);
  for (let n = 0; n < 2; n++) {
    const answer = await browser.submit(page, 'extend');
    assert.equal(answer.headers.location, `/holds/${page.data.hold}`);
    const { data } = await browser.follow(answer);
    const left = (new Date(data.expiresAt) - Date.now()) / 1000;
    assert.ok(left > 1150 && left <= 1201, `${left} s are left`);
  }
});

test('extending ends two hours after the first placing', async () => {
  const browser = stack.browser();
  const page = await hold(browser, await newDeparture());
  const { hold: ref } = page.data;
  await stack.sql(`UPDATE hold SET placed_at = NOW(6) - INTERVAL 110 MINUTE, expires_at = NOW(6) + INTERVAL 1 MINUTE WHERE ref = '${ref}'`);
  await stack.sql(`UPDATE seat_claim c JOIN hold h ON h.id = c.hold_id SET c.held_until = h.expires_at WHERE h.ref = '${ref}'`);
  const { data } = await browser.follow(await browser.submit(page, 'extend'));
  const left = (new Date(data.expiresAt) - Date.now()) / 1000;
  assert.ok(left > 540 && left <= 601, `ten minutes are left of two hours: ${left} s`);
  assertRefused(await browser.submit(page, 'extend'), 409, 'hold-limit');
});

test('releasing gives the seats back, and may be repeated', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const page = await hold(browser, departure);
  for (let n = 0; n < 2; n++) assert.equal((await browser.submit(page, 'release')).status, 303);
  assert.deepEqual(await taken(departure), []);
  const { data } = await browser.get(`/holds/${page.data.hold}`);
  assert.deepEqual([data.state, data.seats, data.version], ['released', '', '2']);
  assertRefused(await browser.submit(page, 'extend'), 409, 'hold-ended');
  assertRefused(await fillIn(browser, page, [someone()]), 409, 'hold-ended');
  assertRefused(await browser.get(`/holds/${page.data.hold}/review`), 409, 'hold-ended');
});

test('a used hold shows what was sold, and has ended', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const booking = await book(browser, departure, { seat: seatsOf(departure, '2C') });
  const [[ref]] = await stack.sql(`SELECT h.ref FROM hold h JOIN booking b ON b.hold_id = h.id WHERE b.locator = '${booking.data.locator}'`);
  const page = await browser.get(`/holds/${ref}`);
  assert.deepEqual([page.status, page.data.state, page.data.seats], [200, 'used', `${departure.name}/2C`]);
  assert.ok(page.links.some(({ href }) => href === `/bookings/${booking.data.locator}`));
  for (const path of ['extend', 'release', 'passengers']) {
    const answer = await browser.post(`/holds/${ref}/${path}`, path === 'passengers' ? { given_name: 'A', surname: 'B', born_day: 1, born_month: 1, born_year: 1980, email: 'a@example.org' } : {});
    assertRefused(answer, 409, 'hold-ended');
  }
});

test('from: the passengers of an ended hold of this browser are taken over', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const people = [someone()];
  const first = await hold(browser, departure);
  await fillIn(browser, first, people);
  await browser.submit(first, 'release');
  const second = await hold(browser, departure, { from: first.data.hold });
  assert.notEqual(second.data.hold, first.data.hold);
  const review = await browser.get(`/holds/${second.data.hold}/review`);
  assert.equal(review.data.page, 'review');
  assert.match(review.text, new RegExp(people[0].surname));
  assertRefused(await place(stack.browser(), departure, { from: first.data.hold }), 404, 'not-found');
  assertRefused(await place(browser, departure, { from: 'é' }), 404, 'not-found');
});
