// The days around a search and what is shown of one: strip, calendar, next days, filter.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { dayFromToday, fare, newDeparture } from '../support/flights.mjs';
import { hold } from '../support/journey.mjs';
import { seriesOfProcess } from '../support/series.mjs';
import { stack } from '../support/stack.mjs';

// Another route and month each time, so that a stack that lives on does not show what an earlier run has made.
const [ORIGIN, DESTINATION] = [['BER', 'LHR'], ['BER', 'JFK'], ['MUC', 'LHR'], ['MUC', 'JFK']][seriesOfProcess() % 4];
const now = new Date();
const day = (months, date) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3 + (seriesOfProcess() % 5) + months, date)).toISOString().slice(0, 10);
const at = (date, time) => new Date(`${date}T${time}:00Z`);
const month = (date) => date.slice(0, 7);

// In one month three flights on the 10th, one on the 12th, 20th and 25th; one in the next month; nothing in the month before. And back on the 14th and 22nd.
const TENTH = day(0, 10);
const departures = {};
before(async () => {
  const make = (name, date, time, amount_minor, more = {}) => newDeparture({ origin: ORIGIN, destination: DESTINATION, at: at(date, time), fares: [fare({ amount_minor })], ...more })
    .then((departure) => { departures[name] = departure; });
  const back = (name, date) => make(name, date, '12:00', 9000, { origin: DESTINATION, destination: ORIGIN });
  await Promise.all([make('early', TENTH, '05:00', 20000), make('noon', TENTH, '13:00', 15000), make('late', TENTH, '19:30', 30001),
    make('twelfth', day(0, 12), '10:00', 12000), make('dear', day(0, 20), '10:00', 99950), make('last', day(0, 25), '10:00', 12000), make('next', day(1, 3), '10:00', 50000),
    back('back', day(0, 14)), back('back later', day(0, 22))]);
});

const search = (query) => stack.browser().get('/flights', { origin: ORIGIN, destination: DESTINATION, date: TENTH, ...query });
const names = (page, leg = '1') => page.each('departure').filter((item) => item.leg === leg).map(({ departure }) => departure);
const named = (...which) => which.map((name) => departures[name].name);
const queryOf = ({ href }) => new URL(href, 'http://site').searchParams;
// The link to a day, out of strip or calendar.
const linkTo = (page, date) => page.links.find((link) => queryOf(link).get('date') === date && !queryOf(link).has('view') && /\d/.test(link.text));
const words = (page, selector) => page.all.filter(selector).map(({ text }) => text.replace(/\s+/g, ' ').trim());

test('the title names route and date', async () => {
  const title = (page) => page.all.find(({ tag }) => tag === 'title').text;
  const written = new Intl.DateTimeFormat('en-GB', { day: 'numeric', timeZone: 'UTC' }).format(at(TENTH, '12:00'));
  assert.match(title(await search()), new RegExp(` to .*, ${written} \\w{3} ${TENTH.slice(0, 4)} – `));
  assert.match(title(await search({ return: day(0, 14) })), /, back 14 \w{3} /);
});

test('the strip says in words which day is the cheapest', async () => {
  const page = await search();
  assert.match(linkTo(page, day(0, 12)).text, /140\.00.*lowest/);
  assert.doesNotMatch(linkTo(page, TENTH).text, /lowest/);
  assert.match(linkTo(page, TENTH).text, /170\.00/);
});

test('no day of the strip that has passed is a link', async () => {
  const today = dayFromToday(1);
  const page = await search({ date: today });
  const days = page.all.filter(({ tag, attributes }) => tag === 'time' && attributes.class === 'day').map(({ attributes }) => attributes.datetime);
  assert.equal(days.length, 7);
  for (const date of days.filter((one) => one < dayFromToday(-1))) assert.equal(linkTo(page, date), undefined, date);
  assert.ok(linkTo(page, today));
});

