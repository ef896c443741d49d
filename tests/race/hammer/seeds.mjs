#!/usr/bin/env node
// Correct programs, many seeds: the hammer must find nothing. A line a seed, then status 1 when one of them raised an alarm.
// usage: seeds.mjs, with SEEDS (20), FIRST (1), DURATION (12, seconds of each locking), PACE (dense) in the environment; the rest goes to hammer.mjs.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { env } = process;
const here = dirname(fileURLToPath(import.meta.url));
const count = Number(env.SEEDS ?? 20);
const first = Number(env.FIRST ?? 1);
let alarms = 0;
for (let seed = first; seed < first + count; seed++) {
  const settings = { ...env, SEED: `${seed}`, DURATION: env.DURATION ?? '12', PACE: env.PACE ?? 'dense' };
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, [join(here, 'hammer.mjs')], { env: settings, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (signal) process.exit(130);
  const lines = stdout.trim().split('\n');
  const bookings = [...stdout.matchAll(/: (\d+) bookings acknowledged/g)].map(([, number]) => number).join(' + ');
  const faults = [...stdout.matchAll(/; (\d+) faults/g)].map(([, number]) => number).join(' + ');
  process.stdout.write(`${status === 0 ? 'ok   ' : 'FAIL '} seed ${seed}: ${bookings} bookings, ${faults} faults: ${lines.at(-1)}\n`);
  if (status === 0) continue;
  alarms++;
  for (const line of [...lines.filter((text) => text.startsWith('FAIL')), stderr.trim()]) if (line) process.stdout.write(`      ${line.slice(0, 300)}\n`);
}
process.stdout.write(`${count - alarms} of ${count} seeds raised nothing\n`);
process.exit(alarms === 0 ? 0 : 1);
