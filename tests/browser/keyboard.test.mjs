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

test('from the list of flights to a booking by keyboard alone', async () => {
  const page = await openCustomer(browser);
  await page.goto(`/flights?origin=LHR&destination=FRA&date=${dayAhead(30)}&adults=2`);
  await tabTo(page, 'li[data-departure] a.button');
  await press(page, 'Enter');
  await journey.expectPage(page, 'offer');
  for (const seat of await journey.freeSeats(page, 2)) {
    await tabTo(page, `[data-seat="${seat}"]`);
    await page.keyboard.press('Space');
    assert.ok(await journey.seatInput(page, seat).isChecked(), `Space ticks ${seat}`);
  }
  await press(page, 'Enter');
  await journey.expectPage(page, 'hold');
  for (const surname of ['Okafor', 'Sato']) {
    await tabTo(page, '[name="surname"]');
    await page.keyboard.type(surname);
    for (const part of ['3', String(journey.person().month), String(journey.person().year)]) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(part);
    }
  }
  await tabTo(page, '[name="email"]');
  await page.keyboard.type('traveller@example.org');
  await press(page, 'Enter');
  await journey.expectPage(page, 'review');
  await tabTo(page, 'form[data-form="booking"] button');
  await press(page, 'Enter');
  await journey.expectPage(page, 'booking');
});

test('after a refusal the focus is on the summary, whose links lead to the fields', async () => {
  const page = await openCustomer(browser);
  await journey.toHold(page, { date: dayAhead(31) });
  await journey.form(page, 'passengers').locator('[name="email"]').fill('nobody');
  const answer = await press(page, 'Enter');
  assert.equal(answer.status(), 422);
  const summary = await focus(page, '[role="alert"]');
  assert.deepEqual([summary.is, summary.seen], [true, true], summary.what);
  await tabTo(page, '[role="alert"] a[href^="#surname"]');
  await page.keyboard.press('Enter');
  assert.ok((await focus(page, 'input[name="surname"]')).is, 'the link leads to the field');
  assert.match(await page.locator('input[name="surname"]').first().getAttribute('aria-describedby'), /-error/);
});
