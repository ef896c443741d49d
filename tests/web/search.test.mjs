// The search: what can be asked, how it is said, and what is found.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { changeDeparture, dayFromToday, fare, newDeparture } from '../support/flights.mjs';
import { hold, seatsOf } from '../support/journey.mjs';
import { seriesOfProcess } from '../support/series.mjs';
import { stack, until } from '../support/stack.mjs';

// Other days each time, so that a stack that lives on does not show what an earlier run has made.
const DAYS = 20 + 7 * (seriesOfProcess() % 40);
const DATE = dayFromToday(DAYS);
const NEXT = dayFromToday(DAYS + 1);
const BACK = dayFromToday(DAYS + 5);
const at = (day, time) => new Date(`${day}T${time}:00Z`);

// OSL to KEF: an early dear one, a late cheap and slow one, one in between the next day; and back.
let early, late, next, back;
before(async () => {
  early = await newDeparture({ origin: 'OSL', destination: 'KEF', at: at(DATE, '06:30'), hours: 3, fares: [fare({ amount_minor: 30000 }), fare({ basis: 'YTOP', amount_minor: 50000 })] });
  late = await newDeparture({ origin: 'OSL', destination: 'KEF', at: at(DATE, '18:15'), hours: 4, fares: [fare({ amount_minor: 9000 })] });
  next = await newDeparture({ origin: 'OSL', destination: 'KEF', at: at(NEXT, '10:00'), fares: [fare({ amount_minor: 20000 })] });
  back = await newDeparture({ origin: 'KEF', destination: 'OSL', at: at(BACK, '10:00'), aircraft: 'A333',
    fares: [fare({ amount_minor: 15000 }), fare({ basis: 'JFLEX', cabin: 'J', amount_minor: 90000 })] });
});

const search = (query) => stack.browser().get('/flights', { origin: 'OSL', destination: 'KEF', date: DATE, ...query });
const names = (page, leg = '1') => page.each('departure').filter((item) => item.leg === leg).map(({ departure }) => departure);

test('the home page has a search form and a find form', async () => {
  const page = await stack.browser().get('/');
  assert.equal(page.data.page, 'home');
  assert.deepEqual(page.forms.map(({ name }) => name).sort(), ['find', 'search']);
  const searched = await stack.browser().submit(page, 'search', { origin: 'OSL', destination: 'KEF', date: DATE });
  assert.equal(searched.data.page, 'flights');
  assert.deepEqual(names(searched), [early.name, late.name]);
});

test('one way: each departure with its seats free, its price with taxes and a link to choose it', async () => {
  const page = await search();
  assert.equal(page.status, 200);
  assert.equal(page.data.page, 'flights');
  assert.equal(page.data.problem, undefined);
  const [first, second] = page.each('departure');
  assert.deepEqual([first.departure, first.leg, first.seatsFree, first.priceMinor, first.currency], [early.name, '1', '12', '32000', 'EUR']);
  assert.deepEqual([second.departure, second.leg, second.seatsFree, second.priceMinor, second.currency], [late.name, '1', '12', '11000', 'EUR']);
  const link = first.inside.find(({ tag }) => tag === 'a');
  const offer = await stack.browser().get(link.attributes.href);
  assert.equal(offer.data.page, 'offer');
  assert.equal(offer.data.totalMinor, '32000');
});

test('times are those of each airport', async () => {
  const [item] = (await search()).each('departure');
  const summer = new Date(`${DATE}T06:30:00Z`).toLocaleTimeString('en-GB', { timeZone: 'Europe/Oslo', hour: '2-digit', minute: '2-digit' });
  assert.match(item.text, new RegExp(summer));
  assert.match(item.text, /09:30/);
});

test('the price is that of the whole party: an infant pays a tenth of the fare and has no seat', async () => {
  const [, item] = (await search({ adults: 2, children: 1, infants: 1 })).each('departure');
  // Three at 90.00 + 20.00; an infant at 9.00, with or without the taxes of its own.
  assert.equal(Number(item.priceMinor), 3 * 11000 + 900);
});

