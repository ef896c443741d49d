// The seat map in a real browser: names for screen readers, and what the script adds: the choice in words, and seats that others take meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as journey from './support/journey.mjs';
import { dayAhead, openBrowser, openCustomer } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
// Holds of other tests count for the same address: these are given back.
const holding = [];
after(async () => {
  for (const page of holding) if ((await journey.facts(page)).state === 'open') await journey.submit(page, 'release');
  await browser.close();
});

// A page at the seats of the first flight of a day. Its clock can be put forward, if asked for, and goes on by itself too, if it does not stand.
async function offer(date, { adults = 2, scripts = true, hasClock = false, isStanding = false } = {}) {
  const page = await openCustomer(browser, { scripts });
  if (hasClock) await page.clock.install();
  if (isStanding) await page.clock.pauseAt(Date.now() + 1000);
  await journey.search(page, { date, adults });
  const departure = await journey.choose(page);
  return { page, departure };
}

// Somebody else holds seats.
async function take(departure, seats) {
  const page = await openCustomer(browser);
  await page.goto(`/offer?departure=${departure}&adults=${seats.length}`);
  await journey.hold(page, seats);
  holding.push(page);
  return { page };
}
// What the script says of the choice; its words stand in the page too, hidden.
const told = (page, words) => page.locator('.chosen-seats').filter({ hasText: words });
const isTicked = (page, seat) => journey.seatInput(page, seat).isChecked();
// Question after question until something is shown: what is answered may be a second old. A clock that stood would be put forward too early, when the page has not yet set the time of its next question.
async function refresh(page, shown) {
  for (let i = 0; i < 200 && !(await shown.count()); i++) await Promise.all([asked(page), page.clock.runFor(5000)]);
  assert.equal(await shown.count(), 1);
}
const asked = (page) => page.waitForResponse((answer) => answer.url().endsWith('/seats'));

test('each seat is a native control that says where it is and how it is', async () => {
  const { page, departure } = await offer(dayAhead(40), { scripts: false });
  const seat = await page.locator('input[aria-label$="A, window, free"]').first().getAttribute('data-seat');
  assert.ok(await page.getByRole('checkbox', { name: `${seat}, window, free`, exact: true }).isEnabled());
  await take(departure, [seat]);
  await page.reload();
  assert.ok(await page.getByRole('checkbox', { name: `${seat}, window, taken`, exact: true }).isDisabled());
  assert.ok(await page.getByRole('group', { name: 'Row 2', exact: true }).getByRole('checkbox', { name: /^2B, middle/ }).isVisible());
  assert.ok(await page.getByRole('checkbox', { name: /exit row, free$/ }).first().isEnabled());
});

test('every seat is in the cabin and can be hit, of two cabins too, on every screen', async () => {
  for (const [path, scripts] of [[`/flights?origin=FRA&destination=JFK&date=${dayAhead(40)}&cabin=J`, false], [`/flights?origin=LHR&destination=FRA&date=${dayAhead(40)}`, false]]) {
    const page = await openCustomer(browser, { scripts });
    await page.goto(path);
    await journey.choose(page);
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const seats = await page.locator('.row > input').evaluateAll((inputs) => inputs.map((input) => input.getBoundingClientRect()).map(({ left, right, width: own, height }) => ({ left, right, own, height })));
      const cabin = await page.locator('.cabin').boundingBox();
      assert.ok(seats.every(({ left, right }) => left >= cabin.x && right <= cabin.x + cabin.width), `every seat is in the cabin at ${width} px`);
      assert.deepEqual(seats.filter(({ own, height }) => own < 24 || height < 44), [], `every seat can be hit at ${width} px`);
    }
    assert.equal(await page.locator('.wing').count(), 1);
  }
});

test('the choice is told in words, and one more seat than there are people moves the first', async () => {
  const { page } = await offer(dayAhead(41));
  const seats = await journey.freeSeats(page, 3);
  const choice = told(page, /^Your seats: /);
  for (const seat of seats.slice(0, 2)) await journey.seatInput(page, seat).check();
  assert.equal(await choice.textContent(), `Your seats: ${seats[0]} and ${seats[1]}`);
  await journey.seatInput(page, seats[2]).check();
  assert.equal(await choice.textContent(), `Your seats: ${seats[1]} and ${seats[2]}`);
  assert.equal(await isTicked(page, seats[0]), false);
  await journey.seatInput(page, seats[1]).uncheck();
  assert.equal(await choice.textContent(), `Your seats: ${seats[2]}`);
});

