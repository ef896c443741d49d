// The offer: departures, prices, fares, the seat map; and the seat map's JSON.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, assertRefused } from '../support/browser.mjs';
import { atAirport, changeDeparture, dayFromToday, fare, flightApi, newDeparture, whereItIsDay } from '../support/flights.mjs';
import { book, hold, holdFields, seatsNow, seatsOf, seatStates, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

const offer = (browser, departures, query = {}) => browser.get('/offer', { departure: [departures].flat().map(({ name }) => name), ...query });
const stateOf = (page, n = 0) => page.each('state').filter(({ tag }) => tag === 'fieldset')[n].state;
// Booking hears of a change at its next look at the service.
const seen = (browser, departure, state) => until(`${departure.name} is ${state}`, async () => {
  const page = await offer(browser, departure);
  return page.status === 200 && stateOf(page) === state && page;
});

test('one departure is shown with its conditions, its price and one form with the seat map', async () => {
  const departure = await newDeparture();
  for (const page of [await stack.browser().get(`/flights/${departure.name}`), await offer(stack.browser(), departure)]) {
    assert.equal(page.status, 200);
    assert.equal(page.data.page, 'offer');
    assert.equal(page.data.departures, departure.name);
    assert.equal(page.data.totalMinor, '12000');
    assert.equal(page.data.currency, 'EUR');
    assert.deepEqual(page.forms.filter(({ method }) => method === 'POST').map(({ name, action }) => [name, action]), [['hold', '/holds']]);
    const fieldset = page.each('state').filter(({ tag }) => tag === 'fieldset');
    assert.deepEqual(fieldset.map((one) => [one.departure, one.state]), [[departure.name, 'on-sale']]);
    const seats = page.each('seat');
    assert.deepEqual(seats.map(({ seat }) => seat), ['1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C', '4A', '4B', '4C']);
    for (const { attributes, seat, state } of seats) {
      assert.deepEqual([attributes.type, attributes.name, attributes.value, state], ['checkbox', 'seat', `${departure.name}/${seat}`, 'free']);
      assert.ok(!('disabled' in attributes) && !('checked' in attributes));
    }
    assert.match(page.text, /YFLEX/);
  }
});

test('missing seats are not in the map, and a cabin that was not asked for cannot be chosen', async () => {
  const departure = await newDeparture({ aircraft: 'A333', fares: [fare(), fare({ basis: 'JTOP', cabin: 'J', amount_minor: 80000 })] });
  const economy = await stack.browser().get('/offer', { departure: departure.name });
  const business = await stack.browser().get('/offer', { departure: departure.name, cabin: 'J' });
  assert.equal(economy.each('seat').length, 28 * 8 - 2);
  assert.ok(!economy.each('seat').some(({ seat }) => seat === '36D' || /^[1-6][A-K]$/.test(seat)));
  assert.equal(business.each('seat').length, 36);
  assert.equal(business.data.totalMinor, '82000');
  const byFare = await stack.browser().get('/offer', { departure: departure.name, fare: 'JTOP' });
  assert.equal(byFare.each('seat').length, 36, 'a fare is for the seats of its own cabin');
  assertRefused(await stack.browser().get('/offer', { departure: departure.name, cabin: 'F' }), 422, 'invalid', { problemFields: 'cabin.1' });
});

test('the party makes the price; an infant pays a tenth and sits on a lap', async () => {
  const departure = await newDeparture();
  const page = await offer(stack.browser(), departure, { adults: 2, children: 1, infants: 1 });
  assert.equal(page.data.totalMinor, String(3 * 12000 + 1000));
  for (const query of [{ adults: 0, children: 0 }, { adults: 10 }, { adults: 1, infants: 2 }, { adults: 'x' }]) {
    assertRefused(await offer(stack.browser(), departure, query), 422, 'invalid');
  }
});

test('the cheapest fare of the cabin is the default, another can be asked for by its basis', async () => {
  const departure = await newDeparture({ fares: [fare({ basis: 'YTOP', amount_minor: 30000 }), fare({ basis: 'YLOW', amount_minor: 5000, refundable: false })] });
  assert.equal((await offer(stack.browser(), departure)).data.totalMinor, '7000');
  assert.equal((await offer(stack.browser(), departure, { fare: 'YTOP' })).data.totalMinor, '32000');
  assertRefused(await offer(stack.browser(), departure, { fare: 'YNONE' }), 422, 'invalid', { problemFields: 'fare.1' });
});

test('up to four departures in travel order make one offer', async () => {
  const there = await newDeparture({ days: 30 });
  const back = await newDeparture({ days: 34, origin: 'LIS', destination: 'FRA' });
  const page = await offer(stack.browser(), [there, back], { adults: 2 });
  assert.equal(page.data.departures, `${there.name} ${back.name}`);
  assert.equal(page.data.totalMinor, String(4 * 12000));
  assert.equal(page.each('state').filter(({ tag }) => tag === 'fieldset').length, 2);
  assertRefused(await offer(stack.browser(), [back, there]), 422, 'invalid', { problemFields: 'departure.2' });
  assertRefused(await offer(stack.browser(), [there, there]), 422, 'invalid', { problemFields: 'departure.2' });
  const five = await Promise.all([1, 2, 3, 4, 5].map((n) => newDeparture({ days: 40 + n })));
  assert.equal((await offer(stack.browser(), five.slice(0, 4))).status, 200);
  assertRefused(await offer(stack.browser(), five), 422, 'invalid');
  const pounds = await newDeparture({ days: 50, fares: [fare({ currency: 'GBP' })] });
  assertRefused(await offer(stack.browser(), [there, pounds]), 422, 'invalid');
});

test('departures of which one leaves before the one before it has arrived are refused, at the offer and at the hold', async () => {
  const at = (hour) => new Date(`${dayFromToday(35)}T${hour}:00Z`);
  const there = await newDeparture({ at: at('08:00') });
  const early = await newDeparture({ at: at('10:59'), origin: 'LIS', destination: 'FRA' });
  const late = await newDeparture({ at: at('11:00'), origin: 'LIS', destination: 'FRA' });
  const browser = stack.browser();
  assertRefused(await offer(browser, [there, early]), 422, 'invalid', { problemFields: 'departure.2' });
  assertRefused(await browser.post('/holds', holdFields([there, early])), 422, 'invalid', { problemFields: 'departure.2' });
  assert.deepEqual(await stack.sql(`SELECT 1 FROM seat_claim c JOIN departure d ON d.id = c.departure_id WHERE d.flight_no IN ('${there.flight_no}', '${early.flight_no}')`), []);
  assert.equal((await offer(browser, [there, late])).status, 200, 'who has just arrived may leave');
  assert.equal((await browser.post('/holds', holdFields([there, late]))).status, 303);
  // The list of flights offers what can be held, and no more.
  const list = await browser.get('/flights', { origin: 'FRA', destination: 'LIS', date: there.date, return: there.date, outbound: there.name });
  const row = (name) => list.body.slice(list.body.indexOf(`data-departure="${name}"`)).split('</li>')[0];
  assert.match(row(early.name), /Times do not fit together/);
  assert.doesNotMatch(row(late.name), /Times do not fit together/);
});

test('what is no departure is 422, one that does not exist 404', async () => {
  for (const name of ['', 'AX204', 'AX204/2026-02-30', 'AX204/2026-12-01/12A', '../etc/passwd', 'ÄX1/2026-12-01', `AX1/${'9'.repeat(30)}`]) {
    assertRefused(await stack.browser().get('/offer', { departure: name }), 422, 'invalid');
  }
  assertRefused(await stack.browser().get('/offer'), 422, 'invalid');
  assertRefused(await stack.browser().get('/offer', { departure: 'QQ9/2030-01-01' }), 404, 'not-found', { problemDeparture: 'QQ9/2030-01-01' });
  assertRefused(await stack.browser().get('/flights/QQ9/2030-01-01'), 404, 'not-found');
  for (const path of ['/flights/AX204/2026-02-30', '/flights/ax204/2026-12-01', '/flights/x/y', '/flights/QQ9/2030-01-01/seats']) {
    assertRefused(await stack.browser().get(path), 404, 'not-found');
  }
});

test('closed, cancelled and departed: 200, the state, and no form', async () => {
  const browser = stack.browser();
  const closed = await newDeparture({ at: new Date(Date.now() + 50 * 60000) });
  const open = await newDeparture({ at: new Date(Date.now() + 70 * 60000) });
  const cancelled = await newDeparture();
  assert.equal(stateOf(await offer(browser, open)), 'on-sale');
  await changeDeparture(cancelled.name, { state: 'cancelled' });
  for (const [departure, state] of [[closed, 'closed'], [cancelled, 'cancelled']]) {
    const page = await seen(browser, departure, state);
    assert.deepEqual(page.forms.filter(({ name }) => name === 'hold'), [], state);
    const single = await browser.get(`/flights/${departure.name}`);
    assert.equal(single.status, 200);
    assert.equal(stateOf(single), state);
  }
});

test('a departure that has left is departed', async () => {
  const departure = await newDeparture({ ...whereItIsDay(), at: new Date(Date.now() + 3600000) });
  await stack.sql(`UPDATE departure SET departs_at = departs_at - INTERVAL 2 HOUR, arrives_at = arrives_at - INTERVAL 2 HOUR WHERE flight_no = '${departure.flight_no}'`, 'aisle_flights');
  const page = await seen(stack.browser(), departure, 'departed');
  assert.deepEqual(page.forms.filter(({ name }) => name === 'hold'), []);
});

test('one departure that is closed closes the whole offer', async () => {
  const [there, back] = [await newDeparture({ days: 30 }), await newDeparture({ days: 35, origin: 'LIS', destination: 'FRA' })];
  await changeDeparture(back.name, { state: 'cancelled' });
  const page = await offer(stack.browser(), [there, back]);
  assert.deepEqual([stateOf(page, 0), stateOf(page, 1)], ['on-sale', 'cancelled']);
  assert.deepEqual(page.forms.filter(({ name }) => name === 'hold'), []);
});

test('the map tells the asker: taken by others disabled, yours checked', async () => {
  const departure = await newDeparture();
  const [one, other] = [stack.browser(), stack.browser()];
  await hold(one, departure, { adults: 2, seat: seatsOf(departure, '2A', '2B') });
  await book(other, departure, { people: [someone()], seat: seatsOf(departure, '3C') });
  const mine = await offer(one, departure, { adults: 2 });
  const states = seatStates(mine);
  assert.deepEqual([states['2A'], states['2B'], states['3C'], states['1A']], ['yours', 'yours', 'taken', 'free']);
  for (const { seat, attributes } of mine.each('seat')) {
    assert.equal('checked' in attributes, states[seat] === 'yours', seat);
    assert.equal('disabled' in attributes, states[seat] === 'taken', seat);
  }
  const theirs = seatStates(await offer(stack.browser(), departure));
  assert.deepEqual([theirs['2A'], theirs['3C'], theirs['1A']], ['taken', 'taken', 'free']);
  const again = await one.submit(mine, 'hold');
  assert.equal((await one.follow(again)).data.seats, seatsOf(departure, '2A', '2B').join(' '), 'the form sent as it is keeps them');
});

// As staff do it.
const block = ({ flight_no }, seat) => stack.sql(`START TRANSACTION;
  INSERT INTO seat_claim (departure_id, seat_no, cabin, state, reason) SELECT id, '${seat}', 'Y', 'blocked', 'a test' FROM departure WHERE flight_no = '${flight_no}';
  INSERT INTO seat_event (departure_id, seat_no, at, what) SELECT id, '${seat}', NOW(6), 'blocked' FROM departure WHERE flight_no = '${flight_no}';
  COMMIT`);
const withoutKey = ({ body }) => body.replace(/name="key" value="[^"]*"/, '');
const keyOf = (page) => page.forms.find(({ name }) => name === 'hold').fields.find(([name]) => name === 'key')[1];

test('a page that is asked for again and again is the same each time but for its key, and for what happened meanwhile', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  await hold(browser, departure, { seat: seatsOf(departure, '2A') });
  await book(stack.browser(), departure, { seat: seatsOf(departure, '3C') });
  await block(departure, '4C');
  const [first, other] = [await offer(browser, departure), await offer(stack.browser(), departure)];
  const keys = new Set([first, other].map(keyOf));
  for (let i = 0; i < 10; i++) {
    const [again, others] = [await offer(browser, departure), await offer(stack.browser(), departure)];
    assert.equal(withoutKey(again), withoutKey(first));
    assert.equal(withoutKey(others), withoutKey(other));
    keys.add(keyOf(again)).add(keyOf(others));
  }
  assert.equal(keys.size, 22);
  assert.deepEqual(seatStates(first), { ...Object.fromEntries(first.each('seat').map(({ seat }) => [seat, 'free'])), '2A': 'yours', '3C': 'taken', '4C': 'blocked' });
  assert.deepEqual(seatStates(other), { ...seatStates(first), '2A': 'taken' });
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '1B') });
  for (let i = 0; i < 4; i++) assert.deepEqual(seatStates(await offer(browser, departure)), { ...seatStates(first), '1B': 'taken' });
  const two = await offer(browser, departure, { adults: 2 });
  assert.equal(two.data.totalMinor, '24000', 'for another party it is another page');
  await changeDeparture(departure.name, { fares: [fare({ amount_minor: 15000 })] });
  await until('the new price', async () => (await offer(browser, departure)).data.totalMinor === '17000');
});

