// How often a page that only reads waits for the database: what can be asked together is, and nothing is asked twice.
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newDeparture } from '../support/flights.mjs';
import { fillIn, hold, seatsNow, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

const settings = join(stack.folder, 'settings.env');
const old = existsSync(settings) ? readFileSync(settings, 'utf8') : '';
before(async () => {
  appendFileSync(settings, 'AISLE_LOG_ROUND_TRIPS=1\n');
  await stack.control('restart', 'booking');
});
after(async () => {
  writeFileSync(settings, old);
  await stack.control('restart', 'booking');
});

// What the program says in its log, by request.
const said = () => new Map(stack.log('booking').split('\n').filter((line) => line.includes('"db.round_trips"')).map(JSON.parse).map(({ request, round_trips: count }) => [request, Number(count)]));

// On a connection that has prepared its statements: of many answers that which waited least.
async function trips(get) {
  const ids = [];
  for (let i = 0; i < 60; i++) {
    const { status, headers, at } = await get();
    assert.ok(status < 400, `${at}: ${status}`);
    ids.push(headers['x-request-id']);
  }
  const counts = await until(`the log tells of ${ids}`, () => {
    const all = said();
    return ids.every((id) => all.has(id)) && ids.map((id) => all.get(id));
  });
  return Math.min(...counts);
}

test('pages that only read wait for the database three times at most, and most of them once', async () => {
  // The machine itself may ask as fast as it likes.
  const browser = stack.browser({ address: '127.0.0.1' });
  const [there, back] = [await newDeparture(), await newDeparture({ days: 33, origin: 'LIS', destination: 'FRA' })];
  const date = there.name.split('/')[1];
  const search = { origin: 'FRA', destination: 'LIS', date };
  const found = {
    home: await trips(() => browser.get('/')),
    search: await trips(() => browser.get('/flights', search)),
    'search, both ways': await trips(() => browser.get('/flights', { ...search, return: back.name.split('/')[1] })),
    offer: await trips(() => browser.get('/offer', { departure: there.name })),
    'offer, both ways': await trips(() => browser.get('/offer', { departure: [there.name, back.name] })),
    departure: await trips(() => browser.get(`/flights/${there.name}`)),
    seats: await trips(() => browser.get(seatsNow(there))),
  };
  const page = await hold(browser, there);
  found['offer of which one holds a seat'] = await trips(() => browser.get('/offer', { departure: there.name }));
  found.hold = await trips(() => browser.get(`/holds/${page.data.hold}`));
  const review = await browser.follow(await fillIn(browser, page, [someone()]));
  found.review = await trips(() => browser.get(review.at));
  const path = (await browser.submit(review, 'booking')).headers.location;
  found.booking = await trips(() => browser.get(path));
  found['booking, its seats'] = await trips(() => browser.get(`${path}/seats`));
  found['booking, a seat map'] = await trips(() => browser.get(`${path}/seats`, { departure: there.name, passenger: 1 }));
  found['booking, cancelling'] = await trips(() => browser.get(`${path}/cancel`));
  found.account = await trips(() => browser.get('/account'));
  assert.deepEqual(found, {
    home: 0, search: 1, 'search, both ways': 2, offer: 1, 'offer, both ways': 1, departure: 1, seats: 1, 'offer of which one holds a seat': 2,
    hold: 3, review: 3, booking: 3, 'booking, its seats': 2, 'booking, a seat map': 3, 'booking, cancelling': 3, account: 1,
  });
});
