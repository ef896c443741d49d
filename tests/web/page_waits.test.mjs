// How often a page that only reads waits for the database: what can be asked together is, and nothing is asked twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newDeparture } from '../support/flights.mjs';
import { fillIn, hold, seatsNow, someone } from '../support/journey.mjs';
import { ALONE_LOGGED, waitsOf } from '../support/log_waits.mjs';
import { stack } from '../support/stack.mjs';

const TIMES = 5;

// A look at seats that is shared waits for nothing; what one costs that is not is what is counted here.
before(() => stack.set({ ...ALONE_LOGGED, AISLE_SEATS_LOOK_MILLISECONDS: '0' }, 'booking'));
after(() => stack.set({}, 'booking'));

// Whoever asks first has the statements prepared; of the others that which waited most.
async function mostWaits(get) {
  const counts = [];
  for (let i = 0; i <= TIMES; i++) {
    const { status, headers, at } = await get();
    assert.ok(status < 400, `${at}: ${status}`);
    counts.push((await waitsOf(headers['x-request-id'])).waits);
  }
  return Math.max(...counts.slice(1));
}

test('pages that only read wait for the database three times at most, and most of them once', async () => {
  // The machine itself may ask as fast as it likes.
  const browser = stack.browser({ address: '127.0.0.1' });
  const [there, back] = [await newDeparture(), await newDeparture({ days: 33, origin: 'LIS', destination: 'FRA' })];
  const date = there.name.split('/')[1];
  const search = { origin: 'FRA', destination: 'LIS', date };
  const found = {
    home: await mostWaits(() => browser.get('/')),
    search: await mostWaits(() => browser.get('/flights', search)),
    'search, both ways': await mostWaits(() => browser.get('/flights', { ...search, return: back.name.split('/')[1] })),
    'search, a month': await mostWaits(() => browser.get('/flights', { ...search, view: 'month' })),
    'search, months both ways': await mostWaits(() => browser.get('/flights', { ...search, return: back.name.split('/')[1], view: 'month' })),
    'search, nothing both ways': await mostWaits(() => browser.get('/flights', { ...search, origin: 'AKL', return: date })),
    places: await mostWaits(() => browser.get('/places', { q: 'frank' })),
    offer: await mostWaits(() => browser.get('/offer', { departure: there.name })),
    'offer, both ways': await mostWaits(() => browser.get('/offer', { departure: [there.name, back.name] })),
    departure: await mostWaits(() => browser.get(`/flights/${there.name}`)),
    seats: await mostWaits(() => browser.get(seatsNow(there))),
  };
  const page = await hold(browser, there);
  found['offer of which one holds a seat'] = await mostWaits(() => browser.get('/offer', { departure: there.name }));
  found.hold = await mostWaits(() => browser.get(`/holds/${page.data.hold}`));
  const review = await browser.follow(await fillIn(browser, page, [someone()]));
  found.review = await mostWaits(() => browser.get(review.at));
  const path = (await browser.submit(review, 'booking')).headers.location;
  found.booking = await mostWaits(() => browser.get(path));
  found['booking, its seats'] = await mostWaits(() => browser.get(`${path}/seats`));
  found['booking, a seat map'] = await mostWaits(() => browser.get(`${path}/seats`, { departure: there.name, passenger: 1 }));
  found['booking, cancelling'] = await mostWaits(() => browser.get(`${path}/cancel`));
  found['booking, cancelling a part'] = await mostWaits(() => browser.get(`${path}/cancel`, { passenger: 1 }));
  found['booking, its names'] = await mostWaits(() => browser.get(`${path}/passengers`));
  found['booking, its contact'] = await mostWaits(() => browser.get(`${path}/contact`));
  found.account = await mostWaits(() => browser.get('/account'));
  assert.deepEqual(found, {
    home: 0, search: 1, 'search, both ways': 2, 'search, a month': 1, 'search, months both ways': 2, 'search, nothing both ways': 2, places: 0, offer: 1, 'offer, both ways': 1, departure: 1, seats: 1, 'offer of which one holds a seat': 2,
    hold: 3, review: 3, booking: 3, 'booking, its seats': 2, 'booking, a seat map': 3, 'booking, cancelling': 3,
    'booking, cancelling a part': 3, 'booking, its names': 2, 'booking, its contact': 2, account: 1,
  });
});
