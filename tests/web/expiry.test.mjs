// Holds that end by themselves: at once for everybody, written down by the worker soon, and asked for again with one click.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { expire } from '../support/expire.mjs';
import { newDeparture } from '../support/flights.mjs';
import { fillIn, hold, holdFields, seatsNow, seatsOf, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

let brief;
// Holds end by themselves from now on; what has to be done before can be done in that time.
const briefHolds = () => (brief ??= stack.set({ AISLE_HOLD_SECONDS: '6', AISLE_HOLD_MAX_SECONDS: '16' }, 'booking'));
after(() => stack.set({}, 'booking'));

const expired = (browser, ref) => until(`${ref} expires`, async () => {
  const page = await browser.get(`/holds/${ref}`);
  return page.data.state === 'expired' && page;
}, 30);

test('an expired hold is seen as expired at once: its seats are free, its steps are 410', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const people = [someone()];
  const page = await hold(browser, departure, { seat: seatsOf(departure, '1A') });
  const review = await browser.follow(await fillIn(browser, page, people));
  await expire(page.data.hold);
  const over = await browser.get(`/holds/${page.data.hold}`);
  assert.deepEqual([over.status, over.data.state, over.data.seats], [200, 'expired', '']);
  assertRefused(await browser.submit(page, 'extend'), 410, 'hold-expired');
  assertRefused(await fillIn(browser, page, people), 410, 'hold-expired');
  assertRefused(await browser.get(`/holds/${page.data.hold}/review`), 410, 'hold-expired');
  assertRefused(await browser.submit(review, 'booking'), 410, 'hold-expired');
  assert.equal((await browser.submit(page, 'release')).status, 303, 'giving back what is over is harmless');

  const other = stack.browser();
  assert.equal((await hold(other, departure, { seat: seatsOf(departure, '1A') })).data.seats, `${departure.name}/1A`, 'somebody else can have the seat');
});

test('an expired hold offers the same again with one click, and keeps the names', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const people = [someone()];
  const page = await hold(browser, departure, { seat: seatsOf(departure, '2B') });
  await fillIn(browser, page, people);
  await expire(page.data.hold);
  const over = await browser.get(`/holds/${page.data.hold}`);
  const again = await browser.follow(await browser.submit(over, 'hold'));
  assert.equal(again.data.state, 'open');
  assert.notEqual(again.data.hold, page.data.hold);
  assert.equal(again.data.seats, `${departure.name}/2B`);
  const review = await browser.get(`/holds/${again.data.hold}/review`);
  assert.match(review.text, new RegExp(people[0].surname));
  assert.equal((await browser.submit(review, 'booking')).status, 303);
});

test('the worker writes it down: seats are given back and the hold is closed, with one event', async () => {
  await briefHolds();
  const departure = await newDeparture();
  const browser = stack.browser();
  const { data } = await hold(browser, departure);
  const [[id]] = await stack.sql(`SELECT id FROM hold WHERE ref = '${data.hold}'`);
  await until('the hold is written down as expired', async () => (await stack.sql(`SELECT state FROM hold WHERE id = ${id}`))[0][0] === 'expired', 30);
  assert.deepEqual(await stack.sql(`SELECT seat_no FROM seat_claim WHERE hold_id = ${id}`), []);
  const events = await stack.sql(`SELECT version, from_state, to_state, actor FROM event WHERE subject = 'hold' AND subject_id = ${id} ORDER BY version`);
  assert.deepEqual(events.map(([version, , to]) => [version, to]), [['1', 'open'], ['2', 'expired']]);
  assert.equal(events[1][3], 'worker');
});

test('the revision grows when a hold runs out, before and after the worker came by', async () => {
  await briefHolds();
  const departure = await newDeparture();
  const browser = stack.browser();
  const look = async () => JSON.parse((await stack.browser().get(seatsNow(departure))).body);
  await hold(browser, departure, { seat: seatsOf(departure, '1A') });
  let last = await look();
  assert.deepEqual(last.taken, ['1A']);
  await until('the seat is free, and later tidied', async () => {
    const now = await look();
    assert.ok(now.revision >= last.revision, `${now.revision} after ${last.revision}`);
    assert.ok(now.revision > last.revision || now.taken.join() === last.taken.join(), 'what changed has a new revision');
    last = now;
    return (await stack.sql(`SELECT COUNT(*) FROM seat_claim c JOIN departure d ON d.id = c.departure_id WHERE d.flight_no = '${departure.flight_no}'`))[0][0] === '0';
  }, 30);
  assert.deepEqual((await look()).taken, []);
});

test('extending keeps a hold open, up to the most that is allowed', async () => {
  await briefHolds();
  const departure = await newDeparture();
  const browser = stack.browser();
  const page = await hold(browser, departure);
  const first = Date.parse(page.data.expiresAt);
  const refused = await until('an extension is refused', async () => {
    const answer = await browser.submit(page, 'extend');
    if (answer.status !== 303) return answer;
    assert.equal((await browser.get(`/holds/${page.data.hold}`)).data.state, 'open');
    return false;
  }, 30);
  assert.match(`${refused.status} ${refused.data.problem}`, /^(409 hold-limit|410 hold-expired)$/);
  assert.ok(Date.now() > first, 'not before the first expiry');
  await expired(browser, page.data.hold);
});

test('expired holds do not count against the limit of a browser', async () => {
  await briefHolds();
  const browser = stack.browser();
  const departures = await Promise.all([1, 2, 3, 4].map((n) => newDeparture({ days: 70 + n })));
  const pages = [];
  for (const departure of departures.slice(0, 3)) pages.push(await hold(browser, departure));
  await expired(browser, pages[2].data.hold);
  assert.equal((await browser.post('/holds', holdFields(departures[3]))).status, 303);
});

// The wait is long enough for any machine; that it ends by itself is shown by tests/store/hold_limits_test.c.
test('who lets the same seats run out again and again waits, and is told how long', async () => {
  await briefHolds();
  const departure = await newDeparture();
  const browser = stack.browser();
  for (let n = 0; n < 2; n++) await expired(browser, (await hold(browser, departure)).data.hold);
  // From here on a hold time is a minute, and what was held is as if it had lasted so long.
  await stack.set({ AISLE_HOLD_SECONDS: '60' }, 'booking');
  await stack.sql(`UPDATE hold h JOIN segment s ON s.hold_id = h.id JOIN departure d ON d.id = s.departure_id SET h.placed_at = h.placed_at - INTERVAL 60 SECOND
    WHERE d.flight_no = '${departure.flight_no}'`);
  const refused = await browser.post('/holds', holdFields(departure));
  assertRefused(refused, 429, 'too-many', { outcome: 'none', problemDeparture: departure.name });
  assert.ok(Number(refused.headers['retry-after']) <= 61, 'not longer than a hold');
  assert.match(refused.text, /held from here before and not booked.*You can try again in (less than a|1|2) minutes?\./);
  assert.doesNotMatch(refused.text, /UTC/, 'beside times of a place');
  assert.equal((await stack.browser().post('/holds', holdFields(departure))).status, 303, 'others are not concerned');
});
