// The command line: schedules imported whole or not at all, damage found, exit statuses.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dayFromToday, flightApi, newDeparture, newFlightNo } from '../support/flights.mjs';
import { book, hold, seatsOf } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

const HEADER = 'flight_no,date,origin,destination,departs,arrives,arrives_day,aircraft,currency,fare_minor,taxes_minor';
const DATE = dayFromToday(45);
let folder, flight;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'aisle-import-'));
  chmodSync(folder, 0o755);
  flight = newFlightNo();
});
after(() => rmSync(folder, { recursive: true }));

function importText(text) {
  const path = join(folder, 'schedule.csv');
  writeFileSync(path, text);
  return stack.aisle(['flights', 'import', path]);
}
const importLines = (...lines) => importText(`${[HEADER, ...lines].join('\n')}\n`);
const line = (changes = {}) => Object.values({
  flight_no: flight, date: DATE, origin: 'FRA', destination: 'JFK', departs: '10:00', arrives: '12:30', arrives_day: 0, aircraft: 'C208', currency: 'EUR', fare_minor: 10000, taxes_minor: 2000, ...changes,
}).join(',');
const departure = async (no = flight) => (await flightApi('GET', `/v1/departures/${no}/${DATE}`)).json;

test('import: new departures are on sale, with local times and one fare', async () => {
  const other = newFlightNo();
  const done = await importLines(line(), line({ flight_no: other, origin: 'AKL', destination: 'FRA', departs: '23:10', arrives: '17:05', arrives_day: 1 }));
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /imported 2/);
  const made = await departure();
  assert.equal(new Date(made.departs_at).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' }), '10:00:00');
  assert.equal(new Date(made.arrives_at).toLocaleTimeString('en-GB', { timeZone: 'America/New_York' }), '12:30:00');
  assert.equal(made.arrives_at.slice(0, 16), `${DATE}T12:30`);
  assert.deepEqual([made.aircraft.code, made.fares.length, made.fares[0].amount_minor, made.fares[0].currency], ['C208', 1, 10000, 'EUR']);
  assert.equal(made.fares[0].taxes.reduce((sum, { amount_minor }) => sum + amount_minor, 0), 2000);
  const next = (await flightApi('GET', `/v1/departures/${other}/${DATE}`)).json;
  assert.equal(next.arrives_at.slice(0, 16), `${dayFromToday(46)}T17:05`);
});

test('import: an existing departure is updated, an equal one left as it is', async () => {
  assert.match((await importLines(line())).stdout, /unchanged 1/);
  const { version } = await departure();
  assert.match((await importLines(line({ departs: '11:15', fare_minor: 12300 }))).stdout, /updated 1/);
  const changed = await departure();
  assert.equal(changed.version, version + 1);
  assert.equal(changed.fares[0].amount_minor, 12300);
  assert.equal(changed.departs_at.slice(11, 16), '11:15');
});

test('import: what is imported can be booked', async () => {
  const made = await departure();
  const name = `${made.flight_no}/${made.date}`;
  const page = await book(stack.browser(), { name }, { seat: [`${name}/4C`] });
  assert.deepEqual([page.data.state, page.data.totalMinor], ['confirmed', '14300']);
});

test('import: each error is told with its line, and nothing is written', async () => {
  const wrong = [
    line({ flight_no: 'nonsense' }), line({ date: '2026-02-30' }), line({ origin: 'QQQ' }), line({ destination: 'FRA' }), line({ departs: '24:00' }), line({ departs: '9:00' }), line({ arrives: 'noon' }), line({ arrives_day: 2 }),
    line({ aircraft: 'B999' }), line({ currency: 'EURO' }), line({ fare_minor: '-1' }), line({ fare_minor: '12.50' }), line({ taxes_minor: 'none' }), line({ arrives: '03:00' }),
  ];
  for (const bad of wrong) {
    const fresh = newFlightNo();
    const refused = await importLines(line({ flight_no: fresh }), bad);
    assert.equal(refused.status, 1, bad);
    assert.match(refused.stderr, /schedule\.csv:3: \S/, bad);
    assert.doesNotMatch(refused.stderr, /schedule\.csv:2:/);
    assert.equal((await flightApi('GET', `/v1/departures/${fresh}/${DATE}`)).status, 404, `all or nothing: ${bad}`);
  }
  const many = await importLines(wrong[0], line(), wrong[2], wrong[8]);
  for (const number of [2, 4, 5]) assert.match(many.stderr, new RegExp(`schedule\\.csv:${number}: `));
  const twice = await importLines(line(), line());
  assert.equal(twice.status, 1);
  assert.match(twice.stderr, /schedule\.csv:3: /);
});

