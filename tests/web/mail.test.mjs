// Mail that the worker sends: confirmation, cancellation; plain text and HTML; the link in it works; nothing of a customer reaches a header.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fare, newDeparture } from '../support/flights.mjs';
import { book, seatsOf, someone } from '../support/journey.mjs';
import { booked, dayBefore, pay } from '../support/managed.mjs';
import { stack, tryMail, until, withoutMailServer } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let n = 0;
const newEmail = () => `mail${Date.now().toString(36)}${n++}@example.org`;
const DASH = '\u2013';

test('a confirmation says what was booked, in plain text and in HTML', async () => {
  const email = newEmail();
  const departure = await newDeparture();
  const people = [someone('1980-01-01', { given_name: 'Zoë', surname: 'Çelik' }), someone()];
  const page = await book(stack.browser(), departure, { people, contact: { email }, seat: seatsOf(departure, '1A', '1B') });
  const mail = await stack.mailTo(email, new RegExp(page.data.locator));
  for (const text of [mail.text, mail.html]) {
    for (const word of [page.data.locator, departure.flight_no, '1A', '1B', 'Zoë', 'Çelik', people[1].surname, '240.00']) assert.ok(text.includes(word), `${word} in ${text}`);
  }
  for (const text of [mail.text, mail.html]) {
    assert.match(text, /Booking code/);
    assert.doesNotMatch(text, /reference/i);
  }
  assert.match(mail.headers['mime-version'] ?? '', /1\.0/);
  assert.match(mail.headers['content-type'], /^multipart\/(alternative|mixed)/);
  assert.ok(mail.headers.date && mail.headers['message-id'] && mail.headers.from);
  assert.doesNotMatch(mail.text, /<[a-z]+>|&amp;|&#|\{\{/);
  assert.doesNotMatch(mail.html, /\{\{|<script(?! type="application\/ld\+json">)/);
  assert.doesNotMatch(mail.text, /\b1980\b/, `no birth dates ${DASH} mail is read by many`);
});

test('the link in the mail gives any browser the right to change the booking', async () => {
  const email = newEmail();
  const page = await book(stack.browser(), await newDeparture(), { contact: { email } });
  const mail = await stack.mailTo(email, /\?code=/);
  const [, url] = new RegExp(`(${stack.url}/bookings/\\S+\\?code=\\S+)`).exec(mail.text);
  assert.ok(mail.html.includes(url.split('?')[0]));
  const browser = stack.browser();
  const opened = await browser.get(url.slice(stack.url.length));
  assert.equal(opened.headers.location, `/bookings/${page.data.locator}`);
  const quote = await browser.get(`/bookings/${page.data.locator}/cancel`);
  assert.equal((await browser.submit(quote, 'cancel')).status, 303);
  const cancelled = await stack.mailTo(email, /cancel/i);
  assert.ok(cancelled.text.includes(page.data.locator));
});

// The file of a mail that is sent again is another one of the same name.
test('each mail is sent once', async () => {
  const [email, later] = [newEmail(), newEmail()];
  const departure = await newDeparture();
  await book(stack.browser(), departure, { contact: { email } });
  const [[id]] = await until('it is written down as sent', async () => {
    const rows = await stack.sql(`SELECT id FROM outbox WHERE recipient = '${email}' AND sent_at IS NOT NULL`);
    return rows.length > 0 && rows;
  });
  const file = join(stack.env.MAIL_FOLDER, `aisle-${id}.eml`);
  const { ino, mtimeMs } = statSync(file);
  // Were it still to be sent, it would be the first: it is long due, and a worker that was here before is gone.
  await stack.sql(`UPDATE outbox SET due_at = due_at - INTERVAL 1 DAY WHERE id = ${id}`);
  await stack.control('restart', 'worker');
  await book(stack.browser(), departure, { contact: { email: later } });
  await stack.mailTo(later);
  const now = statSync(file);
  assert.deepEqual([now.ino, now.mtimeMs], [ino, mtimeMs], 'it is the one that was sent first');
  assert.deepEqual(await stack.sql(`SELECT attempts FROM outbox WHERE id = ${id}`), [['1']]);
  assert.equal(stack.mailsTo(email).length, 1);
});

const CANCELLED = /^Your booking \w+ is cancelled$/m;

// Two people who have paid 240 for a fare of which 30 are kept of each; booked in a language, and longer ago than cancelling is free.
async function paidFor(language = 'en') {
  const email = newEmail();
  const browser = stack.browser();
  await browser.get(`/?lang=${language}`);
  const departure = await newDeparture({ fares: [fare({ cancel_fee_minor: 3000 })] });
  const page = await book(browser, departure, { people: [someone(), someone()], contact: { email } });
  const { locator } = page.data;
  await pay(locator);
  await dayBefore(locator);
  const cancel = async (part) => assert.equal((await browser.submit(await browser.get(`/bookings/${locator}/cancel`, part), 'cancel')).status, 303);
  return { email, locator, cancel };
}

test('the mail of a cancellation says what goes back for it, whatever went back for a part before', async () => {
  const english = await paidFor();
  await english.cancel({ passenger: 1 });
  await stack.mailTo(english.email, /does not travel any more\. EUR 90\.00 goes back to you\./);
  await english.cancel();
  const mail = await stack.mailTo(english.email, CANCELLED);
  for (const text of [mail.text, mail.html]) {
    assert.match(text, /EUR 90\.00 goes back to you\./);
    assert.doesNotMatch(text, /180\.00/);
  }
  const german = await paidFor('de');
  await german.cancel({ passenger: 2 });
  await german.cancel();
  assert.match((await stack.mailTo(german.email, /ist storniert$/m)).text, /^90,00\u00a0€ gehen an Sie zurück\.$/m);
});

test('where nothing goes back the mail says whether something was paid', async () => {
  const { email, locator, cancel } = await paidFor();
  await cancel({ passenger: 1 });
  await stack.sql(`UPDATE segment s JOIN booking b ON b.hold_id = s.hold_id SET s.is_refundable = 0 WHERE b.locator = '${locator}'`);
  await cancel();
  const mail = await stack.mailTo(email, CANCELLED);
  assert.match(mail.text, /Nothing of what was paid goes back for this cancellation\./);
  assert.doesNotMatch(mail.text, /goes back to you/);
  const unpaid = { email: newEmail() };
  const { browser, path } = await booked({ contact: unpaid });
  await browser.submit(await browser.get(`${path}/cancel`), 'cancel');
  assert.match((await stack.mailTo(unpaid.email, CANCELLED)).text, /Nothing was paid that would have to go back\./);
});

test('a cancellation that was written before its own sum was kept with it, or is asked for once more, says what goes back for all that was cancelled', async () => {
  const ALL = /For all that was cancelled of this booking, EUR 180\.00 goes back to you\./;
  const { email, locator, cancel } = await paidFor();
  await cancel({ passenger: 1 });
  await withoutMailServer(async () => {
    await cancel();
    await stack.sql(`UPDATE outbox o JOIN booking b ON b.id = o.booking_id SET o.detail = '' WHERE b.locator = '${locator}' AND o.kind = 'booking_cancelled'`);
  });
  await tryMail();
  assert.match((await stack.mailTo(email, CANCELLED)).text, ALL);
  const again = await paidFor();
  await again.cancel({ passenger: 1 });
  await again.cancel();
  assert.doesNotMatch((await stack.mailTo(again.email, CANCELLED)).text, ALL);
  const agent = await staffIn('agent');
  assert.equal((await agent.browser.submit(await agent.browser.get(`/admin/bookings/${again.locator}`), 'booking-mail')).status, 303);
  assert.match((await stack.mailTo(again.email, ALL)).subject, / is cancelled$/);
});

test('names never reach a header, and markup in them stays text', async () => {
  const email = newEmail();
  const people = [someone('1980-01-01', { given_name: '<b>Bold</b>', surname: 'Bcc: x@example.org & Co' })];
  await book(stack.browser(), await newDeparture(), { people, contact: { email } });
  const mail = await stack.mailTo(email);
  assert.equal(mail.headers.bcc, undefined);
  assert.ok(mail.text.includes('<b>Bold</b> Bcc: x@example.org & Co'));
  assert.ok(!mail.html.includes('<b>Bold</b>'));
  assert.ok(mail.html.includes('&lt;b&gt;Bold'));
});
