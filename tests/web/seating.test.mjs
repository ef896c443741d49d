// Seats for a party: exit rows, seats that are suggested, what stays chosen, and the conditions beside them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { fare, newDeparture } from '../support/flights.mjs';
import { book, CHILD, hold, holdFields, INFANT, seatsOf, seatStates, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

const offer = (browser, departures, query = {}) => browser.get('/offer', { departure: [departures].flat().map(({ name }) => name), ...query });
const seat = (page, name) => page.each('seat').find((one) => one.seat === name).attributes;
const ticked = (page) => page.each('seat').filter(({ attributes }) => 'checked' in attributes).map((one) => one.seat);
const linkOf = (page, words) => page.links.find(({ text }) => words.test(text));

// A320: rows 1 to 30 of six, exits in 12 and 13. ATR 72: rows 1 to 18 of four, the exit in row 1.
const large = (wishes = {}) => newDeparture({ aircraft: 'A320', ...wishes });

test('each seat says in words where it is and how it is', async () => {
  const departure = await large();
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '12F') });
  const page = await offer(stack.browser(), departure);
  const names = Object.fromEntries(['1A', '2B', '3C', '12A', '12F'].map((name) => [name, seat(page, name)['aria-label']]));
  assert.deepEqual(names, { '1A': '1A, window, free', '2B': '2B, middle, free', '3C': '3C, aisle, free', '12A': '12A, window, exit row, free', '12F': '12F, window, exit row, taken' });
});

test('exit rows are blocked for parties with children or infants, and the page says why', async () => {
  const departure = await large();
  for (const party of [{ adults: 1, children: 1 }, { adults: 1, infants: 1 }]) {
    for (let i = 0; i < 3; i++) {
      const page = await offer(stack.browser(), departure, party);
      const states = seatStates(page);
      assert.deepEqual(Object.keys(states).filter((name) => states[name] !== 'free'), ['A', 'B', 'C', 'D', 'E', 'F'].flatMap((letter) => [`12${letter}`, `13${letter}`]).sort());
      assert.ok('disabled' in seat(page, '13C'));
      assert.equal(seat(page, '12A')['aria-label'], '12A, window, exit row, not with children');
      assert.match(page.text, /Exit rows are not for parties with children or infants/);
    }
  }
  const browser = stack.browser();
  await hold(browser, departure, { seat: seatsOf(departure, '12A') });
  const family = await offer(browser, departure, { adults: 1, children: 1 });
  assert.deepEqual([seat(family, '12A')['data-state'], 'checked' in seat(family, '12A')], ['blocked', false], 'nor is one that was held before');
  assert.equal((await browser.submit(family, 'hold')).status, 303, 'so that the page as it is can be sent');
  const adults = await offer(stack.browser(), departure, { adults: 2 });
  assert.equal(seat(adults, '12A')['data-state'], 'free');
  assert.doesNotMatch(adults.text, /not for parties with children/);
});

test('a seat in an exit row that a party with children or infants names is refused, and nothing is taken', async () => {
  const departure = await large();
  for (const party of [{ adults: 1, children: 1 }, { adults: 2, infants: 1 }]) {
    const browser = stack.browser();
    const answer = await browser.post('/holds', holdFields(departure, { ...party, seat: seatsOf(departure, '4A', '13B') }));
    assertRefused(answer, 422, 'invalid', { problemFields: 'seat.2', page: 'offer' });
    assert.match(answer.text, /Seat 13B is in an exit row, which is not for parties with children or infants/);
    assert.deepEqual(ticked(answer), ['4A'], 'the other seat stays chosen');
    const told = answer.all.find(({ attributes }) => attributes.id === linkOf(answer, /Seat 13B is in an exit row/).href.slice(1));
    assert.match(told.text, /Seat 13B is in an exit row/, 'it cannot be chosen, and so the words beside the map are what is led to');
    assert.equal(seatStates(await offer(stack.browser(), departure))['4A'], 'free');
  }
  assert.equal((await hold(stack.browser(), departure, { adults: 2, seat: seatsOf(departure, '13A', '13B') })).data.state, 'open');
});

