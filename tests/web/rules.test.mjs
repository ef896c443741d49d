// The rules for every page: what is refused before any page is asked, in which order, and what every answer carries.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { test } from 'node:test';
import { ask, assertRefused, newKey } from '../support/browser.mjs';
import { errorProblems } from '../support/errors.mjs';
import { newDeparture } from '../support/flights.mjs';
import { parsePage } from '../support/html.mjs';
import { hold, holdFields } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

const FORM = 'application/x-www-form-urlencoded';
const NOWHERE = '/holds/AAAAAAAAAAAAAAAAAAAAAA';

// What a find form sends that can find nothing; a code of its own each time, as tries are counted by code too.
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ3789';
const nobody = () => `surname=Nobody&locator=${Array.from({ length: 6 }, () => ALPHABET[Math.floor(Math.random() * 28)]).join('')}`;

const raw = (method, path, headers, body) => stack.browser().send(method, path, { headers, body });
const post = (path, body, headers = {}) => raw('POST', path, { 'Content-Type': FORM, ...headers }, body);

// Bytes as they are, to nginx: for what no HTTP library would send.
function speak(text) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stack.url);
    const socket = net.connect({ host: hostname, port, timeout: 15000 }, () => socket.write(text));
    let said = '';
    socket.on('data', (part) => (said += part));
    socket.on('error', reject);
    socket.on('timeout', () => socket.destroy(new Error('no answer')));
    socket.on('close', () => resolve(said));
  });
}

test('the order of checks: cross-site, then method, then type and size, then what the form says', async () => {
  const evil = { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'text/plain' };
  assertRefused(await raw('POST', '/flights', evil, 'x'.repeat(65536)), 403, 'cross-site');
  assertRefused(await raw('POST', '/flights', { 'Content-Type': 'text/plain' }, 'x'), 405, 'method');
  assertRefused(await raw('POST', '/holds', { 'Content-Type': 'text/plain' }, 'x'), 415, 'unsupported');
  assertRefused(await post(`${NOWHERE}/passengers`, 'surname=%'), 400, 'bad-request');
  assertRefused(await post(`${NOWHERE}/passengers`, 'surname='), 404, 'not-found');
  assertRefused(await post('/bookings/ABCDEF/cancel', 'version=x&refund_minor=0'), 400, 'bad-request');
  assertRefused(await post('/bookings/ABCDEF/cancel', `version=x&refund_minor=0&key=${newKey()}`), 404, 'not-found');
});

test('fields are complained about before a departure that does not exist, and that before a conflict', async () => {
  const browser = stack.browser();
  assertRefused(await browser.post('/holds', { departure: 'QQ9/2030-01-01', adults: 0, key: newKey() }), 422, 'invalid');
  assertRefused(await browser.post('/holds', { departure: 'QQ9/2030-01-01', adults: 1, key: newKey() }), 404, 'not-found');
});

test('a method that a path does not know is 405 with Allow by path pattern alone', async () => {
  for (const [method, path, allow] of [['POST', '/flights', 'GET, HEAD'], ['GET', '/holds', 'POST'], ['DELETE', '/bookings/ABCDEF', 'GET, HEAD'],
    ['PUT', `${NOWHERE}/passengers`, 'POST'], ['GET', '/sign-out', 'POST'], ['BREW', '/', 'GET, HEAD'], ['PATCH', '/bookings/ABCDEF/cancel', 'GET, HEAD, POST']]) {
    const answer = await raw(method, path, {}, undefined);
    assertRefused(answer, 405, 'method');
    assert.deepEqual(answer.headers.allow.split(/,\s*/).sort(), allow.split(', ').sort(), `${method} ${path}`);
  }
});

test('an unknown path is 404, whatever is under it', async () => {
  for (const path of ['/nowhere', '/holds/a/b/c', '/bookings/', '/bookings/a/b', '/flights/AX1/2030-01-01/seats/1', '/HOLDS', '/.git/config']) {
    assertRefused(await stack.browser().get(path), 404, 'not-found');
  }
});

