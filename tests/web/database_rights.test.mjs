// What each program's database account may do: what its statements need, and nothing else. Asked of the database, as that account.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stack } from '../support/stack.mjs';

const as = (name, sql) => new Promise((resolve) => {
  const password = readFileSync(`${stack.folder}/secrets/${name}_password`, 'utf8').trim();
  const args = ['--no-defaults', `--socket=${stack.env.DATABASE_SOCKET}`, `--user=aisle_${name}`, '--batch', '--skip-column-names', 'aisle_booking', '-e', sql];
  execFile('mariadb', args, { env: { ...process.env, MYSQL_PWD: password } }, (error, stdout, stderr) => resolve({ isDone: !error, stdout, stderr })).stdin.end();
});
const refused = async (name, statements) => {
  for (const sql of statements) assert.match((await as(name, sql)).stderr, /denied to user/, `${name}: ${sql}`);
};
const done = async (name, statements) => {
  for (const sql of statements) assert.ok((await as(name, sql)).isDone, `${name}: ${sql}`);
};

const TABLES = ['CREATE TABLE mine (id INT)', 'DROP TABLE booking', 'ALTER TABLE booking DROP COLUMN locator', 'CREATE TABLE staff_spare LIKE staff_audit'];
const AUDIT = ["UPDATE staff_audit SET actor = 'x'", 'DELETE FROM staff_audit', 'TRUNCATE staff_audit'];
const PAST = ['UPDATE event SET version = 1', 'DELETE FROM event', 'UPDATE ledger SET amount_minor = 0', 'DELETE FROM ledger', 'UPDATE seat_event SET at = NOW(6)', 'DELETE FROM seat_event', 'DELETE FROM booking'];

for (const name of ['booking', 'worker']) {
  test(`${name}: nothing of staff but a look at the audit log, and the past stays as it was`, async () => {
    await refused(name, [...TABLES, ...AUDIT, ...PAST,
      "INSERT INTO staff_audit SELECT 99, NOW(6), 'x', 'x', 'x', 'x', 'x', 'x', REPEAT('x', 32)", 'UPDATE staff_audit_head SET seq = 0',
      'SELECT password_hash FROM staff', 'SELECT totp_secret FROM staff', 'SELECT name FROM staff', "UPDATE staff SET role = 'admin'",
      'SELECT totp_pending FROM staff_session', 'SELECT token_digest FROM staff_session', 'DELETE FROM staff_session', 'SELECT code_digest FROM staff_code',
      "UPDATE schema_migration SET checksum = ''", "UPDATE boarding SET state = 'open'", 'DELETE FROM boarding', 'INSERT INTO staff_click (actor) VALUES (1)']);
    await done(name, ['SELECT COUNT(*) FROM staff_audit', 'SELECT seq FROM staff_audit_head', 'SELECT COUNT(*) FROM booking']);
  });
}

test('worker: it seats people anew and sells nothing, moves no money and changes nobody\'s name', () =>
  refused('worker', ['INSERT INTO booking (locator) VALUES (1)', 'INSERT INTO ledger (booking_id) VALUES (1)', 'INSERT INTO coupon (booking_id) VALUES (1)', "UPDATE passenger SET surname = 'x'", 'SELECT identity FROM person', 'UPDATE segment SET position = 1', 'SELECT surname FROM traveller', 'DELETE FROM customer']));

test('admin: it sells and changes for customers; nothing of their accounts; the audit log and notes are appended to', async () => {
  await refused('admin', [...TABLES, ...AUDIT, ...PAST, 'DELETE FROM staff', 'DELETE FROM staff_audit_head', 'DELETE FROM hold', 'DELETE FROM departure', 'DELETE FROM click', 'DELETE FROM staff_click', 'DELETE FROM boarding', "UPDATE coupon SET identity = 'x'", "UPDATE booking_note SET words = 'x'", 'DELETE FROM booking_note', 'UPDATE customer SET email = NULL', 'DELETE FROM customer', 'SELECT id FROM customer',
    'SELECT password_hash FROM customer', 'SELECT email FROM customer', 'SELECT token_digest FROM account_token', 'SELECT surname FROM traveller']);
  await done('admin', ['SELECT COUNT(*) FROM staff_audit', 'SELECT COUNT(*) FROM passenger', 'SELECT id FROM customer_row WHERE id = 1 FOR UPDATE']);
});

test('on the whole database there is nothing but a look at how tables are made; each table is somebody\'s to read', async () => {
  const read = new Set();
  for (const name of ['booking', 'worker', 'admin']) {
    const { stdout } = await as(name, 'SHOW GRANTS');
    const grants = stdout.split('\n').filter(Boolean);
    assert.ok(grants.length > 20, name);
    const whole = grants.filter((grant) => /ON `[^`]*`\.\*/.test(grant)).map((grant) => /GRANT (.*) ON/.exec(grant)[1]);
    assert.deepEqual(whole, name === 'admin' ? [] : ['SHOW VIEW'], name);
    assert.doesNotMatch(stdout, /\bCREATE\b|ALL PRIVILEGES/, name);
    for (const [, table] of stdout.matchAll(/GRANT SELECT.* ON `aisle_booking`\.`(\w+)`/g)) read.add(table);
  }
  const tables = (await stack.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'aisle_booking' AND table_name <> 'schema_migration_lock'")).flat();
  assert.deepEqual([...read].toSorted(), tables.toSorted(), 'sql/grants.sql names each table');
});
