// The keyboard alone is enough, and one always sees where one is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as journey from './support/journey.mjs';
import { dayAhead, openBrowser, openCustomer } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

// What has the focus: does it match, and does one see it?
function focus(page, selector) {
  return page.evaluate((wanted) => {
    const element = document.activeElement;
    const { top, bottom, width } = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      what: element.outerHTML.slice(0, 160),
      is: element.matches(wanted),
      seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && bottom > 0 && top < innerHeight,
    };
  }, selector);
}

// Tab after Tab, as far as the element; each stop on the way shows that it has the focus.
async function tabTo(page, selector) {
  for (let stop = 0; stop < 300; stop++) {
    await page.keyboard.press('Tab');
    const { what, is, seen } = await focus(page, selector);
    assert.ok(seen, `the focus is not to be seen on ${what}`);
    if (is) return;
  }
  assert.fail(`Tab never comes to ${selector}`);
}

async function press(page, key) {
  const [answer] = await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  return answer;
}

test('the first Tab shows a link that skips to the content', async () => {
  const page = await openCustomer(browser);
  await page.goto('/');
  await page.keyboard.press('Tab');
  const { is, seen } = await focus(page, 'a.skip');
  assert.deepEqual({ is, seen }, { is: true, seen: true });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok((await focus(page, 'main *')).is, 'the next stop is in the content');
});

// A date in the browser's own field, whose order of day and month is the browser's.
async function typeDate(page, selector, date) {
  const [year, month, day] = date.split('-');
  await tabTo(page, selector);
  for (const parts of [[month, day, year], [day, month, year]]) {
    await page.keyboard.type(parts.join(''));
    if (await page.locator(selector).inputValue() === date) return;
    for (let part = 1; part < parts.length; part++) await page.keyboard.press('Shift+Tab');
  }
  assert.fail(`${selector} does not take ${date}`);
}

async function typeAfterTab(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

async function searchByKeyboard(page, date) {
  await page.goto('/');
  await typeAfterTab(page, '[name="origin"]', 'LHR');
  await typeAfterTab(page, '[name="destination"]', 'FRA');
  await typeDate(page, '[name="date"]', date);
  await tabTo(page, 'form[data-form="search"] button[type="submit"]');
  await press(page, 'Enter');
  await journey.expectPage(page, 'flights');
}

async function takeSeatByKeyboard(page) {
  await tabTo(page, 'li[data-departure] a.button');
  await press(page, 'Enter');
  await journey.expectPage(page, 'offer');
  const [seat] = await journey.freeSeats(page, 1);
  await tabTo(page, `[data-seat="${seat}"]`);
  await page.keyboard.press('Space');
  assert.ok(await journey.seatInput(page, seat).isChecked(), `Space ticks ${seat}`);
  await press(page, 'Enter');
  await journey.expectPage(page, 'hold');
  return seat;
}

async function bookByKeyboard(page) {
  await typeAfterTab(page, '[name="surname"]', 'Okafor');
  for (const [name, value] of Object.entries(journey.person())) {
    if (value !== undefined) await typeAfterTab(page, `[name="born_${name}"]`, String(value));
  }
  await typeAfterTab(page, '[name="email"]', 'traveller@example.org');
  await press(page, 'Enter');
  await journey.expectPage(page, 'review');
  await tabTo(page, 'form[data-form="booking"] button');
  await press(page, 'Enter');
  await journey.expectPage(page, 'booking');
  return journey.facts(page);
}

async function findByKeyboard(page, locator) {
  await page.goto('/');
  await typeAfterTab(page, '[name="locator"]', locator);
  await typeAfterTab(page, 'form[data-form="find"] [name="surname"]', 'okafor');
  await press(page, 'Enter');
  await journey.expectPage(page, 'booking');
}

async function changeSeatByKeyboard(page, seat) {
  await tabTo(page, 'main a[href*="/seats"]');
  await press(page, 'Enter');
  await journey.expectPage(page, 'seats');
  // To the present seat, and with an arrow to the next one that is free.
  await tabTo(page, `[data-seat="${seat}"]`);
  await page.keyboard.press('ArrowRight');
  const next = await page.locator('input[name="seat"]:checked').getAttribute('data-seat');
  assert.notEqual(next, seat, 'an arrow chooses the next seat');
  await press(page, 'Enter');
  await journey.expectPage(page, 'booking');
  assert.match((await journey.facts(page)).seats, new RegExp(`/${next}$`));
}

async function cancelByKeyboard(page) {
  await tabTo(page, 'main a[href$="/cancel"]');
  await press(page, 'Enter');
  await journey.expectPage(page, 'cancel');
  await tabTo(page, 'form[data-form="cancel"] button');
  await press(page, 'Enter');
  assert.equal((await journey.facts(page)).state, 'cancelled');
}

test('the whole journey, from the search to a cancelled booking, by keyboard alone', async () => {
  const page = await openCustomer(browser);
  await searchByKeyboard(page, dayAhead(30));
  const seat = await takeSeatByKeyboard(page);
  const { locator } = await bookByKeyboard(page);
  await findByKeyboard(page, locator);
  await changeSeatByKeyboard(page, seat);
  await cancelByKeyboard(page);
});

test('after a refusal the focus is on the summary, whose links lead to the fields', async () => {
  const page = await openCustomer(browser);
  await journey.toHold(page, { date: dayAhead(31) });
  await journey.form(page, 'passengers').locator('[name="email"]').fill('nobody');
  const answer = await press(page, 'Enter');
  assert.equal(answer.status(), 422);
  // It is given a moment after the page is there; asked from here, since no timer of the page runs where scripts are off.
  await page.locator('[role="alert"]:focus').waitFor();
  const summary = await focus(page, '[role="alert"]');
  assert.deepEqual([summary.is, summary.seen], [true, true], summary.what);
  await tabTo(page, '[role="alert"] a[href^="#surname"]');
  await page.keyboard.press('Enter');
  assert.ok((await focus(page, 'input[name="surname"]')).is, 'the link leads to the field');
  assert.match(await page.locator('input[name="surname"]').first().getAttribute('aria-describedby'), /-error/);
});
