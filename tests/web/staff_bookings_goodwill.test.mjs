// Goodwill: some of what was paid goes back though nothing is cancelled for it; by managers, once for each click, never more than was paid, whatever is cancelled or split afterwards.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { signedIn } from '../support/accounts.mjs';
import { assertRefused, newKey } from '../support/browser.mjs';
import { fare, newDeparture } from '../support/flights.mjs';
import { book, someone } from '../support/journey.mjs';
import { booked, bookingRow, sql } from '../support/managed.mjs';
import { stack } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let manager, admin, agent;
before(async () => {
  [manager, admin, agent] = await Promise.all(['manager', 'admin', 'agent'].map(staffIn));
});
const page = (locator, person = manager) => person.browser.get(`/admin/bookings/${locator}`);
const done = (answer, locator, word) => assert.equal(`${answer.status} ${answer.headers.location}`, `303 /admin/bookings/${locator}?done=${word}`, answer.text.slice(0, 400));
const pay = async (locator) => done(await agent.browser.submit(await page(locator, agent), 'booking-payment', { reference: 'card 1' }), locator, 'booking-paid');
const give = async (locator, amount, reason = 'late', form) => manager.browser.submit(form ?? await page(locator), 'booking-goodwill', { amount, reason });
const ledger = async (locator) => (await page(locator)).each('ledger').map(({ ledger: kind, amountMinor }) => `${kind} ${amountMinor}`);
const money = (locator) => bookingRow(locator, 'version, credit_minor, paid_minor, refund_minor, goodwill_minor');

test('a manager gives some of it back: ledger with the reason, event, audit entry and mail; it is recorded when it went back', async () => {
  const email = `${someone().surname}@example.org`;
  const { locator, browser, path } = await booked({ people: [someone(), someone()], contact: { email } });
  assert.ok(!(await page(locator)).forms.some(({ name }) => name === 'booking-goodwill'), 'nothing was paid');
  await pay(locator);
  const before = await page(locator);
  assert.deepEqual([before.data.leftMinor, before.data.backMinor], ['24000', '0']);
  assert.match(before.text, /Goodwill, up to EUR 240\.00/);
  const answer = await give(locator, '50.00', 'two hours late', before);
  done(answer, locator, 'booking-goodwill');
  const after = await manager.browser.follow(answer);
  assert.deepEqual([after.data.leftMinor, after.data.backMinor, after.data.dueMinor, after.data.version], ['19000', '5000', '0', '3']);
  assert.deepEqual(await ledger(locator), ['sale 24000', 'payment 24000', 'goodwill 5000']);
  assert.match(after.each('ledger').at(-1).text, /as goodwill.*two hours late/);
  assert.match(after.each('ledger').at(-2).text, /card 1/);
  assert.deepEqual((await sql(`SELECT e.version, e.actor, e.detail FROM event e JOIN booking b ON b.id = e.subject_id WHERE e.subject = 'booking' AND b.locator = '${locator}' ORDER BY e.version`)).at(-1), ['3', manager.name, 'EUR 50.00 goes back to you as a gesture of goodwill (two hours late)']);
  assert.deepEqual(await sql(`SELECT actor, action, detail FROM staff_audit WHERE subject = 'booking/${locator}' AND action = 'booking-goodwill'`), [[manager.name, 'booking-goodwill', '50.00: two hours late']]);
  const mail = await stack.mailTo(email, /gesture of goodwill/);
  assert.match(mail.text, /EUR 50\.00 goes back to you as a gesture of goodwill\./);
  const hers = await browser.get(path);
  assert.match(hers.text, /Goes back as goodwill\s*EUR 50\.00/);
  assert.equal(hers.data.paid, 'yes');
  for (const text of [mail.text, hers.text]) assert.doesNotMatch(text, /two hours late/, 'why is not the customer\'s');
  done(await agent.browser.submit(await page(locator, agent), 'booking-refund', { reference: 'transfer 7' }), locator, 'booking-refund');
  assert.equal((await page(locator)).data.backMinor, '0');
  assert.deepEqual((await ledger(locator)).at(-1), 'payout 5000');
});

