// What customers do with a booking themselves: correct names and contact, give up a part, answer to what the airline changed, have the mail sent again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { atAirport, changeDeparture, newDeparture } from '../support/flights.mjs';
import { CHILD, INFANT, seatsNow, seatsOf, someone } from '../support/journey.mjs';
import { booked, bookingRow, dayBefore, pay, sql } from '../support/managed.mjs';
import { stack, until } from '../support/stack.mjs';

test('a name is corrected: the form has the names, the booking shows the new one, the coupon and the find form know it', async () => {
  const { surname } = someone();
  const typed = surname.slice(0, -1); // the last letter was left out
  const people = [someone(), someone('1980-01-01', { given_name: 'Katherine', surname: typed })];
  const { browser, path, locator } = await booked({ people });
  const form = await browser.get(`${path}/passengers`);
  assert.deepEqual([form.status, form.data.page, form.data.version], [200, 'passengers', '1']);
  const fields = form.forms.find(({ name }) => name === 'names').fields;
  assert.deepEqual(fields.filter(([name]) => name === 'surname').map(([, value]) => value), people.map(({ surname }) => surname));
  const answer = await browser.submit(form, 'names', { surname: [people[0].surname, surname] });
  assert.equal(`${answer.status} ${answer.headers.location}`, `303 ${path}`);
  const page = await browser.follow(answer);
  assert.equal(page.data.version, '2');
  assert.ok(page.text.includes(`Katherine ${surname}`), page.text);
  assert.deepEqual(await sql(`SELECT COUNT(*) FROM coupon c JOIN booking b ON b.id = c.booking_id WHERE b.locator = '${locator}' AND c.identity = 'katherine/${surname.toLowerCase()}'`), [['1']]);
  assert.equal((await stack.browser().post('/find', { locator, surname: surname.toUpperCase() })).status, 303);
  assertRefused(await stack.browser().post('/find', { locator, surname: typed }), 404, 'not-found');
  assert.ok((await browser.get(`${path}/passengers`)).text.includes(`Booked as Katherine ${typed}`));
});

test('the same click again gives its answer, with other names 422 key-reused; a form of an old page is 409 and keeps what was typed', async () => {
  const { browser, path, people } = await booked();
  const [one, two] = [await browser.get(`${path}/passengers`), await browser.get(`${path}/passengers`)];
  const [{ surname }] = people;
  const first = await browser.submit(one, 'names', { surname: `${surname}a` });
  const again = await browser.submit(one, 'names', { surname: `${surname}a` });
  assert.equal(`${again.status} ${again.headers.location}`, `${first.status} ${first.headers.location}`);
  assertRefused(await browser.submit(one, 'names', { surname: `${surname}b` }), 422, 'key-reused');
  const stale = await browser.submit(two, 'names', { surname: `${surname}c` });
  assertRefused(stale, 409, 'changed-meanwhile');
  assert.deepEqual([stale.data.page, stale.data.version], ['passengers', '2']);
  assert.ok(stale.body.includes(`value="${surname}c"`), 'what was typed is there');
  assert.equal((await browser.submit(stale, 'names')).status, 303, 'the form shown again works');
  assert.equal((await browser.get(path)).data.version, '3');
});

