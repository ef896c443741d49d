// Searching: suggestions while one types, with the keyboard and without scripts; the calendar; the filter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as journey from './support/journey.mjs';
import { dayAhead, openBrowser, openCustomer } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

const date = dayAhead(24);
const origin = (page) => page.locator('#origin');
const options = (page) => page.locator('#origin-places [role="option"]');

// What a screen reader is told about the field.
const said = (page) => origin(page).evaluate((input) => ({
  role: input.getAttribute('role'), expanded: input.getAttribute('aria-expanded'), controls: document.getElementById(input.getAttribute('aria-controls')) !== null,
  active: document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent ?? null,
}));

async function typeOrigin(page, text) {
  await page.goto('/');
  await origin(page).pressSequentially(text);
  await options(page).first().waitFor();
}

test('suggestions come while one types; arrows walk through them and Enter takes one without sending the form', async () => {
  const page = await openCustomer(browser, { scripts: true });
  await typeOrigin(page, 'ma');
  assert.deepEqual(await said(page), { role: 'combobox', expanded: 'true', controls: true, active: null });
  const all = await options(page).allTextContents();
  assert.ok(all.length >= 3, all.join(', '));
  for (const [key, at] of [['ArrowDown', 0], ['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', -1], ['ArrowDown', 0], ['ArrowDown', 1]]) {
    await page.keyboard.press(key);
    assert.equal((await said(page)).active, all.at(at), key);
    assert.equal(await options(page).nth(at).getAttribute('aria-selected'), 'true');
    assert.equal(await page.locator('#origin-places [aria-selected="true"]').count(), 1);
  }
  await page.keyboard.press('Enter');
  assert.match(await origin(page).inputValue(), /^\S+ \(\w{3}\)$/);
  assert.ok(all[1].startsWith(await origin(page).inputValue()));
  assert.equal((await said(page)).expanded, 'false');
  assert.equal(new URL(page.url()).pathname, '/', 'the form is not sent');
  await page.context().close();
});

test('Escape closes the suggestions and keeps what was typed; leaving the field closes them too', async () => {
  const page = await openCustomer(browser, { scripts: true });
  await typeOrigin(page, 'fran');
  await page.keyboard.press('Escape');
  assert.equal((await said(page)).expanded, 'false');
  assert.equal(await options(page).first().isVisible(), false);
  assert.equal(await origin(page).inputValue(), 'fran');
  await page.keyboard.press('ArrowDown');
  await options(page).first().waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await options(page).first().isVisible(), false);
  await page.context().close();
});

test('a suggestion is taken with the pointer, and a search made of two', async () => {
  const page = await openCustomer(browser, { scripts: true });
  await typeOrigin(page, 'heathrow');
  // Of what is typed slowly, what begins with less of it is suggested first.
  await options(page).filter({ hasText: 'London (LHR)' }).click();
  await page.locator('#destination').pressSequentially('frankf');
  await page.locator('#destination-places [role="option"]').filter({ hasText: 'Frankfurt (FRA)' }).click();
  await page.locator('#date').fill(date);
  await journey.submit(page, 'search');
  await journey.expectPage(page, 'flights');
  assert.equal(await page.locator('h1').textContent(), 'London to Frankfurt');
  await page.context().close();
});

test('the status says how many places there are, and that there is none', async () => {
  const page = await openCustomer(browser, { scripts: true });
  await typeOrigin(page, 'frankf');
  const status = page.locator('#origin ~ [role="status"]');
  assert.match(await status.textContent(), /^\d places?$/);
  await origin(page).fill('zzzz');
  await page.waitForFunction(() => document.querySelector('#origin ~ [role="status"]').textContent === 'No suggestions');
  assert.equal((await said(page)).expanded, 'false');
  await page.context().close();
});

test('without scripts the browser’s own list is there', async () => {
  const page = await openCustomer(browser);
  await page.goto('/');
  assert.equal(await origin(page).getAttribute('list'), 'places');
  assert.ok(await page.locator('#places option[value="Frankfurt (FRA)"]').count() === 1);
});

test('without scripts: whole month, a day of it, its flights, filtered', async () => {
  const page = await openCustomer(browser);
  await page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&adults=2`);
  await journey.follow(page, page.getByRole('link', { name: 'Whole month' }));
  const day = page.locator('.calendar a').last();
  const wanted = await day.locator('time').getAttribute('datetime');
  assert.match(await day.ariaSnapshot(), /EUR/, 'the currency is said, if not shown');
  await journey.follow(page, day);
  assert.equal(await page.locator('h2 time').getAttribute('datetime'), wanted);
  const all = await page.locator('li[data-departure]').count();
  await page.locator('.filter summary').click();
  await page.locator('#time').selectOption('morning');
  await journey.submit(page, 'filter');
  const shown = await page.locator('li[data-departure] .end:first-child .clock').allTextContents();
  assert.ok(shown.length < all && shown.every((clock) => clock < '12:00'), shown.join(' '));
  assert.equal(await page.locator('.filter').evaluate((details) => details.open), true, 'a filter that hides something is in sight');
});