test('held seats are not free for others, nor for oneself', async () => {
  const departure = await newDeparture({ origin: 'KEF', destination: 'FRA', at: at(DATE, '12:00') });
  const browser = stack.browser();
  await hold(browser, departure, { adults: 2, seat: seatsOf(departure, '1A', '1B') });
  for (const one of [browser, stack.browser()]) {
    const [item] = (await one.get('/flights', { origin: 'KEF', destination: 'FRA', date: DATE })).each('departure');
    assert.equal(item.seatsFree, '10');
  }
});

test('return: both legs are listed, each with its own departures', async () => {
  const page = await search({ return: BACK });
  assert.deepEqual(names(page, '1'), [early.name, late.name]);
  assert.deepEqual(names(page, '2'), [back.name]);
});

test('a return is chosen leg by leg and ends at one offer for both', async () => {
  const browser = stack.browser();
  let page = await browser.get('/flights', { origin: 'OSL', destination: 'KEF', date: DATE, return: BACK });
  const choose = async (name) => {
    const item = page.each('departure').find(({ departure }) => departure === name);
    const link = item.inside.find(({ tag, attributes }) => tag === 'a' && /button/.test(attributes.class ?? ''));
    assert.ok(link, `${name} can be chosen`);
    page = await browser.get(link.attributes.href);
  };
  await choose(early.name);
  await choose(back.name);
  assert.equal(page.data.page, 'offer');
  assert.equal(page.data.departures, `${early.name} ${back.name}`);
  assert.equal(page.data.totalMinor, String(32000 + 17000));
});

test('the cabin decides seats and price', async () => {
  const query = { origin: 'KEF', destination: 'OSL', date: BACK };
  const [economy] = (await search(query)).each('departure');
  const [business] = (await search({ ...query, cabin: 'J' })).each('departure');
  assert.deepEqual([economy.priceMinor, business.priceMinor], ['17000', '92000']);
  assert.deepEqual([economy.seatsFree, business.seatsFree], [String(28 * 8 - 2), String(6 * 6)]);
  assert.deepEqual(names(await search({ cabin: 'J' })), [], 'a C208 has no business cabin');
});

test('cities and airport names mean what their codes mean, in any case and with or without marks', async () => {
  for (const [origin, destination] of [['Oslo', 'Reykjavik'], ['OSLO', 'reykjavík'], ['osl', 'kef'], ['oslo airport, gardermoen', 'Keflavik International Airport'], [' Oslo (OSL) ', 'Reykjavik (KEF)']]) {
    const page = await search({ origin, destination });
    if (page.data.problem === 'ambiguous') continue;
    assert.equal(page.status, 200, `${origin} to ${destination}: ${page.data.problemFields}`);
    assert.deepEqual(names(page), [early.name, late.name], `${origin} to ${destination}`);
  }
});

test('an ambiguous place is 200 with choices that lead on', async () => {
  // Of several airports one alone that is served would be meant. The flight service looks once a minute which are (places.test.mjs waits for that), and its new processes look at once.
  await newDeparture({ days: 60, origin: 'LHR', destination: 'LGW' });
  await stack.control('reload');
  const page = await until('both are served', async () => {
    const found = await search({ origin: 'London', destination: 'KEF' });
    return found.data.problem === 'ambiguous' && found;
  }, 90);
  assertRefused(page, 200, 'ambiguous');
  const choice = page.links.find(({ text }) => /LHR/.test(text));
  assert.ok(page.links.filter(({ text }) => /LHR|LGW|STN|LTN/.test(text)).length >= 2, page.text);
  const chosen = await stack.browser().get(choice.href);
  assert.equal(chosen.status, 200);
  assert.equal(chosen.data.problem, undefined);
});

test('nothing found is 200 and no departure', async () => {
  const page = await search({ origin: 'OSL', destination: 'AKL' });
  assert.equal(page.status, 200);
  assert.equal(page.data.page, 'flights');
  assert.deepEqual(page.each('departure'), []);
});

