// Nothing that was typed of passengers is lost: all mistakes at once, a hold that ends meanwhile, seats that are gone then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { expire } from '../support/expire.mjs';
import { atAirport, newDeparture } from '../support/flights.mjs';
import { fillIn, hold, peopleFields, seatsOf, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

const NAMES = ['given_name', 'surname', 'born_day', 'born_month', 'born_year', 'email', 'phone'];
// What the form NAME would send of passengers: {surname: [...], …}.
const typedIn = (page, form) => {
  const { fields } = page.forms.find(({ name }) => name === form);
  return Object.fromEntries(NAMES.map((wanted) => [wanted, fields.filter(([name]) => name === wanted).map(([, value]) => value)]));
};
const asTyped = (fields) => Object.fromEntries(NAMES.map((name) => [name, [fields[name]].flat().map(String)]));
const titleOf = (page) => /<title>([^<]*)<\/title>/.exec(page.body)[1];
const human = (date) => `${new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(date))} ${new Date(date).getUTCDate()} ${new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(new Date(date)).slice(0, 3)} ${date.slice(0, 4)}`;
const complaints = (page) => page.all.find(({ attributes }) => attributes.role === 'alert').inside.filter(({ tag }) => tag === 'a').map(({ text, attributes }) => [attributes.href.slice(1), text]);

async function open(departures, party) {
  const browser = stack.browser();
  return { browser, page: await hold(browser, departures, party) };
}

test('mistakes of the form, of ages and of the same person twice are told at once, in the order of the page, with day and age', async () => {
  const [there, back] = [await newDeparture({ days: 30 }), await newDeparture({ days: 40, origin: 'LIS', destination: 'FRA' })];
  const given = await open([there, back], { adults: 2, children: 1, infants: 1 });
  const year = Number(there.date.slice(0, 4));
  const people = [someone(`${year - 11}-01-01`), someone(), someone(`${year - 12}-01-01`), someone(`${year - 3}-01-01`)];
  const fields = { ...peopleFields(people), email: 'nobody' };
  fields.surname = [people[0].surname, '', people[2].surname, people[3].surname];
  const answer = await given.browser.submit(given.page, 'passengers', fields);
  assertRefused(answer, 422, 'invalid', { problemFields: 'born_year.1 surname.2 born_year.3 born_year.4 email.1' });
  assert.deepEqual(complaints(answer), [
    ['born_year-1', `An adult is 12 or older on the day of the first flight, ${human(there.date)}: passenger 1 is 11 then`],
    ['surname-2', 'Enter the surname of passenger 2'],
    ['born_year-3', `A child is 2 to 11 on the day of the first flight, ${human(there.date)}: passenger 3 is 12 then`],
    ['born_year-4', `An infant on a lap is under 2 on the day of the last flight, ${human(back.date)}: passenger 4 is ${Number(back.date.slice(0, 4)) - year + 3} then`],
    ['email', 'Enter an e-mail address in the right form, like name@example.com'],
  ]);
  assert.deepEqual(typedIn(answer, 'passengers'), asTyped(fields), 'all that was typed stays');
});

test('the same person twice is told beside other mistakes, and on a single flight nobody speaks of the first one', async () => {
  const departure = await newDeparture();
  const given = await open(departure, { adults: 2, children: 1 });
  const twice = someone();
  const answer = await fillIn(given.browser, given.page, [twice, twice, someone('1990-01-01')], { email: '' });
  assertRefused(answer, 422, 'invalid', { problemFields: 'surname.2 born_year.3 email.1' });
  const age = Number(departure.date.slice(0, 4)) - 1990;
  assert.deepEqual(complaints(answer).map(([, text]) => text).slice(0, 2), [
    'Passenger 2 has the name and date of birth of passenger 1',
    `A child is 2 to 11 on the day of the flight, ${human(departure.date)}: passenger 3 is ${age} then`,
  ]);
  const alone = await fillIn(given.browser, given.page, [twice, twice, someone('1990-01-01')]);
  assertRefused(alone, 422, 'invalid', { problemFields: 'surname.2 born_year.3' });
  assert.deepEqual(complaints(alone).map(([, text]) => text), complaints(answer).map(([, text]) => text).slice(0, 2), 'each with its own words');
});

test('a page with an error says so in its title, and the error stands with its input', async () => {
  const { browser, page } = await open(await newDeparture());
  assert.match(titleOf(page), /^Who is travelling\?/);
  const answer = await browser.submit(page, 'passengers', { ...peopleFields([someone()]), born_day: 31, born_month: 2 });
  assert.match(titleOf(answer), /^Error: Who is travelling\?/);
  const input = answer.all.find(({ attributes }) => attributes.id === 'born_day-1').attributes;
  assert.equal(input['aria-invalid'], 'true');
  const described = input['aria-describedby'].split(' ').map((id) => answer.all.find(({ attributes }) => attributes.id === id).text);
  assert.match(described.join(' '), /must be a real date.*12 or older on the day of the flight/);
});

test('browsers can fill in what they know, each passenger apart from the others', async () => {
  const { page } = await open(await newDeparture(), { adults: 2 });
  const tokens = page.all.filter(({ tag, attributes }) => tag === 'input' && attributes.autocomplete).map(({ attributes }) => attributes.autocomplete);
  const person = ['given-name', 'family-name', 'bday-day', 'bday-month', 'bday-year'];
  assert.deepEqual(tokens, [...person, ...person.map((token) => `section-passenger-2 ${token}`), 'email', 'tel']);
});

// A day on which the clocks of FRA are not as they are today: summer time where it is winter, and the other way round.
const otherTimeOfYear = () => {
  const offset = (days) => atAirport(new Date(Date.now() + days * 86_400_000), 'FRA').slice(-6);
  let days = 30;
  while (offset(days) === offset(0)) days++;
  return days + 2;
};

test('the end of a hold is told by the clock of a place as it is at that instant, with the time left', async () => {
  const { page } = await open(await newDeparture({ days: otherTimeOfYear() }));
  const left = page.all.find(({ attributes }) => 'data-seconds-left' in attributes);
  assert.ok(Number(left.attributes['data-seconds-left']) <= 1200 && Number(left.attributes['data-seconds-left']) > 1100);
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' }).format(new Date(page.data.expiresAt));
  assert.match(page.text, new RegExp(`Your seats are kept until ${clock} Frankfurt time: 1[89] minutes left\\.`));
});

test('what was typed when the time was over is on the page, goes along with the same seats, and is there then', async () => {
  const departure = await newDeparture();
  const seats = seatsOf(departure, '2A', '2B');
  const given = await open(departure, { adults: 2, seat: seats });
  const fields = peopleFields([someone(), someone('1975-02-03', { given_name: '', surname: 'Suharto' })], { phone: '+49 69 1234' });
  await expire(given.page.data.hold);
  const late = await given.browser.submit(given.page, 'passengers', fields);
  assertRefused(late, 410, 'hold-expired', { state: 'expired', page: 'hold' });
  assert.deepEqual(typedIn(late, 'hold'), asTyped(fields));
  const placed = await given.browser.submit(late, 'hold');
  const again = await given.browser.follow(placed);
  assert.deepEqual([again.data.state, again.data.seats], ['open', seats.join(' ')]);
  assert.deepEqual(typedIn(again, 'passengers'), asTyped(fields));
  assert.equal((await given.browser.get(`/holds/${again.data.hold}/review`)).data.page, 'review', 'nothing is left to be typed');

  const changed = await fillIn(given.browser, again, [someone(), someone()]);
  assert.equal(changed.status, 303);
  const copy = await given.browser.submit(late, 'hold');
  assert.equal(copy.headers.location, placed.headers.location);
  const now = await given.browser.get(placed.headers.location);
  assert.notDeepEqual(typedIn(now, 'passengers'), asTyped(fields), 'a copy of the click does not bring the old names back');
});

test('of a hold that ended before anything was typed nobody says that it is kept', async () => {
  const given = await open(await newDeparture());
  await expire(given.page.data.hold);
  const ended = await given.browser.get(`/holds/${given.page.data.hold}`);
  assert.match(ended.text, /You can hold the same again, if they still are\./);
  assert.doesNotMatch(ended.text, /you typed/i);
  const late = await given.browser.submit(given.page, 'passengers', peopleFields([someone()]));
  assert.match(late.text, /What you typed is kept/);
});

test('what was wrong and too late is kept as well: the seats are held again, and the page says what is wrong', async () => {
  const departure = await newDeparture();
  const given = await open(departure, { adults: 1, seat: seatsOf(departure, '3A') });
  const fields = { ...peopleFields([someone()]), born_month: 13, email: 'half@' };
  await expire(given.page.data.hold);
  const late = await given.browser.submit(given.page, 'passengers', fields);
  assertRefused(late, 422, 'invalid', { state: 'expired', problemFields: 'born_month.1 email.1' });
  assert.deepEqual(typedIn(late, 'hold'), asTyped(fields));
  const held = await given.browser.submit(late, 'hold');
  assertRefused(held, 422, 'invalid', { state: 'open', page: 'hold', problemFields: 'born_month.1 email.1', seats: seatsOf(departure, '3A')[0] });
  assert.deepEqual(typedIn(held, 'passengers'), asTyped(fields));
  const copy = await given.browser.follow(await given.browser.submit(late, 'hold'));
  assert.deepEqual([copy.data.hold, copy.data.version], [held.data.hold, '1'], 'and they are held once');
  const done = await given.browser.submit(held, 'passengers', { born_month: 12, email: 'whole@example.org' });
  assert.equal(done.status, 303);
});

test('keeping the seats longer sends what was typed along: whole it is written down, half it is shown again', async () => {
  const { browser, page } = await open(await newDeparture());
  const button = page.all.find(({ tag, attributes }) => tag === 'button' && attributes.name === 'keep').attributes;
  assert.equal(page.all.find(({ tag, attributes }) => tag === 'form' && attributes.id === button.form).attributes['data-form'], 'passengers', 'the button sends the names');
  const keep = (fields) => browser.submit(page, 'passengers', { ...fields, keep: button.value });
  const half = { ...peopleFields([someone()]), born_year: '', email: '' };
  const first = await keep(half);
  assertRefused(first, 422, 'invalid', { state: 'open', version: '2', problemFields: 'born_year.1 email.1' });
  assert.deepEqual(typedIn(first, 'passengers'), asTyped(half));
  const whole = peopleFields([someone()]);
  const again = await browser.follow(await keep(whole));
  assert.deepEqual([again.data.state, again.data.version], ['open', '4'], 'kept longer, and filled in');
  assert.deepEqual(typedIn(again, 'passengers'), asTyped(whole));
  assert.equal((await browser.follow(await browser.submit(again, 'extend'))).data.version, '5', 'with nothing typed it is the same as ever');
  await expire(page.data.hold);
  const late = await browser.post(`/holds/${page.data.hold}/extend`, half);
  assertRefused(late, 410, 'hold-expired', { state: 'expired' });
  assert.deepEqual(typedIn(late, 'hold'), asTyped(half));
});

test('what could not be written down is not lost either: the seats are kept longer, and the page has what was typed', async () => {
  stack.expectErrors('"http.problem".*the hold is changed, and then: ');
  const { browser, page } = await open(await newDeparture());
  const fields = peopleFields([someone()]);
  const keep = () => browser.submit(page, 'passengers', { ...fields, keep: 'longer' });
  await stack.sql(`DELIMITER //\nCREATE TRIGGER passenger_refused BEFORE INSERT ON passenger FOR EACH ROW BEGIN IF NEW.surname = '${fields.surname[0]}' THEN SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205; END IF; END //`);
  let refused, placed;
  try {
    refused = await keep();
    await expire(page.data.hold);
    placed = await browser.submit(await browser.submit(page, 'passengers', fields), 'hold');
  } finally {
    await stack.sql('DROP TRIGGER passenger_refused');
  }
  for (const answer of [refused, placed]) {
    assertRefused(answer, 503, 'unavailable', { page: 'hold', state: 'open', outcome: 'unknown' });
    assert.deepEqual(typedIn(answer, 'passengers'), asTyped(fields));
    assert.ok(answer.text.includes(answer.headers['x-request-id']), 'the number that is in the log');
    assert.ok(stack.log('booking').includes(answer.headers['x-request-id']));
  }
  assert.equal(refused.data.version, '2', 'kept longer all the same');
  assert.equal((await browser.submit(placed, 'passengers')).status, 303);
  assert.equal((await browser.get(`/holds/${placed.data.hold}/review`)).data.page, 'review');
});

test('where the same seats are gone the names come along to the choice of others', async () => {
  const departure = await newDeparture();
  const given = await open(departure, { adults: 2, seat: seatsOf(departure, '2A', '2B') });
  const fields = peopleFields([someone(), someone()]);
  await expire(given.page.data.hold);
  const late = await given.browser.submit(given.page, 'passengers', fields);
  assertRefused(late, 410, 'hold-expired');
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '2B') });
  const taken = await given.browser.submit(late, 'hold');
  assertRefused(taken, 409, 'seat-taken', { page: 'offer' });
  assert.deepEqual(typedIn(taken, 'hold'), asTyped(fields));
  const again = await given.browser.follow(await given.browser.submit(taken, 'hold', { seat: seatsOf(departure, '2A', '4C') }));
  assert.deepEqual(typedIn(again, 'passengers'), asTyped(fields));
});

