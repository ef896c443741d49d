// The flight service, for carriers' own tools and for booking.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../support/browser.mjs';
import { atAirport, changeDeparture, dayFromToday, departureBody, fare, flightApi, newDeparture } from '../support/flights.mjs';
import { seriesOfProcess } from '../support/series.mjs';
import { stack, until } from '../support/stack.mjs';

const get = (path, headers) => flightApi('GET', path, undefined, headers);

function assertProblem(answer, status, code, member) {
  assert.match(answer.headers['content-type'], /^application\/problem\+json/);
  assert.equal(`${answer.status} ${answer.json.code}`, `${status} ${code}`, answer.body);
  assert.equal(answer.json.status, status);
  assert.ok(answer.json.title && answer.json.type, answer.body);
  if (member) assert.equal(answer.json.member, member, answer.body);
}

test('airports: real ones, each with its members, sorted, with ETag and 304', async () => {
  const answer = await get('/v1/airports');
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^application\/json/);
  assert.ok(answer.json.airports.length > 3000);
  const codes = answer.json.airports.map(({ code }) => code);
  assert.deepEqual(codes, [...new Set(codes)].sort());
  for (const airport of answer.json.airports) {
    assert.match(airport.code, /^[A-Z]{3}$/);
    assert.match(airport.country, /^[A-Z]{2}$/);
    assert.ok(airport.name && airport.city && airport.zone.includes('/'), airport.code);
    assert.ok(Math.abs(airport.latitude) <= 90 && Math.abs(airport.longitude) <= 180);
  }
  // Which of them are served is looked at anew now and then, by each process for itself.
  await until('an unchanged answer is a bare 304', async () => {
    const { headers } = await get('/v1/airports');
    return (await get('/v1/airports', { 'If-None-Match': headers.etag })).status === 304;
  });
});

test('aircraft: each with its seat plan, sorted, with ETag and 304', async () => {
  const { status, json: { aircraft }, headers } = await get('/v1/aircraft');
  assert.equal(status, 200);
  assert.deepEqual(aircraft.map(({ code }) => code), ['A320', 'A321', 'A333', 'AT72', 'B738', 'C208', 'E190']);
  const made = await newDeparture({ aircraft: 'A321' });
  assert.deepEqual(aircraft.find(({ code }) => code === 'A321').cabins, (await get(`/v1/departures/${made.name}`)).json.cabins, 'as in a departure');
  assert.equal((await get('/v1/aircraft', { 'If-None-Match': headers.etag })).status, 304);
});

test('a departure as it was put on sale, with its aircraft\'s cabins', async () => {
  const made = await newDeparture({ aircraft: 'A333', fares: [fare(), fare({ basis: 'JTOP', cabin: 'J', amount_minor: 90000, refundable: false, change_fee_minor: 5000, cancel_fee_minor: 7000 })] });
  const answer = await get(`/v1/departures/${made.name}`);
  assert.equal(answer.status, 200);
  const { json } = answer;
  for (const name of ['flight_no', 'date', 'origin', 'destination', 'departs_at', 'arrives_at']) assert.equal(json[name], made[name], name);
  assert.deepEqual([json.state, json.version, json.aircraft.code], ['scheduled', 1, 'A333']);
  assert.deepEqual(json.cabins.map(({ code, first_row, last_row, letters }) => [code, first_row, last_row, letters]), [['J', 1, 6, 'AC DG HK'], ['Y', 10, 37, 'AC DEFG HK']]);
  assert.deepEqual(json.cabins[1].missing, ['36D', '37D']);
  assert.deepEqual(json.cabins[1].exit_rows, [10, 25]);
  assert.deepEqual(json.fares.find(({ basis }) => basis === 'JTOP'), made.fares[1]);
  assert.equal((await get(`/v1/departures/${made.name}`, { 'If-None-Match': answer.headers.etag })).status, 304);
  assert.equal((await get(`/v1/departures/${made.name}`, { 'If-None-Match': '"other", W/"x"' })).status, 200);
  const head = await flightApi('HEAD', `/v1/departures/${made.name}`);
  assert.deepEqual([head.status, head.body, head.headers.etag], [200, '', answer.headers.etag]);
});

