// The audit log: what is written, who is told, and that nobody changes it unseen.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ask, assertRefused } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';
import { newName, signIn, staff, staffIn } from '../support/staff.mjs';

let admin;
before(async () => {
  admin = await staffIn('admin');
});
const entries = async (query) => (await admin.browser.get('/admin/audit', query)).each('entry');

test('acts of staff are entries with who, what, to what and from where', async () => {
  const name = newName();
  const { browser } = admin;
  const current = admin.password;
  const answer = await browser.submit(await browser.get('/admin/team'), 'staff-add', { name, role: 'agent', password: 'a first password', current });
  assert.equal(answer.status, 303);
  await browser.submit(await browser.get(`/admin/team/${name}`), 'staff-role', { role: 'gate', current });
  await browser.submit(await browser.get(`/admin/team/${name}`), 'staff-disable', { current });
  const found = await entries({ subject: `staff/${name}` });
  assert.deepEqual(found.map(({ action, actor }) => [action, actor]), [['staff-disabled', admin.name], ['staff-role', admin.name], ['staff-added', admin.name]]);
  const [row] = await stack.sql(`SELECT address, request_id, detail FROM staff_audit WHERE subject = 'staff/${name}' AND action = 'staff-role'`);
  assert.equal(row[0], browser.address);
  assert.match(row[1], /^[0-9a-f]{32}$/);
  assert.equal(row[2], 'agent -> gate');
});

test('sign-ins, refused ones and sign-outs are entries; commands too, with the operator\'s name', async () => {
  const person = await staff('agent');
  const browser = stack.browser();
  await signIn(browser, { ...person, password: 'not the password' });
  await signIn(browser, person);
  await browser.submit(await browser.get('/admin/account/password'), 'password', { current: 'not the password', password: 'a good new password' });
  await browser.submit(await browser.get('/admin/account'), 'sign-out');
  const found = await entries({ subject: `staff/${person.name}` });
  assert.deepEqual(found.map(({ action }) => action), ['sign-out', 'password-refused', 'sign-in', 'sign-in-refused', 'staff-added']);
  assert.match(found.at(-1).actor, /^operator /);
  assert.deepEqual([found[1].actor, found[3].actor], [person.name, 'nobody']);
});

test('what was typed as a name that nobody has is kept nowhere: it may have been a password', async () => {
  const typed = `hunter2-${newName()}`;
  await signIn(stack.browser(), { name: typed, password: typed });
  assert.ok((await entries({ subject: 'staff/?', action: 'sign-in-refused' })).length > 0);
  for (const [table, column] of [['staff_audit', 'subject'], ['throttle', 'subject']]) {
    assert.deepEqual(await stack.sql(`SELECT COUNT(*) FROM ${table} WHERE ${column} LIKE '%${typed}%'`), [['0']], table);
  }
  for (const name of ['admin', 'booking', 'nginx']) assert.ok(!stack.log(name).includes(typed), name);
});

test('reading passengers\' names is an entry, written before they are shown: what cannot be written down is not shown', async () => {
  stack.expectErrors('staff_audit_head has no row');
  const departure = await newDeparture();
  const person = someone();
  await book(stack.browser(), departure, { people: [person] });
  const agent = await staffIn('agent');
  const look = () => agent.browser.get(`/admin/departures/${departure.name}`);
  const [[seq, hash]] = await stack.sql('SELECT seq, HEX(hash) FROM staff_audit_head');
  await stack.sql('DELETE FROM staff_audit_head');
  try {
    const blind = await look();
    assert.equal(blind.status, 500);
    assert.ok(!blind.body.includes(person.surname));
  } finally {
    await stack.sql(`INSERT INTO staff_audit_head (id, seq, hash) VALUES (1, ${seq}, UNHEX('${hash}'))`);
  }
  assert.ok((await look()).body.includes(person.surname));
  assert.deepEqual((await entries({ subject: `departure/${departure.name}` })).map(({ action, actor }) => [action, actor]), [['names-read', agent.name]]);
});

test('whatever is typed into the filter is answered, and that it was taken out is an entry that says so', async () => {
  const longest = { actor: 'Ж'.repeat(80), subject: `Ж${' '.repeat(3000)}${'Ж'.repeat(118)}` };
  for (const query of [{ action: 'gelöscht' }, longest]) {
    assert.match((await admin.browser.get('/admin/audit', query)).text, /Nothing was found/);
    assert.equal((await admin.browser.get('/admin/audit.csv', query)).status, 200);
  }
  const [[detail]] = await stack.sql(`SELECT detail FROM staff_audit WHERE action = 'audit-exported' AND actor = '${admin.name}' ORDER BY seq DESC LIMIT 1`);
  assert.equal(detail, `0 entries, actor=${longest.actor}, subject=Ж ${'Ж'.repeat(118)}`);
});

test('filters find entries by who, what, to what and day; nothing found says so', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const mine = await entries({ actor: admin.name, action: 'sign-in', from: today, until: today });
  assert.ok(mine.length > 0 && mine.every(({ actor, action }) => actor === admin.name && action === 'sign-in'));
  assert.match((await admin.browser.get('/admin/audit', { actor: 'nobody.at.all' })).text, /Nothing was found/);
  assert.equal((await entries({ until: '2020-01-01' })).length, 0);
  assert.equal((await entries({ subject: 'staff/%' })).length, 0, 'a sign of LIKE stands for itself');
  assertRefused(await admin.browser.get('/admin/audit', { from: 'yesterday' }), 422, 'invalid', { problemFields: 'from.1' });
});