test('who chooses other seats after the time need not type the names again', async () => {
  const departure = await newDeparture();
  const given = await open(departure);
  const fields = peopleFields([someone()]);
  await given.browser.follow(await given.browser.submit(given.page, 'passengers', fields));
  await expire(given.page.data.hold);
  const ended = await given.browser.get(`/holds/${given.page.data.hold}`);
  const link = ended.links.find(({ text }) => text === 'Choose other seats').href;
  let offer;
  for (let i = 0; i < 3; i++) offer = await given.browser.get(link);
  const other = await given.browser.get(offer.links.find(({ text }) => text === 'Suggest a seat').href.replace(/#.*/, ''));
  const again = await given.browser.follow(await given.browser.submit(other, 'hold'));
  assert.notEqual(again.data.hold, given.page.data.hold);
  assert.deepEqual(typedIn(again, 'passengers'), asTyped(fields));
});

test('seats that were given back can be held again with what was typed since', async () => {
  const departure = await newDeparture();
  const given = await open(departure);
  const fields = peopleFields([someone()]);
  await given.browser.submit(given.page, 'release');
  const late = await given.browser.submit(given.page, 'passengers', fields);
  assertRefused(late, 409, 'hold-ended', { state: 'released' });
  const again = await given.browser.follow(await given.browser.submit(late, 'hold'));
  assert.deepEqual(typedIn(again, 'passengers'), asTyped(fields));
});
