// What an account's owner does: confirms the address, changes it and the password, looks where it is signed in, takes the data along and leaves.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { PASSWORD, account, isSignedIn, newEmail, signedIn, signIn } from '../support/accounts.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, someone } from '../support/journey.mjs';
import { readMail, stack, until } from '../support/stack.mjs';

const linkIn = (mail, page) => new RegExp(`(/${page}\\?code=[\\w-]+)`).exec(mail.text)?.[1] ?? assert.fail(`no link to /${page} in: ${mail.text}`);
const confirmLink = async (email) => linkIn(await stack.mailTo(email, /\/confirm\?code=/), 'confirm');
const isConfirmed = async (browser) => !(await browser.get('/account')).forms.some(({ name }) => name === 'confirm-again');
const one = async (text) => (await stack.sql(text))[0]?.[0];

test('an address is confirmed by its mailed link: with the password, or where one is signed in; a repeat does no harm', async () => {
  const { email } = await account();
  const path = await confirmLink(email);
  const stranger = stack.browser();
  const page = await stranger.get(path);
  assert.equal(page.data.page, 'confirm');
  assert.equal(await one(`SELECT confirmed_at IS NULL FROM customer WHERE email = '${email}'`), '1', 'looking at the page changes nothing');
  assertRefused(await stranger.submit(page, 'confirm'), 422, 'invalid', { problemFields: 'password.1' });
  assertRefused(await stranger.submit(page, 'confirm', { password: 'not the right one' }), 422, 'invalid', { problemFields: 'password.1' });
  const before = stranger.cookies.get('aisle');
  assert.equal((await stranger.submit(page, 'confirm', { password: PASSWORD })).headers.location, '/account?done=confirmed');
  assert.notEqual(stranger.cookies.get('aisle'), before, 'signed in by that, with a new token');
  assert.equal(await isConfirmed(stranger), true);
  assert.equal((await stranger.submit(await stranger.get(path), 'confirm')).status, 303);

  const owner = await signedIn();
  assert.equal(await isConfirmed(owner.browser), false);
  assert.equal((await owner.browser.submit(await owner.browser.get(await confirmLink(owner.email)), 'confirm')).status, 303);
  assert.equal(await isConfirmed(owner.browser), true);
});

test('a link that is wrong, over, or for something else confirms nothing', async () => {
  const { browser, email } = await signedIn();
  await browser.submit(await browser.get('/forgot'), 'forgot', { email });
  const [, reset] = linkIn(await stack.mailTo(email, /\/reset\?code=/), 'reset').split('=');
  const [, code] = (await confirmLink(email)).split('=');
  await stack.sql(`UPDATE account_token SET expires_at = NOW(6) - INTERVAL 1 SECOND WHERE purpose = 'confirm' AND customer_id = (SELECT id FROM customer WHERE email = '${email}')`);
  for (const wrong of ['', 'x', 'é', reset, code]) assertRefused(await browser.post('/confirm', { code: wrong }), 422, 'invalid', { problemFields: 'code.1' });
  assert.equal(await isConfirmed(browser), false);
  assertRefused(await browser.post('/reset', { code, password: 'a brand new one' }), 422, 'invalid', { problemFields: 'code.1' });
  assert.equal((await browser.submit(await browser.get('/account'), 'confirm-again')).status, 303);
  const again = await until('another link', async () => stack.mailsTo(email).map((raw) => /\/confirm\?code=([\w-]+)/.exec(readMail(raw).text)?.[1]).find((found) => found && found !== code));
  assert.equal((await browser.post('/confirm', { code: again })).status, 303);
});

test('whoever proves that an address is his gets nothing that somebody else put in under it', async () => {
  const { browser, email } = await signedIn();
  const stays = await book(browser, await newDeparture());
  await browser.post('/account/travellers', { given_name: 'Mallory', surname: 'Elsewhere', born_day: 1, born_month: 2, born_year: 1990 });
  const owner = stack.browser();
  await owner.submit(await owner.get('/forgot'), 'forgot', { email });
  const page = await owner.get(linkIn(await stack.mailTo(email, /\/reset\?code=/), 'reset'));
  assert.equal((await owner.submit(page, 'reset', { password: 'the owner has come' })).status, 303);
  assert.equal((await signIn(owner, email, 'the owner has come')).status, 303);
  const shown = await owner.get('/account');
  assert.ok(!shown.text.includes(stays.data.locator), shown.text);
  assert.ok(!(await owner.get('/account/travellers')).text.includes('Mallory'));
  assertRefused(await owner.get(`/bookings/${stays.data.locator}`), 404, 'not-found');
  assert.equal(await isConfirmed(owner), true, 'the mailed link showed that');
  assert.equal(await isSignedIn(browser), false);
  assertRefused(await signIn(stack.browser(), email), 422, 'invalid');
});

