// Departures put on sale, retimed, cancelled and flown with another aircraft by staff, through the flight service: the effect before, each click once, who is second, a service that is away, and a worker that is killed.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { atAirport, changeDeparture, dayFromToday, fare, flightApi, newDeparture, newFlightNo } from '../support/flights.mjs';
import { book, seatsOf, seatStates, someone, CHILD } from '../support/journey.mjs';
import { lossyLine } from '../support/lossy_line.mjs';
import { stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let manager, other;
before(async () => {
  manager = (await staffIn('manager')).browser;
  other = (await staffIn('admin')).browser;
});

const service = async (name) => (await flightApi('GET', `/v1/departures/${name}`)).json;
const path = (departure, last) => `/admin/departures/${departure.name}/${last}`;
const asNumbers = (page) => { const [one] = page.each('people'); return Object.fromEntries(['people', 'bookings', 'keeps', 'moves', 'loses'].map((name) => [name, Number(one[name])])); };
const finished = (departure) => until(`the changes of ${departure.name} are through`, async () => {
  const page = await manager.get(path(departure, 'changes'));
  return page.data.state === 'done' && page.each('work').length > 0 && page;
}, 30);
const auditOf = async (departure) => (await stack.sql(`SELECT action FROM staff_audit WHERE subject = 'departure/${departure.name}' AND action LIKE 'departure-%' ORDER BY seq`)).flat();

test('new times: who is told is shown before, then the service has them, and each booking gets one mail', async () => {
  const departure = await newDeparture();
  const people = [someone(), someone()];
  await book(stack.browser(), departure, { people });
  const page = await manager.get(path(departure, 'retime'));
  assert.equal(page.data.page, 'admin-retime');
  const shown = await manager.submit(page, 'preview', { departs: '15:45', arrives: '18:30' });
  assert.deepEqual(asNumbers(shown), { people: 2, bookings: 1, keeps: 0, moves: 0, loses: 0 });
  assert.match(shown.text, /2 passengers: all keep their seats, 1 booking is told by mail/);
  assert.equal((await service(departure.name)).version, 1, 'looking changes nothing');
  const answer = await manager.submit(shown, 'retime');
  assert.equal(answer.status, 303, answer.text);
  assert.match(answer.headers.location, new RegExp(`^/admin/departures/${departure.name}/changes`));
  const is = await service(departure.name);
  assert.deepEqual([is.version, is.state, is.departs_at.slice(11, 16), is.arrives_at.slice(11, 16)], [2, 'retimed', '15:45', '18:30']);
  const again = await manager.submit(shown, 'retime');
  assert.deepEqual([again.status, again.headers.location, (await service(departure.name)).version], [303, answer.headers.location, 2], 'the same click again does nothing more');
  const done = await finished(departure);
  assert.deepEqual(done.each('order').map(({ order }) => order), ['made']);
  const mail = await stack.mailTo(`${people[0].surname}@example.org`, /now departs at 15:45/);
  assert.match(mail.subject, /has changed/);
  assert.equal(stack.mailsTo(`${people[0].surname}@example.org`).length, 2, 'the confirmation and this one');
  assert.deepEqual(await auditOf(departure), ['departure-retime', 'departure-change-made']);
});

test('who is second sees what was seen and what is so now, keeps the input, and can send it from there', async () => {
  const departure = await newDeparture();
  const mine = await manager.submit(await manager.get(path(departure, 'retime')), 'preview', { departs: '15:45', arrives: '18:30' });
  const theirs = await other.submit(await other.get(path(departure, 'retime')), 'preview', { departs: '11:05', arrives: '13:50' });
  assert.equal((await other.submit(theirs, 'retime')).status, 303);
  const refused = await manager.submit(mine, 'retime');
  assertRefused(refused, 409, 'changed-meanwhile');
  assert.equal(refused.each('seen-version')[0].seenVersion, '1');
  assert.match(refused.text, /You saw version 1.*It is now version 2.*11:05/s);
  assert.equal(refused.forms.find(({ name }) => name === 'preview').fields.find(([name]) => name === 'departs')[1], '15:45');
  assert.equal((await service(departure.name)).version, 2, 'nothing was done');
  assert.equal((await manager.submit(refused, 'retime')).status, 303);
  const is = await service(departure.name);
  assert.deepEqual([is.version, is.departs_at.slice(11, 16)], [3, '15:45']);
});

test('a click that comes several times at once is done once', async () => {
  const departure = await newDeparture();
  const shown = await manager.submit(await manager.get(path(departure, 'retime')), 'preview', { departs: '15:45', arrives: '18:30' });
  const answers = await Promise.all(Array.from({ length: 4 }, () => manager.submit(shown, 'retime')));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303], answers.map(({ text }) => text.slice(0, 200)).join('\n'));
  assert.equal((await service(departure.name)).version, 2);
  assert.deepEqual((await stack.sql(`SELECT state FROM departure_order WHERE flight_no = '${departure.flight_no}'`)).flat(), ['made']);
});

