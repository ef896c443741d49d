// One departure, decided about by two people in two browsers, and with the keyboard alone; without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newDeparture } from '../support/flights.mjs';
import { stack } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';
import * as journey from './support/journey.mjs';
import { openBrowser, openCustomer, SITE } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

async function open(role, departure) {
  const page = await openCustomer(browser);
  const { browser: signedIn } = await staffIn(role);
  await page.context().addCookies([{ name: 'aisle-staff', value: signedIn.cookies.get('aisle-staff'), url: SITE }]);
  await page.goto(`/admin/departures/${departure.name}`);
  await journey.expectPage(page, 'admin-departure');
  return page;
}
const button = (page, value) => page.locator(`form[data-form="departure-seats"] button[value="${value}"]`);
const state = (page, seat) => page.locator(`[data-seat="${seat}"]`).getAttribute('data-seat-state');

test('of two who decide at the same time the second sees what the first did, keeps what was typed and ticked, and goes on', async () => {
  const departure = await newDeparture();
  const [first, second] = [await open('gate', departure), await open('manager', departure)];
  await second.locator('input[data-seat="2A"]').check();
  await second.fill('#seats', '2B');
  await second.fill('#reason', 'crew rest');
  await first.fill('#seats', '1A');
  await first.fill('#reason', 'broken belt');
  await journey.follow(first, button(first, 'block'));
  assert.equal(await state(first, '1A'), 'blocked');

  const answer = await journey.follow(second, button(second, 'block'));
  assert.equal(answer.status(), 409);
  assert.equal((await journey.facts(second)).problem, 'changed-meanwhile');
  assert.match(await second.locator('[data-since]').innerText(), /seats 1A blocked: broken belt/);
  assert.deepEqual([await second.inputValue('#seats'), await second.inputValue('#reason'), await second.locator('input[data-seat="2A"]').isChecked()], ['2B', 'crew rest', true]);
  assert.equal(await state(second, '1A'), 'blocked', 'and the cabin as it is now');
  await journey.follow(second, button(second, 'block'));
  assert.deepEqual(await Promise.all(['1A', '2A', '2B'].map((seat) => state(second, seat))), ['blocked', 'blocked', 'blocked']);
});

test('the keyboard alone blocks seats, frees them in the cabin, and closes the sales', async () => {
  const departure = await newDeparture();
  const page = await open('manager', departure);
  const tabTo = async (selector, key = 'Tab') => {
    for (let stop = 0; stop < 80; stop++) {
      await page.keyboard.press(key);
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    assert.fail(`${key} never comes to ${selector}`);
  };
  const enter = () => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await tabTo('#seats');
  await page.keyboard.type('1a 1b');
  await tabTo('#reason');
  await page.keyboard.type('broken belt');
  await enter();
  assert.deepEqual([await state(page, '1A'), await state(page, '1B')], ['blocked', 'blocked'], 'Enter blocks');
  assert.match(await page.locator('[role="status"]').innerText(), /nobody can buy/);

  await tabTo('#reason');
  await page.keyboard.type('mended');
  await tabTo('input[data-seat="1B"]');
  await page.keyboard.press('Space');
  await tabTo('button[value="unblock"]', 'Shift+Tab');
  await enter();
  assert.deepEqual([await state(page, '1A'), await state(page, '1B')], ['blocked', 'free']);

  await tabTo('#sales_reason');
  await page.keyboard.type('fog');
  await enter();
  assert.equal((await journey.facts(page)).sales, 'closed');
  const [[sales]] = await stack.sql(`SELECT sales FROM departure WHERE flight_no = '${departure.flight_no}'`);
  assert.equal(sales, 'closed');
});