test('what is no spelling correction is 422 beside its name; after three corrections there is no form any more', async () => {
  const { browser, path, locator } = await booked({ people: [someone('1980-01-01', { given_name: 'Sofie', surname: 'Germain' })] });
  const form = await browser.get(`${path}/passengers`);
  for (const [change, fields] of [[{ given_name: 'Maria' }, 'given_name.1'], [{ surname: 'Lagrange' }, 'surname.1'], [{ given_name: '', surname: '' }, 'given_name.1 surname.1'], [{ version: 'x' }, 'version.1'], [{ surname: ['Germain', 'Other'], given_name: ['Sofie', 'One'] }, 'surname.1']]) {
    const refused = await browser.submit(form, 'names', change);
    assertRefused(refused, 422, 'invalid', { problemFields: fields });
    assert.equal(refused.data.page, 'passengers');
  }
  assert.match((await browser.submit(form, 'names', { surname: 'Lagrange' })).text, /more than a spelling correction/);
  assert.match((await browser.submit(form, 'names', { surname: '' })).text, /Enter the surname of passenger 1/);
  for (const given_name of ['Sophie', 'Sofia', 'Sofie']) assert.equal((await browser.submit(await browser.get(`${path}/passengers`), 'names', { given_name })).status, 303);
  const last = await browser.get(`${path}/passengers`);
  assert.equal(last.forms.some(({ name }) => name === 'names'), false);
  const late = await browser.post(`${path}/passengers`, { version: 4, given_name: 'Sophie', surname: 'Germain', key: newKey() });
  assertRefused(late, 422, 'invalid', { problemFields: 'surname.1' });
  assert.match(late.text, /The names of this booking cannot be corrected here any more/);
  assert.ok(!late.links.some(({ href }) => href === '#surname-1'), 'nothing can be typed any more');
  assert.deepEqual(await bookingRow(locator, 'version, name_corrections'), ['4', '3']);
});

test('where names are not corrected at all nothing leads there, and nobody is told that it was possible once', async () => {
  const departure = await newDeparture();
  const { browser, path, locator } = await booked({}, departure);
  const page = await browser.get(path);
  assert.ok(page.links.some(({ text }) => text === 'Correct a name'));
  try {
    await stack.set({ AISLE_CORRECT_NAMES: '0' }, 'booking');
    assert.ok(!(await browser.get(path)).links.some(({ href }) => href === `${path}/passengers`));
    const form = await browser.get(`${path}/passengers`);
    assert.match(form.text, new RegExp(`names of booking ${locator} cannot be corrected here\\.(?! *You reach us)`));
    const offer = await browser.get('/offer', { departure: departure.name, adults: 1 });
    assert.match(offer.text, /Seats can be changed after booking, at no charge\./);
  } finally {
    await stack.set({}, 'booking');
  }
});

test('a name that would be somebody who is on the flight already is 409 duplicate-passenger', async () => {
  const departure = await newDeparture();
  const { browser, path } = await booked({ people: [someone('1971-02-03', { given_name: 'Carl', surname: 'Jacoby' })] }, departure);
  await booked({ people: [someone('1971-02-03', { given_name: 'Carl', surname: 'Jacobi' })] }, departure);
  const refused = await browser.submit(await browser.get(`${path}/passengers`), 'names', { surname: 'Jacobi' });
  assertRefused(refused, 409, 'duplicate-passenger', { problemDeparture: departure.name });
  assert.equal(refused.data.page, 'passengers');
  assert.equal((await browser.get(path)).data.version, '1');
});

// There and back.
const both = async () => [await newDeparture({ days: 30 }), await newDeparture({ days: 35, origin: 'LIS', destination: 'FRA' })];
const taken = async (departure) => JSON.parse((await stack.browser().get(seatsNow(departure))).body).taken.sort();

