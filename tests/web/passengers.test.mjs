// Who travels: every field's rule, ages at their limits, names of any kind, and the last look before booking.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { fillIn, hold, peopleFields, seatsOf, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

// A hold of a browser of its own, ready to be filled in.
async function open(departures, party = {}) {
  const browser = stack.browser();
  return { browser, page: await hold(browser, departures ?? (await newDeparture()), party) };
}
const yearsBefore = (date, years, days = 0) => {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCFullYear(at.getUTCFullYear() - years);
  return new Date(at.getTime() + days * 86400000).toISOString().slice(0, 10);
};
const isLetThrough = async ({ browser, page }, people, contact) => {
  const answer = await fillIn(browser, page, people, contact);
  assert.equal(`${answer.status} ${answer.headers.location}`, `303 /holds/${page.data.hold}/review`, `${answer.data.problemFields} ${answer.text.slice(0, 200)}`);
  return browser.follow(answer);
};

test('the hold page asks for each passenger in order, and once for the contact', async () => {
  const { page } = await open(undefined, { adults: 2, children: 1, infants: 1 });
  const names = page.forms.find(({ name }) => name === 'passengers').fields.map(([name]) => name);
  for (const name of ['given_name', 'surname', 'born_day', 'born_month', 'born_year']) assert.equal(names.filter((one) => one === name).length, 4, name);
  for (const name of ['email', 'phone']) assert.equal(names.filter((one) => one === name).length, 1, name);
});

test('what was filled in is on the review, and can be sent again', async () => {
  const given = await open(undefined, { adults: 2 });
  const people = [someone(), someone()];
  const review = await isLetThrough(given, people, { email: 'Two.Names+tag@Example.ORG', phone: '+44 20 7946 0000' });
  assert.equal(review.data.page, 'review');
  assert.deepEqual([review.data.totalMinor, review.data.currency], ['24000', 'EUR']);
  for (const { given_name, surname } of people) assert.match(review.text, new RegExp(`${given_name} ${surname}`));
  assert.match(review.text, /Two\.Names\+tag@Example\.ORG/i);
  assert.match(review.text, /\+44 20 7946 0000/);
  const version = Number(review.data.version);
  const other = [someone(), people[1]];
  const again = await isLetThrough(given, other);
  assert.match(again.text, new RegExp(other[0].surname));
  assert.doesNotMatch(again.text, new RegExp(people[0].surname));
  assert.equal(Number(again.data.version), version + 1);
  const shown = (await given.browser.get(`/holds/${given.page.data.hold}`)).forms.find(({ name }) => name === 'passengers').fields;
  assert.deepEqual(shown.filter(([name]) => name === 'surname').map(([, value]) => value), other.map(({ surname }) => surname));
});

test('without passengers the review leads back to the form', async () => {
  const { browser, page } = await open();
  const answer = await browser.get(`/holds/${page.data.hold}/review`);
  assert.equal(`${answer.status} ${answer.headers.location}`, `303 /holds/${page.data.hold}`);
});

