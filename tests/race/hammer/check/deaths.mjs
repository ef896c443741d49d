// Which processes have ended by themselves: what the programs' parents and the stack's supervisor have logged.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['booking', 'admin', 'flights'];

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

// {workers: [{program, pid, how}], programs: ["booking (process 17)"]}; of the database the faults tell themselves.
export function readDeaths(site) {
  const paths = [...NAMES.map((name) => join(site.folder, 'log', `${name}.log`)), join(site.home, 'second-node/booking.log')];
  const workers = paths.flatMap((path) => textOf(path).split('\n').filter((line) => line.includes('"event":"server.worker_died"')).map((line) => JSON.parse(line)))
    .map(({ program, worker, how }) => ({ program, pid: Number(worker), how }));
  const programs = [...textOf(join(site.folder, 'log/stack.log')).matchAll(/^aisle: (.+ \(process \d+\)) died\b|^aisle: (.+) does not stop: killed/gm)]
    .map(([, died, killed]) => died ?? `${killed} (that had to be killed)`).filter((text) => !text.startsWith('database'));
  return { workers, programs };
}

// F0: a worker process is killed by a fault, or has met an allocation that found no memory; nothing else ends by itself.
export function checkDeaths(told, { workers, programs }, violate) {
  const hadNoMemory = new Set(told.faults.filter(({ kind }) => kind === 'F13.malloc').map(({ pid }) => pid));
  for (const { program, pid, how } of workers) {
    if (how !== 'signal 9' && !hadNoMemory.has(pid)) violate('F0', `a worker of ${program} (process ${pid}) has ended by itself: ${how}`);
  }
  for (const text of programs) violate('F0', `${text} has ended by itself`);
}
