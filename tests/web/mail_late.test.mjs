// Mails that come later than they were written, since the mail server was away: what they are about is told as it was, the booking as it is now, and nothing that was over by then as if it were the last word.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { account } from '../support/accounts.mjs';
import { assertRefused } from '../support/browser.mjs';
import { readCalendar } from '../support/calendar.mjs';
import { atAirport, changeDeparture, newDeparture } from '../support/flights.mjs';
import { book, seatsOf, someone } from '../support/journey.mjs';
import { bookingRow } from '../support/managed.mjs';
import { readMail, stack, tryMail, until, withoutMailServer } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let agent;
before(async () => {
  ({ browser: agent } = await staffIn('agent'));
});

let n = 0;
const newEmail = () => `late${Date.now().toString(36)}${n++}@example.org`;

// Somebody who books in a language: {email, browser, departure, locator, path, act}.
async function booking({ language = 'en', departure, people = [someone()], seat } = {}) {
  const email = newEmail();
  const browser = stack.browser();
  await browser.get(`/?lang=${language}`);
  const flight = departure ?? (await newDeparture());
  const { data: { locator } } = await book(browser, flight, { people, contact: { email }, ...(seat && { seat: seatsOf(flight, seat) }) });
  const path = `/bookings/${locator}`;
  const act = async (rest, form, typed, query) => {
    const answer = await browser.submit(await browser.get(`${path}${rest}`, query), form, typed);
    assert.equal(answer.status, 303, answer.text);
  };
  return { email, browser, departure: flight, people, locator, path, act, cancel: (part) => act('/cancel', 'cancel', {}, part) };
}
// From seat to seat.
const sit = ({ departure, act }, seat) => act('/seats', 'seat', { seat: seatsOf(departure, seat)[0] }, { departure: departure.name, passenger: 1 });
const waiting = (locator) => stack.sql(`SELECT o.id, o.attempts, o.kind FROM outbox o JOIN booking b ON b.id = o.booking_id WHERE b.locator = '${locator}' AND o.sent_at IS NULL ORDER BY o.id`);
const failed = (locator, count) => until(`${count} mails failed`, async () => (await stack.sql(`SELECT 1 FROM outbox o JOIN booking b ON b.id = o.booking_id WHERE b.locator = '${locator}' AND o.sent_at IS NULL AND o.last_error IS NOT NULL`)).length === count, 40);
const mails = (email, count) => until(`${count} mails to ${email}`, () => {
  const all = stack.mailsTo(email).map(readMail);
  return all.length === count && all;
}, 30);
const calendarOf = (mail) => readCalendar(mail.calendar.text.endsWith('\r\n') ? mail.calendar.text : `${mail.calendar.text}\r\n`);

test('a confirmation that could not be sent before the booking was cancelled says that it is', async () => {
  const one = await withoutMailServer(async () => {
    const made = await booking();
    await failed(made.locator, 1);
    return made;
  });
  await one.cancel();
  const [first] = await mails(one.email, 1);
  assert.match(first.subject, /is cancelled$/);
  const [[id, attempts]] = await waiting(one.locator);
  assert.equal((await agent.post(`/admin/mails/${id}/retry`, { attempts })).status, 303);
  const late = (await mails(one.email, 2)).find(({ subject }) => subject !== first.subject);
  assert.equal(late.subject, `Your booking ${one.locator} was confirmed, and is cancelled now`);
  for (const text of [late.text, late.html]) {
    assert.match(text, new RegExp(`Your booking ${one.locator} was confirmed, and is cancelled now`));
    assert.match(text, /The mail about the cancellation says what goes back to you\./);
    assert.doesNotMatch(text, /is confirmed|You pay later|be at/);
  }
  assert.equal(calendarOf(late).method, 'CANCEL');
  assert.match(late.html, /ReservationCancelled/);
  assert.doesNotMatch(late.html, /ReservationConfirmed/);
});

test('so does a confirmation that was asked for once more, a change, and the link; in the language of each', async () => {
  const people = [someone()];
  const one = await withoutMailServer(async () => {
    const made = await booking({ language: 'de', people, seat: '1A' });
    assert.equal((await agent.submit(await agent.get(`/admin/bookings/${made.locator}`), 'booking-mail')).status, 303);
    const finder = stack.browser();
    await finder.submit(await finder.follow(await finder.post('/find', { locator: made.locator, surname: people[0].surname })), 'link');
    await sit(made, '2A');
    await made.cancel();
    await failed(made.locator, 5);
    return made;
  });
  await tryMail();
  const all = await mails(one.email, 5);
  const heads = all.map(({ text }) => text.split('\r\n').slice(0, 3).join('|')).toSorted();
  assert.deepEqual(heads, [
    `Ihre Buchung ${one.locator} ist storniert||Es wurde nichts bezahlt, das zu erstatten wäre.`,
    `Ihre Buchung ${one.locator} war bestätigt und ist jetzt storniert||Was an Sie zurückgeht, steht in der E-Mail über die Stornierung.`,
    `Ihre Buchung ${one.locator} war bestätigt und ist jetzt storniert||Was an Sie zurückgeht, steht in der E-Mail über die Stornierung.`,
    `The link to your booking ${one.locator}||You, or somebody who knows your booking code and name, asked for this link. This booking is cancelled.`,
    `Zu Ihrer Buchung ${one.locator}, die storniert ist||Platz auf ${one.departure.name} geändert: vorher 1A, jetzt 2A.`,
  ]);
});

