// Whatever is typed on a staff page, into whichever field, is answered by a page of ours, as text: no letter of it breaks a statement, a column, an entry of the audit log or the page.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { newKey } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';
import { confirmer, staff, staffIn } from '../support/staff.mjs';

const ODD = ['Zoë 😀', '<script>"\'', 'ﬃ'.repeat(250), `a${' '.repeat(3000)}b`, '9223372036854775807', '-1', "%_\\'", '9999-12-31', '\u202e\u00a0'];
// What these end would be missed by the next.
const ENDING = ['sign-out', 'end-session', 'end-sessions', 'staff-disable', 'staff-reset', 'gate-close', 'sale-release'];

let admin, departure, locator, other, colleague, sale;
before(async () => {
  admin = (await staffIn('admin')).browser;
  colleague = (await staff('agent')).name;
  departure = await newDeparture();
  [locator, other] = await Promise.all([1, 2].map(async () => (await book(stack.browser(), departure)).data.locator));
  sale = (await admin.post('/admin/sales', { departure: departure.name, fare: departure.fares[0].basis, adults: 1, children: 0, infants: 0, seats: '', key: newKey() })).headers.location;
});

// The same person at another address, since one address may ask only so often.
function elsewhere() {
  const browser = stack.browser();
  for (const cookie of admin.cookies) browser.cookies.set(...cookie);
  return browser;
}
function assertAnswered(answer, what) {
  assert.ok(answer.status < 500, `${answer.status} ${answer.data.problem} to ${what.slice(0, 120)}`);
  if (/^text\/html/.test(answer.headers['content-type'] ?? '')) assert.ok(!answer.body.includes('<script>"'), `markup from ${what}`);
}

test('in every field of every form', async () => {
  let asked = 0;
  for (const path of ['/admin/', '/admin/departures', `/admin/departures/${departure.name}`, '/admin/bookings', ...['', '/names', '/contact', '/split', `/seats?departure=${departure.name}&passenger=1`].map((rest) => `/admin/bookings/${locator}${rest}`),
    `/admin/bookings/${other}/cancel`, `/admin/departures/${departure.name}/manifest`, `/admin/departures/${departure.name}/scan`, '/admin/sales', `/admin/sales?origin=FRA&destination=LIS&date=${departure.date}`, sale,
    '/admin/team', `/admin/team/${colleague}`, '/admin/audit', '/admin/account/password', '/admin/account/second-factor', '/admin/sign-in']) {
    const page = await elsewhere().get(path);
    assert.equal(page.status, 200, path);
    // Of forms that are alike, as those of each departure of a list, one.
    const names = new Set();
    for (const form of page.forms.filter(({ name }) => !ENDING.includes(name) && !names.has(name) && names.add(name))) {
      for (const field of new Set(form.fields.map(([name]) => name))) {
        const here = elsewhere();
        for (const odd of ODD) {
          const isTeam = form.name.startsWith('staff-');
          const { browser, password } = isTeam ? await confirmer() : { browser: here, password: '' };
          const typed = { key: newKey(), current: password, [field]: odd };
          const fields = form.fields.map(([name, value]) => [name, typed[name] ?? value]);
          assertAnswered(await (form.method === 'GET' ? browser.get(form.action, fields) : browser.post(form.action, fields)), `${field} of ${form.name} at ${path}: ${odd}`);
          asked++;
        }
      }
    }
  }
  assert.ok(asked > 500, `${asked} forms`);
});

test('in addresses: what a page is asked for, and what it is called', async () => {
  const queries = {
    '/admin/': ['ahead', 'done'], '/admin/departures': ['sort', 'after'], '/admin/departures.csv': ['from', 'flight', 'origin', 'after'], [`/admin/departures/${departure.name}`]: ['before', 'done'],
    [`/admin/departures/${departure.name}/manifest`]: ['order', 'only', 'at'], [`/admin/departures/${departure.name}/manifest.csv`]: ['order', 'only'], [`/admin/departures/${departure.name}/scan`]: ['act', 'last'],
    '/admin/bookings': ['as', 'after'], '/admin/bookings.csv': ['q'], '/admin/bookings?q=Lovelace&after=5': ['after_key'], '/admin/bookings?q=a@&after=5': ['after_key'], [`/admin/bookings/${locator}/cancel`]: ['passenger', 'departure'],
    '/admin/team': ['after', 'done'], '/admin/audit': ['before'], '/admin/audit.csv': ['actor', 'action', 'subject', 'from'], '/admin/sign-in': ['next', 'done'],
  };
  for (const [path, names] of Object.entries(queries)) {
    for (const name of names) {
      const browser = elsewhere();
      for (const odd of ODD) assertAnswered(await browser.get(`${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(odd)}`), `${path} with ${name}=${odd}`);
    }
  }
  for (const path of ['/admin/team/{}', '/admin/bookings/{}', '/admin/bookings/{}/seats', '/admin/sales/{}', '/admin/departures/{}/2026-12-01', '/admin/departures/AX1/{}', '/admin/departures/AX1/{}/manifest']) {
    const browser = elsewhere();
    for (const odd of ODD) assertAnswered(await browser.get(path.replace('{}', encodeURIComponent(odd.slice(0, 60)))), `${path} with ${odd}`);
  }
});
