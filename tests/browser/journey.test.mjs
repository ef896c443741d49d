// The whole journey in a real browser: from the search to a cancelled booking, without scripts and with them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as journey from './support/journey.mjs';
import { dayAhead, expireHold, openBrowser, openCustomer } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

const seatNames = (departure, seats) => seats.map((seat) => `${departure}/${seat}`).join(' ');

// What somebody else sees of these seats.
async function statesFor(stranger, departure, seats) {
  await stranger.goto(`/offer?departure=${departure}&adults=2`);
  return Promise.all(seats.map((seat) => journey.seatInput(stranger, seat).getAttribute('data-state')));
}

async function changeFirstSeat(page, departure, seats) {
  await journey.follow(page, page.getByRole('link', { name: /^Change seats/ }));
  await journey.expectPage(page, 'seats');
  assert.equal(await page.locator('input[name="seat"]:checked').getAttribute('data-seat'), seats[0], 'the map begins with the present seat');
  const [wanted] = await journey.freeSeats(page, 1);

  await journey.seatInput(page, wanted).check();
  await journey.submit(page, 'seat');
  assert.equal((await journey.facts(page)).seats, seatNames(departure, [wanted, seats[1]]), 'the booking has the new seat');
  return [wanted, seats[1]];
}

async function findAsStranger(stranger, { locator, seats }) {
  await journey.find(stranger, locator.toLowerCase(), 'PAPADOPOULOU');
  assert.equal((await journey.facts(stranger)).problem, 'not-found', 'a name in other letters is another name');
  await journey.find(stranger, locator.toLowerCase(), 'παπαδοπουλου');
  const found = await journey.facts(stranger);

  assert.deepEqual([found.page, found.locator, found.seats], ['booking', locator, seats]);
  assert.equal(await stranger.getByText('traveller@example.org').count(), 0, 'who only found it sees no contact');
  const answer = await stranger.goto(`/bookings/${locator}/cancel`);

  assert.deepEqual([answer.status(), (await journey.facts(stranger)).problem], [403, 'needs-link']);
}

async function cancel(page) {
  await journey.follow(page, page.getByRole('link', { name: 'Cancel this booking' }));
  await journey.expectPage(page, 'cancel');
  await journey.submit(page, 'cancel');
  const { state, seats } = await journey.facts(page);

  assert.deepEqual({ state, seats }, { state: 'cancelled', seats: '' });
}

async function wholeJourney({ scripts, date }) {
  const page = await openCustomer(browser, { scripts });
  const stranger = await openCustomer(browser, { scripts });
  const people = [journey.person('Amélie', 'Durand'), journey.person('Ναταλία', 'Παπαδοπούλου')];
  const held = await journey.toHold(page, { date });

  assert.equal(held.state, 'open');
  assert.equal(held.seats.length, 2);
  assert.equal((await journey.facts(page)).seats, seatNames(held.departure, held.seats), 'the ticked seats are held');
  assert.deepEqual(await statesFor(stranger, held.departure, held.seats), ['taken', 'taken']);
  await journey.passengers(page, people);
  for (const { given, surname } of people) assert.equal(await page.locator('.name', { hasText: `${given} ${surname}` }).count(), 1, `${surname} is on the review page`);
  const booking = await journey.book(page);

  assert.deepEqual([booking.state, booking.paid, booking.version], ['confirmed', 'no', '1']);
  assert.match(booking.locator, /^[A-Z3789]{6}$/);
  assert.ok(await page.getByText(booking.locator, { exact: true }).first().isVisible());
  await findAsStranger(stranger, booking);
  const seats = await changeFirstSeat(page, held.departure, held.seats);

  assert.deepEqual(await statesFor(stranger, held.departure, [held.seats[0], ...seats]), ['free', 'taken', 'taken'], 'the old seat is free again');
  await cancel(page);
  assert.deepEqual(await statesFor(stranger, held.departure, seats), ['free', 'free']);
}

test('search, seats, hold, passengers, review, booking, find, seat change and cancelling work without JavaScript', () =>
  wholeJourney({ scripts: false, date: dayAhead(14) }));

test('the same journey works with JavaScript', () => wholeJourney({ scripts: true, date: dayAhead(15) }));

test('who comes second for a seat is told so and keeps the other one chosen', async () => {
  const first = await openCustomer(browser);
  const second = await openCustomer(browser);

  for (const page of [first, second]) {
    await journey.search(page, { date: dayAhead(16) });
    await journey.choose(page);
  }
  const [wanted, beside] = await journey.freeSeats(first, 2);
  await journey.seatInput(first, wanted).check();
  await journey.submit(first, 'hold');
  await journey.seatInput(second, wanted).check();
  await journey.seatInput(second, beside).check();
  const taken = (await journey.facts(first)).seats.split(' ').map((name) => name.split('/')[2]);
  const answer = await journey.submit(second, 'hold');
  const problem = await journey.facts(second);

  assert.deepEqual([answer.status(), problem.page, problem.problem], [409, 'offer', 'seat-taken']);
  assert.ok(problem.problemSeats.includes(`/${wanted}`));
  assert.ok(await second.getByRole('alert').getByText('just been taken').isVisible());
  assert.equal(await journey.seatInput(second, beside).isChecked(), !taken.includes(beside), 'what is still free stays ticked');
});

test('a hold that is over can be asked for again, with the names that were typed', async () => {
  const page = await openCustomer(browser);
  const held = await journey.toHold(page, { date: dayAhead(17) });

  await journey.passengers(page, [journey.person('Bea', 'Okafor'), journey.person('Jun', 'Sato')]);
  await expireHold(held.hold);
  const answer = await journey.submit(page, 'booking');

  assert.deepEqual([answer.status(), (await journey.facts(page)).problem], [410, 'hold-expired']);
  await journey.submit(page, 'hold');
  assert.equal((await journey.facts(page)).state, 'open');
  assert.deepEqual(await page.locator('[name="surname"]').evaluateAll((inputs) => inputs.map(({ value }) => value)), ['Okafor', 'Sato']);
});
