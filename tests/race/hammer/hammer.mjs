#!/usr/bin/env node
// The hammer: many customers on few seats while everything around them breaks; afterwards each answer is compared with what is in the database.
// usage: hammer.mjs, with settings in the environment:
//   SEED (random)  DURATION (60, seconds of each locking)  LOCKING (both|pessimistic|optimistic)  CLIENTS (32)  FAULTS (all; kinds of paces.mjs, F11 being
//   the second node; or none)  PACE (gate|dense|long)  HOLD_SECONDS (6)  MIN_BOOKINGS, MIN_FAULTS, MIN_DATABASE_KILLS, MIN_WORKER_KILLS (of each locking)
//   SUMMARY (a file that the summary is written to, in Markdown)  SAN (1: programs with sanitizers, and memory that does not run out)
//   AISLE_TREE (another checkout, for seeded bugs)  KEEP (1: keep the folder of the run)
// Ends with status 1 when something was violated, when a bar was missed, or when a kind of fault that was asked for did not happen in a minute or more.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADULT_MINOR, Board } from './board.mjs';
import { burst } from './burst.mjs';
import { checkRun } from './check/check.mjs';
import { Customer } from './customer.mjs';
import { Faults } from './faults.mjs';
import { FlightProxy } from './flight_proxy.mjs';
import { History, now } from './history.mjs';
import { Operations } from './operation.mjs';
import { Keeper } from './keeper.mjs';
import { kindsOf, least, PACES } from './paces.mjs';
import { Random } from './random.mjs';
import { SecondNode } from './second_node.mjs';
import { freePort, Site, until } from './site.mjs';
import { summaryOf } from './summary.mjs';
import { Watcher } from './watcher.mjs';

const { env } = process;
const seed = Number(env.SEED ?? Math.floor(Math.random() * 1e9));
const seconds = Number(env.DURATION ?? 60);
const clients = Number(env.CLIENTS ?? 32);
const lockings = (env.LOCKING ?? 'both') === 'both' ? ['pessimistic', 'optimistic'] : [env.LOCKING];
const asked = kindsOf(env.FAULTS ?? 'all');
const hasSecondNode = asked.includes('F11');
const needsSecondNode = (kind) => kind === 'F7' || kind.startsWith('F13');
const kinds = asked.filter((kind) => (hasSecondNode || !needsSecondNode(kind)) && !(env.SAN && kind === 'F13.malloc'));
const paces = PACES[env.PACE ?? 'gate'];
const bars = { bookings: Number(env.MIN_BOOKINGS ?? 0), faults: Number(env.MIN_FAULTS ?? 0), F2: Number(env.MIN_DATABASE_KILLS ?? 0), F1: Number(env.MIN_WORKER_KILLS ?? 0) };
// Alone at the beginning: reloads, of which nobody may notice anything, and opposite orders.
const CALM_SECONDS = Math.min(4, seconds / 4);
// After the last fault, until nothing may be felt of it any more; and how many ask meanwhile.
const SETTLE_SECONDS = 4;
const SETTLERS = 4;
const MINUTE = 60;
// Which nodes a customer uses: half of them stay with the first, a quarter with the second, a quarter go by either, request by request.
const HABITS = [['A'], ['A'], ['B'], ['A', 'B']];

// From so many addresses customers hold seats, as behind a few lines, so that what an address keeps is counted while things break. (More requests a second of
// one address than nginx lets pass would be refused by it.)
const LINES = 6;
// So many more at one address want to keep the seats of two departures.
const KEEPERS = 3;
const KEEPERS_ADDRESS = '127.1.2.1';

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
const board = new Board(Math.max(40, Math.ceil((seconds * lockings.length) / 0.6)), lockings.length);

