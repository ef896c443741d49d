// The airline flies with another aircraft, which has not all seats that were sold, and the flight service says so itself: who can sit elsewhere does, and is told; who cannot is told, and chooses a seat that becomes free, lets one be chosen, or cancels for all that was paid.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { atAirport, changeDeparture, newDeparture } from '../support/flights.mjs';
import { seatsOf, someone } from '../support/journey.mjs';
import { booked, bookingRow, dayBefore, pay, sql } from '../support/managed.mjs';
import { fillSmallest, LARGE, SMALLEST } from '../support/smallest.mjs';
import { stack, until } from '../support/stack.mjs';

const lostOf = (page) => page.each('lost').map(({ lost }) => lost);
const toDo = async () => (await stack.aisle(['verify', '--all'])).stdout;

// All seats that the smaller aircraft has are somebody's, but those of the booking and these.
async function bookedIn(seats, contact = {}, free = []) {
  const departure = await newDeparture(LARGE);
  const booking = await booked({ people: seats.map(() => someone()), seat: seatsOf(departure, ...seats), contact }, departure);
  return { ...booking, release: await fillSmallest(departure, [...seats, ...free]) };
}
const worksOf = (departure, state) => sql(`SELECT w.id FROM departure_work w JOIN departure d ON d.id = w.departure_id WHERE d.flight_no = '${departure.flight_no}' AND w.state = '${state}'`);
// The worker has done what follows from it.
async function changed({ departure, browser, path }, changes = SMALLEST, works = 1) {
  await changeDeparture(departure.name, changes);
  await until('everybody is seated or told', async () => (await worksOf(departure, 'done')).length >= works, 30);
  return browser.get(path);
}

test('who can sit elsewhere does, together and as before, and is told once', async () => {
  const email = `moved${Date.now()}@example.org`;
  const booking = await bookedIn(['20A', '20B'], { email }, ['3A', '3B', '4C']);
  const page = await changed(booking);
  assert.deepEqual([page.data.seats, page.data.version, lostOf(page)], [seatsOf(booking.departure, '3A', '3B').join(' '), '2', []]);
  assert.doesNotMatch(page.text, /The airline has changed/);
  const mail = await stack.mailTo(email, /another aircraft/);
  assert.match(mail.text, /is flown with another aircraft now, and you sit elsewhere: 3A, 3B instead of 20A, 20B\./);
  assert.doesNotMatch(mail.text, /You may|not in this aircraft/);
  assert.equal(stack.mailsTo(email).length, 2, 'the confirmation and this one');
  assert.doesNotMatch(await toDo(), new RegExp(booking.locator));
});

test('lost seats are told on the page and by mail, with the ways on; who only found the booking is told without them', async () => {
  const email = `lost${Date.now()}@example.org`;
  const booking = await bookedIn(['9A', '1C', '9C'], { email });
  const other = await booked({ seat: seatsOf(booking.departure, '10A'), contact: { email: `also${email}` } }, booking.departure);
  const page = await changed(booking);
  assert.match(page.text, /The airline has changed the aircraft of a flight of this booking\./);
  assert.deepEqual(lostOf(page), ['9A 9C']);
  assert.match(page.text, /flown with another aircraft \(Cessna 208 Caravan\) that has no seats 9A, 9C/);
  assert.match(page.text, /Seats 9A, 9C are not in this aircraft/);
  assert.ok(page.forms.some(({ name }) => name === 'accept'));
  const way = page.links.find(({ text }) => text === `Choose another seat on ${booking.departure.flight_no}`);
  assert.equal(way.href, `${booking.path}/seats?departure=${booking.departure.name}&passenger=1`);

  const mail = await stack.mailTo(email, /another aircraft/);
  assert.match(mail.text, new RegExp(`${booking.departure.flight_no} on .* is flown with another aircraft now, which has no seats 9A, 9C\\.`));
  assert.match(mail.text, /Seats: 9A \(not in this aircraft\), 1C, 9C \(not in this aircraft\)/);
  assert.match(mail.text, new RegExp(`You may choose another seat, leave the choice to us, or cancel and get back all that you paid, without any fee\\.\\s+Choose here: ${stack.url}${booking.path}\\?code=`));
  assert.doesNotMatch(mail.calendar.text.replace(/\r\n /g, ''), /\b9A\b/);
  await stack.mailTo(`also${email}`, /has no seat 10A/);
  assert.deepEqual(lostOf(await other.browser.get(other.path)), ['10A']);

  const finder = stack.browser();
  const found = await finder.follow(await finder.post('/find', { locator: booking.locator, surname: booking.people[0].surname }));
  assert.deepEqual([lostOf(found), found.forms.some(({ name }) => name === 'accept')], [['9A 9C'], false]);
  assert.match(await toDo(), /RESEAT/);

  assert.deepEqual(lostOf(await changed(booking, { aircraft: { code: LARGE.aircraft } }, 2)), []);
  assert.deepEqual([stack.mailsTo(email).length, stack.mailsTo(`also${email}`).length], [2, 2], 'each was told once');
  assert.doesNotMatch((await booking.browser.get(booking.path)).text, /The airline has changed/);
  assert.doesNotMatch(await toDo(), new RegExp(booking.locator));
});

