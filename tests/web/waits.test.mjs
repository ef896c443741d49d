// How often the three clicks of a sale wait for the database, as the booking site's log says: nothing is asked alone that can be asked together.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newDeparture } from '../support/flights.mjs';
import { fillIn, hold, seatsOf, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

// One thread, so that what is prepared for the first customer is there for the next.
before(() => stack.set({ AISLE_LOG_ROUND_TRIPS: 1, AISLE_BOOKING_PROCESSES: 1, AISLE_BOOKING_THREADS: 1 }, 'booking'));
after(() => stack.set({}, 'booking'));

// How often the last request of this path waited: the two lines of a request have its id.
const waitsAt = (path) => until(`the log tells of ${path}`, () => {
  const lines = stack.log('booking').split('\n').filter((line) => line.startsWith('{') && line.endsWith('}')).map((line) => JSON.parse(line));
  const id = lines.findLast((line) => line.event === 'http.request' && line.path === path)?.request;
  return id && lines.find((line) => line.event === 'db.round_trips' && line.request === id)?.round_trips;
});

async function waitsOf(browser, departures, changes) {
  const page = await hold(browser, departures, changes);
  const waits = { hold: Number(await waitsAt('/holds')) };
  const review = await browser.follow(await fillIn(browser, page, [someone()]));
  waits.passengers = Number(await waitsAt(`/holds/${page.data.hold}/passengers`));
  const booking = await browser.follow(await browser.submit(review, 'booking'));
  assert.equal(booking.data.state, 'confirmed');
  waits.booking = Number(await waitsAt('/bookings'));
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
    for (const seat of ['1A', '1B']) await waitsOf(known, departures, wish(departures, seat));
    for (const [who, browser, seat] of [['who was here before', known, '2A'], ['a newcomer', stack.browser(), '2B']]) {
      const waits = await waitsOf(browser, departures, wish(departures, seat));
      assert.ok(isWithin(waits), `${who}: ${JSON.stringify(waits)}`);
    }
  });
}
