// The node that is written to goes while customers book: the site goes on at another node, and nothing that was acknowledged is lost.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { keepBooking } from '../support/busy.mjs';
import { newDeparture } from '../support/flights.mjs';
import { stack, until } from '../support/stack.mjs';
import { NODES, ask, contents, status, whole } from './nodes.mjs';

const CUSTOMERS = 6;
const GAP_MS = 10000;

before(() => stack.expectErrors('"code":"(unavailable|broken|unsure)"'));
// Programs that have moved go back to the first node within 15 s; then the loss of it is a loss.
beforeEach(async () => {
  await whole();
  await stack.control('restart', 'booking', 'worker', 'flights');
  await stack.ready();
});

// Booked in every detail, on this node.
async function hasThem(node, made) {
  const rows = await ask(node, `SELECT locator FROM booking WHERE state = 'confirmed' AND locator IN (${made.map(({ locator }) => `'${locator}'`).join(',')})`);
  const found = new Set(rows.map(([locator]) => locator));
  assert.deepEqual(made.filter(({ locator }) => !found.has(locator)), [], `acknowledged, and not on ${node}`);
}

// How long it took after `since` until a booking that was asked for later was acknowledged; nothing when there was none yet.
function gapAfter(since, made) {
  const answers = made.filter(({ askedAt }) => askedAt > since).map(({ answeredAt }) => answeredAt - since);
  return answers.length > 0 ? Math.min(...answers) : undefined;
}

// `fault` breaks the writer when bookings flow, and returns when; `mend` is called when the site sells again.
async function loseTheWriter(t, { fault, mend, survivors }) {
  const departure = await newDeparture({ aircraft: 'A321' });
  const made = [];
  let isOver = false;
  const everybody = Promise.all(Array.from({ length: CUSTOMERS }, () => keepBooking(departure, made, () => isOver)));
  everybody.catch(() => {});
  let gap;
  try {
    await until('the first bookings are made', () => made.length >= 6);
    const since = fault();
    gap = await until('the site sells again', () => gapAfter(since, made), 60);
    await hasThem(survivors[0], made.slice());
    await mend?.();
  } finally {
    isOver = true;
  }
  await everybody;
  t.diagnostic(`measured: sold again ${(gap / 1000).toFixed(1)} s after the writer was lost; ${made.length} bookings`);
  for (const node of survivors) await hasThem(node, made);
  const seats = made.flatMap((one) => one.seats.split(' '));
  assert.equal(new Set(seats).size, seats.length, 'no seat was sold twice');
  const verified = await stack.aisle(['verify']);
  assert.equal(verified.status, 0, `${verified.stdout}${verified.stderr}`);
  assert.ok(gap <= GAP_MS, `sold again after ${gap} ms`);
  // Back, and with the same rows, down to the last byte.
  await whole();
  await stack.control('stop', 'worker', 'booking', 'flights');
  try {
    const [first, ...others] = await Promise.all(NODES.map(contents));
    for (const other of others) assert.deepEqual(other, first);
    assert.ok(Number(first['aisle_booking.booking'].split(' ')[0]) >= made.length);
  } finally {
    await stack.control('start', 'flights', 'booking', 'worker');
    await stack.ready();
  }
  for (const node of NODES) await hasThem(node, made);
}

test('the writer is killed: selling goes on within 10 s, nothing is lost, and the node comes back with the same rows', (t) => loseTheWriter(t, {
  survivors: NODES.slice(1),
  fault: () => {
    process.kill(stack.pid('database'), 'SIGKILL');
    return performance.now();
  },
}));

test('the writer stands still: selling goes on without it, and when it wakes it is a node like the others', (t) => {
  let pid;
  return loseTheWriter(t, {
    survivors: NODES.slice(1),
    fault: () => {
      pid = stack.pid('database');
      process.kill(pid, 'SIGSTOP');
      return performance.now();
    },
    mend: async () => {
      for (const node of NODES.slice(1)) await until(`${node} has closed the ranks`, async () => (await status(node, 'wsrep_cluster_size')) === '2', 30);
      process.kill(pid, 'SIGCONT');
      // Until it has noticed what it missed it takes connections, and then loses them.
      await whole();
    },
  });
});
