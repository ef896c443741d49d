// The flight service is away, or hangs: what is known is still shown, with its age, and can be held for a while; nobody waits long.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { dayFromToday, newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, holdFields, seatsOf, someone } from '../support/journey.mjs';
import { seriesOfProcess } from '../support/series.mjs';
import { stack, until } from '../support/stack.mjs';

// Half a second to connect and two seconds in all are allowed to the service; the page comes on top.
const LONGEST_MS = 2500;
const DAYS = 90 + (seriesOfProcess() % 60);
const DATE = dayFromToday(DAYS);

let departure;
before(async () => {
  stack.expectErrors('"code":"flight-service-down"');
  departure = await newDeparture({ days: DAYS, origin: 'VIE', destination: 'OSL', aircraft: 'A320' });
});
after(() => stack.set({}, 'booking'));

const search = (browser) => browser.get('/flights', { origin: 'VIE', destination: 'OSL', date: DATE });
const lookAtAll = async (browser) => {
  assert.equal((await search(browser)).status, 200);
  assert.equal((await browser.get(`/flights/${departure.name}`)).status, 200);
  assert.equal((await browser.get('/')).status, 200);
};
const inTime = (answer) => {
  assert.ok(answer.ms < LONGEST_MS, `${answer.at} took ${Math.round(answer.ms)} ms`);
  return answer;
};
const away = async () => stack.control('stop', 'flights');
const back = async () => {
  await stack.control('start', 'flights');
  await stack.ready(stack.flightsUrl);
  await until('booking asks the service again', async () => {
    const page = await search(stack.browser());
    return page.status === 200 && page.each('departure').length > 0 && !/not answering/.test(page.text);
  });
};
afterEach(back);

const saysItsAge = (page) => {
  const note = page.all.find(({ attributes }) => attributes.role === 'status');
  assert.ok(note, `${page.at} says that it is old: ${page.text.slice(0, 300)}`);
  const [, hour, minute] = /\b(\d\d):(\d\d) Vienna time\b/.exec(note.text) ?? assert.fail(`of when it is, by the clock of the place: ${note.text}`);
  const [nowHour, nowMinute] = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Vienna' }).format(new Date()).split(':');
  const age = ((nowHour - hour) * 60 + (nowMinute - minute) + 1440) % 1440;
  assert.ok(age < 10, `${hour}:${minute} in Vienna was just now`);
};

test('stopped: search, departure and home answer from the cache with its age; seats can be held and booked', async () => {
  const browser = stack.browser();
  await lookAtAll(browser);
  await away();
  await until('the answers are of the cache', async () => /not answering/.test(inTime(await search(browser)).text));
  const found = inTime(await search(browser));
  assert.equal(found.status, 200);
  assert.deepEqual(found.each('departure').map((item) => item.departure), [departure.name]);
  saysItsAge(found);
  const shown = inTime(await browser.get(`/flights/${departure.name}`));
  assert.equal(shown.status, 200);
  saysItsAge(shown);
  assert.equal(inTime(await browser.get('/')).status, 200);
  assert.equal(inTime(await browser.get(`/flights/${departure.name}/seats`)).status, 200);
  const booking = await book(browser, departure, { seat: seatsOf(departure, '1A') });
  assert.equal(booking.data.state, 'confirmed');
  assert.equal(inTime(await browser.get(`/bookings/${booking.data.locator}`)).status, 200);
});

test('stopped: a restart of the booking site does not forget what was known', async () => {
  const browser = stack.browser();
  await lookAtAll(browser);
  await away();
  await stack.control('restart', 'booking');
  await stack.ready();
  await until('the answers are of the cache', async () => /not answering/.test(inTime(await search(browser)).text));
  const found = inTime(await search(browser));
  assert.deepEqual(found.each('departure').map((item) => item.departure), [departure.name]);
  saysItsAge(found);
  assert.equal(inTime(await browser.post('/holds', holdFields(departure, { seat: seatsOf(departure, '1C') }))).status, 303);
});

test('stopped: what nobody asked for before is 503 with a plain page', async () => {
  await lookAtAll(stack.browser());
  await away();
  for (const answer of [await stack.browser().get('/flights/QZ8/2031-06-06'), await stack.browser().get('/flights', { origin: 'VIE', destination: 'AKL', date: DATE }),
    await stack.browser().post('/holds', holdFields({ name: 'QZ8/2031-06-06' }))]) {
    assertRefused(inTime(answer), 503, 'flight-service-down', { outcome: 'none' });
  }
});

test('stopped: a calendar that was looked at is shown with its age; a day without flights waits for no others', async () => {
  const browser = stack.browser();
  const month = () => browser.get('/flights', { origin: 'VIE', destination: 'OSL', date: DATE, view: 'month' });
  const priced = (page) => page.all.filter(({ tag, attributes }) => tag === 'a' && /date=/.test(attributes.href)).some(({ text }) => /lowest|120/.test(text));
  const empty = () => browser.get('/flights', { origin: 'OSL', destination: 'VIE', date: DATE });
  assert.ok(priced(await month()));
  assert.equal((await empty()).status, 200);
  await away();
  const old = await until('the calendar is of the cache', async () => {
    const page = inTime(await month());
    return /not answering/.test(page.text) && page;
  });
  saysItsAge(old);
  assert.ok(priced(old), old.text.slice(0, 300));
  assert.equal(inTime(await empty()).status, 200);
});

test('stopped for longer than a departure may be known: a hold is 503, pages still answer', async (t) => {
  t.after(() => stack.set({}, 'booking'));
  await stack.set({ AISLE_FLIGHT_SERVICE_KNOWN_SECONDS: '2' }, 'booking');
  const browser = stack.browser();
  await lookAtAll(browser);
  const page = await hold(browser, departure, { seat: seatsOf(departure, '2A') });
  await away();
  const refused = await until('a hold is refused', async () => {
    const answer = inTime(await stack.browser().post('/holds', holdFields(departure)));
    if (answer.status === 303) return false;
    return answer;
  });
  assertRefused(refused, 503, 'flight-service-down', { outcome: 'none' });
  const found = inTime(await search(browser));
  assert.equal(found.status, 200);
  saysItsAge(found);
  const review = await browser.follow(await fillIn(browser, page, [someone()]));
  assert.equal((await browser.follow(await browser.submit(review, 'booking'))).data.state, 'confirmed', 'what is held can be booked all the same');
});

test('hanging: nobody waits longer than two and a half seconds', async () => {
  const browser = stack.browser();
  await lookAtAll(browser);
  const processes = [stack.pid('flights'), ...stack.children('flights')];
  for (const pid of processes) process.kill(pid, 'SIGSTOP');
  try {
    await until('answers are of the cache', async () => /not answering/.test(inTime(await search(browser)).text));
    const answers = await Promise.all([search(browser), browser.get(`/flights/${departure.name}`), browser.get('/'), browser.post('/holds', holdFields(departure)),
      stack.browser().get('/flights/QZ9/2031-07-07'), stack.browser().get('/flights/QZ9/2031-07-08')]);
    for (const answer of answers) inTime(answer);
    assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 303, 503, 503]);
  } finally {
    for (const pid of processes) process.kill(pid, 'SIGCONT');
  }
});
