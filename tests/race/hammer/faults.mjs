// What goes wrong during a run, on purpose: each kind at a pace of its own, each told to the history.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GARBAGE } from './flight_proxy.mjs';
import { until } from './site.mjs';

const run = promisify(execFile);

// Seconds between two of a kind; `most`: how long one lasts.
export const PACES = {
  gate: { F1: { every: 1 }, F2: { every: 20 }, F3: { every: 14, most: 1.5 }, F4: { every: 9, most: 3 }, F5: { every: 7, most: 2 }, F10: { every: 8 }, F16: { every: 4 }, retimed: { every: 3 }, cancelled: { every: 12 } },
  dense: { F1: { every: 0.5 }, F2: { every: 5 }, F3: { every: 6, most: 7 }, F4: { every: 9, most: 3 }, F5: { every: 7, most: 2 }, F10: { every: 8 }, F16: { every: 0.7 }, retimed: { every: 1 }, cancelled: { every: 6 } },
  long: { F1: { every: 1.6 }, F2: { every: 17 }, F3: { every: 23, most: 5 }, F4: { every: 19, most: 10 }, F5: { every: 13, most: 4 }, F10: { every: 12 }, F16: { every: 5 }, retimed: { every: 4 }, cancelled: { every: 20 } },
};

const signal = (pid, name) => {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
};

export class Faults {
  constructor({ site, history, proxy, board, random, paces, kinds }) {
    Object.assign(this, { site, history, proxy, board, random, paces, kinds, isOver: false, database: Promise.resolve() });
  }

  start() {
    this.sweeper = this.secondWorker();
    this.loops = this.kinds.filter((kind) => this.paces[kind]).map((kind) => this.loop(kind, this.paces[kind]));
  }

  // No fault begins any more; when this is done all that was broken is whole again.
  async stop() {
    this.isOver = true;
    this.wake?.forEach((wake) => wake());
    await Promise.all(this.loops);
    this.proxy.set('pass');
    if (this.sweeper) {
      this.sweeper.kill('SIGTERM');
      await this.sweeper.ended;
    }
    return until(() => this.site.isReady(), 60);
  }