test('one passenger is cancelled: the quote, the click, seats free, the others stay', async () => {
  const departures = await both();
  const people = [someone(), someone(), someone()];
  const { browser, path, locator } = await booked({ people, seat: departures.flatMap((departure) => seatsOf(departure, '1A', '1B', '1C')) }, departures);
  const whole = await browser.get(`${path}/cancel`);
  assert.deepEqual(whole.links.filter(({ href }) => href.startsWith(`${path}/cancel?`)).length, 5, 'three passengers, two flights');
  const quote = await browser.get(`${path}/cancel`, { passenger: 2 });
  const total = Number((await browser.get(path)).data.totalMinor);
  assert.deepEqual([quote.data.page, quote.data.version, quote.data.refundMinor, Number(quote.data.dueMinor)], ['cancel', '1', '0', total * 2 / 3]);
  assert.ok(quote.text.includes(people[1].surname));
  assert.match(quote.text, /Seat ?1B/);
  assert.doesNotMatch(quote.text, /Seats|Seat ?1[AC]/, 'the seats of who stays are not given up');
  const answer = await browser.submit(quote, 'cancel');
  assert.equal(`${answer.status} ${answer.headers.location}`, `303 ${path}`);
  const again = await browser.submit(quote, 'cancel');
  assert.equal(`${again.status} ${again.headers.location}`, `303 ${path}`);
  const page = await browser.follow(answer);
  assert.deepEqual([page.data.state, page.data.version, page.data.seats], ['confirmed', '2', departures.flatMap((departure) => seatsOf(departure, '1A', '1C')).join(' ')]);
  assert.match(page.text, /adult, cancelled/);
  for (const departure of departures) assert.deepEqual(await taken(departure), ['1A', '1C']);
  assert.equal(Number((await bookingRow(locator, 'total_minor - credit_minor'))[0]), total * 2 / 3);
  assertRefused(await browser.get(`${path}/cancel`, { passenger: 2 }), 422, 'invalid', { problemFields: 'passenger.1' });
  assertRefused(await stack.browser().post('/find', { locator, surname: people[1].surname }), 404, 'not-found');
  assert.equal((await booked({ people: [people[1]] }, departures[0])).page.data.state, 'confirmed', 'who left may be booked anew');
});

test('one direction is cancelled where the fare allows; the last one is the whole booking', async () => {
  const departures = await both();
  const { browser, path, locator } = await booked({ people: [someone(), someone()], seat: departures.flatMap((departure) => seatsOf(departure, '2A', '2B')) }, departures);
  const quote = await browser.get(`${path}/cancel`, { departure: departures[1].name });
  assert.equal(quote.status, 200, 'all may be cancelled in the first hours');
  assert.equal(quote.body.match(/<li data-departure=/g).length, 1, 'the flight that is given up alone');
  const page = await browser.follow(await browser.submit(quote, 'cancel'));
  assert.equal(page.data.seats, seatsOf(departures[0], '2A', '2B').join(' '));
  assert.match(page.text, /You have cancelled this flight/);
  assert.deepEqual(await taken(departures[1]), []);
  assertRefused(await browser.get(`${path}/cancel`, { departure: departures[1].name }), 422, 'invalid', { problemFields: 'departure.1' });
  const last = await browser.get(`${path}/cancel`, { departure: departures[0].name });
  assert.match(last.text, new RegExp(`Cancel booking ${locator}\\?`));
  assert.equal((await browser.follow(await browser.submit(last, 'cancel'))).data.state, 'cancelled');
});