test('arrow keys go from seat to seat, over the aisle and past what is taken; without a script Tab does, or skips them', async () => {
  const { page, departure } = await offer(dayAhead(49));
  const rows = await page.locator('[data-state="free"]').evaluateAll((inputs) => inputs.map(({ dataset }) => dataset.seat));
  const row = [18, 20, 22, 24, 26].find((one) => [`${one}C`, `${one}D`, `${one + 1}D`, `${one + 2}D`].every((seat) => rows.includes(seat)));
  await take(departure, [`${row + 1}D`]);
  await page.reload();
  await journey.seatInput(page, `${row}C`).focus();
  const at = () => page.evaluate(() => document.activeElement.dataset.seat);
  const walked = [];
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft']) {
    await page.keyboard.press(key);
    walked.push(await at());
  }
  assert.deepEqual(walked, [`${row}D`, `${row + 2}D`, `${row}D`, `${row}C`]);
  await journey.seatInput(page, '1A').focus();
  for (const key of ['ArrowUp', 'ArrowLeft']) await page.keyboard.press(key);
  assert.equal(await at(), '1A', 'at the edge one stays');

  const plain = await openCustomer(browser);
  await plain.goto(page.url());
  await plain.getByRole('link', { name: 'Suggest seats side by side' }).focus();
  const skip = plain.getByRole('link', { name: 'Skip these seats' });
  assert.ok((await skip.boundingBox()).height <= 1, 'only who comes there by keyboard sees it');
  await plain.keyboard.press('Tab');
  assert.ok((await skip.boundingBox()).height >= 44);
  await plain.keyboard.press('Enter');
  await plain.keyboard.press('Tab');
  assert.ok(await plain.evaluate(() => !document.activeElement.closest('.row')), 'the seats are skipped');
});

test('a suggested party is ticked without a script and told with one', async () => {
  for (const scripts of [false, true]) {
    const { page } = await offer(dayAhead(42), { scripts, adults: 3 });
    await journey.follow(page, page.getByRole('link', { name: 'Suggest seats side by side' }));
    const ticked = await page.locator('input[name="seat"]:checked').evaluateAll((inputs) => inputs.map(({ dataset }) => dataset.seat));
    assert.equal(ticked.length, 3);
    if (scripts) assert.equal(await told(page, /^Your seats: /).textContent(), `Your seats: ${ticked[0]}, ${ticked[1]} and ${ticked[2]}`);
    await journey.submit(page, 'hold');
    holding.push(page);
    assert.deepEqual((await journey.facts(page)).seats.split(' ').map((name) => name.split('/')[2]), ticked);
  }
});

test('seats that others take meanwhile become taken, politely, and what else was chosen stays', async () => {
  const { page, departure } = await offer(dayAhead(43), { hasClock: true });
  const [mine, wanted, other] = await journey.freeSeats(page, 3);
  await journey.seatInput(page, mine).check();
  await journey.seatInput(page, wanted).check();
  const faster = await take(departure, [wanted, other]);
  const news = page.getByRole('status').filter({ hasText: wanted });
  await refresh(page, news);
  assert.equal(await news.textContent(), `Somebody was faster: ${wanted} is taken now. What else you chose stays.`);
  assert.deepEqual([await isTicked(page, mine), await isTicked(page, wanted)], [true, false]);
  assert.ok(await journey.seatInput(page, other).isDisabled());
  await page.keyboard.press('Space');
  assert.equal(await isTicked(page, wanted), false, 'what has the focus keeps it, and cannot be ticked');
  assert.match(await journey.seatInput(page, wanted).getAttribute('aria-label'), /, taken$/);
  assert.equal(await told(page, /^Your seats: /).textContent(), `Your seats: ${mine}`);
  await journey.submit(faster.page, 'release');
  await refresh(page, page.locator(`[data-seat="${wanted}"][data-state="free"]:enabled`));
  assert.match(await journey.seatInput(page, wanted).getAttribute('aria-label'), /, free$/);
  assert.equal(await isTicked(page, mine), true);
});

