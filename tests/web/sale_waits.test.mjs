// How often the three clicks of a sale wait for the database, as the booking site's log says: nothing is asked alone that can be asked together.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newDeparture } from '../support/flights.mjs';
import { fillIn, hold, holdFields, seatsOf, someone } from '../support/journey.mjs';
import { ALONE, ALONE_LOGGED, linesOf, waitsAt, waitsOf } from '../support/log_waits.mjs';
import { stack, until } from '../support/stack.mjs';

before(() => stack.set(ALONE_LOGGED, 'booking'));
after(() => stack.set({}, 'booking'));

async function waitsOfSale(browser, departures, changes) {
  const page = await hold(browser, departures, changes);
  const waits = { hold: (await waitsAt('/holds')).waits };
  const review = await browser.follow(await fillIn(browser, page, [someone()]));
  waits.passengers = (await waitsAt(`/holds/${page.data.hold}/passengers`)).waits;
  const booking = await browser.follow(await browser.submit(review, 'booking'));
  assert.equal(booking.data.state, 'confirmed');
  waits.booking = (await waitsAt('/bookings')).waits;
  return waits;
}

const isWithin = ({ hold: holding, passengers, booking }) => holding > 0 && holding <= 5 && passengers > 0 && passengers <= 4 && booking > 0 && booking <= 5;

for (const [what, count, named] of [['one departure, a named seat', 1, true], ['one departure, the seat is chosen', 1, false], ['two departures', 2, true]]) {
  test(`${what}: at most 5 times to hold it, 4 to say who travels, 5 to book`, async () => {
    const places = [['FRA', 'LIS'], ['LIS', 'FRA']];
    const make = () => Promise.all(places.slice(0, count).map(([origin, destination], n) => newDeparture({ days: 30 + 3 * n, origin, destination })));
    const wish = (departures, seat) => (named ? { seat: seatsOf(departures[0], seat) } : {});
    const departures = await make();
    const known = stack.browser();
    // The first customers are those for whom everything is prepared.
    for (const seat of ['1A', '1B']) await waitsOfSale(known, departures, wish(departures, seat));
    for (const [who, browser, seat] of [['who was here before', known, '2A'], ['a newcomer', stack.browser(), '2B']]) {
      const waits = await waitsOfSale(browser, departures, wish(departures, seat));
      assert.ok(isWithin(waits), `${who}: ${JSON.stringify(waits)}`);
    }
  });
}

const idOf = ({ headers }) => headers['x-request-id'];

async function holdSeat(departure, seat) {
  const answer = await stack.browser().post('/holds', holdFields(departure, { seat: seatsOf(departure, seat) }));
  assert.equal(answer.status, 303);
  return answer;
}

test('with [log] round_trips each request says how often it waited, and statements that are sent together count once', async () => {
  const departure = await newDeparture({ days: 45 });
  await holdSeat(departure, '1A');
  const first = await waitsOf(idOf(await holdSeat(departure, '1B')));
  const second = await waitsOf(idOf(await holdSeat(departure, '1C')));
  assert.ok(second.waits > 0 && second.waits < second.statements, JSON.stringify(second));
  assert.deepEqual(first, second, 'the same request costs the same');
});

test('else there is no such line', async () => {
  const departure = await newDeparture({ days: 46 });
  await stack.set(ALONE, 'booking');
  const answer = await holdSeat(departure, '1A');
  // Whoever has written a line of the next request has written all of this one.
  const next = await holdSeat(departure, '1B');
  await until('a line of the next request', () => linesOf(idOf(next)).length > 0);
  // On a cluster a new connection's first transactions run again, and say so.
  const events = linesOf(idOf(answer)).map(({ event }) => event).filter((event) => event !== 'tx.again');
  assert.deepEqual(events, ['http.request']);
});