test('the quote says what was paid, what is kept, what goes back and until when it costs nothing', async () => {
  const fare = (changes) => ({ basis: 'YFIX', cabin: 'Y', amount_minor: 10000, taxes: [{ code: 'XT', amount_minor: 2000 }], currency: 'EUR', refundable: true, change_fee_minor: 0, cancel_fee_minor: 3000, ...changes });
  const departures = [await newDeparture({ days: 30, fares: [fare()] }), await newDeparture({ days: 35, origin: 'LIS', destination: 'FRA', fares: [fare({ refundable: false })] })];
  const { browser, path, locator } = await booked({ people: [someone(), someone()] }, departures);
  await pay(locator);
  const free = await browser.get(`${path}/cancel`, { passenger: 1 });
  assert.equal(free.data.refundMinor, '24000');
  const [[created]] = await sql(`SELECT DATE_FORMAT(created_at + INTERVAL 24 HOUR, '%Y-%m-%dT%H:%i:%sZ') FROM booking WHERE locator = '${locator}'`);
  assert.ok(free.body.includes(`datetime="${created}"`), 'until when it is free');
  assert.match(free.text, /You can cancel without any fee until \d\d:\d\d on /);
  await dayBefore(locator);
  assertRefused(await browser.submit(free, 'cancel'), 409, 'price-changed', { oldTotalMinor: '24000' });
  const quote = await browser.get(`${path}/cancel`, { passenger: 1 });
  assert.equal(quote.data.refundMinor, '9000', 'a refundable flight less its fee, nothing of the other one');
  for (const words of ['EUR 240.00', 'EUR 480.00', 'EUR 150.00', 'EUR 90.00']) assert.ok(quote.text.includes(words), words);
  assert.doesNotMatch(quote.text, /without any fee until/);
  assertRefused(await browser.get(`${path}/cancel`, { departure: departures[1].name }), 422, 'invalid', { problemFields: 'departure.1' });
  const offered = (page) => page.links.filter(({ href }) => href.startsWith(`${path}/cancel?`)).map(({ href }) => href.split('?')[1]);
  assert.deepEqual(offered(free), ['passenger=2', ...departures.map(({ name }) => `departure=${name}`)], 'in the first hours all parts');
  assert.deepEqual(offered(quote), ['passenger=2', `departure=${departures[0].name}`], 'later none that would be refused');
  assert.match(quote.text, new RegExp(`Only ${departures[1].flight_no}[^.]*With this fare a flight cannot be cancelled alone, but with the whole booking\\.`));
  await browser.submit(quote, 'cancel');
  assert.deepEqual(await bookingRow(locator, 'credit_minor, refund_minor, state'), ['9000', '9000', 'confirmed']);
  assert.equal((await browser.get(`${path}/cancel`)).data.refundMinor, '9000');
  await stack.mailTo(`${(await bookingRow(locator, 'email'))[0]}`, /does not travel any more\. EUR 90\.00 goes back to you/);
});

test('of what is left after a passenger was cancelled the rest is to pay; once all is cancelled, nothing', async () => {
  const { browser, path } = await booked({ people: [someone(), someone()] });
  const part = await browser.follow(await browser.submit(await browser.get(`${path}/cancel`, { passenger: 2 }), 'cancel'));
  const cost = `EUR ${(Number(part.data.totalMinor) / 200).toFixed(2)}`;
  assert.match(part.text, new RegExp(`To pay ?${cost}`));
  const whole = await browser.follow(await browser.submit(await browser.get(`${path}/cancel`), 'cancel'));
  assert.equal(whole.data.state, 'cancelled');
  assert.doesNotMatch(whole.text, /To pay/);
});

test('what was paid is all there is to pay when the rest was cancelled', async () => {
  const { browser, path, locator } = await booked({ people: [someone(), someone()] });
  await pay(locator, 'total_minor DIV 2');
  assert.equal((await browser.get(path)).data.paid, 'no');
  const page = await browser.follow(await browser.submit(await browser.get(`${path}/cancel`, { passenger: 2 }), 'cancel'));
  assert.equal(page.data.paid, 'yes');
  assert.match(page.text, /To pay ?EUR 0\.00/);
});

test('an adult is not cancelled without the infant on the lap; the infant alone is', async () => {
  const { browser, path } = await booked({ adults: 1, children: 1, infants: 1, people: [someone(), CHILD(), INFANT()] });
  const refused = await browser.get(`${path}/cancel`, { passenger: 1 });
  assertRefused(refused, 422, 'invalid', { problemFields: 'passenger.1' });
  assert.match(refused.text, /cancel the infant first/);
  const whole = await browser.get(`${path}/cancel`);
  assert.deepEqual(whole.links.filter(({ href }) => href.includes('passenger=')).map(({ href }) => href.split('=')[1]), ['2', '3']);
  assert.match(whole.text, /An infant travels on the lap of this adult: cancel the infant first, or the whole booking\./);
  for (const passenger of [0, 4, 'x', '']) assert.equal((await browser.get(`${path}/cancel`, { passenger })).status, passenger === '' ? 200 : 422, `passenger ${passenger}`);
  const page = await browser.follow(await browser.submit(await browser.get(`${path}/cancel`, { passenger: 3 }), 'cancel'));
  assert.equal(page.data.version, '2');
  assert.equal((await browser.get(`${path}/cancel`, { passenger: 1 })).status, 200);
});