test('HEAD answers as GET does, without a body', async () => {
  for (const path of ['/', '/flights?origin=FRA', '/nowhere', '/sign-in']) {
    const [get, head] = [await stack.browser().get(path), await raw('HEAD', path, {})];
    assert.equal(head.status, get.status, path);
    assert.equal(head.headers['content-type'], get.headers['content-type'], path);
    assert.equal(head.body, '', path);
  }
});

test('bodies: 65,535 and 65,536 bytes are read, 65,537 are 413', async () => {
  for (const [size, status, code] of [[65535, 400, 'bad-request'], [65536, 400, 'bad-request'], [65537, 413, 'too-large'], [200000, 413, 'too-large']]) {
    assertRefused(await post('/holds', 'a'.repeat(size)), status, code);
  }
  // The same sizes in fields that are each short enough are a form like any other.
  const filler = (size) => {
    const parts = Array.from({ length: 7 }, (_, i) => `unknown${i}=${'x'.repeat(9000)}`).join('&');
    const start = `${parts}&${nobody()}&pad=`;
    return `${start}${'x'.repeat(size - start.length)}`;
  };
  for (const size of [65535, 65536]) assertRefused(await post('/find', filler(size)), 404, 'not-found');
  assertRefused(await post('/find', filler(65537)), 413, 'too-large');
});

test('fields: 200 are read, 201 are 400', async () => {
  const fields = (count) => [nobody(), ...Array.from({ length: count - 2 }, (_, i) => `f${i}=1`)].join('&');
  for (const count of [199, 200]) assertRefused(await post('/find', fields(count)), 404, 'not-found');
  assertRefused(await post('/find', fields(201)), 400, 'bad-request');
  assertRefused(await stack.browser().get(`/flights?${fields(201)}`), 400, 'bad-request');
});

test('a field of 10 kB is read, one byte more is 400', async () => {
  const with_ = (size) => `${nobody()}&other=${'x'.repeat(size)}`;
  for (const size of [10239, 10240]) assertRefused(await post('/find', with_(size)), 404, 'not-found');
  assertRefused(await post('/find', with_(10241)), 400, 'bad-request');
});

test('invalid UTF-8, NUL, broken escapes and a second value of a single-valued field are 400, in forms and in query strings', async () => {
  for (const bad of ['surname=%ff', 'surname=%c0%af', 'surname=%ed%a0%80', 'surname=%f4%90%80%80', 'surname=a%00b', 'surname=%', 'surname=%4', 'surname=%zz', 'surname=a&surname=b']) {
    assertRefused(await post('/find', `locator=AAAAAA&${bad}`), 400, 'bad-request');
  }
  for (const bad of ['origin=%ff', 'origin=a%00b', 'origin=%4', 'origin=%g1', 'origin=FRA&origin=LIS', 'date=2030-01-01&date=2030-01-02']) {
    assertRefused(await stack.browser().get(`/flights?${bad}`), 400, 'bad-request');
  }
  assertRefused(await post('/find', Buffer.from('locator=AAAAAA&surname=\xff', 'latin1')), 400, 'bad-request');
});

test('unknown fields are ignored, also when they come twice', async () => {
  assertRefused(await post('/find', `${nobody()}&x=1&x=2&submit=`), 404, 'not-found');
  assert.equal((await stack.browser().get('/?utm=1&utm=2')).status, 200);
});

test('a form is urlencoded UTF-8, and nothing else', async () => {
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json', '', `${FORM}; charset=iso-8859-1`]) {
    assertRefused(await raw('POST', '/find', { 'Content-Type': type }, nobody()), 415, 'unsupported');
  }
  for (const type of [FORM, `${FORM}; charset=UTF-8`, `${FORM};charset="utf-8"`, 'Application/X-WWW-Form-UrlEncoded']) {
    assertRefused(await raw('POST', '/find', { 'Content-Type': type }, nobody()), 404, 'not-found');
  }
});