test('who ticks more seats than people is led to the first that is too many', async () => {
  const departure = await large();
  const answer = await stack.browser().post('/holds', holdFields(departure, { adults: 2, seat: seatsOf(departure, '4A', '4B', '4C') }));
  assertRefused(answer, 422, 'invalid', { problemFields: 'seat.3', page: 'offer' });
  const { href, text } = linkOf(answer, /more seats than people/);
  const led = answer.all.find(({ attributes }) => attributes.id === href.slice(1));
  assert.deepEqual([led.attributes.value, 'checked' in led.attributes, led.attributes['aria-invalid']], [`${departure.name}/4C`, true, 'true']);
  const told = answer.all.find(({ attributes }) => attributes.id === led.attributes['aria-describedby']);
  assert.equal(told.text.trim().replace(/^Error:\s*/, ''), text);
});

test('the system gives a party with children no seat of an exit row, and too few others are too few', async () => {
  const departure = await newDeparture({ aircraft: 'AT72' });
  const rest = 18 * 4 - 4 - 1;
  for (let left = rest; left > 0; left -= 9) await hold(stack.browser(), departure, { adults: Math.min(9, left), seat: seatsOf(departure, ...Array.from({ length: Math.min(9, left) }, (_, i) => rest - left + i).map((n) => `${2 + Math.floor(n / 4)}${'ACDF'[n % 4]}`)) });
  const found = async (party) => {
    const page = await stack.browser().get('/flights', { origin: 'FRA', destination: 'LIS', date: departure.date, ...party });
    const item = page.each('departure').find((one) => one.departure === departure.name);
    return [item.seatsFree, item.text.match(/(?:Only )?\d seats? left|Only exit rows left/)?.[0], item.inside.some(({ tag, text }) => tag === 'a' && text.startsWith('Choose'))];
  };
  assert.deepEqual(await found({ adults: 1, children: 1 }), ['5', 'Only 1 seat left', false]);
  assert.deepEqual(await found({ adults: 1, infants: 1 }), ['5', '1 seat left', true]);
  assert.deepEqual(await found({ adults: 2 }), ['5', '5 seats left', true]);
  const answer = await stack.browser().post('/holds', holdFields(departure, { adults: 1, children: 1 }));
  assertRefused(answer, 409, 'sold-out', { problemDeparture: departure.name });
  assert.match((await hold(stack.browser(), departure, { adults: 1, infants: 1 })).data.seats, /\/18F$/);
  assert.deepEqual(await found({ adults: 1, infants: 1 }), ['4', 'Only exit rows left', false]);
  assert.match((await hold(stack.browser(), departure, { adults: 2 })).data.seats, /\/1[ACDF] .*\/1[ACDF]$/, 'adults may have them');
});

test('a booking with a child is not moved to an exit row', async () => {
  const departure = await large();
  const browser = stack.browser();
  const booking = await book(browser, departure, { people: [someone(), CHILD()], adults: 1, children: 1, seat: seatsOf(departure, '20A', '20B') });
  const map = await browser.get(`/bookings/${booking.data.locator}/seats`, { departure: departure.name, passenger: 1 });
  assert.equal(seat(map, '12A')['data-state'], 'blocked');
  assertRefused(await browser.submit(map, 'seat', { seat: seatsOf(departure, '12A') }), 422, 'invalid', { problemFields: 'seat.1' });
  assert.equal((await browser.submit(map, 'seat', { seat: seatsOf(departure, '11A') })).status, 303);
  const path = `/bookings/${booking.data.locator}`;
  await browser.submit(await browser.get(`${path}/cancel`, { passenger: 2 }), 'cancel');
  const alone = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 });
  assert.equal(seat(alone, '12A')['data-state'], 'free', 'once the child does not travel any more, the others may sit there');
  assert.equal((await browser.submit(alone, 'seat', { seat: seatsOf(departure, '12A') })).status, 303);
});

