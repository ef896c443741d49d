// What a search asks for that nobody sells: days too far ahead, which nobody is asked about, and routes without flights, of which nothing is kept on disk.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ask, assertRefused } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { seriesOfProcess } from '../support/series.mjs';
import { stack, until } from '../support/stack.mjs';

// By the clocks of Iceland, which are UTC.
const LAST = 40 + (seriesOfProcess() % 60);
let today;
const day = (days) => new Date(today + days * 86400000).toISOString().slice(0, 10);
const at = (date) => new Date(`${date}T12:00:00Z`);

let last, back, later;
before(async () => {
  // What is the last day is another one when this day is over.
  await until('it is not nearly midnight', () => Date.now() % 86400000 < 86400000 - 120000, 150);
  today = Date.now();
  await stack.set({ AISLE_SEARCH_DAYS_AHEAD: String(LAST) }, 'booking');
  last = await newDeparture({ origin: 'KEF', destination: 'VIE', at: at(day(LAST)) });
  back = await newDeparture({ origin: 'VIE', destination: 'KEF', at: at(day(LAST)), hours: 4 });
  later = await newDeparture({ origin: 'KEF', destination: 'VIE', at: at(day(LAST + 1)) });
});
after(() => stack.set({}, 'booking'));

const search = (query) => stack.browser().get('/flights', { origin: 'KEF', destination: 'VIE', date: day(LAST), ...query });
const names = (page) => page.each('departure').map(({ departure }) => departure);
const queryOf = ({ href }) => new URL(href, 'http://site').searchParams;
const linkTo = (page, date) => page.links.find((link) => queryOf(link).get('date') === date && !queryOf(link).has('view'));
// How often the flight service was asked what departs.
const asked = async () => [...(await ask(`${stack.flightsUrl}/metrics`)).body.matchAll(/^aisle_http_requests_total\{.*route="\/v1\/departures",status="\dxx"\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);

test('the last day that can be searched for is found, and the strip ends there', async () => {
  const page = await search();
  assert.deepEqual(names(page), [last.name]);
  assert.equal(linkTo(page, day(LAST + 1)), undefined);
  assert.ok(linkTo(page, day(LAST - 1)));
  const before = await search({ date: day(LAST - 3), return: day(LAST - 1) });
  assert.equal(queryOf(linkTo(before, day(LAST))).get('return'), day(LAST), 'the way back is not moved further than that');
  assert.deepEqual(names(await search({ return: day(LAST) })), [last.name, back.name]);
  const { value, attributes } = page.all.filter(({ tag, attributes: { name } }) => tag === 'input' && name === 'date').map((one) => ({ ...one, value: one.attributes.value }))[0];
  assert.equal(value, day(LAST));
  assert.ok(attributes.max >= day(LAST) && attributes.max <= day(LAST + 1), attributes.max);
});

test('a later day is 422, the field named and shown as it was typed; its flights are found by their address', async () => {
  const questions = await asked();
  for (const [query, fields] of [
    [{ date: day(LAST + 1) }, 'date.1'], [{ date: '2151-01-01' }, 'date.1'], [{ date: '2199-12-31', return: '2199-12-31' }, 'date.1 return.1'], [{ return: day(LAST + 1) }, 'return.1'],
    [{ date: '2151-01-01', view: 'month', month: '2151-01' }, 'date.1'],
  ]) {
    const page = await search(query);
    assertRefused(page, 422, 'invalid', { problemFields: fields });
    assert.equal(page.data.page, 'flights');
    const inputs = page.forms.find((form) => form.name === 'search').inputs;
    for (const name of ['date', 'return'].filter((one) => query[one])) assert.equal(inputs.find((one) => one.name === name).value, query[name]);
    assert.match(page.text, /too far ahead; choose \w+ \d+ \w+ \d{4} or an earlier one/);
  }
  assert.equal(await asked(), questions, 'the flight service was not asked');
  assert.equal((await stack.browser().get(`/flights/${later.name}`)).status, 200);
});

test('the calendar ends with the last day, whatever month is asked for', async () => {
  for (const month of [undefined, '2151-01', '9999-99', day(LAST + 40).slice(0, 7)]) {
    const page = await search({ view: 'month', month });
    assert.equal(page.status, 200, month);
    const cells = page.all.filter(({ tag }) => tag === 'td').filter(({ text }) => /\d/.test(text));
    assert.ok(cells.length >= 28);
    assert.ok(linkTo(page, day(LAST)), `${month}: ${page.text.slice(0, 300)}`);
    assert.equal(page.links.find((link) => (queryOf(link).get('date') ?? '') > day(LAST)), undefined);
    assert.equal(page.all.find(({ tag, attributes }) => tag === 'a' && attributes.rel === 'next'), undefined, 'there is no later month');
  }
});

test('a search that finds nothing leaves no file; one that finds something does', async () => {
  const folder = join(stack.folder, 'cache');
  const kept = (route) => readdirSync(folder).filter((name) => name.endsWith('.answer')).map((name) => readFileSync(join(folder, name), 'utf8').split('\n', 1)[0]).filter((head) => head.includes(` list/${route}/`));
  assert.equal((await search()).status, 200);
  assert.ok(kept('KEF/VIE').length > 0, 'what is known is there when the service is away');
  for (const days of [10, 20, 30]) assert.deepEqual(names(await search({ origin: 'JFK', destination: 'AKL', date: day(days), return: day(days + 2) })), []);
  assert.deepEqual([kept('JFK/AKL'), kept('AKL/JFK')], [[], []]);
});
