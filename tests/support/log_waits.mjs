// How often a request waited for the database, as the booking site's log says with [log] round_trips.
import { stack, until } from './stack.mjs';

// One thread, so that what is prepared for the first customer is there for the next.
export const ALONE = { AISLE_BOOKING_PROCESSES: 1, AISLE_BOOKING_THREADS: 1 };
export const ALONE_LOGGED = { ...ALONE, AISLE_LOG_ROUND_TRIPS: 1 };

// Whole lines of the log, newest last. The last one may be half written.
const lines = () => stack.log('booking').split('\n').filter((line) => line.startsWith('{') && line.endsWith('}')).map((line) => JSON.parse(line));

export const linesOf = (id) => lines().filter(({ request }) => request === id);

// The two numbers of a request: {waits, statements}.
export async function waitsOf(id) {
  const line = await until(`the log tells of ${id}`, () => linesOf(id).find(({ event }) => event === 'db.round_trips'));
  return { waits: Number(line.round_trips), statements: Number(line.statements) };
}

// Those of the last request of this path.
export const waitsAt = async (path) => waitsOf(await until(`the log tells of ${path}`, () => lines().findLast((line) => line.event === 'http.request' && line.path === path)?.request));