test('times that cannot be are refused with what was typed, and what the service says is shown', async () => {
  const departure = await newDeparture();
  const page = await manager.get(path(departure, 'retime'));
  for (const [typed, fields] of [[{ departs: '25:00' }, 'departs.1'], [{ departs: '' }, 'departs.1'], [{ departs_on: 'soon' }, 'departs_on.1'], [{ arrives: '06:00' }, 'arrives.1'], [{}, 'departs.1']]) {
    assertRefused(await manager.submit(page, 'preview', typed), 422, 'invalid', { problemFields: fields });
  }
  const far = await manager.submit(page, 'preview', { departs_on: dayFromToday(60), arrives_on: dayFromToday(60), departs: '10:00', arrives: '13:00' });
  const refused = await manager.submit(far, 'retime');
  assertRefused(refused, 422, 'invalid');
  assert.match(refused.text, /The flight service says/);
  assertRefused(await manager.post(path(departure, 'retime'), {}), 400, 'bad-request');
  assertRefused(await manager.post(path(departure, 'retime'), { key: newKey() }), 422, 'invalid');
});

test('a journey whose next flight is missed is named before', async () => {
  const [first, second] = [await newDeparture(), await newDeparture({ origin: 'LIS', destination: 'LHR', at: new Date(`${dayFromToday(30)}T14:00:00Z`) })];
  const booking = await book(stack.browser(), [first, second]);
  const late = { departs: '14:00', arrives: '17:00' };
  const shown = await manager.submit(await manager.get(path(first, 'retime')), 'preview', late);
  assert.ok(shown.text.includes(`${booking.data.locator} misses ${second.name}`), shown.text);
  const early = { departs: '09:00', arrives: '12:00' };
  const before = await manager.submit(await manager.get(path(second, 'retime')), 'preview', early);
  assert.ok(before.text.includes(`${booking.data.locator} misses this one: ${first.name}, which is in the same booking, arrives after it leaves.`), before.text);
});

test('cancelled: nobody flies, everybody is told, and it cannot be changed any more', async () => {
  const departure = await newDeparture();
  const person = someone();
  await book(stack.browser(), departure, { people: [person] });
  const page = await manager.get(path(departure, 'cancel'));
  assert.match(page.text, /1 passenger: none of them flies, 1 booking is told/);
  assert.equal((await manager.submit(page, 'cancel')).status, 303);
  assert.equal((await service(departure.name)).state, 'cancelled');
  await finished(departure);
  await stack.mailTo(`${person.surname}@example.org`, /was cancelled/);
  const retime = await manager.submit(await manager.get(path(departure, 'retime')), 'preview', { departs: '15:45', arrives: '18:30' });
  assertRefused(await manager.submit(retime, 'retime'), 409, 'departure-ended');
});

