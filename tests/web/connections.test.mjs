// nginx keeps its connections to the programs: far more visitors than threads, bodies that nobody read, and workers that come and go under them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stack, until } from '../support/stack.mjs';

const VISITORS = 200;

const agent = new http.Agent({ keepAlive: true, maxSockets: VISITORS });
after(() => agent.destroy());

// The status of an answer on a connection that is kept.
function ask(path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(stack.url + path, { method, headers, agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const visit = (requests) => Promise.all(Array.from({ length: VISITORS }, async () => {
  const statuses = [];
  for (const request of requests) statuses.push(await request());
  return statuses;
}));

const home = () => ask('/');
// Refused before anybody looks at its body.
const crossSite = () => ask('/holds', {
  method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' }, body: `departure=${'x'.repeat(60000)}`,
});

test('two hundred visitors at once on sixteen threads are all answered, again and again', async () => {
  for (const statuses of await visit(Array.from({ length: 5 }, () => home))) assert.deepEqual(statuses, [200, 200, 200, 200, 200]);
});

test('a body that was not read is not taken for the next request', async () => {
  for (const statuses of await visit([crossSite, home, crossSite, crossSite, home])) assert.deepEqual(statuses, [403, 200, 403, 403, 200]);
});

test('workers are renewed under kept connections: every request is answered, changes too', async () => {
  let isOver = false;
  const answers = new Map();
  const visitors = visit([async () => {
    while (!isOver) {
      for (const one of [home, crossSite]) {
        const status = await one();
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    }
  }]);
  for (let n = 0; n < 3; n++) {
    const old = stack.children('booking');
    process.kill(stack.pid('booking'), 'SIGHUP');
    await until('all workers are new ones', () => {
      const workers = stack.children('booking');
      return workers.length === old.length && !workers.some((pid) => old.includes(pid));
    }, 60);
  }
  isOver = true;
  await visitors;
  assert.deepEqual([...answers.keys()].sort(), [200, 403]);
});

test('with a connection for each request, as nginx can be told, all are answered too', async () => {
  const path = join(stack.folder, 'nginx/fastcgi.conf');
  const kept = readFileSync(path, 'utf8');
  assert.match(kept, /^fastcgi_keep_conn on;$/m);
  writeFileSync(path, kept.replace('fastcgi_keep_conn on;', 'fastcgi_keep_conn off;'));
  try {
    await stack.control('restart', 'nginx');
    await stack.ready();
    for (const statuses of await visit([home, crossSite, home])) assert.deepEqual(statuses, [200, 403, 200]);
  } finally {
    writeFileSync(path, kept);
    await stack.control('restart', 'nginx');
    await stack.ready();
  }
});
