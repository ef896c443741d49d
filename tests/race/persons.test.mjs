// Many browsers book the same person at once on two departures that are in the air at the same time: one of them does, in both ways of taking seats.
// And the test can see: without the person's lock in a copy of the programs, the same check fails.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startWithBug } from '../support/bad_tree.mjs';
import { dayFromToday, newDeparture } from '../support/flights.mjs';
import { holdFields, peopleFields, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

const BUYERS = 32;
const ROUNDS = 20;
const TREE_ROUNDS = 40;
const ROUNDS_A_PAIR = 5;

const overlapping = async (site) => [
  await newDeparture({ aircraft: 'A320' }, site),
  await newDeparture({ aircraft: 'A320', at: new Date(`${dayFromToday(30)}T10:30:00Z`), origin: 'LIS', destination: 'FRA' }, site),
];

// The name as different people would write it.
const spelled = ({ given_name, surname, born }, n) => [
  { given_name, surname, born }, { given_name: given_name.toUpperCase(), surname, born },
  { given_name, surname: `${surname.slice(0, 3)}-${surname.slice(3)}`, born }, { given_name: `${given_name[0]} ${given_name.slice(1)}`, surname: surname.toLowerCase(), born },
][n % 4];

// A browser with a hold and a person in it: what is left is the click that books.
async function ready(site, departure, person) {
  const browser = site.browser();
  const held = await browser.post('/holds', holdFields(departure));
  assert.equal(held.status, 303, held.text);
  const path = held.headers.location;
  assert.equal((await browser.post(`${path}/passengers`, peopleFields([person]))).status, 303);
  return () => browser.post('/bookings', { hold: path.split('/').at(-1), version: 2, total_minor: 12000, payment: 'later' });
}

// The check itself, for good programs and bad ones.
async function oneOfThemBooks(site, departures) {
  const person = someone();
  const clicks = await Promise.all(Array.from({ length: BUYERS }, (_, n) => ready(site, departures[n % 2], spelled(person, n >> 1))));
  const answers = await Promise.all(clicks.map((click) => click()));
  const counts = {};
  for (const { status, data } of answers) {
    const what = `${status} ${data.problem ?? ''}`.trim();
    counts[what] = (counts[what] ?? 0) + 1;
  }
  assert.deepEqual(counts, { 303: 1, '409 duplicate-passenger': BUYERS - 1 });
}

// Until `one` says true. Holds of those who were refused stay open: a pair of aircraft has room for so many rounds.
async function inRounds(site, rounds, one) {
  let departures;
  for (let round = 0; round < rounds; round++) {
    if (round % ROUNDS_A_PAIR === 0) departures = await overlapping(site);
    if (await one(departures)) return true;
  }
  return false;
}

after(() => stack.set({}, 'booking'));

for (const locking of ['pessimistic', 'optimistic']) {
  test(`${locking}: 32 browsers book the same person on two overlapping departures, one does`, async () => {
    await stack.set({ AISLE_SEATS_LOCKING: locking }, 'booking');
    await inRounds(stack, ROUNDS, async (departures) => {
      await oneOfThemBooks(stack, departures);
      return false;
    });
  });
}

test('without the lock of the person the same check fails: it can see', async () => {
  const bad = startWithBug('without/person-lock.patch');
  const isSeen = await inRounds(bad, TREE_ROUNDS, async (departures) => {
    const error = await oneOfThemBooks(bad, departures).then(() => null, (reason) => reason);
    if (!error) return false;
    assert.equal(error.code, 'ERR_ASSERTION', error.stack);
    assert.ok(error.actual[303] > 1, `more than one booking: ${JSON.stringify(error.actual)}`);
    return true;
  });
  assert.ok(isSeen, `${TREE_ROUNDS} times one booking, without the lock: the test sees nothing`);
});
