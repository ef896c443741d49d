// The Aisle that is hammered: a private stack in a folder of its own, with departures to fight for.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const IMPORT_GROUPS = 200;

// Polls until `look` gives something true, and returns it; nothing when that takes longer than so many seconds.
export async function until(look, seconds) {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found || performance.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// False when there is no such process.
export function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

// The processes that `pid` has started and that live.
export function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

export function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export class Site {
  constructor(home, root = join(dirname(fileURLToPath(import.meta.url)), '../../..')) {
    Object.assign(this, { root, home, folder: join(home, 'stack'), tool: join(root, 'deploy/stack') });
  }

  // Airports and aircraft, and no flights but ours.
  places() {
    const folder = join(this.home, 'places');
    mkdirSync(folder, { recursive: true });
    for (const name of ['airports.tsv', 'aircraft.tsv', 'cabins.tsv']) copyFileSync(join(this.root, 'sql/demo', name), join(folder, name));
    writeFileSync(join(folder, 'network.tsv'), `${readFileSync(join(this.root, 'sql/demo/network.tsv'), 'utf8').split('\n', 1)[0]}\n`);
    return folder;
  }

  up({ flightsPort, settings, isSanitized }) {
    chmodSync(this.home, 0o755);
    const env = { ...process.env, PORT: '0', FLIGHTS_PORT: `${flightsPort}`, AISLE_DEMO_FOLDER: this.places(), ...settings };
    execFileSync(this.tool, ['up', this.folder, '--demo', ...(isSanitized ? ['--san'] : [])], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    this.env = Object.fromEntries(readFileSync(join(this.folder, 'env'), 'utf8').trim().split('\n').map((line) => line.split(/=(.*)/).slice(0, 2)));
    this.settings = settings;
    this.port = Number(this.env.PORT);
  }

  // True when it ended well, nothing but a database had to be killed, and no sanitizer has said anything.
  down() {
    try {
      execFileSync(this.tool, ['down', this.folder], { stdio: ['ignore', 'ignore', 'inherit'] });
      return !/^aisle: (?!database).* does not stop: killed/m.test(readFileSync(join(this.folder, 'log/stack.log'), 'utf8'));
    } catch {
      return false;
    }
  }

  control(...args) {
    const [command, ...names] = args;
    return run(this.tool, [command, this.folder, ...names], { timeout: 90000 });
  }

  // Where the programs find their database: the unix socket of one server, or the nodes of a cluster, the first being the one that is written to.
  databases() {
    const hosts = (this.env.DATABASE_HOSTS ?? '').split(',').filter(Boolean);
    if (hosts.length === 0) return this.env.DATABASE_SOCKET;
    return hosts.map((text) => text.split(':')).map(([host, port]) => ({ host, port: Number(port) }));
  }

  // True when every server of the database is there, with all that the others have.
  allDatabases() {
    return this.control('start', 'database').then(() => true, () => false);
  }

  // The process id of NAME from its record; nothing when there is none.
  pid(name) {
    try {
      return Number(readFileSync(join(this.folder, 'run', `${name}.record`), 'utf8').split(' ', 1)[0]) || undefined;
    } catch {
      return undefined;
    }
  }

  children(name) {
    return childrenOf(this.pid(name));
  }

  isReady(port = this.port) {
    return new Promise((resolve) => {
      const request = http.get({ host: '127.0.0.1', port, path: '/readyz', timeout: 5000, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      });
      request.on('error', () => resolve(false));
      request.on('timeout', () => request.destroy());
    });
  }

  // The flight service, as the airline's own programs ask it: {status, etag, json}.
  askFlights(method, path, body, etag) {
    const token = readFileSync(join(this.folder, 'secrets/flight_service_token'), 'utf8').trim();
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...(etag ? { 'If-Match': etag } : {}) };
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: Number(this.env.FLIGHTS_PORT), method, path, headers, timeout: 10000, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => (text += part));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode, etag: response.headers.etag, json: response.statusCode === 200 ? JSON.parse(text) : undefined }));
      });
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', reject);
      request.end(body && JSON.stringify(body));
    });
  }

  async setLocking(locking) {
    writeFileSync(join(this.folder, 'settings.env'), `AISLE_SEATS_LOCKING=${locking}\n`, { mode: 0o644 });
    await this.control('restart', 'booking');
    if (!(await until(() => this.isReady(), 40))) throw new Error('the site is not ready');
    await this.checkLocking(locking);
  }

  // A node takes seats as it was told, by its own word.
  async checkLocking(locking, port = this.port) {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    if (!metrics.includes(`aisle_seats_locking{way="${locking}"} 1\n`)) throw new Error(`the node at port ${port} does not take seats in the ${locking} way`);
  }

  async importBoard(board) {
    for (let from = 0; from < board.groups.length + board.spare.length; from += IMPORT_GROUPS) {
      const file = join(this.home, 'departures.csv');
      writeFileSync(file, board.csv(from, from + IMPORT_GROUPS));
      await this.aisle(['flights', 'import', file]);
    }
  }

  // The mails that both workers have sent, by the id of their outbox row: their texts.
  mails() {
    const mails = new Map();
    for (const folder of [this.env.MAIL_FOLDER, join(this.home, 'second-worker/mail')]) {
      for (const name of existsSync(folder) ? readdirSync(folder) : []) {
        const [, id] = /^aisle-(\d+)\.eml$/.exec(name) ?? [];
        if (id) mails.set(id, [...(mails.get(id) ?? []), readFileSync(join(folder, name), 'utf8')]);
      }
    }
    return mails;
  }

  // The built `aisle`: {stdout}; throws when it fails, unless `mayFail`.
  async aisle(args, mayFail = false) {
    try {
      return { status: 0, ...(await run(this.env.AISLE, args, { env: { ...process.env, AISLE_CONFIG: this.env.AISLE_CONFIG }, maxBuffer: 1 << 26 })) };
    } catch (error) {
      if (!mayFail) throw error;
      return { status: error.code, stdout: error.stdout ?? '', stderr: error.stderr ?? '' };
    }
  }

  // Each row of the booking database's answer as columns of text, one after another; NULL is "NULL".
  async* rows(text) {
    const client = spawn('mariadb', [`--defaults-extra-file=${this.env.DATABASE_CLIENT_CNF}`, '--batch', '--skip-column-names', '--quick', '-e', `SET time_zone = '+00:00'; ${text}`, 'aisle_booking'],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => client.on('close', resolve));
    for await (const line of createInterface({ input: client.stdout })) yield line.split('\t');
    if ((await ended) !== 0) throw new Error(`the database client failed: ${text.slice(0, 200)}`);
  }

  async change(text) {
    for await (const ignored of this.rows(text)) throw new Error(`a change gave a row: ${ignored}`);
  }

  async number(text) {
    for await (const [value] of this.rows(text)) return Number(value);
    return NaN;
  }
}