test('import: a file that is no such table is refused', async () => {
  for (const text of ['', 'flight,date\n', `${HEADER}\n${line()},x\n`, `${HEADER}\n${line().split(',').slice(1).join(',')}\n`, `${HEADER}\n"${line()}\n`, `${HEADER.toUpperCase()}\n${line()}\n`, Buffer.from(`${HEADER}\n\xff\n`, 'latin1')]) {
    const refused = await importText(text);
    assert.equal(refused.status, 1, String(text).slice(0, 60));
    assert.match(refused.stderr, /schedule\.csv/);
  }
  assert.equal((await stack.aisle(['flights', 'import', join(folder, 'nowhere.csv')])).status, 1);
  assert.equal((await importText(`${HEADER}\r\n${line({ departs: '11:15', fare_minor: 12300 })}\r\n`)).status, 0, 'lines may end in CR LF');
});

test('--help is 0 everywhere, wrong usage is 2', async () => {
  for (const args of [['--help'], ['help'], ['migrate', '--help'], ['verify', '--help'], ['doctor', '--help'], ['demo', '--help'], ['flights', '--help'], ['flights', 'import', '--help']]) {
    const done = await stack.aisle(args);
    assert.equal(done.status, 0, args.join(' '));
    assert.match(done.stdout, /usage: aisle/, args.join(' '));
  }
  for (const args of [[], ['nonsense'], ['migrate', 'x'], ['verify', 'x'], ['verify', '--seconds'], ['verify', '--seconds', '0'], ['doctor', 'x'], ['demo', 'x'], ['demo', '--bookings'], ['demo', '--bookings', '-1'], ['demo', '--seed', '1'], ['flights'], ['flights', 'import'], ['flights', 'import', 'a', 'b'], ['flights', 'export', 'x']]) {
    const done = await stack.aisle(args);
    assert.equal(done.status, 2, args.join(' '));
    assert.ok(done.stderr.length > 0, args.join(' '));
  }
});

test('migrate again does nothing; doctor finds all well', async () => {
  const done = await stack.aisle(['migrate']);
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /\b0 new\b/);
  const doctor = await stack.aisle(['doctor']);
  assert.equal(doctor.status, 0, doctor.stdout);
  const sick = await stack.aisle(['doctor'], { AISLE_FLIGHT_SERVICE_URL: 'http://127.0.0.1:9', AISLE_CACHE_FOLDER: join(folder, 'cache') });
  assert.equal(sick.status, 1);
  assert.match(sick.stdout, /FAIL\s+flight service/);
});