test('each field that is wrong is named with its passenger, and what was typed stays', async () => {
  const given = await open(undefined, { adults: 2 });
  const base = peopleFields([someone(), someone()]);
  const second = (name, value) => ({ [name]: [base[name][0], value] });
  const rows = [
    [second('surname', ''), 'surname.2'], [second('surname', '   '), 'surname.2'], [second('surname', '-'), 'surname.2'], [second('surname', "'’"), 'surname.2'], [second('surname', 'x'.repeat(101)), 'surname.2'],
    [second('given_name', 'x'.repeat(101)), 'given_name.2'], [second('born_day', ''), 'born_day.2'], [second('born_day', '0'), 'born_day.2'], [second('born_day', '32'), 'born_day.2'],
    [second('born_day', '1e1'), 'born_day.2'], [second('born_day', '１'), 'born_day.2'], [second('born_month', '13'), 'born_month.2'], [second('born_month', 'May'), 'born_month.2'], [second('born_month', ''), 'born_month.2'],
    [second('born_year', ''), 'born_year.2'], [second('born_year', '80'), 'born_year.2'], [second('born_year', '1850'), 'born_year.2'], [second('born_year', '2999'), 'born_year.2'], [second('born_year', '99999999999'), 'born_year.2'],
    [{ born_day: [1, ''], born_month: [1, 13], born_year: [1980, 'x'] }, 'born_day.2 born_month.2 born_year.2'],
    [{ born_day: [1, 31], born_month: [1, 4] }, 'born_day.2'], [{ born_day: [1, 29], born_month: [1, 2], born_year: [1980, 1981] }, 'born_day.2'],
    [{ email: '' }, 'email.1'], [{ email: 'nobody' }, 'email.1'], [{ email: 'a@b@c.example' }, 'email.1'], [{ email: 'a b@example.org' }, 'email.1'], [{ email: '@example.org' }, 'email.1'],
    [{ email: `${'x'.repeat(250)}@example.org` }, 'email.1'], [{ email: 'a@example.org\r\nBcc: b@example.org' }, 'email.1'], [{ phone: '1'.repeat(60) }, 'phone.1'],
  ];
  for (const [change, field] of rows) {
    const answer = await given.browser.submit(given.page, 'passengers', { ...base, ...change });
    assert.equal(answer.status, 422, JSON.stringify(change));
    assertRefused(answer, 422, 'invalid', { problemFields: field });
    assert.equal(answer.data.page, 'hold');
    const fields = answer.forms.find(({ name }) => name === 'passengers').fields;
    assert.equal(fields.find(([name]) => name === 'surname')[1], base.surname[0], 'what was typed stays');
  }
  const several = await given.browser.submit(given.page, 'passengers', { ...base, surname: ['', ''], email: 'x' });
  assertRefused(several, 422, 'invalid', { problemFields: 'surname.1 surname.2 email.1' });
  const missing = await given.browser.submit(given.page, 'passengers', { ...base, surname: base.surname.slice(0, 1) });
  assertRefused(missing, 422, 'invalid', { problemFields: 'surname.2' });
  assert.equal((await given.browser.get(`/holds/${given.page.data.hold}`)).data.version, '1', 'nothing was written');
});

test('every complaint is linked to the input it is about', async () => {
  const { browser, page } = await open();
  const answer = await browser.submit(page, 'passengers', { surname: '', email: '' });
  const summary = answer.all.find(({ attributes }) => attributes.role === 'alert');
  const ids = summary.inside.filter(({ tag }) => tag === 'a').map(({ attributes }) => attributes.href.slice(1));
  assert.ok(ids.length >= 2);
  for (const id of ids) assert.ok(answer.all.some(({ tag, attributes }) => tag === 'input' && attributes.id === id), `#${id} is an input`);
});

test('an adult is 12 on the day of the first departure', async () => {
  const [there, back] = [await newDeparture({ days: 30 }), await newDeparture({ days: 40, origin: 'LIS', destination: 'FRA' })];
  const given = await open([there, back]);
  await isLetThrough(given, [someone(yearsBefore(there.date, 12))]);
  assertRefused(await fillIn(given.browser, given.page, [someone(yearsBefore(there.date, 12, 1))]), 422, 'invalid', { problemFields: 'born_year.1' });
});

test('a child is 2 to 11 on the day of the first departure', async () => {
  const there = await newDeparture({ days: 30 });
  const given = await open(there, { adults: 1, children: 1 });
  const adult = someone();
  for (const born of [yearsBefore(there.date, 2), yearsBefore(there.date, 12, 1)]) await isLetThrough(given, [adult, someone(born)]);
  for (const born of [yearsBefore(there.date, 2, 1), yearsBefore(there.date, 12)]) {
    assertRefused(await fillIn(given.browser, given.page, [adult, someone(born)]), 422, 'invalid', { problemFields: 'born_year.2' });
  }
});

test('an infant is under 2 on the day of the last departure', async () => {
  const [there, back] = [await newDeparture({ days: 30 }), await newDeparture({ days: 40, origin: 'LIS', destination: 'FRA' })];
  const given = await open([there, back], { adults: 1, infants: 1 });
  const adult = someone();
  await isLetThrough(given, [adult, someone(yearsBefore(back.date, 2, 1))]);
  for (const born of [yearsBefore(back.date, 2), yearsBefore(there.date, 2, 1)]) {
    assertRefused(await fillIn(given.browser, given.page, [adult, someone(born)]), 422, 'invalid', { problemFields: 'born_year.2' });
  }
});