test('a long log comes in pages, each entry once, of some days as of all', async () => {
  const name = newName();
  for (let i = 0; i < 3; i++) await stack.aisle(['staff', 'add', `${name}.${i}`, 'agent']);
  const browser = admin.browser;
  for (let i = 0; i < 110; i++) await browser.get('/admin/audit.csv', { actor: name });
  const [from, until] = [-1, 1].map((days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10));
  const listed = [];
  for (const days of [{}, { from, until }]) {
    const first = await browser.get('/admin/audit', { action: 'audit-exported', ...days });
    const older = first.links.find(({ href }) => href.includes('before='));
    const second = await browser.get(older.href);
    const seqs = [...first.each('entry'), ...second.each('entry')].map(({ entry }) => Number(entry));
    assert.equal(first.each('entry').length, 100);
    assert.ok(second.each('entry').length >= 10);
    assert.deepEqual(seqs, [...new Set(seqs)].toSorted((a, b) => b - a));
    listed.push(seqs);
  }
  assert.deepEqual(listed[1], listed[0]);
});

test('as CSV it is whole and quoted, and that it was taken out is an entry', async () => {
  await admin.browser.get('/admin/bookings', { q: 'a "name", with\ttab' });
  const answer = await admin.browser.get('/admin/audit.csv', { action: 'bookings-searched' });
  assert.match(answer.headers['content-type'], /^text\/csv; charset=utf-8/);
  assert.match(answer.headers['content-disposition'], /attachment; filename="audit.csv"/);
  assert.equal(answer.body.split('\r\n')[0], '"seq","at","actor","action","subject","detail","address","request_id"');
  assert.match(answer.body, /,"bookings","a ""name"", with tab",/);
  assert.ok((await entries({ action: 'audit-exported', actor: admin.name })).length > 0);
});

test('aisle verify finds an entry that was changed, taken out, or is missing at the end', async () => {
  stack.expectErrors('verify.violation'); // the worker looks too
  const verify = async () => stack.aisle(['verify', '--all']);
  const whole = await verify();
  assert.match(whole.stdout, /^ok {4}AL/m);
  const [[seq]] = await stack.sql('SELECT MAX(seq) FROM staff_audit');
  assert.match(whole.stdout, new RegExp(`looked at \\d+ of ${seq} entries of the audit log, the last hash is [0-9a-f]{64}`));
  for (const [damage, repair, words] of [
    [`UPDATE staff_audit SET actor = CONCAT(actor, 'x') WHERE seq = ${seq} - 3`, `UPDATE staff_audit SET actor = LEFT(actor, LENGTH(actor) - 1) WHERE seq = ${seq} - 3`, /entry \d+, or the one before it, was changed/],
    [`UPDATE staff_audit SET seq = -1 WHERE seq = ${seq} - 3`, `UPDATE staff_audit SET seq = ${seq} - 3 WHERE seq = -1`, /entry \d+ is missing/],
    [`UPDATE staff_audit SET seq = -1 WHERE seq = ${seq}`, `UPDATE staff_audit SET seq = ${seq} WHERE seq = -1`, /entry \d+ is missing/],
  ]) {
    await stack.sql(damage);
    const { status, stdout } = await verify();
    await stack.sql(repair);
    assert.equal(status, 1, damage);
    assert.match(stdout, new RegExp(`^FAIL  AL.*${words.source}`, 'm'));
  }
  assert.match((await verify()).stdout, /^ok {4}AL/m);
});

test('the worker finds it too, says so until it is mended, and its log keeps the last hash', async () => {
  stack.expectErrors('verify.violation');
  await stack.set({ AISLE_WORKER_VERIFY_SECONDS: '1' }, 'worker');
  const lines = (event) => stack.log('worker').split('\n').filter((line) => line.includes(`"${event}"`));
  const violations = async () => Number(/^aisle_verify_violations\{check="AL"\} (\d+)$/m.exec((await ask(`${stack.url}/metrics`)).body)[1]);
  try {
    await admin.browser.get('/admin/audit.csv', { actor: admin.name });
    const [[seq, hash]] = await stack.sql('SELECT seq, LOWER(HEX(hash)) FROM staff_audit ORDER BY seq DESC LIMIT 1');
    await until('the last hash in the log', () => lines('verify.audit').some((line) => line.includes(`"${seq}"`) && line.includes(hash)));
    await stack.sql(`UPDATE staff_audit SET actor = CONCAT(actor, 'x') WHERE seq = ${seq} - 3`);
    try {
      await until('the violation in metrics', async () => (await violations()) === 1);
      await until('the violation in the log', () => lines('verify.violation').some((line) => line.includes('"AL"') && line.includes(`entry ${seq - 3}, or`)));
    } finally {
      await stack.sql(`UPDATE staff_audit SET actor = LEFT(actor, LENGTH(actor) - 1) WHERE seq = ${seq} - 3`);
    }
    await until('nothing wrong any more', async () => (await violations()) === 0);
  } finally {
    await stack.set({}, 'worker');
  }
});
