// A booking on paper, and its code for scanners.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as journey from './support/journey.mjs';
import { dayAhead, openBrowser, openCustomer, SITE } from './support/site.mjs';

const A4 = { width: 210, height: 297, margin: 15 };
const MM = 96 / 25.4;

let browser, folder;
before(async () => {
  browser = await openBrowser();
  folder = mkdtempSync(join(tmpdir(), 'aisle-print-'));
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

// How many sheets, by the PDF that Chromium prints.
async function sheets(page) {
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });

  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

// What a reader of QR codes finds in a picture.
function decoded(picture) {
  const path = join(folder, 'code.png');

  writeFileSync(path, picture);
  const said = execFileSync('ZXingReader', ['-format', 'QRCode', path], { encoding: 'utf8' });
  return /^Text:\s+"(.*)"$/m.exec(said)?.[1] ?? said;
}

test('a booking prints on one A4 page, with what one needs at the airport and nothing to click', async () => {
  const page = await openCustomer(browser, { colorScheme: 'dark' });
  const { locator } = await journey.toBooking(page, { date: dayAhead(32) });

  assert.equal(await sheets(page), 1);
  await page.emulateMedia({ media: 'print' });
  for (const text of [locator, 'Amélie Durand', 'Ναταλία Παπαδοπούλου']) assert.ok(await page.getByText(text, { exact: true }).first().isVisible(), text);
  assert.ok(await page.getByRole('heading', { name: 'What happens next' }).isVisible());
  for (const selector of ['nav', 'button', '.no-print', 'footer']) {
    for (const element of await page.locator(selector).all()) assert.ok(!await element.isVisible(), `${selector} is not printed`);
  }
  await page.context().close();
});

test('an offer prints its flights and prices, and no seats to click', async () => {
  const page = await openCustomer(browser, { colorScheme: 'dark' });
  await page.goto(`/flights?origin=LHR&destination=FRA&date=${dayAhead(32)}&adults=2`);
  await journey.choose(page);
  await page.emulateMedia({ media: 'print' });
  const main = page.locator('main');
  for (const text of ['London', 'Frankfurt', 'Adult fare', 'Total', 'If you cancel']) assert.ok(await main.getByText(text).first().isVisible(), text);
  for (const selector of ['button', 'input', 'fieldset.seats', '.button']) {
    for (const element of await main.locator(selector).all()) assert.ok(!await element.isVisible(), `${selector} is not printed`);
  }
  assert.equal(await sheets(page), 1);
  await page.context().close();
});

test('a scanner reads the locator: from paper, and from a phone in light and dark', async () => {
  const page = await openCustomer(browser, { viewport: { width: 320, height: 700 } });
  const { locator } = await journey.toBooking(page, { date: dayAhead(32) });

  for (const look of [{ media: 'print' }, { media: 'screen', colorScheme: 'light' }, { media: 'screen', colorScheme: 'dark' }]) {
    await page.emulateMedia(look);
    assert.equal(decoded(await page.locator('svg.scan').screenshot()), locator, JSON.stringify(look));
    assert.equal(decoded(await page.screenshot({ fullPage: true })), locator, `on the whole page, ${JSON.stringify(look)}`);
  }
  await page.context().close();
});

test('the largest party on the longest journey fits on one A4 page too', async () => {
  const { stack } = await import('../support/stack.mjs');
  const { newDeparture } = await import('../support/flights.mjs');
  const { book, someone } = await import('../support/journey.mjs');
  const customer = stack.browser();
  const departures = [];
  for (let i = 0; i < 4; i++) departures.push(await newDeparture({ days: 40 + i, ...(i % 2 ? { origin: 'LIS', destination: 'FRA' } : {}) }));
  const born = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10);
  const people = Array.from({ length: 18 }, (_, i) => someone(i < 9 ? '1980-06-15' : born));
  const { data } = await book(customer, departures, { people, adults: 9, infants: 9, contact: { phone: '+49 69 1234567' } });
  const page = await openCustomer(browser);
  await page.context().addCookies([...customer.cookies].map(([name, value]) => ({ name, value, url: SITE })));
  await page.goto(`/bookings/${data.locator}`);
  await journey.expectPage(page, 'booking');

  assert.equal(await sheets(page), 1);
  await page.setViewportSize({ width: Math.floor((A4.width - 2 * A4.margin) * MM), height: 900 });
  await page.emulateMedia({ media: 'print' });
  for (const { given_name, surname } of people) assert.ok(await page.getByText(`${given_name} ${surname}`, { exact: true }).isVisible(), surname);
  assert.equal(decoded(await page.locator('svg.scan').screenshot()), data.locator);
  await page.context().close();
});

test('the button that prints is there where scripts run, and nowhere else', async () => {
  for (const scripts of [true, false]) {
    const page = await openCustomer(browser, { scripts });
    await journey.toBooking(page, { date: dayAhead(33) });
    const button = page.locator('button[data-print]');
    assert.equal(await button.isVisible(), scripts);
    if (scripts) {
      await page.evaluate(() => { globalThis.print = () => { document.title = 'printed'; }; });
      await button.focus();
      await page.keyboard.press('Enter');
      assert.equal(await page.title(), 'printed');
    }
    await page.context().close();
  }
});