test('a part as it was quoted on an old page is 409, for another rest 409, under a used key 422', async () => {
  const { browser, path } = await booked({ people: [someone(), someone(), someone()] });
  const quote = await browser.get(`${path}/cancel`, { passenger: 1 });
  assertRefused(await browser.submit(quote, 'cancel', { due_minor: 1 }), 409, 'price-changed');
  await browser.submit(await browser.get(`${path}/cancel`, { passenger: 2 }), 'cancel');
  const stale = await browser.submit(quote, 'cancel');
  assertRefused(stale, 409, 'changed-meanwhile');
  assert.equal(stale.data.version, '2');
  assert.equal((await browser.submit(stale, 'cancel')).status, 303, 'the form shown again works');
  assertRefused(await browser.submit(stale, 'cancel', { passenger: 3 }), 422, 'key-reused');
  assert.equal((await browser.get(path)).data.version, '3');
});

async function retimed(browser, path, departure, minutes = 77) {
  const at = new Date(new Date(departure.departs_at).getTime() + minutes * 60000);
  const moved = await changeDeparture(departure.name, { departs_at: atAirport(at, 'FRA'), arrives_at: atAirport(new Date(at.getTime() + 3 * 3600000), 'LIS') });
  return until('the new time is on the booking', async () => {
    const page = await browser.get(path);
    return page.text.includes(moved.departs_at.slice(11, 16)) && page.forms.some(({ name }) => name === 'accept') && page;
  }, 30);
}

test('new times are explained and can be accepted, once; the booking is then as it was told', async () => {
  const departures = await both();
  const { browser, path, locator } = await booked({}, departures);
  const page = await retimed(browser, path, departures[0]);
  assert.match(page.text, /changed the time/);
  assert.match(page.text, /1 h 17 min later/);
  assert.ok(page.body.includes('<s>'), 'the old time is struck');
  const answer = await browser.submit(page, 'accept');
  assert.equal(`${answer.status} ${answer.headers.location}`, `303 ${path}`);
  assert.equal((await browser.submit(page, 'accept')).status, 303);
  const after = await browser.follow(answer);
  assert.equal(after.data.version, '2');
  assert.doesNotMatch(after.text, /changed the time|New time/);
  assert.deepEqual(await sql(`SELECT COUNT(*) FROM segment s JOIN departure d ON d.id = s.departure_id JOIN booking b ON b.hold_id = s.hold_id WHERE b.locator = '${locator}' AND (s.told_departs_at <> d.departs_at OR s.told_arrives_at <> d.arrives_at)`), [['0']]);
  const again = await retimed(browser, path, departures[0], 120);
  assertRefused(await browser.submit(page, 'accept', { key: newKey() }), 409, 'changed-meanwhile');
  assert.match(again.text, /43 min later/, 'counted from what was accepted');
});

