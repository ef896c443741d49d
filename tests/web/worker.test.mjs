// The worker told to stop while the database is away, when each turn of a job waits for it in vain.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stack, until } from '../support/stack.mjs';

before(() => stack.expectErrors('"code":"(unavailable|broken)"'));
after(async () => {
  await stack.control('start', 'database');
  await stack.ready();
  await stack.control('start', 'worker');
});

test('the turn that it is in is its last, however many jobs are due', async () => {
  await stack.control('stop', 'worker');
  await stack.control('stop', 'database');
  const before = stack.log('worker').length;
  const said = () => stack.log('worker').slice(before);
  const inVain = () => new Set([...said().matchAll(/"request":"([\w-]+)","event":"job\.\w+","code":"unavailable"/g)].map(([, request]) => request)).size;
  // A new one has all its jobs to do.
  await stack.control('start', 'worker');
  await until('a turn was in vain', () => inVain() > 0, 40);
  const pid = stack.pid('worker');
  const turns = inVain();
  await stack.control('stop', 'worker');
  assert.match(said(), new RegExp(`"pid":${pid},"event":"worker\\.stopped"`), 'it ended by itself');
  assert.ok(inVain() - turns <= 1, said());
});
