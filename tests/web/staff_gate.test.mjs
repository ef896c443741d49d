// The gate: passengers listed, checked in, boarded and put back by click and by scanner; what customers may still do; closing the flight.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { changeDeparture, newDeparture } from '../support/flights.mjs';
import { answerOf, click, counts, departureWith, formOf, gatePath, scan, states } from '../support/gate.mjs';
import { book, INFANT, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';
import { typed } from '../support/html.mjs';
import { staffIn } from '../support/staff.mjs';

let gate, other, manager, agent;
before(async () => {
  [gate, other, manager, agent] = await Promise.all(['gate', 'gate', 'manager', 'agent'].map(staffIn));
});
after(async () => assert.match((await stack.aisle(['verify', '--all'])).stdout, /^ok {4}GATE/m));

const list = (browser, departure, query) => browser.get(gatePath(departure), query);
const audit = async (action, departure) => (await manager.browser.get('/admin/audit', { action, subject: `departure/${departure.name}` })).body;

test('passengers are listed by seat or name, counted, and filtered by what they are', async () => {
  const { departure, bookings: [one, two] } = await departureWith([2, 1]);
  const page = await list(gate.browser, departure);
  assert.deepEqual(counts(page), [3, 0, 0, 3]);
  const codes = [`${one.locator}/1`, `${one.locator}/2`, `${two.locator}/1`];
  assert.deepEqual(page.each('passenger').map(({ passenger, seat }) => `${seat} ${passenger}`), codes.map((code, i) => `${['1A', '1B', '1C'][i]} ${code}`));
  assert.deepEqual(page.links.filter(({ href }) => href.startsWith('/admin/bookings/')).map(({ href, text }) => [href, text.trim()]), codes.map((code) => [`/admin/bookings/${code.slice(0, 6)}`, code]));
  const byName = (await list(gate.browser, departure, { order: 'name' })).each('passenger').map(({ passenger }) => passenger);
  const names = [...one.people, ...two.people].map(({ surname }, i) => [surname.toLowerCase(), codes[i]]).sort(([a], [b]) => (a < b ? -1 : 1));
  assert.deepEqual(byName, names.map(([, code]) => code));
  await click(gate.browser, page, 'check-in', codes[1]);
  await click(gate.browser, await list(gate.browser, departure), 'board', codes[1]);
  await click(gate.browser, await list(gate.browser, departure), 'check-in', codes[2]);
  for (const [only, wanted] of [['', codes], ['checked-in', codes.slice(1)], ['boarded', [codes[1]]], ['missing', [codes[0], codes[2]]], ['nonsense', codes]]) {
    const some = await list(gate.browser, departure, { only });
    assert.deepEqual(some.each('passenger').map(({ passenger }) => passenger), wanted, only);
    assert.deepEqual(counts(some), [3, 2, 1, 2], only);
    const csv = (await gate.browser.get(some.links.find(({ text }) => text === 'As CSV').href)).body.trim().split('\r\n').slice(1);
    assert.deepEqual(csv.map((line) => line.split(',').slice(6, 8).join('/').replaceAll('"', '')), wanted, only);
  }
  assert.match(await audit('names-read', departure), new RegExp(gate.name));
});

test('a click takes a passenger a step on and comes back to her row, which has the focus', async () => {
  const { departure, bookings: [{ locator }] } = await departureWith([2]);
  const code = `${locator}/2`;
  const checkedIn = await click(gate.browser, await list(gate.browser, departure, { order: 'name' }), 'check-in', code);
  assert.equal(checkedIn.headers.location, `${gatePath(departure)}?order=name&at=${code}`);
  const page = await gate.browser.follow(checkedIn);
  assert.match(page.body, new RegExp(`data-passenger="${code}"[^>]*id="passenger".*?<button class="button" type="submit" autofocus>Board`, 's'));
  assert.equal((page.body.match(/autofocus/g) ?? []).length, 1);
  const boarded = await gate.browser.follow(await click(gate.browser, page, 'board', code));
  assert.deepEqual(states(boarded), { [`${locator}/1`]: 'open', [code]: 'boarded' });
  assert.match(boarded.body, /<td tabindex="-1" autofocus>/, 'nothing is left to press: the row itself');
  const history = (await stack.aisle(['history', locator])).stdout;
  assert.match(history, new RegExp(`coupon ${code} v1 checked_in by ${gate.name}`));
  assert.match(history, new RegExp(`coupon ${code} v2 checked_in -> boarded by ${gate.name}`));
  for (const action of ['checked-in', 'boarded']) assert.match(await audit(action, departure), new RegExp(`${code} on ${departure.name}`));
});

test('the same click again is answered as the first; another under its key is refused', async () => {
  const { departure, bookings: [{ locator }] } = await departureWith([2]);
  const page = await list(gate.browser, departure);
  const first = await click(gate.browser, page, 'check-in', `${locator}/1`);
  const again = await click(gate.browser, page, 'check-in', `${locator}/1`);
  assert.equal(`${again.status} ${again.headers.location}`, `303 ${first.headers.location}`);
  const { action, fields } = formOf(page, 'check-in', `${locator}/1`);
  assertRefused(await gate.browser.post(action, typed(fields, { passenger: `${locator}/2` })), 422, 'key-reused');
  assert.deepEqual(await stack.sql(`SELECT COUNT(*) FROM boarding g JOIN booking b ON b.id = g.booking_id WHERE b.locator = '${locator}'`), [['1']]);
});

test('of two gates with the same list the second is told who was first, and sees how it is', async () => {
  const { departure, bookings: [{ locator, people }] } = await departureWith([1]);
  const code = `${locator}/1`;
  await click(gate.browser, await list(gate.browser, departure), 'check-in', code);
  const [mine, theirs] = [await list(gate.browser, departure), await list(other.browser, departure, { order: 'name' })];
  assert.equal((await click(gate.browser, mine, 'board', code)).status, 303);
  const late = await click(other.browser, theirs, 'board', code);
  assertRefused(late, 409, 'gate-refused', { page: 'admin-manifest', order: 'name' });
  assert.match(late.text, new RegExp(`Already on board: ${people[0].surname}, ${people[0].given_name}, seat 1A, by ${gate.name} at \\d\\d:\\d\\d UTC`));
  assert.deepEqual(states(late), { [code]: 'boarded' });
  assert.match(await audit('gate-refused', departure), /boarded: [A-Z0-9]{6}\/1: already/);
  // And of what was put back meanwhile.
  const old = await list(manager.browser, departure);
  await click(manager.browser, old, 'back', code);
  assertRefused(await manager.browser.post(gatePath(departure, 'back'), { passenger: code, version: 2, key: 'another-key-of-16-letters' }), 409, 'changed-meanwhile');
});

test('a step back is a manager\'s, not a gate\'s; an agent only looks', async () => {
  const { departure, bookings: [{ locator }] } = await departureWith([1]);
  const code = `${locator}/1`;
  const page = await list(gate.browser, departure);
  assert.ok(!(await list(agent.browser, departure)).forms.some(({ name }) => ['check-in', 'board', 'back', 'scan'].includes(name)));
  await click(gate.browser, page, 'check-in', code);
  await click(gate.browser, await list(gate.browser, departure), 'board', code);
  assert.ok(!(await list(gate.browser, departure)).forms.some(({ name }) => name === 'back'));
  assertRefused(await gate.browser.post(gatePath(departure, 'back'), { passenger: code, version: 2, key: 'a-key-of-sixteen-letters' }), 403, 'forbidden');
  await click(manager.browser, await list(manager.browser, departure), 'back', code);
  const back = await list(manager.browser, departure);
  assert.deepEqual(states(back), { [code]: 'checked-in' });
  await click(manager.browser, back, 'back', code);
  assert.deepEqual([states(await list(gate.browser, departure)), counts(await list(gate.browser, departure))], [{ [code]: 'open' }, [1, 0, 0, 1]]);
});

test('a scanner gets a large answer: boarded, already boarded, other flight, not checked in, cancelled, unknown', async () => {
  const { departure, bookings: [one, two] } = await departureWith([1, 1]);
  const elsewhere = await departureWith([1]);
  const said = (page) => [page.status, page.data.problem, answerOf(page)];
  assert.deepEqual(said(await scan(gate.browser, departure, one.locator)), [409, 'gate-refused', 'not-checked-in']);
  const checkedIn = await gate.browser.follow(await scan(gate.browser, departure, one.locator.toLowerCase(), 'check-in'));
  assert.deepEqual([answerOf(checkedIn), checkedIn.data.act], ['done', 'check-in']);
  assert.match(checkedIn.text, new RegExp(`Checked in\\s*1A\\s*${one.people[0].surname}`));
  const boarded = await gate.browser.follow(await scan(gate.browser, departure, `${one.locator}/1`));
  assert.deepEqual([answerOf(boarded), counts(boarded)], ['done', [2, 1, 1, 1]]);
  assert.match(boarded.body, /<input id="code"[^>]* autofocus>/, 'ready for the next');
  await click(manager.browser, await list(manager.browser, departure), 'back', `${one.locator}/1`);
  const later = await gate.browser.get(boarded.at);
  assert.equal(answerOf(later), 'changed', 'who was put back meanwhile is not shown as boarded when the page is loaded again');
  assert.match(later.text, /Changed meanwhile.* is checked in, by /);
  await scan(gate.browser, departure, one.locator);
  const again = await scan(other.browser, departure, one.locator);
  assert.deepEqual(said(again), [409, 'gate-refused', 'already']);
  assert.match(again.text, new RegExp(`Already on board.*by ${gate.name} at`));
  assert.match(again.body, /<input id="code"[^>]* autofocus>/);
  const wrong = await scan(gate.browser, departure, elsewhere.bookings[0].locator);
  assert.deepEqual(said(wrong), [409, 'gate-refused', 'other-flight']);
  assert.ok(wrong.text.includes(`Booked on ${elsewhere.departure.name}`));
  await two.customer.submit(await two.customer.get(`${two.path}/cancel`), 'cancel');
  assert.deepEqual(said(await scan(gate.browser, departure, two.locator)), [409, 'gate-refused', 'cancelled']);
  for (const code of ['QQQQQQ', `${one.locator}/7`, `${one.locator}/x`, '<b>']) assert.deepEqual(said(await scan(gate.browser, departure, code)), [409, 'gate-refused', 'unknown'], code);
  assert.deepEqual(said(await scan(gate.browser, departure, '')), [422, 'invalid', 'unknown']);
});

test('the code of a booking with several passengers asks which of them', async () => {
  const { departure, bookings: [{ locator }] } = await departureWith([2]);
  const page = await scan(gate.browser, departure, locator, 'check-in');
  assert.deepEqual([page.status, answerOf(page)], [409, 'choose']);
  const choices = page.forms.filter(({ name }) => name === 'scan-one');
  assert.deepEqual(choices.map(({ fields }) => Object.fromEntries(fields).code), [`${locator}/1`, `${locator}/2`]);
  await gate.browser.follow(await gate.browser.post(choices[1].action, choices[1].fields));
  assert.deepEqual(states(await list(gate.browser, departure)), { [`${locator}/1`]: 'open', [`${locator}/2`]: 'checked-in' });
});

test('an infant goes with an adult; who has no seat in the aircraft stays', async () => {
  const departure = await newDeparture();
  const customer = stack.browser();
  const { data: { locator } } = await book(customer, departure, { people: [someone(), INFANT()], adults: 1, infants: 1 });
  assert.equal(answerOf(await scan(gate.browser, departure, `${locator}/2`, 'check-in')), 'adult-first');
  await scan(gate.browser, departure, `${locator}/1`, 'check-in');
  const infant = await gate.browser.follow(await scan(gate.browser, departure, `${locator}/2`, 'check-in'));
  assert.deepEqual([answerOf(infant), counts(infant)], ['done', [2, 2, 0, 2]]);
  await stack.sql(`UPDATE departure_cabin k JOIN departure d ON d.id = k.departure_id SET k.missing = (SELECT GROUP_CONCAT(c.seat_no SEPARATOR ' ') FROM seat_claim c WHERE c.departure_id = d.id) WHERE d.flight_no = '${departure.flight_no}'`);
  assert.equal(answerOf(await scan(gate.browser, departure, `${locator}/1`)), 'no-seat');
  await stack.sql(`UPDATE departure_cabin k JOIN departure d ON d.id = k.departure_id SET k.missing = '' WHERE d.flight_no = '${departure.flight_no}'`);
  await gate.browser.follow(await scan(gate.browser, departure, `${locator}/1`));
});

test('who is checked in may change the seat until boarding, and cannot cancel or correct a name; her pages say so', async () => {
  const { departure, bookings: [{ locator, customer, path, people }] } = await departureWith([2]);
  const seats = `${path}/seats?departure=${departure.name}&passenger=1`;
  const seatOf = async (no) => (await list(gate.browser, departure)).each('passenger').find(({ passenger }) => passenger === `${locator}/${no}`).seat;
  const [form, names] = [await customer.get(`${path}/cancel`), await customer.get(`${path}/passengers`)];
  await scan(gate.browser, departure, `${locator}/1`, 'check-in');
  assert.equal((await customer.get(path)).status, 200);
  assertRefused(await customer.get(`${path}/cancel`), 409, 'checked-in', { page: 'booking' });
  assertRefused(await customer.submit(form, 'cancel'), 409, 'checked-in');
  assertRefused(await customer.get(`${path}/cancel?passenger=1`), 409, 'checked-in');
  assert.equal((await customer.get(`${path}/cancel?passenger=2`)).status, 200);
  assertRefused(await customer.submit(names, 'names', { given_name: [`${people[0].given_name}a`, people[1].given_name] }), 409, 'checked-in');
  assert.equal((await customer.submit(await customer.get(seats), 'seat', { seat: `${departure.name}/4A` })).status, 303);
  assert.equal(await seatOf(1), '4A');
  await scan(gate.browser, departure, `${locator}/1`);
  assertRefused(await customer.submit(await customer.get(seats), 'seat', { seat: `${departure.name}/4B` }), 409, 'checked-in');
  assert.equal(await seatOf(1), '4A');
});

test('closing shows who is missing first; what changed in between is shown again; then nothing changes any more, by anybody', async () => {
  const { departure, bookings: [one, two] } = await departureWith([1, 1]);
  const [cancelled, seats] = [await two.customer.get(`${two.path}/cancel`), await two.customer.get(`${two.path}/seats?departure=${departure.name}&passenger=1`)];
  const first = await gate.browser.get(gatePath(departure, 'close'));
  assert.deepEqual([first.each('passenger').length, counts(first)], [2, [2, 0, 0, 2]]);
  await scan(gate.browser, departure, one.locator, 'check-in');
  await scan(gate.browser, departure, one.locator);
  const changed = await gate.browser.submit(first, 'gate-close');
  assertRefused(changed, 409, 'changed-meanwhile', { page: 'admin-gate-close', gate: 'open' });
  assert.deepEqual(Object.keys(states(changed)), [`${two.locator}/1`]);
  const closed = await gate.browser.follow(await gate.browser.submit(await gate.browser.get(gatePath(departure, 'close')), 'gate-close'));
  assert.deepEqual([closed.data.gate, states(closed)], ['closed', { [`${one.locator}/1`]: 'boarded', [`${two.locator}/1`]: 'no-show' }]);
  assert.ok(!closed.forms.some(({ name }) => ['check-in', 'board', 'back'].includes(name)));
  assert.ok(!(await list(manager.browser, departure)).forms.some(({ name }) => name === 'back'));
  const shut = await gate.browser.get(gatePath(departure, 'close'));
  assert.ok(!shut.forms.some(({ name }) => name === 'gate-close'));
  assertRefused(await gate.browser.submit(await gate.browser.get(gatePath(departure, 'scan')), 'scan', { code: two.locator }), 409, 'gate-refused');
  assertRefused(await manager.browser.post(gatePath(departure, 'back'), { passenger: `${one.locator}/1`, version: 2, key: 'key-of-sixteen-letters-1' }), 409, 'gate-refused');
  assertRefused(await other.browser.post(gatePath(departure, 'close'), { seen: 'x', key: 'key-of-sixteen-letters-2' }), 410, 'flight-closed');
  // Customers.
  assertRefused(await two.customer.submit(cancelled, 'cancel'), 410, 'flight-closed', { page: 'booking' });
  assertRefused(await two.customer.submit(seats, 'seat', { seat: `${departure.name}/4C` }), 410, 'flight-closed');
  assert.equal((await two.customer.get(two.path)).status, 200);
  assertRefused(await stack.browser().post('/holds', { departure: departure.name, adults: 1, children: 0, infants: 0, key: 'key-of-sixteen-letters-3' }), 410, 'sales-closed');
  const open = await stack.aisle(['sales', 'open', departure.name]);
  assert.notEqual(open.status, 0);
  assert.match(await audit('flight-closed', departure), new RegExp(`no-shows: 1, ${two.locator}/1`));
});

test('a departure that the airline cancels is not boarded, nor closed', async () => {
  const { departure, bookings: [{ locator }] } = await departureWith([1]);
  await scan(gate.browser, departure, locator, 'check-in');
  await changeDeparture(departure.name, { state: 'cancelled' });
  await until('the worker has read it', async () => (await stack.sql(`SELECT state FROM departure WHERE flight_no = '${departure.flight_no}'`))[0][0] === 'cancelled');
  assert.equal(answerOf(await scan(gate.browser, departure, locator)), 'not-flown');
  assert.ok(!(await gate.browser.get(gatePath(departure, 'close'))).forms.some(({ name }) => name === 'gate-close'));
});

test('the same as CSV, names guarded; that it was taken out is an entry', async () => {
  const departure = await newDeparture();
  const { data: { locator } } = await book(stack.browser(), departure, { people: [someone('1980-06-15', { given_name: '', surname: '=Óne' })] });
  const answer = await agent.browser.get(gatePath(departure, 'manifest.csv'));
  assert.match(answer.headers['content-disposition'], new RegExp(`passengers-${departure.flight_no}-${departure.date}\\.csv`));
  const [head, row] = answer.body.split('\r\n');
  assert.equal(head, '"seat","surname","given_name","born_on","type","cabin","locator","passenger","state","changed_at","changed_by"');
  assert.match(row, new RegExp(`^"\\d[ABC]","'=Óne",,"1980-06-15","adult","Y","${locator}","1","open",,$`));
  assert.match(await audit('manifest-exported', departure), new RegExp(agent.name));
});

test('a flight without passengers, and one that nobody knows', async () => {
  const departure = await newDeparture();
  await stack.browser().post('/holds', { departure: departure.name, adults: 1, children: 0, infants: 0, key: 'key-of-sixteen-letters-4' });
  assert.match((await list(gate.browser, departure)).text, /Nobody\./);
  for (const rest of ['manifest', 'manifest.csv', 'scan', 'close']) assertRefused(await gate.browser.get(`/admin/departures/ZZ999/2026-12-01/${rest}`), 404, 'not-found');
});
