// The promises, looked at all day: the worker finds what is wrong, /metrics and the log tell, `aisle verify` says the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

async function metrics() {
  const { body } = await ask(`${stack.url}/metrics`);
  return Object.fromEntries([...body.matchAll(/^(aisle_verify_\S+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
}
const violations = async (check) => (await metrics())[`aisle_verify_violations{check="${check}"}`];

before(() => stack.set({ AISLE_WORKER_VERIFY_SECONDS: '1' }, 'worker'));
after(() => stack.set({}, 'worker'));

test('the worker looks again and again, and metrics tell when and that all is well', async () => {
  await book(stack.browser(), await newDeparture());
  const since = Date.now() / 1000;
  const first = await until('a whole round, and a look of now', async () => {
    const now = await metrics();
    return now.aisle_verify_last_full_timestamp_seconds && now.aisle_verify_last_run_timestamp_seconds >= since && now;
  });
  for (const check of ['I1', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I11', 'I12', 'I13', 'I14', 'I15', 'I17', 'I18', 'GATE', 'AL', 'DAY']) assert.equal(first[`aisle_verify_violations{check="${check}"}`], 0, check);
  assert.equal(first['aisle_verify_tasks{task="RESEAT"}'], 0);
  await until('a later run', async () => (await metrics()).aisle_verify_last_run_timestamp_seconds > first.aisle_verify_last_run_timestamp_seconds);
});

test('what is wrong shows in metrics and in the log until it is mended', async () => {
  stack.expectErrors('verify.violation');
  const { data: { locator } } = await book(stack.browser(), await newDeparture());
  const ledger = (change) => stack.sql(`UPDATE ledger SET amount_minor = amount_minor ${change} WHERE booking_id = (SELECT id FROM booking WHERE locator = '${locator}')`);
  await ledger('+ 1');
  try {
    await until('the violation in metrics', async () => (await violations('I6')) === 1);
    await until('the violation in the log', () => stack.log('worker').split('\n').some((line) => line.includes('verify.violation') && line.includes('"I6"') && line.includes(locator)));
    const { status, stdout } = await stack.aisle(['verify']);
    assert.equal(status, 1);
    assert.match(stdout, new RegExp(`^FAIL  I6 .*: 1, first: ${locator}$`, 'm'));
  } finally {
    await ledger('- 1');
  }
  await until('nothing wrong any more', async () => (await violations('I6')) === 0);
});

test('verify says what it looked at: all of a small database', async () => {
  const { status, stdout } = await stack.aisle(['verify', '--seconds', '30']);
  assert.equal(status, 0, stdout);
  const [[holds, departures]] = await stack.sql('SELECT (SELECT MAX(id) FROM hold), (SELECT MAX(id) FROM departure)');
  assert.match(stdout, new RegExp(`^looked at everything: holds 1 to ${holds} with their bookings, departures 1 to ${departures}$`, 'm'));
  const [[clicks]] = await stack.sql('SELECT COUNT(*) FROM click');
  assert.ok(clicks > 0);
  assert.match(stdout, new RegExp(`^looked at all clicks: ${clicks}$`, 'm'));
  assert.equal(stdout.match(/^ok /gm).length, 17);
  assert.equal((await stack.aisle(['verify'])).status, 0);
});

test('while a first round is not complete verify says how much was never looked at', async () => {
  await stack.set({ AISLE_WORKER_VERIFY_SECONDS: '0' }, 'worker');
  await stack.sql('ALTER TABLE hold AUTO_INCREMENT = 2000000');
  await book(stack.browser(), await newDeparture());
  await stack.sql("UPDATE verify_state SET scope = 'hold', next_id = 1, round_began_at = NULL, full_began_at = NULL, full_ended_at = NULL");
  const { status, stdout } = await stack.aisle(['verify']);
  assert.equal(status, 0, stdout);
  const [, last] = /^looked at holds 1 to (\d+) of (\d+)$/m.exec(stdout);
  const [, unseen, all] = /^(\d+) of (\d+) holds were never looked at yet$/m.exec(stdout);
  assert.ok(Number(all) >= 2000000);
  assert.equal(Number(unseen), all - last);
  assert.doesNotMatch(stdout, /^looked at everything/m);
  assert.match((await stack.aisle(['verify', '--all'])).stdout, new RegExp(`^looked at everything: holds 1 to ${all} `, 'm'));
  assert.doesNotMatch((await stack.aisle(['verify'])).stdout, /never looked at/);
});
