// What a request asks of the database can be seen in the log, when somebody wants to.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newDeparture } from '../support/flights.mjs';
import { holdFields, seatsOf } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

// One thread: it prepares its statements once, with the first request of a kind.
const ALONE = { AISLE_BOOKING_PROCESSES: '1', AISLE_BOOKING_THREADS: '1' };
after(() => stack.set({}, 'booking'));

const linesOf = (id) => stack.log('booking').split('\n').filter((line) => line.includes(id)).map((line) => JSON.parse(line));

// The two numbers of a request that was answered.
async function countsOf({ headers }) {
  const id = headers['x-request-id'];
  const line = await until(`a line of request ${id}`, () => linesOf(id).find(({ event }) => event === 'db.round_trips'));
  return [Number(line.round_trips), Number(line.statements)];
}

const holdSeat = async (departure, seat) => {
  const answer = await stack.browser().post('/holds', holdFields(departure, { seat: seatsOf(departure, seat) }));
  assert.equal(answer.status, 303);
  return answer;
};

test('with [log] round_trips each request says how often it waited, and statements that are sent together count once', async () => {
  const departure = await newDeparture({ days: 45 });
  await stack.set({ ...ALONE, AISLE_LOG_ROUND_TRIPS: '1' }, 'booking');
  await holdSeat(departure, '1A');
  const first = await countsOf(await holdSeat(departure, '1B'));
  const [trips, statements] = await countsOf(await holdSeat(departure, '1C'));
  assert.ok(trips > 0 && trips < statements, `${trips} of ${statements}`);
  assert.deepEqual(first, [trips, statements], 'the same request costs the same');
});

test('else there is no such line', async () => {
  const departure = await newDeparture({ days: 46 });
  await stack.set(ALONE, 'booking');
  const { headers } = await holdSeat(departure, '1A');
  // Whoever has written a line of the next request has written all of this one.
  const next = await holdSeat(departure, '1B');
  await until('a line of the next request', () => linesOf(next.headers['x-request-id']).length > 0);
  assert.deepEqual(linesOf(headers['x-request-id']).map(({ event }) => event), ['http.request']);
});
