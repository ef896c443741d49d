// Staff with the keyboard alone and without scripts: signed in, a second factor set up from the code that is shown, a departure looked at.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newDeparture } from '../support/flights.mjs';
import { stack, until } from '../support/stack.mjs';
import { codeOf, staff } from '../support/staff.mjs';
import * as journey from './support/journey.mjs';
import { openBrowser, openCustomer } from './support/site.mjs';
import { failedMail } from './support/staff_pages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'aisle-staff-'));
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

// Tab after Tab, as far as the element.
async function tabTo(page, selector) {
  for (let stop = 0; stop < 100; stop++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`Tab never comes to ${selector}`);
}

const enter = async (page) => (await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]))[0];

async function signIn(page, { name, password }) {
  await page.goto('/admin/');
  await tabTo(page, '#name');
  await page.keyboard.type(name);
  await tabTo(page, '#password');
  await page.keyboard.type(password);
  await enter(page);
}

test('the keyboard alone signs in, sets up the second factor from the code that is shown, and comes to a departure', async () => {
  const person = await staff('gate');
  const page = await openCustomer(browser);
  await signIn(page, person);
  await journey.expectPage(page, 'admin-today');
  await tabTo(page, 'nav [href="/admin/account"]');
  await enter(page);
  await tabTo(page, 'a[href="/admin/account/second-factor"]');
  await enter(page);
  await journey.expectPage(page, 'admin-second-factor');
  const picture = join(folder, 'code.png');
  await page.locator('svg.scan').screenshot({ path: picture });
  const read = execFileSync('ZXingReader', ['-format', 'QRCode', picture], { encoding: 'utf8' });
  const [, secret] = /otpauth:\/\/totp\/[^?]+\?secret=([A-Z2-7]+)&issuer=/.exec(read);
  assert.equal((await page.locator('[data-secret]').innerText()).replaceAll(' ', ''), secret, 'what is read is what is written');
  await tabTo(page, '#code');
  await page.keyboard.type(codeOf(secret));
  await tabTo(page, '#current');
  await page.keyboard.type(person.password);
  await enter(page);
  await journey.expectPage(page, 'admin-account');
  await tabTo(page, 'form[data-form="sign-out"] button, nav [href="/admin/departures"]');
  await enter(page);
  await journey.expectPage(page, 'admin-departures');

  const other = await openCustomer(browser);
  await signIn(other, person);
  await journey.expectPage(other, 'admin-code');
  await tabTo(other, '#code');
  await other.keyboard.type(codeOf(secret, 1));
  await enter(other);
  await journey.expectPage(other, 'admin-today');
});

test('the keyboard alone has a mail tried again; who comes after it was sent is told so', async () => {
  const { id } = await failedMail();
  const pages = [];
  for (const agent of [await staff('agent'), await staff('manager')]) {
    const page = await openCustomer(browser);
    await signIn(page, agent);
    pages.push(page);
  }
  const [first, second] = pages;
  const button = `form[action="/admin/mails/${id}/retry"] button`;
  await tabTo(first, button);
  await enter(first);
  await journey.expectPage(first, 'admin-today');
  assert.match(await first.locator('[role="status"]').innerText(), /tried again/);
  await until('it is sent', async () => (await stack.sql(`SELECT sent_at IS NOT NULL FROM outbox WHERE id = ${id}`))[0][0] === '1');
  await journey.follow(second, second.locator(button));
  assert.equal((await journey.facts(second)).problem, 'changed-meanwhile');
  assert.equal(await second.locator(button).count(), 0, 'it waits no more');
});

