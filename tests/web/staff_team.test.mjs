// The team: people are added, change role, are disabled and reset by an admin; two admins at one time.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { stack } from '../support/stack.mjs';
import { enrol, isSignedIn, newName, signIn, staffIn } from '../support/staff.mjs';

let admin;
before(async () => {
  admin = await staffIn('admin');
});
const FIRST = 'a first password';

async function added(role = 'agent') {
  const name = newName();
  const answer = await admin.browser.submit(await admin.browser.get('/admin/team'), 'staff-add', { name, role, password: FIRST });
  assert.equal(`${answer.status} ${answer.headers.location}`, '303 /admin/team?done=added', answer.text);
  return { name, password: FIRST };
}
const member = (name) => admin.browser.get(`/admin/team/${name}`);

test('who is added has to choose another password before anything else', async () => {
  const person = await added('manager');
  assert.ok((await admin.browser.get('/admin/team')).each('staff').some(({ staff, role, state }) => staff === person.name && role === 'manager' && state === 'active'));
  const browser = stack.browser();
  const page = await browser.follow(await browser.follow(await signIn(browser, person)));
  assert.equal(page.data.page, 'admin-password');
  assert.equal((await browser.get('/admin/audit')).headers.location, '/admin/account/password');
  assert.equal((await browser.post('/admin/account/sessions/end', {})).headers.location, '/admin/account/password');
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
    const page = await admin.browser.submit(await admin.browser.get('/admin/team'), 'staff-add', fieldsTyped);
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
  assert.equal((await admin.browser.submit(await member(one.name), 'staff-disable')).headers.location, `/admin/team/${one.name}?done=disabled`);
  assert.equal(await isSignedIn(one.browser), false);
  assertRefused(await signIn(stack.browser(), one), 422, 'invalid');
  const page = await member(one.name);
  assert.equal(page.data.state, 'disabled');
  assert.equal((await admin.browser.submit(page, 'staff-enable')).status, 303);
  assert.equal(await isSignedIn(one.browser), false);
  assert.equal((await signIn(one.browser, one)).status, 303);
});

test('a reset gives another first password and takes the second factor away', async () => {
  const one = await staffIn('agent');
  await enrol(one.browser, one);
  assert.equal((await admin.browser.submit(await member(one.name), 'staff-reset', { password: FIRST })).status, 303);
  assert.equal(await isSignedIn(one.browser), false);
  assertRefused(await signIn(stack.browser(), one), 422, 'invalid');
  const answer = await signIn(one.browser, { name: one.name, password: FIRST });
  assert.equal((await one.browser.follow(answer)).headers.location, '/admin/account/password', 'no code is asked for');
});

test('of two admins who change the same person the second is told, and nothing happens', async () => {
  const { name } = await added('agent');
  const second = await staffIn('admin');
  const [mine, theirs] = [await member(name), await second.browser.get(`/admin/team/${name}`)];
  assert.equal((await admin.browser.submit(mine, 'staff-role', { role: 'gate' })).status, 303);
  const refused = await second.browser.submit(theirs, 'staff-role', { role: 'manager' });
  assertRefused(refused, 409, 'changed-meanwhile', { role: 'gate' });
  assert.match(refused.body, /<option value="manager" selected>/, 'what was chosen is still chosen');
  assert.equal((await member(name)).data.role, 'gate');
  assert.equal((await second.browser.submit(refused, 'staff-role', { role: 'manager' })).status, 303, 'from there it goes on');
});

test('the last admin stays one', async () => {
  const others = await stack.sql("SELECT name FROM staff WHERE role = 'admin' AND disabled_at IS NULL");
  await stack.sql(`UPDATE staff SET disabled_at = NOW(6) WHERE role = 'admin' AND name <> '${admin.name}'`);
  try {
    const page = await member(admin.name);
    assertRefused(await admin.browser.submit(page, 'staff-role', { role: 'agent' }), 422, 'invalid', { problemFields: 'role.1' });
    assertRefused(await admin.browser.submit(page, 'staff-disable'), 422, 'invalid', { problemFields: 'role.1' });
    assert.equal(await isSignedIn(admin.browser), true);
  } finally {
    await stack.sql(`UPDATE staff SET disabled_at = NULL WHERE name IN (${others.map(([name]) => `'${name}'`)})`);
  }
});
