// `make bench`: starts an Aisle, its floor and its peers, measures them by turns, compares what was answered with what was written, prints the tables and, of at least three rounds of everything in its default size, writes docs/benchmarks.md.
// ROUNDS (3), SECONDS (3 at most, of a run with 32 clients), MINUTES (14, for all of it), ONLY (keys of lib/cases.mjs, also memory and growth), SIZES (bookings of the growth stages), DEPARTURES (of their timetable).
// ONLY=staff measures the lists of staff instead, with ROWS (100000) of each kind, and in that size writes their table into docs/benchmarks.md.
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aisle, POOL_GB, ROOT } from './lib/aisle.mjs';
import { Bench } from './lib/bench.mjs';
import { cases, only, secondsOf } from './lib/cases.mjs';
import { Growth } from './lib/growth.mjs';
import { Hello } from './lib/hello.mjs';
import { describeMachine, pssOf } from './lib/machine.mjs';
import { Peer, PEERS } from './lib/peers.mjs';
import { atEnd, end, isStopping } from './lib/processes.mjs';
import { report, staffReport, writeDocument, writeStaff } from './lib/report.mjs';
import { StaffLists } from './lib/staff.mjs';

const whole = (name, otherwise) => Number(process.env[name] || otherwise);
const ROUNDS = whole('ROUNDS', 3);
const SECONDS = whole('SECONDS', 3);
const MINUTES = whole('MINUTES', 14);
const ONLY = process.env.ONLY ?? '';
const DEFAULT_SIZES = '10000,100000,1000000';
const SIZES = (process.env.SIZES || DEFAULT_SIZES).split(',').map(Number);
const DEPARTURES = whole('DEPARTURES', 100000);
const DEFAULT_ROWS = 100000;
const ROWS = whole('ROWS', DEFAULT_ROWS);
const HOT = SECONDS < 2 ? 2 : 8; // departures that are sold out in a run
const PEER_DEPARTURES = 2000;
const PEER_CASES = ['sale', 'seatmap', 'seatmap-many'];
const OVERHEAD_S = 1.2; // of a run: warming up, starting, looking at rows
const LAST_S = 40; // memory, a last look at the data, stopping
const LIMIT_S = (MINUTES + 1) * 60; // making bookings up and looking at all of them cannot be made shorter
const GROWTH_SECONDS = SECONDS / 2;
const BOOKINGS_A_SECOND = 4500; // that `aisle demo` makes up, about
const LOOKED_AT_A_SECOND = 20000; // bookings, by `aisle verify --all`, about

const began = new Date();
const passed = () => (Date.now() - began) / 1000;
const say = (what) => console.log(`bench: ${passed().toFixed(0).padStart(4)} s  ${what}`);
const wants = (key) => !ONLY || ONLY.split(',').some((name) => name === key || name.startsWith(`${key}@`));

function printPlan(count) {
  const start = 30 + (wants('growth') ? SIZES.at(-1) / BOOKINGS_A_SECOND : 0);
  const growth = wants('growth') ? SIZES.length * 3 * (ROUNDS + 1) * (GROWTH_SECONDS + OVERHEAD_S) + SIZES.reduce((sum, size) => sum + size, 0) / LOOKED_AT_A_SECOND : 0;
  const runs = ROUNDS * count * (OVERHEAD_S + SECONDS * 0.6);
  const all = Math.min(start + growth + runs + LAST_S, MINUTES * 60);
  say(`the plan: starting and making bookings up ${start.toFixed(0)} s; growth ${growth.toFixed(0)} s; ${count} cases × ${ROUNDS} rounds ${runs.toFixed(0)} s; about ${Math.ceil(all / 60)} minutes in all, and runs get shorter rather than more than ${MINUTES}`);
}

// The length of a run with 32 clients, so that all rounds end in time.
function fittingSeconds(found) {
  const left = MINUTES * 60 - passed() - LAST_S - ROUNDS * found.length * OVERHEAD_S;
  const parts = found.reduce((sum, one) => sum + secondsOf(one, 1), 0) * ROUNDS;
  return Math.max(Math.min(SECONDS, left / parts), 0.5);
}

