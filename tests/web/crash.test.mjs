// kill -9 of worker processes and of the database during use: the service comes back by itself, and nothing acknowledged is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keepBooking } from '../support/busy.mjs';
import { newDeparture } from '../support/flights.mjs';
import { holdFields } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

const CUSTOMERS = 6;
// As it is by default, and as on a machine with many processors.
const WORKERS = [1, 2];

before(() => stack.expectErrors('"code":"(unavailable|broken)"'));
after(() => stack.set({}, 'booking'));

async function useWhile(fault) {
  const departure = await newDeparture({ aircraft: 'A321' });
  const made = [];
  let isOver = false;
  const customers = Array.from({ length: CUSTOMERS }, () => keepBooking(departure, made, () => isOver));
  const everybody = Promise.all(customers);
  everybody.catch(() => {});
  try {
    await until('the first bookings are made', () => made.length >= 3);
    await fault(made);
  } finally {
    isOver = true;
  }
  await everybody;
  // The database may be a cluster, of which one node is not back yet.
  await stack.control('start', 'database');
  for (const { browser, locator, seats } of made) {
    const page = await browser.get(`/bookings/${locator}`);
    assert.deepEqual([page.status, page.data.state, page.data.seats], [200, 'confirmed', seats], locator);
  }
  const seats = made.flatMap((one) => one.seats.split(' '));
  assert.equal(new Set(seats).size, seats.length, 'no seat was sold twice');
  const [[count]] = await stack.sql(`SELECT COUNT(*) FROM seat_claim c JOIN departure d ON d.id = c.departure_id WHERE d.flight_no = '${departure.flight_no}' AND c.state = 'sold'`);
  assert.equal(Number(count), seats.length, 'what was not acknowledged was not sold either');
  const verified = await stack.aisle(['verify', '--all']);
  assert.equal(verified.status, 0, verified.stdout);
}

// Another process than the one that was killed.
const startedAgain = (name, killed) => until(`${name} is started again`, () => {
  try {
    return stack.pid(name) !== killed;
  } catch {
    return false;
  }
});

for (const count of WORKERS) test(`kill -9 of one of ${count} booking workers, again and again, during use`, async () => {
  await stack.set({ AISLE_BOOKING_PROCESSES: count }, 'booking');
  await useWhile(async (made) => {
    for (let n = 0; n < 5; n++) {
      const before_ = made.length;
      const [victim] = stack.children('booking');
      process.kill(victim, 'SIGKILL');
      await until('the dead worker is replaced', () => stack.children('booking').length >= count && !stack.children('booking').includes(victim), 10);
      await until('bookings go on', () => made.length > before_ + 1);
    }
  });
});

test('kill -9 of all booking workers at once is over within a second or two', () => useWhile(async (made) => {
  const before_ = made.length;
  for (const pid of stack.children('booking')) process.kill(pid, 'SIGKILL');
  await stack.ready();
  await until('bookings go on', () => made.length > before_ + 2);
}));

test('kill -9 of the booking program itself', () => useWhile(async (made) => {
  const pid = stack.pid('booking');
  process.kill(pid, 'SIGKILL');
  await startedAgain('booking', pid);
  await stack.ready();
  const before_ = made.length;
  await until('bookings go on', () => made.length > before_ + 2);
}));

test('kill -9 of the database during use, twice', () => useWhile(async (made) => {
  for (let n = 0; n < 2; n++) {
    const pid = stack.pid('database');
    process.kill(pid, 'SIGKILL');
    await startedAgain('database', pid);
    const before_ = made.length;
    await until('bookings go on', () => made.length > before_ + 2, 40);
  }
}));

test('without the database: 503 with a plain page and an outcome, and readyz says so; alive all the same', async () => {
  await stack.control('stop', 'database');
  try {
    const page = await stack.browser().get('/bookings/ABCDEF');
    assert.equal(`${page.status} ${page.data.problem}`, '503 unavailable');
    const placed = await stack.browser().post('/holds', holdFields({ name: 'QQ9/2030-01-01' }));
    assert.equal(placed.status, 503);
    for (const [program, url] of [['booking', stack.url], ['flights', stack.flightsUrl], ['admin', `${stack.url}/admin`]]) {
      const browser = stack.browser();
      browser.origin = url;
      const ready = await browser.get('/readyz');
      assert.equal(ready.status, 503);
      // To anybody what it is, and to whoever has the log all that the database's library said of it.
      const [, id] = /^not ready: the database cannot be reached \(unavailable\); the log has more under ([0-9a-f]{32})\n$/.exec(ready.body) ?? assert.fail(ready.body);
      const line = stack.log(program).split('\n').filter((one) => one.includes(id)).map((one) => JSON.parse(one)).find(({ event }) => event === 'http.not_ready');
      assert.match(line?.text ?? '', /connect|socket|server/i, JSON.stringify(line));
      assert.equal((await browser.get('/healthz')).status, 200);
    }
  } finally {
    await stack.control('start', 'database');
    await stack.ready();
    await stack.ready(stack.flightsUrl);
  }
});

for (const count of WORKERS) test(`a rolling reload of ${count} workers during use loses no request`, async () => {
  await stack.set({ AISLE_BOOKING_PROCESSES: count }, 'booking');
  const departure = await newDeparture();
  let isOver = false;
  const answers = [];
  const visitors = Promise.all(Array.from({ length: 4 }, async () => {
    const browser = stack.browser();
    while (!isOver) answers.push((await browser.get(`/flights/${departure.name}`)).status);
  }));
  try {
    for (let n = 0; n < 2; n++) {
      const old = stack.children('booking');
      await stack.control('reload');
      await until('all workers are new ones', () => stack.children('booking').length >= count && !stack.children('booking').some((pid) => old.includes(pid)), 30);
    }
  } finally {
    isOver = true;
    await visitors;
  }
  assert.ok(answers.length > 5);
  assert.deepEqual([...new Set(answers)], [200], 'every request was answered');
});
