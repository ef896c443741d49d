// People that an account books for again and again: kept, changed, removed, and filled in where passengers are asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../support/accounts.mjs';
import { assertRefused } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { hold, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

const ADA = { given_name: 'Ada', surname: 'Lovelace', born_day: 10, born_month: 12, born_year: 1985 };
const add = async (browser, person) => browser.submit(await browser.get('/account/travellers'), 'traveller', person);
const list = async (browser) => (await browser.get('/account/travellers')).each('traveller');
const fill = async (browser, page, fields) => {
  const filled = await browser.submit(page, 'passengers', { ...fields, fill: 'in' });
  assert.equal(filled.status, 200, filled.text);
  return filled;
};
const isOffered = (page) => page.all.some(({ tag, attributes }) => tag === 'button' && attributes.name === 'fill');
const valuesOf = (page, name) => page.forms.find((form) => form.name === 'passengers').fields.filter(([field]) => field === name).map(([, value]) => value);

test('travellers are added, changed and removed', async () => {
  const { browser } = await signedIn();
  assert.equal((await add(browser, ADA)).headers.location, '/account/travellers?done=saved');
  assert.equal((await add(browser, { given_name: '', surname: 'Suharto', born_day: '08', born_month: '06', born_year: 1921 })).status, 303);
  const [ada, suharto] = await list(browser);
  assert.match(ada.text, /^Ada Lovelace ?born 10 Dec 1985/);
  assert.match(suharto.text, /^Suharto ?born 8 Jun 1921/);
  const page = await browser.get(`/account/travellers/${ada.traveller}`);
  assert.deepEqual(Object.fromEntries(page.forms.find(({ name }) => name === 'traveller').fields), { given_name: 'Ada', surname: 'Lovelace', born_day: '10', born_month: '12', born_year: '1985' });
  assert.equal((await browser.submit(page, 'traveller', { surname: 'Byron' })).status, 303);
  assert.match((await list(browser))[0].text, /^Ada Byron/);
  const { action } = (await browser.get('/account/travellers')).forms.find(({ name }) => name === 'traveller-delete');
  for (let times = 0; times < 2; times++) assert.equal((await browser.post(action, {})).status, 303);
  assert.deepEqual((await list(browser)).map(({ text }) => text.split(' ')[0]), ['Suhartoborn']);
});

test('the same person is kept once, whatever the spelling', async () => {
  const { browser } = await signedIn();
  await add(browser, { ...ADA, given_name: 'Zoë' });
  assert.equal((await add(browser, { ...ADA, given_name: 'ZOE' })).status, 303);
  assert.equal((await list(browser)).length, 1);
  await add(browser, ADA);
  const [ada] = (await list(browser)).filter(({ text }) => text.startsWith('Ada'));
  assertRefused(await browser.submit(await browser.get(`/account/travellers/${ada.traveller}`), 'traveller', { given_name: 'Zoé' }), 422, 'invalid', { problemFields: 'surname.1' });
});

test('what is wrong with a traveller is said beside its field, and nothing typed is lost', async () => {
  const { browser } = await signedIn();
  const year = new Date().getUTCFullYear();
  for (const [changes, fields] of [[{ surname: '' }, 'surname.1'], [{ surname: '---' }, 'surname.1'], [{ surname: 'x'.repeat(61) }, 'surname.1'], [{ born_day: 31, born_month: 2 }, 'born_day.1'],
    [{ born_day: '', born_month: 'x', born_year: 85 }, 'born_day.1 born_month.1 born_year.1'], [{ born_year: year + 1 }, 'born_year.1'], [{ born_year: year - 122 }, 'born_year.1']]) {
    const answer = await add(browser, { ...ADA, ...changes });
    assertRefused(answer, 422, 'invalid', { problemFields: fields });
    assert.equal(Object.fromEntries(answer.forms.find(({ name }) => name === 'traveller').fields).given_name, 'Ada');
    assert.ok(fields.split(' ').every((field) => answer.links.some(({ href }) => href === `#${field.split('.')[0]}`)), 'the summary leads there');
  }
  assert.equal((await list(browser)).length, 0);
});

test('there is room for twenty', async () => {
  const { browser } = await signedIn();
  for (let i = 0; i < 20; i++) await browser.post('/account/travellers', { ...ADA, born_year: 1950 + i });
  assert.equal((await list(browser)).length, 20);
  assertRefused(await browser.post('/account/travellers', ADA), 422, 'invalid');
  assert.equal((await list(browser)).length, 20);
});

test("another account's travellers are absent", async () => {
  const [mine, other] = [await signedIn(), await signedIn()];
  await add(other.browser, ADA);
  const [ada] = await list(other.browser);
  assertRefused(await mine.browser.get(`/account/travellers/${ada.traveller}`), 404, 'not-found');
  assertRefused(await mine.browser.post(`/account/travellers/${ada.traveller}`, { ...ADA, surname: 'Taken' }), 404, 'not-found');
  assert.equal((await mine.browser.post(`/account/travellers/${ada.traveller}/delete`, {})).status, 303);
  assertRefused(await mine.browser.get('/account/travellers/%C3%A9'), 404, 'not-found');
  assert.match((await list(other.browser))[0].text, /^Ada Lovelace/);
});

test('where passengers are asked for, saved ones can be filled in, without a script', async () => {
  const { browser, email } = await signedIn();
  await add(browser, ADA);
  await add(browser, { given_name: '', surname: 'Suharto', born_day: 8, born_month: 6, born_year: 1981 });
  const [ada, suharto] = await list(browser);
  const page = await hold(browser, await newDeparture(), { adults: 2 });
  assert.deepEqual(valuesOf(page, 'surname'), ['', '']);
  assert.deepEqual(valuesOf(page, 'email'), [email]);
  const filled = await fill(browser, page, { traveller: [suharto.traveller, ada.traveller] });
  assert.deepEqual(valuesOf(filled, 'surname'), ['Suharto', 'Lovelace']);
  assert.deepEqual(valuesOf(filled, 'given_name'), ['', 'Ada']);
  assert.deepEqual(['born_day', 'born_month', 'born_year'].map((name) => valuesOf(filled, name)[1]), ['10', '12', '1985']);
  assert.deepEqual(valuesOf(filled, 'traveller'), [suharto.traveller, ada.traveller]);
  assert.equal(filled.data.version, '1', 'nothing is written before somebody goes on');
  const review = await browser.follow(await browser.submit(filled, 'passengers'));
  assert.equal(review.data.page, 'review', review.text);

  const half = await fill(browser, await browser.get(`/holds/${page.data.hold}`), { traveller: ['', suharto.traveller] });
  assert.deepEqual(valuesOf(half, 'surname'), ['Suharto', 'Suharto'], 'what was given before stays where nobody is chosen');
});

test('filling in one traveller loses nothing that was typed, finds no fault, and the button is in the form that asks for the names', async () => {
  const { browser } = await signedIn();
  await add(browser, ADA);
  const [ada] = await list(browser);
  const page = await hold(browser, await newDeparture(), { adults: 3 });
  const form = page.all.find(({ tag, attributes }) => tag === 'form' && attributes['data-form'] === 'passengers');
  assert.ok(form.inside.some(({ tag, attributes }) => tag === 'button' && attributes.name === 'fill'));
  const typed = { given_name: ['Half', '', 'Grace'], surname: ['', 'Nobody', ''], born_day: ['31', '', ''], born_month: ['2', '', 'x'], born_year: ['', '1990', ''], email: 'half@', phone: '+49 69 1' };
  const filled = await fill(browser, page, { ...typed, traveller: ['', ada.traveller, ''] });
  const wanted = { ...typed, given_name: ['Half', 'Ada', 'Grace'], surname: ['', 'Lovelace', ''], born_day: ['31', '10', ''], born_month: ['2', '12', 'x'], born_year: ['', '1985', ''] };
  for (const [name, values] of Object.entries(wanted)) assert.deepEqual(valuesOf(filled, name), [values].flat(), name);
  assert.equal(filled.data.problem, undefined);
  assert.ok(!filled.all.some(({ attributes }) => attributes['aria-invalid'] || attributes.role === 'alert'), 'who has not finished is not told of mistakes');
});

test('guests, accounts without travellers, and refs of others are offered nothing', async () => {
  const guest = stack.browser();
  const page = await hold(guest, await newDeparture());
  assert.ok(!isOffered(page));
  const [mine, other] = [await signedIn(), await signedIn()];
  const empty = await hold(mine.browser, await newDeparture());
  assert.ok(!isOffered(empty));
  await add(other.browser, ADA);
  await add(mine.browser, { ...ADA, given_name: someone().given_name });
  const [ada] = await list(other.browser);
  for (const traveller of [ada.traveller, 'é', 'x'.repeat(300)]) {
    assert.deepEqual(valuesOf(await fill(mine.browser, empty, { traveller }), 'surname'), ['']);
    assert.deepEqual(valuesOf(await fill(guest, page, { traveller }), 'surname'), ['']);
  }
});
