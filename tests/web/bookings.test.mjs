// From the review to the booking, once; and who may see it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { changeDeparture, dayFromToday, newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, seatsOf, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

async function reviewed(departures, { people = [someone()], browser = stack.browser(), ...wishes } = {}) {
  const page = await hold(browser, departures, { adults: people.length, ...wishes });
  return { browser, page, people, review: await browser.follow(await fillIn(browser, page, people)) };
}

test('the whole way: the booking shows its locator, state, seats, price and people', async () => {
  const departure = await newDeparture();
  const people = [someone(), someone()];
  const browser = stack.browser();
  const page = await book(browser, departure, { people, seat: seatsOf(departure, '1A', '1B') });
  assert.equal(page.data.page, 'booking');
  assert.match(page.data.locator, /^[ABCDEFGHJKLMNPQRSTUVWXYZ3789]{6}$/);
  const { state, version, paid, totalMinor, currency, seats } = page.data;
  assert.deepEqual({ state, version, paid, totalMinor, currency, seats },
    { state: 'confirmed', version: '1', paid: 'no', totalMinor: '24000', currency: 'EUR', seats: seatsOf(departure, '1A', '1B').join(' ') });
  for (const { given_name, surname } of people) assert.match(page.text, new RegExp(`${given_name} ${surname}`));
  const lower = await browser.get(`/bookings/${page.data.locator.toLowerCase()}`);
  assert.ok([200, 303, 404].includes(lower.status));
});

test('the same hold again, whenever and with whatever, leads to the same booking', async () => {
  const { browser, page, review } = await reviewed(await newDeparture());
  const first = await browser.submit(review, 'booking');
  assert.equal(first.status, 303);
  const fields = { hold: page.data.hold, version: review.data.version, total_minor: review.data.totalMinor, payment: 'later' };
  for (const change of [{}, { version: 99 }, { total_minor: 1 }, { unknown: 'x' }, { version: 'x', total_minor: '', payment: 'gold' }]) {
    const again = await browser.post('/bookings', { ...fields, ...change });
    assert.equal(`${again.status} ${again.headers.location}`, `303 ${first.headers.location}`, JSON.stringify(change));
  }
  const cancel = await browser.get(`${first.headers.location}/cancel`);
  await browser.submit(cancel, 'cancel');
  assert.equal((await browser.post('/bookings', fields)).headers.location, first.headers.location, 'also when it was cancelled');
});