test('an account that was confirmed keeps what it has when its password is forgotten, and its owner is told', async () => {
  const { browser, email } = await signedIn();
  await browser.submit(await browser.get(await confirmLink(email)), 'confirm');
  const booked = await book(browser, await newDeparture());
  await browser.submit(await browser.get('/forgot'), 'forgot', { email });
  const page = await browser.get(linkIn(await stack.mailTo(email, /\/reset\?code=/), 'reset'));
  await browser.submit(page, 'reset', { password: 'a brand new one' });
  await signIn(browser, email, 'a brand new one');
  assert.ok((await browser.get('/account')).text.includes(booked.data.locator));
  await stack.mailTo(email, /password of your account was changed/);
});

test('registering and forgetting write as much for an address that is known as for one that is not', async () => {
  const { email, browser } = await signedIn();
  await browser.submit(await browser.get(await confirmLink(email)), 'confirm');
  const counts = async () => (await stack.sql('SELECT (SELECT COUNT(*) FROM outbox), (SELECT COUNT(*) FROM account_token)'))[0].map(Number);
  for (const path of ['/register', '/forgot']) {
    const answers = [];
    for (const address of [email, newEmail()]) {
      const before = await counts();
      const answer = await stack.browser().post(path, { email: address, ...(path === '/register' ? { password: 'another password' } : {}) });
      const after = await counts();
      answers.push([answer.status, answer.headers.location, ...after.map((n, i) => n - before[i])]);
    }
    assert.deepEqual(answers[0], answers[1], path);
    assert.deepEqual(answers[0].slice(2), [1, 1]);
  }
  await stack.mailTo(email, /already have an account[\s\S]*\/reset\?code=/);
});

test('of the same thing asked many times at one moment comes one: an account, a new password, a traveller', async () => {
  const email = newEmail();
  const clients = Array.from({ length: 5 }, () => stack.browser());
  const made = await Promise.all(clients.map((browser, i) => browser.post('/register', { email, password: `a password of number ${i}` })));
  assert.deepEqual(made.map(({ status, headers }) => `${status} ${headers.location}`), Array(5).fill('303 /sign-in?done=registered'));
  assert.equal(await one(`SELECT COUNT(*) FROM customer WHERE email_folded = '${email}'`), '1');

  const owner = await signedIn();
  await owner.browser.submit(await owner.browser.get('/forgot'), 'forgot', { email: owner.email });
  const [, code] = linkIn(await stack.mailTo(owner.email, /\/reset\?code=/), 'reset').split('=');
  const reset = await Promise.all(clients.map((browser, i) => browser.post('/reset', { code, password: `a password of number ${i}` })));
  assert.deepEqual(reset.map(({ status }) => status).sort(), [303, 422, 422, 422, 422]);
  const winner = reset.findIndex(({ status }) => status === 303);
  const inside = stack.browser();
  assert.equal((await signIn(inside, owner.email, `a password of number ${winner}`)).status, 303);

  const added = await Promise.all(clients.map(() => inside.post('/account/travellers', { surname: 'Lovelace', born_day: 10, born_month: 12, born_year: 1985 })));
  assert.deepEqual(added.map(({ status }) => status), Array(5).fill(303));
  assert.equal((await inside.get('/account/travellers')).each('traveller').length, 1);
});

test('an unknown address is told by mail that it has no account', async () => {
  const email = newEmail();
  const browser = stack.browser();
  await browser.submit(await browser.get('/forgot'), 'forgot', { email });
  const mail = await stack.mailTo(email, /no account/i);
  assert.doesNotMatch(mail.text, /code=/);
});

