// What goes wrong during a run, on purpose: each kind at a pace of its own, each told to the history when it has really happened.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FAULTS } from './database_faults.mjs';
import { GARBAGE } from './flight_proxy.mjs';
import { now } from './history.mjs';
import { signal, until } from './site.mjs';

const ALLOCATIONS_MOST = 3000;
const MEMORY_SECONDS = 2;
const SWEEPER_SECONDS = 20;

// A worker process of the booking site is killed, on either node.
async function workerKilled({ site, node, history }, random) {
  const workers = [...site.children('booking'), ...(node?.children() ?? [])];
  if (workers.length === 0) return;
  const pid = random.one(workers);
  if (!signal(pid, 'SIGKILL')) return;
  history.fault('F1', 'start', { pid });
  history.fault('F1', 'end');
}

// The flight service refuses, says nothing, or gives a byte a second.
async function serviceAway(faults, random, pace) {
  const mode = random.one(['refuse', 'silent', 'drip']);
  faults.history.fault('F4', 'start', { mode });
  faults.proxy.set(mode);
  await faults.pause(random.between(1, pace.most));
  faults.proxy.set('pass');
  faults.history.fault('F4', 'end');
}

// The flight service talks nonsense.
async function serviceMad(faults, random, pace) {
  const garbage = random.one(Object.keys(GARBAGE));
  faults.history.fault('F5', 'start', { garbage });
  faults.proxy.set('garbage', garbage);
  await faults.pause(random.between(1, pace.most));
  faults.proxy.set('pass');
  faults.history.fault('F5', 'end');
}

// New workers for everything: no request may notice.
async function reloaded({ site, node, history }) {
  history.fault('F10', 'start');
  node?.reload();
  await site.control('reload');
  history.fault('F10', 'end');
}

// In one worker process of the second node an allocation finds no memory.
async function noMemory({ node, history }, random) {
  const workers = node.children();
  if (workers.length === 0) return;
  const pid = random.one(workers);
  const n = 1 + random.below(ALLOCATIONS_MOST);
  const since = now();
  const before = node.failures();
  node.orderFailure(pid, n);
  await until(() => node.failures() > before, MEMORY_SECONDS);
  node.orderFailure(0, 0);
  if (node.failures() === before) return;
  history.fault('F13.malloc', 'start', { pid, n, since });
  history.fault('F13.malloc', 'end');
}

// The airline changes a departure that is being sold: staff's exclusive lock against the shared ones of buyers.
async function changed({ site, history }, kind, departure, changes) {
  const path = `/v1/departures/${departure}`;
  const is = await site.askFlights('GET', path).catch(() => undefined);
  if (is?.status !== 200 || is.json.state === 'cancelled') return;
  history.fault(kind, 'start', { departure });
  await site.askFlights('PATCH', path, changes(is.json), is.etag).catch(() => undefined);
  history.fault(kind, 'end', { departure });
}

// A few minutes later: the order of the four stays as it is.
function retimed(faults, random) {
  const minutes = random.below(10);
  const shift = (text) => `${text.slice(0, 14)}${String(minutes).padStart(2, '0')}${text.slice(16)}`;
  return changed(faults, 'retimed', random.one(faults.board.departures()), ({ departs_at, arrives_at }) => ({ departs_at: shift(departs_at), arrives_at: shift(arrives_at) }));
}

const cancelled = (faults, random) => changed(faults, 'cancelled', random.one(faults.board.departures()), () => ({ state: 'cancelled' }));

const WORK = { ...DATABASE_FAULTS, F1: workerKilled, F4: serviceAway, F5: serviceMad, F10: reloaded, 'F13.malloc': noMemory, retimed, cancelled };

export class Faults {
  // `node`: the second one, or none; `proxy`: the flight service's.
  constructor({ site, node, history, proxy, board, random, paces, kinds }) {
    Object.assign(this, { site, node, history, proxy, board, random, paces, kinds, isOver: false, database: Promise.resolve(), wakes: new Set() });
  }

  start() {
    this.loops = this.kinds.filter((kind) => WORK[kind]).map((kind) => this.loop(kind, this.paces[kind]));
  }

  // One of a kind, now.
  once(kind) {
    return WORK[kind](this, this.random, this.paces[kind]);
  }

  // No fault begins any more; when this is done all that was broken is whole again.
  async stop() {
    this.isOver = true;
    for (const wake of this.wakes) wake();
    await Promise.all(this.loops);
    this.proxy.set('pass');
    this.node?.proxy.set('pass');
    return until(async () => (await this.site.isReady()) && (!this.node || (await this.node.isReady())), 60);
  }

  // So long, or until the run is over.
  pause(seconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake(), seconds * 1000);
      const wake = () => {
        clearTimeout(timer);
        this.wakes.delete(wake);
        resolve();
      };
      this.wakes.add(wake);
      if (this.isOver) wake();
    });
  }

  async loop(kind, pace) {
    const random = this.random.branch();
    await this.pause(random.between(0.2, pace.every));
    while (!this.isOver) {
      await WORK[kind](this, random, pace);
      await this.pause(random.between(0.7, 1.3) * pace.every);
    }
  }

  // One after another.
  alone(work) {
    this.database = this.database.then(() => (this.isOver ? undefined : work()));
    return this.database;
  }

  // F15: two of them tidy up and send mail.
  async startSweeper() {
    const folder = join(this.site.home, 'second-worker');
    for (const name of ['mail', 'cache']) mkdirSync(join(folder, name), { recursive: true });
    const env = { ...process.env, ...this.site.settings, AISLE_CONFIG: this.site.env.AISLE_CONFIG, AISLE_MAIL_FOLDER: join(folder, 'mail'), AISLE_CACHE_FOLDER: join(folder, 'cache') };
    const path = join(folder, 'worker.log');
    const log = openSync(path, 'a');
    const from = readFileSync(path, 'utf8').length;
    const worker = spawn('setpriv', ['--pdeathsig', 'TERM', '--', join(this.site.env.AISLE, '../aisle-worker')], { cwd: folder, env, stdio: ['ignore', log, log] });
    closeSync(log);
    worker.ended = new Promise((resolve) => worker.on('close', resolve));
    this.sweeper = worker;
    if (await until(() => readFileSync(path, 'utf8').slice(from).includes('"event":"worker.ready"'), SWEEPER_SECONDS)) this.history.fault('F15', 'start', { pid: worker.pid });
  }

  // True when the second worker was there until now, and ended well.
  async stopSweeper() {
    if (!this.sweeper) return true;
    const { exitCode, signalCode } = this.sweeper;
    this.sweeper.kill('SIGTERM');
    return exitCode === null && signalCode === null && (await this.sweeper.ended) === 0;
  }
}
