// Languages: in one that marks every text, no page (support/pages.mjs has the list; those of staff are in English) shows a text without the marks; in German every page fits, and the scripts speak it too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask } from '../support/browser.mjs';
import { stack } from '../support/stack.mjs';
import * as journey from './support/journey.mjs';
import { PAGES } from './support/pages.mjs';
import { overflowProblems } from './support/rules.mjs';
import { openBrowser, openCustomer, SITE } from './support/site.mjs';

// What is data in every language: the operator's name, who is typed in, how a language calls itself, places, aircraft, a browser.
const DATA = ['Aisle Air', 'Amélie', 'Durand', 'Ναταλία', 'Παπαδοπούλου', 'Jun', 'English', 'Deutsch', 'Pseudo', 'Frankfrut', 'Londn', 'Chrome'];

let browser;
let data; // as a pattern
before(async () => {
  // All pages twice, from one address.
  await stack.set({ AISLE_SITE_LANGUAGES: 'en de qps', AISLE_HOLDS_PER_ADDRESS: '0', AISLE_FIND_PER_MINUTE: '0' }, 'booking', 'worker');
  browser = await openBrowser();
  const { airports } = JSON.parse((await ask(`${stack.flightsUrl}/v1/airports`)).body);
  const aircraft = (await stack.sql('SELECT name FROM aircraft', 'aisle_flights')).flat();
  const known = new Set([...DATA, ...aircraft, ...airports.flatMap(({ name, city, country }) => [name, city, country])]);
  const names = [...known].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  // Somebody of support/journey.mjs is Given… Sur…, with digits as letters: "Surname" is nobody.
  data = new RegExp(`(?<!\\p{L})(?:${names.join('|')}|(?:Given|Sur)[a-j]{3,})(?!\\p{L})`, 'gu');
});
after(async () => {
  await browser.close();
  // What is held still does not count against those who come next.
  await stack.sql(`
    SET @past = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND;
    UPDATE seat_claim JOIN hold ON hold.id = seat_claim.hold_id SET held_until = @past WHERE hold.state = 'open' AND seat_claim.state = 'held';
    UPDATE hold SET expires_at = @past WHERE state = 'open' AND expires_at > @past;`);
  await stack.set({}, 'booking', 'worker');
});

const speaking = async (language) => {
  const page = await openCustomer(browser, { scripts: true });
  await page.context().addCookies([{ name: 'lang', value: language, url: SITE }]);
  return page;
};

// Texts, and attributes that are read out or shown, in which something stands outside of ⟦ ⟧; also what scripts are going to say.
const unmarked = (page) => page.evaluate(() => {
  const found = [];
  let depth = 0;
  const outside = (text) => [...text].map((c) => {
    if (c === '⟦') depth += 1;
    const out = depth === 0 ? c : '';
    if (c === '⟧') depth -= 1;
    return out;
  }).join('');
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data: text, parentElement: parent } = walker.currentNode;
    if (!parent.closest('script, style')) found.push([outside(text), parent.outerHTML]);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) found.push([outside(element.getAttribute(name)), element.outerHTML]);
  }
  return found.filter(([text]) => /\p{L}/u.test(text)).map(([text, where]) => [text, where.slice(0, 200)]);
});

// Codes are in capitals: LHR, AX204, 12A, EUR. What else has letters was forgotten.
function forgotten(text) {
  return /\p{L}/u.test(text.replace(/\S+@\S+/g, '').replace(data, '').replace(/(?<!\p{L})[A-Z0-9]+(?!\p{L})/gu, ''));
}

test('a text without marks is seen', async () => {
  const page = await speaking('qps');
  await page.goto('/');
  assert.equal(await page.locator('html').getAttribute('lang'), 'qps');
  assert.match(await page.locator('h1').textContent(), /^⟦.*⟧$/);
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p>⟦Marked⟧ and <b title="Here">not LHR</b> Frankfurt</p>'));
  assert.deepEqual((await unmarked(page)).map(([text]) => text).filter(forgotten), [' and ', 'not LHR', 'Here']);
  await page.context().close();
});

for (const [name, [expected, arrive]] of Object.entries(PAGES).filter(([, [expected]]) => !expected.startsWith('admin-'))) {
  // nginx's own pages know English and German alone.
  if (expected !== 'problem') {
    test(`${name}: every text is in the catalogue`, async () => {
      const page = await speaking('qps');
      await arrive(page);
      assert.equal((await journey.facts(page)).page, expected);
      assert.deepEqual((await unmarked(page)).filter(([text]) => forgotten(text)), []);
      await page.context().close();
    });
  }
  test(`${name}: German fits`, async () => {
    const page = await speaking('de');
    await arrive(page);
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    await page.setViewportSize({ width: 320, height: 900 });
    assert.deepEqual(await overflowProblems(page), []);
    await page.context().close();
  });
}
