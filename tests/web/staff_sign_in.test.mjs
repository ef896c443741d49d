// Staff sign in: a password and a second factor; what ends a sign-in; who guesses.
import assert from 'node:assert/strict';
import { statSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { booked } from '../support/managed.mjs';
import { stack } from '../support/stack.mjs';
import { actOnTeam, codeOf, enrol, isSignedIn, newName, secretOf, signIn, staff, staffIn } from '../support/staff.mjs';

test('staff sign in, see their own name, and sign out', async () => {
  const person = await staff('gate');
  const browser = stack.browser();
  const first = await browser.get('/admin/sign-in');
  assert.equal(first.data.page, 'admin-sign-in');
  const before = browser.cookies.get('aisle-staff');
  assert.ok(before, 'a cookie of its own');
  assert.doesNotMatch(first.headers['set-cookie'].join(), /Max-Age/, 'kept until the browser is closed');
  assert.equal(browser.cookies.get('aisle'), undefined, 'not the customers\' one');
  const answer = await browser.submit(first, 'sign-in', { name: person.name.toUpperCase(), password: person.password });
  assert.equal(`${answer.status} ${answer.headers.location}`, '303 /admin/');
  assert.notEqual(browser.cookies.get('aisle-staff'), before, 'a new token at sign-in');
  const page = await browser.get('/admin/account');
  assert.equal(page.data.page, 'admin-account');
  assert.match(page.text, new RegExp(`${person.name}.*gate`));
  const inside = browser.cookies.get('aisle-staff');
  assert.equal((await browser.submit(page, 'sign-out')).headers.location, '/admin/sign-in?done=signed-out');
  assert.equal(await isSignedIn(browser), false);
  const old = stack.browser();
  old.cookies.set('aisle-staff', inside);
  assert.equal(await isSignedIn(old), false, 'the old token is worth nothing any more');
});

test('who is signed out is led to the sign-in, and from there to the page; a form is refused', async () => {
  const { name, password } = await staff();
  const browser = stack.browser();
  const away = await browser.get('/admin/account');
  assert.equal(`${away.status} ${away.headers.location}`, '303 /admin/sign-in?next=%2Fadmin%2Faccount');
  const page = await browser.follow(away);
  assertRefused(await browser.post('/admin/account/sessions/end', {}), 401, 'unauthenticated');
  assert.equal((await browser.submit(page, 'sign-in', { name, password })).headers.location, '/admin/account');
  for (const next of ['https://evil.example/', '//evil.example', '/admin/..//evil', '/bookings', '/admin?/admin/', '/admin/@evil.example', '/admin/\\evil', '/admin/x?y#z', `/admin/${'x'.repeat(500)}`]) {
    const at = await stack.browser().get('/admin/sign-in', { next });
    const hidden = at.forms.find((form) => form.name === 'sign-in').fields.find(([name]) => name === 'next');
    assert.match(hidden[1], /^\/admin\//, next);
  }
});

test('a wrong password, an unknown name and a disabled sign-in look the same', async () => {
  const [known, disabled] = [await staff(), await staff()];
  assert.equal((await stack.aisle(['staff', 'disable', disabled.name])).status, 0);
  const answers = [
    await signIn(stack.browser(), { ...known, password: 'not the password' }),
    await signIn(stack.browser(), { name: newName(), password: 'not the password' }),
    await signIn(stack.browser(), disabled),
  ];
  for (const answer of answers) assertRefused(answer, 422, 'invalid', { problemFields: 'name.1 password.1' });
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.ok(!answers[0].body.includes('not the password'), 'a password is never shown again');
});

test('guessing is throttled', async () => {
  const { name } = await staff();
  const statuses = [];
  for (let tries = 0; tries < 12 && statuses.at(-1) !== 429; tries++) statuses.push((await stack.browser().post('/admin/sign-in', { name, password: `guess number ${tries}` })).status);
  assert.equal(statuses.at(-1), 429, statuses.join(' '));
});

const guess = async (name, i) => (await stack.browser().post('/admin/sign-in', { name, password: `guess number ${i}` })).status;

test('whoever signs in rightly, however often, has used up no try; and gives a guesser none', async () => {
  const [one, other] = [await staff(), await staff()];
  // More than in two minutes.
  for (let i = 0; i < 12; i++) assert.equal((await signIn(stack.browser(), one)).status, 303, `sign-in ${i}`);
  // Between guesses the guesser, or the owner, signs in.
  for (const between of [other, one]) {
    const statuses = [];
    for (let i = 0; i < 12 && statuses.at(-1) !== 429; i++) {
      statuses.push(await guess(one.name, i));
      await signIn(stack.browser(), between);
    }
    assert.equal(statuses.at(-1), 429, statuses.join(' '));
  }
});

test('with a second factor the password alone opens nothing; a code counts once', async () => {
  const { browser: home, ...person } = await staffIn('agent');
  const { secret, used } = await enrol(home, person);
  const browser = stack.browser();
  const half = await browser.follow(await browser.follow(await signIn(browser, person)));
  assert.equal(half.data.page, 'admin-code');
  assert.equal((await browser.get('/admin/account')).headers.location, '/admin/sign-in/code?next=%2Fadmin%2Faccount');
  assertRefused(await browser.post('/admin/account/sessions/end', {}), 401, 'unauthenticated');
  assertRefused(await browser.submit(half, 'code', { code: '000 000' }), 422, 'invalid', { problemFields: 'code.1' });
  assertRefused(await browser.submit(half, 'code', { code: used }), 422, 'invalid', { problemFields: 'code.1' });
  assert.equal(await isSignedIn(browser), false, 'the code that set it up was used');
  const before = browser.cookies.get('aisle-staff');
  assert.equal((await browser.submit(half, 'code', { code: codeOf(secret, 1).replace(/...$/, ' $&') })).status, 303);
  assert.notEqual(browser.cookies.get('aisle-staff'), before, 'a new token');
  assert.equal(await isSignedIn(browser), true);
  const late = stack.browser();
  assertRefused(await late.post('/admin/sign-in/code', { code: codeOf(secret, 1) }), 401, 'unauthenticated');
});

test('with a second factor too one comes to the page that was asked for, and to none elsewhere', async () => {
  const { browser: home, ...person } = await staffIn('agent');
  const { recovery } = await enrol(home, person);
  const browser = stack.browser();
  const first = await browser.follow(await browser.get('/admin/bookings'));
  const half = await browser.follow(await browser.follow(await browser.submit(first, 'sign-in', person)));
  const wrong = await browser.submit(half, 'code', { code: '000 000' });
  assert.equal((await browser.submit(wrong, 'code', { code: recovery[0] })).headers.location, '/admin/bookings');
  const other = stack.browser();
  await signIn(other, person);
  const at = await other.get('/admin/sign-in/code', { next: 'https://evil.example/' });
  assert.equal((await other.submit(at, 'code', { code: recovery[1] })).headers.location, '/admin/');
});

test('what was looked for is looked for after the sign-in, also with a second factor', async () => {
  const { browser: home, ...person } = await staffIn('agent');
  const { recovery } = await enrol(home, person);
  const browser = stack.browser();
  const path = '/admin/bookings?q=M%C3%BCller*%2C+Ada&as=name';
  const first = await browser.follow(await browser.get(path));
  const half = await browser.follow(await browser.follow(await browser.submit(first, 'sign-in', person)));
  assert.equal(half.data.page, 'admin-code');
  assert.equal((await browser.submit(half, 'code', { code: recovery[0] })).headers.location, path);
  // What cannot come along does not keep the page from coming.
  for (const odd of ["q='", `q=${'x'.repeat(600)}`]) assert.equal((await stack.browser().get(`/admin/bookings?${odd}`)).headers.location, '/admin/sign-in?next=%2Fadmin%2Fbookings', odd);
});

test('a form that is sent while a sign-in is half done is refused with what there is to do, and sent again it is done once', async () => {
  const { browser, ...person } = await staffIn('agent');
  const { recovery } = await enrol(browser, person);
  const { locator } = await booked();
  const page = await browser.get(`/admin/bookings/${locator}`);
  const send = () => browser.submit(page, 'booking-note', { words: 'She called about a wheelchair.' });
  const notes = async () => (await stack.sql(`SELECT COUNT(*) FROM booking_note n JOIN booking b ON b.id = n.booking_id WHERE b.locator = '${locator}'`))[0][0];
  await stack.sql(`UPDATE staff_session se JOIN staff s ON s.id = se.staff_id SET se.seen_at = NOW(6) - INTERVAL 31 MINUTE WHERE s.name = '${person.name}'`);
  const half = await browser.follow(await browser.follow(await signIn(browser, person)));
  assert.equal(half.data.page, 'admin-code');
  const refused = await send();
  assertRefused(refused, 401, 'unauthenticated');
  assert.match(refused.text, /Nothing was done: a code/);
  assert.ok(refused.links.some(({ href }) => href === '/admin/sign-in/code'), 'and where');
  assert.equal(await notes(), '0');
  assert.equal((await browser.submit(half, 'code', { code: recovery[0] })).status, 303);
  for (let i = 0; i < 2; i++) assert.equal((await send()).status, 303, 'the browser sends it again');
  assert.equal(await notes(), '1');
});

test('so is a form of somebody who has to choose another password, or set up a second factor, first', async () => {
  const refusedFor = async (browser, way) => {
    const refused = await browser.post('/admin/account/sessions/end', {});
    assertRefused(refused, 401, 'unauthenticated');
    assert.match(refused.text, /Nothing was done: you have to/);
    assert.ok(refused.links.some(({ href }) => href === way), refused.text);
    assert.equal((await browser.get('/admin/account')).headers.location, way);
  };
  const { name } = await staff();
  assert.equal((await actOnTeam(`/admin/team/${name}`, 'staff-reset', { password: 'chosen by somebody' })).status, 303);
  const browser = stack.browser();
  assert.equal((await signIn(browser, { name, password: 'chosen by somebody' })).status, 303);
  await refusedFor(browser, '/admin/account/password');
  await stack.set({ AISLE_ADMIN_SECOND_FACTOR: 'required' }, 'admin');
  try {
    await refusedFor((await staffIn('agent')).browser, '/admin/account/second-factor');
  } finally {
    await stack.set({}, 'admin');
  }
});

test('recovery codes are good once each, in any writing, and are not kept as they are', async () => {
  const { browser: home, ...person } = await staffIn('agent');
  const { recovery } = await enrol(home, person);
  assert.equal(new Set(recovery).size, 10);
  const use = async (code) => {
    const browser = stack.browser();
    await signIn(browser, person);
    return browser.submit(await browser.get('/admin/sign-in/code'), 'code', { code });
  };
  assert.equal((await use(recovery[3].toUpperCase().replaceAll('-', ' '))).status, 303);
  assertRefused(await use(recovery[3]), 422, 'invalid', { problemFields: 'code.1' });
  assert.match((await home.get('/admin/account')).text, /9 recovery codes are unused/);
  const [[kept]] = await stack.sql(`SELECT COUNT(*) FROM staff_code WHERE code_digest = UNHEX(SHA2('${recovery[0].replaceAll('-', '')}', 256))`);
  assert.equal(kept, '1', 'their digests are');
});

test('setting a second factor up needs the password, and signs out everywhere else', async () => {
  const { browser, ...person } = await staffIn('agent');
  const other = stack.browser();
  await signIn(other, person);
  const page = await browser.get('/admin/account/second-factor');
  const secret = secretOf(page);
  assertRefused(await browser.submit(page, 'second-factor', { code: codeOf(secret), current: 'something else' }), 422, 'invalid', { problemFields: 'current.1' });
  assertRefused(await browser.submit(page, 'second-factor', { code: '123456', current: person.password }), 422, 'invalid', { problemFields: 'code.1' });
  assert.equal((await browser.get('/admin/account/second-factor')).body.includes(secret), true, 'the same secret until it is confirmed');
  assert.equal((await browser.submit(page, 'second-factor', { code: codeOf(secret), current: person.password })).status, 303);
  assert.deepEqual([await isSignedIn(browser), await isSignedIn(other)], [true, false]);
});

test('another second factor needs the password and a code of the one before, which counts once', async () => {
  const { browser, ...person } = await staffIn('agent');
  const { secret: old, used } = await enrol(browser, person);
  const page = await browser.get('/admin/account/second-factor');
  const secret = secretOf(page);
  assert.notEqual(secret, old);
  const again = (present) => browser.submit(page, 'second-factor', { code: codeOf(secret), current: person.password, present });
  for (const present of ['', codeOf(secret), used]) {
    const refused = await again(present);
    assertRefused(refused, 422, 'invalid', { problemFields: 'present.1' });
    assert.match(refused.body, /<input id="present"[^>]* aria-describedby="present-error/);
  }
  const [[refusals]] = await stack.sql(`SELECT COUNT(*) FROM staff_audit WHERE subject = 'staff/${person.name}' AND action = 'code-refused'`);
  assert.equal(refusals, '2');
  assert.equal((await again(codeOf(old, 1))).status, 303);
  const late = stack.browser();
  const half = await late.follow(await late.follow(await signIn(late, person)));
  assertRefused(await late.submit(half, 'code', { code: codeOf(old, 1) }), 422, 'invalid', { problemFields: 'code.1' });
  assert.equal((await late.submit(half, 'code', { code: codeOf(secret, 1) })).status, 303);
});

test('who has lost the app sets up another second factor with a recovery code, and the old codes are void', async () => {
  const { browser, ...person } = await staffIn('agent');
  const { recovery } = await enrol(browser, person);
  const page = await browser.get('/admin/account/second-factor');
  const typed = { code: codeOf(secretOf(page)), current: person.password, present: recovery[0] };
  assertRefused(await browser.submit(page, 'second-factor', { ...typed, current: 'something else' }), 422, 'invalid', { problemFields: 'current.1' });
  assertRefused(await browser.submit(page, 'second-factor', { ...typed, code: '123456' }), 422, 'invalid', { problemFields: 'code.1' });
  assert.match((await browser.get('/admin/account')).text, /10 recovery codes are unused/, 'none was used up by what was refused');
  assert.equal((await browser.submit(page, 'second-factor', typed)).status, 303);
  const late = stack.browser();
  const half = await late.follow(await late.follow(await signIn(late, person)));
  assertRefused(await late.submit(half, 'code', { code: recovery[1] }), 422, 'invalid', { problemFields: 'code.1' });
});

test('where the second factor is required it comes first', async () => {
  await stack.set({ AISLE_ADMIN_SECOND_FACTOR: 'required' }, 'admin');
  try {
    const { browser, ...person } = await staffIn('agent');
    assert.equal((await browser.get('/admin/account')).headers.location, '/admin/account/second-factor');
    assert.match((await browser.get('/admin/account/second-factor')).text, /Everybody here needs one/);
    await enrol(browser, person);
    assert.equal(await isSignedIn(browser), true);
  } finally {
    await stack.set({}, 'admin');
  }
});

test('half an hour without a click, or eight hours, end a sign-in; five minutes one without its code', async () => {
  const { browser, name } = await staffIn('agent');
  const set = (what) => stack.sql(`UPDATE staff_session se JOIN staff s ON s.id = se.staff_id SET ${what} WHERE s.name = '${name}'`);
  await set('se.seen_at = NOW(6) - INTERVAL 29 MINUTE');
  assert.equal(await isSignedIn(browser), true);
  await set('se.seen_at = NOW(6) - INTERVAL 31 MINUTE');
  assert.equal(await isSignedIn(browser), false);
  await set('se.seen_at = NOW(6), se.signed_in_at = NOW(6) - INTERVAL 479 MINUTE');
  assert.equal(await isSignedIn(browser), true);
  await set('se.signed_in_at = NOW(6) - INTERVAL 481 MINUTE');
  assert.equal(await isSignedIn(browser), false);
  await set("se.signed_in_at = NOW(6) - INTERVAL 6 MINUTE, se.stage = 'password'");
  assert.equal((await browser.get('/admin/account')).headers.location, '/admin/sign-in?next=%2Fadmin%2Faccount');
});

test('sessions are listed, and ended one by one or all others', async () => {
  const { browser, ...person } = await staffIn('agent');
  const [phone, desk] = [stack.browser(), stack.browser()];
  for (const one of [phone, desk]) await signIn(one, person);
  const page = await browser.get('/admin/account');
  assert.equal(page.each('session').length, 3);
  for (const one of [phone, desk]) assert.match(page.text, new RegExp(`Sign out there: [^:]+, ${one.address}`), 'who hears the buttons alone can tell them apart');
  assert.equal((await browser.submit(page, 'end-session')).headers.location, '/admin/account?done=ended');
  assert.equal((await Promise.all([phone, desk].map(isSignedIn))).filter(Boolean).length, 1);
  assert.equal((await browser.submit(page, 'end-sessions')).status, 303);
  assert.deepEqual(await Promise.all([phone, desk, browser].map(isSignedIn)), [false, false, true]);
});

test('whoever signs in where somebody is signed in takes over the browser; what is over is kept of nobody', async () => {
  const first = await staffIn('agent');
  const gone = await staffIn('agent');
  const sessions = async ({ name }) => Number((await stack.sql(`SELECT COUNT(*) FROM staff_session se JOIN staff s ON s.id = se.staff_id WHERE s.name = '${name}'`))[0][0]);
  await stack.sql(`UPDATE staff_session se JOIN staff s ON s.id = se.staff_id SET se.seen_at = NOW(6) - INTERVAL 31 MINUTE WHERE s.name = '${gone.name}'`);
  const inside = first.browser.cookies.get('aisle-staff');
  const second = await staff('gate');
  assert.equal((await signIn(first.browser, second)).status, 303);
  assert.match((await first.browser.get('/admin/account')).text, new RegExp(second.name));
  const old = stack.browser();
  old.cookies.set('aisle-staff', inside);
  assert.equal(await isSignedIn(old), false, 'the one before is signed out');
  assert.deepEqual([await sessions(first), await sessions(gone), await sessions(second)], [0, 0, 1]);
});

test('a new password ends the other sign-ins; staff passwords have ten characters', async () => {
  const { browser, ...person } = await staffIn('agent');
  const other = stack.browser();
  await signIn(other, person);
  const page = await browser.get('/admin/account/password');
  for (const [current, password, fields] of [
    [person.password, 'nine char', 'password.1'], [person.password, 'password123', 'password.1'],
    ['not the password', 'a good new password', 'current.1'], [person.password, person.password, 'password.1'],
  ]) assertRefused(await browser.submit(page, 'password', { current, password }), 422, 'invalid', { problemFields: fields });
  assert.equal((await browser.submit(page, 'password', { current: person.password, password: 'a good new password' })).status, 303);
  assert.deepEqual([await isSignedIn(browser), await isSignedIn(other)], [true, false]);
  assertRefused(await signIn(stack.browser(), person), 422, 'invalid');
  assert.equal((await signIn(stack.browser(), { ...person, password: 'a good new password' })).status, 303);
});

test('a customer\'s cookie opens nothing, and a form from elsewhere is refused', async () => {
  const { browser } = await staffIn('admin');
  const customer = stack.browser();
  await customer.get('/');
  customer.cookies.set('aisle', browser.cookies.get('aisle-staff'));
  assert.equal(await isSignedIn(customer), false);
  assertRefused(await browser.post('/admin/account/sessions/end', {}, { 'Sec-Fetch-Site': 'cross-site' }), 403, 'cross-site');
});

test('the demo has a sign-in whose password only its runner can read', async () => {
  const path = join(stack.folder, 'staff-password');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const browser = stack.browser();
  assert.equal((await signIn(browser, { name: 'demo', password: readFileSync(path, 'utf8').trim() })).status, 303);
  assert.match((await browser.get('/admin/account')).text, /demo.*admin/);
});

test('the program says that it lives, that it is ready, and what it counted', async () => {
  const browser = stack.browser();
  assert.equal((await browser.get('/admin/healthz')).body, 'ok\n');
  assert.equal((await browser.get('/admin/readyz')).body, 'ready\n');
  assert.match((await stack.browser({ address: '127.0.0.1' }).get('/admin/metrics')).body, /program="admin",method="POST",route="\/admin\/sign-in"/);
  assert.equal((await browser.get('/admin/healthz/')).status, 404);
});

test('aisle staff adds, lists, disables, enables and resets', async () => {
  const { browser, name } = await staffIn('manager');
  assert.match((await stack.aisle(['staff', 'list'])).stdout, new RegExp(`^${name} +manager +active +password alone`, 'm'));
  assert.equal((await stack.aisle(['staff', 'add', name.toUpperCase(), 'agent'])).status, 1, 'a name is somebody\'s for good');
  assert.equal((await stack.aisle(['staff', 'disable', name])).status, 0);
  assert.equal(await isSignedIn(browser), false, 'at once');
  assert.equal((await stack.aisle(['staff', 'enable', name])).status, 0);
  assert.equal(await isSignedIn(browser), false, 'the old sessions are gone');
  const reset = await stack.aisle(['staff', 'reset', name]);
  assert.equal((await signIn(browser, { name, password: /^password: (\S+)$/m.exec(reset.stdout)[1] })).status, 303);
  assert.equal((await stack.aisle(['staff', 'reset', 'nobody.there'])).status, 1);
  for (const args of [[], ['add'], ['add', 'x1'], ['add', 'x1', 'pilot'], ['fire', 'x1'], ['list', 'x1']]) assert.equal((await stack.aisle(['staff', ...args])).status, 2, args.join(' '));
  assert.equal((await stack.aisle(['staff', '--help'])).status, 0);
});
