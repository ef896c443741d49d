// Changes of departures and who is on them: in their language, at the gate, and on a flight that is closed.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { changeDeparture, flightApi, newDeparture } from '../support/flights.mjs';
import { departureWith, gatePath, scan } from '../support/gate.mjs';
import { book, seatsOf, someone } from '../support/journey.mjs';
import { fillSmallest, LARGE, SMALLEST } from '../support/smallest.mjs';
import { stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let manager, gate;
before(async () => {
  manager = (await staffIn('manager')).browser;
  gate = (await staffIn('gate')).browser;
});

const KINDS = ['retime', 'aircraft', 'cancel'];
const path = (departure, last) => `/admin/departures/${departure.name}/${last}`;
const versionOf = async ({ name }) => (await flightApi('GET', `/v1/departures/${name}`)).json.version;
const finished = (departure) => until(`the changes of ${departure.name} are through`, async () => {
  const page = await manager.get(path(departure, 'changes'));
  return page.data.state === 'done' && page.each('work').length > 0 && page;
}, 30);
const preview = async (departure) => manager.submit(await manager.get(path(departure, 'retime')), 'preview', { departs: '15:45', arrives: '18:30' });

test('each is told in the language of who booked, whoever works here', async () => {
  const departure = await newDeparture(LARGE);
  const german = stack.browser();
  await german.get('/?lang=de');
  const [moves, loses] = [someone(), someone()];
  await book(german, departure, { people: [moves], seat: seatsOf(departure, '20A') });
  await book(german, departure, { people: [loses], seat: seatsOf(departure, '21A') });
  await fillSmallest(departure, ['4A']);
  const shown = await manager.submit(await manager.get(path(departure, 'aircraft')), 'preview', { aircraft: 'C208' });
  assert.match(shown.text, /2 passengers: 0 keep their seat, 1 is re-seated, 1 loses a seat\./);
  assert.equal((await manager.submit(shown, 'aircraft')).status, 303);
  assert.match((await finished(departure)).text, /Another seat plan/);
  assert.match((await stack.mailTo(`${moves.surname}@example.org`, /anderswo/)).text, /wird jetzt mit einem anderen Flugzeug geflogen, und Sie sitzen anderswo: 4A statt 20A\./);
  assert.match((await stack.mailTo(`${loses.surname}@example.org`, /in dem es/)).text, /in dem es den Platz 21A nicht gibt\./);
  // With the seats of before nobody is left to be seated again.
  await changeDeparture(departure.name, { aircraft: { code: LARGE.aircraft } });
  await until('nobody waits for a seat', async () => !(await stack.aisle(['verify', '--all'])).stdout.includes(departure.name));
});

test('who is checked in is named before: she keeps a seat that is there, and boards with another one where it is gone', async () => {
  const departure = await newDeparture(LARGE);
  const { data: { locator } } = await book(stack.browser(), departure, { people: [someone(), someone()], seat: seatsOf(departure, '1A', '20A') });
  for (const no of [1, 2]) await gate.follow(await scan(gate, departure, `${locator}/${no}`, 'check-in'));
  const shown = await manager.submit(await manager.get(path(departure, 'aircraft')), 'preview', { aircraft: 'C208' });
  assert.equal(shown.each('people')[0].checkedIn, '1');
  assert.match(shown.text, /1 of them is checked in/);
  assert.match(shown.text, /20A, checked in/);
  assert.equal((await manager.submit(shown, 'aircraft')).status, 303);
  const [{ from, to }] = (await finished(departure)).each('from');
  assert.equal(from, '20A');
  const seats = (await gate.get(gatePath(departure))).each('passenger').map(({ seat }) => seat);
  assert.deepEqual(seats.toSorted(), ['1A', to].toSorted());
  assert.match((await gate.follow(await scan(gate, departure, `${locator}/2`))).text, new RegExp(to));
});

test('a flight that is closed at the gate is not changed by staff, and a form from before is refused; of what the flight service changes nobody is seated anew', async () => {
  const { departure, bookings: [{ locator, people }] } = await departureWith([2], LARGE);
  const before = await preview(departure);
  await gate.submit(await gate.get(gatePath(departure, 'close')), 'gate-close');
  for (const kind of KINDS) assertRefused(await manager.get(path(departure, kind)), 410, 'flight-closed', { page: 'admin-notice' });
  const refused = await manager.submit(before, 'retime');
  assertRefused(refused, 410, 'flight-closed');
  assert.match(refused.text, /closed at the gate.*Nothing was done/s);
  assert.equal(await versionOf(departure), 1);
  assert.equal((await stack.sql(`SELECT COUNT(*) FROM departure_order WHERE flight_no = '${departure.flight_no}'`))[0][0], '0');
  const links = (await manager.get(`/admin/departures/${departure.name}`)).links.map(({ href }) => href);
  assert.deepEqual([...KINDS, 'changes'].filter((kind) => links.includes(path(departure, kind))), ['changes']);
  await changeDeparture(departure.name, { aircraft: { code: 'AT72' } });
  await finished(departure);
  assert.deepEqual((await stack.sql(`SELECT c.seat_no FROM seat_claim c JOIN booking b ON b.id = c.booking_id WHERE b.locator = '${locator}' ORDER BY 1`)).flat(), ['1A', '1B']);
  assert.equal(stack.mailsTo(`${people[0].surname}@example.org`).length, 1, 'the confirmation alone');
});

test('what the flight service changes by itself is followed up in the same way, and what waits is nobody', async () => {
  const departure = await newDeparture(LARGE);
  const person = someone();
  const { data: { locator } } = await book(stack.browser(), departure, { people: [person], seat: seatsOf(departure, '20A') });
  await changeDeparture(departure.name, SMALLEST);
  const page = await finished(departure);
  assert.match(page.text, /what changed was changed at the flight service itself/);
  assert.deepEqual(page.each('from').map(({ locator: whose, from }) => [whose, from]), [[locator, '20A']]);
  await stack.mailTo(`${person.surname}@example.org`, /you sit elsewhere/);
  assert.equal(stack.mailsTo(`${person.surname}@example.org`).length, 2, 'the confirmation and this one');
  const { stdout, status } = await stack.aisle(['verify', '--all']);
  assert.equal(status, 0, stdout);
  assert.doesNotMatch(stdout, new RegExp(locator));
});

test('what people have by now is a seat of the aircraft of now: none while it is not there, and theirs again when it is', async () => {
  const departure = await newDeparture(LARGE);
  const { data: { locator } } = await book(stack.browser(), departure, { people: [someone()], seat: seatsOf(departure, '30A') });
  const letGo = await fillSmallest(departure);
  const movesAfter = async (works, moves) => (await until(`the page has ${works} changes and who sits elsewhere`, async () => {
    const page = await manager.get(path(departure, 'changes'));
    return page.each('work').length === works && page.each('from').length === moves && page;
  }, 30)).each('from').map(({ locator: whose, from, to, now }) => [whose, from, to, now]);
  await changeDeparture(departure.name, { aircraft: { code: 'AT72' } });
  const [[, , seat]] = await movesAfter(1, 1);
  assert.notEqual(seat, 'none');
  await changeDeparture(departure.name, SMALLEST);
  assert.deepEqual(await movesAfter(2, 2), [[locator, seat, 'none', 'none'], [locator, '30A', seat, 'none']]);
  await changeDeparture(departure.name, { aircraft: { code: 'AT72' } });
  assert.deepEqual(await movesAfter(3, 2), [[locator, seat, 'none', seat], [locator, '30A', seat, seat]]);
  await letGo();
});
