// Selling at the counter: a departure is looked for, seats are held, people written down, and a booking is made, by the rules that customers have.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { fare, newDeparture } from '../support/flights.mjs';
import { book, someone } from '../support/journey.mjs';
import { sql } from '../support/managed.mjs';
import { stack } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let agent, departure;
before(async () => {
  agent = await staffIn('agent');
  departure = await newDeparture({ days: 20, fares: [fare(), fare({ basis: 'YLIGHT', amount_minor: 5000, refundable: false })] });
});
const { get, submit } = Object.fromEntries(['get', 'submit'].map((name) => [name, (...args) => agent.browser[name](...args)]));
const search = (more = {}) => get('/admin/sales', { origin: 'FRA', destination: 'LIS', date: departure.date, adults: 1, ...more });
const holdFields = (changes = {}) => ({ departure: departure.name, fare: 'YFLEX', adults: 1, children: 0, infants: 0, seats: '', key: newKey(), ...changes });
const hold = async (changes) => agent.browser.follow(await agent.browser.post('/admin/sales', holdFields(changes)));
const peopleFields = (people) => ({ given_name: people.map(({ given_name }) => given_name), surname: people.map(({ surname }) => surname), born_on: people.map(({ born }) => born), email: `${people[0].surname}@example.org`, phone: '' });

test('search, hold, passengers, book: the booking is its own customer\'s, the events say who sold it, and the mail goes out', async () => {
  const found = await search();
  const row = found.each('departure').find(({ departure: name }) => name === departure.name);
  assert.equal(row?.open, 'yes', found.text.slice(0, 500));
  const held = await hold({ seats: '2a' });
  assert.deepEqual([held.data.page, held.data.state, held.data.seats, held.data.totalMinor], ['admin-sale', 'open', `${departure.name}/2A`, '12000']);
  assert.ok(!held.forms.some(({ name }) => name === 'sale-book'), 'not before it is known who travels');
  const who = someone();
  const ready = await agent.browser.follow(await submit(held, 'sale-passengers', peopleFields([who])));
  assert.ok(ready.text.includes(`${who.surname}, ${who.given_name}, adult, born ${who.born}`));
  const answer = await submit(ready, 'sale-book');
  const [, locator] = /^\/admin\/bookings\/(\w{6})\?done=booking-sold$/.exec(answer.headers.location);
  const again = await submit(ready, 'sale-book');
  assert.equal(again.headers.location, answer.headers.location, 'sold once');
  assert.equal((await get(`/admin/sales/${held.data.ref}`)).headers.location, `/admin/bookings/${locator}`);
  await stack.mailTo(`${who.surname}@example.org`, new RegExp(locator));
  const actors = await sql(`SELECT DISTINCT e.actor FROM booking b JOIN event e ON (e.subject = 'booking' AND e.subject_id = b.id) OR (e.subject = 'hold' AND e.subject_id = b.hold_id) WHERE b.locator = '${locator}'`);
  assert.deepEqual(actors, [[agent.name]]);
  const entries = await sql(`SELECT action, subject FROM staff_audit WHERE actor = '${agent.name}' AND action LIKE '%s%l%' AND action NOT LIKE 'booking_-%' AND (subject = 'departure/${departure.name}' OR subject = 'hold/${held.data.ref}' OR subject = 'booking/${locator}') AND action IN ('sale-held', 'sale-passengers', 'booking-sold') ORDER BY seq`);
  assert.deepEqual(entries, [['sale-held', `departure/${departure.name}`], ['sale-passengers', `hold/${held.data.ref}`], ['booking-sold', `booking/${locator}`]]);
});

test('the customer is told in the language that was chosen at the counter, of what staff do later too; staff read English', async () => {
  const who = [someone(), someone()];
  const email = `${who[0].surname}@example.org`;
  const ready = await agent.browser.follow(await submit(await hold({ adults: 2 }), 'sale-passengers', peopleFields(who)));
  assertRefused(await submit(ready, 'sale-book', { language: 'fr' }), 422, 'invalid', { problemFields: 'language.1' });
  const answer = await submit(ready, 'sale-book', { language: 'de' });
  const [, locator] = /^\/admin\/bookings\/(\w{6})\?done=booking-sold$/.exec(answer.headers.location);
  assert.match((await stack.mailTo(email, new RegExp(locator))).text, /Buchungscode/);
  const given = await submit(await get(`/admin/bookings/${locator}/cancel?passenger=2`), 'booking-cancel', { reason: 'ill' });
  assert.equal(given.status, 303);
  await stack.mailTo(email, new RegExp(`${who[1].surname} reist nicht mehr mit`));
  const page = await get(`/admin/bookings/${locator}`);
  assert.match(page.text, /does not travel any more/);
  assertRefused(await submit(page, 'booking-note', { words: '' }), 422, 'invalid');
  assert.match((await get(`/admin/bookings/${locator}`)).text, /EUR 120\.00/);
});

