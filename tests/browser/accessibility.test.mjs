// Every page, refusals too: no violation that axe finds, and nothing wider than the screen; light and dark, phone and desktop.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import * as journey from './support/journey.mjs';
import { changeTimes, dayAhead, expireHold, openBrowser, openCustomer } from './support/site.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const date = dayAhead(20);

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

// "color-contrast: .button ..." for each thing that is wrong.
async function violations(page) {
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}

async function lookAt(page) {
  await page.evaluate(AXE);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], `axe at ${width} px, ${colorScheme}`);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, `nothing is wider than the page at ${width} px`);
  }
}

const offer = async (page) => {
  await journey.search(page, { date });
  return journey.choose(page);
};
const seatsPage = async (page) => {
  await journey.toBooking(page, { date });
  await journey.follow(page, page.getByRole('link', { name: /^Change seats/ }));
};

let accounts = 0;
const toAccount = async (page, path = '/account') => {
  const email = `customer-${Date.now()}-${accounts++}@example.org`;
  await journey.sign(page, '/register', email, 'seven green windows');
  await journey.sign(page, '/sign-in', email, 'seven green windows');
  await page.goto(path);
};
const withTraveller = async (page) => {
  await toAccount(page, '/account/travellers');
  const typed = { given_name: 'Amélie', surname: 'Durand', born_day: '4', born_month: '5', born_year: '1986' };
  for (const [name, value] of Object.entries(typed)) await journey.form(page, 'traveller').locator(`[name="${name}"]`).fill(value);
  await journey.submit(page, 'traveller');
};

