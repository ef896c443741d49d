// Departures as staff see them: how full they are, in which order, and who sits where.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { dayFromToday, newDeparture } from '../support/flights.mjs';
import { book, hold, seatsOf, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

const DAYS = 200;
const day = dayFromToday(DAYS);
let agent, full, half;
const people = [someone(), someone('1980-06-15', { given_name: '', surname: '=Óne <b>name</b>' })];
before(async () => {
  agent = (await staffIn('agent')).browser;
  full = await newDeparture({ days: DAYS });
  half = await newDeparture({ days: DAYS, at: new Date(`${day}T06:00:00Z`) });
  await book(stack.browser(), full, { people, seat: seatsOf(full, '1A', '2B') });
  await hold(stack.browser(), full, { seat: seatsOf(full, '4C') });
  await hold(stack.browser(), half, { seat: seatsOf(half, '1A') });
  const manager = (await staffIn('manager')).browser;
  await manager.follow(await manager.submit(await manager.get(`/admin/departures/${full.name}`), 'departure-seats', { what: 'block', seats: '3A', reason: 'a test' }));
});
const list = async (query) => (await agent.get('/admin/departures', { from: day, until: day, ...query })).each('departure').filter(({ sold }) => sold !== undefined);
const found = async (query) => (await list(query)).map(({ departure }) => departure).filter((name) => [full.name, half.name].includes(name));

test('sold, held, blocked and free seats are counted as they are now', async () => {
  const [row] = await list({ flight: full.flight_no.toLowerCase() });
  const { departure, state, sales, seats, sold, held, blocked, free } = row;
  assert.deepEqual({ departure, state, sales, seats, sold, held, blocked, free }, { departure: full.name, state: 'scheduled', sales: 'open', seats: '12', sold: '2', held: '1', blocked: '1', free: '8' });
  await stack.sql(`UPDATE seat_claim c JOIN departure d ON d.id = c.departure_id JOIN hold h ON h.id = c.hold_id SET c.held_until = NOW(6) - INTERVAL 1 SECOND, h.expires_at = NOW(6) - INTERVAL 1 SECOND WHERE d.flight_no = '${half.flight_no}'`);
  const [other] = await list({ flight: half.flight_no });
  assert.deepEqual([other.held, other.free], ['0', '12'], 'a hold that is over counts no more');
});

test('they are listed by time, flight number or load, and found by route and state of sale', async () => {
  assert.deepEqual(await found({}), [half.name, full.name]);
  assert.deepEqual(await found({ sort: 'flight' }), [full.name, half.name].toSorted());
  assert.deepEqual(await found({ sort: 'load' }), [full.name, half.name]);
  assert.deepEqual(await found({ origin: 'fra', destination: 'LIS' }), [half.name, full.name]);
  assert.deepEqual(await found({ origin: 'OSL' }), []);
  assert.deepEqual(await found({ from: dayFromToday(DAYS + 1), until: dayFromToday(DAYS + 2) }), []);
  assert.equal((await stack.aisle(['sales', 'close', half.name])).status, 0);
  assert.deepEqual([await found({ sales: 'closed' }), await found({ sales: 'open' })], [[half.name], [full.name]]);
  assert.deepEqual([await found({ state: 'scheduled' }), await found({ state: 'cancelled' })], [[half.name, full.name], []]);
});

test('a long list comes in pages in each order, each departure once', async () => {
  stack.expectErrors('verify.violation'); // departures without any history
  const on = dayFromToday(300);
  const rows = Array.from({ length: 130 }, (_, i) => `('ZY${1000 + i}', '${on}', 'FRA', 'LIS', '${on} 08:${String(i % 60).padStart(2, '0')}:00', '${on} 11:59:00', 60, 0, 'scheduled', 1, 'C208', 'Cessna 208')`);
  await stack.sql(`INSERT INTO departure (flight_no, departs_on, origin, destination, departs_at, arrives_at, origin_offset, destination_offset, state, service_version, aircraft_code, aircraft_name) VALUES ${rows.join(',')}`);
  await stack.sql("INSERT INTO departure_cabin (departure_id, code, position, name, first_row, last_row, letters, seats) SELECT id, 'Y', 1, 'Economy', 1, 4, 'A BC', 12 FROM departure WHERE flight_no LIKE 'ZY%'");
  const load = (flight) => (Number(flight.slice(2)) % 7) * 100;
  await stack.sql("UPDATE departure SET load_permille = SUBSTR(flight_no, 3) MOD 7 * 100 WHERE flight_no LIKE 'ZY%'");
  for (const sort of ['time', 'flight', 'load']) {
    const first = await agent.get('/admin/departures', { from: on, until: on, sort });
    const second = await agent.get(first.links.find(({ href }) => href.includes('after=')).href);
    const names = [...first.each('departure'), ...second.each('departure')].map(({ departure }) => departure);
    assert.equal(first.each('departure').length, 100);
    assert.deepEqual([names.length, new Set(names).size], [130, 130], sort);
    const flights = names.map((name) => name.split('/')[0]);
    if (sort === 'load') assert.deepEqual(flights, flights.toSorted((a, b) => load(b) - load(a) || (a < b ? -1 : 1)));
    assert.ok(!second.links.some(({ href }) => href.includes('after=')), 'the last page is the last');
  }
  await stack.sql("DELETE k FROM departure_cabin k JOIN departure d ON d.id = k.departure_id WHERE d.flight_no LIKE 'ZY%'");
  await stack.sql("DELETE FROM departure WHERE flight_no LIKE 'ZY%'");
});

test('filters that cannot be are refused with what was typed', async () => {
  for (const [query, fields] of [[{ from: 'soon' }, 'from.1'], [{ from: day, until: dayFromToday(DAYS - 1) }, 'until.1'], [{ flight: 'A%' }, 'flight.1'], [{ origin: '<b>' }, 'origin.1'], [{ state: 'late' }, 'state.1'], [{ sales: 'x' }, 'sales.1']]) {
    assertRefused(await agent.get('/admin/departures', query), 422, 'invalid', { problemFields: fields });
  }
});

test('the same as CSV', async () => {
  const answer = await agent.get('/admin/departures.csv', { from: day, until: day, flight: full.flight_no });
  const [head, row] = answer.body.split('\r\n');
  assert.equal(head, '"departure","origin","destination","departs_at","state","sales","aircraft","seats","sold","held","blocked","free"');
  assert.match(row, new RegExp(`^"${full.name}","FRA","LIS","${day}T[0-9:]{8}[+][0-9:]{5}","scheduled","open","[^"]+","12","2","1","1","8"$`));
});

test('a departure shows its cabins, its seats with names, and who has them', async () => {
  const page = await agent.get(`/admin/departures/${full.name}`);
  assert.deepEqual([page.data.page, page.data.departure, page.data.state], ['admin-departure', full.name, 'scheduled']);
  const states = Object.fromEntries(page.each('seat').map(({ seat, seatState }) => [seat, seatState]));
  assert.equal(Object.keys(states).length, 12);
  assert.deepEqual([states['1A'], states['2B'], states['3A'], states['4C'], states['1B']], ['sold', 'sold', 'blocked', 'held', 'free']);
  assert.ok(page.text.includes(`${people[0].surname}, ${people[0].given_name}`));
  assert.ok(page.body.includes('=Óne &lt;b&gt;name&lt;/b&gt;'), 'names are text');
  const [[locator]] = await stack.sql(`SELECT DISTINCT b.locator FROM booking b JOIN seat_claim c ON c.booking_id = b.id JOIN departure d ON d.id = c.departure_id WHERE d.flight_no = '${full.flight_no}'`);
  assert.ok(page.text.includes(locator));
});

test('a departure that nobody knows is not found', async () => {
  for (const path of ['/admin/departures/ZZ999/2026-12-01', '/admin/departures/AX204/tomorrow', '/admin/departures/%3Cb%3E/2026-12-01']) assertRefused(await agent.get(path), 404, 'not-found');
});

test('today shows today and tomorrow', async () => {
  const tomorrow = await newDeparture({ days: 1 });
  await hold(stack.browser(), tomorrow);
  const today = () => new Date().toISOString().slice(0, 10);
  const before_ = today();
  const page = await agent.get('/admin/');
  assert.equal(page.data.page, 'admin-today');
  assert.ok([before_, today()].includes(page.data.date), page.data.date);
  assert.ok(page.each('departure').some(({ departure, held }) => departure === tomorrow.name && held === '1'));
  assert.equal((await agent.get('/admin')).headers.location, '/admin/');
});
