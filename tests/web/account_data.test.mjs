// What an account shows and gives out of its bookings and holds when parts of them have ended, and what goes back when the account goes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PASSWORD, signedIn } from '../support/accounts.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, seatsNow, someone } from '../support/journey.mjs';
import { ALONE_LOGGED, waitsOf } from '../support/log_waits.mjs';
import { stack } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

test('the account shows of a booking what is still to be flown of it, and as past what is not', async () => {
  const { browser } = await signedIn();
  const there = [await newDeparture({ days: 30 }), await newDeparture({ days: 31 })];
  const back = [await newDeparture({ days: 35, origin: 'LIS', destination: 'FRA' }), await newDeparture({ days: 36, origin: 'LIS', destination: 'FRA' })];
  const locators = [];
  for (const i of [0, 1]) locators.push((await book(browser, [there[i], back[i]])).data.locator);
  const cancel = async (locator, { name }) => browser.submit(await browser.get(`/bookings/${locator}/cancel`, { departure: name }), 'cancel');
  const [first, second] = locators;
  const date = /\w+ \d+ \w+ \d+/.source;
  assert.match((await browser.get('/account')).text, new RegExp(`${first}\\W+Frankfurt to Lisbon, ${date} to ${date}, confirmed`));
  for (const answer of [await cancel(first, there[0]), await cancel(second, back[1])]) assert.equal(answer.status, 303);
  const listed = async () => Object.fromEntries((await browser.get('/account')).each('bookings').map(({ bookings, text }) => [bookings, text]));
  const { upcoming, past } = await listed();
  assert.match(upcoming, new RegExp(`${first}\\W+Lisbon to Frankfurt, [^,]+, confirmed`));
  assert.match(upcoming, new RegExp(`${second}\\W+Frankfurt to Lisbon, [^,]+, confirmed`));
  assert.doesNotMatch(upcoming, /\d to \w/, 'one day, not from one to another');
  assert.equal(past, undefined);
  const move = (sign) => stack.sql(`UPDATE departure SET departs_at = departs_at ${sign} INTERVAL 40 DAY, arrives_at = arrives_at ${sign} INTERVAL 40 DAY WHERE CONCAT(flight_no, '/', departs_on) = '${there[1].name}'`);
  await move('-');
  const later = await listed();
  await move('+');
  assert.ok(later.upcoming.includes(first) && !later.upcoming.includes(second), later.upcoming);
  assert.ok(later.past.includes(second) && !later.past.includes(first), later.past);
});

test('what was cancelled in part and corrected can be taken along as such', async () => {
  const { browser } = await signedIn();
  const departures = [await newDeparture({ days: 30 }), await newDeparture({ days: 35, origin: 'LIS', destination: 'FRA' })];
  const people = [someone('1980-01-01', { given_name: 'Katherine', surname: 'Jonson' }), someone()];
  const { data: { locator } } = await book(browser, departures, { people });
  const path = `/bookings/${locator}`;
  await browser.submit(await browser.get(`${path}/passengers`), 'names', { surname: ['Johnson', people[1].surname] });
  for (const part of [{ passenger: 2 }, { departure: departures[1].name }]) assert.equal((await browser.submit(await browser.get(`${path}/cancel`, part), 'cancel')).status, 303);
  const { bookings: [booking] } = JSON.parse((await browser.get('/account/export')).body);
  assert.equal(booking.state, 'confirmed');
  assert.deepEqual(booking.passengers.map((one) => [one.surname, one.booked_as, one.cancelled]), [['Johnson', { given_name: 'Katherine', surname: 'Jonson' }, false], [people[1].surname, null, true]]);
  assert.deepEqual(booking.flights.map(({ departure, cancelled }) => [departure, cancelled]), departures.map(({ name }, i) => [name, i === 1]));
  assert.equal(booking.credit_minor, booking.total_minor * 3 / 4, 'of two people there and back one flies there');
});

test('a name that staff corrected can be taken along as it was sold, as staff wrote it and as it is', async () => {
  const { browser } = await signedIn();
  const agent = await staffIn('agent');
  const name = { given_name: 'Katherine', surname: 'Jonson' };
  const { data: { locator } } = await book(browser, await newDeparture(), { people: [someone('1980-01-01', name)] });
  const correct = async (who, page, form, surname) => assert.equal((await who.submit(await who.get(page), form, { given_name: name.given_name, surname })).status, 303);
  await correct(agent.browser, `/admin/bookings/${locator}/names`, 'booking-names', 'Gordon');
  await correct(browser, `/bookings/${locator}/passengers`, 'names', 'Gorden');
  const { bookings: [{ passengers: [kept] }] } = JSON.parse((await browser.get('/account/export')).body);
  assert.deepEqual([kept.surname, kept.booked_as, kept.corrected_by_staff_to], ['Gorden', name, { ...name, surname: 'Gordon' }]);
});

