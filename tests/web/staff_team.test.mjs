// The team: people are added, change role, are disabled and reset by an admin; two admins at one time.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { stack } from '../support/stack.mjs';
import { actOnTeam, codeOf, enrol, isSignedIn, newName, signIn, staffIn } from '../support/staff.mjs';

let admin;
before(async () => {
  admin = await staffIn('admin');
});
const FIRST = 'a first password';

async function added(role = 'agent') {
  const name = newName();
  const answer = await actOnTeam('/admin/team', 'staff-add', { name, role, password: FIRST });
  assert.equal(`${answer.status} ${answer.headers.location}`, '303 /admin/team?done=added', answer.text);
  return { name, password: FIRST };
}
const pathOf = (name) => `/admin/team/${name}`;
const member = (name) => admin.browser.get(pathOf(name));

test('who is added has to choose another password before anything else', async () => {
  const person = await added('manager');
  assert.ok((await admin.browser.get('/admin/team')).each('staff').some(({ staff, role, state }) => staff === person.name && role === 'manager' && state === 'active'));
  const browser = stack.browser();
  const page = await browser.follow(await browser.follow(await signIn(browser, person)));
  assert.equal(page.data.page, 'admin-password');
  assert.equal((await browser.get('/admin/audit')).headers.location, '/admin/account/password');
  assertRefused(await browser.post('/admin/account/sessions/end', {}), 401, 'unauthenticated');
  assert.equal((await browser.submit(page, 'password', { current: FIRST, password: 'a password of my own' })).status, 303);
  assert.equal((await browser.get('/admin/audit')).status, 200);
});

test('names, roles and passwords that cannot be are refused with what was typed, but the password', async () => {
  const there = await added();
  for (const [typed, fields] of [
    [{ name: 'Ada Lovelace' }, 'name.1'], [{ name: 'x' }, 'name.1'], [{ name: there.name.toUpperCase() }, 'name.1'], [{ name: '' }, 'name.1'],
    [{ role: 'pilot' }, 'role.1'], [{ password: 'short one' }, 'password.1'], [{ password: 'password123' }, 'password.1'],
  ]) {
    const fieldsTyped = { name: newName(), role: 'gate', password: FIRST, ...typed };
    const page = await actOnTeam('/admin/team', 'staff-add', fieldsTyped);
    assertRefused(page, 422, 'invalid', { problemFields: fields });
    assert.equal(page.forms.find((form) => form.name === 'staff-add').fields.find(([name]) => name === 'name')[1], fieldsTyped.name);
    assert.ok(!page.body.includes(FIRST));
    const [field] = fields.split('.');
    assert.match(page.body, new RegExp(`<(?:input|select) id="${field}"[^>]* aria-describedby="${field}-error`), 'the field is told what is wrong with it');
  }
});

test('the list goes on after a name; after what is none it begins', async () => {
  const namesAfter = async (after) => (await admin.browser.get('/admin/team', { after })).each('staff').map(({ staff }) => staff);
  const all = await namesAfter('');
  assert.deepEqual(await namesAfter(all[0]), all.slice(1));
  assert.deepEqual(await namesAfter('Jürgen'), all);
});

test('disabling ends all sign-ins at once; letting in again does not bring them back', async () => {
  const one = await staffIn('gate');
  assert.equal((await actOnTeam(pathOf(one.name), 'staff-disable')).headers.location, `/admin/team/${one.name}?done=disabled`);
  assert.equal(await isSignedIn(one.browser), false);
  assertRefused(await signIn(stack.browser(), one), 422, 'invalid');
  assert.equal((await member(one.name)).data.state, 'disabled');
  assert.equal((await actOnTeam(pathOf(one.name), 'staff-enable')).status, 303);
  assert.equal(await isSignedIn(one.browser), false);
  assert.equal((await signIn(one.browser, one)).status, 303);
});

test('a reset gives another first password and takes the second factor away', async () => {
  const one = await staffIn('agent');
  await enrol(one.browser, one);
  assert.equal((await actOnTeam(pathOf(one.name), 'staff-reset', { password: FIRST })).status, 303);
  assert.equal(await isSignedIn(one.browser), false);
  assertRefused(await signIn(stack.browser(), one), 422, 'invalid');
  const answer = await signIn(one.browser, { name: one.name, password: FIRST });
  assert.equal((await one.browser.follow(answer)).headers.location, '/admin/account/password', 'no code is asked for');
});

test('nobody takes the own second factor away by a reset: another admin does, or the server', async () => {
  const one = await staffIn('admin');
  const { secret } = await enrol(one.browser, one);
  const page = await one.browser.get(pathOf(one.name));
  assert.deepEqual(page.forms.map(({ name }) => name).filter((name) => name.startsWith('staff-')), ['staff-role', 'staff-disable']);
  assert.ok(page.links.some(({ href }) => href === '/admin/account'));
  const fields = { version: page.data.version, password: FIRST, current: one.password };
  for (const typed of [fields, { ...fields, current: 'wrong' }, {}]) {
    const refused = await one.browser.post(`${pathOf(one.name.toUpperCase())}/reset`, typed);
    assertRefused(refused, 403, 'forbidden');
    assert.equal(refused.data.page, 'admin-member');
    assert.match(refused.text, /another admin/);
  }
  assert.equal(await isSignedIn(one.browser), true);
  const again = stack.browser();
  const half = await again.follow(await again.follow(await signIn(again, one)));
  assert.equal(half.data.page, 'admin-code', 'it is asked for as before');
  assert.equal((await again.submit(half, 'code', { code: codeOf(secret, 1) })).status, 303);
  assert.equal((await actOnTeam(pathOf(one.name), 'staff-reset', { password: FIRST })).status, 303, 'another admin does it');
});

