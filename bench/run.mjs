// `make bench`: starts an Aisle, its floor and its peers, measures them by turns, compares what was answered with what was written, prints the tables and writes docs/benchmarks.md.
// ROUNDS (3), SECONDS (3, of a run with 32 clients), ONLY (keys of lib/cases.mjs, also memory and growth; writes no document), SIZES (bookings of the growth stages), DEPARTURES (of their timetable).
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aisle, ROOT } from './lib/aisle.mjs';
import { Bench } from './lib/bench.mjs';
import { cases, only, secondsOf } from './lib/cases.mjs';
import { Growth } from './lib/growth.mjs';
import { Hello } from './lib/hello.mjs';
import { describeMachine, familyOf, pssOf } from './lib/machine.mjs';
import { Peer, PEERS } from './lib/peers.mjs';
import { atEnd, end } from './lib/processes.mjs';
import { report, writeDocument } from './lib/report.mjs';

const whole = (name, otherwise) => Number(process.env[name] || otherwise);
const ROUNDS = whole('ROUNDS', 3);
const SECONDS = whole('SECONDS', 3);
const ONLY = process.env.ONLY ?? '';
const SIZES = (process.env.SIZES || '10000,100000,1000000').split(',').map(Number);
const DEPARTURES = whole('DEPARTURES', 100000);
const PEER_DEPARTURES = 2000;
const OVERHEAD_S = 0.9; // of a run: warming up, starting, looking at rows
const GROWTH_SECONDS = SECONDS / 2;
const BOOKINGS_A_SECOND = 6000; // that `aisle demo` makes up, about

const began = new Date();
const passed = () => (Date.now() - began) / 1000;
const say = (what) => console.log(`bench: ${passed().toFixed(0).padStart(4)} s  ${what}`);
const wants = (key) => !ONLY || ONLY.split(',').some((name) => name === key || name.startsWith(`${key}@`));

function printPlan(found, peers) {
  const runs = found.reduce((sum, one) => sum + secondsOf(one, SECONDS) + OVERHEAD_S, 0) * ROUNDS;
  const growth = wants('growth') ? SIZES.reduce((sum, size) => sum + 25 + size / BOOKINGS_A_SECOND, 0) + SIZES.length * 3 * ROUNDS * (GROWTH_SECONDS + OVERHEAD_S) + SIZES.at(-1) / 25000 : 0;
  const starts = 15 + peers.length * 15;
  say(`the plan: start ${starts} s; ${found.length} cases × ${ROUNDS} rounds ${runs.toFixed(0)} s; growth ${growth.toFixed(0)} s: about ${((starts + runs + growth) / 60).toFixed(0)} minutes`);
}

// Everything that ran for this measurement; the rest is foreign.
const rootsOf = (sites, hello, peers) => async () => [process.pid, ...(await Promise.all(sites.map((site) => site.pids()))).flat(), ...(hello?.pids ?? []), ...peers.flatMap((peer) => peer.roots())];

async function startPeers(folder, aisle) {
  const peers = [];
  for (const name of Object.keys(PEERS)) {
    if (!Peer.isThere(name) || !(wants(`${name}-sale`) || wants(`${name}-seatmap`))) continue;
    if (process.getuid() !== 0) {
      say(`${name} is left out: its tables are made by the database's root, who is the machine's`);
      continue;
    }
    peers.push(new Peer(name, join(folder, name), aisle.env.DATABASE_SOCKET));
  }
  await Promise.all(peers.map((peer) => peer.check()));
  for (const peer of peers) await peer.start(PEER_DEPARTURES);
  if (peers.length) say(`the peers are ready, and their sales are right: ${peers.map(({ title }) => title).join(', ')}`);
  return peers;
}

// Everybody's first requests, for caches and compilers.
async function warmUp(bench, sites) {
  for (const site of sites) {
    await bench.selling(site, 'sale', 32, Math.min(SECONDS, 2));
    await bench.pages(site, site.maps(), 32, Math.min(SECONDS, 2));
  }
}

async function measureMemory(bench, aisle) {
  await aisle.control('start', 'worker');
  const programs = { 'booking.fcgi': 'booking', 'flights.fcgi': 'flights', 'aisle-worker': 'worker', nginx: 'nginx' };
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
  const load = bench.selling(aisle, 'seats', 32, SECONDS * 2, { search: aisle.searches() });
  let isDone = false;
  load.finally(() => { isDone = true; });
  while (!isDone) await Promise.all([look(), new Promise((resolve) => setTimeout(resolve, 300))]);
  await load;
  await look();
  most['the database server (not counted above)'] = { bytes: pssOf(await aisle.family('database')), processes: 1 };
  return most;
}

async function measureGrowth(bench, folder, aisle) {
  const growth = new Growth(bench, folder, { sizes: SIZES, departures: DEPARTURES });
  await growth.start(say);
  bench.roots = rootsOf([aisle, ...growth.sites.map(({ site }) => site)], null, []);
  await growth.round(0.5); // warms up, and is not counted
  growth.rounds.clear();
  for (let round = 1; round <= ROUNDS; round++) {
    await growth.round(GROWTH_SECONDS);
    say(`growth: round ${round} of ${ROUNDS}`);
  }
  await growth.look();
  return growth;
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'aisle-bench-'));
  chmodSync(folder, 0o755);
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const bench = new Bench(folder);
  const aisle = await (await new Aisle(join(folder, 'aisle')).start()).prepare({ departures: 6000 });
  const hello = await new Hello(join(folder, 'hello'), aisle).start();
  const peers = await startPeers(folder, aisle);
  const found = only(cases({ bench, aisle, hello, peers, pages: await aisle.bookings(20), hotDepartures: SECONDS < 2 ? 2 : 8 }), ONLY);
  printPlan(found, peers);
  bench.roots = rootsOf([aisle], hello, peers);
  if (found.length) await warmUp(bench, [aisle, ...peers]);
  const rounds = new Map();
  for (let round = 1; round <= ROUNDS; round++) {
    for (const one of found) {
      const key = `${one.key}@${one.clients}`;
      rounds.set(key, [...(rounds.get(key) ?? []), await one.run(secondsOf(one, SECONDS))]);
    }
    say(`round ${round} of ${ROUNDS}`);
  }
  const memory = wants('memory') ? await measureMemory(bench, aisle) : {};
  await aisle.control('stop', 'worker').catch(() => {});
  await aisle.aisle(['verify', '--all']).catch((error) => bench.complain(`verify: ${error.message}`));
  for (const peer of peers) await peer.stop();
  const growth = wants('growth') ? await measureGrowth(bench, folder, aisle) : null;
  const settings = 'The limits for each browser and address are off in what is measured (AISLE_HOLDS_PER_BROWSER, AISLE_HOLDS_PER_ADDRESS, AISLE_HOLD_COOL_DOWN_SECONDS and AISLE_FIND_PER_MINUTE are 0), as all clients have one address here.';
  const command = ['make bench', ...['ROUNDS', 'SECONDS', 'ONLY', 'SIZES', 'DEPARTURES'].filter((name) => process.env[name]).map((name) => `${name}=${process.env[name]}`)].join(' ');
  const { text } = report({ cases: found, rounds, growth, memory, peers, machine: describeMachine(), command, began, took: passed(), complaints: bench.complaints, settings });
  console.log(`\n${text}\n`);
  if (!ONLY) writeDocument(join(ROOT, 'docs/benchmarks.md'), text);
  say('done');
  if (bench.complaints.length) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(`bench: ${error.stack}`);
  process.exitCode = 1;
} finally {
  await end();
}
process.exit();