test('another seat is chosen: nothing of the map is chosen before, the party has no seat to swap, and the last choice ends it', async () => {
  const booking = await bookedIn(['9A', '1C', '9C']);
  const { browser, departure, path } = booking;
  await changed(booking);
  await booking.release();
  const map = await browser.get(`${path}/seats`, { departure: departure.name, passenger: 1 });
  assert.match(map.text, /Your seat is gone.*has no seat 9A\. Choose a free one\./);
  const seats = map.each('seat');
  assert.equal(seats.length, 12);
  assert.deepEqual(seats.filter(({ attributes }) => 'checked' in attributes), []);
  assert.equal(seats.find(({ seat }) => seat === '1C').state, 'taken');
  const none = await browser.submit(map, 'seat');
  assertRefused(none, 422, 'invalid', { problemFields: 'seat.1', page: 'seats' });
  const [led] = none.links.filter(({ href }) => href === '#seat');
  const told = none.all.find(({ attributes }) => attributes.id === 'seat');
  assert.equal(told.text.trim().replace(/^Error:\s*/, ''), led.text, 'who chose none is led to the map');
  assert.deepEqual(none.all.filter(({ attributes }) => attributes['aria-describedby'] === 'seat').map(({ tag, attributes }) => [tag, attributes['data-departure']]), [['fieldset', departure.name]]);
  assertRefused(await browser.submit(map, 'seat', { seat: `${departure.name}/1C` }), 422, 'invalid', { problemFields: 'seat.1' });
  assertRefused(await browser.submit(map, 'seat', { seat: `${departure.name}/9C` }), 422, 'invalid', { problemFields: 'seat.1' });
  const first = await browser.follow(await browser.submit(map, 'seat', { seat: `${departure.name}/2A` }));
  assert.deepEqual([lostOf(first), first.data.version], [['9C'], '2']);
  const second = await browser.get(first.links.find(({ text }) => text.startsWith('Choose another seat')).href);
  const last = await browser.follow(await browser.submit(second, 'seat', { seat: `${departure.name}/2B` }));
  assert.equal(last.data.seats, seatsOf(departure, '2A', '1C', '2B').join(' '));
  assert.doesNotMatch(last.text, /has changed the aircraft|not in this aircraft/);
  assert.doesNotMatch(await toDo(), new RegExp(booking.locator));
});

