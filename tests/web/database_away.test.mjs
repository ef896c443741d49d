// The database is away for longer than a request waits for it, and many more come than a program has threads: each is told that nothing was done, nobody is left to nginx' patience, and who asks whether the program is alive is answered.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { fillIn, hold, holdFields, someone } from '../support/journey.mjs';
import { staffIn } from '../support/staff.mjs';
import { stack, until } from '../support/stack.mjs';

// So many that some would still stand in the queue after nginx' 15 s, if each of a program's threads (16 at most) waited 4 s for the database with each of them.
const VISITORS = 120;

let departure, place, review, customer, agent;
before(async () => {
  stack.expectErrors('"code":"(unavailable|flight-service-down)"');
  departure = await newDeparture({ aircraft: 'A321' });
  customer = stack.browser();
  const held = await hold(customer, departure);
  place = held.at;
  review = await customer.follow(await fillIn(customer, held, [someone()]));
  agent = (await staffIn('agent')).browser;
  await stack.control('stop', 'database');
});
const back = async () => {
  await stack.control('start', 'database');
  await stack.ready();
  await stack.ready(stack.flightsUrl);
};
after(back);

// From an address of its own, as somebody who is known there or not.
function visitor(url = stack.url, known = { cookies: [] }) {
  const browser = stack.browser();
  browser.origin = url;
  browser.cookies = new Map(known.cookies);
  return browser;
}

// What all visitors are answered who come at the same time, twice each; `alive` is asked until they have it all.
async function crowd(alive, come, ask) {
  let left = VISITORS;
  const everybody = Promise.all(Array.from({ length: VISITORS }, async (_, n) => {
    const browser = come();
    const answers = [await ask(browser, 2 * n), await ask(browser, 2 * n + 1)];
    left--;
    return answers;
  }));
  everybody.catch(() => { left = 0; });
  await until('all of them are answered', async () => {
    assert.equal((await visitor(alive.origin).get(alive.path)).status, 200, 'alive');
    return left === 0;
  }, 90);
  return (await everybody).flat();
}

test('a page of a customer: 503 to everybody', async () => {
  const answers = await crowd({ origin: stack.url, path: '/healthz' }, () => visitor(stack.url, customer), (browser) => browser.get(place));
  for (const answer of answers) assertRefused(answer, 503, 'unavailable', { outcome: 'none' });
});

test('a change: 503 to everybody, and it is true that nothing was done', async () => {
  const fields = Array.from({ length: 2 * VISITORS }, () => holdFields(departure));
  const answers = await crowd({ origin: stack.url, path: '/healthz' }, visitor, (browser, n) => browser.post('/holds', fields[n]));
  for (const answer of answers) {
    assertRefused(answer, 503, answer.data.problem === 'flight-service-down' ? 'flight-service-down' : 'unavailable', { outcome: 'none' });
  }
  await back();
  try {
    const done = new Set((await stack.sql('SELECT form_key FROM click')).map(([key]) => key));
    assert.deepEqual(fields.filter(({ key }) => done.has(key)), []);
    assert.equal((await customer.get(place)).status, 200, 'and the first page is there again');
  } finally {
    await stack.control('stop', 'database');
  }
});

test('a page of staff: 503 to everybody', async () => {
  const answers = await crowd({ origin: stack.url, path: '/admin/healthz' }, () => visitor(stack.url, agent), (browser) => browser.get('/admin/'));
  for (const answer of answers) assertRefused(answer, 503, 'unavailable', { outcome: 'none' });
});

test('the flight service: 503 to everybody', async () => {
  const answers = await crowd({ origin: stack.flightsUrl, path: '/healthz' }, () => visitor(stack.flightsUrl), (browser) => browser.get(`/v1/departures/${departure.name}`));
  for (const { status, body } of answers) {
    const { code, outcome } = status === 503 ? JSON.parse(body) : {};
    assert.deepEqual([status, code, outcome], [503, 'unavailable', 'none'], body);
  }
});

test('nobody is told anything of a form that was sent before: it may have had its effect', async () => {
  const once = /This time nothing was done\. Please try again (shortly|in some seconds)\. Sending the same form again is safe: it counts only once\./;
  const [clicks, others, looks] = await Promise.all([
    [customer.submit(review, 'booking'), customer.post('/holds', holdFields(departure)), agent.post('/admin/bookings/K7QX3M/notes', { words: 'a test', key: newKey() })],
    [customer.post(`${place}/release`, {}), agent.post('/admin/account/sessions/end', {})],
    [customer.get(place), agent.get('/admin/')],
  ].map((asked) => Promise.all(asked)));
  for (const answer of [...clicks, ...others, ...looks]) {
    assertRefused(answer, 503, 'unavailable', { outcome: 'none' });
    assert.doesNotMatch(answer.text, /Nothing was done/, answer.at);
  }
  for (const answer of clicks) assert.match(answer.text, once, answer.at);
  for (const answer of others) {
    assert.match(answer.text, /This time nothing was done/, answer.at);
    assert.doesNotMatch(answer.text, once, answer.at);
  }
  for (const answer of looks) assert.doesNotMatch(answer.text, /nothing was done/i, answer.at);
});

test('when the database is back, all is there again, and the form that was sent before counts', async () => {
  await back();
  assert.equal((await visitor(stack.url, customer).get(place)).status, 200);
  assert.equal((await customer.submit(review, 'booking')).status, 303);
  assert.equal((await visitor(stack.url, agent).get('/admin/')).status, 200);
  assert.equal((await visitor(stack.flightsUrl).get(`/v1/departures/${departure.name}`)).status, 200);
});