  // So long, or until the run is over.
  pause(seconds) {
    this.wake ??= new Set();
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake(), seconds * 1000);
      const wake = () => {
        clearTimeout(timer);
        this.wake.delete(wake);
        resolve();
      };
      this.wake.add(wake);
      if (this.isOver) wake();
    });
  }

  async loop(kind, pace) {
    const random = this.random.branch();
    await this.pause(random.between(0.2, pace.every));
    while (!this.isOver) {
      await this[kind](random, pace);
      await this.pause(random.between(0.7, 1.3) * pace.every);
    }
  }

  // The database is broken in one way at a time.
  alone(work) {
    this.database = this.database.then(work);
    return this.database;
  }

  // A worker process of the booking site is killed.
  async F1(random) {
    const workers = this.site.children('booking');
    if (workers.length === 0) return;
    const pid = random.one(workers);
    if (!signal(pid, 'SIGKILL')) return;
    this.history.fault('F1', 'start', { pid });
    this.history.fault('F1', 'end');
  }

  // The database server is killed; the stack starts it again.
  F2() {
    return this.alone(async () => {
      const pid = this.site.pid('database');
      if (!pid || !signal(pid, 'SIGKILL')) return;
      this.history.fault('F2', 'start', { pid });
      const isBack = await until(async () => this.site.pid('database') !== pid && (await this.site.isReady()), 60);
      this.history.fault('F2', 'end', { isBack: Boolean(isBack) });
    });
  }

  // The database server stands still.
  F3(random, pace) {
    return this.alone(async () => {
      const pid = this.site.pid('database');
      const seconds = random.between(1, pace.most);
      if (!pid || !signal(pid, 'SIGSTOP')) return;
      this.history.fault('F3', 'start', { pid, seconds });
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      signal(pid, 'SIGCONT');
      this.history.fault('F3', 'end');
    });
  }

  // The flight service refuses, says nothing, or gives a byte a second.
  async F4(random, pace) {
    const mode = random.one(['refuse', 'silent', 'drip']);
    this.history.fault('F4', 'start', { mode });
    this.proxy.set(mode);
    await this.pause(random.between(1, pace.most));
    this.proxy.set('pass');
    this.history.fault('F4', 'end');
  }

  // The flight service talks nonsense.
  async F5(random, pace) {
    const garbage = random.one(Object.keys(GARBAGE));
    this.history.fault('F5', 'start', { garbage });
    this.proxy.set('garbage', garbage);
    await this.pause(random.between(1, pace.most));
    this.proxy.set('pass');
    this.history.fault('F5', 'end');
  }

  // New workers for everything: no request may notice.
  async F10() {
    this.history.fault('F10', 'start');
    await this.site.control('reload');
    this.history.fault('F10', 'end');
  }

  // Half of the booking site's database connections are killed, whatever they do.
  async F16(random) {
    const account = this.accountFile();
    const sql = (text) => run('mariadb', [`--defaults-extra-file=${account}`, '--batch', '--skip-column-names', '--connect-timeout=2', '--force', '-e', text], { timeout: 8000 });
    try {
      const { stdout } = await sql('SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()');
      const ids = stdout.split('\n').filter((id) => id && random.chance(50));
      if (ids.length === 0) return;
      this.history.fault('F16', 'start', { connections: ids.length });
      await sql(ids.map((id) => `KILL ${id};`).join(' ')).catch(() => undefined);
      this.history.fault('F16', 'end');
    } catch {
      // The database is away, or stands still: another fault is at work.
    }
  }

  // The airline changes a departure that is being sold: staff's exclusive lock against the shared ones of buyers.
  async change(kind, departure, changes) {
    const path = `/v1/departures/${departure}`;
    const now = await this.site.askFlights('GET', path).catch(() => undefined);
    if (now?.status !== 200 || now.json.state === 'cancelled') return;
    this.history.fault(kind, 'start', { departure });
    await this.site.askFlights('PATCH', path, changes(now.json), now.etag).catch(() => undefined);
    this.history.fault(kind, 'end', { departure });
  }

  // A few minutes later: the order of the four stays as it is.
  retimed(random) {
    const minutes = random.below(10);
    const shift = (text) => `${text.slice(0, 14)}${String(minutes).padStart(2, '0')}${text.slice(16)}`;
    return this.change('retimed', random.one(this.board.departures()), ({ departs_at, arrives_at }) => ({ departs_at: shift(departs_at), arrives_at: shift(arrives_at) }));
  }

  cancelled(random) {
    return this.change('cancelled', random.one(this.board.departures()), () => ({ state: 'cancelled' }));
  }

  // An account may end its own connections.
  accountFile() {
    const path = join(this.site.home, 'booking-account.cnf');
    const password = readFileSync(join(this.site.folder, 'secrets/booking_password'), 'utf8').trim();
    writeFileSync(path, `[client]\nsocket = ${this.site.env.DATABASE_SOCKET}\nuser = aisle_booking\npassword = ${password}\n`, { mode: 0o600 });
    return path;
  }

  // F15: two of them tidy up and send mail.
  secondWorker() {
    if (!this.kinds.includes('F15')) return undefined;
    const folder = join(this.site.home, 'second-worker');
    for (const name of ['mail', 'cache']) mkdirSync(join(folder, name), { recursive: true });
    const env = { ...process.env, ...this.site.settings, AISLE_CONFIG: this.site.env.AISLE_CONFIG, AISLE_MAIL_FOLDER: join(folder, 'mail'), AISLE_CACHE_FOLDER: join(folder, 'cache') };
    const worker = spawn(join(this.site.env.AISLE, '../aisle-worker'), [], { cwd: folder, env, stdio: 'ignore' });
    worker.ended = new Promise((resolve) => worker.on('close', resolve));
    this.history.fault('F15', 'start', { pid: worker.pid });
    return worker;
  }
}
