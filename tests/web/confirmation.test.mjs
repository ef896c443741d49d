// The last look before booking, and what a booked customer is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atAirport, newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, seatsOf, seatStates, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

const squeeze = (text) => text.replace(/\s+/g, ' ').trim();
const linkOf = (page, text) => {
  const found = page.links.filter((link) => link.text === text);
  assert.equal(found.length, 1, `one link "${text}" among ${page.links.map((link) => link.text).join(', ')}`);
  return found[0].href;
};
const byClass = (page, name) => page.all.filter(({ attributes }) => (attributes.class ?? '').split(' ').includes(name));

async function reviewed(departures, { people = [someone()], contact, ...wishes } = {}) {
  const browser = stack.browser();
  const held = await hold(browser, departures, { adults: people.length, ...wishes });
  return { browser, held, people, review: await browser.follow(await fillIn(browser, held, people, contact)) };
}

test('the button that books says what is paid, and that it is later', async () => {
  const { review } = await reviewed(await newDeparture(), { people: [someone(), someone()] });
  const [button] = review.all.filter(({ tag, text }) => tag === 'button' && /book/i.test(text));
  assert.equal(squeeze(button.text), 'Book now, pay EUR 240.00 later');
});

test('each answer has a link that leads to its field, and from there back to the check', async () => {
  const people = [someone(), someone('1990-02-03')];
  const { browser, review, held } = await reviewed(await newDeparture(), { people, contact: { email: 'x@example.org', phone: '+49 69 123' } });
  const named = people.map(({ given_name, surname }) => `Change ${given_name} ${surname}`);
  for (const [text, id] of [[named[0], 'given_name-1'], [named[1], 'given_name-2'], ['Change e-mail', 'email'], ['Change phone', 'phone']]) {
    const [path, fragment] = linkOf(review, text).split('#');
    assert.equal(path, `/holds/${held.data.hold}`);
    assert.equal(fragment, id);
    const form = await browser.get(path);
    const [field] = form.all.filter(({ attributes }) => attributes.id === id);
    assert.equal(field?.tag, 'input', `#${id} is a field`);
    assert.ok(field.attributes.value, 'that shows what was answered');
  }
  const form = await browser.get(`/holds/${held.data.hold}`);
  const again = await browser.follow(await browser.submit(form, 'passengers', { phone: '+1 555' }));
  assert.equal(again.data.page, 'review');
  assert.match(again.text, /\+1 555/);
});

test('"change seats" leads to the same departures and fare, with the held seats checked', async () => {
  const fares = [{ basis: 'YCHEAP', amount_minor: 5000 }, { basis: 'YDEAR', amount_minor: 20000 }].map((one) => ({ cabin: 'Y', taxes: [], currency: 'EUR', refundable: true, change_fee_minor: 0, cancel_fee_minor: 0, ...one }));
  const departures = [await newDeparture({ fares }), await newDeparture({ days: 35, fares })];
  const { browser, review } = await reviewed(departures, { people: [someone(), someone()], fare: ['YDEAR', 'YCHEAP'], seat: departures.flatMap((one) => seatsOf(one, '3A', '3B')) });
  assert.equal(review.data.totalMinor, '50000');
  const offer = await browser.get(linkOf(review, 'Change seats'));
  assert.equal(offer.data.page, 'offer');
  assert.equal(offer.data.departures, departures.map(({ name }) => name).join(' '));
  assert.equal(offer.data.totalMinor, '50000');
  assert.equal(seatStates(offer)['3A'], 'yours');
});

test('"change flights" searches the same days for the same party', async () => {
  const departures = [await newDeparture(), await newDeparture({ days: 35, origin: 'LIS', destination: 'FRA' })];
  const there = await reviewed(departures[0]);
  const list = await there.browser.get(linkOf(there.review, 'Change flights'));
  assert.equal(list.data.page, 'flights');
  assert.ok(list.each('departure').some(({ departure }) => departure === departures[0].name));
  const both = await reviewed(departures, { people: [someone(), someone()] });
  const lists = await both.browser.get(linkOf(both.review, 'Change flights'));
  for (const { name } of departures) {
    const [item] = lists.each('departure').filter(({ departure }) => departure === name);
    assert.equal(item?.priceMinor, '24000', `${name}, for two`);
  }
  const odd = await reviewed([departures[0], await newDeparture({ days: 36 })]);
  assert.equal(linkOf(odd.review, 'Change flights'), '/', 'no search asks for such a journey');
});

