// The link to a booking, as its mails have it: it opens the booking in any browser until the booking has another e-mail address; from then on a new one does.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { signedIn } from '../support/accounts.mjs';
import { assertRefused, newKey } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, someone } from '../support/journey.mjs';
import { booked, bookingRow, sql } from '../support/managed.mjs';
import { readMail, stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

after(async () => {
  const verified = await stack.aisle(['verify', '--all']);
  assert.equal(verified.status, 0, verified.stdout);
});

const newEmail = () => `${someone().surname}@example.org`;
const LINK = /\/bookings\/\w{6}\?code=[\w.-]+/;
const linkOf = (mail) => LINK.exec(mail.text)?.[0] ?? assert.fail(`no link in: ${mail.text}`);
const change = async (browser, path, email) => {
  const answer = await browser.submit(await browser.get(`${path}/contact`), 'contact', { email });
  assert.equal(answer.status, 303, answer.text.slice(0, 400));
};
// Somebody who booked with an address, and the link that was mailed there.
const mailed = async () => {
  const email = newEmail();
  const made = await booked({ contact: { email } });
  return { ...made, email, link: linkOf(await stack.mailTo(email, /confirmed/)) };
};
// Another browser, by a link.
const opened = async (link) => {
  const browser = stack.browser();
  const answer = await browser.get(link);
  assert.equal(`${answer.status} ${answer.headers.location}`, `303 ${link.split('?')[0]}`, answer.text.slice(0, 400));
  return browser;
};
const isFull = async (browser, path) => (await browser.get(`${path}/contact`)).status === 200;
const assertOver = (answer) => {
  assertRefused(answer, 403, 'needs-link');
  assert.equal(answer.data.page, 'booking-link');
};

test('a mistyped address is corrected: its links are over, and lead to where a new one is mailed to the address of the booking', async () => {
  const { browser, path, locator, people, email, link } = await mailed();
  await opened(link);
  const wanted = newEmail();
  await change(browser, path, wanted);

  const stranger = stack.browser();
  const over = await stranger.get(link);
  assertOver(over);
  assert.match(over.text, /This link is over.*e-mail address of this booking was changed/);
  for (const secret of [people[0].surname, wanted, email, '1980']) assert.ok(!over.text.includes(secret), secret);
  const sent = await stranger.follow(await stranger.submit(over, 'link'));
  assertOver(sent);
  assert.match(sent.text, /The link is on its way/);
  const asked = await stack.mailTo(wanted, /asked for this link/);
  assert.ok(!stack.mailsTo(email).map(readMail).some(({ text }) => /asked for this link/.test(text)), 'not to the stranger');
  assert.deepEqual((await sql(`SELECT DISTINCT recipient FROM outbox o JOIN booking b ON b.id = o.booking_id WHERE b.locator = '${locator}' AND o.kind = 'booking_link'`)), [[wanted]]);

  const present = linkOf(await stack.mailTo(wanted, /address or phone number was changed/));
  assert.equal(linkOf(asked), present);
  assert.notEqual(present, link);
  assert.equal(await isFull(await opened(present), path), true);
  assert.equal(await isFull(await opened(present), path), true, 'and again, elsewhere');
  assert.equal(await isFull(browser, path), true, 'who made the booking has no need of a link');
  assert.equal((await browser.get(link)).headers.location, path, 'nor is stopped by an old one');
});

test('the old address is told, whom to ask and nothing else: no link, no name, no flight, no file', async () => {
  const { browser, path, locator, people, email, departure } = await mailed();
  try {
    await stack.set({ AISLE_SITE_CONTACT: '+49 69 1234' }, 'worker');
    await change(browser, path, newEmail());
    const told = await stack.mailTo(email, /another e-mail address/);
    assert.match(told.subject, new RegExp(locator));
    for (const text of [told.text, told.html]) {
      assert.match(text, /links in those that came here do not open it any more/);
      assert.match(text, /change it back/);
      assert.match(text, /You reach us at \+49\s69\s1234/);
      for (const word of ['code=', '/bookings/', people[0].surname, departure.flight_no]) assert.ok(!text.includes(word), `${word} in ${text}`);
    }
    assert.equal(told.calendar, undefined);
  } finally {
    await stack.set({}, 'worker');
  }
});

test('browsers that came by the link are out with it, but for the one that changes the address', async () => {
  const { browser, path, locator, link, departure } = await mailed();
  const [stranger, friend] = [await opened(link), await opened(link)];
  const quote = await stranger.get(`${path}/cancel`);
  const contact = await stranger.get(`${path}/contact`);
  await change(friend, path, newEmail());

  for (const rest of ['', '/cancel', '/seats', '/contact', '/passengers', '/calendar.ics']) assertOver(await stranger.get(`${path}${rest}`));
  assertOver(await stranger.submit(quote, 'cancel'));
  assertOver(await stranger.submit(contact, 'contact', { email: 'stranger@example.org' }));
  assertOver(await stranger.submit(contact, 'contact', { email: '' }));
  assertOver(await stranger.post(`${path}/seats`, { version: 2, departure: departure.name, passenger: 1, seat: `${departure.name}/1A`, key: newKey() }));
  assertOver(await stranger.post(`${path}/accept`, { version: 2, times: 'x', key: newKey() }));
  assertOver(await stranger.post(`${path}/mail`, {}));
  assert.deepEqual(await bookingRow(locator, 'state, version'), ['confirmed', '2']);

  assert.equal(await isFull(friend, path), true, 'who changes it goes on');
  assert.equal(await isFull(browser, path), true, 'and so does who made it');
  await change(friend, path, newEmail());
  assert.equal(await isFull(friend, path), true, 'again');
});

test('who found it by code and name sees as much as before, whatever link is opened', async () => {
  const { browser, path, locator, people, email, link } = await mailed();
  const finder = await opened(link);
  const wanted = newEmail();
  await change(browser, path, wanted);
  await finder.follow(await finder.post('/find', { locator, surname: people[0].surname }));
  const found = await finder.get(path);
  assert.equal(found.status, 200);
  assert.ok(found.text.includes(people[0].surname) && !found.text.includes(wanted));
  const refused = await finder.get(link);
  assertRefused(refused, 403, 'needs-link', { page: 'booking' });
  assert.ok(refused.forms.some(({ name }) => name === 'link'), 'where the new one is mailed');
  assert.equal((await finder.get(path)).status, 200);
  await finder.get(linkOf(await stack.mailTo(wanted, /was changed/)));
  assert.equal(await isFull(finder, path), true);
  await change(browser, path, email);
  assertOver(await finder.get(path));
});

test('an account keeps its booking, in whichever of its browsers', async () => {
  const { browser, email: owner } = await signedIn();
  const email = newEmail();
  const { data: { locator } } = await book(browser, await newDeparture(), { contact: { email } });
  const path = `/bookings/${locator}`;
  const friend = await opened(linkOf(await stack.mailTo(email, /confirmed/)));
  await change(friend, path, newEmail());
  assert.equal(await isFull(browser, path), true);
  assert.ok((await browser.get('/account')).text.includes(locator), owner);
});

test('staff correct an address as its customer does', async () => {
  const { browser, path, locator, email, link } = await mailed();
  const stranger = await opened(link);
  const agent = await staffIn('agent');
  const wanted = newEmail();
  const form = await agent.browser.get(`/admin/bookings/${locator}/contact`);
  assert.match(form.text, /links that were mailed before open the booking no more/);
  assert.equal((await agent.browser.submit(form, 'booking-contact', { email: wanted })).status, 303);
  assertOver(await stranger.get(path));
  assertOver(await stack.browser().get(link));
  assert.doesNotMatch((await stack.mailTo(email, /another e-mail address/)).text, LINK);
  assert.equal(await isFull(await opened(linkOf(await stack.mailTo(wanted, /was changed/))), path), true);
  assert.equal(await isFull(browser, path), true);
  const file = await agent.browser.get(`/admin/bookings/${locator}`);
  assert.ok(file.text.includes('to the former address'), file.text);
});

test('another phone number leaves the link as it is', async () => {
  const { browser, path, link } = await mailed();
  const friend = await opened(link);
  assert.equal((await browser.submit(await browser.get(`${path}/contact`), 'contact', { phone: '+351 21 1' })).status, 303);
  assert.equal(await isFull(friend, path), true);
  assert.equal(await isFull(await opened(link), path), true);
});

test('links of other numbers, of other bookings and without their number open nothing', async () => {
  const { browser, path, link } = await mailed();
  const wanted = newEmail();
  await change(browser, path, wanted);
  const present = linkOf(await stack.mailTo(wanted, /was changed/));
  const [, , signature] = /code=(\d+)\.(.+)$/.exec(present);
  const [, old] = /code=(.+)$/.exec(link);
  const other = await booked();
  for (const code of [signature, `0.${signature}`, `2.${signature}`, `01.${signature}`, `1.${old}`, `0.${old}`, `.${old}`, `1.`, '1', '.']) {
    const stranger = stack.browser();
    assertRefused(await stranger.get(path, { code }), 404, 'not-found');
    assertRefused(await stranger.get(path), 404, 'not-found');
  }
  assertRefused(await stack.browser().get(other.path, { code: `1.${signature}` }), 404, 'not-found');
  assertRefused(await stack.browser().get(other.path, { code: old }), 404, 'not-found');
});

test('mails that wait when the address is changed go to the new one, with the present link', async () => {
  const [old, wanted] = [newEmail(), newEmail()];
  await stack.control('stop', 'worker');
  let made;
  try {
    made = await booked({ contact: { email: old } });
    await change(made.browser, made.path, wanted);
  } finally {
    await stack.control('start', 'worker');
  }
  const present = linkOf(await stack.mailTo(wanted, /was changed/));
  assert.equal(linkOf(await stack.mailTo(wanted, /confirmed/)), present);
  assert.equal(await isFull(await opened(present), made.path), true);
  await stack.mailTo(old, /another e-mail address/);
  assert.equal(stack.mailsTo(old).length, 1, 'and nothing else');
});

test('what was written for a former address while it changed goes to the present one', async () => {
  const { browser, path, locator, email } = await mailed();
  const present = newEmail();
  await change(browser, path, present);
  await stack.mailTo(email, /another e-mail address/);
  const count = stack.mailsTo(email).length;
  await sql(`INSERT INTO outbox (kind, booking_id, recipient, detail, created_at, due_at) SELECT 'booking_changed', id, '${email}', 'For the customer alone', NOW(6), NOW(6) FROM booking WHERE locator = '${locator}'`);
  const link = linkOf(await stack.mailTo(present, /For the customer alone/));
  assert.equal(await isFull(await opened(link), path), true);
  assert.equal(stack.mailsTo(email).length, count, 'nothing more to the former one');
});

test('there and back before the mails are sent: nobody is told that his own address is a former one', async () => {
  const [first, other] = [newEmail(), newEmail()];
  await stack.control('stop', 'worker');
  let made;
  try {
    made = await booked({ contact: { email: first } });
    await change(made.browser, made.path, other);
    await change(made.browser, made.path, first);
  } finally {
    await stack.control('start', 'worker');
  }
  await stack.mailTo(other, /another e-mail address/);
  await until('all is sent', async () => (await sql(`SELECT COUNT(*) FROM outbox WHERE recipient IN ('${first}', '${other}') AND sent_at IS NULL`))[0][0] === '0');
  assert.deepEqual(stack.mailsTo(first).map(readMail).filter(({ text }) => /another e-mail address|go there from now on/.test(text)), []);
});

test('of a booking that was split each has a link of its own', async () => {
  const [email, other, third] = [newEmail(), newEmail(), newEmail()];
  const made = await booked({ people: [someone(), someone()], contact: { email } });
  await change(made.browser, made.path, third);
  const agent = await staffIn('agent');
  const form = await agent.browser.get(`/admin/bookings/${made.locator}/split`);
  const answer = await agent.browser.submit(form, 'booking-split', { passenger: 2, reason: 'they part', email: other });
  const [, locator] = /^\/admin\/bookings\/(\w{6})/.exec(answer.headers.location);
  const theirs = linkOf(await stack.mailTo(other, /confirmed/));
  await change(made.browser, made.path, newEmail());
  assert.equal(await isFull(await opened(theirs), `/bookings/${locator}`), true);
});

test('in German too', async () => {
  const email = newEmail();
  const browser = stack.browser();
  await browser.get('/?lang=de');
  const made = await book(browser, await newDeparture(), { contact: { email } });
  const path = `/bookings/${made.data.locator}`;
  const link = linkOf(await stack.mailTo(email, /bestätigt/));
  await change(browser, path, newEmail());
  const told = await stack.mailTo(email, /andere E-Mail-Adresse/);
  assert.match(told.text, /Sagen Sie es uns/);
  const stranger = stack.browser();
  await stranger.get('/?lang=de');
  const over = await stranger.get(link);
  assertOver(over);
  assert.match(over.text, /Dieser Link gilt nicht mehr/);
});
