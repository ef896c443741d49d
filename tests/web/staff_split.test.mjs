// A booking is split: some passengers get one of their own with their seats, their price and what was paid for them; every rule of the data holds for both.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { fare, newDeparture } from '../support/flights.mjs';
import { CHILD, INFANT, seatsOf, someone } from '../support/journey.mjs';
import { booked, bookingRow, sql } from '../support/managed.mjs';
import { readMail, stack } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let agent;
before(async () => {
  agent = await staffIn('agent');
});
after(async () => {
  const verified = await stack.aisle(['verify', '--all']);
  assert.equal(verified.status, 0, verified.stdout);
});
const page = (locator, rest = '') => agent.browser.get(`/admin/bookings/${locator}${rest}`);
const split = async (locator, passenger, more = {}) => agent.browser.submit(await page(locator, '/split'), 'booking-split', { passenger, reason: 'they part', ...more });
// The new one's locator.
function newOf(answer) {
  assert.equal(answer.status, 303, answer.text.slice(0, 400));
  return /^\/admin\/bookings\/(\w{6})\?done=booking-split$/.exec(answer.headers.location)[1];
}
const people = (one) => one.each('passenger').map(({ passenger, seats, state }) => [passenger, seats, state]);

test('two of four go: seats, coupons, price and payment go with them; both are told; the rest stays as it was', async () => {
  const [out, back] = [await newDeparture({ days: 60 }), await newDeparture({ days: 65, origin: 'LIS', destination: 'FRA' })];
  const who = [someone(), someone(), CHILD(), INFANT()];
  const email = `${who[0].surname}@example.org`;
  const { locator, browser, path } = await booked({ people: who, adults: 2, children: 1, infants: 1, contact: { email }, seat: [...seatsOf(out, '1A', '1B', '1C'), ...seatsOf(back, '2A', '2B', '2C')] }, [out, back]);
  await agent.browser.submit(await page(locator), 'booking-payment', { reference: 'card' });
  const [total] = (await bookingRow(locator, 'total_minor')).map(Number);
  const created = locator;
  const other = newOf(await split(locator, [2, 4]));
  const [old, fresh] = [await page(created), await page(other)];
  assert.deepEqual(people(old), [['1', '1A 2A', 'travels'], ['2', '', 'does not travel any more'], ['3', '1C 2C', 'travels'], ['4', '', 'does not travel any more']]);
  assert.deepEqual(people(fresh), [['1', '1B 2B', 'travels'], ['2', '', 'travels']]);
  const moved = 2 * 12000 + 2 * 1000; // an adult and an infant, there and back
  assert.deepEqual((await bookingRow(locator, 'total_minor, credit_minor, paid_minor, refund_minor, version, state')), [String(total), String(moved), String(total - moved), '0', '3', 'confirmed']);
  assert.deepEqual((await bookingRow(other, 'total_minor, credit_minor, paid_minor, refund_minor, version, state')), [String(moved), '0', String(moved), '0', '1', 'confirmed']);
  assert.deepEqual([old.data.dueMinor, fresh.data.dueMinor], ['0', '0']);
  assert.deepEqual(fresh.each('ledger').map(({ ledger, amountMinor }) => `${ledger} ${amountMinor}`), [`split ${moved}`, `transfer ${moved}`]);
  assert.deepEqual(await sql(`SELECT (SELECT created_at FROM booking WHERE locator = '${locator}') = (SELECT created_at FROM booking WHERE locator = '${other}')`), [['1']], 'free cancelling does not begin again');
  assert.match((await stack.mailTo(email, /booking of their own/)).text, new RegExp(`${who[1].surname}.*will travel with a booking of their own`));
  await stack.mailTo(email, new RegExp(other));
  assert.equal((await browser.get(path)).data.version, '3');
  assert.equal((await browser.get(`/bookings/${other}`)).status, 200, 'whoever booked sees both');
  assert.deepEqual((await sql(`SELECT action, subject, detail FROM staff_audit WHERE subject IN ('booking/${locator}', 'booking/${other}') AND action LIKE '%split' ORDER BY seq`)), [['booking-split', `booking/${locator}`, 'they part'], ['booking-from-split', `booking/${other}`, `from ${locator}`]]);
  assert.ok(old.text.includes(`to ${other} (they part)`));
  // Each goes its own way from here.
  assert.equal((await agent.browser.submit(await page(other, '/cancel'), 'booking-cancel', { reason: 'x' })).status, 303);
  assert.deepEqual(await bookingRow(other, 'state, refund_minor'), ['cancelled', String(moved)]);
  assert.deepEqual(await bookingRow(locator, 'state, refund_minor'), ['confirmed', '0']);
  assert.equal((await browser.submit(await browser.get(`${path}/cancel`), 'cancel')).status, 303);
});

test('to another address it is theirs alone', async () => {
  const { locator, browser } = await booked({ people: [someone(), someone()] });
  const email = `${someone().surname}@example.org`;
  const other = newOf(await split(locator, 2, { email }));
  const mail = await stack.mailTo(email, new RegExp(other));
  assert.equal((await browser.get(`/bookings/${other}`)).status, 404, 'whoever booked does not see it');
  const [, url] = new RegExp(`(/bookings/${other}\\?code=\\S+)`).exec(mail.text);
  assert.equal((await stack.browser().get(url)).headers.location, `/bookings/${other}`);
  assert.ok(!stack.mailsTo((await bookingRow(locator, 'email'))[0]).map(readMail).some(({ text }) => text.includes(other)), 'nor is told its locator');
});