test('the address changes when the new one is confirmed; the old one is told, and is free', async () => {
  const { browser, email } = await signedIn();
  const fresh = newEmail();
  const page = await browser.get('/account/email');
  assertRefused(await browser.submit(page, 'account-email', { email: fresh, current: 'not the right one' }), 422, 'invalid', { problemFields: 'current.1' });
  assertRefused(await browser.submit(page, 'account-email', { email: email.toUpperCase(), current: PASSWORD }), 422, 'invalid', { problemFields: 'email.1' });
  assertRefused(await browser.submit(page, 'account-email', { email: 'nobody', current: '' }), 422, 'invalid', { problemFields: 'current.1' });
  const asked = await browser.submit(page, 'account-email', { email: fresh, current: PASSWORD });
  assert.equal(asked.headers.location, '/account?done=asked');
  const again = await browser.submit(page, 'account-email', { email: fresh, current: PASSWORD });
  assert.equal(again.headers.location, asked.headers.location);
  assert.ok((await browser.get('/account')).text.includes(email), 'not yet');
  const path = await confirmLink(fresh);
  assert.equal(await one(`SELECT COUNT(*) FROM account_token WHERE email = '${fresh}'`), '1', 'a click counts once');
  assert.equal((await browser.submit(await browser.get(path), 'confirm')).status, 303);
  assert.ok((await browser.get('/account')).text.includes(fresh));
  assert.equal((await browser.submit(await browser.get(path), 'confirm')).status, 303, 'a repeat does no harm');
  await stack.mailTo(email, /address of your account was changed/);
  assertRefused(await signIn(stack.browser(), email), 422, 'invalid');
  assert.equal((await signIn(stack.browser(), fresh)).status, 303);
  assert.equal(await one(`SELECT COUNT(*) FROM customer WHERE email = '${email}'`), '0');
});

test('an address that another account has is not taken, and nobody learns that it has one', async () => {
  const [mine, other] = [await signedIn(), await signedIn()];
  await other.browser.submit(await other.browser.get(await confirmLink(other.email)), 'confirm');
  const free = await mine.browser.submit(await mine.browser.get('/account/email'), 'account-email', { email: newEmail(), current: PASSWORD });
  const taken = await mine.browser.submit(await mine.browser.get('/account/email'), 'account-email', { email: other.email, current: PASSWORD });
  assert.deepEqual([taken.status, taken.headers.location], [free.status, free.headers.location]);
  const mail = await stack.mailTo(other.email, /has an account already/);
  assert.doesNotMatch(mail.text, /code=|this link/i, 'no link, and none that is spoken of');
  assert.ok(!stack.mailsTo(other.email).some((text) => /You already have an account/.test(text)));
  // Registered and confirmed by somebody else between asking and opening the link.
  const late = newEmail();
  await mine.browser.submit(await mine.browser.get('/account/email'), 'account-email', { email: late, current: PASSWORD });
  const path = await confirmLink(late);
  await stack.browser().post('/register', { email: late, password: PASSWORD });
  await stack.sql(`UPDATE customer SET confirmed_at = NOW(6) WHERE email = '${late}'`);
  assertRefused(await mine.browser.submit(await mine.browser.get(path), 'confirm'), 409, 'email-taken');
  assert.ok((await mine.browser.get('/account')).text.includes(mine.email));
});

test('an account that a stranger made with an address and never confirmed does not keep its owner from moving there', async () => {
  const [owner, stranger] = [await signedIn(), await signedIn()];
  const theirs = await book(stranger.browser, await newDeparture());
  await stranger.browser.post('/account/travellers', { given_name: 'Mallory', surname: 'Elsewhere', born_day: 1, born_month: 2, born_year: 1990 });
  const asked = await owner.browser.submit(await owner.browser.get('/account/email'), 'account-email', { email: stranger.email.toUpperCase(), current: PASSWORD });
  assert.equal(asked.headers.location, '/account?done=asked');
  assert.equal(await isSignedIn(stranger.browser), true, 'asking ends nothing');
  const path = linkIn(await stack.mailTo(stranger.email.toUpperCase(), /wants to use this address[\s\S]*\/confirm\?code=/), 'confirm');
  assert.equal((await owner.browser.submit(await owner.browser.get(path), 'confirm')).status, 303);
  const shown = await owner.browser.get('/account');
  assert.ok(shown.text.includes(stranger.email.toUpperCase()), shown.text);
  assert.ok(!shown.text.includes(theirs.data.locator));
  assert.ok(!(await owner.browser.get('/account/travellers')).text.includes('Mallory'));
  assert.equal(await isSignedIn(stranger.browser), false);
  assert.equal((await signIn(stack.browser(), stranger.email)).status, 303, 'with the password of the account that moved');
  assert.equal(await one(`SELECT COUNT(*) FROM customer WHERE email_folded = '${stranger.email}'`), '1');
  assert.equal(await one(`SELECT state FROM booking WHERE locator = '${theirs.data.locator}'`), 'confirmed', 'who has its code finds it');
});

