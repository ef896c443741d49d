#!/usr/bin/env node
// The checker, checked: each patch here puts a bug into a copy of the programs, and the hammer has to find it.
// usage: run.mjs [NAME...], with SEED in the environment. Each is hammered for 15 s, and when that was not enough for 45 s more. Status 1 when a bug gets through.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIRST_SECONDS = 15;
const MORE_SECONDS = 45;

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const names = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(here).filter((name) => name.endsWith('.patch')).map((name) => name.slice(0, -6)).sort();

const tree = mkdtempSync(join(tmpdir(), 'aisle-bugs-'));
process.on('exit', () => rmSync(tree, { recursive: true, force: true }));
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => process.exit(130));
chmodSync(tree, 0o755);
// With what is built already, so that only what a patch touches is built again.
execFileSync('bash', ['-c', 'tar -C "$1" -cf - --exclude=./build/san --exclude=node_modules --exclude=./.git --exclude=./var . | tar -C "$2" -xf -', '-', root, tree]);

// What the lines at the head of a patch say.
function headOf(file) {
  return Object.fromEntries([...readFileSync(file, 'utf8').matchAll(/^# (\w+): (.*)$/gm)].map(([, name, value]) => [name, value]));
}

const patch = (file, ...options) => spawnSync('patch', ['-p1', '-s', '-F0', '-d', tree, '-i', file, ...options], { encoding: 'utf8' });
const build = () => spawnSync('make', ['-C', tree, '-s', 'build'], { encoding: 'utf8' });

// One run of the hammer against the copy: [whether it found the bug, how it ended].
function hammer({ expect, locking, faults, hold }, seconds) {
  const env = {
    ...process.env, AISLE_TREE: tree, DURATION: `${seconds}`, LOCKING: locking, FAULTS: `F11,F14,${faults}`, HOLD_SECONDS: hold ?? '6', PACE: 'dense',
    CLIENTS: process.env.CLIENTS ?? '50', MIN_BOOKINGS: '0', MIN_FAULTS: '0',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(tree, 'tests/race/hammer/hammer.mjs')], { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  const kept = /kept in (\S+)/.exec(stdout);
  if (kept && !process.env.KEEP) rmSync(kept[1], { recursive: true, force: true });
  const failures = stdout.split('\n').filter((line) => line.startsWith('FAIL  '));
  const found = failures.find((line) => new RegExp(`^FAIL  (${expect})\\b`).test(line));
  if (found) return [true, found.slice(6)];
  return [false, `not found, but ${failures[0] ?? `status ${status}: ${(stderr || stdout).trim().split('\n').at(-1)}`}`];
}

// How it ended, and whether that is well.
function tryOut(file) {
  const head = headOf(file);
  const applied = patch(file, '--dry-run');
  if (applied.status !== 0) return [false, `does not apply: ${applied.stdout.trim().split('\n')[0]}`];
  patch(file);
  try {
    const built = build();
    if (built.status !== 0) return [false, `does not build: ${built.stderr.split('\n').filter((line) => /error/.test(line)).slice(0, 2).join(' ')}`];
    const first = hammer(head, FIRST_SECONDS);
    return first[0] ? first : hammer(head, MORE_SECONDS);
  } finally {
    patch(file, '-R');
  }
}

let failures = 0;
for (const name of names) {
  const [isWell, how] = tryOut(join(here, `${name}.patch`));
  if (!isWell) failures++;
  process.stdout.write(`${isWell ? 'ok   ' : 'FAIL '} ${name}: ${how.slice(0, 200)}\n`);
}
process.stdout.write(`${names.length - failures} of ${names.length} bugs were found\n`);
process.exit(failures === 0 ? 0 : 1);