test('not more than is left, nothing that is no sum, not without a reason; what was typed stays', async () => {
  const { locator } = await booked();
  await pay(locator);
  for (const amount of ['120.01', '1000000000000000', '0', '0.00', '-1', '1.5', '1.005', '1,234.00', 'ten', '1e2', '٣', ' ']) {
    const refused = await give(locator, amount);
    assertRefused(refused, 422, 'invalid', { problemFields: 'amount.1' });
    if (amount.trim()) assert.ok(refused.body.includes(`value="${amount}"`), amount);
    assert.ok(refused.body.includes('value="late"'));
  }
  assertRefused(await give(locator, '1', ''), 422, 'invalid', { problemFields: 'reason.1' });
  assert.deepEqual(await money(locator), ['2', '0', '12000', '0', '0']);
  for (const amount of ['20', '20,50', '79.50']) done(await give(locator, amount), locator, 'booking-goodwill');
  assert.deepEqual(await money(locator), ['5', '0', '12000', '0', '12000']);
  assert.ok(!(await page(locator)).forms.some(({ name }) => name === 'booking-goodwill'), 'all of it went back');
  assertRefused(await manager.browser.post(`/admin/bookings/${locator}/goodwill`, { version: 5, left_minor: 0, amount: '1', reason: 'more', key: newKey() }), 422, 'invalid', { problemFields: 'amount.1' });
});

test('the sum that is proposed can be typed as it stands there; what would be another sum elsewhere is not guessed', async () => {
  for (const [currency, left, proposed, unclear] of [['EUR', 123400, '1,234.00'], ['JPY', 12000, '12,000'], ['KWD', 1234000, '1,234.000', '1,234']]) {
    const { locator } = await booked({}, await newDeparture({ fares: [fare({ currency, amount_minor: left - 2000 })] }));
    await pay(locator);
    const refused = await give(locator, unclear ?? 'ten');
    assertRefused(refused, 422, 'invalid', { problemFields: 'amount.1' });
    const [, sum] = /A sum such as ([\d.,]*\d)/.exec(refused.text);
    assert.equal(sum, proposed);
    assert.equal((await money(locator))[4], '0', 'nothing was given yet');
    done(await give(locator, sum), locator, 'booking-goodwill');
    assert.equal((await money(locator))[4], String(left), `all of it, in ${currency}`);
  }
});

test('a click counts once; of two managers with one page the second sees what the first gave, and what she typed', async () => {
  const { locator } = await booked();
  await pay(locator);
  const [mine, hers] = [await page(locator), await page(locator, admin)];
  const answers = await Promise.all([1, 2, 3].map(() => give(locator, '30', 'late', mine)));
  for (const answer of answers) assert.match(`${answer.status} ${answer.headers.location}`, new RegExp(`^303 /admin/bookings/${locator}`));
  assertRefused(await give(locator, '31', 'late', mine), 422, 'key-reused');
  assert.deepEqual(await money(locator), ['3', '0', '12000', '0', '3000']);
  const second = await admin.browser.submit(hers, 'booking-goodwill', { amount: '40', reason: 'lost bag' });
  assertRefused(second, 409, 'changed-meanwhile');
  assert.match(second.text, new RegExp(`${manager.name.replace('.', '\\.')}: EUR 30\\.00 goes back to you as a gesture of goodwill`));
  assert.ok(second.body.includes('value="40"') && second.body.includes('value="lost bag"'));
  done(await admin.browser.submit(second, 'booking-goodwill'), locator, 'booking-goodwill');
  assert.deepEqual(await money(locator), ['4', '0', '12000', '0', '7000']);
});

