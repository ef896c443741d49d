// Every page, refusals and notices too (support/pages.mjs has the list): good HTML, nothing that axe finds, no wider than the screen, large enough for fingers,
// the focus always to be seen, nothing that moves; light and dark, phone and desktop; small on the wire, and nothing that the content security policy stops.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { errorProblems } from '../support/errors.mjs';
import { parsePage } from '../support/html.mjs';
import { htmlProblems } from './support/html.mjs';
import * as journey from './support/journey.mjs';
import { PAGES } from './support/pages.mjs';
import { axeProblems, focusProblems, motionProblems, overflowProblems, targetProblems } from './support/rules.mjs';
import { ROOT } from './support/own_stack.mjs';
import { openBrowser, openCustomer } from './support/site.mjs';
import { watch } from './support/watch.mjs';

// Bytes as they are transferred, headers included.
const LARGEST = { page: 50_000, Document: 14 * 1024, Stylesheet: 10 * 1024, Script: 8 * 1024 };
// Staff have a second style sheet, and work with long lists.
const LARGEST_OF_STAFF = { ...LARGEST, Document: 24 * 1024, Stylesheet: 13 * 1024 };
const WIDTHS = [320, 768, 1280];

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

async function looks(page) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    const lines = [...await overflowProblems(page), ...await targetProblems(page)];
    if (width !== 768) {
      lines.push(...await axeProblems(page));
      // Nothing else depends on it.
      await page.emulateMedia({ colorScheme: 'dark' });
      lines.push(...(await axeProblems(page, ['color-contrast', 'link-in-text-block'])).map((line) => `dark: ${line}`));
    }
    found.push(...lines.map((line) => `at ${width} px: ${line}`));
  }
  return found;
}

function sizes(files, largest = LARGEST) {
  const sum = (some) => some.reduce((total, { bytes }) => total + bytes, 0);
  const found = Object.entries(largest).slice(1).map(([type, most]) => [type, sum(files.filter((file) => file.type === type)), most]);
  found.push(['page', sum(files), largest.page]);
  return found.filter(([, bytes, most]) => bytes > most).map(([type, bytes, most]) => `${type}: ${bytes} bytes, ${most} are the most`);
}

async function problems(page, seen, largest) {
  const files = await seen.files();
  return {
    html: await htmlProblems(await seen.text()),
    errors: errorProblems(parsePage(await seen.text())),
    sizes: sizes(files, largest),
    unsent: files.filter(({ hasCome }) => !hasCome).map(({ url }) => url),
    shifts: await page.evaluate(() => globalThis.shifted),
    focus: await focusProblems(page),
    motion: await motionProblems(page),
    looks: await looks(page),
    complaints: seen.complaints,
  };
}

const NONE = { html: [], errors: [], sizes: [], unsent: [], shifts: [], focus: [], motion: [], looks: [], complaints: [] };

test('each rule finds what is wrong, where something is', async () => {
  const page = await openCustomer(browser, { scripts: true });
  const seen = await watch(page);
  const spoiled = `<html lang="en"><title>Spoiled</title><main><h1>Spoiled</h1><p style="color:#bbb;width:2000px">pale and wide</p><img src="data:,"><p><a href="/" style="transition:all 1s;outline:0">Small</a></p><p><a href="#nowhere">Nowhere</a></p>
    <script>console.error('inline')</script></main>`;
  await page.route('**/spoiled', (route) => route.fulfill({ contentType: 'text/html', body: spoiled, headers: { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'" } }));
  await page.goto('/spoiled');
  await page.evaluate(() => new Promise((resolve) => {
    requestAnimationFrame(() => {
      document.querySelector('h1').style.marginTop = '300px';
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    });
  }));
  const found = await problems(page, seen);
  const says = (lines, pattern) => assert.ok(lines.some((line) => pattern.test(line)), `${pattern} is not in ${JSON.stringify(lines).slice(0, 800)}`);
  for (const rule of ['image-alt', 'color-contrast', 'px in 320', 'x \\d+ px: <a']) says(found.looks, new RegExp(rule));
  says(found.looks, /dark: color-contrast/);
  says(found.html, /no-inline-style/);
  says(found.errors, /leads to #nowhere/);
  says(found.shifts, /by/);
  says(found.focus, /no outline/);
  says(found.motion, /1s/);
  says(found.complaints, /Content Security Policy/);
  assert.deepEqual(sizes([{ type: 'Document', bytes: 20_000 }, { type: 'Image', bytes: 31_000 }]).length, 2);
});

// What a template or a form calls its page.
const namedIn = (folder, ending, pattern) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending))
  .flatMap((name) => [...readFileSync(join(ROOT, folder, name), 'utf8').matchAll(pattern)].map(([, page]) => `admin-${page}`));

test('every page of staff is in the list', () => {
  const listed = new Set(Object.values(PAGES).map(([page]) => page));
  const pages = [...namedIn('templates/staff', '.tpl', /<main [^>]*data-page="admin-([a-z-]+)"/g), ...namedIn('cgi-bin/staff', '.c', /struct staff_form \w+ = \{\s*\{[^}]*\},\s*"([a-z-]+)"/g)];
  assert.ok(pages.length > 10);
  assert.deepEqual(pages.filter((page) => !listed.has(page)), []);
});

for (const [name, [expected, arrive, problem]] of Object.entries(PAGES)) {
  test(`${name}: keeps to the rules of every page`, async () => {
    const page = await openCustomer(browser, { scripts: true });
    const seen = await watch(page);
    await arrive(page);
    const facts = await journey.facts(page);
    assert.equal(facts.page, expected);
    if (problem !== null) assert.equal(facts.problem, problem);
    assert.deepEqual(await problems(page, seen, expected.startsWith('admin-') ? LARGEST_OF_STAFF : LARGEST), NONE);
    await page.context().close();
  });
}
