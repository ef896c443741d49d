// What Lighthouse says of the pages (a phone on a slow network, as it always supposes): the median of three looks at each, of an Aisle that is started for it or that
// AISLE_SITE names. Status 1 when a page is below what we promise.
import * as launcher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { startOwnStack } from '../browser/support/own_stack.mjs';

const LEAST = { 'performance': 95, 'accessibility': 100, 'best-practices': 100, 'seo': 100 };
const LOOKS = Number(process.env.LOOKS ?? 3);

if (!process.env.AISLE_SITE && !process.env.AISLE_TEST_STACK) process.env.AISLE_TEST_STACK = startOwnStack();
const { dayAhead, FLAGS, openBrowser, openCustomer, SITE } = await import('../browser/support/site.mjs');
const journey = await import('../browser/support/journey.mjs');

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

// Pages of somebody who has a hold and a booking, with the cookie of his browser, and those that everybody may see. The first ask not to be listed and are described to nobody, which for them is no fault;
// they come first, because a cookie that Lighthouse's own browser was given would go before.
async function pages() {
  const browser = await openBrowser();
  const page = await openCustomer(browser);
  const date = dayAhead(21);
  await journey.toBooking(page, { date });
  const booking = page.url();
  await journey.toHold(page, { date });
  const hold = page.url();
  await journey.passengers(page, [journey.person('Amélie', 'Durand'), journey.person('Ναταλία', 'Παπαδοπούλου')]);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await journey.search(page, { date });
  const flights = page.url();
  await journey.choose(page);
  const offer = page.url();
  await browser.close();
  const listed = Object.entries({ 'home': `${SITE}/`, 'search results': flights });
  const own = Object.entries({ 'seats and price': offer, 'passengers': hold, 'review': `${hold}/review`, 'booking': booking, 'sign in': `${SITE}/sign-in` });
  return [...own.map(([name, url]) => ({ name, url, cookie })), ...listed.map(([name, url]) => ({ name, url }))];
}

async function look({ url, cookie }, port) {
  const options = { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(LEAST) };
  if (cookie) Object.assign(options, { extraHeaders: { Cookie: cookie }, skipAudits: ['is-crawlable', 'meta-description'] });
  const { lhr } = await lighthouse(url, options);
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(url).pathname) throw new Error(`${url} became ${lhr.finalDisplayedUrl}`);
  return lhr;
}

// What has cost points, a line each.
function costs(lhr) {
  return Object.keys(LEAST).flatMap((id) => lhr.categories[id].auditRefs
    .filter(({ id: audit, weight }) => weight > 0 && lhr.audits[audit].score !== null && lhr.audits[audit].score < 1 && lhr.categories[id].score * 100 < LEAST[id])
    .map(({ id: audit }) => `  ${audit}: ${lhr.audits[audit].title} ${lhr.audits[audit].displayValue ?? ''}`));
}

const asRoot = process.getuid() === 0 ? ['--no-sandbox'] : [];
const all = await pages();
const chrome = await launcher.launch({ chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: ['--headless=new', ...FLAGS, ...asRoot], logLevel: 'error' });
let failed = 0;

console.log(`${'page'.padEnd(18)}${Object.keys(LEAST).map((id) => id.padStart(16)).join('')}`);
try {
  for (const page of all) {
    const looks = [];
    for (let i = 0; i < LOOKS; i++) looks.push(await look(page, chrome.port));
    const scores = Object.keys(LEAST).map((id) => median(looks.map((lhr) => Math.round(lhr.categories[id].score * 100))));
    const isLow = Object.values(LEAST).some((least, i) => scores[i] < least);
    console.log(`${page.name.padEnd(18)}${scores.map((score) => String(score).padStart(16)).join('')}${isLow ? '  too low' : ''}`);
    if (isLow) console.log(costs(looks[0]).join('\n'));
    failed += isLow;
  }
} finally {
  await chrome.kill();
}
process.exit(failed ? 1 : 0);