test('what is not there is 404, what cannot be read is 4xx, all as problem+json', async () => {
  for (const path of ['/v1/departures/QQ9/2030-01-01', '/v1/departures/x/y', '/v1/departures/QQ9/2026-02-30', '/v1', '/v1/none', '/', '/v1/departures/%C3%84X1/2030-01-01']) assertProblem(await get(path), 404, 'not-found');
  assertProblem(await get('/v1/departures?origin=%ff'), 400, 'bad-request');
  const method = await flightApi('DELETE', '/v1/airports');
  assertProblem(method, 405, 'method');
  assert.deepEqual(method.headers.allow.split(/,\s*/).sort(), ['GET', 'HEAD']);
  assert.deepEqual((await flightApi('GET', `/v1/departures/QQ9/2030-01-01`)).headers['content-type'].split(';')[0], 'application/problem+json');
});

test('departures of a route: sorted by time, for one date or up to 62', async () => {
  const day = 100 + 63 * (seriesOfProcess() % 9);
  const route = { origin: 'MUC', destination: 'BER' };
  const at = (days, time) => new Date(`${dayFromToday(days)}T${time}:00Z`);
  const late = await newDeparture({ ...route, at: at(day, '17:00'), hours: 1 });
  const early = await newDeparture({ ...route, at: at(day, '05:00'), hours: 1 });
  const next = await newDeparture({ ...route, at: at(day + 1, '05:00'), hours: 1 });
  const far = await newDeparture({ ...route, at: at(day + 61, '05:00'), hours: 1 });
  const list = async (query) => {
    const answer = await get(`/v1/departures?origin=MUC&destination=BER&date=${dayFromToday(day)}${query}`);
    assert.equal(answer.status, 200, answer.body);
    return answer.json.departures.map(({ flight_no, date }) => `${flight_no}/${date}`);
  };
  assert.deepEqual(await list(''), [early.name, late.name]);
  assert.deepEqual(await list('&days=1'), [early.name, late.name]);
  assert.deepEqual(await list('&days=2'), [early.name, late.name, next.name]);
  assert.deepEqual(await list('&days=61'), [early.name, late.name, next.name]);
  assert.deepEqual(await list('&days=62'), [early.name, late.name, next.name, far.name]);
  for (const days of ['0', '63', '-1', 'x', '1.5']) assertProblem(await get(`/v1/departures?origin=MUC&destination=BER&date=${dayFromToday(day)}&days=${days}`), 422, 'invalid', 'days');
});

test('parameters that are missing or wrong are 422 and named; twice is 400', async () => {
  const date = dayFromToday(30);
  for (const [query, member] of [[`destination=LIS&date=${date}`, 'origin'], [`origin=FRA&date=${date}`, 'destination'], ['origin=FRA&destination=LIS', 'date'], [`origin=fra&destination=LIS&date=${date}`, 'origin'],
    [`origin=QQQ&destination=LIS&date=${date}`, 'origin'], ['origin=FRA&destination=LIS&date=2026-02-30', 'date'], [`origin=F%C3%84A&destination=LIS&date=${date}`, 'origin']]) {
    assertProblem(await get(`/v1/departures?${query}`), 422, 'invalid', member);
  }
  assertProblem(await get(`/v1/departures?origin=FRA&origin=LIS&destination=LIS&date=${date}`), 400, 'bad-request');
});

test('writing needs the token', async () => {
  const { name } = await newDeparture();
  for (const Authorization of ['', 'Bearer', 'Bearer wrong', `Bearer ${stack.token}x`, `Basic ${stack.token}`, `Bearer ${stack.token.slice(0, -1)}`, `Bearer ${stack.token.toUpperCase()}x`]) {
    for (const [method, path] of [['POST', '/v1/departures'], ['PATCH', `/v1/departures/${name}`]]) {
      const answer = await flightApi(method, path, departureBody(), { Authorization, 'If-Match': '"v1"' });
      assertProblem(answer, 401, 'unauthenticated');
      assert.match(answer.headers['www-authenticate'], /^Bearer/);
    }
  }
  assert.equal((await get(`/v1/departures/${name}`)).json.version, 1);
});

