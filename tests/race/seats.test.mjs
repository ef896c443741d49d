// Many buyers at once want one seat, or the last ones: exactly as many win as there are seats, in both ways of taking seats.
// And the test can see: with the lock and the key taken out of a copy of the programs, the same check fails.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startWithBug } from '../support/bad_tree.mjs';
import { newDeparture } from '../support/flights.mjs';
import { hold, holdFields, seatsOf } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

const BUYERS = 64;
const TREE_ROUNDS = 40;

// How often each answer came when that many browsers asked for the same at once, and who won.
async function rush(site, departure, wishes, buyers = BUYERS) {
  const answers = await Promise.all(Array.from({ length: buyers }, async () => {
    const browser = site.browser();
    return { browser, answer: await browser.post('/holds', holdFields(departure, wishes)) };
  }));
  const counts = {};
  for (const { answer } of answers) {
    const what = `${answer.status} ${answer.data.problem ?? ''}`.trim();
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return { counts, winners: answers.filter(({ answer }) => answer.status === 303) };
}

const seatsHeld = async (winners) => (await Promise.all(winners.map(async ({ browser, answer }) => (await browser.get(answer.headers.location)).data.seats))).flatMap((text) => text.split(' '));

// The check itself, for good programs and bad ones: 64 browsers, one seat, one winner.
async function oneSeatHasOneWinner(site, departure, seat) {
  const { counts, winners } = await rush(site, departure, { seat: seatsOf(departure, seat) });
  assert.deepEqual(counts, { 303: 1, '409 seat-taken': BUYERS - 1 });
  assert.deepEqual(await seatsHeld(winners), seatsOf(departure, seat));
}

for (const locking of ['pessimistic', 'optimistic']) {
  test(`${locking}: 64 browsers want one seat, one gets it`, async () => {
    await stack.set({ AISLE_SEATS_LOCKING: locking }, 'booking');
    const departure = await newDeparture();
    for (const seat of ['1A', '2B', '3C']) await oneSeatHasOneWinner(stack, departure, seat);
  });

  test(`${locking}: 64 browsers want any seat, and four are left`, async () => {
    const departure = await newDeparture();
    await hold(stack.browser(), departure, { adults: 8 });
    const { counts, winners } = await rush(stack, departure, {});
    assert.deepEqual(counts, { 303: 4, '409 sold-out': BUYERS - 4 });
    assert.equal(new Set(await seatsHeld(winners)).size, 4);
  });

  test(`${locking}: pairs want any two of twelve seats, and six pairs get them`, async () => {
    const departure = await newDeparture();
    const { counts, winners } = await rush(stack, departure, { adults: 2 });
    assert.deepEqual(counts, { 303: 6, '409 sold-out': BUYERS - 6 });
    assert.equal(new Set(await seatsHeld(winners)).size, 12);
  });

  test(`${locking}: those who want overlapping seats on two departures get all of theirs or nothing`, async () => {
    const [there, back] = [await newDeparture({ days: 30 }), await newDeparture({ days: 33, origin: 'LIS', destination: 'FRA' })];
    const wishes = [['1A', '1B'], ['1B', '1C'], ['1C', '1A'], ['1B', '1A']];
    const rushes = await Promise.all(wishes.map((seats) => rush(stack, [there, back], { adults: 2, seat: [...seatsOf(there, ...seats), ...seatsOf(back, ...[...seats].reverse())] }, 12)));
    const winners = rushes.flatMap((one) => one.winners);
    for (const { counts } of rushes) assert.deepEqual(Object.keys(counts).filter((what) => !['303', '409 seat-taken'].includes(what)), []);
    assert.equal(winners.length, 1, 'any two of these wishes share a seat');
    assert.equal((await seatsHeld(winners)).length, 4);
  });

  test(`${locking}: afterwards nothing is wrong with the data`, async () => {
    const { status, stdout } = await stack.aisle(['verify', '--all']);
    assert.equal(status, 0, stdout);
  });
}
after(() => stack.set({}, 'booking'));

test('with the lock and the key taken out, the same check fails: it can see', async () => {
  const bad = startWithBug('bugs/no-lock-no-key.patch');
  for (let round = 0; round < TREE_ROUNDS; round++) {
    const departure = await newDeparture({}, bad);
    const error = await oneSeatHasOneWinner(bad, departure, '1A').then(() => null, (reason) => reason);
    if (!error) continue;
    assert.equal(error.code, 'ERR_ASSERTION', error.stack);
    assert.ok(error.actual[303] > 1, `more than one winner: ${JSON.stringify(error.actual)}`);
    return;
  }
  assert.fail(`${TREE_ROUNDS} times one winner, without lock and key: the test sees nothing`);
});