test('a new password asks for the old one, ends other sign-ins, voids mailed links, and a repeated click counts once', async () => {
  const { browser, email } = await signedIn();
  const elsewhere = stack.browser();
  await signIn(elsewhere, email);
  await browser.submit(await browser.get('/forgot'), 'forgot', { email });
  const reset = await elsewhere.get(linkIn(await stack.mailTo(email, /\/reset\?code=/), 'reset'));
  const page = await browser.get('/account/password');
  assertRefused(await browser.submit(page, 'account-password', { current: 'not the right one', password: 'a brand new one' }), 422, 'invalid', { problemFields: 'current.1' });
  for (const password of ['short77', 'Summer2026!', email, email.split('@')[0].toUpperCase(), 'Aisle Air']) {
    assertRefused(await browser.submit(page, 'account-password', { current: PASSWORD, password }), 422, 'invalid', { problemFields: 'password.1' });
  }
  const typed = { current: PASSWORD, password: 'a brand new one' };
  const both = await Promise.all([browser.submit(page, 'account-password', typed), browser.submit(page, 'account-password', typed)]);
  for (const answer of [...both, await browser.submit(page, 'account-password', typed)]) assert.equal(answer.headers.location, '/account?done=password', answer.text);
  assertRefused(await browser.submit(page, 'account-password', { ...typed, password: 'yet another one' }), 422, 'key-reused');
  assert.equal(await isSignedIn(browser), true);
  assert.equal(await isSignedIn(elsewhere), false);
  assertRefused(await elsewhere.submit(reset, 'reset', { password: 'by the old link' }), 422, 'invalid');
  assertRefused(await signIn(stack.browser(), email), 422, 'invalid');
  assert.equal((await signIn(stack.browser(), email, 'a brand new one')).status, 303);
  await stack.mailTo(email, /password of your account was changed/);
});

