// A form that is on its way says so on its button, and no longer when one is back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openCustomer } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

test('a form that is on its way says so on its button', async () => {
  const page = await openCustomer(browser, { scripts: true });
  await page.goto('/');
  const busy = await page.evaluate(() => {
    const names = () => [...document.querySelectorAll('[aria-busy="true"]')].map(({ textContent }) => textContent);
    const seen = [names()];
    document.querySelector('form[data-form="find"] button').click();
    seen.push(names());
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    return [...seen, names()];
  });
  assert.deepEqual(busy, [[], ['Find my booking'], []]);
});