test('a link ticks seats side by side for the party, and the form sent as it is holds them', async () => {
  const departure = await large();
  const browser = stack.browser();
  const plain = await offer(browser, departure, { adults: 2, children: 1 });
  assert.deepEqual(ticked(plain), []);
  const link = linkOf(plain, /Suggest seats side by side/);
  assert.match(link.href, /#seats-1$/);
  const sets = new Set();
  for (let i = 0; i < 12; i++) {
    const page = await browser.get(link.href.replace(/#.*/, ''));
    const seats = ticked(page);
    assert.equal(seats.length, 3);
    assert.equal(new Set(seats.map((name) => parseInt(name))).size, 1, `${seats}: one row`);
    assert.ok(['ABC', 'DEF'].includes(seats.map((name) => name.at(-1)).join('')), `${seats}: no aisle between them`);
    assert.ok(seats.every((name) => ![12, 13].includes(parseInt(name))), `${seats}: no exit row`);
    assert.ok(seats.every((name) => seatStates(page)[name] === 'free'));
    sets.add(String(seats));
    if (i === 11) assert.equal((await browser.follow(await browser.submit(page, 'hold'))).data.seats, seatsOf(departure, ...seats).join(' '));
  }
  assert.ok(sets.size > 1, 'not everybody is sent to the same seats');
});

test('what is suggested is beside the seats that are held already, and on each departure', async () => {
  const [there, back] = [await large(), await large({ days: 34, origin: 'LIS', destination: 'FRA' })];
  const browser = stack.browser();
  await hold(browser, there, { adults: 1, seat: seatsOf(there, '7E') });
  const page = await offer(browser, [there, back], { adults: 2, suggest: 1 });
  const values = page.each('seat').filter(({ attributes }) => 'checked' in attributes).map(({ attributes }) => attributes.value);
  assert.equal(values.filter((value) => value.startsWith(back.name)).length, 2);
  const first = values.filter((value) => value.startsWith(there.name));
  assert.deepEqual(first.length, 2);
  assert.ok(first.includes(`${there.name}/7E`) && first.some((value) => /\/7[DF]$/.test(value)), String(first));
});

test('one person is suggested one seat; where too few are left none is ticked', async () => {
  const departure = await newDeparture();
  assert.equal(ticked(await offer(stack.browser(), departure, { suggest: 1 })).length, 1);
  await hold(stack.browser(), departure, { adults: 8 });
  assert.deepEqual(ticked(await offer(stack.browser(), departure, { adults: 5, suggest: 1 })), []);
  assertRefused(await offer(stack.browser(), departure, { suggest: 'x' }), 422, 'invalid');
});

test('who is refused one seat keeps all others chosen, on each departure', async () => {
  const [there, back] = [await large(), await large({ days: 34, origin: 'LIS', destination: 'FRA' })];
  await hold(stack.browser(), there, { seat: seatsOf(there, '8A') });
  const chosen = [...seatsOf(there, '8A', '8B'), ...seatsOf(back, '9D', '9E')];
  const answer = await stack.browser().post('/holds', holdFields([there, back], { adults: 2, seat: chosen }));
  assertRefused(answer, 409, 'seat-taken', { problemSeats: `${there.name}/8A` });
  assert.deepEqual(answer.each('seat').filter(({ attributes }) => 'checked' in attributes).map(({ attributes }) => attributes.value), chosen.slice(1));
  assert.equal(answer.each('seat').find(({ attributes }) => attributes.value === chosen[0]).state, 'taken');
});

test('what a fare allows is told in words and in a table, and the other cabins are a link away', async () => {
  const departure = await newDeparture({ aircraft: 'A333', fares: [fare({ basis: 'YLOW', amount_minor: 5000, refundable: false, change_fee_minor: 4000 }), fare({ cancel_fee_minor: 3000 }), fare({ basis: 'JTOP', cabin: 'J', amount_minor: 80000 })] });
  const page = await offer(stack.browser(), departure, { adults: 1, children: 1 });
  assert.match(page.text, /YLOW\. If you cancel, you get nothing back\. Seats can be changed after booking, and slips in names corrected, at no charge\./);
  assert.doesNotMatch(page.text, /EUR 40\.00|change of flight/, 'nobody can change to another flight, so it has no price');
  assert.match((await offer(stack.browser(), departure, { fare: 'YFLEX' })).text, /YFLEX\. If you cancel, you get all but EUR 30\.00 a person back\. Seats/);
  const business = await stack.browser().get(linkOf(page, /^Business instead, EUR 820\.00 an adult$/).href);
  assert.match(business.text, /JTOP\. If you cancel, you get all of it back\./);
  assert.deepEqual([business.data.totalMinor, business.each('seat').length], ['164000', 36]);
  assert.ok(linkOf(business, /^Economy instead, EUR 70\.00 an adult$/));
});

test('infants on laps have no seat to choose', async () => {
  const departure = await large();
  const people = [someone(), INFANT()];
  const booking = await book(stack.browser(), departure, { people, adults: 1, infants: 1, seat: seatsOf(departure, '14A') });
  assert.equal(booking.data.seats, seatsOf(departure, '14A')[0]);
});