test('a blocked seat is blocked for everybody', async () => {
  const departure = await newDeparture();
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '1A') });
  await block(departure, '4C');
  const page = await offer(stack.browser(), departure);
  const seat = page.each('seat').find((one) => one.seat === '4C');
  assert.equal(seat.state, 'blocked');
  assert.ok('disabled' in seat.attributes);
  const json = JSON.parse((await ask(stack.url + seatsNow(departure))).body);
  assert.deepEqual(json.taken.sort(), ['1A', '4C']);
});

const seats = (departure, headers = {}) => ask(stack.url + seatsNow(departure), { headers });

test('the seats as JSON: everything not free, the same for all askers, with ETag and 304', async () => {
  const departure = await newDeparture();
  const first = await seats(departure);
  assert.equal(first.status, 200);
  assert.match(first.headers['content-type'], /^application\/json/);
  assert.equal(first.headers['cache-control'], 'public, max-age=1');
  assert.equal(first.headers['set-cookie'], undefined);
  const empty = JSON.parse(first.body);
  assert.deepEqual(Object.keys(empty).sort(), ['departure', 'revision', 'taken']);
  assert.deepEqual([empty.departure, empty.taken], [departure.name, []]);
  assert.equal((await seats(departure, { 'If-None-Match': first.headers.etag })).status, 304);

  const browser = stack.browser();
  await hold(browser, departure, { seat: seatsOf(departure, '2B') });
  const fresh = await seats(departure, { 'If-None-Match': first.headers.etag });
  assert.equal(fresh.status, 200);
  assert.notEqual(fresh.headers.etag, first.headers.etag);
  assert.deepEqual(JSON.parse(fresh.body).taken, ['2B']);
  const mine = await browser.get(seatsNow(departure));
  assert.equal(mine.body, fresh.body, 'also for the one who has it');
  assert.equal(mine.headers.etag, fresh.headers.etag);
});

