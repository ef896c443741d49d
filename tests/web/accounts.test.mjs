// Accounts, which nobody needs: made, signed in to, left; forgotten passwords; what a sign-in adopts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PASSWORD, account, isSignedIn, newEmail, signIn } from '../support/accounts.mjs';
import { assertRefused } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, holdFields, seatsOf, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

test('an account is made, signed in to and left', async () => {
  const { email } = await account();
  const browser = stack.browser();
  assert.equal(await isSignedIn(browser), false);
  const before = browser.cookies.get('aisle');
  const answer = await signIn(browser, email.toUpperCase());
  assert.equal(answer.status, 303, answer.text);
  assert.notEqual(browser.cookies.get('aisle'), before, 'a new token at sign-in');
  const page = await browser.get('/account');
  assert.equal(page.data.page, 'account');
  assert.ok(page.text.includes(email));
  const inside = browser.cookies.get('aisle');
  assert.equal((await browser.submit(page, 'sign-out')).status, 303);
  assert.equal(await isSignedIn(browser), false);
  const old = stack.browser();
  old.cookies.set('aisle', inside);
  assert.equal(await isSignedIn(old), false, 'the old token is worth nothing any more');
});

test('a wrong password and an unknown address look the same', async () => {
  const { email } = await account();
  const wrong = await signIn(stack.browser(), email, 'wrong password');
  const unknown = await signIn(stack.browser(), newEmail(), 'wrong password');
  for (const answer of [wrong, unknown]) assertRefused(answer, 422, 'invalid');
  assert.equal(wrong.text, unknown.text);
  assert.equal(wrong.data.problemFields, unknown.data.problemFields);
  assert.ok(!wrong.body.includes('wrong password'), 'a password is never shown again');
});

test('passwords are 8 to 128 characters and no common ones', async () => {
  for (const password of ['', 'short77', 'x'.repeat(129), 'password', '12345678']) {
    const browser = stack.browser();
    assertRefused(await browser.submit(await browser.get('/register'), 'register', { email: newEmail(), password }), 422, 'invalid', { problemFields: 'password.1' });
  }
  for (const password of ['pässwörd', 'y'.repeat(64) + 'z'.repeat(64), '  leading and trailing  ']) {
    const browser = stack.browser();
    const email = newEmail();
    assert.equal((await browser.submit(await browser.get('/register'), 'register', { email, password })).status, 303);
    assert.equal((await signIn(stack.browser(), email, password)).status, 303);
  }
  const browser = stack.browser();
  assertRefused(await browser.submit(await browser.get('/register'), 'register', { email: 'nobody', password: PASSWORD }), 422, 'invalid', { problemFields: 'email.1' });
});

test('registering an address that has an account looks the same, tells its owner by mail, and changes nothing', async () => {
  const { email } = await account();
  const [again, fresh] = [stack.browser(), stack.browser()];
  const one = await again.submit(await again.get('/register'), 'register', { email, password: 'another password' });
  const two = await fresh.submit(await fresh.get('/register'), 'register', { email: newEmail(), password: 'another password' });
  assert.deepEqual([one.status, one.headers.location], [two.status, two.headers.location]);
  await stack.mailTo(email, /account/i);
  assertRefused(await signIn(stack.browser(), email, 'another password'), 422, 'invalid');
  assert.equal((await signIn(stack.browser(), email)).status, 303);
});

test('signing in adopts the holds and bookings of this browser', async () => {
  const { email } = await account();
  const browser = stack.browser();
  const booking = await book(browser, await newDeparture());
  const page = await hold(browser, await newDeparture({ days: 33 }));
  await signIn(browser, email);
  assert.equal((await browser.get(`/holds/${page.data.hold}`)).data.state, 'open');
  const shown = await browser.get('/account');
  assert.ok(shown.links.some(({ href }) => href === `/bookings/${booking.data.locator}`));
  const review = await browser.follow(await fillIn(browser, page, [someone()]));
  const second = await browser.follow(await browser.submit(review, 'booking'));

  const elsewhere = stack.browser();
  await signIn(elsewhere, email);
  for (const { data } of [booking, second]) assert.equal((await elsewhere.get(`/bookings/${data.locator}`)).data.locator, data.locator);
  assert.equal((await elsewhere.get(`/bookings/${booking.data.locator}/cancel`)).status, 200, 'the owner may change it');

  await browser.submit(await browser.get('/account'), 'sign-out');
  assertRefused(await browser.get(`/bookings/${booking.data.locator}`), 404, 'not-found');
});

