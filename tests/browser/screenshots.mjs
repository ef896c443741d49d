// Pictures of Aisle for the README, in docs/screenshots/: of a running one (AISLE_SITE, an address), else of one that is started for them.
// They show the fonts of this machine; with the package fonts-inter they look as on most people's.
import { startOwnStack } from './support/own_stack.mjs';
import { take } from './support/pictures.mjs';

const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 780 };
// Who is on board already: some in seats of their choice, some where the system puts them.
const OTHERS = ['1A 1B', '2F', '3C 3D', '4A', '5D 5E 5F', '8A 8B', '9F', '10C', '12D 12E'];
const PARTIES = [7, 9, 4, 6];

if (!process.env.AISLE_SITE && !process.env.AISLE_TEST_STACK) process.env.AISLE_TEST_STACK = startOwnStack();
const { dayAhead, openBrowser, openCustomer } = await import('./support/site.mjs');
const journey = await import('./support/journey.mjs');

async function fillAircraft(browser, wanted) {
  for (const seats of [...OTHERS.map((names) => names.split(' ')), ...PARTIES]) {
    const page = await openCustomer(browser);
    await journey.search(page, { ...wanted, adults: seats.length ?? seats });
    await journey.choose(page);
    await journey.hold(page, Array.isArray(seats) ? seats : []);
    await page.context().close();
  }
}

// Two seats beside each other, in a part of the cabin that the picture then shows.
async function tickTwo(page, top) {
  const pairs = ['6A 6B', '4E 4F', '7E 7F', '5A 5B', '3A 3B', '2C 2D', '6E 6F', '7A 7B'].map((names) => names.split(' '));
  const free = await page.locator('[data-state="free"]').evaluateAll((inputs) => inputs.map(({ dataset }) => dataset.seat));

  for (const seat of pairs.find((pair) => pair.every((name) => free.includes(name)))) await journey.seatInput(page, seat).check();
  await page.mouse.move(0, 0);
  await page.evaluate((above) => {
    document.activeElement.blur();
    scrollTo(0, document.querySelector('.cabin-name').getBoundingClientRect().top + scrollY - above);
  }, top);
}

const browser = await openBrowser();
const wanted = { origin: 'London (LHR)', destination: 'Frankfurt (FRA)', date: dayAhead(14) };
await fillAircraft(browser, wanted);

const page = await openCustomer(browser, { viewport: DESKTOP, scripts: true });
await page.goto('/');
for (const [name, value] of Object.entries({ ...wanted, return: dayAhead(21), adults: '2' })) await page.locator(`form[data-form="search"] [name="${name}"]`).fill(value);
await page.evaluate(() => document.activeElement.blur());
await take(page, 'home');
await journey.search(page, wanted);
await journey.choose(page);
await tickTwo(page, 150);
await take(page, 'seats');
await journey.submit(page, 'hold');
await journey.passengers(page, [journey.person('Amélie', 'Durand'), journey.person('Ναταλία', 'Παπαδοπούλου')], 'amelie.durand@example.org');
await take(page, 'review');
await journey.book(page);
await page.mouse.move(0, 0);
await take(page, 'booking');

const phone = await openCustomer(browser, { viewport: PHONE, deviceScaleFactor: 2, isMobile: true, hasTouch: true, scripts: true });
await journey.search(phone, wanted);
await take(phone, 'phone-flights');
await phone.emulateMedia({ colorScheme: 'dark' });
await journey.choose(phone);
await tickTwo(phone, 110);
await take(phone, 'phone-seats-dark');
await browser.close();
process.exit();