test('POST: 201 with Location, ETag and the departure; again 409; a bad member is 422 and named', async () => {
  const body = departureBody();
  const made = await flightApi('POST', '/v1/departures', body);
  assert.equal(made.status, 201);
  assert.equal(made.headers.location, `/v1/departures/${body.flight_no}/${body.date}`);
  assert.ok(made.headers.etag);
  assert.equal(made.json.version, 1);
  assertProblem(await flightApi('POST', '/v1/departures', body), 409, 'duplicate');
  const wrong = [
    [{ flight_no: 'nonsense' }, 'flight_no'], [{ flight_no: 'AX0' }, 'flight_no'], [{ origin: 'QQQ' }, 'origin'], [{ destination: 'FRA', arrives_at: atAirport(new Date(new Date(body.departs_at).getTime() + 3600000), 'FRA') }, 'destination'], [{ date: '2026-02-30' }, 'date'], [{ date: dayFromToday(99) }, 'd'], [{ departs_at: '2026-12-01T10:00:00' }, 'departs_at'],
    [{ departs_at: 'soon' }, 'departs_at'], [{ departs_at: '2020-01-01T10:00:00+01:00', arrives_at: '2020-01-01T12:00:00+00:00', date: '2020-01-01' }, 'departs_at'], [{ arrives_at: body.departs_at }, 'arrives_at'], [{ aircraft: { code: 'NONE' } }, 'aircraft'],
    [{ fares: [] }, 'fares'], [{ fares: [fare({ cabin: 'J' })] }, 'fares/0/cabin'], [{ fares: [fare(), fare()] }, 'fares/1/basis'], [{ fares: [fare({ currency: 'XXQ' })] }, 'fares/0/currency'],
    [{ fares: [fare({ amount_minor: -1 })] }, 'fares/0/amount_minor'], [{ fares: [fare({ amount_minor: 1e15 })] }, 'fares/0/amount_minor'], [{ fares: [fare({ amount_minor: 1.5 })] }, 'fares/0/amount_minor'],
    [{ fares: [fare({ amount_minor: '100' })] }, 'fares/0/amount_minor'], [{ fares: [fare({ refundable: 'yes' })] }, 'fares/0/refundable'], [{ flight_no: undefined }, 'flight_no'], [{ fares: undefined }, 'fares'], [{ fares: {} }, 'fares'],
  ];
  for (const [change, member] of wrong) {
    const answer = await flightApi('POST', '/v1/departures', { ...departureBody(), ...change });
    assertProblem(answer, 422, 'invalid');
    assert.ok(answer.json.member.startsWith(member), `${JSON.stringify(change)}: ${answer.body}`);
  }
});

test('bodies that are no JSON object, too large or of another type', async () => {
  const send = (body, type = 'application/json') => ask(`${stack.flightsUrl}/v1/departures`, { method: 'POST', body, headers: { Authorization: `Bearer ${stack.token}`, 'Content-Type': type } })
    .then((answer) => ({ ...answer, json: JSON.parse(answer.body) }));
  for (const body of ['', '{', '[]', '"x"', 'null', '{"a":1,}', '{"flight_no":"\ud800"}', `${'['.repeat(5000)}`, '{"a":1}{"b":2}', Buffer.from('{"a":"\xff"}', 'latin1'), '{"flight_no":"A","flight_no":"B"}']) {
    const answer = await send(body);
    assert.ok([400, 415, 422].includes(answer.status), `${String(body).slice(0, 30)}: ${answer.status}`);
    assert.match(answer.headers['content-type'], /problem\+json/);
  }
  assertProblem(await send('{"flight_no":"A","flight_no":"B"}'), 400, 'bad-request');
  assertProblem(await send('{}', 'text/plain'), 415, 'unsupported');
  assertProblem(await send(`{"x":"${'y'.repeat(70000)}"}`), 413, 'too-large');
});