test('another aircraft: who keeps, who moves where and who loses a seat is shown, and so it is done', async () => {
  const departure = await newDeparture({ aircraft: 'A320' });
  const [stays, moves, family] = [[someone()], [someone(), someone()], [someone(), CHILD()]];
  const browsers = [stack.browser(), stack.browser(), stack.browser()];
  await book(browsers[0], departure, { people: stays, seat: seatsOf(departure, '2A') });
  const moved = await book(browsers[1], departure, { people: moves, seat: seatsOf(departure, '30A', '30B') });
  const child = await book(browsers[2], departure, { people: family, adults: 1, children: 1, seat: seatsOf(departure, '1B', '1C') });
  const page = await manager.get(path(departure, 'aircraft'));
  const shown = await manager.submit(page, 'preview', { aircraft: 'AT72' });
  assert.match(shown.text, /5 passengers: 1 keeps their seat, 4 are re-seated\./);
  assert.deepEqual(asNumbers(shown), { people: 5, bookings: 3, keeps: 1, moves: 4, loses: 0 });
  const wanted = shown.each('from').map(({ locator, from, to }) => `${locator} ${from} ${to}`);
  assert.equal(wanted.length, 4);
  assert.equal((await manager.submit(shown, 'aircraft')).status, 303);
  const done = await finished(departure);
  assert.deepEqual(done.each('from').map(({ locator, from, to }) => `${locator} ${from} ${to}`).toSorted(), wanted.toSorted(), 'what was shown');
  for (const [browser, booking, old] of [[browsers[1], moved, ['30A', '30B']], [browsers[2], child, ['1B', '1C']]]) {
    const now = await browser.get(`/bookings/${booking.data.locator}`);
    const seats = now.data.seats.split(' ').map((seat) => seat.split('/')[2]);
    assert.equal(seats[0].slice(0, -1), seats[1].slice(0, -1), 'side by side in a row');
    assert.ok(!old.includes(seats[0]) && Number(seats[0].slice(0, -1)) <= 18 && seats[0].slice(0, -1) !== '1', seats.join());
    assert.equal(now.data.version, String(Number(booking.data.version) + 1));
    assert.equal(now.each('lost').length, 0);
  }
  const mail = await stack.mailTo(`${moves[0].surname}@example.org`, /another aircraft/);
  assert.match(mail.text, /is flown with another aircraft now, and you sit elsewhere: (\d+[ACDF]), (\d+[ACDF]) instead of 30A, 30B\./);
  assert.doesNotMatch(mail.text, /You may choose/);
  assert.equal(stack.mailsTo(`${stays[0].surname}@example.org`).length, 1, 'who keeps a seat is told nothing');
  const verified = await stack.aisle(['verify', '--all']);
  assert.ok(verified.stdout.includes('ok') && verified.status === 0, verified.stdout);
});

test('who lost a seat sees it on the page of the booking, and takes another one when there is one', async () => {
  const departure = await newDeparture({ aircraft: 'A320' });
  const [first, lost] = [stack.browser(), stack.browser()];
  const full = await book(first, departure, { people: Array.from({ length: 9 }, () => someone()), seat: seatsOf(departure, '1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C') });
  await book(stack.browser(), departure, { people: [someone(), someone()], seat: seatsOf(departure, '4A', '4B') });
  const person = someone();
  const one = await book(lost, departure, { people: [person], seat: seatsOf(departure, '20F') });
  const two = await book(stack.browser(), departure, { people: [someone()], seat: seatsOf(departure, '4C') });
  const shown = await manager.submit(await manager.get(path(departure, 'aircraft')), 'preview', { aircraft: 'C208' });
  assert.match(shown.text, /13 passengers: 12 keep their seat, 0 are re-seated, 1 loses a seat\./);
  assert.deepEqual(shown.each('from').map(({ locator, from, to }) => [locator, from, to]), [[one.data.locator, '20F', 'none']]);
  assert.equal((await manager.submit(shown, 'aircraft')).status, 303);
  const done = await finished(departure);
  assert.deepEqual(done.each('work').map(({ moved, lost: count }) => [moved, count]), [['0', '1']]);
  await stack.mailTo(`${person.surname}@example.org`, /is flown with another aircraft now, which has no seat 20F\./);
  const page = await lost.get(`/bookings/${one.data.locator}`);
  assert.deepEqual(page.each('lost').map(({ lost: seats }) => seats), ['20F']);
  assert.equal((await first.get(`/bookings/${full.data.locator}`)).each('lost').length, 0);
  assert.ok(two);
  assert.match((await lost.get(page.links.find(({ href }) => href.endsWith('/cancel')).href)).text, /The airline has changed what you booked/, 'and may be cancelled as the airline\'s own change');
  // Somebody gives all of theirs back: there are seats to choose.
  const cancel = await first.get(`/bookings/${full.data.locator}/cancel`);
  assert.equal((await first.submit(cancel, 'cancel')).status, 303);
  const choose = await lost.get(page.links.find(({ href }) => href.includes('/seats?')).href);
  assert.equal(seatStates(choose)['2B'], 'free');
  assert.equal((await lost.submit(choose, 'seat', { seat: `${departure.name}/2B` })).status, 303);
  const after = await lost.get(`/bookings/${one.data.locator}`);
  assert.deepEqual([after.data.seats, after.each('lost').length], [`${departure.name}/2B`, 0]);
});