test('the locator is read out letter by letter', async () => {
  const page = await book(stack.browser(), await newDeparture());
  const [shown] = byClass(page, 'locator');
  const [seen, heard] = shown.inside;
  assert.deepEqual([seen.text, seen.attributes['aria-hidden']], [page.data.locator, 'true']);
  assert.deepEqual([heard.text, heard.attributes['aria-hidden']], [[...page.data.locator].join(', '), undefined]);
});

test('the itinerary has local times for people and programs, the day of arrival, and how long it takes', async () => {
  const departure = await newDeparture({ at: new Date(`${new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10)}T21:00:00Z`), hours: 4 });
  const page = await book(stack.browser(), departure);
  const times = page.all.filter(({ tag, attributes }) => tag === 'time' && attributes.class === 'clock').map(({ attributes, text }) => [attributes.datetime, text]);
  assert.deepEqual(times, [departure.departs_at, departure.arrives_at].map((at) => [at, at.slice(11, 16)]));
  assert.notEqual(departure.departs_at.slice(0, 10), departure.arrives_at.slice(0, 10));
  assert.match(page.text, /\+1 day/);
  assert.match(page.text, /4 h 00 min/);
});

const nextOf = (page) => byClass(page, 'next')[0];

test('what happens next: mail to whom, what is paid, when to be at the airport', async () => {
  const departures = [await newDeparture(), await newDeparture({ days: 40, origin: 'LIS', destination: 'FRA' })];
  const page = await book(stack.browser(), departures, { contact: { email: 'ada.next@example.org' } });
  const next = nextOf(page);
  const words = squeeze(next.text);
  for (const word of ['ada.next@example.org', 'You pay EUR 240.00 later', departures[0].flight_no, '(FRA)', '2 hours before']) assert.ok(words.includes(word), `${word} in ${words}`);
  const at = atAirport(new Date(Date.parse(departures[0].departs_at) - 7200_000), 'FRA');
  const [time] = next.inside.filter(({ tag }) => tag === 'time');
  assert.equal(time.attributes.datetime, at);
  assert.ok(time.text.startsWith(at.slice(11, 16)));
  assert.equal(linkOf(page, 'Add to calendar'), `/bookings/${page.data.locator}/calendar.ics`);
});

test('who only found the booking sees what happens next, but not where the mail went', async () => {
  const people = [someone()];
  const { data: { locator } } = await book(stack.browser(), await newDeparture(), { people, contact: { email: 'secret.next@example.org' } });
  const finder = stack.browser();
  const page = await finder.follow(await finder.post('/find', { locator, surname: people[0].surname }));
  assert.match(squeeze(nextOf(page).text), /went to the address that was given/);
  assert.ok(!page.body.includes('secret.next'));
});

test('nothing happens next on a cancelled booking, and its code is no code any more', async () => {
  const browser = stack.browser();
  const page = await book(browser, await newDeparture());
  assert.equal(byClass(page, 'scan').length, 1);
  const done = await browser.follow(await browser.submit(await browser.get(`/bookings/${page.data.locator}/cancel`), 'cancel'));
  assert.equal(nextOf(done), undefined);
  assert.equal(byClass(done, 'scan').length, 0);
});

test('how long before departure to be there is the operator’s to say, or to leave out', async () => {
  const browser = stack.browser();
  const departure = await newDeparture();
  const { data: { locator } } = await book(browser, departure);
  try {
    await stack.set({ AISLE_AIRPORT_MINUTES: '45' }, 'booking');
    const next = nextOf(await browser.get(`/bookings/${locator}`));
    assert.match(squeeze(next.text), /45 minutes before/);
    assert.equal(next.inside.find(({ tag }) => tag === 'time').attributes.datetime, atAirport(new Date(Date.parse(departure.departs_at) - 2700_000), 'FRA'));
    await stack.set({ AISLE_AIRPORT_MINUTES: '0' }, 'booking');
    assert.doesNotMatch(squeeze(nextOf(await browser.get(`/bookings/${locator}`)).text), /before it departs|Airport/);
  } finally {
    await stack.set({}, 'booking');
  }
});
