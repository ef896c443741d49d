// The first server of a list takes connections and says nothing: programs that are renewed or die meanwhile find the next one before anybody asks them.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { ask } from '../support/browser.mjs';
import { stack, until } from '../support/stack.mjs';

// So long the booking site gives its flight service.
const PATIENCE_MS = 2000;

const listen = (onConnection) => new Promise((resolve) => {
  const server = net.createServer(onConnection).listen(0, '127.0.0.1', () => resolve(server));
});

let silent, door;
let knocks = 0;

// To the server of this Aisle: its socket, or the first node of its cluster.
function passOn(client) {
  const [host, port] = (stack.env.DATABASE_HOSTS ?? '').split(',')[0].split(':');
  const server = host ? net.connect(Number(port), host) : net.connect(stack.env.DATABASE_SOCKET);
  for (const [one, other] of [[client, server], [server, client]]) {
    one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other);
  }
}

before(async () => {
  silent = await listen((client) => {
    knocks++;
    client.on('error', () => undefined).resume();
  });
  door = await listen(passOn);
  await stack.set({ AISLE_DATABASE_SOCKET: '', AISLE_DATABASE_HOST: `127.0.0.1:${silent.address().port},127.0.0.1:${door.address().port}` }, 'flights');
  await stack.ready(stack.flightsUrl);
});
after(async () => {
  await stack.set({}, 'flights');
  await stack.ready(stack.flightsUrl);
  silent.close();
  door.close();
});

test('a reload of the flight service is not noticed while the first server of its list says nothing', async () => {
  let isOver = false;
  const answers = [];
  const look = () => ask(`${stack.flightsUrl}/v1/airports`, { timeout: PATIENCE_MS }).then(({ status }) => status, ({ message }) => message);
  const askers = Promise.all(Array.from({ length: 2 }, async () => {
    while (!isOver) answers.push(await look());
  }));
  try {
    for (let n = 0; n < 2; n++) {
      const [old] = stack.children('flights');
      knocks = 0;
      process.kill(stack.pid('flights'), 'SIGHUP');
      await until('the new worker serves, and the old one has gone', () => stack.children('flights').length > 0 && !stack.children('flights').includes(old), 30);
      await until('the new worker has tried the first server', () => knocks > 0);
    }
  } finally {
    isOver = true;
    await askers;
  }
  assert.deepEqual([...new Set(answers)], [200], 'every question was answered in time');
});