test('many clicks at once make one booking', async () => {
  const { browser, review } = await reviewed(await newDeparture());
  const answers = await Promise.all(Array.from({ length: 8 }, () => browser.submit(review, 'booking')));
  assert.deepEqual([...new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`))], [`303 ${answers[0].headers.location}`]);
});

test('a hold that was moved in another tab is 409 changed-meanwhile, with the hold as it is now', async () => {
  const departure = await newDeparture();
  const { browser, review, page } = await reviewed(departure);
  await hold(browser, departure, { seat: seatsOf(departure, '4C') });
  const refused = await browser.submit(review, 'booking');
  assertRefused(refused, 409, 'changed-meanwhile');
  const fresh = await browser.get(`/holds/${page.data.hold}/review`);
  const booking = await browser.follow(await browser.submit(fresh, 'booking'));
  assert.equal(booking.data.seats, `${departure.name}/4C`);
});

test('a total that is not the one of the hold is 409 price-changed, and says the old one', async () => {
  const { browser, review } = await reviewed(await newDeparture());
  const refused = await browser.submit(review, 'booking', { total_minor: 11000 });
  assertRefused(refused, 409, 'price-changed', { oldTotalMinor: '11000' });
  assert.equal((await browser.submit(review, 'booking')).status, 303, 'the hold stays open');
});

test('fields of a booking that cannot be read are 422', async () => {
  const { browser, review } = await reviewed(await newDeparture());
  for (const change of [{ version: '' }, { version: 'x' }, { version: '-1' }, { version: '9223372036854775808' }, { total_minor: '' }, { total_minor: '1.5' }, { payment: '' }, { payment: 'gold' }]) {
    assertRefused(await browser.submit(review, 'booking', change), 422, 'invalid');
  }
  for (const ref of ['AAAAAAAAAAAAAAAAAAAAAA', 'x', 'é']) {
    assertRefused(await browser.submit(review, 'booking', { hold: ref }), 404, 'not-found');
  }
  assert.equal((await browser.submit(review, 'booking')).status, 303);
});

test("somebody else's hold cannot be booked", async () => {
  const { review } = await reviewed(await newDeparture());
  assertRefused(await stack.browser().submit(review, 'booking'), 404, 'not-found');
});

test('without passengers there is no booking', async () => {
  const browser = stack.browser();
  const page = await hold(browser, await newDeparture());
  const { hold: ref, version, totalMinor } = page.data;
  assertRefused(await browser.post('/bookings', { hold: ref, version, total_minor: totalMinor, payment: 'later' }), 409, 'passengers-missing');
});

test('a released hold is 409 hold-ended', async () => {
  const { browser, page, review } = await reviewed(await newDeparture());
  await browser.submit(page, 'release');
  assertRefused(await browser.submit(review, 'booking'), 409, 'hold-ended');
});

test('the same passenger is on a departure once, however the name is written; after cancelling again', async () => {
  const departure = await newDeparture();
  const born = '1979-02-03';
  const [first] = [{ given_name: 'Zoë Anne', surname: "O'Brien", born }];
  const browser = stack.browser();
  const booking = await book(browser, departure, { people: [first], contact: { email: 'zoe@example.org' } });
  const twin = await reviewed(departure, { people: [someone(), { given_name: 'ZOE-ANNE', surname: 'o brien', born }] });
  const refused = await twin.browser.submit(twin.review, 'booking');
  assertRefused(refused, 409, 'duplicate-passenger', { problemDeparture: departure.name });
  assert.equal(refused.links.find(({ text }) => text === 'Change the names').href, `/holds/${twin.page.data.hold}`);
  assert.equal((await twin.browser.get(`/holds/${twin.page.data.hold}`)).data.state, 'open', 'the hold stays open');
  await browser.submit(await browser.get(`/bookings/${booking.data.locator}/cancel`), 'cancel');
  assert.equal((await twin.browser.submit(twin.review, 'booking')).status, 303);
});

test('the same name with another birth date, or on another departure, is somebody else', async () => {
  const [departure, other] = [await newDeparture(), await newDeparture({ days: 31 })];
  const person = someone('1990-01-01');
  await book(stack.browser(), departure, { people: [person] });
  await book(stack.browser(), departure, { people: [{ ...person, born: '1990-01-02' }] });
  await book(stack.browser(), other, { people: [person] });
});

// Two that are in the air at the same time, on the same day.
const overlapping = async (days) => [await newDeparture({ days }), await newDeparture({ at: new Date(`${dayFromToday(days)}T09:00:00Z`), origin: 'LIS', destination: 'FRA' })];

test('nobody is on two flights at one time: the page says so, without telling about others, and the hold stays open', async () => {
  const [one, other] = await overlapping(41);
  const born = '1981-04-05';
  const browser = stack.browser();
  const booking = await book(browser, one, { people: [{ given_name: 'Anne-Marie', surname: 'Müller', born }] });
  const twin = await reviewed(other, { people: [someone(), { given_name: 'ANNEMARIE', surname: 'muller', born }] });
  const refused = await twin.browser.submit(twin.review, 'booking');
  assertRefused(refused, 409, 'duplicate-passenger', { problemDeparture: other.name, page: 'review' });
  assert.match(refused.text, /A passenger is on another flight at that time/);
  assert.match(refused.text, /the seats stay yours/);
  for (const secret of [one.flight_no, booking.data.locator]) assert.ok(!refused.body.includes(secret), `${secret} is somebody else's`);
  const { data } = await twin.browser.get(`/holds/${twin.page.data.hold}`);
  assert.deepEqual([data.state, data.version], ['open', '2']);
  await browser.submit(await browser.get(`/bookings/${booking.data.locator}/cancel`), 'cancel');
  assert.equal((await twin.browser.submit(twin.review, 'booking')).status, 303);
});

test('to the customer whose booking it is the other flight is named', async () => {
  const [one, other] = await overlapping(42);
  const people = [someone()];
  const browser = stack.browser();
  await book(browser, one, { people });
  const { review } = await reviewed(other, { people, browser });
  const refused = await browser.submit(review, 'booking');
  assertRefused(refused, 409, 'duplicate-passenger', { problemDeparture: other.name });
  assert.match(refused.text, new RegExp(`in your booking of ${one.flight_no} on `));
});

test('a departure that was cancelled meanwhile cannot be booked any more', async () => {
  const departure = await newDeparture();
  const { browser, review } = await reviewed(departure);
  await changeDeparture(departure.name, { state: 'cancelled' });
  await until('booking knows', async () => (await stack.sql(`SELECT state FROM departure WHERE flight_no = '${departure.flight_no}'`))[0][0] === 'cancelled', 30);
  assertRefused(await browser.submit(review, 'booking'), 410, 'sales-closed', { problemDeparture: departure.name });
});

test('a strange browser sees 404, as for a locator that nobody has', async () => {
  const page = await book(stack.browser(), await newDeparture());
  const stranger = stack.browser();
  const strip = (text) => text.replaceAll(page.data.locator, 'LOCATOR').replaceAll('ZZZZZZ', 'LOCATOR');
  for (const rest of ['', '/cancel', '/seats']) {
    const theirs = await stranger.get(`/bookings/${page.data.locator}${rest}`);
    const none = await stranger.get(`/bookings/ZZZZZZ${rest}`);
    assertRefused(theirs, 404, 'not-found');
    assert.equal(strip(theirs.body), strip(none.body), 'the two look the same');
  }
  for (const [path, fields] of [['cancel', { version: 1, refund_minor: 0, key: 'k'.repeat(16) }], ['seats', { version: 1, departure: 'x', passenger: 1, seat: 'x', key: 'k'.repeat(16) }], ['link', {}]]) {
    assertRefused(await stranger.post(`/bookings/${page.data.locator}/${path}`, fields), 404, 'not-found');
  }
  for (const odd of ['é', 'ABCDE', 'ABCDEFG', "' OR 1=1"]) assertRefused(await stranger.get(`/bookings/${encodeURIComponent(odd)}`), 404, 'not-found');
});

test('found by locator and surname: the same data, itinerary and names, but no contact and no birth date', async () => {
  const departure = await newDeparture();
  // In half a year's distance of all that the page has dates of.
  const month = String((Number(departure.date.slice(5, 7)) + 5) % 12 + 1).padStart(2, '0');
  const born = [`1971-${month}-28`, `1972-${month}-27`];
  const days = born.map((date) => `${date.slice(8)} ${new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }).format(new Date(date))}`);
  const people = born.map((date) => someone(date));
  const page = await book(stack.browser(), departure, { people, contact: { email: 'secret.box@example.org', phone: '+49 30 555 1234' } });
  assert.match(page.text, /secret\.box@example\.org/);
  const finder = stack.browser();
  const home = await finder.get('/');
  const answer = await finder.submit(home, 'find', { locator: page.data.locator.toLowerCase(), surname: people[1].surname.toUpperCase() });
  assert.equal(answer.headers.location, `/bookings/${page.data.locator}`);
  const found = await finder.follow(answer);
  assert.deepEqual(found.data, page.data);
  for (const { given_name, surname } of people) assert.match(found.text, new RegExp(`${given_name} ${surname}`));
  assert.ok(found.body.includes(departure.flight_no));
  for (const hidden of ['secret.box', '555 1234', ...days]) assert.ok(!found.body.includes(hidden), `${hidden} is not shown`);
  // A flight number may have these digits, and a port.
  assert.doesNotMatch(found.body, /\b(1971|1972)\b/);
});

test('who only found it can neither cancel nor change seats, but have the link mailed, which gives the right', async () => {
  const departure = await newDeparture();
  const people = [someone()];
  const email = `link${Date.now()}@example.org`;
  const page = await book(stack.browser(), departure, { people, contact: { email } });
  const { locator, version } = page.data;
  const finder = stack.browser();
  const found = await finder.follow(await finder.post('/find', { locator, surname: people[0].surname }));
  for (const path of ['cancel', 'seats']) assertRefused(await finder.get(`/bookings/${locator}/${path}`), 403, 'needs-link');
  assertRefused(await finder.post(`/bookings/${locator}/cancel`, { version, refund_minor: 0, key: 'k'.repeat(20) }), 403, 'needs-link');
  const refused = await finder.post(`/bookings/${locator}/seats`, { version, departure: departure.name, passenger: 1, seat: `${departure.name}/4C`, key: 'k'.repeat(20) });
  assertRefused(refused, 403, 'needs-link');
  assert.ok(refused.links.some(({ href }) => href === '#link-title') && refused.body.includes('id="link-title"'), 'the refusal leads to it');
  assert.ok(refused.forms.some(({ action }) => action === `/bookings/${locator}/link`), 'with a button that mails the link');
  assert.equal((await finder.submit(found, 'link')).status, 303);
  const mails = await until('the mail with the link', () => {
    const all = stack.mailsTo(email);
    return all.length >= 2 && all;
  }, 30);
  assert.ok(mails.length >= 2);
  const mail = await stack.mailTo(email, /\?code=/);
  const [, path] = /https?:\/\/[^/\s]+(\/bookings\/\S+\?code=\S+)/.exec(mail.text);
  const opened = await finder.get(path);
  assert.equal(`${opened.status} ${opened.headers.location}`, `303 /bookings/${locator}`, 'to the clean address');
  const full = await finder.follow(opened);
  assert.ok(full.body.includes(email));
  assert.equal((await finder.get(`/bookings/${locator}/cancel`)).status, 200);
});

test('a signed link with a wrong code is nothing', async () => {
  const page = await book(stack.browser(), await newDeparture());
  for (const code of ['', 'x', 'é', 'A'.repeat(22), 'A'.repeat(43), 'A'.repeat(64)]) {
    assertRefused(await stack.browser().get(`/bookings/${page.data.locator}`, { code }), 404, 'not-found');
  }
});

test('a link is for one booking alone', async () => {
  const email = `one${Date.now()}@example.org`;
  const [mine, theirs] = [await book(stack.browser(), await newDeparture(), { contact: { email } }), await book(stack.browser(), await newDeparture())];
  const mail = await stack.mailTo(email, /\?code=/);
  const [, code] = /\?code=([\w-]+)/.exec(mail.text);
  assertRefused(await stack.browser().get(`/bookings/${theirs.data.locator}`, { code }), 404, 'not-found');
  for (const typed of ['', '%20', '%C2%A0', '%0D%0A']) {
    const opened = await stack.browser().get(`/bookings/${typed}${mine.data.locator.toLowerCase()}`, { code });
    assert.equal(`${opened.status} ${opened.headers.location}`, `303 /bookings/${mine.data.locator}`, `after "${typed}"`);
  }
});