test('the seats that this browser holds already stay its own', async () => {
  const { page, departure } = await offer(dayAhead(44), { hasClock: true });
  const [own, beside, other] = await journey.freeSeats(page, 3);
  await journey.hold(page, [own, beside]);
  const here = page.url();
  await page.goto(`/offer?departure=${departure}&adults=2`);
  await take(departure, [other]);
  await refresh(page, page.locator(`[data-seat="${other}"][data-state="taken"]`));
  assert.equal(await journey.seatInput(page, own).getAttribute('data-state'), 'yours');
  assert.ok(await isTicked(page, own));
  await page.goto(here);
  holding.push(page);
});

// At the map where a booked customer changes the seat; the clock can be put forward, and goes on.
async function changing(date) {
  const page = await openCustomer(browser, { scripts: true });
  await page.clock.install();
  const { departure, seats, locator } = await journey.toBooking(page, { date, adults: 1 }, [journey.person('Amélie', 'Durand')]);
  await page.goto(`/bookings/${locator}/seats?departure=${departure}&passenger=1`);
  await journey.expectPage(page, 'seats');
  return { page, departure, own: seats.split('/').at(-1) };
}

test('changing a seat: what others take becomes taken, what was chosen stays; who was too late has the own seat again', async () => {
  const { page, departure, own } = await changing(dayAhead(46));
  const [wanted, other, third] = await journey.freeSeats(page, 3);
  const choice = told(page, /^Your choice: /);
  assert.equal(await choice.textContent(), `Your choice: ${own}`);
  await journey.seatInput(page, wanted).check();
  assert.equal(await choice.textContent(), `Your choice: ${wanted}`);
  await take(departure, [other]);
  await refresh(page, page.getByRole('status').filter({ hasText: `${other} is taken now.` }));
  assert.deepEqual([await isTicked(page, wanted), await journey.seatInput(page, other).isDisabled()], [true, true]);
  await take(departure, [wanted]);
  await refresh(page, page.getByRole('status').filter({ hasText: `Somebody was faster: ${wanted} is taken now. The seat you have is chosen again.` }));
  assert.deepEqual([await isTicked(page, wanted), await isTicked(page, own)], [false, true]);
  assert.equal(await choice.textContent(), `Your choice: ${own}`);
  await journey.seatInput(page, third).check();
  await journey.submit(page, 'seat');
  await journey.expectPage(page, 'booking');
  assert.equal((await journey.facts(page)).seats, `${departure}/${third}`);
});

test('changing a seat: arrow keys choose the next seat in their direction, and one Tab leaves the map', async () => {
  const { page } = await changing(dayAhead(47));
  const [from, to] = await journey.freeSeats(page, 2);
  await journey.seatInput(page, from).check();
  await journey.seatInput(page, from).focus();
  await page.keyboard.press('ArrowRight');
  assert.deepEqual([await isTicked(page, from), await isTicked(page, to)], [false, true]);
  assert.equal(await told(page, /^Your choice: /).textContent(), `Your choice: ${to}`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.closest('.row')), null);
});

test('nothing is asked while the page is hidden, seldom while nobody answers, and no more where there is nothing', async () => {
  const { page } = await offer(dayAhead(45), { hasClock: true, isStanding: true });
  let count = 0;
  let answered = 0;
  let status = 503;
  let gate = Promise.resolve();
  await page.route('**/seats', async (route) => {
    count += 1;
    await gate;
    return route.fulfill({ status, body: '' });
  });
  page.on('response', (answer) => { if (answer.url().endsWith('/seats')) answered += 1; });
  // So many questions within as many seconds, of which each is answered before the next second begins.
  const within = async (seconds) => {
    const before = count;
    for (let i = 0; i < seconds; i++) {
      await page.clock.runFor(1000);
      await page.evaluate(() => new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); }));
      while (answered < count) await page.waitForEvent('response');
    }
    return count - before;
  };
  const hide = (isHidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

  await hide(true);
  assert.equal(await within(30), 0, 'hidden');
  let open;
  gate = new Promise((resolve) => { open = resolve; });
  await Promise.all([page.waitForRequest('**/seats'), hide(false)]);
  await hide(true);
  await Promise.all([page.waitForResponse('**/seats'), open()]);
  assert.equal(count, 1, 'seen again: at once');
  assert.equal(await within(30), 0, 'hidden while a question was under way');
  await Promise.all([page.waitForResponse('**/seats'), hide(false)]);
  assert.equal(count, 2);
  const many = await within(70);
  assert.ok(many >= 1 && many <= 2, `${many} questions in 70 s that nobody answers`);
  status = 404;
  await within(90);
  const last = count;
  assert.equal(await within(130), 0, `after ${last}: there is nothing to ask for`);
});