test('accepting lets the system choose, near the party; once, and only what was seen', async () => {
  const email = `chosen${Date.now()}@example.org`;
  const booking = await bookedIn(['9A', '3C', '9C'], { email });
  const { browser, departure, path } = booking;
  const page = await changed(booking);
  await booking.release();
  assert.match(page.text, /Choose seats for us/);
  assertRefused(await browser.submit(page, 'accept', { times: `${departure.name} 9A`, key: newKey() }), 409, 'changed-meanwhile');
  const answer = await browser.submit(page, 'accept');
  assert.equal(`${answer.status} ${answer.headers.location}`, `303 ${path}`);
  assert.equal((await browser.submit(page, 'accept')).status, 303, 'the same click');
  const after = await browser.follow(answer);
  const [one, kept, three] = after.data.seats.split(' ').map((name) => name.split('/')[2]);
  assert.deepEqual([kept, after.data.version, lostOf(after)], ['3C', '2', []]);
  for (const seat of [one, three]) assert.match(seat, /^[234][ABC]$/, `${seat} is near 3C`);
  assertRefused(await browser.submit(page, 'accept', { key: newKey() }), 409, 'changed-meanwhile');
  const mail = await stack.mailTo(email, /sit elsewhere/);
  assert.match(mail.text, new RegExp(`You sit elsewhere now: ${one}, ${three} on ${departure.flight_no} instead of 9A, 9C\\.`));
  assert.doesNotMatch(mail.text, /You may|not in this aircraft/);
  assert.doesNotMatch(await toDo(), new RegExp(booking.locator));
});

test('where no other seat is free accepting is 409 sold-out and changes nothing; cancelling gives back all that was paid', async () => {
  const booking = await bookedIn(['9A']);
  const { browser, departure, path, locator } = booking;
  await pay(locator);
  await dayBefore(locator);
  const page = await changed(booking);
  const refused = await browser.submit(page, 'accept');
  assertRefused(refused, 409, 'sold-out', { problemSeats: `${departure.name}/9A`, problemDeparture: departure.name });
  assert.match(refused.text, /too few free seats instead of 9A\. Your booking stays as it is/);
  assert.deepEqual([refused.data.page, refused.data.seats, refused.data.version], ['booking', `${departure.name}/9A`, '1']);
  const quote = await browser.get(`${path}/cancel`);
  assert.equal(quote.data.refundMinor, page.data.totalMinor);
  assert.match(quote.text, /without any fee/);
  assert.equal((await browser.follow(await browser.submit(quote, 'cancel'))).data.state, 'cancelled');
  assert.deepEqual(await bookingRow(locator, 'refund_minor = total_minor'), ['1']);
});

test('other times and another aircraft at once: one mail tells both, one click accepts both; what was told is not told again', async () => {
  const email = `both${Date.now()}@example.org`;
  const booking = await bookedIn(['9A'], { email });
  const { browser, departure } = booking;
  const at = (minutes) => {
    const leaves = new Date(new Date(departure.departs_at).getTime() + minutes * 60_000);
    return { departs_at: atAirport(leaves, 'FRA'), arrives_at: atAirport(new Date(leaves.getTime() + 3 * 3_600_000), 'LIS') };
  };
  const page = await changed(booking, { ...SMALLEST, ...at(30) });
  assert.match(page.text, /The airline has changed the times and the aircraft of this booking\./);
  const mail = await stack.mailTo(email, /another aircraft/);
  assert.match(mail.text, /now departs at .*\. QT\d+ on .* is flown with another aircraft now, which has no seat 9A\./);
  assert.match(mail.text, /You may accept the new times and choose another seat, or cancel/);
  await changeDeparture(departure.name, at(60));
  const again = await stack.mailTo(email, new RegExp(`departs at ${at(60).departs_at.slice(11, 16)}`));
  assert.doesNotMatch(again.text, /another aircraft now/);
  assertRefused(await browser.submit(page, 'accept'), 409, 'changed-meanwhile');
  await booking.release();
  const now = await browser.get(booking.path);
  assert.match(now.text, /Accept the new times, and choose a seat for me/);
  const after = await browser.follow(await browser.submit(now, 'accept'));
  assert.doesNotMatch(after.text, /The airline has changed/);
  assert.match(after.data.seats, /\/[1-4][ABC]$/);
  assert.match((await stack.mailTo(email, /sit elsewhere/)).text, /You have accepted the new times of QT\d+\. You sit elsewhere now: [1-4][ABC] on QT\d+ instead of 9A\./);
});
