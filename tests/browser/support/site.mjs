// Where the site under test is, and a browser for it.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

// AISLE_TEST_STACK is a folder that `deploy/stack up` was given (with the demo network); AISLE_SITE, an address, may stand for it where only pages are looked at.
const { AISLE_TEST_STACK, AISLE_SITE, CHROMIUM = '/usr/bin/chromium-headless-shell' } = process.env;

function siteOfStack() {
  if (!AISLE_TEST_STACK) throw new Error('AISLE_TEST_STACK must say where Aisle runs: "tests/run browser" does');
  return /^SITE_URL=(.*)$/m.exec(readFileSync(`${AISLE_TEST_STACK}/env`, 'utf8'))[1];
}

export const SITE = (AISLE_SITE ?? siteOfStack()).replace(/\/$/, '');

export const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// Chromium's engine without a window around the page: a page is opened and resized in a fifth of the time.
export function openBrowser() {
  const asRoot = process.getuid() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...FLAGS, ...asRoot] });
}

// A customer's own browser, without cookies: its one page. `scripts` says whether pages may run any.
export async function openCustomer(browser, { scripts = false, ...more } = {}) {
  const context = await browser.newContext({
    baseURL: SITE, javaScriptEnabled: scripts, locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 }, ...more,
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

// YYYY-MM-DD, that many days from today.
export function dayAhead(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

// Lets a hold's time run out at once, as if it had been placed so many minutes before.
export async function expireHold(ref, minutes = 0) {
  const { stack } = await import('../../support/stack.mjs');

  if (!/^[\w-]{22}$/.test(ref)) throw new Error(`"${ref}" is no hold's reference`);
  await stack.sql(`
    SET @past = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND;
    UPDATE seat_claim JOIN hold ON hold.id = seat_claim.hold_id SET held_until = @past WHERE hold.ref = '${ref}';
    UPDATE hold SET expires_at = @past, placed_at = placed_at - INTERVAL ${Number(minutes)} MINUTE WHERE ref = '${ref}';`);
}

// What a booking was told is an hour and a quarter earlier than what is flown.
export async function changeTimes(locator) {
  const { stack } = await import('../../support/stack.mjs');

  if (!/^[A-Z0-9]{6}$/.test(locator)) throw new Error(`"${locator}" is no booking's code`);
  await stack.sql(`
    UPDATE segment s JOIN booking b ON b.hold_id = s.hold_id
    SET s.told_departs_at = s.told_departs_at - INTERVAL 75 MINUTE, s.told_arrives_at = s.told_arrives_at - INTERVAL 75 MINUTE WHERE b.locator = '${locator}'`);
}
