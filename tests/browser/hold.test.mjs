// The hold page with its script: the time left, and keeping the seats longer without losing what was typed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as journey from './support/journey.mjs';
import { dayAhead, expireHold, openBrowser, openCustomer } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

// Pages whose clock stands, until it is put forward.
async function toHold(date) {
  const page = await openCustomer(browser, { scripts: true });
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1000);
  return { ...await journey.toHold(page, { date }), page };
}
const left = (page) => page.locator('[data-seconds-left]').textContent();
const news = (page) => page.getByRole('status').textContent();

test('the time left counts down in text, and is read out only when it is short and when it is over', async () => {
  const { page } = await toHold(dayAhead(46));
  assert.match(await left(page), /^1[89] minutes left$/);
  await page.clock.runFor(10 * 60_000);
  assert.match(await left(page), /^[89] minutes left$/);
  assert.equal(await news(page), '');
  await page.clock.runFor(8 * 60_000 + 30_000);
  assert.match(await left(page), /^(1 minute|less than a minute) left$/);
  assert.match(await news(page), /^Less than two minutes are left/);
  await page.clock.runFor(2 * 60_000);
  assert.equal(await left(page), 'this time is over');
  assert.match(await news(page), /^The time for these seats is over\. What you typed stays here/);
});

test('one click keeps the seats longer, and what was typed stays', async () => {
  const { page } = await toHold(dayAhead(47));
  await journey.typePassengers(page, [journey.person('Amélie', 'Durand'), { given: '', surname: 'Sato', day: 31, month: 2, year: 19 }], 'half@');
  const before = await journey.facts(page);
  await page.clock.runFor(60_000);
  await Promise.all([page.waitForResponse((answer) => answer.url().endsWith('/extend')), journey.form(page, 'extend').getByRole('button').click()]);
  await page.getByRole('status').filter({ hasText: 'The seats are kept until' }).waitFor();
  const now = await journey.facts(page);
  // Both may lie in the same second of the real clock: that it was kept longer is told by its version.
  assert.ok(now.expiresAt >= before.expiresAt);
  assert.equal(Number(now.version), Number(before.version) + 1);
  assert.match(await left(page), /^1[89] minutes left$/);
  assert.deepEqual(await page.locator('[name="surname"]').evaluateAll((inputs) => inputs.map(({ value }) => value)), ['Durand', 'Sato']);
  assert.equal(await page.locator('[name="email"]').inputValue(), 'half@');
});

test('without a script one click keeps them longer too, and half a form is there again', async () => {
  const page = await openCustomer(browser);
  await journey.toHold(page, { date: dayAhead(50) });
  await journey.typePassengers(page, [journey.person('Amélie', 'Durand')], '');
  const before = await journey.facts(page);
  await journey.submit(page, 'extend');
  const now = await journey.facts(page);
  assert.deepEqual([now.page, now.state, Number(now.version)], ['hold', 'open', Number(before.version) + 1]);
  assert.deepEqual(await page.locator('[name="surname"]').evaluateAll((inputs) => inputs.map(({ value }) => value)), ['Durand', '']);
});

test('where they cannot be kept longer the page says so, and what was typed stays and comes along', async () => {
  const { page, hold, seats } = await toHold(dayAhead(48));
  const people = [journey.person('Bea', 'Okafor'), journey.person('Jun', 'Sato')];
  await journey.typePassengers(page, people);
  await expireHold(hold);
  await journey.form(page, 'extend').getByRole('button').click();
  await page.getByRole('status').filter({ hasText: 'The time for these seats is over. What you typed stays here.' }).waitFor();
  const answer = await journey.submit(page, 'passengers');
  assert.deepEqual([answer.status(), (await journey.facts(page)).problem], [410, 'hold-expired']);
  await journey.follow(page, page.getByRole('button', { name: 'Hold the same again and go on' }));
  const again = await journey.facts(page);
  assert.deepEqual([again.state, again.seats.split(' ').map((name) => name.split('/')[2])], ['open', seats]);
  assert.deepEqual(await page.locator('[name="surname"]').evaluateAll((inputs) => inputs.map(({ value }) => value)), ['Okafor', 'Sato']);
});
