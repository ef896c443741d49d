// Bookings as staff find and read them: one search box, pages of a list, and one page with all that happened.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, CHILD, seatsOf, someone } from '../support/journey.mjs';
import { booked } from '../support/managed.mjs';
import { stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let agent, gate, one;
// A surname that nobody else has, with an accent.
const { surname: plain } = someone();
const accented = plain.replace('S', 'Ş').replace('u', 'ü');
before(async () => {
  agent = await staffIn('agent');
  gate = (await staffIn('gate')).browser;
  const departure = await newDeparture();
  one = await booked({ people: [someone('1980-06-15', { given_name: 'Zoë', surname: accented }), CHILD()], adults: 1, children: 1, seat: seatsOf(departure, '1A', '1B'), contact: { email: `${plain}@Example.org`, phone: '+49 69 1' } }, departure);
});
const search = (q, more = {}) => gate.get('/admin/bookings', { q, ...more });
const found = async (q, more) => (await search(q, more)).each('locator').map(({ locator }) => locator);

test('a booking is found by locator in any case, by name in any spelling of accents, by e-mail or its beginning, by flight and date', async () => {
  const { locator, departure } = one;
  for (const q of [locator, locator.toLowerCase(), ` ${locator} `, plain, plain.toUpperCase(), accented, `zoe ${plain}`, `${plain} Zoë`, `${plain}, Z`, `${plain.slice(0, -1)}*`,
    `${plain}@example.org`, `${plain.toUpperCase()}@`, departure.name, departure.name.replace('/', ' '), departure.name.toLowerCase()]) {
    assert.deepEqual(await found(q), [locator], q);
  }
  for (const q of [plain.slice(0, -1), `Ada ${plain}`, `${plain}, Ada`, `x${plain}@example.org`, `${departure.flight_no} 2020-01-01`, 'ZZZ999', '%', '_@_', "' OR 1=1", '*']) {
    assert.ok(!(await found(q)).includes(locator), q);
  }
});

test('nothing is looked for until something is typed; nothing found says so; what is too long is refused', async () => {
  assert.deepEqual((await gate.get('/admin/bookings')).each('locator'), []);
  const none = await search('Nobodyiscalledthat');
  assert.match(none.text, /No booking was found/);
  assertRefused(await search('x'.repeat(300)), 422, 'invalid', { problemFields: 'q.1' });
  assert.equal((await search('<b>"x"</b>')).status, 200);
});

test('the list says who, where, in which state and what is to be paid; a word that is a locator and a name can be read as a name', async () => {
  const page = await search(one.locator);
  const [row] = page.each('locator');
  assert.equal(row.state, 'confirmed');
  for (const text of [`${accented}, Zoë`, one.departure.name, `${plain}@Example.org`, 'EUR 240.00']) assert.ok(page.text.includes(text), text);
  const link = page.links.find(({ href }) => href.includes('as=name'));
  assert.deepEqual((await gate.get(link.href)).each('locator'), []);
});

test('a long list comes in pages, the newest of a name first, each booking once', async () => {
  const departure = await newDeparture({ aircraft: 'A320' });
  const { surname } = someone();
  const locators = [];
  for (let i = 0; i < 53; i++) locators.push((await booked({ people: [someone('1980-06-15', { surname }), ...(i === 50 ? [someone('1990-01-01', { surname })] : [])], contact: { email: `${surname}@example.org` } }, departure)).locator);
  for (const q of [surname, `${surname}@example.org`, departure.name]) {
    const first = await search(q);
    const second = await gate.get(first.links.find(({ text }) => text === 'More').href);
    const all = [...first.each('locator'), ...second.each('locator')].map(({ locator }) => locator);
    assert.deepEqual([all.length, new Set(all).size], [53, 53], q);
    if (!q.includes('@')) assert.deepEqual(all, locators.toReversed(), q);
    assert.ok(!second.links.some(({ text }) => text === 'More'), 'the last page is the last');
  }
});

test('as CSV with guarded formulas; looking, reading and taking out are entries', async () => {
  const departure = await newDeparture();
  const { locator } = await booked({ people: [someone('1980-06-15', { given_name: 'A', surname: '=1+1' })] }, departure);
  const answer = await agent.browser.get('/admin/bookings.csv', { q: departure.name });
  assert.match(answer.headers['content-disposition'], /attachment; filename="bookings.csv"/);
  const [head, row] = answer.body.split('\r\n');
  assert.equal(head, '"locator","state","who","flights","email","phone","booked_at","currency","price","to_pay"');
  assert.ok(row.startsWith(`"${locator}","confirmed","'=1+1, A","${departure.name}",`), row);
  await agent.browser.get(`/admin/bookings/${locator}`);
  const entries = await stack.sql(`SELECT action, subject, detail FROM staff_audit WHERE actor = '${agent.name}' AND action <> 'sign-in' ORDER BY seq`);
  assert.deepEqual(entries.map(([action, subject]) => [action, subject]), [['bookings-searched', 'bookings'], ['bookings-exported', 'bookings'], ['booking-read', `booking/${locator}`]]);
  assert.deepEqual(entries.slice(0, 2).map(([, , detail]) => detail), [departure.name, `1 bookings, ${departure.name}`]);
  assert.equal((await agent.browser.get('/admin/bookings.csv', { q: `nobody${' '.repeat(3000)}here` })).status, 200, 'an entry has room for what was meant');
});

test('a booking\'s page has its passengers with seats, price, money, mails and what happened', async () => {
  const page = await agent.browser.get(`/admin/bookings/${one.locator}`);
  assert.deepEqual([page.status, page.data.page, page.data.state, page.data.version, page.data.dueMinor], [200, 'admin-booking', 'confirmed', '1', '24000']);
  assert.deepEqual(page.each('passenger').map(({ passenger, seats, state }) => [passenger, seats, state]), [['1', '1A', 'travels'], ['2', '1B', 'travels']]);
  assert.deepEqual(page.each('ledger').map(({ ledger, amountMinor }) => [ledger, amountMinor]), [['sale', '24000']]);
  assert.equal(page.each('line').length, 6, 'a fare and two taxes for each');
  const events = page.each('event').map(({ event, eventVersion, actor }) => `${event} ${eventVersion} ${actor}`);
  for (const wanted of ['hold 1 customer', 'hold 3 customer', 'booking 1 customer']) assert.ok(events.includes(wanted), `${wanted} in ${events}`);
  for (const text of [`${accented}, Zoë`, '1980-06-15', '+49 69 1', 'YFLEX']) assert.ok(page.text.includes(text), text);
  await until('the mail was sent', async () => (await agent.browser.get(`/admin/bookings/${one.locator}`)).each('mail').some(({ mail, state }) => mail === 'confirmation' && state === 'sent'));
  const small = await agent.browser.get(`/admin/bookings/${one.locator.toLowerCase()}`);
  assert.equal(small.data.locator, one.locator);
});

test('of a long history the page has the last hundred, the rest behind links, and the command all of it', async () => {
  const { locator, path } = await booked();
  const [[own]] = await stack.sql(`SELECT id FROM booking WHERE locator = '${locator}'`);
  // All at one moment, and with the booking's own version: verify may look at any time.
  await stack.sql(`START TRANSACTION; UPDATE booking SET version = 991 WHERE id = ${own}; INSERT INTO event (at, actor, request_id, subject, subject_id, version, from_state, to_state, detail)
    WITH RECURSIVE n AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM n WHERE n < 990) SELECT NOW(6), 'somebody', 'made-up', 'booking', ${own}, 1 + n, 'confirmed', 'confirmed', 'made up' FROM n; COMMIT`);
  try {
    const made = (page) => page.each('event').filter(({ event }) => event === 'booking').map(({ eventVersion }) => Number(eventVersion));
    let page = await agent.browser.get(`/admin${path}`), pages = 1;
    assert.deepEqual(made(page), Array.from({ length: 100 }, (_, i) => 892 + i), 'the last ones, in order of time');
    assert.ok(!page.links.some(({ text }) => text === 'The latest again'));
    const all = made(page);
    for (let link; (link = page.links.find(({ text }) => text === 'What happened before that')); pages++) {
      page = await agent.browser.get(link.href.replace('#events', ''));
      assert.ok(page.each('event').length <= 100);
      all.unshift(...made(page));
      assert.ok(page.links.some(({ text }) => text === 'The latest again'));
    }
    assert.equal(pages, 10);
    assert.deepEqual(all, Array.from({ length: 991 }, (_, i) => 1 + i), 'each once');
    for (const query of ['?before=x', '?before_at=-1', '?before=', '?before_at=99999999999999999999']) assert.equal(made(await agent.browser.get(`/admin${path}${query}`)).at(-1), 991, query);
    const lines = (await stack.aisle(['history', locator])).stdout.split('\n').filter((line) => line.includes(' booking '));
    assert.deepEqual(lines.map((line) => Number(/ v(\d+) /.exec(line)[1])), all);
    assert.deepEqual(JSON.parse((await stack.aisle(['history', locator, '--json'])).stdout).filter(({ subject }) => subject === 'booking').map(({ version }) => version), all);
  } finally {
    await stack.sql(`START TRANSACTION; DELETE FROM event WHERE subject = 'booking' AND version > 1 AND subject_id = ${own}; UPDATE booking SET version = 1 WHERE id = ${own}; COMMIT`);
  }
});

test('who may not change bookings has no forms for it, and who may has them only while there is something to change', async () => {
  const names = (page) => page.forms.map(({ name }) => name).filter((name) => name !== 'sign-out');
  const path = `/admin/bookings/${one.locator}`;
  assert.deepEqual(names(await gate.get(path)), ['booking-note']);
  const page = await agent.browser.get(path);
  for (const name of ['booking-payment', 'booking-mail', 'booking-note']) assert.ok(names(page).includes(name), name);
  assert.ok(page.links.some(({ href }) => href === `${path}/cancel`));
  const other = await booked();
  await other.browser.submit(await other.browser.get(`${other.path}/cancel`), 'cancel');
  const cancelled = await agent.browser.get(`/admin/bookings/${other.locator}`);
  assert.equal(cancelled.data.state, 'cancelled');
  assert.ok(!cancelled.links.some(({ href }) => href.endsWith('/cancel')));
  for (const rest of ['seats', 'names', 'contact', 'split', 'cancel']) assert.equal((await agent.browser.get(`/admin/bookings/${other.locator}/${rest}`)).headers.location, `/admin/bookings/${other.locator}`, rest);
});

test('a booking that is not there is not found, whatever is asked of it', async () => {
  for (const rest of ['', '/seats', '/names', '/contact', '/split', '/cancel']) for (const name of ['ZZZZZZ', 'no', '%3Cb%3E']) assertRefused(await agent.browser.get(`/admin/bookings/${name}${rest}`), 404, 'not-found');
});
