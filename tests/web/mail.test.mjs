// Mail that the worker sends: confirmation, cancellation; plain text and HTML; the link in it works; nothing of a customer reaches a header.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDeparture } from '../support/flights.mjs';
import { book, seatsOf, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

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
  assert.ok(!mail.text.includes('1980'), `no birth dates ${DASH} mail is read by many`);
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

test('each mail is sent once', async () => {
  const email = newEmail();
  await book(stack.browser(), await newDeparture(), { contact: { email } });
  await stack.mailTo(email);
  await until('the outbox is empty for it', async () => (await stack.sql(`SELECT COUNT(*) FROM outbox WHERE recipient = '${email}' AND sent_at IS NULL`))[0][0] === '0');
  await stack.control('restart', 'worker');
  await until('the worker has looked again', async () => (await stack.sql("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND due_at < NOW(6)"))[0][0] === '0');
  assert.equal(stack.mailsTo(email).length, 1);
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