test('what is wrong is 422, named field by field, with what was typed', async () => {
  const rows = [
    [{ origin: 'Nowhereville' }, 'origin.1'], [{ destination: 'QQQ' }, 'destination.1'], [{ origin: '' }, 'origin.1'], [{ date: '' }, 'date.1'],
    [{ date: '2030-02-29' }, 'date.1'], [{ date: '1.12.2030' }, 'date.1'], [{ date: dayFromToday(-2) }, 'date.1'], [{ date: '2030-1-1' }, 'date.1'], [{ date: '99999-01-01' }, 'date.1'],
    [{ return: dayFromToday(DAYS - 1) }, 'return.1'], [{ return: 'soon' }, 'return.1'], [{ adults: 0 }, 'adults.1'], [{ adults: 'two' }, 'adults.1'], [{ adults: -1 }, 'adults.1'],
    [{ adults: '2147483648' }, 'adults.1'], [{ adults: '9223372036854775808' }, 'adults.1'], [{ adults: '1e1' }, 'adults.1'], [{ adults: '0x1' }, 'adults.1'], [{ children: -1 }, 'children.1'],
    [{ infants: 2 }, 'infants.1'], [{ infants: -1 }, 'infants.1'],
  ];
  for (const [query, fields] of rows) {
    const page = await search(query);
    assertRefused(page, 422, 'invalid', { problemFields: fields });
    assert.equal(page.data.page, 'flights', JSON.stringify(query));
    const [name, typed] = Object.entries(query)[0];
    const input = page.forms.find((form) => form.name === 'search').inputs.find((one) => one.name === name);
    if (input) assert.equal(input.value, String(typed), `${name} is shown as it was typed`);
  }
  assertRefused(await search({ adults: 5, children: 5 }), 422, 'invalid');
  assertRefused(await search({ adults: 9, children: 1 }), 422, 'invalid');
  assertRefused(await search({ adults: 3, infants: 4 }), 422, 'invalid', { problemFields: 'infants.1' });
});

test('the largest parties are let through', async () => {
  for (const party of [{ adults: 9 }, { adults: 9, infants: 9 }, { adults: 1, children: 8, infants: 1 }]) assert.equal((await search(party)).status, 200, JSON.stringify(party));
  assert.equal((await search({ adults: 0, children: 1 })).status, 200, 'a child alone is 1 to 9 in all');
});

test('text of other scripts is asked for like any other', async () => {
  for (const query of [{ cabin: 'é' }, { cabin: '東' }, { origin: '東京' }, { destination: '🛩' }, { sort: 'é' }, { date: '２０３０-01-01' }, { outbound: 'é' }]) {
    assert.ok([200, 422].includes((await search(query)).status), JSON.stringify(query));
  }
});

test('sort: by departure, by price, by duration', async () => {
  assert.deepEqual(names(await search({ sort: 'departure' })), [early.name, late.name]);
  assert.deepEqual(names(await search({ sort: 'price' })), [late.name, early.name]);
  assert.deepEqual(names(await search({ sort: 'duration' })), [early.name, late.name]);
});

test('neighbouring days are links with their lowest price', async () => {
  const page = await search();
  const link = page.links.find(({ href }) => href.includes(`date=${NEXT}`));
  assert.ok(link, `a link to ${NEXT}: ${page.links.map(({ href }) => href).join(' ')}`);
  assert.match(link.text, /220/);
  assert.deepEqual(names(await stack.browser().get(link.href)), [next.name]);
});

test('a cancelled departure cannot be chosen', async () => {
  const gone = await newDeparture({ origin: 'KEF', destination: 'MUC', at: at(DATE, '08:00') });
  await changeDeparture(gone.name, { state: 'cancelled' });
  const page = await stack.browser().get('/flights', { origin: 'KEF', destination: 'MUC', date: DATE });
  assert.equal(page.status, 200);
  for (const item of page.each('departure')) assert.ok(!item.inside.some(({ tag, attributes }) => tag === 'a' && /^\/offer/.test(attributes.href)), item.text);
});
