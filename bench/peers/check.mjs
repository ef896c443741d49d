// Are the sales of a site right? The same questions to Aisle and to each peer; a wrong answer ends with status 1.
// usage: check.mjs PORT [COUNTS [ARGUMENT...]]    HOLD_SECONDS (5) is what the site was started with; COUNTS is a command that prints
// {"holds","bookings","seats_sold","double"} out of the site's tables, as the script `counts` of a peer does.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import http from 'node:http';

const [PORT, ...COUNTS] = process.argv.slice(2);
const HOLD_SECONDS = Number(process.env.HOLD_SECONDS ?? 5);
const BUYERS = 20;
const ROUTE = { origin: 'FRA', destination: 'VIE' };

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const token = () => randomBytes(16).toString('base64url');
const encode = (fields) => new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]))).toString();

// The data-… of the page's <main>, by name.
function mainOf(html) {
  const [, tag] = /<main\b([^>]*)>/.exec(html) ?? [null, ''];
  return Object.fromEntries([...tag.matchAll(/\sdata-([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

class Browser {
  constructor() {
    this.cookie = `aisle=${token()}`;
  }

  send(method, path, fields) {
    const body = fields && encode(fields);
    const headers = { Cookie: this.cookie, ...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', 'Content-Length': Buffer.byteLength(body) }) };
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: PORT, method, path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => { text += part; });
        response.on('end', () => resolve({ status: response.statusCode, location: response.headers.location, text, main: mainOf(text), what: `${method} ${path}` }));
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  get(path) {
    return this.send('GET', path);
  }

  hold(departure, seat, changes = {}) {
    return this.send('POST', '/holds', { departure, ...(seat && { seat: `${departure}/${seat}` }), adults: 1, children: 0, infants: 0, key: token(), ...changes });
  }

  // From a hold to the form that books it.
  async fill(held, changes = {}) {
    const answer = await this.send('POST', `${held.location}/passengers`, passenger(changes));
    expect(answer, 303);
    const review = expect(await this.get(answer.location), 200).main;
    return { hold: held.location.split('/').at(-1), version: review.version, total_minor: review['total-minor'], payment: 'later' };
  }

  async buy(departure, seat, changes) {
    const held = expect(await this.hold(departure, seat), 303);
    return expect(await this.send('POST', '/bookings', await this.fill(held, changes)), 303);
  }
}

let people = 0;
const letters = (number) => [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
const somebody = `${process.pid}${Date.now() % 1000000}`;
function passenger(changes = {}) {
  people++;
  return { given_name: `Given${letters(people)}`, surname: `Sur${letters(`${somebody}${people}`)}`, born_day: 15, born_month: 6, born_year: 1980, email: 'one@example.org', phone: '', ...changes };
}

function expect(answer, status, problem) {
  assert.equal(`${answer.status} ${answer.main.problem ?? ''}`.trim(), `${status} ${problem ?? ''}`.trim(), `${answer.what}: ${answer.text.slice(0, 300)}`);
  return answer;
}

const countOf = (answers, status) => answers.filter((answer) => answer.status === status).length;
const counts = () => (COUNTS.length ? JSON.parse(execFileSync(COUNTS[0], COUNTS.slice(1), { encoding: 'utf8' })) : null);

async function seatMap(departure, browser = new Browser()) {
  const page = expect(await browser.get(`/offer?departure=${departure}&adults=1`), 200);
  const seats = [...page.text.matchAll(/data-seat="([0-9]+[A-Z])" data-state="([a-z]+)"/g)].map(([, seat, state]) => ({ seat, state }));
  assert.ok(seats.length >= 100, `a seat map of ${seats.length} seats`);
  return { seats, free: seats.filter(({ state }) => state === 'free').map(({ seat }) => seat), taken: seats.filter(({ state }) => state !== 'free').map(({ seat }) => seat) };
}

async function findDeparture() {
  for (let days = 8; days < 15; days++) {
    const date = new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
    const page = expect(await new Browser().get(`/flights?origin=${ROUTE.origin}&destination=${ROUTE.destination}&date=${date}&adults=1`), 200);
    for (const [, departure, free] of page.text.matchAll(/<li[^>]*data-departure="([^"]+)"[^>]*data-seats-free="(\d+)"/g)) {
      if (Number(free) >= 2 * BUYERS + 10) return departure;
    }
  }
  return assert.fail('no departure with enough free seats');
}

const departure = await findDeparture();
let { free } = await seatMap(departure);
const before = { counts: counts(), taken: (await seatMap(departure)).taken.length };
let sold = 0;
const take = () => free.shift();

const checks = {
  async 'two buyers of one seat: exactly one gets it'() {
    const seat = take();
    const buyers = [new Browser(), new Browser()];
    const answers = await Promise.all(buyers.map((buyer) => buyer.hold(departure, seat)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
    const winner = answers.findIndex(({ status }) => status === 303);
    expect(answers[1 - winner], 409, 'seat-taken');
    assert.equal(answers[1 - winner].main['problem-seats'], `${departure}/${seat}`);
    const form = await buyers[winner].fill(answers[winner]);
    const booked = expect(await buyers[winner].send('POST', '/bookings', form), 303);
    sold++;
    const page = expect(await buyers[winner].get(booked.location), 200);
    assert.equal(page.main.state, 'confirmed');
    assert.equal(page.main.seats, `${departure}/${seat}`);
    expect(await buyers[1 - winner].get(booked.location), 404, 'not-found');
  },

  async 'the same form twice, one after the other and at once: one hold, one booking'() {
    const browser = new Browser();
    const key = token();
    const seat = take();
    const [first, again] = await Promise.all([browser.hold(departure, seat, { key }), browser.hold(departure, seat, { key })]);
    expect(first, 303);
    assert.equal(expect(again, 303).location, first.location);
    assert.equal(expect(await browser.hold(departure, seat, { key }), 303).location, first.location);
    expect(await browser.hold(departure, take(), { key }), 422, 'key-reused');
    const form = await browser.fill(first);
    const booked = await Promise.all([1, 2, 3].map(() => browser.send('POST', '/bookings', form)));
    booked.push(await browser.send('POST', '/bookings', form));
    for (const answer of booked) assert.equal(expect(answer, 303).location, booked[0].location);
    sold++;
  },

  async 'what is wrong is refused: no key, no name, another total, another version, somebody else\'s hold, the same person twice'() {
    const browser = new Browser();
    expect(await browser.send('POST', '/holds', { departure, adults: 1 }), 400, 'bad-request');
    expect(await browser.hold('ZZ999/2031-01-01'), 404, 'not-found');
    const held = expect(await browser.hold(departure, take()), 303);
    expect(await browser.send('POST', `${held.location}/passengers`, passenger({ surname: ' ', born_year: 'then' })), 422, 'invalid');
    expect(await new Browser().send('POST', `${held.location}/passengers`, passenger()), 404, 'not-found');
    const person = { given_name: 'Twice', surname: `Person${letters(somebody)}` };
    const form = await browser.fill(held, person);
    expect(await browser.send('POST', '/bookings', { ...form, version: Number(form.version) - 1 }), 409, 'changed-meanwhile');
    expect(await browser.send('POST', '/bookings', { ...form, total_minor: Number(form.total_minor) - 1 }), 409, 'price-changed');
    expect(await new Browser().send('POST', '/bookings', form), 404, 'not-found');
    expect(await browser.send('POST', '/bookings', form), 303);
    const other = new Browser();
    const second = expect(await other.hold(departure, take()), 303);
    expect(await other.send('POST', '/bookings', await other.fill(second, person)), 409, 'duplicate-passenger');
    sold++;
  },

  async 'a hold whose time is over is not booked, and its seat is sold to the next'() {
    const slow = new Browser();
    const seat = take();
    const held = expect(await slow.hold(departure, seat), 303);
    const form = await slow.fill(held);
    await sleep(HOLD_SECONDS * 1000 + 300);
    assert.equal((await slow.get(held.location)).main.state, 'expired', `HOLD_SECONDS is ${HOLD_SECONDS}: is that what the site was started with?`);
    expect(await slow.send('POST', '/bookings', form), 410, 'hold-expired');
    const booked = await new Browser().buy(departure, seat);
    sold++;
    assert.match(booked.location, /^\/bookings\/[A-Z0-9]{6}$/);
    const late = await slow.send('POST', '/bookings', form);
    assert.equal(late.status, 410);
  },

  async [`${BUYERS} buyers of one seat at once: one gets it, all others are told that it is taken`]() {
    const seat = take();
    const buyers = Array.from({ length: BUYERS }, () => new Browser());
    const answers = await Promise.all(buyers.map((buyer) => buyer.hold(departure, seat)));
    assert.equal(countOf(answers, 303), 1, answers.map(({ status }) => status).join(' '));
    for (const answer of answers) if (answer.status !== 303) expect(answer, 409, 'seat-taken');
    const winner = answers.findIndex(({ status }) => status === 303);
    expect(await buyers[winner].send('POST', '/bookings', await buyers[winner].fill(answers[winner])), 303);
    sold++;
  },

  async [`${BUYERS} buyers of any seat at once: each gets another one`]() {
    const buyers = Array.from({ length: BUYERS }, () => new Browser());
    const answers = await Promise.all(buyers.map((buyer) => buyer.buy(departure)));
    const seats = await Promise.all(answers.map(async ({ location }, i) => (await buyers[i].get(location)).main.seats));
    assert.equal(new Set(seats).size, BUYERS, seats.join(' '));
    sold += BUYERS;
  },

  async 'the seat map and the tables say what the answers said'() {
    await sleep(HOLD_SECONDS * 1000 + 300);
    const { taken } = await seatMap(departure);
    assert.equal(taken.length - before.taken, sold, 'taken seats of the seat map');
    const now = counts();
    if (!now) return;
    assert.equal(now.bookings - before.counts.bookings, sold, 'bookings');
    assert.equal(now.seats_sold - before.counts.seats_sold, sold, 'seats sold');
    assert.equal(now.double, 0, 'seats sold twice');
  },
};

for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok    ${name}`);
  } catch (error) {
    console.log(`FAIL  ${name}\n      ${error.message.split('\n').join('\n      ')}`);
    process.exitCode = 1;
  }
  free = (await seatMap(departure)).free;
}