test('the calendar of the month: each day with the lowest price of all travellers, the cheapest in words, links to the day', async () => {
  const page = await search({ adults: 2, infants: 1, view: 'month' });
  assert.equal(page.status, 200);
  assert.equal(page.data.page, 'flights');
  assert.deepEqual(page.each('departure'), []);
  // Two at the fare and 20.00 of taxes, and a tenth of the fare; rounded up.
  const price = (amount) => Math.ceil((2 * (amount + 2000) + Math.floor(amount / 10)) / 100).toLocaleString('en');
  assert.match(linkTo(page, TENTH).text, new RegExp(`10 .*\\b${price(15000)}\\b`));
  assert.match(linkTo(page, day(0, 20)).text, new RegExp(`\\b${price(99950)}\\b`));
  for (const [date, isLowest] of [[day(0, 12), true], [day(0, 25), true], [TENTH, false], [day(0, 20), false]]) assert.equal(/lowest/.test(linkTo(page, date).text), isLowest, date);
  assert.equal(linkTo(page, day(0, 11)), undefined, 'a day without flights is no link');
  const cells = page.all.filter(({ tag }) => tag === 'td').filter(({ text }) => /\d/.test(text));
  assert.equal(cells.length, new Date(Date.UTC(Number(TENTH.slice(0, 4)), Number(TENTH.slice(5, 7)), 0)).getUTCDate(), 'all days of the month are there');
  const list = await stack.browser().get(linkTo(page, day(0, 12)).href);
  assert.deepEqual(names(list), named('twelfth'));
  assert.match(list.links.find(({ text }) => /Whole month/.test(text)).href, /view=month/);
});

test('the calendar turns to the months that are sold, and no further', async () => {
  const turn = (page, rel) => page.all.find(({ tag, attributes }) => tag === 'a' && attributes.rel === rel)?.attributes.href;
  const page = await search({ view: 'month' });
  const next = await stack.browser().get(turn(page, 'next'));
  assert.match(linkTo(next, day(1, 3)).text, /520/);
  assert.equal(turn(next, 'next'), undefined, 'nothing departs later');
  const first = await stack.browser().get(turn(next, 'prev'));
  assert.match(linkTo(first, day(0, 12)).text, /140/);
  const current = await search({ view: 'month', month: now.toISOString().slice(0, 7), date: dayFromToday(2) });
  assert.equal(turn(current, 'prev'), undefined, 'what is past is not sold');
  for (const odd of ['2020-01', 'soon', '2026-13', '9999-99', '']) assert.equal((await search({ view: 'month', month: odd })).status, 200, odd);
  assert.match((await search({ view: 'month', month: month(day(12, 1)) })).text, /Nothing is on sale in this month/);
});

test('there and back: a calendar for each way; a day after the way back takes that along', async () => {
  const page = await search({ return: day(0, 14), view: 'month', inbound: departures.back.name });
  assert.equal(page.all.filter(({ tag }) => tag === 'table').length, 2);
  const later = queryOf(linkTo(page, day(0, 20)));
  assert.equal(later.get('return'), day(0, 24), 'ten to fourteen are four days');
  assert.equal(later.get('inbound'), null, 'what was chosen of the other day is no more');
  const backLink = page.links.find((link) => queryOf(link).get('return') === day(0, 22));
  assert.deepEqual(names(await stack.browser().get(backLink.href), '2'), named('back later'));
  assert.equal(page.links.find((link) => (queryOf(link).get('return') ?? TENTH) < TENTH), undefined, 'none back before the way there');
});

test('nothing on a day: the next days with seats are links', async () => {
  const next = (page) => page.links.filter(({ text }) => /^(Earlier|Later) /.test(text)).map((link) => queryOf(link).get('date'));
  assert.deepEqual(next(await search({ date: day(0, 11) })), [TENTH, day(0, 12)]);
  assert.deepEqual(next(await search({ date: day(0, 18) })), [day(0, 12), day(0, 20)], 'further away than the strip reaches');
  assert.deepEqual(next(await search({ date: day(1, 20) })), [day(1, 3)], 'only before');
  const far = await search({ date: day(4, 1) });
  assert.match(far.text, /none near it/);
  assert.equal(queryOf(far.links.find(({ text }) => text === 'See the whole month')).get('view'), 'month');
  // Of a party that does not fit the days of small aircraft are none.
  const full = await newDeparture({ origin: ORIGIN, destination: DESTINATION, at: at(day(0, 17), '10:00') });
  await hold(stack.browser(), full, { adults: 9 });
  const page = await search({ date: day(0, 17), adults: 4 });
  assert.deepEqual(names(page), [full.name]);
  assert.match(page.text, /Nothing of this day can be booked for all of you/);
  assert.deepEqual(next(page), [day(0, 20)], 'of the days that were looked at');
});

