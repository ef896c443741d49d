// What goes wrong with the database, and between it and the programs. Each is given the Faults, a source of chance and its pace.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PARTITIONS } from './database_proxy.mjs';
import { signal, until } from './site.mjs';

const run = promisify(execFile);
const STATEMENTS_MOST = 120;
const COMMITS_MOST = 5;
const TRAP_SECONDS = 3;
const CROWD = 200;
// The server may be busy, or just coming back.
const CROWD_SECONDS = 10;
const TOO_MANY = 1040;

const doze = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

// The database server is killed; the stack starts it again.
function killed({ site, history }) {
  return async () => {
    const pid = site.pid('database');
    if (!pid || !signal(pid, 'SIGKILL')) return;
    history.fault('F2', 'start', { pid });
    const isBack = await until(async () => site.pid('database') !== pid && (await site.isReady()), 60);
    history.fault('F2', 'end', { isBack: Boolean(isBack) });
  };
}

// The database server stands still.
function frozen({ site, history }, random, pace) {
  return async () => {
    const pid = site.pid('database');
    const seconds = random.between(1, pace.most);
    if (!pid || !signal(pid, 'SIGSTOP')) return;
    history.fault('F3', 'start', { pid, seconds });
    await doze(seconds);
    signal(pid, 'SIGCONT');
    history.fault('F3', 'end');
  };
}

// The second node and the database do not reach each other, in one of several ways; the first node goes on.
async function partition(faults, random, pace) {
  const { node, history } = faults;
  const mode = random.one(PARTITIONS);
  const seconds = random.between(1, pace.most);
  history.fault('F7', 'start', { mode, seconds });
  node.proxy.set(mode);
  await faults.pause(seconds);
  node.proxy.set('pass');
  history.fault('F7', 'end');
}

// The second node's connection breaks at the nth statement, or at a COMMIT; before or after the database has it.
async function statement({ node, history }, random) {
  const isCommit = random.chance(40);
  const how = { isAfter: random.chance(60), isCommit };
  const n = 1 + random.below(isCommit ? COMMITS_MOST : STATEMENTS_MOST);
  let isDone = false;
  node.proxy.setTrap(n, how, (text) => {
    isDone = true;
    history.fault('F13.statement', 'start', { n, ...how, text });
    history.fault('F13.statement', 'end');
  });
  await until(() => isDone, TRAP_SECONDS);
  node.proxy.trap = null;
}

// The account of the booking site, which may end its own connections.
function accountFile(site) {
  const path = join(site.home, 'booking-account.cnf');
  const password = readFileSync(join(site.folder, 'secrets/booking_password'), 'utf8').trim();
  const [host, port] = site.env.DATABASE_HOSTS?.split(',')[0].split(':') ?? [];
  const where = host ? `host = ${host}\nport = ${port}\nprotocol = tcp` : `socket = ${site.env.DATABASE_SOCKET}`;
  writeFileSync(path, `[client]\n${where}\nuser = aisle_booking\npassword = ${password}\n`, { mode: 0o600 });
  return path;
}

// Half of the booking site's database connections are killed, whatever they do. How many; 0 when the database is away, or stands still.
async function killHalf(site, random, onBegin) {
  const sql = (text) => run('mariadb', [`--defaults-extra-file=${accountFile(site)}`, '--batch', '--skip-column-names', '--connect-timeout=2', '--force', '-e', text], { timeout: 8000 });
  try {
    const { stdout } = await sql('SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()');
    const ids = stdout.split('\n').filter((id) => id && random.chance(50));
    if (ids.length === 0) return;
    onBegin(ids.length);
    await sql(ids.map((id) => `KILL ${id};`).join(' ')).catch(() => undefined);
  } catch {
    // Another fault is at work.
  }
}

async function connectionsKilled({ site, history }, random) {
  let isBegun = false;
  await killHalf(site, random, (connections) => {
    isBegun = true;
    history.fault('F16.killed', 'start', { connections });
  });
  if (isBegun) history.fault('F16.killed', 'end');
}

// Somebody else takes every connection that the server has to give, also those that become free because the site's own are killed.
function full({ site, history }, random, pace) {
  return async () => {
    const crowd = new Set();
    let refused = 0;
    let isOver = false;
    const come = () => {
      const socket = net.connect(site.env.DATABASE_SOCKET);
      crowd.add(socket);
      socket.on('data', (said) => {
        if (said[4] !== 0xff || said.readUInt16LE(5) !== TOO_MANY) return;
        if (++refused === 1) history.fault('F16.full', 'start', {});
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        crowd.delete(socket);
        if (!isOver) setTimeout(() => !isOver && come(), 20);
      });
    };
    for (let i = 0; i < CROWD; i++) come();
    await until(() => refused > 0, CROWD_SECONDS);
    await killHalf(site, random, () => undefined);
    await doze(random.between(1, pace.most));
    isOver = true;
    for (const socket of crowd) socket.destroy();
    if (refused > 0) history.fault('F16.full', 'end', { refused });
  };
}

// The database itself is broken in one way at a time.
const alone = (make) => (faults, random, pace) => faults.alone(make(faults, random, pace));

export const DATABASE_FAULTS = {
  F2: alone(killed), F3: alone(frozen), F7: partition, 'F13.statement': statement, 'F16.killed': connectionsKilled, 'F16.full': alone(full),
};
