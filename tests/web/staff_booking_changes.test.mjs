// What staff do with a booking for its customer: by the customer's own rules, with a reason, once for each click, and never over what somebody else has changed.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { atAirport, changeDeparture, fare, newDeparture } from '../support/flights.mjs';
import { INFANT, seatsOf, someone } from '../support/journey.mjs';
import { booked, bookingRow, sql } from '../support/managed.mjs';
import { readMail, stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let agent, other;
before(async () => {
  [agent, other] = [await staffIn('agent'), await staffIn('manager')];
});
const page = (locator, rest = '') => agent.browser.get(`/admin/bookings/${locator}${rest}`);
const events = async (locator) => sql(`SELECT e.version, e.actor, e.detail FROM event e JOIN booking b ON b.id = e.subject_id WHERE e.subject = 'booking' AND b.locator = '${locator}' ORDER BY e.version`);
const entries = async (locator) => (await sql(`SELECT action, detail FROM staff_audit WHERE subject = 'booking/${locator}' AND action <> 'booking-read' ORDER BY seq`));
const done = (answer, locator, word) => assert.equal(`${answer.status} ${answer.headers.location}`, `303 /admin/bookings/${locator}?done=${word}`, answer.text.slice(0, 400));

test('cancelled with a reason: quoted first; the event has who and why, the mail and the customer have not; verify finds nothing', async () => {
  const { locator, browser, path } = await booked({ contact: { email: `${someone().surname}@example.org` } });
  const quote = await page(locator, '/cancel');
  assert.deepEqual([quote.data.page, quote.data.version, quote.data.refundMinor], ['admin-booking-cancel', '1', '0']);
  assertRefused(await agent.browser.submit(quote, 'booking-cancel'), 422, 'invalid', { problemFields: 'reason.1' });
  const answer = await agent.browser.submit(quote, 'booking-cancel', { reason: 'she called us' });
  done(answer, locator, 'booking-cancelled');
  assert.match((await agent.browser.follow(answer)).text, /Cancelled\./);
  assert.deepEqual((await events(locator)).at(-1), ['2', agent.name, 'she called us']);
  assert.deepEqual(await entries(locator), [['booking-cancelled', 'she called us']]);
  assert.equal((await browser.get(path)).data.state, 'cancelled');
  assert.ok(!(await browser.get(path)).text.includes('she called us'));
});

test('a click counts once: the same form again gives its answer and no second entry, with other words 422 key-reused', async () => {
  const { locator } = await booked({ people: [someone(), someone()] });
  const quote = await page(locator, '/cancel?passenger=2');
  const typed = { reason: 'ill' };
  const first = await agent.browser.submit(quote, 'booking-cancel', typed);
  done(first, locator, 'booking-cancelled');
  done(await agent.browser.submit(quote, 'booking-cancel', typed), locator, 'booking-cancelled');
  assertRefused(await agent.browser.submit(quote, 'booking-cancel', { reason: 'well again' }), 422, 'key-reused');
  const mistaken = await agent.browser.submit(quote, 'booking-cancel', { reason: '' });
  assert.equal(mistaken.status, 422, 'without its reason it is another form');
  assert.equal((await entries(locator)).length, 1);
  assert.equal((await events(locator)).length, 2);
});

test('in part: a passenger, then a flight; what cannot be cancelled alone is told with the whole quote', async () => {
  const out = await newDeparture({ days: 40 });
  const back = await newDeparture({ days: 45, origin: 'LIS', destination: 'FRA' });
  const { locator } = await booked({ people: [someone(), someone(), INFANT()], adults: 2, infants: 1 }, [out, back]);
  const infantLeft = await page(locator, '/cancel?passenger=9');
  assertRefused(infantLeft, 422, 'invalid', { problemFields: 'passenger.1' });
  done(await agent.browser.submit(await page(locator, '/cancel?passenger=2'), 'booking-cancel', { reason: 'stays' }), locator, 'booking-cancelled');
  done(await agent.browser.submit(await page(locator, `/cancel?departure=${back.name}`), 'booking-cancel', { reason: 'train' }), locator, 'booking-cancelled');
  const last = await page(locator);
  assert.deepEqual(last.each('passenger').map(({ state }) => state), ['travels', 'does not travel any more', 'travels']);
  assert.deepEqual(last.each('departure').map(({ state }) => state), ['scheduled', 'given up']);
  assert.match((await events(locator)).at(-1)[2], /was cancelled as you wished.*\(train\)$/);
});

test('a quote that is stale is refused: another version, another sum; the new one is shown, with what changed and the reason kept', async () => {
  const departure = await newDeparture({ fares: [fare({ cancel_fee_minor: 3000 })] });
  const { locator, browser, path } = await booked({ people: [someone(), someone()] }, departure);
  await agent.browser.submit(await page(locator), 'booking-payment', { reference: 'card 1' });
  await sql(`UPDATE booking SET created_at = created_at - INTERVAL 3 DAY WHERE locator = '${locator}'`);
  const quote = await page(locator, '/cancel');
  assert.equal(quote.data.refundMinor, '18000');
  await browser.submit(await browser.get(`${path}/contact`), 'contact', { email: 'new@example.org', phone: '' });
  const stale = await agent.browser.submit(quote, 'booking-cancel', { reason: 'my reason' });
  assertRefused(stale, 409, 'changed-meanwhile');
  assert.deepEqual([stale.data.page, stale.data.version], ['admin-booking-cancel', '3']);
  assert.deepEqual(stale.each('change').map(({ change }) => change), ['3']);
  assert.match(stale.text, /customer: The e-mail address or phone number was changed/);
  assert.ok(stale.body.includes('value="my reason"'));
  await sql(`UPDATE booking SET created_at = NOW(6) WHERE locator = '${locator}'`);
  const moved = await agent.browser.submit(stale, 'booking-cancel');
  assertRefused(moved, 409, 'price-changed', { oldTotalMinor: '18000', refundMinor: '24000' });
  done(await agent.browser.submit(moved, 'booking-cancel'), locator, 'booking-cancelled');
  assert.deepEqual(await bookingRow(locator, 'state, refund_minor'), ['cancelled', '24000']);
});

test('paid and gone back: each sum once, in the ledger; what is to go back is shown until it did', async () => {
  const { locator } = await booked();
  const before = await page(locator);
  assertRefused(await agent.browser.submit(before, 'booking-payment'), 422, 'invalid', { problemFields: 'reference.1' });
  assertRefused(await agent.browser.submit(before, 'booking-payment', { amount_minor: 11900, reference: 'cash' }), 409, 'price-changed', { oldTotalMinor: '11900' });
  done(await agent.browser.submit(before, 'booking-payment', { reference: 'card 4711' }), locator, 'booking-paid');
  done(await agent.browser.submit(before, 'booking-payment', { reference: 'card 4711' }), locator, 'booking-paid');
  const paid = await page(locator);
  assert.equal(paid.data.dueMinor, '0');
  assert.ok(!paid.forms.some(({ name }) => name === 'booking-payment'));
  assert.match((await events(locator)).at(-1)[2], /^EUR 120\.00 was paid.*\(card 4711\)$/);
  assertRefused(await agent.browser.post(`/admin/bookings/${locator}/payment`, { version: 2, amount_minor: 12000, reference: 'again', key: newKey() }), 409, 'changed-meanwhile');
  await agent.browser.submit(await page(locator, '/cancel'), 'booking-cancel', { reason: 'no' });
  const owing = await page(locator);
  assert.equal(owing.data.backMinor, '12000');
  done(await agent.browser.submit(owing, 'booking-refund', { reference: 'transfer 9' }), locator, 'booking-refund');
  done(await agent.browser.submit(owing, 'booking-refund', { reference: 'transfer 9' }), locator, 'booking-refund');
  assertRefused(await agent.browser.post(`/admin/bookings/${locator}/refund`, { version: 3, amount_minor: 12000, reference: 'again', key: newKey() }), 409, 'changed-meanwhile');
  const over = await page(locator);
  assert.equal(over.data.backMinor, '0');
  assert.deepEqual(over.each('ledger').map(({ ledger, amountMinor }) => `${ledger} ${amountMinor}`), ['sale 12000', 'payment 12000', 'refund 12000', 'payout 12000']);
  assert.deepEqual((await entries(locator)).map(([action]) => action), ['booking-paid', 'booking-cancelled', 'booking-refunded']);
});

test('a seat is changed and swapped; one that somebody else has just taken is 409 with the page as it is now', async () => {
  const departure = await newDeparture();
  const { locator } = await booked({ people: [someone(), someone()], seat: seatsOf(departure, '1A', '1B') }, departure);
  const choices = await page(locator, '/seats');
  const link = choices.links.find(({ href, text }) => href.includes('/seats?') && text.includes('1A'));
  const form = await agent.browser.get(link.href);
  await booked({ seat: seatsOf(departure, '2A') }, departure);
  assertRefused(await agent.browser.submit(form, 'booking-seat', { seat: `${departure.name}/2A` }), 409, 'seat-taken', { problemSeats: `${departure.name}/2A` });
  assertRefused(await agent.browser.submit(form, 'booking-seat', { seat: `${departure.name}/99Z` }), 422, 'invalid', { problemFields: 'seat.1' });
  done(await agent.browser.submit(form, 'booking-seat', { seat: `${departure.name}/3C` }), locator, 'booking-seat');
  const next = await page(locator, `/seats?departure=${departure.name}&passenger=1`);
  done(await agent.browser.submit(next, 'booking-seat', { seat: `${departure.name}/1B` }), locator, 'booking-seat');
  assert.deepEqual((await page(locator)).each('passenger').map(({ seats }) => seats), ['1B', '3C']);
  assertRefused(await page(locator, `/seats?departure=${departure.name}&passenger=7`), 422, 'invalid', { problemFields: 'passenger.1' });
});

test('names: any other name, not only a spelling, and as often as needed; nobody twice on board', async () => {
  const departure = await newDeparture();
  const there = someone();
  await booked({ people: [there] }, departure);
  const { locator, people } = await booked({ people: [someone(there.born)] }, departure);
  const taken = await agent.browser.submit(await page(locator, '/names'), 'booking-names', { given_name: there.given_name, surname: there.surname });
  assertRefused(taken, 409, 'duplicate-passenger', { problemDeparture: departure.name });
  for (const surname of ['Byron', 'King', 'Noel', 'Gordon']) done(await agent.browser.submit(await page(locator, '/names'), 'booking-names', { given_name: people[0].given_name, surname }), locator, 'booking-names');
  assert.deepEqual(await bookingRow(locator, 'version, name_corrections'), ['5', '0'], 'none of it is a correction of the customer\'s');
  assert.deepEqual(await sql(`SELECT c.identity FROM coupon c JOIN booking b ON b.id = c.booking_id WHERE b.locator = '${locator}'`), [[`${people[0].given_name.toLowerCase()}/gordon`]]);
  assertRefused(await agent.browser.submit(await page(locator, '/names'), 'booking-names', { surname: '' }), 422, 'invalid', { problemFields: 'surname.1' });
});

test('two members of staff: the second sees what the first changed, and what she typed herself', async () => {
  const { locator } = await booked();
  const mine = await page(locator, '/contact');
  const hers = await other.browser.get(`/admin/bookings/${locator}/contact`);
  done(await agent.browser.submit(mine, 'booking-contact', { email: 'first@example.org' }), locator, 'booking-contact');
  const refused = await other.browser.submit(hers, 'booking-contact', { email: 'second@example.org', phone: '7' });
  assertRefused(refused, 409, 'changed-meanwhile');
  assert.ok(refused.body.includes('value="second@example.org"') && refused.body.includes('value="7"'));
  assert.match(refused.text, new RegExp(`${agent.name.replace('.', '\\.')}: The e-mail address`));
  done(await other.browser.submit(refused, 'booking-contact'), locator, 'booking-contact');
  assert.deepEqual(await bookingRow(locator, 'email, phone, version'), ['second@example.org', '7', '3']);
  assertRefused(await agent.browser.submit(await page(locator, '/contact'), 'booking-contact', { email: 'none' }), 422, 'invalid', { problemFields: 'email.1' });
});

test('new times of the airline\'s are accepted for the customer, as they were seen', async () => {
  const departure = await newDeparture({ days: 12 });
  const { locator } = await booked({}, departure);
  const at = new Date(`${departure.date}T12:00:00Z`);
  await changeDeparture(departure.name, { departs_at: atAirport(at, 'FRA'), arrives_at: atAirport(new Date(at.getTime() + 3 * 3600000), 'LIS') });
  const asked = await until('booking knows it', async () => {
    const now = await page(locator);
    return now.forms.some(({ name }) => name === 'booking-accept') && now;
  }, 30);
  assertRefused(await agent.browser.submit(asked, 'booking-accept', { times: 'others' }), 409, 'changed-meanwhile');
  done(await agent.browser.submit(asked, 'booking-accept'), locator, 'booking-accepted');
  assert.ok(!(await page(locator)).forms.some(({ name }) => name === 'booking-accept'));
  assert.match((await events(locator)).at(-1).join(), /accepted the new times/);
});

test('notes are added and stay; an empty one is refused; two at once are two', async () => {
  const { locator } = await booked();
  const form = await page(locator);
  assertRefused(await agent.browser.submit(form, 'booking-note', { words: ' ' }), 422, 'invalid', { problemFields: 'words.1' });
  done(await agent.browser.submit(form, 'booking-note', { words: 'needs a <b>wheelchair</b>' }), locator, 'booking-note');
  done(await other.browser.submit(await other.browser.get(`/admin/bookings/${locator}`), 'booking-note', { words: 'ordered' }), locator, 'booking-note');
  const after = await page(locator);
  assert.deepEqual(after.each('note-by').map(({ noteBy }) => noteBy), [other.name, agent.name]);
  assert.ok(after.body.includes('needs a &lt;b&gt;wheelchair&lt;/b&gt;'));
  assert.equal(after.data.version, '1', 'a note is no change of the booking');
  assert.deepEqual(await entries(locator), [['booking-note', ''], ['booking-note', '']]);
});

test('mails are sent again, as the booking is now; one that failed is tried at once', async () => {
  const email = `${someone().surname}@example.org`;
  const { locator } = await booked({ contact: { email } });
  await stack.mailTo(email, new RegExp(locator));
  const count = () => stack.mailsTo(email).length;
  done(await agent.browser.submit(await page(locator), 'booking-mail'), locator, 'booking-mail');
  await until('the confirmation came again', () => count() === 2);
  done(await agent.browser.submit(await page(locator), 'booking-mail'), locator, 'booking-mail');
  await until('and again: staff wait for no minute', () => count() === 3);
  await agent.browser.submit(await page(locator, '/cancel'), 'booking-cancel', { reason: 'no' });
  await until('the cancellation', () => count() === 4);
  done(await agent.browser.submit(await page(locator), 'booking-mail'), locator, 'booking-mail');
  await until('the cancellation again', () => stack.mailsTo(email).map(readMail).filter(({ text }) => /cancelled/i.test(text)).length === 2);
  await sql(`INSERT INTO outbox (kind, booking_id, recipient, detail, created_at, due_at, attempts, last_error) SELECT 'booking_link', id, email, 'cancellation', NOW(6), NOW(6) + INTERVAL 1 HOUR, 3, 'no route' FROM booking WHERE locator = '${locator}'`);
  const waiting = await page(locator);
  assert.ok(waiting.each('mail').some(({ state }) => state === 'failed, tried again'));
  assert.match(waiting.text, /no route/);
  done(await agent.browser.submit(waiting, 'booking-mail-now'), locator, 'booking-mail');
  await until('it was sent', () => count() === 6);
  await until('and written down as sent', async () => (await sql(`SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id WHERE b.locator = '${locator}' AND o.sent_at IS NULL`))[0][0] === '0');
  const hurried = waiting.forms.find(({ name }) => name === 'booking-mail-now');
  assertRefused(await agent.browser.post(hurried.action, { key: newKey() }), 409, 'changed-meanwhile');
  assertRefused(await agent.browser.post(hurried.action.replace(/\d+/, 'x'), { key: newKey() }), 404, 'not-found');
});

test('a departed booking can be read and noted, and nothing else', async () => {
  const departure = await newDeparture();
  const { locator } = await booked({}, departure);
  await sql(`UPDATE departure SET departs_at = NOW(6) - INTERVAL 1 DAY, arrives_at = NOW(6) - INTERVAL 20 HOUR WHERE flight_no = '${departure.flight_no}'`);
  assertRefused(await page(locator, '/cancel'), 410, 'sales-closed', { problemDeparture: departure.name });
  assert.equal((await page(locator)).status, 200);
  await sql(`UPDATE departure SET departs_at = NOW(6) + INTERVAL 20 DAY, arrives_at = NOW(6) + INTERVAL 21 DAY WHERE flight_no = '${departure.flight_no}'`);
});

test('what was done leaves the data as it has to be', async () => {
  const verified = await stack.aisle(['verify', '--all']);
  assert.equal(verified.status, 0, verified.stdout);
});
