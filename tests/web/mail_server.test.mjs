// A mail server that does not answer, or refuses an address: the worker does everything else meanwhile, and each mail comes once.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { changeDeparture, newDeparture } from '../support/flights.mjs';
import { book, hold } from '../support/journey.mjs';
import { mailServer } from '../support/smtp.mjs';
import { stack, until } from '../support/stack.mjs';

let server;
afterEach(async () => {
  server.close();
  await stack.sql("DELETE FROM outbox WHERE recipient LIKE 'waits%@example.org'");
  await stack.set({}, 'booking', 'worker');
});

const one = async (text) => (await stack.sql(text))[0]?.[0];
let n = 0;
const newEmail = () => `server${Date.now().toString(36)}${n++}@example.org`;

test('while the mail server says nothing, holds are written down and changes learned; what was not tried keeps its place', async () => {
  server = await mailServer({ isSilent: true });
  const changed = await newDeparture();
  await book(stack.browser(), changed);
  await stack.control('stop', 'worker');
  await stack.sql(`INSERT INTO outbox (kind, recipient, created_at, due_at) WITH RECURSIVE n AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM n WHERE n < 100) SELECT 'account_exists', CONCAT('waits', n, '@example.org'), NOW(6), NOW(6) - INTERVAL 1 HOUR FROM n`);
  await stack.set({ AISLE_HOLD_SECONDS: '3', AISLE_MAIL_SMTP_URL: server.url }, 'booking', 'worker');
  const { data } = await hold(stack.browser(), await newDeparture());
  await changeDeparture(changed.name, { state: 'cancelled' });
  await until('a worker has asked the server', () => server.knocks > 0);
  await until('the hold is written down', async () => (await one(`SELECT state FROM hold WHERE ref = '${data.hold}'`)) === 'expired', 60);
  const [flightNo, date] = changed.name.split('/');
  await until('the change is learned', async () => (await one(`SELECT state FROM departure WHERE flight_no = '${flightNo}' AND departs_on = '${date}'`)) === 'cancelled', 60);
  assert.ok(Number(await one("SELECT COUNT(*) FROM outbox WHERE recipient LIKE 'waits%' AND attempts = 0 AND due_at < NOW(6)")) > 90);
  assert.equal(server.mails.length, 0);
});

test('when the mail server is back all mails come, each once; an address that it refuses keeps none of them from it', async () => {
  server = await mailServer({ isSilent: true });
  const emails = [newEmail(), newEmail(), newEmail(), newEmail()];
  [, server.refuses] = emails;
  await stack.set({ AISLE_MAIL_SMTP_URL: server.url }, 'worker');
  for (const email of emails) await book(stack.browser(), await newDeparture(), { contact: { email } });
  await until('a worker waits for the server', () => server.knocks > 0);
  server.isSilent = false;
  server.cut();
  const state = async (email) => (await stack.sql(`SELECT sent_at IS NOT NULL, COALESCE(last_error, '') FROM outbox WHERE recipient = '${email}'`))[0];
  // One of them was tried while nobody answered, and comes in a minute; or now, as when staff ask for it.
  await until('the first ones are sent or refused', async () => (await Promise.all(emails.map(state))).filter(([isSent, why]) => isSent === '1' || why).length === 4, 60);
  await stack.sql(`UPDATE outbox SET due_at = NOW(6) WHERE sent_at IS NULL AND recipient IN ('${emails.join("', '")}')`);
  const good = emails.filter((email) => email !== server.refuses);
  await until('all others are sent', async () => (await Promise.all(good.map(state))).every(([isSent]) => isSent === '1'), 60);
  assert.deepEqual(server.mails.map(({ to }) => to).filter((to) => emails.includes(to)).sort(), [...good].sort());
  await until('the refused one was tried', async () => /refuses it \(550\)/.test((await state(server.refuses))[1]), 60);
  for (const { to, text } of server.mails.filter((mail) => good.includes(mail.to))) assert.match(text, new RegExp(`^To: <?${to.replaceAll('.', '\\.')}`, 'im'));
});
