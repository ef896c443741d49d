// Places: what is understood, what is asked back, and what is suggested while one types.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { dayFromToday, newDeparture } from '../support/flights.mjs';
import { stack, until } from '../support/stack.mjs';

const DATE = dayFromToday(50);

// So that FRA, LIS, OSL and LHR are served, whatever else is. The flight service says so when it has looked again.
before(async () => {
  await Promise.all([newDeparture({ days: 60 }), newDeparture({ days: 60, origin: 'OSL', destination: 'LHR' })]);
  await until('the places are served', async () => {
    const { all } = await stack.browser().get('/');
    const served = all.filter(({ tag }) => tag === 'option').map(({ attributes }) => attributes.value);
    return ['FRA', 'LIS', 'OSL', 'LHR'].every((code) => served.some((value) => value.endsWith(`(${code})`)));
  }, 90);
});

const search = (query) => stack.browser().get('/flights', { origin: 'FRA', destination: 'LIS', date: DATE, adults: 2, infants: 1, ...query });
const choices = (page) => page.links.filter(({ href }) => /^\/flights\?/.test(href) && page.data.problem);
const queryOf = ({ href }) => Object.fromEntries(new URL(href, 'http://site').searchParams);

test('a slip of the pen is 422, and what may be meant is a link that keeps all else', async () => {
  for (const [typed, code] of [['Frankfrut', 'FRA'], ['frankfort', 'FRA'], ['Lisbonn', 'LIS'], ['Olso', 'OSL'], ['Frankfurt Airprt', 'FRA']]) {
    const page = await search({ origin: typed, destination: 'JFK' });
    assertRefused(page, 422, 'invalid', { problemFields: 'origin.1' });
    const [first] = choices(page);
    assert.ok(first, `${typed}: ${page.text.slice(0, 300)}`);
    assert.deepEqual(queryOf(first), { origin: code, destination: 'JFK', date: DATE, adults: '2', infants: '1' }, typed);
    const chosen = await stack.browser().get(first.href);
    assert.equal(chosen.status, 200, typed);
  }
});

test('what else is wrong stays as it was typed, too', async () => {
  const page = await search({ origin: 'Frankfrut', destination: 'Lisbun', date: 'tomorrow & more' });
  assertRefused(page, 422, 'invalid', { problemFields: 'origin.1 destination.1 date.1' });
  const [origin] = choices(page).filter((link) => queryOf(link).origin === 'FRA');
  assert.deepEqual(queryOf(origin), { origin: 'FRA', destination: 'Lisbun', date: 'tomorrow & more', adults: '2', infants: '1' });
  const [destination] = choices(page).filter((link) => queryOf(link).destination === 'LIS');
  assert.equal(queryOf(destination).origin, 'Frankfrut');
});

test('nothing is proposed for what resembles no place', async () => {
  for (const typed of ['Nowhereville', 'QQQ', 'xx', '東京市', 'A'.repeat(80)]) {
    const page = await search({ origin: typed });
    assertRefused(page, 422, 'invalid', { problemFields: 'origin.1' });
    assert.deepEqual(choices(page), [], typed);
  }
});

test('choices of an ambiguous place keep what was typed, each in its own field', async () => {
  const page = await search({ origin: 'London', destination: 'Frankfrut', children: 3, sort: 'price' });
  assertRefused(page, 422, 'invalid', { problemFields: 'destination.1' });
  assert.ok(choices(page).every((link) => queryOf(link).children === '3' && queryOf(link).sort === 'price'));
  assert.ok(choices(page).some((link) => queryOf(link).destination === 'FRA'));
});

test('a word of an airport’s name is enough', async () => {
  for (const [typed, city] of [['Heathrow', 'London'], ['Gardermoen', 'Oslo']]) {
    const page = await search({ origin: typed });
    assert.equal(page.status, 200, `${typed}: ${page.data.problemFields}`);
    assert.match(page.text, new RegExp(`${city} to Lisbon`), typed);
  }
  for (const typed of ['Airport', 'airp', 'nternational']) assertRefused(await search({ origin: typed }), 422, 'invalid', { problemFields: 'origin.1' });
});

const suggest = async (q) => {
  const answer = await stack.browser().get('/places', { q });
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /application\/json/);
  return JSON.parse(answer.body).places;
};

test('suggestions: cities, names, codes and words of names, each a value that the search understands', async () => {
  for (const typed of ['Fra', 'FRANKF', 'fra', 'frankfurt a']) {
    const [first] = await suggest(typed);
    assert.equal(first.value, 'Frankfurt (FRA)', typed);
    assert.match(first.about, /Frankfurt.*DE/);
  }
  assert.deepEqual((await suggest('heathr')).map(({ value }) => value), ['London (LHR)']);
  assert.equal((await suggest('lh'))[0], undefined, 'two letters are no code');
  assert.equal((await suggest('lhr'))[0].value, 'London (LHR)');
  const page = await search({ origin: (await suggest('lisb'))[0].value, destination: (await suggest('osl'))[0].value });
  assert.equal(page.status, 200);
  assert.match(page.text, /Lisbon to Oslo/);
});

test('suggestions: what is too short, too long, of no place or not served brings none', async () => {
  for (const typed of ['', 'f', 'zzzz', 'é', '東京', 'x'.repeat(200), 'Anaa']) assert.deepEqual(await suggest(typed), [], typed);
  assert.ok((await suggest('airport')).length <= 8);
  assert.equal((await stack.browser().get('/places')).status, 200);
  const answer = await stack.browser().get('/places', { q: 'fra' });
  assert.match(answer.headers['cache-control'], /public/);
  assert.equal(answer.headers['set-cookie'], undefined, 'what all may share sets no cookie');
});