test('unpaid stays unpaid on both sides; a split one can be split again', async () => {
  const { locator } = await booked({ people: [someone(), someone(), someone()] });
  const second = newOf(await split(locator, [2, 3]));
  const third = newOf(await split(second, 2));
  for (const one of [locator, second, third]) assert.equal((await page(one)).data.dueMinor, '12000', one);
  assert.equal((await agent.browser.submit(await page(third), 'booking-payment', { reference: 'cash' })).status, 303);
});

test('what was given up before, and what was flown, stays where it was', async () => {
  const [out, back] = [await newDeparture({ days: 50, fares: [fare({ refundable: false })] }), await newDeparture({ days: 55, origin: 'LIS', destination: 'FRA', fares: [fare({ refundable: false })] })];
  const { locator } = await booked({ people: [someone(), someone()], seat: [...seatsOf(out, '1A', '1B'), ...seatsOf(back, '1A', '1B')] }, [out, back]);
  await agent.browser.submit(await page(locator), 'booking-payment', { reference: 'card' });
  await sql(`UPDATE departure d JOIN segment s ON s.departure_id = d.id SET d.departs_at = NOW(6) - INTERVAL 5 HOUR, d.arrives_at = NOW(6) - INTERVAL 2 HOUR, s.told_departs_at = NOW(6) - INTERVAL 5 HOUR, s.told_arrives_at = NOW(6) - INTERVAL 2 HOUR WHERE d.flight_no = '${out.flight_no}'`);
  const other = newOf(await split(locator, 2));
  assert.deepEqual((await page(other)).each('departure').map(({ departure }) => departure), [back.name]);
  assert.deepEqual(people(await page(locator)), [['1', '1A 1A', 'travels'], ['2', '1B', 'does not travel any more']]);
  assert.deepEqual(await bookingRow(other, 'total_minor, paid_minor'), ['12000', '12000']);
});

test('nobody, everybody, an infant alone, a stale page and a wrong address are refused, with what was ticked', async () => {
  const { locator } = await booked({ people: [someone(), someone(), INFANT()], adults: 2, infants: 1 });
  const form = await page(locator, '/split');
  for (const [changes, fields] of [[{ passenger: [] }, 'passenger.1'], [{ passenger: [1, 2, 3] }, 'passenger.1'], [{ passenger: [3] }, 'passenger.1'], [{ passenger: [1, 2] }, 'passenger.1'], [{ passenger: [2], email: 'none' }, 'email.1'], [{ passenger: [2], reason: '' }, 'reason.1'], [{ passenger: ['x'] }, 'passenger.1']]) {
    assertRefused(await agent.browser.submit(form, 'booking-split', { reason: 'r', ...changes }), 422, 'invalid', { problemFields: fields });
  }
  await agent.browser.submit(await page(locator, '/contact'), 'booking-contact', { email: 'other@example.org' });
  const stale = await agent.browser.submit(form, 'booking-split', { passenger: [2], reason: 'r' });
  assertRefused(stale, 409, 'changed-meanwhile');
  assert.match(stale.body, /name="passenger" value="2" checked/);
  assert.equal((await sql(`SELECT COUNT(*) FROM event WHERE detail = 'split from ${locator}'`))[0][0], '0', 'a refused split leaves nothing');
  newOf(await agent.browser.submit(stale, 'booking-split', { passenger: [2] }));
});

test('who does not tick anybody is led to the ticks, also where the first passenger does not travel any more', async () => {
  const { locator } = await booked({ people: [someone(), someone(), someone()] });
  assert.equal((await agent.browser.submit(await page(locator, '/cancel?passenger=1'), 'booking-cancel', { reason: 'ill' })).status, 303);
  const refused = await split(locator, []);
  assertRefused(refused, 422, 'invalid', { problemFields: 'passenger.1' });
  const [led] = refused.links.filter(({ href }) => href === '#passenger-1');
  const ticks = refused.all.find(({ attributes }) => attributes.id === 'passenger-1');
  assert.deepEqual(ticks.inside.filter(({ tag }) => tag === 'input').map(({ attributes }) => attributes.value), ['2', '3']);
  const told = refused.all.find(({ attributes }) => attributes.id === ticks.attributes['aria-describedby']);
  assert.equal(told.text.trim().replace(/^Error:\s*/, ''), led.text);
});

test('the same click again is the same split; two at once are one', async () => {
  const { locator } = await booked({ people: [someone(), someone(), someone()] });
  const form = await page(locator, '/split');
  const typed = { passenger: [2], reason: 'r' };
  const answers = await Promise.all([1, 2, 3].map(() => agent.browser.submit(form, 'booking-split', typed)));
  assert.deepEqual(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size, 1, answers.map(({ status, text }) => status + text.slice(0, 100)).join());
  assert.equal((await sql(`SELECT COUNT(*) FROM event WHERE subject = 'booking' AND detail = 'split from ${locator}'`))[0][0], '1');
});

test('a customer who cancels and staff who split at the same moment: one of them is first, and the other is told', async () => {
  for (let i = 0; i < 5; i++) {
    const { locator, browser, path } = await booked({ people: [someone(), someone()] });
    const [form, quote] = [await page(locator, '/split'), await browser.get(`${path}/cancel`)];
    const [ours, theirs] = await Promise.all([agent.browser.submit(form, 'booking-split', { passenger: [2], reason: 'r' }), browser.submit(quote, 'cancel')]);
    const [state] = await bookingRow(locator, 'state');
    assert.deepEqual([ours.status, theirs.status].toSorted(), [303, 409], state);
  }
});