test('of two admins who change the same person the second is told, and nothing happens', async () => {
  const { name } = await added('agent');
  const second = await staffIn('admin');
  const typed = { role: 'manager', current: second.password };
  const theirs = await second.browser.get(pathOf(name));
  assert.equal((await actOnTeam(pathOf(name), 'staff-role', { role: 'gate' })).status, 303);
  const refused = await second.browser.submit(theirs, 'staff-role', typed);
  assertRefused(refused, 409, 'changed-meanwhile', { role: 'gate' });
  assert.match(refused.body, /<option value="manager" selected>/, 'what was chosen is still chosen');
  assert.equal((await member(name)).data.role, 'gate');
  assert.equal((await second.browser.submit(refused, 'staff-role', typed)).status, 303, 'from there it goes on');
});

test('an open sign-in alone changes nobody: each form asks for the own password, and keeps what else was typed', async () => {
  const one = await staffIn('gate');
  const { secret } = await enrol(one.browser, one);
  const gone = await staffIn('agent');
  assert.equal((await actOnTeam(pathOf(gone.name), 'staff-disable')).status, 303);
  const fresh = newName();
  const acts = [
    ['/admin/team', 'staff-add', { name: fresh, role: 'admin', password: FIRST }],
    [pathOf(one.name), 'staff-role', { role: 'admin' }],
    [pathOf(one.name), 'staff-reset', { password: FIRST }],
    [pathOf(one.name), 'staff-disable', {}],
    [pathOf(gone.name), 'staff-enable', {}],
  ];
  for (const [path, form, typed] of acts) {
    const { browser, name } = await staffIn('admin');
    for (const current of ['', 'not my password', FIRST]) {
      const page = await browser.submit(await browser.get(path), form, { ...typed, current });
      assertRefused(page, 422, 'invalid', { problemFields: 'current.1' });
      assert.equal(page.body.match(/<input [^>]*name="current"[^>]* aria-invalid="true"/g)?.length, 1, `${form}: beside its own field alone`);
      assert.equal(new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).size, [...page.body.matchAll(/ id="/g)].length, `${form}: ids are there once`);
      if (typed.role) assert.match(page.body, new RegExp(`<option value="${typed.role}" selected>`));
      if (typed.name) assert.ok(page.body.includes(`value="${typed.name}"`));
      assert.ok(!page.body.includes('not my password') && !page.body.includes(FIRST), 'a password is never shown again');
    }
    const [[refusals]] = await stack.sql(`SELECT COUNT(*) FROM staff_audit WHERE subject = 'staff/${name}' AND action = 'password-refused'`);
    assert.equal(refusals, '2');
  }
  assertRefused(await admin.browser.get(pathOf(fresh)), 404, 'not-found');
  assert.deepEqual([(await member(one.name)).data, (await member(gone.name)).data].map(({ role, state }) => `${role} ${state}`), ['gate active', 'agent disabled']);
  assert.equal(await isSignedIn(one.browser), true);
  const again = stack.browser();
  const half = await again.follow(await again.follow(await signIn(again, one)));
  assert.equal((await again.submit(half, 'code', { code: codeOf(secret, 1) })).status, 303);
});

test('the password of an admin is not guessed there either', async () => {
  const { browser } = await staffIn('admin');
  const { name } = await staffIn('agent');
  const page = await browser.get(pathOf(name));
  const statuses = [];
  for (let tries = 0; tries < 12 && statuses.at(-1) !== 429; tries++) statuses.push((await browser.submit(page, 'staff-role', { role: 'gate', current: `guess number ${tries}` })).status);
  assert.equal(statuses.at(-1), 429, statuses.join(' '));
});

test('the last admin stays one', async () => {
  const others = await stack.sql("SELECT name FROM staff WHERE role = 'admin' AND disabled_at IS NULL");
  await stack.sql(`UPDATE staff SET disabled_at = NOW(6) WHERE role = 'admin' AND name <> '${admin.name}'`);
  try {
    const page = await member(admin.name);
    assertRefused(await admin.browser.submit(page, 'staff-role', { role: 'agent', current: admin.password }), 422, 'invalid', { problemFields: 'role.1' });
    assertRefused(await admin.browser.submit(page, 'staff-disable', { current: admin.password }), 422, 'invalid', { problemFields: 'role.1' });
    assert.equal(await isSignedIn(admin.browser), true);
  } finally {
    await stack.sql(`UPDATE staff SET disabled_at = NULL WHERE name IN (${others.map(([name]) => `'${name}'`)})`);
  }
});