test('the aircraft that it has already, and one that is none, are refused where one chooses', async () => {
  const departure = await newDeparture();
  for (const [aircraft, words] of [['C208', /the one it flies with already/], ['ZZZ', /Choose one of the aircraft/]]) {
    const refused = await manager.submit(await manager.get(path(departure, 'aircraft')), 'preview', { aircraft });
    assertRefused(refused, 422, 'invalid', { problemFields: 'aircraft.1' });
    const select = refused.all.find(({ attributes }) => attributes.id === 'aircraft');
    const told = refused.all.find(({ attributes }) => attributes.id === select.attributes['aria-describedby']);
    assert.match(told?.text ?? '', words);
    assert.equal(select.attributes['aria-invalid'], 'true');
  }
});

test('a cabin that the new aircraft does not have: its fares are sold no more, its people are told, and may cancel without a fee', async () => {
  const departure = await newDeparture({ aircraft: 'A333', fares: [fare(), fare({ basis: 'JTOP', cabin: 'J', amount_minor: 90000, refundable: false })] });
  const customer = stack.browser();
  const person = someone();
  const booking = await book(customer, departure, { people: [person], cabin: 'J', fare: 'JTOP', seat: seatsOf(departure, '2A') });
  const shown = await manager.submit(await manager.get(path(departure, 'aircraft')), 'preview', { aircraft: 'A320' });
  assert.match(shown.text, /1 passenger: 0 keep their seat, 0 are re-seated, 1 loses a seat\./);
  assert.match(shown.text, /Not sold any more, since the cabin is not there: JTOP\./);
  assert.equal((await manager.submit(shown, 'aircraft')).status, 303);
  assert.deepEqual((await service(departure.name)).fares.map(({ basis }) => basis), ['YFLEX']);
  await finished(departure);
  await stack.mailTo(`${person.surname}@example.org`, /is flown with another aircraft now, which has no seat 2A\./);
  const page = await customer.get(`/bookings/${booking.data.locator}`);
  assert.deepEqual(page.each('lost').map(({ lost: seats }) => seats), ['2A']);
  const cancel = await customer.get(`/bookings/${booking.data.locator}/cancel`);
  assert.match(cancel.text, /The airline has changed what you booked/);
  assert.equal((await customer.submit(cancel, 'cancel')).status, 303);
  const verified = await stack.aisle(['verify', '--all']);
  assert.equal(verified.status, 0, verified.stdout);
});

test('a departure is put on sale, once; its name is taken from then on', async () => {
  const flightNo = newFlightNo();
  const date = dayFromToday(40);
  const page = await manager.get('/admin/departures/new');
  const typed = { flight_no: flightNo, origin: 'fra', destination: 'LIS', date, departs: '10:00', arrives_on: date, arrives: '12:15', aircraft: 'AT72', currency: 'EUR', fare_minor: '12000', taxes_minor: '3500' };
  assertRefused(await manager.submit(page, 'preview', { ...typed, origin: 'QQQ' }), 422, 'invalid', { problemFields: 'departs.1' });
  assertRefused(await manager.submit(page, 'preview', { ...typed, fare_minor: '' }), 422, 'invalid', { problemFields: 'fare_minor.1' });
  const shown = await manager.submit(page, 'preview', typed);
  assert.match(shown.text, /goes on sale, from FRA to LIS/);
  const answer = await manager.submit(shown, 'new');
  assert.equal(answer.status, 303, answer.text);
  assert.equal((await manager.submit(shown, 'new')).headers.location, answer.headers.location);
  const is = await service(`${flightNo}/${date}`);
  assert.deepEqual([is.version, is.aircraft.code, is.fares[0].amount_minor, is.departs_at.slice(11, 16)], [1, 'AT72', 12000, '10:00']);
  assertRefused(await other.submit(await other.get('/admin/departures/new'), 'preview', typed), 422, 'invalid', { problemFields: 'flight_no.1' });
  const next = dayFromToday(41);
  const like = await manager.submit(page, 'preview', { ...typed, date: next, arrives_on: next, currency: '', fare_minor: '', taxes_minor: '', like: `${flightNo}/${date}` });
  assert.equal((await manager.submit(like, 'new')).status, 303);
  assert.deepEqual((await service(`${flightNo}/${next}`)).fares, is.fares);
});

