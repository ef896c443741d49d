// The Aisle under test: the one of AISLE_TEST_STACK (tests/run starts it), else a private one for this file, stopped at its end.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
  appendFileSync, chmodSync, closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, rmSync, writeFileSync, writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ask, Browser } from './browser.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const run = promisify(execFile);
// Of the Aisle under test, where it matters (tests/run says it).
const lockingAsked = process.env.AISLE_SEATS_LOCKING;

// Polls until `look` gives something true, and returns it.
export async function until(what, look, seconds = 20) {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) assert.fail(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// Demo data without departures: real airports and aircraft, and no flights but those that tests make.
export function placesOnly(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['airports.tsv', 'aircraft.tsv', 'cabins.tsv']) copyFileSync(join(ROOT, 'sql/demo', name), join(folder, name));
  const header = readFileSync(join(ROOT, 'sql/demo/network.tsv'), 'utf8').split('\n', 1)[0];
  writeFileSync(join(folder, 'network.tsv'), `${header}\n`);
  return folder;
}

// What the flight service said is asked for again soon, and a service that came back is tried soon (tests/run says the same).
const QUICK = { AISLE_FLIGHT_SERVICE_FRESH_SECONDS: '1', AISLE_FLIGHT_SERVICE_PAUSE_SECONDS: '1' };