test('cross-site: Sec-Fetch-Site decides; without it Origin; without both no browser asks', async () => {
  const port = new URL(stack.url).port;
  const rows = [
    [{ 'Sec-Fetch-Site': 'same-origin' }, true], [{ 'Sec-Fetch-Site': 'none' }, true],
    [{ 'Sec-Fetch-Site': 'same-site' }, false], [{ 'Sec-Fetch-Site': 'cross-site' }, false], [{ 'Sec-Fetch-Site': 'other' }, false],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: stack.url }, false], [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, true],
    [{ Origin: stack.url }, true], [{ Origin: 'null' }, false], [{ Origin: 'https://evil.example' }, false],
    [{ Origin: `http://localhost:${port}` }, false], [{ Origin: `https://127.0.0.1:${port}` }, false], [{ Origin: 'http://127.0.0.1' }, false],
    [{ Origin: `http://127.0.0.1:${port}.evil.example` }, false], [{ Origin: `http://127.0.0.1:${port}/` }, false], [{}, true],
  ];
  for (const [headers, isLet] of rows) {
    const answer = await post('/find', nobody(), headers);
    assert.equal(answer.status, isLet ? 404 : 403, JSON.stringify(headers));
    assert.equal(answer.data.problem, isLet ? 'not-found' : 'cross-site', JSON.stringify(headers));
  }
});

test('a cross-site POST has no effect', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const { data } = await hold(browser, departure);
  assertRefused(await browser.post(`/holds/${data.hold}/release`, {}, { 'Sec-Fetch-Site': 'cross-site' }), 403, 'cross-site');
  assertRefused(await browser.post(`/holds/${data.hold}/release`, {}, { 'Sec-Fetch-Site': 'same-site', Origin: 'null' }), 403, 'cross-site');
  assert.equal((await browser.get(`/holds/${data.hold}`)).data.state, 'open');
});

test('the cookie: each page with a form sets it, HttpOnly, SameSite=Lax, once', async () => {
  const departure = await newDeparture();
  for (const path of ['/', '/flights?origin=FRA&destination=LIS', `/flights/${departure.name}`, `/offer?departure=${departure.name}`, '/sign-in', '/register', '/forgot']) {
    const browser = stack.browser();
    const first = await browser.get(path);
    const [cookie, ...others] = first.headers['set-cookie'] ?? [];
    assert.ok(cookie && others.length === 0, `${path} sets one cookie`);
    assert.match(cookie, /;\s*HttpOnly/i);
    assert.match(cookie, /;\s*SameSite=Lax/i);
    assert.match(cookie, /;\s*Path=\/(;|$)/i);
    assert.doesNotMatch(cookie, /Secure|Domain=/i);
    assert.equal((await browser.get(path)).headers['set-cookie'], undefined, `${path} again`);
  }
});

test('a cookie that is none of ours is replaced, and two browsers never get the same', async () => {
  const seen = new Set();
  for (const value of ['', 'x', 'A'.repeat(21), 'A'.repeat(4000), '"quoted"']) {
    const answer = await raw('GET', '/', { Cookie: `aisle=${value}` });
    assert.equal(answer.status, 200);
    const [, token] = /^aisle=([^;]*)/.exec(answer.headers['set-cookie'][0]);
    assert.match(token, /^[A-Za-z0-9_-]{22}$/);
    seen.add(token);
  }
  assert.equal(seen.size, 5);
});

test('personal pages are no-store, refusals too', async () => {
  const departure = await newDeparture();
  const browser = stack.browser();
  const page = await hold(browser, departure);
  for (const answer of [page, await browser.get('/'), await browser.get('/account'), await browser.get('/bookings/ABCDEF'),
    await browser.post(`/holds/${page.data.hold}/passengers`, {}), await browser.get('/nowhere')]) {
    assert.match(answer.headers['cache-control'], /\bno-store\b/, answer.at);
  }
});

