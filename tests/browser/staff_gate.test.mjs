// The gate in browsers: the keyboard alone boards a row after the other; a scanner types and Enter; two gates at once; one sheet of paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { departureWith, gatePath } from '../support/gate.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';
import * as journey from './support/journey.mjs';
import { openBrowser, openCustomer, SITE } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

async function gateAt(role, path, more) {
  const page = await openCustomer(browser, more);
  const { browser: signedIn, name } = await staffIn(role);
  await page.context().addCookies([{ name: 'aisle-staff', value: signedIn.cookies.get('aisle-staff'), url: SITE }]);
  await page.goto(path);
  return { page, name };
}
// A browser gives the focus to what asks for it a moment after the page is there. Asked from here: where scripts are off the page itself cannot ask twice.
const hasFocus = (page) => page.locator(':focus').waitFor();
const enter = async (page) => {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await hasFocus(page);
};
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  return { row: element.closest('tr')?.dataset.passenger, text: element.firstChild?.textContent, isSeen: box.top >= 0 && box.bottom <= innerHeight };
});

test('with Enter and Tab alone passengers are checked in and boarded, the focus stays in the row, and in sight', async () => {
  const { departure, bookings } = await departureWith([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  const code = `${bookings[8].locator}/1`;
  const { page } = await gateAt('gate', gatePath(departure), { viewport: { width: 800, height: 400 } });
  await page.locator(`tr[data-passenger="${code}"] button`).focus();
  await enter(page);
  assert.deepEqual(await focused(page), { row: code, text: 'Board', isSeen: true });
  await enter(page);
  assert.equal(await page.locator(`tr[data-passenger="${code}"]`).getAttribute('data-gate-state'), 'boarded');
  assert.deepEqual(await focused(page).then(({ row, isSeen }) => ({ row, isSeen })), { row: code, isSeen: true });
  await page.keyboard.press('Tab');
  assert.deepEqual(await focused(page), { row: `${bookings[9].locator}/1`, text: 'Check in', isSeen: true });
  // Of those who are missing the next one comes up in her place.
  await page.goto(gatePath(departure, 'manifest?only=missing'));
  await page.locator(`tr[data-passenger="${bookings[2].locator}/1"] button`).focus();
  await enter(page);
  await enter(page);
  assert.deepEqual(await focused(page), { row: `${bookings[3].locator}/1`, text: 'Check in', isSeen: true });
});

test('a scanner that types codes and Enter needs no other key', async () => {
  const { departure, bookings } = await departureWith([1, 1]);
  const { page } = await gateAt('gate', gatePath(departure, 'scan?act=check-in'));
  const answers = [];
  const scan = async (code) => {
    await hasFocus(page);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'code');
    await page.keyboard.type(code);
    await enter(page);
    answers.push(await page.locator('.answer h2').innerText());
  };
  for (const { locator } of bookings) await scan(locator);
  await page.goto(gatePath(departure, 'scan'));
  for (const { locator } of [...bookings, bookings[0]]) await scan(locator);
  assert.deepEqual(answers.map((text) => text.replace(/\s+/g, ' ')), ['Checked in 1A', 'Checked in 1B', 'Boarded 1A', 'Boarded 1B', 'Already on board 1A']);
  assert.ok(await page.locator('.answer h2').evaluate((heading) => parseFloat(getComputedStyle(heading).fontSize)) >= 48, 'to be read from afar');
});

test('of two gates that board the same passenger, each in a browser of its own, the second sees who was first', async () => {
  const { departure, bookings: [{ locator }] } = await departureWith([1, 1]);
  const [first, second] = [await gateAt('gate', gatePath(departure)), await gateAt('gate', gatePath(departure, 'manifest?order=name'))];
  const row = `tr[data-passenger="${locator}/1"]`;
  const press = (page) => Promise.all([page.waitForNavigation(), page.locator(`${row} button`).click()]);
  await press(first.page);
  await second.page.reload();
  await press(first.page);
  await press(second.page);
  assert.equal((await journey.facts(second.page)).problem, 'gate-refused');
  assert.match(await second.page.locator('.error-summary').innerText(), new RegExp(`Already on board: .*, by ${first.name} at`));
  assert.equal(await second.page.locator(row).getAttribute('data-gate-state'), 'boarded');
  assert.equal((await journey.facts(second.page)).order, 'name', 'her own order is kept');
});

test('a hundred and eighty passengers are one sheet of A4, with nothing to click', async () => {
  const departure = await newDeparture({ aircraft: 'A320' });
  for (let n = 0; n < 20; n++) {
    const people = Array.from({ length: 9 }, () => someone());
    await book(stack.browser(), departure, { people });
  }
  const { page } = await gateAt('gate', gatePath(departure), { colorScheme: 'dark' });
  assert.equal(await page.locator('tr[data-passenger]').count(), 180);
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
  await page.emulateMedia({ media: 'print' });
  for (const selector of ['nav', 'button', 'form', '.no-print']) for (const element of await page.locator(selector).all()) assert.ok(!await element.isVisible(), selector);
  assert.ok(await page.locator('tr[data-passenger]').last().isVisible());
});