// A private Aisle of the programs in ROOT (a checkout), stopped when this process ends.
export function startStack(root = ROOT) {
  const home = mkdtempSync(join(tmpdir(), 'aisle-test-'));
  chmodSync(home, 0o755);
  const env = { ...process.env, PORT: '0', FLIGHTS_PORT: '0', AISLE_DEMO_FOLDER: placesOnly(join(home, 'places')), ...QUICK };
  const control = join(root, 'deploy/stack');
  const stop = () => {
    try {
      execFileSync(control, ['down', join(home, 'stack')], { stdio: 'ignore' });
    } catch {
      process.exitCode = 1;
    }
    rmSync(home, { recursive: true, force: true });
  };
  // Before whatever it was started from is taken away.
  process.prependListener('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  execFileSync(control, ['up', join(home, 'stack'), '--demo', '--san'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Stack(join(home, 'stack'), root);
}

export class Stack {
  constructor(folder, root = ROOT) {
    Object.assign(this, { folder, script: join(root, 'deploy/stack') });
    this.env = Object.fromEntries(readFileSync(join(folder, 'env'), 'utf8').trim().split('\n').map((line) => line.split(/=(.*)/).slice(0, 2)));
    this.url = this.env.SITE_URL;
    this.flightsUrl = this.env.FLIGHTS_URL;
    this.token = readFileSync(join(folder, 'secrets/flight_service_token'), 'utf8').trim();
  }

  browser(options) {
    return new Browser(this.url, options);
  }

  control(...args) {
    const [command, ...names] = args;
    return run(this.script, [command, this.folder, ...names], { timeout: 90000 });
  }

  pid(name) {
    return Number(execFileSync(this.script, ['pid', this.folder, name], { encoding: 'utf8' }));
  }

  // Processes that NAME started, such as the worker processes of "booking".
  children(name) {
    const pid = this.pid(name);
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  }

  // Other settings for NAMES (which are started again); {} for the usual ones.
  async set(settings, ...names) {
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join('');
    writeFileSync(join(this.folder, 'settings.env'), lines, { mode: 0o644 });
    await this.control('restart', ...names);
    if (!names.includes('booking')) return;
    await this.ready();
    const { AISLE_SEATS_LOCKING = lockingAsked } = settings;
    if (AISLE_SEATS_LOCKING) assert.equal(await this.locking(), AISLE_SEATS_LOCKING, 'seats are taken as was asked for');
  }

  // How the booking site takes seats, by its own word: "pessimistic" or "optimistic".
  async locking() {
    const { body } = await ask(`${this.url}/metrics`);
    return /^aisle_seats_locking\{way="(\w+)"\} 1$/m.exec(body)?.[1];
  }

  async ready(url = this.url) {
    await until(`${url}/readyz answers`, async () => (await ask(`${url}/readyz`).catch(() => ({}))).status === 200, 40);
  }

  // Rows of columns, as text; NULL is "NULL". What it changed is counted, as a program counts it (cgi-bin/base/changes.c).
  async sql(text, database = 'aisle_booking') {
    const { stdout } = await run('mariadb', [`--defaults-extra-file=${this.env.DATABASE_CLIENT_CNF}`, '--batch', '--skip-column-names', '-e', text, database]);
    if (!/^\s*SELECT\b[^;]*$/i.test(text)) this.noteChanges();
    return stdout.split('\n').filter(Boolean).map((line) => line.split('\t'));
  }

  // Anything may have changed: the first of the counters.
  noteChanges() {
    const path = join(this.folder, 'cache/changes');
    if (!existsSync(path)) return;
    const file = openSync(path, 'r+');
    const counter = Buffer.alloc(8);
    readSync(file, counter, 0, 8, 0);
    counter.writeBigUInt64LE(counter.readBigUInt64LE() + (1n << 32n));
    writeSync(file, counter, 0, 8, 0);
    closeSync(file);
  }

  // The built `aisle`: {status, stdout, stderr}.
  async aisle(args, settings = {}) {
    const env = { ...process.env, AISLE_CONFIG: this.env.AISLE_CONFIG, ...settings };
    try {
      return { status: 0, ...(await run(this.env.AISLE, args, { env })) };
    } catch ({ code, stdout, stderr }) {
      return { status: code, stdout, stderr };
    }
  }

  // Error lines of the programs' logs that this file of tests provokes: everything that matches (grep -E) is fine while it runs.
  expectErrors(pattern) {
    appendFileSync(join(this.folder, 'expected-errors'), `${pattern}\n`);
  }

  log(name) {
    const path = join(this.folder, 'log', `${name}.log`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  // Mail to somebody so far, as its files' texts.
  mailsTo(address) {
    return readdirSync(this.env.MAIL_FOLDER).filter((name) => !name.startsWith('.')).sort()
      .map((name) => readFileSync(join(this.env.MAIL_FOLDER, name), 'utf8'))
      .filter((text) => text.toLowerCase().includes(`to: <${address.toLowerCase()}>`) || text.toLowerCase().includes(`to: ${address.toLowerCase()}`));
  }

  // Mails of which the text says something.
  mailTo(address, pattern = /./) {
    return until(`a mail to ${address} that says ${pattern}`, () => this.mailsTo(address).map(readMail).find((mail) => pattern.test(`${mail.subject}\n${mail.text}`)), 30);
  }
}

const decodeQuoted = (text) => Buffer.from(text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');

function readPart(raw) {
  const [, head, body] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw) ?? [null, raw, ''];
  const headers = Object.fromEntries(head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/).filter((line) => line.includes(':')).map((line) => {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line);
    return [name.toLowerCase(), value];
  }));
  const how = (headers['content-transfer-encoding'] ?? '').toLowerCase();
  const text = how === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : how === 'quoted-printable' ? decodeQuoted(body) : body;
  return { headers, body, text };
}

// {headers, subject, text, html, calendar: {headers, text}}
export function readMail(raw) {
  const { headers, body, text } = readPart(raw);
  const mail = { headers, subject: headers.subject ?? '', text, html: '' };
  const boundary = /boundary="?([^";\s]+)/.exec(headers['content-type'] ?? '');
  if (!boundary) return mail;
  mail.text = '';
  const take = (part) => {
    const inner = /boundary="?([^";\s]+)/.exec(part.headers['content-type'] ?? '');
    if (inner) part.body.split(`--${inner[1]}`).slice(1, -1).map((one) => take(readPart(one.replace(/^\r?\n/, ''))));
    else if (/text\/plain/.test(part.headers['content-type'])) mail.text += part.text;
    else if (/text\/html/.test(part.headers['content-type'])) mail.html += part.text;
    else if (/text\/calendar/.test(part.headers['content-type'])) mail.calendar = part;
  };
  body.split(`--${boundary[1]}`).slice(1, -1).map((one) => take(readPart(one.replace(/^\r?\n/, ''))));
  return mail;
}

// No mail can be sent meanwhile, and each attempt makes the next one later.
export async function withoutMailServer(act) {
  await stack.set({ AISLE_MAIL_SMTP_URL: 'smtp://127.0.0.1:9' }, 'worker');
  try {
    return await act();
  } finally {
    await stack.set({}, 'worker');
  }
}
// What waits for its next attempt has it now.
export const tryMail = () => stack.sql('UPDATE outbox SET due_at = NOW(6) WHERE sent_at IS NULL');

export const stack = process.env.AISLE_TEST_STACK ? new Stack(process.env.AISLE_TEST_STACK) : startStack();
// What is shown of one way of taking seats is shown of that one.
if (lockingAsked) assert.equal(await stack.locking(), lockingAsked, 'seats are taken as was asked for');
