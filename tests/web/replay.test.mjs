// Clicks that were answered are answered the same when everything was started anew since: database, booking site, flight service, worker and nginx.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, hold, holdFields, seatsOf } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

before(() => stack.expectErrors('"code":"(unavailable|broken)"'));

async function restartEverything() {
  const old = ['database', 'flights', 'booking', 'worker', 'nginx'].map((name) => [name, stack.pid(name)]);
  await stack.control('restart', ...old.map(([name]) => name));
  await stack.ready();
  await stack.ready(stack.flightsUrl);
  for (const [name, pid] of old) assert.notEqual(stack.pid(name), pid, `${name} was started anew`);
}

test('hold, seat change and cancelling: the same POST gives the same 303 after a restart of everything, with other fields 422', async () => {
  const departures = await Promise.all([1, 2, 3].map((n) => newDeparture({ days: 40 + n })));
  const [holder, mover, leaver] = [stack.browser(), stack.browser(), stack.browser()];

  const wish = holdFields(departures[0], { seat: seatsOf(departures[0], '1A') });
  const moved = await book(mover, departures[1], { seat: seatsOf(departures[1], '1A') });
  const left = await book(leaver, departures[2], { seat: seatsOf(departures[2], '1A') });
  const quote = await leaver.get(`/bookings/${left.data.locator}/cancel`);
  const clicks = [
    { browser: holder, path: '/holds', fields: wish, other: { ...wish, seat: seatsOf(departures[0], '1B') } },
    { browser: mover, path: `/bookings/${moved.data.locator}/seats`, fields: { version: 1, departure: departures[1].name, passenger: 1, seat: `${departures[1].name}/3C`, key: newKey() }, changes: { seat: `${departures[1].name}/4C` } },
    { browser: leaver, path: `/bookings/${left.data.locator}/cancel`, fields: { version: 1, refund_minor: quote.data.refundMinor, key: newKey() }, changes: { refund_minor: 1 } },
  ];
  for (const click of clicks) {
    const answer = await click.browser.post(click.path, click.fields);
    assert.equal(answer.status, 303, `${click.path} ${answer.data.problem}`);
    click.location = answer.headers.location;
  }
  const state = () => Promise.all(clicks.map(async ({ browser, location }) => {
    const { data } = await browser.get(location);
    return [data.state, data.version, data.seats];
  }));
  const before_ = await state();
  assert.deepEqual(before_.map(([what]) => what), ['open', 'confirmed', 'cancelled']);

  await restartEverything();

  for (const { browser, path, fields, other, changes, location } of clicks) {
    for (const times of [1, 2]) {
      const again = await browser.post(path, fields);
      assert.equal(`${again.status} ${again.headers.location}`, `303 ${location}`, `${path}, copy ${times}`);
    }
    assertRefused(await browser.post(path, other ?? { ...fields, ...changes }), 422, 'key-reused');
  }
  assert.deepEqual(await state(), before_, 'and nothing happened twice');

  // Whatever happened since: the answer stays what it was.
  await holder.post(`${clicks[0].location}/release`, {});
  const late = await holder.post('/holds', wish);
  assert.equal(`${late.status} ${late.headers.location}`, `303 ${clicks[0].location}`);
  assert.equal((await holder.get(clicks[0].location)).data.state, 'released');
});

test('a booking asked for again after a restart of everything is the same booking', async () => {
  const departure = await newDeparture({ days: 50 });
  const browser = stack.browser();
  const booked = await book(browser, departure);
  const [[ref]] = await stack.sql(`SELECT h.ref FROM hold h JOIN booking b ON b.hold_id = h.id WHERE b.locator = '${booked.data.locator}'`);
  await restartEverything();
  const again = await browser.post('/bookings', { hold: ref, version: 2, total_minor: booked.data.totalMinor, payment: 'later' });
  assert.equal(`${again.status} ${again.headers.location}`, `303 /bookings/${booked.data.locator}`);
  assertRefused(await browser.post(`/holds/${ref}/passengers`, {}), 422, 'invalid');
  assert.equal((await hold(browser, departure)).data.state, 'open', 'and the site sells');
});
