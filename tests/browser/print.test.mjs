// A booking on paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as journey from './support/journey.mjs';
import { dayAhead, openBrowser, openCustomer } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

test('a booking prints on one A4 page, with what one needs at the airport and nothing to click', async () => {
  const page = await openCustomer(browser, { colorScheme: 'dark' });
  const { locator } = await journey.toBooking(page, { date: dayAhead(32) });
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });

  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1);
  await page.emulateMedia({ media: 'print' });
  for (const text of [locator, 'Amélie Durand', 'Ναταλία Παπαδοπούλου']) assert.ok(await page.getByText(text, { exact: true }).first().isVisible(), text);
  for (const selector of ['nav', 'button', '.no-print', 'footer']) {
    for (const element of await page.locator(selector).all()) assert.ok(!await element.isVisible(), `${selector} is not printed`);
  }
});