test('two customers at the counter have nothing to do with each other: same departure, many holds, no customer\'s limit', async () => {
  const wide = await newDeparture({ days: 21, aircraft: 'A320' });
  const refs = new Set();
  for (let i = 0; i < 8; i++) {
    const page = await hold({ departure: wide.name });
    assert.equal(page.data.state, 'open');
    refs.add(page.data.ref);
  }
  assert.equal(refs.size, 8);
  assert.deepEqual(await sql(`SELECT COUNT(DISTINCT h.customer_id), COUNT(*) FROM hold h JOIN segment s ON s.hold_id = h.id JOIN departure d ON d.id = s.departure_id WHERE d.flight_no = '${wide.flight_no}' AND h.state = 'open'`), [['8', '8']]);
});

test('a hold is the site\'s hold: its click counts once, a taken seat is refused, a customer cannot open it, a colleague can', async () => {
  const fields = holdFields({ seats: '3A' });
  const [one, two] = [await agent.browser.post('/admin/sales', fields), await agent.browser.post('/admin/sales', fields)];
  assert.equal(one.headers.location, two.headers.location);
  assertRefused(await agent.browser.post('/admin/sales', holdFields({ seats: '3A' })), 409, 'seat-taken', { problemSeats: `${departure.name}/3A` });
  const ref = one.headers.location.split('/').at(-1);
  assert.equal((await stack.browser().get(`/holds/${ref}`)).status, 404);
  const { browser } = await staffIn('agent');
  const page = await browser.get(`/admin/sales/${ref}`);
  assert.equal(page.data.state, 'open');
  const released = await browser.follow(await browser.submit(page, 'sale-release'));
  assert.equal(released.data.state, 'released');
  assertRefused(await submit(page, 'sale-passengers', peopleFields([someone()])), 409, 'hold-ended');
});

test('who books or gives back what a colleague has changed since sees that first, with the seats kept and the people as they are', async () => {
  const colleague = await staffIn('agent');
  const ready = await agent.browser.follow(await submit(await hold(), 'sale-passengers', peopleFields([someone()])));
  const other = someone();
  assert.equal((await colleague.browser.submit(await colleague.browser.get(`/admin/sales/${ready.data.ref}`), 'sale-passengers', peopleFields([other]))).status, 303);
  for (const form of ['sale-book', 'sale-release']) {
    const late = await submit(ready, form);
    assertRefused(late, 409, 'changed-meanwhile', { state: 'open', version: '3' });
    assert.deepEqual(late.each('change').map(({ change }) => change), ['3'], form);
    assert.match(late.text, new RegExp(`${colleague.name.replace('.', '\\.')}: passengers`));
    assert.ok(late.body.includes(`value="${other.surname}"`), form);
  }
  const released = await agent.browser.follow(await submit(await get(`/admin/sales/${ready.data.ref}`), 'sale-release'));
  assert.equal(released.data.state, 'released');
  assert.equal((await agent.browser.follow(await submit(ready, 'sale-release'))).data.state, 'released', 'given back is given back');
});

test('a hold is kept longer', async () => {
  const page = await hold();
  await sql(`UPDATE hold h JOIN seat_claim c ON c.hold_id = h.id SET h.expires_at = h.expires_at - INTERVAL 5 MINUTE WHERE h.ref = '${page.data.ref}'`);
  await sql(`UPDATE hold h JOIN seat_claim c ON c.hold_id = h.id SET c.held_until = h.expires_at WHERE h.ref = '${page.data.ref}'`);
  const longer = await agent.browser.follow(await submit(page, 'sale-extend'));
  assert.equal(longer.data.version, '2');
  assert.deepEqual(await sql(`SELECT actor, detail FROM event e JOIN hold h ON h.id = e.subject_id WHERE e.subject = 'hold' AND e.version = 2 AND h.ref = '${page.data.ref}'`), [[agent.name, 'extended']]);
  await sql(`UPDATE hold SET placed_at = placed_at - INTERVAL 3 HOUR WHERE ref = '${page.data.ref}'`);
  assertRefused(await submit(longer, 'sale-extend'), 409, 'hold-limit');
});