test('whose sign-in ends while a form is filled in signs in beside it, and what was typed is sent once more', async () => {
  const { booked } = await import('../support/managed.mjs');
  const { locator } = await booked();
  const person = await staff('agent');
  const page = await openCustomer(browser);
  await signIn(page, person);
  await page.goto(`/admin/bookings/${locator}`);
  await page.fill('#words', 'Needs a wheelchair at both airports.');
  await stack.sql(`DELETE se FROM staff_session se JOIN staff s ON s.id = se.staff_id WHERE s.name = '${person.name}'`);
  await journey.submit(page, 'booking-note');
  assert.equal((await journey.facts(page)).problem, 'unauthenticated');
  const [beside] = await Promise.all([page.context().waitForEvent('page'), page.locator('a[target="_blank"]').click()]);
  await beside.fill('#name', person.name);
  await beside.fill('#password', person.password);
  await journey.submit(beside, 'sign-in');
  await journey.expectPage(beside, 'admin-today');
  await page.reload();
  await journey.expectPage(page, 'admin-booking');
  assert.match(await page.locator(`[data-note-by="${person.name}"]`).innerText(), /a wheelchair at both/);
});

test('figures of a chart are opened and read with the keyboard alone', async () => {
  const { newDeparture } = await import('../support/flights.mjs');
  const { booked } = await import('../support/managed.mjs');
  await booked({}, await newDeparture({ days: 1 }));
  const page = await openCustomer(browser);
  await signIn(page, await staff('gate'));
  await tabTo(page, '[data-chart="curve-1"] summary');
  await page.keyboard.press('Enter');
  const rows = page.locator('[data-chart="curve-1"] tbody tr');
  assert.equal(await rows.first().isVisible(), true);
  assert.equal(await rows.count(), 12);
});

test('of two managers who retime a departure, the second sees what she saw and what is so now, keeps her times, and may send them from there', async () => {
  const departure = await newDeparture({ days: 60 });
  const pages = [];
  for (const manager of [await staff('manager'), await staff('manager')]) {
    const page = await openCustomer(browser);
    await signIn(page, manager);
    await page.goto(`/admin/departures/${departure.name}/retime`);
    pages.push(page);
  }
  const [first, second] = pages;
  const ask = async (page, departs, arrives) => {
    await page.fill('#departs', departs);
    await page.fill('#arrives', arrives);
    await journey.submit(page, 'preview');
  };
  await ask(first, '10:15', '13:20');
  await ask(second, '15:45', '18:30');
  await journey.submit(first, 'retime');
  await journey.expectPage(first, 'admin-changes');
  await journey.submit(second, 'retime');
  assert.equal((await journey.facts(second)).problem, 'changed-meanwhile');
  assert.match(await second.locator('[data-was]').innerText(), new RegExp(departure.departs_at.slice(11, 16)));
  assert.match(await second.locator('[data-is]').innerText(), /10:15/);
  assert.deepEqual([await second.inputValue('#departs'), await second.inputValue('#arrives')], ['15:45', '18:30']);
  await journey.submit(second, 'retime');
  await journey.expectPage(second, 'admin-changes');
});

test('of two admins who change the same person, each in a browser of her own, the second sees what changed and keeps what she chose', async () => {
  const { name } = await staff('agent');
  const admins = [await staff('admin'), await staff('admin')];
  const pages = [];
  for (const admin of admins) {
    const page = await openCustomer(browser);
    await signIn(page, admin);
    await page.goto(`/admin/team/${name}`);
    pages.push(page);
  }
  const [first, second] = pages;
  const send = async (page) => {
    await journey.form(page, 'staff-role').getByLabel('Your password').fill(admins[pages.indexOf(page)].password);
    await journey.submit(page, 'staff-role');
  };
  const choose = async (page, role) => {
    await page.selectOption('#role', role);
    await send(page);
  };
  await choose(first, 'gate');
  await choose(second, 'manager');
  assert.deepEqual(await journey.facts(second).then(({ problem, role }) => [problem, role]), ['changed-meanwhile', 'gate']);
  assert.equal(await second.inputValue('#role'), 'manager');
  await send(second);
  assert.equal((await journey.facts(second)).role, 'manager');
});