test('the mail tells what moved at each end, with the day where it is another one, and what one may do about it', async () => {
  const email = `moved${Date.now()}@example.org`;
  const [departure] = await both();
  const { browser, path } = await booked({ contact: { email } }, [departure]);
  const told = (at, code) => atAirport(at, code).slice(11, 16);
  const human = (at, code) => new RegExp(`\\w{3} ${Number(atAirport(at, code).slice(8, 10))} \\w{3} ${atAirport(at, code).slice(0, 4)}`).source;
  const [leaves, lands] = [new Date(departure.departs_at), new Date(departure.arrives_at)];
  const change = async (departs, arrives) => changeDeparture(departure.name, { departs_at: atAirport(departs, 'FRA'), arrives_at: atAirport(arrives, 'LIS') });
  const later = new Date(lands.getTime() + 20 * 60_000);
  const nextDay = [new Date(leaves.getTime() + 86_400_000), new Date(later.getTime() + 86_400_000)];
  const linked = new RegExp(`You may accept the new times, or cancel and get back all that you paid, without any fee\\.\\s+Choose here: ${stack.url}${path}\\?code=`);

  await change(leaves, later);
  const first = await stack.mailTo(email, /now arrives at/);
  assert.match(first.text, new RegExp(`now arrives at ${told(later, 'LIS')} \\(was ${told(lands, 'LIS')}\\)\\.`));
  assert.doesNotMatch(first.text, /departs at/, 'that stayed as it was');
  assert.match(first.text, /\(new time\)/);
  assert.match(first.text, linked);
  assert.match(first.html, /You may accept the new times[^<]*<a href="[^"]*\?code=/);

  await change(...nextDay);
  const second = await stack.mailTo(email, /now departs at/);
  assert.match(second.text, new RegExp(`now departs at ${told(nextDay[0], 'FRA')} on ${human(nextDay[0], 'FRA')} \\(was ${told(leaves, 'FRA')} on ${human(leaves, 'FRA')}\\) and arrives at ${told(nextDay[1], 'LIS')} on ${human(nextDay[1], 'LIS')} \\(was ${told(later, 'LIS')} on ${human(later, 'LIS')}\\)\\.`));

  await until('the page asks for an answer', async () => (await browser.get(path)).forms.some(({ name }) => name === 'accept'), 30);
  await browser.submit(await browser.get(path), 'accept');
  const accepted = await stack.mailTo(email, /accepted/);
  assert.doesNotMatch(accepted.text, /You may/, 'there is nothing to choose any more');
});

test('what the airline changed may be cancelled for all that was paid; accepting ends that', async () => {
  const departures = await both();
  const { browser, path, locator } = await booked({}, departures);
  await pay(locator);
  await dayBefore(locator);
  const before = Number((await browser.get(`${path}/cancel`)).data.refundMinor);
  const page = await retimed(browser, path, departures[0]);
  const quote = await browser.get(`${path}/cancel`);
  assert.equal(quote.data.refundMinor, page.data.totalMinor);
  assert.match(quote.text, /without any fee/);
  await browser.submit(page, 'accept');
  assert.equal(Number((await browser.get(`${path}/cancel`)).data.refundMinor), before);
  await changeDeparture(departures[1].name, { state: 'cancelled' });
  const gone = await until('the cancellation is on the booking', async () => {
    const now = await browser.get(path);
    return /has cancelled a flight/.test(now.text) && now;
  }, 30);
  assert.ok(!gone.forms.some(({ name }) => name === 'accept'), 'that a flight is gone cannot be accepted');
  const last = await browser.follow(await browser.submit(await browser.get(`${path}/cancel`), 'cancel'));
  assert.equal(last.data.state, 'cancelled');
  assert.deepEqual(await bookingRow(locator, 'refund_minor = total_minor'), ['1']);
  assert.match((await stack.aisle(['history', locator])).stdout, /the airline had changed a departure/);
});

test('who has nothing left to fly is not told to be booked', async () => {
  const [departure] = await both();
  const { browser, path, page } = await booked({}, [departure]);
  assert.match(page.text, /You are booked/);
  await changeDeparture(departure.name, { state: 'cancelled' });
  const gone = await until('the cancellation is on the booking', async () => {
    const now = await browser.get(path);
    return /has cancelled a flight/.test(now.text) && now;
  }, 30);
  assert.doesNotMatch(gone.text, /You are booked|Your seats are yours|Have a good flight/);
  assert.match(gone.text, /Cancel the booking, and you get back all that you paid/);
  assert.doesNotMatch(gone.text, /If that does not suit you|Add to calendar|Status ?Confirmed/);
  assert.match(gone.text, /Your flight is cancelled.*The airline has cancelled what you booked\. Keep the booking code/);
});

