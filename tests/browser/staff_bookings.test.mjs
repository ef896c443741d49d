// Staff and bookings in real browsers: found and cancelled with the keyboard alone; two who change the same one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { booked } from '../support/managed.mjs';
import { someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';
import { staff } from '../support/staff.mjs';
import * as journey from './support/journey.mjs';
import { openBrowser, openCustomer } from './support/site.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

// Tab after Tab, as far as the element.
async function tabTo(page, selector) {
  for (let stop = 0; stop < 150; stop++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`Tab never comes to ${selector}`);
}
const enter = async (page) => (await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]))[0];

async function signedIn(role, at) {
  const page = await openCustomer(browser);
  const { name, password } = await staff(role);
  await page.goto('/admin/sign-in');
  await page.fill('#name', name);
  await page.fill('#password', password);
  await journey.submit(page, 'sign-in');
  await page.goto(at);
  return { page, name };
}

test('the keyboard alone finds a booking by name, writes a note and cancels it', async () => {
  const people = [someone()];
  const { locator } = await booked({ people });
  const { page } = await signedIn('agent', '/admin/');
  await tabTo(page, 'nav [href="/admin/bookings"]');
  await enter(page);
  await tabTo(page, '#q');
  await page.keyboard.type(people[0].surname.toUpperCase());
  await enter(page);
  await tabTo(page, `a[href="/admin/bookings/${locator}"]`);
  await enter(page);
  await journey.expectPage(page, 'admin-booking');
  await tabTo(page, '#words');
  await page.keyboard.type('Called twice');
  await tabTo(page, 'form[data-form="booking-note"] button');
  await enter(page);
  assert.match(await page.locator('main').innerText(), /Called twice/);
  await tabTo(page, 'a[href$="/cancel"]');
  await enter(page);
  await journey.expectPage(page, 'admin-booking-cancel');
  await tabTo(page, '#reason');
  await page.keyboard.type('ill');
  await enter(page);
  assert.equal((await journey.facts(page)).state, 'cancelled');
});

test('of two agents who change the same booking, each in a browser of her own, the second sees what changed and keeps what she typed', async () => {
  const { locator } = await booked();
  const first = await signedIn('agent', `/admin/bookings/${locator}/names`);
  const second = await signedIn('agent', `/admin/bookings/${locator}/names`);
  const type = async ({ page }, surname) => {
    await page.fill('#surname-1', surname);
    await journey.submit(page, 'booking-names');
  };
  await type(first, 'Byron');
  await type(second, 'King');
  assert.equal((await journey.facts(second.page)).problem, 'changed-meanwhile');
  assert.match(await second.page.locator('[data-meanwhile]').innerText(), new RegExp(`${first.name.replaceAll('.', '\\.')}: The name of a passenger was corrected`));
  assert.equal(await second.page.inputValue('#surname-1'), 'King');
  await journey.submit(second.page, 'booking-names');
  assert.equal((await journey.facts(second.page)).version, '3');
  assert.deepEqual(await stack.sql(`SELECT p.surname FROM passenger p JOIN booking b ON b.hold_id = p.hold_id WHERE b.locator = '${locator}'`), [['King']]);
});
