// What mails say of a booking, above all to programs: a calendar file, and FlightReservation data (schema.org) in the HTML.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCalendar } from '../support/calendar.mjs';
import { atAirport, changeDeparture, newDeparture } from '../support/flights.mjs';
import { elements, unescapeHtml } from '../support/html.mjs';
import { book, seatsOf, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

let n = 0;
const newEmail = () => `data${Date.now().toString(36)}${n++}@example.org`;

// The data as a mail reader finds it: a script's text is raw up to its end tag.
const dataOf = (mail) => [...mail.html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script/gi)].map(([, text]) => JSON.parse(text));

const isText = (value) => typeof value === 'string' && value.length > 0;
const isTime = (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)$/.test(value) && !Number.isNaN(Date.parse(value));
const isAirport = ({ '@type': type, name, iataCode }) => type === 'Airport' && isText(name) && /^[A-Z]{3}$/.test(iataCode);

// What schema.org and the readers of such mails need of it.
function assertComplete(data) {
  assert.match(data['@context'], /^https?:\/\/schema\.org$/);
  assert.equal(data['@type'], 'FlightReservation');
  assert.ok(isText(data.reservationNumber));
  assert.match(data.reservationStatus, /^http:\/\/schema\.org\/Reservation(Confirmed|Cancelled)$/);
  assert.equal(data.underName['@type'], 'Person');
  assert.ok(isText(data.underName.name));
  const flight = data.reservationFor;
  assert.equal(flight['@type'], 'Flight');
  assert.match(flight.flightNumber, /^\d{1,4}[A-Z]?$/);
  assert.equal(flight.airline['@type'], 'Airline');
  assert.ok(isText(flight.airline.name) && /^[A-Z0-9]{2}$/.test(flight.airline.iataCode));
  assert.ok(isAirport(flight.departureAirport) && isAirport(flight.arrivalAirport));
  assert.ok(isTime(flight.departureTime) && isTime(flight.arrivalTime) && isTime(data.modifiedTime));
  assert.ok(Date.parse(flight.departureTime) < Date.parse(flight.arrivalTime));
}

function calendarOf(mail, method) {
  const { headers, text } = mail.calendar;
  assert.match(headers['content-type'], new RegExp(`^text/calendar; charset=utf-8; method=${method}; name="[A-Z0-9]{6}\\.ics"$`));
  assert.match(headers['content-disposition'], /^attachment; filename="[A-Z0-9]{6}\.ics"$/);
  const calendar = readCalendar(text.endsWith('\r\n') ? text : `${text}\r\n`);
  assert.equal(calendar.method, method);
  return calendar;
}

test('a confirmation has both, for each passenger on each departure', async () => {
  const email = newEmail();
  const departures = [await newDeparture(), await newDeparture({ days: 40, origin: 'LIS', destination: 'FRA' })];
  const people = [someone(), someone()];
  const page = await book(stack.browser(), departures, { people, contact: { email }, seat: departures.flatMap((one) => seatsOf(one, '2A', '2B')) });
  const mail = await stack.mailTo(email);
  assert.match(mail.headers['content-type'], /^multipart\/mixed/);
  const { events } = calendarOf(mail, 'PUBLISH');
  assert.deepEqual(events.map(({ start, status }) => [start.getTime(), status]), departures.map(({ departs_at }) => [Date.parse(departs_at), 'CONFIRMED']));
  const data = dataOf(mail);
  data.forEach(assertComplete);
  const told = data.map(({ reservationNumber, reservationStatus, underName, airplaneSeat, reservationFor: flight }) => [
    reservationNumber, reservationStatus, underName.name, airplaneSeat, flight.airline.iataCode + flight.flightNumber,
    flight.departureAirport.iataCode, flight.departureTime, flight.arrivalAirport.iataCode, flight.arrivalTime,
  ]);
  assert.deepEqual(told, departures.flatMap((one) => people.map(({ given_name, surname }, i) => [
    page.data.locator, 'http://schema.org/ReservationConfirmed', `${given_name} ${surname}`, ['2A', '2B'][i], one.flight_no,
    one.origin, one.departs_at, one.destination, one.arrives_at,
  ])));
  assert.match(data[0].url, new RegExp(`^${stack.url}/bookings/${page.data.locator}\\?code=`));
});