// How one gets to each page, and what it then says: its data-page, and its data-problem where it is a refusal.
const PAGES = {
  'home': ['home', (page) => page.goto('/')],
  'search results': ['flights', (page) => journey.search(page, { date })],
  'search results there and back': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&return=${dayAhead(25)}&adults=2&children=1&infants=1`)],
  'a search that finds nothing': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=KTM&date=${date}`)],
  'a search with mistakes': ['flights', (page) => page.goto('/flights?origin=Nowhere&destination=&date=2020-01-01'), 'invalid'],
  'a search for a city with several airports': ['flights', (page) => page.goto(`/flights?origin=London&destination=FRA&date=${date}`), null],
  'places that are nearly known': ['flights', (page) => page.goto(`/flights?origin=Frankfrut&destination=Londn&date=${date}`), 'invalid'],
  'suggestions for a place': ['home', async (page) => {
    await page.goto('/');
    await page.locator('#origin').pressSequentially('lon');
    await page.locator('#origin-places [role="option"]').first().waitFor();
    await page.keyboard.press('ArrowDown');
  }],
  'a filtered list': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&return=${dayAhead(25)}&time=morning&seats=free`)],
  'a month': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&adults=2&view=month`)],
  'months there and back': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&return=${dayAhead(25)}&view=month`)],
  'seats and price': ['offer', offer],
  'seats of two cabins': ['offer', async (page) => {
    await page.goto(`/flights?origin=FRA&destination=JFK&date=${date}&cabin=J`);
    await journey.choose(page);
  }],
  'seats suggested for a family': ['offer', async (page) => {
    await page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&adults=2&children=1`);
    await journey.choose(page);
    await journey.follow(page, page.getByRole('link', { name: 'Suggest seats side by side' }));
  }],
  'a seat that has just been taken': ['offer', async (page) => {
    await offer(page);
    const [seat] = await journey.freeSeats(page, 1);
    const faster = await openCustomer(browser);
    await offer(faster);
    await journey.hold(faster, [seat]);
    await journey.seatInput(page, seat).check();
    await journey.submit(page, 'hold');
  }, 'seat-taken'],
  'passengers': ['hold', (page) => journey.toHold(page, { date })],
  'passengers with mistakes': ['hold', async (page) => {
    await journey.toHold(page, { date });
    await journey.typePassengers(page, [{ given: '', surname: '', day: 31, month: 2, year: 1990 }, journey.person('Jun', '')], 'nobody');
    await journey.submit(page, 'passengers');
  }, 'invalid'],
  'a hold that is over': ['hold', async (page) => {
    const { hold } = await journey.toHold(page, { date });
    await expireHold(hold);
    await page.reload();
  }],
  'a hold that ended while names were typed': ['hold', async (page) => {
    const { hold } = await journey.toHold(page, { date });
    await journey.typePassengers(page, [journey.person('Amélie', 'Durand'), { given: '', surname: '', day: 31, month: 2, year: 1990 }]);
    await expireHold(hold);
    await journey.submit(page, 'passengers');
  }, 'invalid'],
  'review': ['review', async (page) => {
    await journey.toHold(page, { date });
    await journey.passengers(page, [journey.person('Amélie', 'Durand'), journey.person('Ναταλία', 'Παπαδοπούλου')]);
  }],
  'booking': ['booking', (page) => journey.toBooking(page, { date })],
  'booking, found by somebody': ['booking', async (page) => {
    const { locator } = await journey.toBooking(await openCustomer(browser), { date });
    await journey.find(page, locator, 'Durand');
  }],
  'a booking that is not found': ['find', (page) => journey.find(page, 'AAAAAA', 'Nobody'), 'not-found'],
  'change of seats': ['seats', seatsPage],
  'cancelling': ['cancel', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/cancel`);
  }],
  'cancelling for one passenger': ['cancel', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/cancel?passenger=2`);
  }],
  'booking, of which a part was cancelled': ['booking', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/cancel?passenger=2`);
    await journey.submit(page, 'cancel');
  }],
  'booking, changed by the airline': ['booking', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await changeTimes(locator);
    await page.reload();
  }],
  'correcting names': ['passengers', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/passengers`);
  }],
  'correcting names with mistakes': ['passengers', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/passengers`);
    await page.fill('#surname-1', 'Somebodyelse');
    await page.fill('#surname-2', '');
    await journey.submit(page, 'names');
  }, 'invalid'],
  'changing the contact': ['contact', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/contact`);
  }],
  'booking, cancelled': ['booking', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/cancel`);
    await journey.submit(page, 'cancel');
  }],
  'not found': ['notice', (page) => page.goto('/nowhere'), 'not-found'],
  'register': ['register', (page) => page.goto('/register')],
  'register with mistakes': ['register', (page) => journey.sign(page, '/register', 'nobody', 'short'), 'invalid'],
  'sign in': ['sign-in', (page) => page.goto('/sign-in')],
  'sign in with a wrong password': ['sign-in', (page) => journey.sign(page, '/sign-in', 'nobody@example.org', 'not the right one'), 'invalid'],
  'forgotten password': ['forgot', (page) => page.goto('/forgot')],
  'new password': ['reset', (page) => page.goto('/reset?code=abc')],
  'account': ['account', (page) => toAccount(page)],
  'account, confirming its address': ['confirm', (page) => page.goto('/confirm?code=abc')],
  'account, another address': ['account-email', (page) => toAccount(page, '/account/email')],
  'account, another password with mistakes': ['account-password', async (page) => {
    await toAccount(page, '/account/password');
    await journey.submit(page, 'account-password');
  }, 'invalid'],
  'account, where it is signed in': ['account-sessions', (page) => toAccount(page, '/account/sessions')],
  'account, travellers': ['account-travellers', (page) => withTraveller(page)],
  'account, travellers with mistakes': ['account-travellers', async (page) => {
    await toAccount(page, '/account/travellers');
    await journey.submit(page, 'traveller');
  }, 'invalid'],
  'account, a traveller': ['account-traveller', async (page) => {
    await withTraveller(page);
    await journey.follow(page, page.getByRole('link', { name: /^Change Amélie/ }));
  }],
  'account, what is kept': ['account-data', (page) => toAccount(page, '/account/data')],
  'account, its end': ['account-delete', (page) => toAccount(page, '/account/delete')],
  'passengers, for whom saved ones can be filled in': ['hold', async (page) => {
    await withTraveller(page);
    await journey.toHold(page, { date });
    await page.locator('select[name="traveller"]').first().selectOption({ index: 1 });
    await journey.submit(page, 'fill-in');
    assert.equal(await page.locator('input[name="surname"]').first().inputValue(), 'Durand');
  }],
};

test('axe and the ruler see what is wrong, where something is', async () => {
  const page = await openCustomer(browser, { scripts: true });
  await page.setContent('<html lang="en"><title>Spoiled</title><main><h1>Spoiled</h1><p style="color:#bbb;width:2000px">pale and wide</p><img src="data:,"></main>');
  await page.evaluate(AXE);
  const rules = (await violations(page)).map((line) => line.split(':')[0]);
  assert.deepEqual([rules.includes('color-contrast'), rules.includes('image-alt')], [true, true]);
  await assert.rejects(lookAt(page));
});

for (const [name, [expected, arrive, problem]] of Object.entries(PAGES)) {
  test(`${name}: accessible and no wider than the screen, light and dark`, async () => {
    const page = await openCustomer(browser, { scripts: true });
    await arrive(page);
    const facts = await journey.facts(page);
    assert.equal(facts.page, expected);
    if (problem !== null) assert.equal(facts.problem, problem);
    await lookAt(page);
    await page.context().close();
  });
}
