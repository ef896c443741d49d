// Aisles that start at the same moment choose ports that are free, and none that another one has chosen.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'aisle-ports-'));
const choosing = new Set();
after(() => {
  // And what draws for them, should it draw for ever.
  for (const { shell } of choosing) {
    try {
      process.kill(-shell.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

async function listens(port) {
  const server = createServer();
  await new Promise((resolve, reject) => { server.once('error', reject).listen(port, '127.0.0.1', resolve); });
  return server;
}
// The first of so many numbers on which nobody listens, below those that Aisles and the system choose from.
let next = 2000;
async function freeNumbers(count) {
  for (;; next += 1) {
    const servers = await Promise.allSettled(Array.from({ length: count }, (_, i) => listens(next + i)));
    for (const { value } of servers) if (value) await new Promise((resolve) => { value.close(resolve); });
    if (servers.every(({ value }) => value)) return (next += count) - count;
    assert.ok(next < 9000, 'hardly any port is free');
  }
}

// Somebody who chooses among so many numbers only, and keeps it until the end of its input: {shell, port}.
function choose(first, count) {
  const script = `. deploy/lib/say.sh; . deploy/lib/process.sh; . deploy/lib/settings.sh; FIRST_PORT=${first} PORTS=${count}; port=$(free_port 1) || exit; echo "$port"; read -r; give_ports_back`;
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd: root, env: { ...process.env, TMPDIR: folder }, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const one = { shell, port: once(shell.stdout, 'data').then(([text]) => Number(text)) };
  choosing.add(one);
  return one;
}
const leave = async ({ shell }, how) => {
  const end = once(shell, 'exit');
  if (how) shell.kill(how);
  else shell.stdin.end('\n');
  await end;
};

test('who choose at the same moment get different ports, and what one gives back the next one gets', { timeout: 30_000 }, async () => {
  const first = await freeNumbers(12);
  const all = Array.from({ length: 12 }, () => choose(first, 12));
  const ports = await Promise.all(all.map(({ port }) => port));
  assert.deepEqual([...ports].sort((a, b) => a - b), Array.from({ length: 12 }, (_, i) => first + i));
  await leave(all[5]);
  assert.equal(await choose(first, 12).port, ports[5]);
});

test('what somebody had who was killed is free again', { timeout: 30_000 }, async () => {
  const first = await freeNumbers(2);
  const [one, other] = [choose(first, 2), choose(first, 2)];
  const port = await one.port;
  assert.notEqual(await other.port, port);
  await leave(one, 'SIGKILL');
  assert.equal(await choose(first, 2).port, port);
});

test('a port on which somebody else listens is not chosen', { timeout: 30_000 }, async () => {
  const first = await freeNumbers(2);
  const server = await listens(first);
  try {
    assert.equal(await choose(first, 2).port, first + 1);
  } finally {
    server.close();
  }
});