test('every answer has the security headers, those of nginx too', async () => {
  for (const answer of [await stack.browser().get('/'), await stack.browser().get('/nowhere'), await post('/holds', 'a'.repeat(70000)),
    await ask(`${stack.url}/static/site.css`), await ask(`${stack.url}/static/none.css`), await ask(`${stack.flightsUrl}/v1/none`)]) {
    const { headers } = answer;
    assert.match(headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/);
    assert.doesNotMatch(headers['content-security-policy'], /unsafe/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'same-origin');
    assert.ok(headers['permissions-policy'] && headers['cross-origin-opener-policy'] && headers['cross-origin-resource-policy']);
    assert.doesNotMatch(headers.server ?? '', /\d/);
  }
});

test('pages that nginx makes carry a code too', async () => {
  assertRefused(await raw('GET', `/${'x'.repeat(20000)}`, {}), 414, 'bad-request');
  const { hostname, port } = new URL(stack.url);
  for (const request of [`GET / HTTP/1.1\r\nHost: ${hostname}:${port}\r\nX: ${'x'.repeat(70000)}\r\n\r\n`, 'NONSENSE\r\n\r\n',
    `POST /find HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`]) {
    assert.match(await speak(request), /^(HTTP\/1\.1 400[\s\S]*)?<[\s\S]*data-problem="bad-request"/, request.slice(0, 40));
  }
});

