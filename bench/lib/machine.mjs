// What the machine is, and what its processors were busy with.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

const TICKS = 100; // a second, as /proc counts on Linux

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
};

// All processes: {pid: {parent, ticks}}, those of ended children included.
function processes() {
  const all = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const text = read(`/proc/${pid}/stat`);
    if (!text) continue;
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    all.set(Number(pid), { parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0) });
  }
  return all;
}

// `roots` and all below them.
function family(all, roots) {
  const children = new Map();
  for (const [pid, { parent }] of all) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const found = new Set();
  const visit = (pid) => {
    if (found.has(pid) || !all.has(pid)) return;
    found.add(pid);
    (children.get(pid) ?? []).forEach(visit);
  };
  roots.forEach(visit);
  return found;
}

export const familyOf = (roots) => [...family(processes(), roots)];

// Used so far, in seconds: by everybody, and by these processes with all below them.
export function cpuNow(roots) {
  const [, user, nice, system, , , irq, softirq, steal] = /^cpu +(.*)/.exec(read('/proc/stat'))[0].split(/ +/).map(Number);
  const all = processes();
  let own = 0;
  for (const pid of family(all, roots)) own += all.get(pid).ticks;
  return { at: performance.now() / 1000, busy: (user + nice + system + irq + softirq + (steal || 0)) / TICKS, own: own / TICKS };
}

// Of all processors together, in percent: what others used between two looks, and what we did.
export function cpuBetween(before, after) {
  const whole = (after.at - before.at) * cpus().length;
  const own = Math.max(after.own - before.own, 0);
  const share = (seconds) => Math.max(0, Math.min(100, (seconds / whole) * 100));
  return { foreign: share(after.busy - before.busy - own), own: share(own) };
}

// Proportional set size of these processes, in bytes.
export const pssOf = (pids) => pids.reduce((sum, pid) => sum + Number(/^Pss: +(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024, 0);

// The first line that a program says of itself.
function version(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).split('\n', 1)[0].trim();
  } catch {
    return '';
  }
}

// What the Node peers are made of, as it is pinned.
const pinned = (file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')).dependencies).map(([name, text]) => `${name} ${text}`).join(', ');

export function describeMachine(peerFile) {
  const system = /PRETTY_NAME="(.*)"/.exec(read('/etc/os-release'))?.[1] ?? 'Linux';
  const packaged = (name) => version('dpkg-query', ['-W', '-f', '${Version}', name]);
  const versions = [
    ['MariaDB', packaged('mariadb-server-core')], ['nginx', packaged('nginx')], ['libfcgi', packaged('libfcgi-dev')], ['ctemplate', packaged('libctemplate-dev')],
    ['gcc', version('gcc', ['-dumpfullversion'])], ['Node', process.versions.node], ['PHP', packaged('php8.2-fpm')],
  ].filter(([, text]) => text);
  return {
    machine: `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${system}, Linux ${release()}`,
    versions: versions.map(([name, text]) => `${name} ${text.replace(/^\d+:/, '')}`).join(', '),
    peers: pinned(peerFile),
  };
}