test('PATCH: needs If-Match, and the right one; new times make it retimed, version +1', async () => {
  const { name, departs_at } = await newDeparture();
  const at = new Date(new Date(departs_at).getTime() + 3600000);
  const times = { departs_at: atAirport(at, 'FRA'), arrives_at: atAirport(new Date(at.getTime() + 3 * 3600000), 'LIS') };
  assertProblem(await flightApi('PATCH', `/v1/departures/${name}`, times), 428, 'precondition-required');
  assertProblem(await flightApi('PATCH', `/v1/departures/${name}`, times, { 'If-Match': '"v7"' }), 412, 'stale');
  const { headers } = await get(`/v1/departures/${name}`);
  const changed = await flightApi('PATCH', `/v1/departures/${name}`, times, { 'If-Match': headers.etag });
  assert.equal(changed.status, 200, changed.body);
  assert.deepEqual([changed.json.state, changed.json.version, changed.json.departs_at], ['retimed', 2, times.departs_at]);
  assert.notEqual(changed.headers.etag, headers.etag);
  assertProblem(await flightApi('PATCH', `/v1/departures/${name}`, { state: 'cancelled' }, { 'If-Match': headers.etag }), 412, 'stale');
  assertProblem(await flightApi('PATCH', '/v1/departures/QQ9/2030-01-01', times, { 'If-Match': '"v1"' }), 404, 'not-found');
});

test('PATCH: fares are replaced; a body that changes nothing leaves the version; a wrong one changes nothing', async () => {
  const { name } = await newDeparture();
  const changed = await changeDeparture(name, { fares: [fare({ amount_minor: 7700 })] });
  assert.deepEqual([changed.version, changed.fares[0].amount_minor, changed.state], [2, 7700, 'scheduled']);
  assert.equal((await changeDeparture(name, { fares: [fare({ amount_minor: 7700 })] })).version, 2);
  const { headers } = await get(`/v1/departures/${name}`);
  for (const body of [{}, { fares: [] }, { state: 'departed' }, { flight_no: 'QQ1' }, { departs_at: 'x' }, { unknown: 1 }]) {
    assertProblem(await flightApi('PATCH', `/v1/departures/${name}`, body, { 'If-Match': headers.etag }), 422, 'invalid');
  }
  assert.equal((await get(`/v1/departures/${name}`)).json.version, 2);
});

test('a cancelled departure stays so', async () => {
  const { name } = await newDeparture();
  const cancelled = await changeDeparture(name, { state: 'cancelled' });
  assert.deepEqual([cancelled.state, cancelled.version], ['cancelled', 2]);
  const { headers } = await get(`/v1/departures/${name}`);
  assertProblem(await flightApi('PATCH', `/v1/departures/${name}`, { state: 'scheduled' }, { 'If-Match': headers.etag }), 409, 'departure-ended');
  assertProblem(await flightApi('PATCH', `/v1/departures/${name}`, { fares: [fare({ amount_minor: 1 })] }, { 'If-Match': headers.etag }), 409, 'departure-ended');
});

test('many writers at once: one wins, the others are told that they are stale', async () => {
  const { name } = await newDeparture();
  const { headers } = await get(`/v1/departures/${name}`);
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => flightApi('PATCH', `/v1/departures/${name}`, { fares: [fare({ amount_minor: n * 1000 })] }, { 'If-Match': headers.etag })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412, 412, 412, 412, 412]);
  assert.equal((await get(`/v1/departures/${name}`)).json.version, 2);
});

test('the feed: every version in its order, by cursor and limit', async () => {
  const last = async () => {
    let after = 0;
    for (;;) {
      const { changes } = (await get(`/v1/changes?after=${after}&limit=1000`)).json;
      if (!changes.length) return after;
      after = changes.at(-1).cursor;
    }
  };
  const start = await last();
  const { name, flight_no, date } = await newDeparture();
  await changeDeparture(name, { fares: [fare({ amount_minor: 1 })] });
  await changeDeparture(name, { state: 'cancelled' });
  const mine = async (query) => (await get(`/v1/changes?${query}`)).json.changes.filter((change) => change.flight_no === flight_no);
  const changes = await mine(`after=${start}`);
  assert.deepEqual(changes.map(({ date: on, version, state }) => [on, version, state]), [[date, 1, 'scheduled'], [date, 2, 'scheduled'], [date, 3, 'cancelled']]);
  assert.deepEqual(changes.map(({ cursor }) => cursor), changes.map(({ cursor }) => cursor).sort((a, b) => a - b));
  assert.equal((await get(`/v1/changes?after=${start}&limit=1`)).json.changes.length, 1);
  assert.deepEqual(await mine(`after=${changes[1].cursor}`), [changes[2]]);
  for (const query of ['after=-1', 'after=x', 'limit=0', 'limit=1001', 'limit=x']) assertProblem(await get(`/v1/changes?${query}`), 422, 'invalid');
});