test('%0d%0a and other odd bytes in a path never reach a header', async () => {
  for (const path of ['/holds/a%0d%0aX-Evil:1', '/bookings/%0aSet-Cookie:a=b', '/%0d%0a', '/flights/%00/x', '/holds/%ff', '/holds/%e2%80%ae']) {
    const answer = await stack.browser().get(path);
    assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`);
    assert.equal(answer.headers['x-evil'], undefined);
  }
});

test("the client's address is what nginx saw: headers that claim another change no limit", async () => {
  const departures = await Promise.all([1, 2, 3, 4].map((n) => newDeparture({ days: 30 + n })));
  const browser = stack.browser();
  for (const departure of departures.slice(0, 3)) await hold(browser, departure);
  const headers = { 'X-Forwarded-For': '192.0.2.7', 'X-Real-IP': '192.0.2.7', Forwarded: 'for=192.0.2.7', 'Client-IP': '192.0.2.7' };
  assertRefused(await browser.post('/holds', holdFields(departures[3]), headers), 429, 'too-many', { outcome: 'none' });
});

test('a 5xx page shows a request id that is in the log', async () => {
  stack.expectErrors('"code":"flight-service-down"');
  await stack.control('stop', 'flights');
  try {
    // A departure that nobody ever asked for is known to no cache.
    const answer = await stack.browser().get('/flights/QZ7/2031-05-05');
    assertRefused(answer, 503, 'flight-service-down');
    const [id] = /[0-9a-f]{32}/.exec(answer.main.text) ?? [];
    assert.ok(id, answer.text);
    assert.match(stack.log('booking'), new RegExp(`"request":"${id}"`));
  } finally {
    await stack.control('start', 'flights');
  }
});

test('an address of very many parts takes no more memory than its length', async () => {
  const workers = stack.children('booking');
  const peak = (pid) => Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
  // As long as nginx takes: 8,000 of them.
  const query = Array(8000).fill('x').join('&');
  await stack.browser().get('/');
  for (const pid of workers) writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = workers.map(peak);
  assertRefused(await stack.browser().get(`/?${query}`), 400, 'bad-request');
  assertRefused(await stack.browser().get(`/nowhere?${query}`), 404, 'not-found');
  assertRefused(await post(`/find?${query}`, nobody()), 400, 'bad-request');
  workers.forEach((pid, i) => assert.ok(peak(pid) - before[i] < 20000, `${peak(pid) - before[i]} kB more`));
});

test('text of any script comes back as text, and markup as text', async () => {
  for (const typed of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' OR 1=1 --", 'Ørsted Þór 東京 🛩 שלום', '{{TITLE}}', '&lt;b&gt;']) {
    const answer = await stack.browser().get('/flights', { origin: typed, destination: 'LIS', date: '2030-01-01' });
    assertRefused(answer, 422, 'invalid');
    const input = answer.all.find(({ tag, attributes }) => tag === 'input' && attributes.name === 'origin');
    assert.equal(input.attributes.value, typed);
    assert.ok(!answer.all.some(({ tag, attributes }) => (tag === 'script' && !attributes.src) || 'onerror' in attributes), typed);
  }
});

test('readyz says to anybody that the tables are others, and to the log alone which', async () => {
  const rename = (from, to) => stack.sql(`UPDATE schema_migration SET name = '${to}' WHERE name = '${from}'`);
  const [[name]] = await stack.sql('SELECT name FROM schema_migration WHERE number = 1');
  await rename(name, '001_another.sql');
  try {
    for (const [program, path] of [['booking', '/readyz'], ['admin', '/admin/readyz']]) {
      const answer = await ask(stack.url + path);
      assert.equal(answer.status, 503);
      const [, id] = /^not ready: the tables are not those of this version \(unavailable\); the log has more under ([0-9a-f]{32})\n$/.exec(answer.body) ?? assert.fail(answer.body);
      assert.ok(stack.log(program).split('\n').some((line) => line.includes(id) && line.includes('001_another.sql')));
    }
  } finally {
    await rename('001_another.sql', name);
  }
  await stack.ready();
});

test('healthz, readyz and metrics answer on both servers', async () => {
  for (const url of [stack.url, stack.flightsUrl]) {
    assert.equal((await ask(`${url}/healthz`)).status, 200);
    assert.equal((await ask(`${url}/readyz`)).status, 200);
    const metrics = await ask(`${url}/metrics`);
    assert.equal(metrics.status, 200);
    assert.match(metrics.headers['content-type'], /^text\/plain/);
    for (const line of metrics.body.trim().split('\n')) assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{([a-z_]+="[^"]*",?)*\})? -?[0-9.e+-]+)$/);
  }
});

test('an error that leads nowhere, or is not tied to its field, is found on any page', () => {
  const page = (link, error, field, fields = 'date.1') => errorProblems(parsePage(`<main data-problem="invalid" data-problem-fields="${fields}"><div class="error-summary"><ul><li><a href="${link}">Enter the date</a></li></ul></div>
    <form>${error}${field}<input type="hidden" id="kept" name="kept"></form></main>`));
  const error = '<p class="error" id="date-error">Enter the date</p>';
  const field = '<input id="date" name="date" aria-invalid="true" aria-describedby="date-error">';
  assert.deepEqual(page('#date', error, field), []);
  for (const [spoiled, says] of [
    [['#day', error, field], /leads to #day, which is not there/],
    [['#kept', error, field], /leads to <input id="kept" .*takes no focus/],
    [['#date', error, field.replace('name=', 'disabled name=')], /takes no focus/],
    [['#date-error', error, field], /takes no focus/],
    [['#date', '', field], /aria-describedby names "date-error", which is not there/],
    [['#date', '', field], /is invalid, and nothing tells why/],
    [['#date', error, '<input id="date" name="date" aria-invalid="true">'], /nothing is described by the error "Enter the date"/],
    [['#date', error, field.replace(' aria-invalid="true"', '')], /has an error and is not invalid/],
    [['#date', '', '<input id="date" name="date">'], /date\.1 is complained about/],
    [['#date-2', '', '<input id="date-2" name="date">', 'date.2'], /date\.2 is complained about/],
  ]) {
    const found = page(...spoiled);
    assert.ok(found.some((line) => says.test(line)), `${says}: ${found}`);
  }
});