test('people read when to be at the airport, as long as there is something to fly', async () => {
  const email = newEmail();
  const browser = stack.browser();
  const departure = await newDeparture();
  const { data: { locator } } = await book(browser, departure, { contact: { email } });
  const at = atAirport(new Date(Date.parse(departure.departs_at) - 7200_000), 'FRA').slice(11, 16);
  const mail = await stack.mailTo(email, /confirmed/);
  const sentence = new RegExp(`For ${departure.flight_no} be at [^\\n]*\\(FRA\\) by ${at} on \\w{3} \\d+ \\w{3} \\d{4}, with`);
  assert.match(mail.text, sentence);
  assert.match(unescapeHtml(mail.html.replace(/<[^>]*>/g, '')), sentence);
  await browser.submit(await browser.get(`/bookings/${locator}/cancel`), 'cancel');
  assert.doesNotMatch((await stack.mailTo(email, /is cancelled/)).text, /be at/);
});

test('an infant on a lap travels without a seat', async () => {
  const email = newEmail();
  const people = [someone(), someone(new Date(Date.now() - 200 * 86400000).toISOString().slice(0, 10))];
  await book(stack.browser(), await newDeparture(), { people, adults: 1, infants: 1, contact: { email } });
  const data = dataOf(await stack.mailTo(email));
  data.forEach(assertComplete);
  assert.deepEqual(data.map(({ airplaneSeat }) => isText(airplaneSeat)), [true, false]);
});

test('no name ends the data, or says more in it than a name', async () => {
  const names = ['</script><script>alert(1)</script>', '"}, "reservationStatus": "x', "O'Hara \\ & <!--", '予約 Ναταλία ‮olleh', '\u2028line\u2029', 'Tab\u0001\u001f'];
  for (const name of names) {
    const email = newEmail();
    const people = [someone('1980-01-01', { given_name: name })];
    await book(stack.browser(), await newDeparture(), { people, contact: { email } });
    const mail = await stack.mailTo(email);
    const [data, ...more] = dataOf(mail);
    assert.equal(more.length, 0, name);
    assertComplete(data);
    const kept = (text) => text.replace(/[\u0000-\u001f]/g, '').replace(/\s+/g, ' ').trim();
    assert.equal(kept(data.underName.name), kept(`${name} ${people[0].surname}`));
    assert.equal(elements(mail.html).filter(({ tag }) => tag === 'script').length, 1, name);
    assert.ok(kept(unescapeHtml(mail.html.split('</head>')[1])).includes(kept(name)), name);
    calendarOf(mail, 'PUBLISH');
  }
});

test('a mail about a change of the airline has the new times under the same id', async () => {
  const email = newEmail();
  const departure = await newDeparture();
  await book(stack.browser(), departure, { contact: { email } });
  const [before] = calendarOf(await stack.mailTo(email, /confirmed/), 'PUBLISH').events;
  const departsAt = atAirport(new Date(before.start.getTime() + 1800_000), 'FRA');
  await changeDeparture(departure.name, { departs_at: departsAt });
  const mail = await stack.mailTo(email, /has changed/);
  const [after] = calendarOf(mail, 'PUBLISH').events;
  assert.equal(after.uid, before.uid);
  assert.equal(after.start.getTime(), Date.parse(departsAt));
  const [data] = dataOf(mail);
  assertComplete(data);
  assert.equal(data.reservationFor.departureTime, departsAt);
  await changeDeparture(departure.name, { state: 'cancelled' });
  const [gone] = dataOf(await stack.mailTo(email, /was cancelled/));
  assert.equal(gone.reservationStatus, 'http://schema.org/ReservationCancelled');
});

test('a cancellation takes the event out of the calendar and says so in the data', async () => {
  const email = newEmail();
  const browser = stack.browser();
  const { data: { locator } } = await book(browser, await newDeparture(), { contact: { email } });
  const [before] = calendarOf(await stack.mailTo(email, /confirmed/), 'PUBLISH').events;
  await browser.submit(await browser.get(`/bookings/${locator}/cancel`), 'cancel');
  const mail = await stack.mailTo(email, /is cancelled/);
  const [after] = calendarOf(mail, 'CANCEL').events;
  assert.deepEqual([after.uid, after.status, after.organizer], [before.uid, 'CANCELLED', before.organizer]);
  assert.ok(after.sequence > before.sequence);
  const data = dataOf(mail);
  assert.equal(data.length, 1);
  assertComplete(data[0]);
  assert.equal(data[0].reservationStatus, 'http://schema.org/ReservationCancelled');
});

test('the link alone, which anybody who knows code and name may ask for, tells programs nothing', async () => {
  const email = newEmail();
  const people = [someone()];
  const { data: { locator } } = await book(stack.browser(), await newDeparture(), { people, contact: { email } });
  const finder = stack.browser();
  const found = await finder.follow(await finder.post('/find', { locator, surname: people[0].surname }));
  await finder.submit(found, 'link');
  const mail = await stack.mailTo(email, /The link to your booking/);
  assert.equal(mail.calendar, undefined);
  assert.deepEqual(dataOf(mail), []);
});