test('mistakes are told beside their fields, and what was typed is kept', async () => {
  for (const [query, fields] of [[{ origin: 'Nowhereville' }, 'origin.1'], [{ adults: 0 }, 'adults.1'], [{ adults: 1, infants: 2 }, 'infants.1'], [{ date: 'soon' }, 'date.1']]) {
    assertRefused(await search(query), 422, 'invalid', { problemFields: fields });
  }
  assertRefused(await agent.browser.post('/admin/sales', holdFields({ fare: 'NONE' })), 422, 'invalid', { problemFields: 'fare.1' });
  assertRefused(await agent.browser.post('/admin/sales', holdFields({ departure: 'ZZ999/2026-12-01' })), 404, 'not-found');
  const held = await hold({ adults: 2 });
  const who = [someone(), someone()];
  const wrong = await submit(held, 'sale-passengers', { ...peopleFields(who), born_on: ['1980-13-01', `${new Date().getUTCFullYear() - 5}-01-01`], email: 'none' });
  assertRefused(wrong, 422, 'invalid', { problemFields: 'born_on.1' });
  assert.ok(wrong.body.includes(`value="${who[1].surname}"`));
  assertRefused(await submit(wrong, 'sale-passengers', { born_on: ['1980-01-01', `${new Date().getUTCFullYear() - 5}-01-01`], email: 'a@example.org' }), 422, 'invalid', { problemFields: 'born_on.2' });
  const saved = await agent.browser.follow(await submit(wrong, 'sale-passengers', { born_on: ['1980-01-01', '1981-01-01'], email: 'a@example.org' }));
  assertRefused(await submit(saved, 'sale-book', { total_minor: 1 }), 409, 'price-changed');
  const late = await submit(wrong, 'sale-passengers', peopleFields(who));
  assertRefused(late, 409, 'changed-meanwhile');
  assert.deepEqual(late.each('change').map(({ change, text }) => [change, text.endsWith('passengers')]), [['2', true]]);
  assert.ok(late.body.includes(`value="${who[0].surname}"`));
});

test('who is on board already is not sold a second seat', async () => {
  const who = someone();
  await book(stack.browser(), departure, { people: [who] });
  const ready = await agent.browser.follow(await submit(await hold(), 'sale-passengers', peopleFields([who])));
  assertRefused(await submit(ready, 'sale-book'), 409, 'duplicate-passenger', { problemDeparture: departure.name });
});

test('a refused hold comes back in its list, with what was typed beside its departure', async () => {
  const own = await newDeparture({ days: 22, fares: [fare(), fare({ basis: 'YLIGHT', amount_minor: 5000, refundable: false })] });
  const page = await search({ date: own.date });
  const formOf = (one) => one.forms.find(({ name, fields }) => name === 'sale-hold' && fields.some(([field, value]) => field === 'departure' && value === own.name));
  const form = formOf(page);
  const fields = Object.fromEntries(form.fields);
  await hold({ departure: own.name, seats: '4A' });
  assertRefused(await agent.browser.post(form.action, { ...fields, fare: 'YLIGHT', seats: '4a 4b' }), 422, 'invalid', { problemFields: 'seats.1' });
  const taken = await agent.browser.post(form.action, { ...fields, fare: 'YLIGHT', seats: '4a' });
  assertRefused(taken, 409, 'seat-taken', { problemSeats: `${own.name}/4A` });
  const again = Object.fromEntries(formOf(taken).fields);
  assert.deepEqual([again.departure, again.fare, again.seats, again.key], [own.name, 'YLIGHT', '4a', fields.key]);
});

test('there and back in one sale: the way back at its lowest fare; what is no flight is told', async () => {
  const back = await newDeparture({ days: 25, origin: 'LIS', destination: 'FRA', fares: [fare(), fare({ basis: 'YLOW', amount_minor: 4000, taxes: [] })] });
  const page = await hold({ then: back.name.toLowerCase() });
  assert.equal(page.data.totalMinor, '16000');
  assert.deepEqual(page.data.seats.split(' ').map((seat) => seat.replace(/\/\w+$/, '')), [departure.name, back.name]);
  assertRefused(await agent.browser.post('/admin/sales', holdFields({ then: 'tomorrow' })), 422, 'invalid', { problemFields: 'then.1' });
});

test('nothing that departs says so', async () => {
  assert.match((await search({ origin: 'OSL', destination: 'VIE', date: departure.date })).text, /Nothing departs there/);
  assert.equal((await get('/admin/sales')).each('departure').length, 0);
});