// What is written down is a run of everything, as it is by default or longer.
const isWhole = (peers) => !ONLY && ROUNDS >= 3 && SECONDS >= 3 && DEPARTURES === 100000 && String(SIZES) === DEFAULT_SIZES && peers.length === Object.keys(PEERS).length;

// Everything that ran for this measurement; the rest is foreign.
const rootsOf = (sites, hello, peers) => async () => [process.pid, ...(await Promise.all(sites.map((site) => site.pids()))).flat(), ...(hello?.pids ?? []), ...peers.flatMap((peer) => peer.roots())];

function wantedPeers(bench) {
  const wanted = Object.keys(PEERS).filter((name) => PEER_CASES.some((key) => wants(`${name}-${key}`)));
  if (!wanted.length || process.getuid() === 0) return wanted;
  bench.complain('the peers are left out: their tables are made by the database\'s root, who is the machine\'s');
  return [];
}

// Whoever does not sell rightly is not measured.
async function startPeers(bench, wanted, folder, aisle) {
  const peers = [];
  await Promise.all(wanted.map(async (name) => {
    const peer = new Peer(name, join(folder, name), aisle.env.DATABASE_SOCKET);
    try {
      await peer.check();
      await peer.start(PEER_DEPARTURES);
      peers.push(peer);
    } catch (error) {
      bench.complain(`${peer.title} is left out: ${error.message}`);
    }
  }));
  peers.sort((a, b) => wanted.indexOf(a.name) - wanted.indexOf(b.name));
  if (peers.length) say(`the peers are ready, and their sales are right: ${peers.map(({ title }) => title).join(', ')}`);
  return peers;
}

// Everybody's first requests, for caches and compilers.
async function warmUp(bench, sites) {
  await bench.learn(sites[0], 32);
  for (const site of sites) {
    await bench.selling(site, 'sale', 32, Math.min(SECONDS, 2));
    await bench.pages(site, site.maps(), 32, Math.min(SECONDS, 2));
  }
}

async function measureMemory(bench, aisle, seconds) {
  await aisle.control('start', 'worker');
  const programs = { 'booking.fcgi': 'booking', 'admin.fcgi': 'admin', 'flights.fcgi': 'flights', 'aisle-worker': 'worker', nginx: 'nginx' };
  const most = {};
  const look = async () => {
    const memory = {};
    for (const [title, name] of Object.entries(programs)) {
      const pids = await aisle.family(name);
      memory[title] = { bytes: pssOf(pids), processes: pids.length };
    }
    const sum = (key) => Object.values(memory).reduce((total, one) => total + one[key], 0);
    memory.all = { bytes: sum('bytes'), processes: sum('processes') };
    if (memory.all.bytes > (most.all?.bytes ?? 0)) Object.assign(most, memory);
  };
  let isDone = false;
  const load = bench.selling(aisle, 'seats', 32, seconds * 2, { search: aisle.searches() }).finally(() => { isDone = true; });
  load.catch(() => {}); // it may fail while nobody waits for it yet
  while (!isDone) await Promise.all([look(), new Promise((resolve) => setTimeout(resolve, 300))]);
  await load;
  await look();
  most['the database server (not counted above)'] = { bytes: pssOf(await aisle.family('database')), processes: 1 };
  await aisle.control('stop', 'worker');
  return most;
}

async function measureGrowth(bench, growth) {
  bench.roots = rootsOf(growth.sites.map(({ site }) => site), null, []);
  await growth.round(0.5); // warms up, and is not counted
  growth.rounds.clear();
  for (let round = 1; round <= ROUNDS; round++) {
    await growth.round(GROWTH_SECONDS);
    say(`growth: round ${round} of ${ROUNDS}`);
  }
  await growth.look();
  await growth.stop();
  say('growth: all bookings were looked at');
}

async function measureRounds(bench, found, seconds) {
  const rounds = new Map();
  for (let round = 1; round <= ROUNDS && found.length; round++) {
    for (const one of found) {
      const key = `${one.key}@${one.clients}`;
      try {
        rounds.set(key, [...(rounds.get(key) ?? []), await one.run(secondsOf(one, seconds))]);
      } catch (error) {
        bench.complain(`${key}: ${error.message}`);
      }
    }
    say(`round ${round} of ${ROUNDS}`);
  }
  return rounds;
}