test('the confirmation is mailed again, at most once a minute', async () => {
  const email = `again${Date.now()}@example.org`;
  const { browser, path, locator } = await booked({ contact: { email } });
  await stack.mailTo(email, /confirmed/);
  const page = await browser.get(path);
  await until('the minute of the clock is not over at once', async () => (await sql('SELECT SECOND(NOW()) < 50'))[0][0] === '1');
  const answer = await browser.submit(page, 'mail');
  assert.equal(answer.status, 303);
  const sent = await browser.follow(answer);
  assert.match(sent.text, new RegExp(`mail to ${email} is on its way`));
  assert.equal((await browser.submit(page, 'mail')).status, 303);
  await until('the second mail', async () => stack.mailsTo(email).length === 2, 30);
  assert.ok(stack.mailsTo(email).every((text) => text.includes(locator)));
  assert.deepEqual(await sql(`SELECT COUNT(*) FROM outbox o JOIN booking b ON b.id = o.booking_id WHERE b.locator = '${locator}'`), [['2']]);
});

const EDITS = [
  ['passengers', 'names', { given_name: 'X', surname: 'Y' }],
  ['contact', 'contact', { email: 'x@example.org', phone: '' }],
];
// Without a page of their own.
const POSTS = [['accept', { version: 1, times: 'x', key: newKey() }], ['mail', {}], ['cancel', { version: 1, refund_minor: 0, due_minor: 0, passenger: 1, key: newKey() }]];

test('who only found the booking gets 403 needs-link, a stranger 404 as for a booking that is none', async () => {
  const { locator, people, path } = await booked();
  const finder = stack.browser();
  await finder.follow(await finder.post('/find', { locator, surname: people[0].surname }));
  const stranger = stack.browser();
  for (const [rest, , fields] of EDITS) {
    const sent = { version: 1, key: newKey(), ...fields };
    assertRefused(await finder.get(`${path}/${rest}`), 403, 'needs-link');
    assertRefused(await finder.post(`${path}/${rest}`, sent), 403, 'needs-link');
    assertRefused(await finder.post(`${path}/${rest}`, { ...sent, version: 'x' }), 403, 'needs-link');
    const [theirs, nobodys] = [await stranger.get(`${path}/${rest}`), await stranger.get(`/bookings/ZZZZZ9/${rest}`)];
    for (const answer of [theirs, nobodys, await stranger.post(`${path}/${rest}`, sent), await stranger.post(`/bookings/ZZZZZ9/${rest}`, sent)]) assertRefused(answer, 404, 'not-found');
    assert.equal(theirs.text, nobodys.text);
  }
  for (const [rest, sent] of POSTS) {
    assertRefused(await finder.post(`${path}/${rest}`, sent), 403, 'needs-link');
    const [theirs, nobodys] = [await stranger.post(`${path}/${rest}`, sent), await stranger.post(`/bookings/ZZZZZ9/${rest}`, sent)];
    for (const answer of [theirs, nobodys]) assertRefused(answer, 404, 'not-found');
    assert.equal(theirs.text, nobodys.text);
  }
  assertRefused(await finder.get(`${path}/cancel`, { passenger: 1 }), 403, 'needs-link');
  assert.deepEqual(await bookingRow(locator, 'version'), ['1']);
});

test('a cancelled booking leads back to itself', async () => {
  const { browser, path } = await booked();
  const forms = await Promise.all(EDITS.map(([rest]) => browser.get(`${path}/${rest}`)));
  await browser.submit(await browser.get(`${path}/cancel`), 'cancel');
  for (const [n, [rest, name]] of EDITS.entries()) {
    assert.equal((await browser.get(`${path}/${rest}`)).headers.location, path);
    const changes = name === 'contact' ? { phone: '7' } : {};
    const answer = await browser.submit(forms[n], name, changes);
    assert.ok(answer.status === 303 || answer.status === 409, String(answer.status));
  }
  assert.equal((await browser.get(path)).data.version, '2');
});