test('a forgotten password: a mailed link works once and ends all sign-ins; unknown addresses look the same', async () => {
  const { email } = await account();
  const inside = stack.browser();
  await signIn(inside, email);
  const [known, unknown] = [stack.browser(), stack.browser()];
  const one = await known.submit(await known.get('/forgot'), 'forgot', { email });
  const two = await unknown.submit(await unknown.get('/forgot'), 'forgot', { email: newEmail() });
  assert.deepEqual([one.status, one.headers.location], [two.status, two.headers.location]);
  const mail = await stack.mailTo(email, /\/reset\?code=/);
  const [, path] = /(\/reset\?code=[\w-]+)/.exec(mail.text);
  const page = await known.get(path);
  assertRefused(await known.submit(page, 'reset', { password: 'short' }), 422, 'invalid', { problemFields: 'password.1' });
  assert.equal((await known.submit(page, 'reset', { password: 'a brand new one' })).status, 303);
  assertRefused(await known.submit(page, 'reset', { password: 'a second new one' }), 422, 'invalid');
  assert.equal(await isSignedIn(inside), false, 'other sign-ins are over');
  assertRefused(await signIn(stack.browser(), email), 422, 'invalid');
  assert.equal((await signIn(stack.browser(), email, 'a brand new one')).status, 303);
});

test('a reset code that is wrong, empty or of another script is refused', async () => {
  for (const code of ['', 'x', 'é', 'A'.repeat(22)]) {
    const browser = stack.browser();
    await browser.get('/reset?code=x');
    assertRefused(await browser.post('/reset', { code, password: PASSWORD }), 422, 'invalid');
  }
});

test('guessing passwords is throttled', async () => {
  const { email } = await account();
  const { address } = stack.browser();
  const statuses = [];
  for (let tries = 0; tries < 40 && statuses.at(-1) !== 429; tries++) statuses.push((await stack.browser({ address }).post('/sign-in', { email, password: `guess number ${tries}` })).status);
  assert.equal(statuses.at(-1), 429, statuses.join(' '));
});

test('whoever signs in rightly, however often, has used up no try; and gives a guesser none', async () => {
  const { email } = await account();
  const other = await account();
  // More than in two minutes.
  for (let i = 0; i < 12; i++) assert.equal((await signIn(stack.browser(), email)).status, 303, `sign-in ${i}`);
  // Between guesses the guesser, or the owner, signs in.
  for (const between of [other.email, email]) {
    const statuses = [];
    for (let i = 0; i < 12 && statuses.at(-1) !== 429; i++) {
      statuses.push((await stack.browser().post('/sign-in', { email, password: `guess number ${i}` })).status);
      await signIn(stack.browser(), between);
    }
    assert.equal(statuses.at(-1), 429, statuses.join(' '));
  }
});

test('an account at home and on the phone has one hold of a departure, which moves, and no more open holds than a browser', async () => {
  const { browser: home, email } = await account();
  const phone = stack.browser();
  for (const one of [home, phone]) assert.equal((await signIn(one, email)).status, 303);
  const departure = await newDeparture();
  const first = await hold(home, departure, { seat: seatsOf(departure, '1A') });
  const second = await hold(phone, departure, { seat: seatsOf(departure, '2B') });
  assert.deepEqual([second.data.hold, second.data.version, second.data.seats], [first.data.hold, '2', `${departure.name}/2B`]);
  assert.equal((await home.get(`/holds/${first.data.hold}`)).data.seats, `${departure.name}/2B`);
  assert.deepEqual(await stack.sql(`SELECT c.seat_no FROM seat_claim c JOIN departure d ON d.id = c.departure_id WHERE d.flight_no = '${departure.flight_no}'`), [['2B']]);
  const others = await Promise.all([61, 62, 63].map((days) => newDeparture({ days })));
  await hold(home, others[0]);
  await hold(phone, others[1]);
  const refused = await home.post('/holds', holdFields(others[2]));
  assertRefused(refused, 429, 'too-many', { outcome: 'none' });
  assert.match(refused.text, /You can try again in \d+ minutes?\./);
});
