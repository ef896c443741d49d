// Two booking sites that write to two different nodes, where the locks of one are not seen by the other: still each seat has one owner.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { Browser } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { holdFields, seatsOf } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';
import { HOSTS, NODES, ask, status, whole } from './nodes.mjs';

const BUYERS = 4; // at each site
const ROUNDS_MIN = 10;
const ROUNDS_MAX = 60;

const home = mkdtempSync(join(tmpdir(), 'aisle-second-'));
const started = [];
let secondUrl;

const freePort = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const start = (command, args, env = {}) => started.push(spawn(command, args, { cwd: home, env: { ...process.env, ...env }, stdio: 'ignore' }));

// A second site over the same cluster: its programs know another node, and that alone, as behind a proxy that chose it.
async function startSecondSite() {
  const port = await freePort();
  const socket = join(home, 'booking.sock');
  for (const name of ['cache', 'nginx']) mkdirSync(join(home, name));
  start(join(dirname(stack.env.AISLE), 'booking.fcgi'), [], {
    AISLE_CONFIG: stack.env.AISLE_CONFIG, AISLE_DATABASE_HOST: HOSTS[1], AISLE_BOOKING_LISTEN: socket, AISLE_CACHE_FOLDER: join(home, 'cache'),
  });
  const settings = readFileSync(join(stack.folder, 'nginx/nginx.conf'), 'utf8')
    .replaceAll(`:${stack.env.PORT};`, `:${port};`).replaceAll(`:${stack.env.FLIGHTS_PORT};`, `:${await freePort()};`)
    .replaceAll(join(stack.folder, 'run'), home).replaceAll(join(stack.folder, 'log'), home)
    .replaceAll(/(_temp_path) \S+\/nginx\/(\w+);/g, `$1 ${home}/nginx/$2;`);
  writeFileSync(join(home, 'nginx.conf'), settings);
  const asRoot = process.getuid() === 0 ? 'user root; ' : '';
  start('nginx', ['-e', join(home, 'nginx.log'), '-c', join(home, 'nginx.conf'), '-g', `${asRoot}daemon off;`]);
  secondUrl = `http://127.0.0.1:${port}`;
  await stack.ready(secondUrl);
}

before(async () => {
  stack.expectErrors('"code":"(unavailable|broken)"');
  await whole();
  await stack.control('restart', 'booking');
  await stack.ready();
  await startSecondSite();
});
after(async () => {
  for (const process_ of started.reverse()) process_.kill('SIGTERM');
  await until('the second site has ended', () => started.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null));
  rmSync(home, { recursive: true, force: true });
});

// Transactions that the cluster has refused so far because another node's came first.
async function conflicts() {
  const counts = await Promise.all(NODES.flatMap((node) => ['wsrep_local_cert_failures', 'wsrep_local_bf_aborts'].map((name) => status(node, name))));
  return counts.reduce((sum, count) => sum + Number(count), 0);
}

const written = (node) => status(node, 'wsrep_replicated').then(Number);

test('buyers at two sites, on two nodes, want one seat: one gets it, and the others are told that it is taken', async (t) => {
  const before_ = await conflicts();
  const writtenBefore = await Promise.all(NODES.map(written));
  let rounds = 0;
  for (; rounds < ROUNDS_MIN || ((await conflicts()) === before_ && rounds < ROUNDS_MAX); rounds++) {
    const departure = await newDeparture();
    const sites = [stack.url, secondUrl].flatMap((url) => Array(BUYERS).fill(url));
    const browsers = sites.map((url) => new Browser(url));
    // So that both sites know it, and all come at the same moment.
    await Promise.all(browsers.map((browser) => browser.get(`/offer?departure=${encodeURIComponent(departure.name)}&adults=1`)));
    const answers = await Promise.all(browsers.map((browser) => browser.post('/holds', holdFields(departure, { seat: seatsOf(departure, '1A') }))));
    const counts = {};
    for (const { status: code, data } of answers) {
      const what = `${code} ${data.problem ?? ''}`.trim();
      counts[what] = (counts[what] ?? 0) + 1;
    }
    assert.deepEqual(counts, { 303: 1, '409 seat-taken': 2 * BUYERS - 1 });
    const winner = answers.findIndex(({ status: code }) => code === 303);
    // The winner sees the seat at the other site's node too: nothing is read that is older than what was told.
    for (const node of NODES) assert.deepEqual(await ask(node, `SELECT c.seat_no, c.state FROM seat_claim c JOIN departure d ON d.id = c.departure_id WHERE d.flight_no = '${departure.flight_no}'`), [['1A', 'held']]);
    assert.equal((await browsers[winner].get(answers[winner].headers.location)).data.seats, seatsOf(departure, '1A').join(' '));
  }
  for (const [i, node] of NODES.slice(0, 2).entries()) assert.ok((await written(node)) > writtenBefore[i], `somebody wrote to ${node}`);
  const met = (await conflicts()) - before_;
  t.diagnostic(`measured: ${met} conflicts between nodes in ${rounds} rounds`);
  assert.ok(met > 0, 'the nodes never met, so this has shown nothing');
  const verified = await stack.aisle(['verify']);
  assert.equal(verified.status, 0, verified.stdout);
});
