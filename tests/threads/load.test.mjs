// The programs, built with the sanitizer that sees races, under load and while they are renewed and stopped: it has nothing to say.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { keepBooking } from '../support/busy.mjs';
import { newDeparture } from '../support/flights.mjs';
import { stack, until } from '../support/stack.mjs';

const CUSTOMERS = 6;
const READERS = 10;
const BOOKINGS = 12;
const READS = 300;

before(() => {
  assert.match(stack.env.AISLE, /\/build\/tsan\//, 'this is for the programs of SAN=thread');
  stack.expectErrors('"code":"(unavailable|broken)"');
});
after(() => stack.set({}, 'booking', 'flights', 'nginx'));

async function renew(name) {
  const old = stack.children(name);
  process.kill(stack.pid(name), 'SIGHUP');
  await until(`all workers of ${name} are new ones`, () => {
    const workers = stack.children(name);
    return workers.length === old.length && !workers.some((pid) => old.includes(pid));
  }, 60);
}

const reports = () => readdirSync(join(stack.folder, 'log')).filter((name) => /^sanitizer\.(booking|flights)/.test(name));

// Customers book and others read, all the time, while something happens.
async function useWhile(happening) {
  const departure = await newDeparture({ aircraft: 'A321' });
  const [, number, on] = /^(\w+)\/(.+)$/.exec(departure.name);
  const pages = ['/', `/flights/${number}/${on}`, `/flights/${number}/${on}/seats`, `/flights?origin=FRA&destination=LIS&date=${on}`, `/offer?departure=${departure.name}`, '/metrics'];
  const made = [];
  let isOver = false;
  const statuses = new Map(pages.map((page) => [page, new Set()]));
  let reads = 0;
  const customers = Array.from({ length: CUSTOMERS }, () => keepBooking(departure, made, () => isOver));
  const readers = Array.from({ length: READERS }, async (_, n) => {
    // The machine itself may ask as fast as it likes, and for the metrics.
    const browser = stack.browser({ address: '127.0.0.1' });
    for (let i = n; !isOver; i++) {
      const page = pages[i % pages.length];
      const answer = await browser.get(page).catch(() => null); // the program was stopped meanwhile
      if (answer === null) continue;
      statuses.get(page).add(answer.status);
      reads += answer.status === 200;
    }
  });
  const everybody = Promise.all([...customers, ...readers]);
  everybody.catch(() => {});
  const more = async () => {
    const [books, seen] = [made.length, reads];
    await until('booking and reading go on', () => made.length >= books + BOOKINGS / 2 && reads >= seen + READS / 2, 60);
  };
  try {
    await more();
    await happening();
    await more();
  } finally {
    isOver = true;
  }
  await everybody;
  for (const [page, seen] of statuses) assert.ok(seen.has(200), `${page} was never shown: ${[...seen]}`);
}

for (const engine of ['epoll', 'accept']) {
  test(`${engine}: no races under load, while workers are renewed and while the programs are stopped`, async () => {
    await stack.set({ AISLE_FASTCGI_ENGINE: engine }, 'booking', 'flights', 'nginx');
    await useWhile(async () => {
      await renew('booking');
      await renew('flights');
      await stack.control('restart', 'booking', 'flights');
      await stack.ready();
    });
    await stack.control('stop', 'booking', 'flights');
    const said = reports().map((name) => readFileSync(join(stack.folder, 'log', name), 'utf8').slice(0, 4000));
    await stack.control('start', 'flights', 'booking');
    await stack.ready();
    assert.deepEqual(said, []);
  });
}
