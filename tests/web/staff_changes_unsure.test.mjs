// Changes of departures whose answers are lost: nobody is told that nothing was done while it may have been.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { changeDeparture, dayFromToday, flightApi, newDeparture, newFlightNo } from '../support/flights.mjs';
import { book } from '../support/journey.mjs';
import { lossyLine } from '../support/lossy_line.mjs';
import { stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let manager, line;
before(async () => {
  stack.expectErrors('"code":"flight-service-down"');
  manager = (await staffIn('manager')).browser;
  line = await lossyLine();
  await stack.set({ AISLE_FLIGHT_SERVICE_URL: line.url }, 'admin', 'worker');
  await stack.ready(`${stack.url}/admin`);
});
after(async () => {
  await stack.set({}, 'admin', 'worker');
  await line.close();
  await stack.ready(`${stack.url}/admin`);
});

const path = (departure, last) => `/admin/departures/${departure.name}/${last}`;
const versionOf = async ({ name }) => (await flightApi('GET', `/v1/departures/${name}`)).json.version;
const orderOf = async (departure) => (await stack.sql(`SELECT state, answer FROM departure_order WHERE flight_no = '${departure.flight_no}' ORDER BY id DESC LIMIT 1`))[0];
const age = (departure, seconds) => stack.sql(`UPDATE departure_order SET asked_at = asked_at - INTERVAL ${seconds} SECOND WHERE flight_no = '${departure.flight_no}'`);
const preview = async (departure) => manager.submit(await manager.get(path(departure, 'retime')), 'preview', { departs: '15:45', arrives: '18:30' });
const settled = (departure, state) => until(`${departure.name} is ${state}`, async () => (await orderOf(departure))[0] === state);
async function send(shown, loses, form = 'retime') {
  line.loses = loses;
  const answer = await manager.submit(shown, form).finally(() => { line.loses = 'nothing'; });
  return answer;
}
// A click of which nothing is known: {departure, shown, again(loses) that sends it once more}.
async function lost(loses) {
  const departure = await newDeparture();
  const shown = await preview(departure);
  assertUnknown(await send(shown, loses));
  return { departure, again: (worse) => send(shown, worse) };
}
function assertUnknown(answer) {
  assert.equal(answer.status, 303, answer.text);
  assert.match(answer.headers.location, /done=unknown/);
}
const pathAtService = ({ name }) => `/v1/departures/${name}`;

test('the same click again is refused for now: whether the first one comes is not known, and it comes', async () => {
  const { departure, again } = await lost('late');
  assertUnknown(await again('refusals'));
  assert.equal((await orderOf(departure))[0], 'asked');
  await line.deliver();
  await age(departure, 30);
  await settled(departure, 'made');
  assert.equal(await versionOf(departure), 2);
});

test('the same click again, of which nothing can be looked up: it is not said that nothing was done', async () => {
  const { departure, again } = await lost('answers');
  assertUnknown(await again('looks'));
  assert.match((await again('nothing')).headers.location, /done=retimed/);
  assert.deepEqual([(await orderOf(departure))[0], await versionOf(departure)], ['made', 2]);
});

test('the same click again when somebody has changed it since: only what is sure is called refused', async () => {
  const [maybe, surely] = [await lost('answers'), await lost('requests')];
  await changeDeparture(maybe.departure.name, { aircraft: { code: 'AT72' } });
  await changeDeparture(surely.departure.name, { aircraft: { code: 'AT72' } });
  assertUnknown(await maybe.again('nothing'));
  assertRefused(await surely.again('nothing'), 409, 'changed-meanwhile');
  await age(maybe.departure, 30);
  await settled(maybe.departure, 'refused');
  assert.match((await orderOf(maybe.departure))[1], /whether this was made before is not known/);
  assert.deepEqual([await versionOf(maybe.departure), await versionOf(surely.departure)], [3, 2]);
});

test('the worker gives an asking that has just begun its time, however old the first one is', async () => {
  const [{ departure, again }, other] = [await lost('requests'), await lost('requests')];
  await age(departure, 70);
  const answer = again('slow');
  await until('the second asking is on its way', () => line.waiting.length === 1);
  await age(departure, 25);
  await age(other.departure, 100);
  await settled(other.departure, 'refused');
  assert.equal((await orderOf(departure))[0], 'asked');
  await line.deliver();
  assert.equal((await answer).status, 303);
  await age(departure, 30);
  await settled(departure, 'made');
});

test('made, and our own writing it down fails: it is not said that nothing was done, and the worker writes it down', async () => {
  const departure = await newDeparture();
  const shown = await preview(departure);
  await stack.sql(`DELIMITER //\nCREATE TRIGGER order_refused BEFORE UPDATE ON departure_order FOR EACH ROW BEGIN IF NEW.flight_no = '${departure.flight_no}' AND NEW.state = 'made' THEN SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205; END IF; END //`);
  try {
    assertUnknown(await send(shown, 'nothing'));
  } finally {
    await stack.sql('DROP TRIGGER order_refused');
  }
  assert.deepEqual([(await orderOf(departure))[0], await versionOf(departure)], ['asked', 2]);
  await age(departure, 30);
  await settled(departure, 'made');
});

test('a departure that the worker cannot read keeps no other one from being found out', async () => {
  const [first, second] = [await lost('answers'), await lost('answers')];
  line.unreadable = pathAtService(first.departure);
  await age(first.departure, 60);
  await age(second.departure, 30);
  await settled(second.departure, 'made');
  assert.equal((await orderOf(first.departure))[0], 'asked');
  line.unreadable = undefined;
  await settled(first.departure, 'made');
});

test('and none from being learned at once', async () => {
  const departures = [await newDeparture(), await newDeparture()];
  for (const departure of departures) await book(stack.browser(), departure);
  Object.assign(line, { isFeedLate: true, unreadable: pathAtService(departures[0]) });
  try {
    for (const departure of departures) assert.match((await send(await preview(departure), 'nothing')).headers.location, /done=retimed/);
    const known = async ({ flight_no: flightNo }) => (await stack.sql(`SELECT service_version FROM departure WHERE flight_no = '${flightNo}'`))[0][0];
    await until('the second one is learned', async () => await known(departures[1]) === '2');
    assert.equal(await known(departures[0]), '1');
  } finally {
    Object.assign(line, { isFeedLate: false, unreadable: undefined });
  }
});

test('put on sale, and the answer is lost: the same click again finds what it has made', async () => {
  const date = dayFromToday(44);
  for (const more of [{ currency: 'EUR', fare_minor: '12000', taxes_minor: '3500' }, { like: (await newDeparture()).name }]) {
    const departure = { flight_no: newFlightNo(), date };
    const shown = await manager.submit(await manager.get('/admin/departures/new'), 'preview', { ...departure, origin: 'FRA', destination: 'LIS', departs: '10:00', arrives_on: date, arrives: '12:15', aircraft: 'AT72', ...more });
    assertUnknown(await send(shown, 'answers', 'new'));
    assert.match((await send(shown, 'nothing', 'new')).headers.location, /done=created/);
    assert.equal((await orderOf(departure))[0], 'made');
  }
});

test('put on sale, but somebody else was first with other fares or another route: the worker does not say that it was made', async () => {
  const date = dayFromToday(44);
  const fields = { date, origin: 'FRA', destination: 'LIS', departs: '10:00', arrives_on: date, arrives: '12:15', aircraft: 'AT72', currency: 'EUR', fare_minor: '12000', taxes_minor: '3500' };
  const wish = async (flightNo, more) => manager.submit(await manager.get('/admin/departures/new'), 'preview', { ...fields, flight_no: flightNo, ...more });
  for (const [theirs, state, answer] of [[{ fare_minor: '12100' }, 'refused', /other fares/], [{ taxes_minor: '0' }, 'refused', /other fares/], [{ origin: 'VIE' }, 'refused', /another route/], [undefined, 'made', /version 1/]]) {
    const departure = { flight_no: newFlightNo(), date };
    const name = `${departure.flight_no}/${date}`;
    const [ours, others] = [await wish(departure.flight_no), theirs && await wish(departure.flight_no, theirs)];
    assertUnknown(await send(ours, theirs ? 'requests' : 'answers', 'new'));
    const changes = `/admin/departures/${name}/changes`;
    assert.match((await manager.get(changes)).text, /Put on sale: FRA – LIS, Y EUR 120.00.*not known yet/s, 'what was asked for is told');
    if (others) assert.match((await send(others, 'nothing', 'new')).headers.location, /done=created/);
    await age(departure, 100);
    const of = () => stack.sql(`SELECT state, answer FROM departure_order WHERE flight_no = '${departure.flight_no}' ORDER BY id LIMIT 1`);
    await until(`${name} is known`, async () => (await of())[0][0] !== 'asked');
    const [[is, words]] = await of();
    assert.equal(is, state, words);
    assert.match(words, answer);
  }
});