test('of a booking that is cancelled: what was kept can go back, with no other version; two at once give it once', async () => {
  const departure = await newDeparture();
  const email = `${someone().surname}@example.org`;
  const { locator } = await booked({ contact: { email } }, departure);
  await pay(locator);
  await sql(`UPDATE booking SET created_at = created_at - INTERVAL 3 DAY WHERE locator = '${locator}'`);
  await sql(`UPDATE segment s JOIN booking b ON b.hold_id = s.hold_id SET s.is_refundable = 0 WHERE b.locator = '${locator}'`);
  done(await agent.browser.submit(await agent.browser.get(`/admin/bookings/${locator}/cancel`), 'booking-cancel', { reason: 'no' }), locator, 'booking-cancelled');
  const [version, , paid, refund] = await money(locator);
  const kept = Number(paid) - Number(refund);
  assert.ok(kept > 2000, `something was kept: ${kept}`);
  const forms = [await page(locator), await page(locator, admin)];
  const answers = await Promise.all([manager, admin].map((person, i) => person.browser.submit(forms[i], 'booking-goodwill', { amount: '20', reason: 'ill' })));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 409]);
  assertRefused(answers.find(({ status }) => status === 409), 409, 'price-changed', { oldTotalMinor: String(kept) });
  assert.deepEqual(await money(locator), [version, '0', paid, refund, '2000']);
  assert.match((await stack.mailTo(email, /gesture of goodwill/)).text, new RegExp(`^About your booking ${locator}, which is cancelled\\s+EUR 20\\.00`));
  assert.equal((await page(locator)).data.backMinor, String(Number(refund) + 2000));
});

test('what is cancelled afterwards gives back no more than is left; what is owed stays right', async () => {
  const { locator, browser, path } = await booked({ people: [someone(), someone()] });
  await pay(locator);
  done(await give(locator, '150'), locator, 'booking-goodwill');
  const part = await browser.get(`${path}/cancel`, { passenger: 2 });
  assert.equal(part.data.refundMinor, '9000', '120 were paid for her, and 90 are left of it all');
  assert.equal((await browser.submit(part, 'cancel')).status, 303);
  assert.deepEqual(await money(locator), ['4', '12000', '24000', '9000', '15000']);
  const hers = await browser.get(path);
  assert.match(hers.text, /To pay\s*EUR 0\.00/);
  assert.equal((await page(locator)).data.dueMinor, '0');
  const rest = await browser.get(`${path}/cancel`);
  assert.equal(rest.data.refundMinor, '0');
  assert.equal((await browser.submit(rest, 'cancel')).status, 303);
  assert.equal((await page(locator)).data.backMinor, '24000');
});

test('a booking can be split while those who stay have paid what went back; else it is said why not', async () => {
  const { locator } = await booked({ people: [someone(), someone(), someone()] });
  await pay(locator);
  done(await give(locator, '150'), locator, 'booking-goodwill');
  const split = async (passenger) => manager.browser.submit(await manager.browser.get(`/admin/bookings/${locator}/split`), 'booking-split', { passenger, reason: 'r' });
  const refused = await split([2, 3]);
  assertRefused(refused, 422, 'invalid', { problemFields: 'passenger.1' });
  assert.match(refused.text, /More went back as goodwill than those who stay have paid/);
  const other = /bookings\/(\w{6})/.exec((await split([3])).headers.location)[1];
  assert.deepEqual(await money(locator), ['4', '12000', '24000', '0', '15000']);
  assert.deepEqual(await money(other), ['1', '0', '12000', '0', '0']);
});

test('agents have no such form, and a customer takes along how much it was', async () => {
  const { browser } = await signedIn();
  const { data: { locator } } = await book(browser, await newDeparture());
  await pay(locator);
  assert.ok(!(await page(locator, agent)).forms.some(({ name }) => name === 'booking-goodwill'));
  assertRefused(await agent.browser.post(`/admin/bookings/${locator}/goodwill`, { version: 2, left_minor: 12000, amount: '1', reason: 'x', key: newKey() }), 403, 'forbidden');
  done(await give(locator, '7.25'), locator, 'booking-goodwill');
  const [{ goodwill_minor: goodwill, refund_minor: refund }] = JSON.parse((await browser.get('/account/export')).body).bookings;
  assert.deepEqual([goodwill, refund], [725, 0]);
});

test('what was done leaves the data as it has to be', async () => {
  const verified = await stack.aisle(['verify', '--all']);
  assert.equal(verified.status, 0, verified.stdout);
});
