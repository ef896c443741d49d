// A booking as a calendar file: what is in it, who gets it, and that calendars follow its changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { readCalendar } from '../support/calendar.mjs';
import { changeDeparture, atAirport, newDeparture } from '../support/flights.mjs';
import { book, seatsOf, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

async function fileOf(browser, locator) {
  const answer = await browser.get(`/bookings/${locator}/calendar.ics`);
  assert.equal(answer.status, 200);
  return { ...readCalendar(answer.body), answer };
}

test('there is an event for each departure, at its instants, with places, seats and people', async () => {
  const departures = [await newDeparture(), await newDeparture({ days: 40, origin: 'LIS', destination: 'FRA', hours: 20 })];
  const people = [someone('1980-01-01', { given_name: 'Zoë; a, b\\c', surname: '予約 Παπαδοπούλου-Sørensen-Çelik' }), someone()];
  const browser = stack.browser();
  const page = await book(browser, departures, { people, seat: departures.flatMap((one) => seatsOf(one, '1A', '1B')) });
  const { answer, method, events } = await fileOf(browser, page.data.locator);
  assert.match(answer.headers['content-type'], /^text\/calendar; charset=utf-8; method=PUBLISH$/);
  assert.equal(answer.headers['content-disposition'], `attachment; filename="${page.data.locator}.ics"`);
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(method, 'PUBLISH');
  assert.equal(events.length, 2);
  assert.notEqual(events[0].uid, events[1].uid);
  for (const [i, event] of events.entries()) {
    const departure = departures[i];
    assert.equal(event.start.getTime(), Date.parse(departure.departs_at));
    assert.equal(event.end.getTime(), Date.parse(departure.arrives_at));
    assert.equal(event.status, 'CONFIRMED');
    assert.equal(event.sequence, 1);
    assert.ok(Math.abs(event.stamp - Date.now()) < 3600_000);
    assert.equal(event.summary, `${departure.flight_no} ${i === 0 ? 'Frankfurt – Lisbon' : 'Lisbon – Frankfurt'}`);
    assert.match(event.location, i === 0 ? /\(FRA\)$/ : /\(LIS\)$/);
    for (const { given_name, surname } of people) assert.ok(event.description.includes(`\n${given_name} ${surname}\n`), event.description);
    for (const word of [page.data.locator, '1A', '1B', departure.departs_at.slice(11, 16), departure.arrives_at.slice(11, 16)]) assert.ok(event.description.includes(word), word);
    assert.equal(event.url, `${stack.url}/bookings/${page.data.locator}`);
    assert.ok(!event.description.includes('code='), 'no link that gives a right: calendars are shared');
    assert.match(event.organizer, /^mailto:\S+@\S+$/);
  }
  assert.match(events[1].description, new RegExp(`arrives FRA \\d\\d:\\d\\d on \\w+ ${Number(departures[1].arrives_at.slice(8, 10))} `), 'another day is said');
});

test('the same event changes: its id stays and its sequence grows as the version of the booking', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const { data: { locator } } = await book(browser, departure, { seat: seatsOf(departure, '1A') });
  const [before] = (await fileOf(browser, locator)).events;
  const form = await browser.get(`/bookings/${locator}/seats`, { departure: departure.name, passenger: 1 });
  const changed = await browser.follow(await browser.submit(form, 'seat', { seat: `${departure.name}/3B` }));
  const [after] = (await fileOf(browser, locator)).events;
  assert.equal(after.uid, before.uid);
  assert.equal(after.sequence, Number(changed.data.version));
  assert.ok(after.sequence > before.sequence);
  assert.ok(after.description.includes('3B') && !after.description.includes('1A'));
});

test('what the airline moves, moves; what it cancels is cancelled', async () => {
  const departures = [await newDeparture(), await newDeparture({ days: 40 })];
  const browser = stack.browser();
  const { data: { locator } } = await book(browser, departures);
  const [was, kept] = (await fileOf(browser, locator)).events;
  const departsAt = atAirport(new Date(was.start.getTime() + 3600_000), 'FRA');
  await changeDeparture(departures[0].name, { departs_at: departsAt, arrives_at: atAirport(new Date(was.end.getTime() + 3600_000), 'LIS') });
  await changeDeparture(departures[1].name, { state: 'cancelled' });
  const [moved, cancelled] = await until('the worker has learned both', async () => {
    const { events } = await fileOf(browser, locator);
    return events[0].start > was.start && events[1].status === 'CANCELLED' && events;
  }, 60);
  assert.equal(moved.start.getTime(), Date.parse(departsAt));
  assert.equal(moved.status, 'CONFIRMED');
  assert.equal(moved.uid, was.uid);
  assert.ok(cancelled.uid !== was.uid);
  assert.ok(moved.sequence > was.sequence && cancelled.sequence > kept.sequence, 'calendars keep what has the higher number');
});

test('a cancelled booking takes its events back', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const { data: { locator } } = await book(browser, departure);
  const [before] = (await fileOf(browser, locator)).events;
  const done = await browser.follow(await browser.submit(await browser.get(`/bookings/${locator}/cancel`), 'cancel'));
  const { method, events: [after] } = await fileOf(browser, locator);
  assert.deepEqual([after.uid, after.status, after.sequence], [before.uid, 'CANCELLED', Number(done.data.version)]);
  assert.equal(method, 'PUBLISH');
  assert.ok(done.links.some(({ href, text }) => href === `/bookings/${locator}/calendar.ics` && /Take out of calendar/.test(text)));
});

test('who only found the booking gets the flights and nobody’s name', async () => {
  const people = [someone()];
  const email = `found${Date.now()}@example.org`;
  const { data: { locator } } = await book(stack.browser(), await newDeparture(), { people, contact: { email } });
  const finder = stack.browser();
  await finder.post('/find', { locator, surname: people[0].surname });
  const { answer, events: [event] } = await fileOf(finder, locator);
  assert.equal(event.status, 'CONFIRMED');
  for (const word of [people[0].surname, people[0].given_name, email]) assert.ok(!answer.body.replace(/\r\n /g, '').includes(word), word);
});

test('it is nobody else’s: unknown and not yours are 404', async () => {
  const { data: { locator } } = await book(stack.browser(), await newDeparture());
  for (const path of [locator, 'AAAAAA', 'x', '%20']) assertRefused(await stack.browser().get(`/bookings/${path}/calendar.ics`), 404, 'not-found');
  const posted = await stack.browser().post(`/bookings/${locator}/calendar.ics`, {});
  assertRefused(posted, 405, 'method');
  assert.equal(posted.headers.allow, 'GET, HEAD');
});