test('nobody is born tomorrow, nor 121 years ago', async () => {
  const given = await open();
  const tomorrow = new Date(Date.now() + 2 * 86400000).toISOString().slice(0, 10);
  for (const born of [tomorrow, yearsBefore(tomorrow, 121, -3)]) {
    assertRefused(await fillIn(given.browser, given.page, [someone(born)]), 422, 'invalid', { problemFields: 'born_year.1' });
  }
});

test('who was born on 29 February has the birthday on 1 March', async () => {
  // Such limits are years away or past: the departures are put there by hand once they are held.
  const on = async (given, date) => {
    const [flight] = given.page.data.seats.split('/');
    await stack.sql(`UPDATE departure SET departs_on = '${date}', departs_at = '${date} 10:00', arrives_at = '${date} 13:00' WHERE flight_no = '${flight}'`);
  };
  const adult = someone();
  const lap = await open(await newDeparture(), { adults: 1, infants: 1 });
  await on(lap, '2026-02-28');
  await isLetThrough(lap, [adult, someone('2024-02-29')]);
  await on(lap, '2026-03-01');
  assertRefused(await fillIn(lap.browser, lap.page, [adult, someone('2024-02-29')]), 422, 'invalid', { problemFields: 'born_year.2' });

  const alone = await open(await newDeparture());
  await on(alone, '2028-02-28');
  assertRefused(await fillIn(alone.browser, alone.page, [someone('2016-02-29')]), 422, 'invalid', { problemFields: 'born_year.1' });
  await on(alone, '2028-03-01');
  await isLetThrough(alone, [someone('2016-02-29')]);
});

test('one-name people, long names and names of any script are kept as they were typed', async () => {
  for (const [given_name, surname] of [['', 'Suharto'], ['Þórbjörg Ýr', 'Guðmundsdóttir'], ['東京', '山田'], ['عمر', 'الفاروق'], ['Zoë-Anne', "O'Neill d’Arc"], ['Иван', 'Ёлкин'],
    ['x'.repeat(60), 'y'.repeat(60)], ['A\u200dB', 'C\u202eD'], ['𐍈𐌰', '𐌲𐌿𐍄'], ['<b>Bobby</b>', "Tables'); DROP TABLE hold;--"], ['{{TITLE}}', '&amp;']]) {
    const given = await open();
    const review = await isLetThrough(given, [someone('1980-01-01', { given_name, surname })], { email: 'any@example.org' });
    assert.ok(review.main.text.includes(`${given_name} ${surname}`.trim()), `${given_name} ${surname}: ${review.text.slice(0, 500)}`);
    const back = await given.browser.get(`/holds/${given.page.data.hold}`);
    const typed = Object.fromEntries(back.forms.find(({ name }) => name === 'passengers').fields);
    assert.deepEqual([typed.given_name, typed.surname], [given_name, surname]);
  }
});

test('twice the same person within the party is 422 at the later one, however it is written', async () => {
  const born = '1980-05-05';
  for (const [a, b] of [[['Anne Marie', 'Müller'], ['anne-marie', 'MULLER']], [['', 'Suharto'], ['', 'suharto']], [['José', "O'Neill"], ['jose', 'oneill']]]) {
    const given = await open(undefined, { adults: 3 });
    const as = ([given_name, surname], on = born) => ({ given_name, surname, born: on });
    assertRefused(await fillIn(given.browser, given.page, [as(a), someone(), as(b)], { email: 'a@example.org' }), 422, 'invalid', { problemFields: 'surname.3' });
    await isLetThrough(given, [as(a), someone(), as(b, '1981-05-05')], { email: 'a@example.org' });
  }
});

test('more passengers than the party are refused', async () => {
  const { browser, page } = await open();
  assertRefused(await fillIn(browser, page, [someone(), someone()]), 422, 'invalid');
});

test('the seats stay with the passengers in order', async () => {
  const departure = await newDeparture();
  const given = await open(departure, { adults: 2, seat: seatsOf(departure, '4A', '2C') });
  const review = await isLetThrough(given, [someone(), someone()]);
  const { data } = await given.browser.get(`/holds/${given.page.data.hold}`);
  assert.equal(data.seats, given.page.data.seats);
  assert.equal(review.status, 200);
});