say(`hammer: seed ${seed}, ${clients} clients, ${seconds} s of ${lockings.join(', then ')} locking, faults ${kinds.join(' ') || 'none'}; in ${home}`);
site.up({
  flightsPort, isSanitized: Boolean(env.SAN),
  settings: {
    AISLE_HOLD_SECONDS: env.HOLD_SECONDS ?? '6', AISLE_HOLDS_PER_BROWSER: '1000', AISLE_HOLDS_PER_ADDRESS: '10000', AISLE_FIND_PER_MINUTE: '0',
    AISLE_FLIGHT_SERVICE_URL: `http://127.0.0.1:${proxy.port}`, AISLE_FLIGHT_SERVICE_PAUSE_SECONDS: '1',
  },
});
isUp = true;
await site.importBoard(board);

// Somebody has looked at a group before it opens: the site can sell what it knows while the flight service is away.
function scout(operations, nodes) {
  const scouting = new Set();
  const look = (later) => Promise.all(nodes.map((node) => operations.run({ client: 'scout', id: 'scout', nodes: [node] },
    { kind: 'offer', path: `/offer?${board.departures(later).map((name) => `departure=${name}`).join('&')}&adults=1` })));
  board.onNext = () => {
    const work = look(2).finally(() => scouting.delete(work));
    scouting.add(work);
  };
  // A program that has given the flight service up tries it again when somebody wants what it does not know yet, one at a time.
  const settle = async () => {
    const end = now() + SETTLE_SECONDS * 1000;
    await Promise.all(Array.from({ length: SETTLERS }, async (_, settler) => {
      for (let later = 3 + settler; now() < end; later += SETTLERS) {
        await look(later);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }));
  };
  return { begun: Promise.all([0, 1, 2].map(look)), settle, done: () => Promise.all(scouting) };
}

const lines = Array.from({ length: LINES }, (_, n) => `127.1.0.${n + 1}`);

async function hammer(locking, phase) {
  const file = join(home, `history-${locking}.jsonl`);
  const history = new History(file);
  // A node that was killed at the end of the other locking is back: nothing is broken at the beginning.
  if (!(await site.allDatabases())) throw new Error('a server of the database does not come back');
  await site.setLocking(locking);
  const node = hasSecondNode ? await new SecondNode(site, kinds.includes('F13.malloc')).start(locking) : undefined;
  if (node) history.fault('F11', 'start', { port: node.port });
  const nodes = node ? ['A', 'B'] : ['A'];
  const operations = new Operations({ A: site.port, B: node?.port }, history, phase * 1e8, random.branch());
  const strangers = [];
  const faults = new Faults({ site, node, history, proxy, board, random: random.branch(), paces, kinds });
  if (kinds.includes('F15')) await faults.startSweeper();
  const start = now();
  const end = start + seconds * 1000;
  const customers = Array.from({ length: clients }, (_, i) => new Customer(`${phase * 500 + i + 1}`,
    { operations, board, random: random.branch(), strangers, nodes: node ? HABITS[i % HABITS.length] : nodes, addresses: [`127.1.1.${i + 1}`, ...lines] }));
  const keepers = Array.from({ length: KEEPERS }, (_, i) => new Keeper(`${phase * 500 + 400 + i}`,
    { operations, random: random.branch(), strangers, nodes, addresses: [KEEPERS_ADDRESS, KEEPERS_ADDRESS] }, board.spareDepartures(phase).slice(2)));
  const watchers = nodes.map((name, i) => new Watcher(`${phase * 500 + 450 + i}`,
    { operations, board, random: random.branch(), strangers, nodes: [name], addresses: [`127.1.3.${i + 1}`, `127.1.3.${i + 1}`] }));
  customers.push(...keepers, ...watchers);
  const scouts = scout(operations, nodes);
  await scouts.begun;
  const lives = customers.map((customer) => customer.live(() => now() > end));
  if (kinds.includes('F10')) await faults.once('F10');
  let rushes;
  if (kinds.includes('F14')) {
    rushes = await burst({ operations, history, random: random.branch(), departures: board.spareDepartures(phase).slice(0, 2), nodes, price: ADULT_MINOR });
  }
  while ((now() - start) / 1000 < CALM_SECONDS) {
    if (kinds.includes('F10')) await faults.once('F10');
    await faults.pause(0.5);
  }
  faults.start();
  await faults.pause((end - now()) / 1000);
  const isWhole = await faults.stop();
  await Promise.all([...lives, scouts.done(), rushes?.again]);
  const took = (now() - start) / 1000;
  if (isWhole) {
    await scouts.settle();
    history.fault('whole', 'now');
    await Promise.all(customers.map((customer) => customer.finish()));
    await scouts.done();
  }
  const isSwept = await faults.stopSweeper();
  const isStopped = node ? await node.stop() : true;
  history.close();
  return { locking, operations, history, isWhole, isSwept, isStopped, seconds: took, file };
}

// Holds that nobody used are written down by the worker, within a minute, and all mail is sent.
async function tidied() {
  await site.change('UPDATE outbox SET due_at = NOW(6) WHERE sent_at IS NULL');
  return until(async () => (await site.number("SELECT COUNT(*) FROM hold WHERE state = 'open'")) === 0
    && (await site.number('SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL')) === 0, 90);
}

const total = (history) => Object.values(history.faults).reduce((sum, count) => sum + count, 0);

function tell({ locking, operations, history, seconds: took }) {
  const faults = Object.entries(history.faults).map(([kind, count]) => `${kind} ${count}`).join(', ');
  say(`      ${locking}: ${operations.bookings} bookings acknowledged, ${operations.operations - operations.first} operations, ${operations.requests - operations.first} requests in ${took.toFixed(0)} s `
    + `(${((operations.requests - operations.first) / took).toFixed(0)}/s), ${operations.unknown} ended unknown, ${operations.given_up} given up; ${total(history)} faults: ${faults || 'none'}`);
}

let failures = 0;
const fail = (text) => {
  failures++;
  say(`FAIL  ${text}`);
};

function checkBars({ locking, operations, history, isWhole, isSwept, isStopped }) {
  if (!isWhole) fail(`${locking}: the site does not come back when the faults stop`);
  if (!isSwept) fail(`${locking}: the second worker was not there to the end, or did not end well: see ${join(home, 'second-worker/worker.log')}`);
  if (!isStopped) fail(`${locking}: the second node did not end well`);
  if (operations.given_up > 0) fail(`${locking}: ${operations.given_up} operations stayed unknown`);
  if (operations.bookings < bars.bookings) fail(`${locking}: ${operations.bookings} bookings, and not ${bars.bookings}`);
  if (total(history) < bars.faults) fail(`${locking}: ${total(history)} faults, and not ${bars.faults}`);
  for (const kind of ['F1', 'F2']) if ((history.faults[kind] ?? 0) < bars[kind]) fail(`${locking}: ${history.faults[kind] ?? 0} of ${kind}, and not ${bars[kind]}`);
  if (seconds < MINUTE) return;
  for (const kind of kinds) {
    const count = history.faults[kind] ?? 0;
    if (count < least(kind, paces[kind], seconds)) fail(`${locking}: ${kind} happened ${count} times only`);
  }
}

const runs = [];
for (const locking of lockings) {
  runs.push(await hammer(locking, runs.length));
  tell(runs.at(-1));
}
// What the checker reads is what the first server says.
if (!(await site.allDatabases())) fail('not all servers of the database come back');
if (!(await tidied())) fail('a minute later expired holds are not written down, or mail is not sent');
runs.forEach(checkBars);
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
const summary = summaryOf({ runs, seed, violations, failures, checked });
if (env.SUMMARY) writeFileSync(env.SUMMARY, summary);
if (env.PACE === 'long') say(`\n${summary}`);
if (failures === 0) say(`hammer: 0 violations (seed ${seed})`);
else say(`hammer: ${failures} failures (SEED=${seed}); history, logs and database are kept in ${home}`);
if (failures === 0 && !env.KEEP) rmSync(home, { recursive: true, force: true });
process.exit(failures === 0 ? 0 : 1);