test('what is no flight number is told in place, with what was typed', async () => {
  const date = dayFromToday(42);
  const typed = { flight_no: newFlightNo(), origin: 'FRA', destination: 'LIS', date, departs: '10:00', arrives_on: date, arrives: '12:15', aircraft: 'AT72', currency: 'EUR', fare_minor: '12000', taxes_minor: '3500' };
  const page = await manager.get('/admin/departures/new');
  const shown = await manager.submit(page, 'preview', typed);
  for (const odd of ['ÄX204', 'A-1', 'AX']) {
    assertRefused(await manager.submit(page, 'preview', { ...typed, flight_no: odd }), 422, 'invalid', { problemFields: 'flight_no.1' });
    const refused = await manager.submit(shown, 'new', { flight_no: odd });
    assertRefused(refused, 422, 'invalid', { problemFields: 'flight_no.1' });
    assert.equal(refused.forms.find(({ name }) => name === 'preview').fields.find(([name]) => name === 'flight_no')[1], odd);
  }
  assert.equal((await manager.submit(shown, 'new')).status, 303);
});

test('of a departure that somebody else has put on sale meanwhile nobody is told that it is theirs', async () => {
  const date = dayFromToday(43);
  const at = (clock, code) => atAirport(new Date(`${date}T${clock}:00Z`), code);
  for (const theirs of [{ destination: 'LHR' }, { fares: [fare({ basis: 'Y', amount_minor: 9900 })] }, { fares: [fare(), fare({ basis: 'YTOP', amount_minor: 20000 })] }]) {
    const flightNo = newFlightNo();
    const [departs, arrives] = [at('08:00', 'FRA'), at('11:00', 'LIS')];
    const shown = await manager.submit(await manager.get('/admin/departures/new'), 'preview', { flight_no: flightNo, origin: 'FRA', destination: 'LIS', date, departs: departs.slice(11, 16), arrives_on: date, arrives: arrives.slice(11, 16), aircraft: 'AT72', currency: 'EUR', fare_minor: '12000', taxes_minor: '3500' });
    const body = { flight_no: flightNo, date, origin: 'FRA', destination: 'LIS', departs_at: departs, aircraft: { code: 'AT72' }, fares: [fare({ basis: 'Y', amount_minor: 12000, taxes: [{ code: 'XT', amount_minor: 3500 }], change_fee_minor: 3000, cancel_fee_minor: 3000 })], ...theirs };
    assert.equal((await flightApi('POST', '/v1/departures', { ...body, arrives_at: at('11:00', body.destination) })).status, 201);
    const refused = await manager.submit(shown, 'new');
    assertRefused(refused, 409, 'duplicate');
    assert.deepEqual((await stack.sql(`SELECT state FROM departure_order WHERE flight_no = '${flightNo}'`)).flat(), ['refused']);
  }
});

test('the flight service is away: a clear page, nothing half done, and the same form works when it is back', async () => {
  stack.expectErrors('"code":"flight-service-down"');
  const departure = await newDeparture();
  const shown = await manager.submit(await manager.get(path(departure, 'retime')), 'preview', { departs: '15:45', arrives: '18:30' });
  await stack.control('stop', 'flights');
  let refused;
  try {
    assertRefused(await manager.get(path(departure, 'retime')), 503, 'flight-service-down', { outcome: 'none' });
    refused = await manager.submit(shown, 'retime');
    assertRefused(refused, 503, 'flight-service-down', { outcome: 'none' });
    assert.equal(refused.forms.find(({ name }) => name === 'retime').fields.find(([name]) => name === 'departs')[1], '15:45');
  } finally {
    await stack.control('start', 'flights');
    await stack.ready(stack.flightsUrl);
  }
  assert.equal((await service(departure.name)).version, 1);
  await until('the same form is taken', async () => (await manager.submit(refused, 'retime')).status === 303);
  assert.equal((await service(departure.name)).version, 2);
});

const orderOf = async (departure) => (await stack.sql(`SELECT state, answer FROM departure_order WHERE flight_no = '${departure.flight_no}' ORDER BY id DESC LIMIT 1`))[0];
const age = (departure, seconds) => stack.sql(`UPDATE departure_order SET asked_at = asked_at - INTERVAL ${seconds} SECOND WHERE flight_no = '${departure.flight_no}'`);

