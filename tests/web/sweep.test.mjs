// What the worker forgets when it is old, and what it has to keep until then: at each of its starts, and every ten minutes.
import assert from 'node:assert/strict';
import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newKey } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { holdFields } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

const digestOf = (age) => `UNHEX(SHA2('sweep/${age}', 256))`;
const ago = (minutes) => `UTC_TIMESTAMP(6) - INTERVAL ${minutes} MINUTE`;
const HOUR = 60;
const DAY = 24 * HOUR;
// A bit older than what is kept, and younger by more than the test takes.
const OLDER = 1;
const YOUNGER = -20;

const holding = stack.browser();
const holds = {};
let gate;
const blocks = {};
const files = {};

// Both of a kind, or which of them is there still.
const KINDS = {
  'a click of a customer': {
    async make(age) {
      holds[age] = holdFields(await newDeparture());
      holds[age].location = (await holding.post('/holds', holds[age])).headers.location;
      await stack.sql(`UPDATE click SET created_at = ${ago(2 * DAY + age)} WHERE form_key = '${holds[age].key}'`);
    },
    has: (age) => counts(`FROM click WHERE form_key = '${holds[age].key}'`),
  },
  'a click of staff': {
    async make(age) {
      const departure = await newDeparture();
      const page = await gate.browser.get(`/admin/departures/${departure.name}`);
      blocks[age] = { page, departure, changes: { what: 'block', seats: '1A', reason: 'a test', key: newKey() } };
      blocks[age].location = (await gate.browser.submit(page, 'departure-seats', blocks[age].changes)).headers.location;
      await stack.sql(`UPDATE staff_click SET created_at = ${ago(2 * DAY + age)} WHERE form_key = '${blocks[age].changes.key}'`);
    },
    has: (age) => counts(`FROM staff_click WHERE form_key = '${blocks[age].changes.key}'`),
  },
  'how often something was tried': {
    make: (age) => stack.sql(`INSERT INTO throttle (subject, minute_at, tries) VALUES ('sweep/${age}', DATE_FORMAT(${ago(HOUR + age)}, '%Y-%m-%d %H:%i:00'), 5)`),
    has: (age) => counts(`FROM throttle WHERE subject = 'sweep/${age}'`),
  },
  'a link that was mailed': {
    make: (age) => stack.sql(`INSERT INTO account_token (token_digest, purpose, expires_at) VALUES (${digestOf(age)}, 'reset', ${ago(age)})`),
    has: (age) => counts(`FROM account_token WHERE token_digest = ${digestOf(age)}`),
  },
  'seats that an address gave back': {
    make: (age) => stack.sql(`INSERT INTO keeping_gone (departure_id, address, at, hold_id, placed_at, seats) VALUES (0, 'sweep/${age}', ${ago(DAY + age)}, 0, ${ago(DAY + age + 10)}, 1)`),
    has: (age) => counts(`FROM keeping_gone WHERE address = 'sweep/${age}'`),
  },
  'an answer of the flight service': {
    make(age) {
      files[age] = join(stack.folder, 'cache', `sweep${age}.answer`);
      writeFileSync(files[age], '');
      const at = Date.now() / 1000 - (2 * DAY + age) * 60;
      utimesSync(files[age], at, at);
    },
    has: (age) => existsSync(files[age]),
  },
};
const counts = async (from) => (await stack.sql(`SELECT COUNT(*) ${from}`))[0][0] === '1';
const kept = async (age) => {
  const found = await Promise.all(Object.entries(KINDS).map(async ([kind, { has }]) => (await has(age)) && kind));
  return found.filter(Boolean);
};

before(async () => {
  gate = await staffIn('gate');
  await stack.control('stop', 'worker');
  for (const { make } of Object.values(KINDS)) for (const age of [OLDER, YOUNGER]) await make(age);
});
after(async () => {
  await stack.control('start', 'worker');
  await stack.sql(`DELETE FROM throttle WHERE subject LIKE 'sweep/%'; DELETE FROM account_token WHERE token_digest = ${digestOf(YOUNGER)}; DELETE FROM keeping_gone WHERE address LIKE 'sweep/%'`);
  rmSync(files[YOUNGER], { force: true });
});

test('what is old is forgotten, all of it, and nothing that is younger', async () => {
  assert.deepEqual(await kept(OLDER), Object.keys(KINDS));
  await stack.control('start', 'worker');
  await until('all that is old is gone', async () => (await kept(OLDER)).length === 0).catch(() => undefined);
  assert.deepEqual(await kept(OLDER), []);
  assert.deepEqual(await kept(YOUNGER), Object.keys(KINDS));
});

test('a click that is younger than two days counts once still', async () => {
  const { location, ...fields } = holds[YOUNGER];
  assert.equal((await holding.post('/holds', fields)).headers.location, location);
  const { data } = await holding.get(location);
  assert.equal(data.version, '1', 'the hold was not moved');
  const { page, departure, changes } = blocks[YOUNGER];
  const again = await gate.browser.submit(page, 'departure-seats', changes);
  assert.deepEqual([again.status, again.headers.location], [303, blocks[YOUNGER].location]);
  assert.deepEqual(await stack.sql(`SELECT COUNT(*) FROM event e JOIN departure d ON d.id = e.subject_id WHERE e.subject = 'departure' AND e.detail LIKE 'seats %' AND d.flight_no = '${departure.flight_no}'`), [['1']]);
});