test('what is kept to know a repeated click by does not tell, by trying, which passwords were typed', async () => {
  const { browser, email } = await signedIn();
  const [fresh, current, password] = [newEmail(), PASSWORD, 'a brand new one'];
  const moved = await browser.submit(await browser.get('/account/email'), 'account-email', { email: fresh, current });
  const changed = await browser.submit(await browser.get('/account/password'), 'account-password', { current, password });
  assert.deepEqual([moved.status, changed.status], [303, 303]);
  const kept = (await stack.sql(`SELECT LOWER(HEX(k.fingerprint)) FROM click k JOIN browser b ON b.id = k.browser_id JOIN customer c ON c.id = b.customer_id WHERE c.email = '${email}'`)).flat();
  assert.equal(kept.length, 2);
  const plain = (...parts) => createHash('sha256').update(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')).digest('hex');
  for (const guess of [plain('/account/email', 'email', fresh, 'current', current), plain('/account/password', 'current', current, 'password', password)]) assert.ok(!kept.includes(guess));
});

test('guessing the present password is throttled', async () => {
  const { browser } = await signedIn();
  const page = await browser.get('/account/delete');
  const statuses = [];
  for (let i = 0; i < 12 && statuses.at(-1) !== 429; i++) statuses.push((await browser.submit(page, 'account-delete', { current: `guess number ${i}` })).status);
  assert.equal(statuses.at(-1), 429, statuses.join(' '));
  assert.equal(await isSignedIn(browser), true);
});

test('where one is signed in is listed in plain words and can be ended, one by one and all at once', async () => {
  const { email } = await account();
  const agents = { here: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0', there: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1', third: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0' };
  const browsers = {};
  for (const [name, agent] of Object.entries(agents)) {
    browsers[name] = stack.browser();
    await browsers[name].post('/sign-in', { email, password: PASSWORD }, { 'User-Agent': agent });
  }
  const page = await browsers.here.get('/account/sessions');
  const words = page.each('session').map(({ text }) => text);
  assert.equal(words.length, 3);
  for (const [name, expected] of [['Firefox on Windows', true], ['Safari on an iPhone', false], ['Edge on Linux', false]]) {
    const found = words.filter((text) => text.startsWith(name));
    assert.equal(found.length, 1, words.join('\n'));
    assert.equal(found[0].includes('this one'), expected);
  }
  const { action } = page.forms.find(({ name }) => name === 'end-session');
  const stranger = await signedIn();
  assert.equal((await stranger.browser.post(action, {})).status, 303);
  assert.equal((await browsers.here.get('/account/sessions')).each('session').length, 3, 'a stranger ends nothing');
  await browsers.here.post(action, {});
  assert.equal((await browsers.here.get('/account/sessions')).each('session').length, 2);
  await browsers.here.submit(await browsers.here.get('/account/sessions'), 'end-sessions');
  assert.deepEqual(await Promise.all(['here', 'there', 'third'].map((name) => isSignedIn(browsers[name]))), [true, false, false]);
  await browsers.here.submit(await browsers.here.get('/account/sessions'), 'sign-out');
  await signIn(browsers.there, email);
  assert.equal((await browsers.there.get('/account/sessions')).each('session').length, 1, 'who signed out is not listed');
});

test('all that is kept can be taken along', async () => {
  const { browser, email } = await signedIn();
  const departure = await newDeparture();
  const people = [someone('1980-01-01', { given_name: 'Zoë', surname: 'O"Neill \\ <b>' })];
  const booked = await book(browser, departure, { people, contact: { email: 'contact@example.org', phone: '+49 1' } });
  const held = await hold(browser, await newDeparture({ days: 33 }));
  await browser.post('/account/travellers', { given_name: '', surname: 'Suharto', born_day: 8, born_month: 6, born_year: 1921 });
  const answer = await browser.get('/account/export');
  assert.match(answer.headers['content-type'], /^application\/json/);
  assert.match(answer.headers['content-disposition'], /^attachment; filename=/);
  assert.equal(answer.headers['cache-control'], 'no-store');
  const all = JSON.parse(answer.body);
  assert.equal(all.account.email, email);
  assert.equal(all.complete, true);
  assert.equal(all.account.confirmed_at, null);
  assert.deepEqual(all.travellers, [{ given_name: null, surname: 'Suharto', born_on: '1921-06-08' }]);
  assert.equal(all.sign_ins.length, 1);
  const [booking] = all.bookings;
  assert.deepEqual([booking.locator, booking.email, booking.phone, booking.total_minor, booking.currency], [booked.data.locator, 'contact@example.org', '+49 1', Number(booked.data.totalMinor), booked.data.currency]);
  assert.deepEqual(booking.passengers, [{ type: 'adult', given_name: 'Zoë', surname: 'O"Neill \\ <b>', born_on: '1980-01-01', booked_as: null, corrected_by_staff_to: null, cancelled: false }]);
  assert.equal(booking.flights[0].departure, departure.name);
  assert.equal(booking.prices.reduce((sum, { amount_minor }) => sum + amount_minor, 0), booking.total_minor);
  assert.deepEqual(all.holds.map((each) => [each.hold, each.state]), [[held.data.hold, 'open']]);
  assert.doesNotMatch(answer.body, /argon2|password/);
});

test('an account is deleted in two steps, with its password; bookings stay and are found as a guest finds them', async () => {
  const { browser, email } = await signedIn();
  const people = [someone()];
  const booked = await book(browser, await newDeparture(), { people });
  const page = await hold(browser, await newDeparture({ days: 33 }));
  await fillIn(browser, page, [someone()]);
  await browser.post('/account/travellers', { given_name: 'Ada', surname: 'Lovelace', born_day: 10, born_month: 12, born_year: 1985 });
  const elsewhere = stack.browser();
  await signIn(elsewhere, email);
  const id = await one(`SELECT id FROM customer WHERE email = '${email}'`);

  const first = await browser.get('/account/data');
  assert.ok(first.links.some(({ href }) => href === '/account/delete'));
  const second = await browser.get('/account/delete');
  assertRefused(await browser.submit(second, 'account-delete', { current: 'not the right one' }), 422, 'invalid', { problemFields: 'current.1' });
  assert.equal(await isSignedIn(browser), true);
  const inside = browser.cookies.get('aisle');
  assert.equal((await browser.submit(second, 'account-delete', { current: PASSWORD })).headers.location, '/sign-in?done=deleted');

  const old = stack.browser();
  old.cookies.set('aisle', inside);
  assert.deepEqual(await Promise.all([browser, elsewhere, old].map(isSignedIn)), [false, false, false]);
  assertRefused(await signIn(stack.browser(), email), 422, 'invalid');
  for (const each of [browser, elsewhere, old]) assertRefused(await each.get(`/bookings/${booked.data.locator}`), 404, 'not-found');
  const found = await browser.post('/find', { locator: booked.data.locator, surname: people[0].surname });
  assert.equal((await browser.follow(found)).data.state, 'confirmed');
  assert.deepEqual(await stack.sql(`SELECT state, email, (SELECT COUNT(*) FROM passenger p WHERE p.hold_id = h.id) FROM hold h WHERE ref = '${page.data.hold}'`), [['released', 'NULL', '0']]);
  assert.deepEqual(await stack.sql(`SELECT email, email_folded, password_hash, (SELECT COUNT(*) FROM traveller WHERE customer_id = ${id}), (SELECT COUNT(*) FROM account_token WHERE customer_id = ${id}), (SELECT COUNT(*) FROM browser WHERE customer_id = ${id} AND client IS NOT NULL) FROM customer WHERE id = ${id}`), [['NULL', 'NULL', 'NULL', '0', '0', '0']]);
  await stack.mailTo(email, /Your account was deleted/);
  await until('nothing has the address any more', async () => (await one(`SELECT COUNT(*) FROM outbox WHERE recipient = '${email}'`)) === '0');
  assert.equal((await stack.aisle(['verify', '--all'])).status, 0);

  const again = stack.browser();
  await again.submit(await again.get('/register'), 'register', { email, password: 'a brand new one' });
  assert.equal((await signIn(again, email, 'a brand new one')).status, 303);
  assert.ok(!(await again.get('/account')).text.includes(booked.data.locator), 'who registers the address again begins with nothing');
});

test('nobody gets at an account who is not signed in to it', async () => {
  for (const path of ['/account', '/account/email', '/account/password', '/account/sessions', '/account/travellers', '/account/travellers/x', '/account/data', '/account/export', '/account/delete']) {
    const answer = await stack.browser().get(path);
    assert.deepEqual([answer.status, answer.headers.location, answer.headers['cache-control']], [303, '/sign-in', 'no-store'], path);
  }
  const key = 'k'.repeat(20);
  const person = { surname: 'Lovelace', born_day: 10, born_month: 12, born_year: 1985 };
  for (const [path, fields] of [['/account/email', { email: newEmail(), current: PASSWORD, key }], ['/account/password', { current: PASSWORD, password: 'a brand new one', key }], ['/account/delete', { current: PASSWORD }],
    ['/account/confirm', {}], ['/account/sessions/end', {}], ['/account/sessions/x/end', {}], ['/account/travellers', person], ['/account/travellers/x', person], ['/account/travellers/x/delete', {}]]) {
    const browser = stack.browser();
    await browser.get('/');
    const answer = await browser.post(path, fields);
    assert.deepEqual([answer.status, answer.headers.location], [303, '/sign-in'], path);
    assertRefused(await browser.post(path, fields, { 'Sec-Fetch-Site': 'cross-site' }), 403, 'cross-site');
  }
});

test('a sign-in ends after half an hour without a click, and after eight hours in any case', async () => {
  for (const when of ['seen_at = NOW(6) - INTERVAL 31 MINUTE', 'signed_in_at = NOW(6) - INTERVAL 481 MINUTE']) {
    const { browser, email } = await signedIn();
    await stack.sql(`UPDATE browser SET ${when} WHERE customer_id = (SELECT id FROM customer WHERE email = '${email}')`);
    assert.equal((await browser.get('/account/sessions')).headers.location, '/sign-in', when);
    assert.equal((await browser.get('/account/export')).headers.location, '/sign-in', when);
  }
});

test('whatever is asked for as the account keeps one signed in', async () => {
  const { browser, email } = await signedIn();
  const me = `customer_id = (SELECT id FROM customer WHERE email = '${email}')`;
  await browser.post('/account/travellers', { surname: 'Lovelace', born_day: 10, born_month: 12, born_year: 1985 });
  const [{ traveller }] = (await browser.get('/account/travellers')).each('traveller');
  const held = await hold(browser, await newDeparture());
  for (const path of ['/account/travellers', `/account/travellers/${traveller}`, '/account/export', '/account/sessions', '/account', `/holds/${held.data.hold}`]) {
    await stack.sql(`UPDATE browser SET seen_at = NOW(6) - INTERVAL 29 MINUTE WHERE ${me}`);
    assert.equal((await browser.get(path)).status, 200, path);
    assert.equal(await one(`SELECT COUNT(*) FROM browser WHERE seen_at > NOW(6) - INTERVAL 1 MINUTE AND ${me}`), '1', path);
  }
});