test('an answer that is lost is found out; a question that is lost was nothing; the same click is safe in both', async () => {
  const line = await lossyLine();
  await stack.set({ AISLE_FLIGHT_SERVICE_URL: line.url }, 'admin');
  try {
    await stack.ready(`${stack.url}/admin`);
    const times = { departs: '15:45', arrives: '18:30' };
    const look = async (departure) => manager.submit(await manager.get(path(departure, 'retime')), 'preview', times);
    const send = async (shown) => {
      const answer = await manager.submit(shown, 'retime');
      assert.equal(answer.status, 303, answer.text);
      return answer.headers.location;
    };
    const [answered, asked, again] = [await newDeparture(), await newDeparture(), await newDeparture()];
    const [one, two, three] = [await look(answered), await look(asked), await look(again)];
    line.loses = 'answers';
    assert.match(await send(one), /done=unknown/);
    const page = await manager.get(path(answered, 'changes'));
    assert.deepEqual([page.data.state, page.each('order')[0].order], ['open', 'asked']);
    assert.equal((await service(answered.name)).version, 2);
    line.loses = 'requests';
    assert.match(await send(two), /done=unknown/);
    assert.match(await send(three), /done=unknown/);
    line.loses = 'nothing';
    assert.match(await send(three), /done=retimed/);
    assert.deepEqual([(await service(again.name)).version, (await orderOf(again))[0]], [2, 'made']);
    await age(answered, 30);
    await age(asked, 30);
    await until('it is found out that it was made', async () => (await orderOf(answered))[0] === 'made');
    assert.equal((await orderOf(asked))[0], 'asked', 'too early to say');
    await age(asked, 90);
    await until('it is found out that it was not', async () => (await orderOf(asked))[0] === 'refused');
    assert.match((await manager.get(path(asked, 'changes'))).text, /Nothing was done: it did not reach the flight service/);
    assert.match(await send(one), /done=retimed/);
    assert.deepEqual([(await service(answered.name)).version, (await service(asked.name)).version], [2, 1]);
    line.loses = 'time';
    assertRefused(await manager.submit(two, 'retime'), 503, 'flight-service-down', { outcome: 'none' });
    assert.equal((await service(asked.name)).version, 1, 'who does not answer in time is asked for nothing');
  } finally {
    await stack.set({}, 'admin');
    await line.close();
  }
  await stack.ready(`${stack.url}/admin`);
});

test('a worker that is killed again and again in the middle leaves nothing half done', async () => {
  const departure = await newDeparture({ aircraft: 'A321' });
  const parties = [];
  for (let row = 12; row < 24; row++) {
    const people = [someone(), someone()];
    const booking = await book(stack.browser(), departure, { people, seat: seatsOf(departure, `${row}A`, `${row}B`) });
    parties.push({ people, locator: booking.data.locator });
  }
  const killer = async () => {
    const pid = stack.pid('worker');
    process.kill(pid, 'SIGKILL');
    await until('the worker is started again', () => { try { return stack.pid('worker') !== pid; } catch { return false; } });
  };
  await changeDeparture(departure.name, { aircraft: 'AT72' });
  const workOf = () => stack.sql(`SELECT w.state, (SELECT COUNT(*) FROM departure_told t WHERE t.work_id = w.id) FROM departure_work w JOIN departure d ON d.id = w.departure_id WHERE d.flight_no = '${departure.flight_no}'`);
  await until('the change is known', async () => (await workOf()).length > 0);
  for (let n = 0; n < 3; n++) await killer();
  await finished(departure);
  for (const { people, locator } of parties) {
    const rows = await stack.sql(`SELECT c.seat_no FROM seat_claim c JOIN booking b ON b.id = c.booking_id WHERE b.locator = '${locator}'`);
    assert.ok(rows.every(([seat]) => Number(seat.slice(0, -1)) <= 18) && rows.length === 2, `${locator}: ${rows}`);
    const [[events, mails]] = await stack.sql(`SELECT (SELECT COUNT(*) FROM event e WHERE e.subject = 'booking' AND e.subject_id = b.id), (SELECT COUNT(*) FROM outbox o WHERE o.booking_id = b.id AND o.kind = 'booking_changed') FROM booking b WHERE b.locator = '${locator}'`);
    assert.deepEqual([events, mails], ['2', '1'], people[0].surname);
  }
  const verified = await stack.aisle(['verify', '--all']);
  assert.equal(verified.status, 0, verified.stdout);
});