test('filter by time of day, price and seats, by URL', async () => {
  assert.deepEqual(names(await search({ time: 'morning' })), named('early'));
  assert.deepEqual(names(await search({ time: 'afternoon' })), named('noon'));
  assert.deepEqual(names(await search({ time: 'evening' })), named('late'));
  assert.deepEqual(names(await search({ price_max: 220 })), named('early', 'noon'), '220.00 is not more than 220');
  assert.deepEqual(names(await search({ price_max: 219 })), named('noon'));
  assert.deepEqual(names(await search({ price_max: 320, sort: 'price' })), named('noon', 'early'), '320.01 is');
  assert.match((await search({ price_max: 220 })).text, /2 of 3 flights/);
  await hold(stack.browser(), departures.noon, { adults: 9 });
  assert.deepEqual(names(await search({ adults: 4 })).length, 3);
  assert.deepEqual(names(await search({ adults: 4, seats: 'free' })), named('early', 'late'));
  for (const odd of [{ time: 'never' }, { price_max: '-5' }, { price_max: 'x' }, { price_max: '99999999999999999999' }, { seats: 'é' }, { view: 'é' }]) {
    const page = await search(odd);
    assert.deepEqual([page.status, names(page).length], [200, 3], JSON.stringify(odd));
  }
});

test('the filter is a form that keeps the search, and each way has its own time', async () => {
  const browser = stack.browser();
  const page = await search({ return: day(0, 14), adults: 2, sort: 'price', outbound: departures.early.name });
  const filtered = await browser.submit(page, 'filter', { return_time: 'morning' });
  assert.equal(filtered.status, 200);
  assert.deepEqual([names(filtered, '1').length, names(filtered, '2').length], [3, DESTINATION === 'JFK' ? 1 : 0], 'noon of UTC is morning in New York alone');
  const asked = new URL(filtered.at, 'http://site').searchParams;
  assert.deepEqual(['origin', 'destination', 'date', 'return', 'adults', 'sort', 'outbound'].map((name) => asked.get(name)),
    [ORIGIN, DESTINATION, TENTH, day(0, 14), '2', 'price', departures.early.name]);
  const narrow = await browser.submit(await search({}), 'filter', { time: 'morning', seats: 'free' });
  assert.deepEqual(names(narrow), named('early'));
  assert.deepEqual(narrow.forms.find(({ name }) => name === 'filter').fields.filter(([name]) => ['time', 'seats'].includes(name)), [['time', 'morning'], ['seats', 'free']]);
  const all = await browser.get(narrow.links.find(({ text }) => /^Show all/.test(text)).href);
  assert.equal(names(all).length, 3);
  const none = await search({ time: 'morning', price_max: 1 });
  assert.deepEqual(names(none), []);
  assert.match(none.text, /Your filter hides all flights/);
  assert.equal(names(await browser.get(none.links.find(({ text }) => /^Show all flights/.test(text)).href)).length, 3);
});

test('few seats left are counted aloud; times, dates and days are marked as such', async () => {
  const page = await search({ date: day(0, 20) });
  const times = page.all.filter(({ tag }) => tag === 'time').map(({ attributes }) => attributes.datetime);
  assert.ok(times.includes(day(0, 20)) && times.some((one) => /T\d\d:\d\d:\d\d[+-]/.test(one)), times.join(' '));
  assert.deepEqual(words(page, ({ tag }) => tag === 'h2').slice(0, 1).map((text) => /1 flight$/.test(text)), [true], 'the heading says how many were found');
  const held = await newDeparture({ origin: ORIGIN, destination: DESTINATION, at: at(day(0, 28), '10:00') });
  await hold(stack.browser(), held, { adults: 9 });
  assert.match((await search({ date: day(0, 28) })).each('departure')[0].text, /3 seats left/);
});
