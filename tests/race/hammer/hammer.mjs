#!/usr/bin/env node
// The hammer: many customers on few seats while everything around them breaks; afterwards each answer is compared with what is in the database.
// usage: hammer.mjs, with settings in the environment:
//   SEED (random)  DURATION (60, seconds of each locking)  LOCKING (both|pessimistic|optimistic)  CLIENTS (32)  FAULTS (F1,F2,F3,F4,F5,F10,F15,F16,retimed,cancelled; or none)
//   PACE (gate|dense|long)  HOLD_SECONDS (6)  MIN_BOOKINGS, MIN_FAULTS (of each locking, else it fails)  SAN (1: programs with sanitizers)
//   AISLE_TREE (another checkout, for seeded bugs)  KEEP (1: keep the folder of the run)
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Board } from './board.mjs';
import { checkRun } from './check/check.mjs';
import { Customer } from './customer.mjs';
import { Faults, PACES } from './faults.mjs';
import { FlightProxy } from './flight_proxy.mjs';
import { History, now } from './history.mjs';
import { Operations } from './operation.mjs';
import { Random } from './random.mjs';
import { freePort, Site, until } from './site.mjs';

const { env } = process;
const seed = Number(env.SEED ?? Math.floor(Math.random() * 1e9));
const seconds = Number(env.DURATION ?? 60);
const clients = Number(env.CLIENTS ?? 32);
const lockings = (env.LOCKING ?? 'both') === 'both' ? ['pessimistic', 'optimistic'] : [env.LOCKING];
const kinds = (env.FAULTS ?? 'F1,F2,F3,F4,F5,F10,F15,F16,retimed,cancelled').split(',');
const paces = PACES[env.PACE ?? 'gate'];
const bars = { bookings: Number(env.MIN_BOOKINGS ?? 0), faults: Number(env.MIN_FAULTS ?? 0) };
// Alone at the beginning: reloads, of which nobody may notice anything.
const CALM_SECONDS = Math.min(4, seconds / 4);

const say = (text) => process.stdout.write(`${text}\n`);

const home = mkdtempSync(join(tmpdir(), 'aisle-hammer-'));
const site = new Site(home, env.AISLE_TREE || undefined);
let isUp = false;
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => process.exit(130));
process.on('exit', () => {
  if (isUp) site.down();
});

const random = new Random(seed);
const flightsPort = await freePort();
const proxy = await new FlightProxy(flightsPort).listen();
const board = new Board(Math.max(40, Math.ceil((seconds * lockings.length) / 0.6)));

say(`hammer: seed ${seed}, ${clients} clients, ${seconds} s of ${lockings.join(', then ')} locking, faults ${kinds.join(' ')}; in ${home}`);
site.up({
  flightsPort, isSanitized: Boolean(env.SAN),
  settings: {
    AISLE_HOLD_SECONDS: env.HOLD_SECONDS ?? '6', AISLE_HOLDS_PER_BROWSER: '0', AISLE_HOLDS_PER_ADDRESS: '0', AISLE_FIND_PER_MINUTE: '0',
    AISLE_FLIGHT_SERVICE_URL: `http://127.0.0.1:${proxy.port}`, AISLE_FLIGHT_SERVICE_PAUSE_SECONDS: '1',
  },
});
isUp = true;
await site.importBoard(board);

async function hammer(locking, phase) {
  const history = new History(join(home, `history-${locking}.jsonl`));
  await site.setLocking(locking);
  const operations = new Operations(site.port, history, phase * 1e8);
  const strangers = [];
  const start = now();
  const end = start + seconds * 1000;
  const customers = Array.from({ length: clients }, (_, i) => new Customer(`${phase * 500 + i + 1}`, { operations, board, random: random.branch(), strangers }));
  const faults = new Faults({ site, history, proxy, board, random: random.branch(), paces, kinds });
  // Somebody has looked at a group before it opens: the site can sell what it knows while the flight service is away.
  const look = (later) => operations.run({ client: 'scout', id: 'scout' }, { kind: 'offer', path: `/offer?${board.departures(later).map((name) => `departure=${name}`).join('&')}&adults=1` });
  await Promise.all([0, 1, 2].map(look));
  const scouting = new Set();
  board.onNext = () => {
    const work = look(2).finally(() => scouting.delete(work));
    scouting.add(work);
  };
  const lives = customers.map((customer) => customer.live(() => now() > end));
  if (kinds.includes('F10')) await faults.F10();
  await faults.pause(CALM_SECONDS);
  faults.start();
  await faults.pause((end - now()) / 1000);
  const isWhole = await faults.stop();
  await Promise.all(lives);
  await Promise.all(scouting);
  history.close();
  if (!isWhole) say('FAIL  the site does not come back when the faults stop');
  return { locking, operations, history, isWhole, seconds: (now() - start) / 1000, file: join(home, `history-${locking}.jsonl`) };
}

// Holds that nobody used are written down by the worker, within a minute.
const tidied = () => until(async () => (await site.number("SELECT COUNT(*) FROM hold WHERE state = 'open' AND expires_at <= NOW(6)")) === 0
  && (await site.number("SELECT COUNT(*) FROM hold WHERE state = 'open'")) === 0, 90);

function tell({ locking, operations, history, seconds: took }) {
  const faults = Object.entries(history.faults).map(([kind, count]) => `${kind} ${count}`).join(', ');
  say(`      ${locking}: ${operations.bookings} bookings acknowledged, ${operations.operations - operations.first} operations, ${operations.requests - operations.first} requests in ${took.toFixed(0)} s `
    + `(${((operations.requests - operations.first) / took).toFixed(0)}/s), ${operations.unknown} ended unknown, ${operations.given_up} given up; faults: ${faults || 'none'}`);
}

const runs = [];
for (const locking of lockings) {
  runs.push(await hammer(locking, runs.length));
  tell(runs.at(-1));
}
let failures = runs.filter(({ isWhole }) => !isWhole).length;
const fail = (text) => {
  failures++;
  say(`FAIL  ${text}`);
};
if (!(await tidied())) fail('expired holds are not written down within a minute');
for (const { locking, operations, history } of runs) {
  const faults = Object.values(history.faults).reduce((sum, count) => sum + count, 0);
  if (operations.given_up > 0) fail(`${locking}: ${operations.given_up} operations stayed unknown`);
  if (operations.bookings < bars.bookings) fail(`${locking}: ${operations.bookings} bookings, and not ${bars.bookings}`);
  if (faults < bars.faults) fail(`${locking}: ${faults} faults, and not ${bars.faults}`);
}
const { violations, checked } = await checkRun(site, runs.map(({ file }) => file));
// A few of each kind.
const ruled = new Map();
for (const { rule, text } of violations) {
  const count = (ruled.get(rule) ?? 0) + 1;
  ruled.set(rule, count);
  if (count <= 5) fail(`${rule}: ${text}`);
}
for (const [rule, count] of ruled) if (count > 5) fail(`${rule}: and ${count - 5} more`);
say(`      checked: ${checked}`);
if (!site.down()) fail('the stack did not end well');
isUp = false;
proxy.close();
if (failures === 0) say(`hammer: 0 violations (seed ${seed})`);
else say(`hammer: ${failures} failures (SEED=${seed}); history, logs and database are kept in ${home}`);
if (failures === 0 && !env.KEEP) rmSync(home, { recursive: true, force: true });
process.exit(failures === 0 ? 0 : 1);