// Each damage, how it is mended, and who finds it. B is a booking's id, H its hold's, D its departure's.
const DAMAGES = [
  ['I1', 'UPDATE seat_claim SET booking_id = (SELECT MIN(id) FROM booking WHERE id <> B) WHERE booking_id = B LIMIT 1', 'UPDATE seat_claim SET booking_id = B WHERE hold_id = H'],
  ['I5', "INSERT INTO ledger (booking_id, at, kind, amount_minor, currency) VALUES (B, NOW(6), 'goodwill', 1, 'EUR')", "DELETE FROM ledger WHERE booking_id = B AND kind = 'goodwill'"],
  ['I6', 'UPDATE price_line SET quantity = quantity + 1, amount_minor = amount_minor + unit_minor WHERE hold_id = H AND line_no = 1', 'UPDATE price_line SET quantity = quantity - 1, amount_minor = amount_minor - unit_minor WHERE hold_id = H AND line_no = 1'],
  ['I6', "UPDATE ledger SET amount_minor = amount_minor + 1 WHERE booking_id = B AND kind = 'sale'", "UPDATE ledger SET amount_minor = amount_minor - 1 WHERE booking_id = B AND kind = 'sale'"],
  ['I7', "INSERT INTO seat_claim (departure_id, seat_no, cabin, state) VALUES (D, '9Z', 'Y', 'blocked')", "DELETE FROM seat_claim WHERE departure_id = D AND seat_no = '9Z'"],
  ['I8', 'UPDATE hold SET adults = adults + 1 WHERE id = H', 'UPDATE hold SET adults = adults - 1 WHERE id = H'],
  ['I9', "UPDATE hold SET state = 'released' WHERE id = H", "UPDATE hold SET state = 'used' WHERE id = H"],
  ['I12', "UPDATE event SET version = 7 WHERE subject = 'booking' AND subject_id = B", "UPDATE event SET version = 1 WHERE subject = 'booking' AND subject_id = B"],
  ['I13', 'UPDATE booking SET version = 2 WHERE id = B', 'UPDATE booking SET version = 1 WHERE id = B'],
  ['I15', "UPDATE booking SET locator = 'ABC0O1' WHERE id = B", "UPDATE booking SET locator = 'LOCATOR' WHERE id = B"],
  ['I17', "SET foreign_key_checks = 0; INSERT INTO seat_claim (departure_id, seat_no, cabin, state, hold_id, passenger_no, held_until) VALUES (D, '4A', 'Y', 'held', 999999999, 1, NOW(6))", "DELETE FROM seat_claim WHERE hold_id = 999999999"],
  ['I18', 'UPDATE coupon SET passenger_no = 9 WHERE booking_id = B', 'UPDATE coupon SET passenger_no = 1 WHERE booking_id = B'],
];

test('verify finds every damage that is done to the data, names it, and exits with 1', async () => {
  stack.expectErrors('verify.violation'); // the worker looks too
  const departure_ = await newDeparture();
  await book(stack.browser(), await newDeparture({ days: 31 }));
  const page = await book(stack.browser(), departure_, { seat: seatsOf(departure_, '1A') });
  await hold(stack.browser(), departure_, { seat: seatsOf(departure_, '1B') });
  const [[b, h, d]] = await stack.sql(`SELECT b.id, b.hold_id, s.departure_id FROM booking b JOIN segment s ON s.hold_id = b.hold_id WHERE b.locator = '${page.data.locator}'`);
  const filled = (sql) => sql.replace(/\bB\b/g, b).replace(/\bH\b/g, h).replace(/\bD\b/g, d).replace('LOCATOR', page.data.locator);
  await until('nothing is wrong before', async () => (await stack.aisle(['verify', '--all'])).status === 0, 10);
  for (const [name, damage, mending] of DAMAGES) {
    await stack.sql(filled(damage));
    try {
      const found = await stack.aisle(['verify', '--all']);
      assert.equal(found.status, 1, `${name}: ${damage}`);
      assert.match(found.stdout, new RegExp(`^FAIL\\s+${name}\\s.*first: \\S`, 'm'), `${name}: ${found.stdout}`);
    } finally {
      await stack.sql(filled(mending));
    }
  }
  const mended = await stack.aisle(['verify', '--all']);
  assert.equal(mended.status, 0, mended.stdout);
});

test('verify cannot be fooled by a database that is not there', async () => {
  const failed = await stack.aisle(['verify'], { AISLE_DATABASE_SOCKET: join(folder, 'none.sock') });
  assert.equal(failed.status, 1);
  assert.ok(failed.stderr.length > 0);
});