test('a change after which more was changed says so, with the booking as it is now; the last one does not', async () => {
  const one = await withoutMailServer(async () => {
    const made = await booking({ seat: '1A' });
    await sit(made, '2A');
    await sit(made, '3A');
    await failed(made.locator, 3);
    return made;
  });
  await tryMail();
  const all = await mails(one.email, 3);
  const about = (words) => all.find(({ text }) => text.includes(words)).text;
  assert.match(about('from 1A to 2A'), /from 1A to 2A\. More has changed since then: what follows is how it is now\.\r\n[^]*Seats: 3A\r\n/);
  assert.match(about('from 2A to 3A'), /from 2A to 3A\.\r\n[^]*Seats: 3A\r\n/);
  assert.match(about('is confirmed'), /Seats: 3A\r\n/);
  for (const { text } of all) assert.doesNotMatch(text, /Seats: [12]A/);
});

test('a time that the airline gave up since is not told as the last one', async () => {
  const at = (departure, minutes) => atAirport(new Date(Date.parse(departure.departs_at) + minutes * 60_000), 'FRA');
  const one = await withoutMailServer(async () => {
    const made = await booking({ language: 'de' });
    await changeDeparture(made.departure.name, { departs_at: at(made.departure, 60) });
    await failed(made.locator, 2);
    await changeDeparture(made.departure.name, { departs_at: at(made.departure, -30) });
    await failed(made.locator, 3);
    return made;
  });
  await tryMail();
  const clock = (minutes) => at(one.departure, minutes).slice(11, 16);
  const all = await mails(one.email, 3);
  const [gone, last] = [60, -30].map((minutes) => all.find(({ text }) => text.includes(`jetzt Abflug um ${clock(minutes)} (`)).text);
  assert.match(gone, new RegExp(`\\)\\. Seitdem hat sich noch mehr geändert: Was folgt, ist der Stand von jetzt\\.\\r\\n[^]*  ${clock(-30)} Frankfurt`));
  assert.doesNotMatch(last, /Seitdem/);
});

test('a confirmation that comes after the airline has cancelled all flights does not say that one flies', async () => {
  const [one, german] = await withoutMailServer(async () => {
    const departure = await newDeparture();
    const made = [await booking({ departure }), await booking({ departure, language: 'de' })];
    await changeDeparture(departure.name, { state: 'cancelled' });
    for (const { locator } of made) await failed(locator, 2);
    return made;
  });
  await tryMail();
  const late = (await mails(one.email, 2)).find(({ subject }) => !/has changed/.test(subject));
  assert.ok(late.text.startsWith(`Your booking ${one.locator}: the airline has cancelled what you booked\r\n`), late.text);
  assert.match(late.text, /Nothing has been charged yet\.\r\n/);
  assert.match(late.text, /\(cancelled by the airline\)/);
  assert.doesNotMatch(late.text, /is confirmed|pay later|be at/);
  assert.ok((await mails(german.email, 2)).some(({ text }) => text.startsWith(`Ihre Buchung ${german.locator}: Die Fluggesellschaft hat gestrichen, was Sie gebucht haben`)));
});

test('of two parts that were cancelled each mail says what went back for it', async () => {
  const one = await withoutMailServer(async () => {
    const made = await booking({ people: [someone(), someone(), someone()] });
    await agent.submit(await agent.get(`/admin/bookings/${made.locator}`), 'booking-payment', { reference: 'card' });
    await made.cancel({ passenger: 1 });
    await made.cancel({ passenger: 2 });
    await made.cancel();
    await failed(made.locator, 5);
    return made;
  });
  assert.deepEqual(await bookingRow(one.locator, 'refund_minor'), ['36000']);
  await tryMail();
  const all = await mails(one.email, 5);
  for (const { surname } of one.people.slice(0, 2)) assert.ok(all.some(({ text }) => text.includes(`${surname} does not travel any more. EUR 120.00 goes back to you.`)), surname);
  assert.match(all.find(({ text }) => /^Your booking \w+ is cancelled\r\n/.test(text)).text, /^.*\r\n\r\nEUR 120\.00 goes back to you\.\r\n/);
  for (const { text } of all) assert.doesNotMatch(text, /240\.00 goes|360\.00 goes|is confirmed|has changed/);
});

test('the hour of a link for a new password counts from the asking: a mail that comes after it promises none', async () => {
  const { browser, email } = await account();
  await stack.mailTo(email, /\/confirm\?code=/);
  await withoutMailServer(async () => {
    assert.equal((await browser.submit(await browser.get('/forgot'), 'forgot', { email })).status, 303);
    await stack.sql(`UPDATE account_token t JOIN customer c ON c.id = t.customer_id SET t.expires_at = NOW(6) - INTERVAL 1 SECOND WHERE c.email = '${email}' AND t.purpose = 'reset'`);
  });
  await tryMail();
  const { text } = await stack.mailTo(email, /\/reset\?code=/);
  assert.match(text, /The link works once, within an hour of asking for it:/);
  const page = await browser.get(/\/reset\?code=\S+/.exec(text)[0]);
  assertRefused(await browser.submit(page, 'reset', { password: 'another long password' }), 422, 'invalid', { problemFields: 'code.1' });
});

test('what waits for an address that was wrong goes at once to the one that was put right; the old one has the word of that alone', async () => {
  const right = newEmail();
  const one = await withoutMailServer(async () => {
    const made = await booking();
    await failed(made.locator, 1);
    return made;
  });
  await one.act('/contact', 'contact', { email: right, phone: '' });
  const all = await mails(right, 2);
  for (const words of [/^Your booking \w+ is confirmed$/m, /The e-mail address or phone number was changed\./]) assert.ok(all.some(({ text }) => words.test(text)), words);
  const [old] = await mails(one.email, 1);
  assert.match(old.text, /go there from now on/);
  await until('all is written down as sent', async () => (await waiting(one.locator)).length === 0);
});