function needSpace(folder) {
  const { bavail, bsize } = statfsSync(folder);
  const need = 2e9 + (wants('growth') ? SIZES.reduce((sum, size) => sum + size, 0) * 9000 : 0);
  if (bavail * bsize < need) throw new Error(`${folder} has ${(bavail * bsize / 1e9).toFixed(0)} GB left, and ${(need / 1e9).toFixed(0)} are needed: choose another one with TMPDIR`);
}

function sayEnd(bench) {
  say(bench.complaints.length ? `done; ${bench.complaints.length} things were wrong` : 'done');
  if (bench.complaints.length) process.exitCode = 1;
}

async function measureStaff(bench, folder) {
  const lists = new StaffLists(bench, folder, ROWS);
  await lists.start(say);
  await lists.measure();
  const text = staffReport(lists, { began, machine: describeMachine(join(ROOT, 'bench/peers/node/package.json')), complaints: bench.complaints });
  console.log(`\n${text}\n`);
  if (ROWS >= DEFAULT_ROWS) writeStaff(join(ROOT, 'docs/benchmarks.md'), text);
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'aisle-bench-'));
  chmodSync(folder, 0o755);
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  needSpace(folder);
  const bench = new Bench(folder);
  if (ONLY === 'staff') {
    await measureStaff(bench, folder);
    sayEnd(bench);
    return;
  }
  const wanted = wantedPeers(bench);
  const aisle = new Aisle(join(folder, 'aisle'));
  const growth = wants('growth') ? new Growth(bench, folder, { sizes: SIZES, departures: DEPARTURES }) : null;
  printPlan(only(cases({ peers: wanted.map((name) => ({ name })) }), ONLY).length);
  // Nothing is measured yet: all of this may run at once.
  const [{ hello, peers, pages }] = await Promise.all([(async () => {
    await (await aisle.start()).prepare({ kept: HOT * ROUNDS });
    return { hello: await new Hello(join(folder, 'hello'), aisle).start(), pages: await aisle.bookings(20), peers: await startPeers(bench, wanted, folder, aisle) };
  })(), growth?.start(say)]);
  if (growth) await measureGrowth(bench, growth);
  const found = only(cases({ bench, aisle, hello, peers, pages, hotDepartures: HOT }), ONLY);
  bench.roots = rootsOf([aisle], hello, peers);
  if (found.length) await warmUp(bench, [aisle, ...peers]);
  const seconds = fittingSeconds(found);
  const rounds = await measureRounds(bench, found, seconds);
  const memory = wants('memory') ? await measureMemory(bench, aisle, seconds) : {};
  await aisle.aisle(['verify', '--all']).catch((error) => bench.complain(`verify: ${error.message}`));
  if (!ONLY && passed() > LIMIT_S) bench.complain(`all of it took ${(passed() / 60).toFixed(0)} minutes, and ${LIMIT_S / 60} are the most`);
  const command = ['make bench', ...['ROUNDS', 'SECONDS', 'MINUTES', 'ONLY', 'SIZES', 'DEPARTURES'].filter((name) => process.env[name]).map((name) => `${name}=${process.env[name]}`)].join(' ');
  const { text } = report({ cases: found, rounds, growth, memory, peers, machine: describeMachine(join(ROOT, 'bench/peers/node/package.json')), command, began, took: passed(), complaints: bench.complaints, seconds, poolGb: POOL_GB });
  console.log(`\n${text}\n`);
  if (isWhole(peers)) writeDocument(join(ROOT, 'docs/benchmarks.md'), text);
  else say('docs/benchmarks.md stays as it is: this was not everything');
  sayEnd(bench);
}

try {
  await main();
} catch (error) {
  // What is broken off says so, too; that is no news.
  if (!isStopping()) console.error(`bench: ${error.stack}`);
  process.exitCode = 1;
} finally {
  await end();
}
process.exit();
