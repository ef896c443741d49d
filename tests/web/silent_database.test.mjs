// The first server of a list takes connections and says nothing: a program that is renewed finds the next one before anybody asks it.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { ask } from '../support/browser.mjs';
import { stack, until } from '../support/stack.mjs';

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
  // It would ask the flight service.
  await stack.control('stop', 'worker');
  await stack.set({ AISLE_DATABASE_SOCKET: '', AISLE_DATABASE_HOST: `127.0.0.1:${silent.address().port},127.0.0.1:${door.address().port}` }, 'flights');
  await stack.ready(stack.flightsUrl);
});
after(async () => {
  await stack.set({}, 'flights');
  await stack.ready(stack.flightsUrl);
  await stack.control('start', 'worker');
  silent.close();
  door.close();
});

// Nobody asks meanwhile: what knocks at the first server is the new worker, of its own accord.
test('the new worker of the flight service looks for its server before the old one leaves', async () => {
  for (let n = 0; n < 2; n++) {
    const [old] = stack.children('flights');
    knocks = 0;
    process.kill(stack.pid('flights'), 'SIGHUP');
    await until('the old worker has gone', () => !stack.children('flights').includes(old), 30);
    assert.ok(knocks > 0, 'the new one has tried the first server');
    knocks = 0;
    assert.equal((await ask(`${stack.flightsUrl}/v1/airports`)).status, 200);
    assert.equal(knocks, 0, 'nobody who asks waits for it');
  }
});