test('what staff wrote about a booking can be taken along, with its date and without who wrote it; it stays with the booking when the account goes', async () => {
  const { browser } = await signedIn();
  const [agent, manager] = [await staffIn('agent'), await staffIn('manager')];
  const { data: { locator } } = await book(browser, await newDeparture());
  const { data: { locator: without } } = await book(browser, await newDeparture());
  const { data: { locator: strangers } } = await book(stack.browser(), await newDeparture());
  const note = async (person, about, words) => assert.equal((await person.browser.submit(await person.browser.get(`/admin/bookings/${about}`), 'booking-note', { words })).status, 303);
  await note(agent, locator, 'needs a <wheelchair>');
  await note(manager, locator, 'ordered');
  await note(agent, strangers, 'somebody else');
  const { body } = await browser.get('/account/export');
  const of = Object.fromEntries(JSON.parse(body).bookings.map(({ locator: code, notes }) => [code, notes]));
  assert.deepEqual([of[locator].map(({ text }) => text), of[without]], [['needs a <wheelchair>', 'ordered'], []]);
  for (const { written_at: at } of of[locator]) assert.ok(Math.abs(Date.parse(at) - Date.now()) < 600000, at);
  for (const secret of [agent.name, manager.name, 'somebody else']) assert.ok(!body.includes(secret), secret);
  assert.match((await browser.get('/account/data')).text, /what our staff wrote about them/);
  assert.equal((await browser.submit(await browser.get('/account/delete'), 'account-delete', { current: PASSWORD })).status, 303);
  assert.deepEqual((await agent.browser.get(`/admin/bookings/${locator}`)).each('note-by').map(({ noteBy }) => noteBy), [manager.name, agent.name]);
});

test('of many bookings and holds each is taken along with what is its own, and all are asked for at once', async (t) => {
  await stack.set(ALONE_LOGGED, 'booking');
  t.after(() => stack.set({}, 'booking'));
  const { browser } = await signedIn();
  const trips = [];
  const more = async () => {
    const flights = [await newDeparture({ days: 30 }), await newDeparture({ days: 35, origin: 'LIS', destination: 'FRA' })];
    const people = [someone(), someone()];
    trips.unshift({ flights, people, page: await book(browser, flights, { people }) });
  };
  const asked = async () => {
    await browser.get('/account/export'); // has the statements prepared
    const { body, headers } = await browser.get('/account/export');
    return { all: JSON.parse(body), waits: (await waitsOf(headers['x-request-id'])).waits };
  };
  const open = await hold(browser, await newDeparture({ days: 32 }));
  const guest = someone();
  await fillIn(browser, open, [guest]);
  await more();
  const few = await asked();
  await more();
  await more();
  const kept = await hold(browser, await newDeparture({ days: 33 }), { adults: 2 });
  const { all, waits } = await asked();
  assert.equal(waits, few.waits, 'it waits for the database as often, however much there is');
  assert.deepEqual(all.bookings.map(({ locator, flights, passengers, total_minor: total }) => [locator, flights.map(({ departure, seats }) => [departure, seats.length]), passengers.map(({ surname }) => surname), total]),
    trips.map(({ flights, people, page }) => [page.data.locator, flights.map(({ name }) => [name, 2]), people.map(({ surname }) => surname), Number(page.data.totalMinor)]));
  assert.deepEqual(all.holds.map(({ hold: ref, state, passengers, flights: [{ seats }] }) => [ref, state, passengers.map(({ surname }) => surname), seats.length]),
    [[kept.data.hold, 'open', [], 2], [open.data.hold, 'open', [guest.surname], 1]]);
  for (const { prices, total_minor: total } of [...all.bookings, ...all.holds]) assert.equal(prices.reduce((sum, { amount_minor: amount }) => sum + amount, 0), total);
});

test('seats that are held are given back with the account, however many holds of it ended before or since', async () => {
  stack.expectErrors('verify.violation'); // holds of nothing
  const { browser, email } = await signedIn();
  const departure = await newDeparture();
  const { data: { hold: ref, seats } } = await hold(browser, departure);
  const [customer, row] = (await stack.sql(`SELECT c.id, h.id FROM customer c JOIN hold h ON h.customer_id = c.id WHERE c.email = '${email}'`))[0];
  const ended = `customer_id = ${customer} AND id <> ${row}`;
  await stack.sql(`INSERT INTO hold (ref, customer_id, browser_id, address, state, placed_at, expires_at, ended_at, adults, children, infants, currency, total_minor)
    SELECT CONCAT(LEFT(ref, 19), LPAD(seq, 3, '0')), customer_id, browser_id, address, 'expired', placed_at - INTERVAL 1 DAY, expires_at - INTERVAL 1 DAY, expires_at - INTERVAL 1 DAY, adults, children, infants, currency, total_minor FROM hold JOIN seq_1_to_101 WHERE id = ${row}`);
  try {
    assert.deepEqual(await stack.sql(`SELECT COUNT(*) FROM hold WHERE ${ended}`), [['101']]);
    assert.equal((await browser.submit(await browser.get('/account/delete'), 'account-delete', { current: PASSWORD })).status, 303);
    assert.deepEqual(await stack.sql(`SELECT h.state, b.told_again FROM hold h JOIN browser b ON b.id = h.browser_id WHERE h.ref = '${ref}'`), [['released', '0']], 'and nothing is done about those that ended');
    assert.deepEqual(JSON.parse((await stack.browser().get(seatsNow(departure))).body).taken, [], seats);
  } finally {
    await stack.sql(`DELETE FROM hold WHERE ${ended}`);
  }
});