test('the revision only grows: held, released, held, booked, cancelled', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  let last = -1;
  const grows = async (what, taken) => {
    const json = JSON.parse((await seats(departure)).body);
    assert.ok(json.revision > last, `${what}: ${json.revision} after ${last}`);
    assert.deepEqual(json.taken, taken, what);
    last = json.revision;
  };
  await grows('new', []);
  const page = await hold(browser, departure, { seat: seatsOf(departure, '1A') });
  await grows('held', ['1A']);
  await browser.submit(page, 'release');
  await grows('released', []);
  const booking = await book(browser, departure, { seat: seatsOf(departure, '1A') });
  await grows('booked', ['1A']);
  const cancel = await browser.get(`/bookings/${booking.data.locator}/cancel`);
  await browser.follow(await browser.submit(cancel, 'cancel'));
  await grows('cancelled', []);
});

test('a retimed departure is offered with its new time, and says so', async () => {
  const departure = await newDeparture();
  await stack.browser().get(`/flights/${departure.name}`);
  const at = new Date(new Date(departure.departs_at).getTime() + 95 * 60000);
  await changeDeparture(departure.name, { departs_at: atAirport(at, 'FRA'), arrives_at: atAirport(new Date(at.getTime() + 3 * 3600000), 'LIS') });
  const { json } = await flightApi('GET', `/v1/departures/${departure.name}`);
  assert.equal(json.state, 'retimed');
  const clock = json.departs_at.slice(11, 16);
  await until('the new time is shown', async () => (await offer(stack.browser(), departure)).text.includes(clock));
});
