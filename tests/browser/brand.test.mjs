// Whatever colour an operator has, pages are read well in it, light and dark; and where the system has colours of its own, one sees what is chosen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stack } from '../support/stack.mjs';
import * as journey from './support/journey.mjs';
import { axeProblems } from './support/rules.mjs';
import { dayAhead, openBrowser, openCustomer } from './support/site.mjs';

const date = dayAhead(33);

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => {
  await stack.set({}, 'booking');
  await browser.close();
});

const PAGES = {
  'home': (page) => page.goto('/'),
  'search results': (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}`),
  'seats': async (page) => {
    await page.goto(`/flights?origin=LHR&destination=FRA&date=${date}`);
    await journey.choose(page);
    await page.locator('input[name="seat"]:enabled').first().check();
  },
};

// One that takes white ink and one that takes black; both ends.
for (const colour of ['#d4002a', '#ffcc00', '#ffffff', '#000000']) {
  test(`pages in ${colour} are read well`, async () => {
    await stack.set({ AISLE_SITE_BRAND_COLOUR: colour }, 'booking');
    const page = await openCustomer(browser, { scripts: true });
    for (const [name, arrive] of Object.entries(PAGES)) {
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await arrive(page);
        const band = await page.locator('.top').evaluate((top) => getComputedStyle(top).backgroundColor);
        if (colorScheme === 'light') assert.equal(band, `rgb(${colour.match(/\w\w/g).map((part) => parseInt(part, 16)).join(', ')})`);
        assert.deepEqual(await axeProblems(page, ['color-contrast', 'link-in-text-block']), [], `${name}, ${colorScheme}`);
      }
    }
    await page.context().close();
  });
}

test('with the colours of the system one tells apart seats that are free, chosen and taken', async () => {
  const other = await openCustomer(browser);
  await PAGES.seats(other);
  await journey.submit(other, 'hold');
  const page = await openCustomer(browser, { forcedColors: 'active' });
  await PAGES.seats(page);
  const looks = await page.locator('input[name="seat"]').evaluateAll((inputs) => Object.fromEntries(inputs.map((input) => {
    const { outlineStyle, borderTopStyle, opacity, backgroundColor, color } = getComputedStyle(input);
    return [input.checked ? 'chosen' : input.dataset.state, [outlineStyle, borderTopStyle, opacity, backgroundColor, color].join(' ')];
  })));
  assert.equal(new Set(Object.values(looks)).size, Object.keys(looks).length, JSON.stringify(looks));
  assert.deepEqual(Object.keys(looks).sort(), ['chosen', 'free', 'taken']);
});
