// The staff pages, as pages.mjs has the customers'.
import { changeDeparture, newDeparture } from '../../support/flights.mjs';
import { click, departureWith, gatePath } from '../../support/gate.mjs';
import { fillSmallest, LARGE } from '../../support/smallest.mjs';
import { stack, until } from '../../support/stack.mjs';
import { enrol, newName, signIn, staff, staffIn } from '../../support/staff.mjs';
import * as journey from './journey.mjs';
import { SITE } from './site.mjs';

// What somebody's browser of the web tests has, this one has too.
const take = (page, browser) => page.context().addCookies([{ name: 'aisle-staff', value: browser.cookies.get('aisle-staff'), url: SITE }]);
const as = (role, path) => async (page) => {
  const { browser } = await staffIn(role);
  await take(page, browser);
  await page.goto(typeof path === 'function' ? await path() : path);
};
const send = async (page, name, typed) => {
  for (const [field, value] of Object.entries(typed)) await journey.form(page, name).locator(`[name="${field}"]`).fill(value);
  await journey.submit(page, name);
};
const block = async (page, typed) => {
  for (const [field, value] of Object.entries(typed)) await journey.form(page, 'departure-seats').locator(`[name="${field}"]`).fill(value);
  await journey.follow(page, page.locator('form[data-form="departure-seats"] button[value="block"]'));
};
const halfIn = async (page) => {
  const { browser, ...person } = await staffIn('agent');
  await enrol(browser, person);
  const other = stack.browser();
  await signIn(other, person);
  await take(page, other);
  await page.goto('/admin/sign-in/code');
};

// Somebody sits on it, somebody chooses.
async function departureInUse() {
  const { book, hold, seatsOf, someone } = await import('../../support/journey.mjs');
  const departure = await newDeparture({ days: 40 });
  await book(stack.browser(), departure, { people: [someone(), someone()], seat: seatsOf(departure, '1A', '1B') });
  await hold(stack.browser(), departure, { seat: seatsOf(departure, '2A') });
  return `/admin/departures/${departure.name}`;
}
// A mail that waits for its next try for an hour: {id, locator}.
export async function failedMail() {
  const { booked } = await import('../../support/managed.mjs');
  const { locator } = await booked();
  const mail = `booking_id = (SELECT id FROM booking WHERE locator = '${locator}')`;
  await until('the mail is sent', async () => (await stack.sql(`SELECT sent_at IS NOT NULL FROM outbox WHERE ${mail}`))[0][0] === '1');
  await stack.sql(`UPDATE outbox SET sent_at = NULL, attempts = 7, due_at = NOW(6) + INTERVAL 1 HOUR, last_error = 'mail booking-confirmed-7: Could not connect to server' WHERE ${mail}`);
  const [[id]] = await stack.sql(`SELECT id FROM outbox WHERE ${mail}`);
  return { id, locator };
}
// Days summed up, two mails that failed, a departure that was retimed.
async function aBusyDay() {
  const { changeTimes } = await import('./site.mjs');
  const { booked } = await import('../../support/managed.mjs');
  await stack.set({ AISLE_WORKER_FIGURES_SECONDS: '1' }, 'worker');
  await failedMail();
  const { locator } = await failedMail();
  await booked({}, await newDeparture({ days: 1 }));
  await stack.sql('DELETE FROM figure_day');
  await changeTimes(locator);
  await stack.sql(`UPDATE departure d JOIN segment s ON s.departure_id = d.id JOIN booking b ON b.hold_id = s.hold_id SET d.state = 'retimed' WHERE b.locator = '${locator}'`);
  await until('figures', async () => (await stack.sql('SELECT (SELECT SUM(bookings) > 0 FROM sales_day) AND (SELECT SUM(sold) > 0 FROM load_day)'))[0][0] === '1');
  await stack.set({}, 'worker');
  return '/admin/';
}
// A booking with all that its page can show; `rest` is one of its forms.
const booking = (rest = '', { isPaid = false } = {}) => async () => {
  const { booked } = await import('../../support/managed.mjs');
  const { someone } = await import('../../support/journey.mjs');
  const { locator } = await booked({ people: [someone(), someone()] });
  if (isPaid) await refund(locator);
  return `/admin/bookings/${locator}${rest}`;
};
// Paid, a passenger less, and a note.
async function refund(locator) {
  const { browser } = await staffIn('agent');
  const path = `/admin/bookings/${locator}`;
  await browser.submit(await browser.get(path), 'booking-payment', { reference: 'card 4711' });
  await browser.submit(await browser.get(`${path}/cancel?passenger=2`), 'booking-cancel', { reason: 'ill' });
  await browser.submit(await browser.get(path), 'booking-note', { words: 'Needs a wheelchair at both airports.' });
}
// Somebody has changed it since the page was opened.
const late = (rest, name, typed) => async (page) => {
  const path = await booking()();
  await as('agent', `${path}/${rest}`)(page);
  const { browser } = await staffIn('agent');
  await browser.submit(await browser.get(`${path}/contact`), 'booking-contact', { email: 'other@example.org' });
  await send(page, name, typed);
};
const sale = ({ isFilled = false } = {}) => async (page) => {
  const { browser } = await staffIn('agent');
  const departure = await newDeparture({ days: 33 });
  const { newKey } = await import('../../support/browser.mjs');
  const { someone } = await import('../../support/journey.mjs');
  const held = await browser.follow(await browser.post('/admin/sales', { departure: departure.name, fare: 'YFLEX', adults: 2, children: 0, infants: 0, seats: '', key: newKey() }));
  if (isFilled) {
    const [one, two] = [someone(), someone()];
    await browser.submit(held, 'sale-passengers', { given_name: [one.given_name, two.given_name], surname: [one.surname, two.surname], born_on: [one.born, two.born], email: 'a@example.org' });
  }
  await take(page, browser);
  await page.goto(`/admin/sales/${held.data.ref}`);
};
// Passengers of whom one is on board; and what a gate does on its pages.
async function atTheGate(rest) {
  const { departure, bookings: [{ locator, customer }] } = await departureWith([3], { days: 41 });
  const { browser } = await staffIn('gate');
  for (const act of ['check-in', 'board']) await click(browser, await browser.get(gatePath(departure)), act, `${locator}/1`);
  return { path: gatePath(departure, rest), locator, customer };
}
async function closedFlight() {
  const { departure, bookings: [{ locator, customer }] } = await departureWith([2], { days: 41 });
  const { browser } = await staffIn('gate');
  await browser.submit(await browser.get(gatePath(departure, 'close')), 'gate-close');
  return { departure, locator, customer };
}
const takeCustomer = (page, { cookies }) => page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: SITE })));
const gatePage = (rest, role = 'gate') => as(role, async () => (await atTheGate(rest)).path);
const scanned = (suffix) => async (page) => {
  const { path, locator } = await atTheGate('scan');
  await as('gate', path)(page);
  await send(page, 'scan', { code: `${locator}${suffix}` });
};
const previewed = (last, typed) => async (page) => {
  await as('manager', async () => `${await departureInUse()}/${last}`)(page);
  await send(page, 'preview', typed);
};
// Two of four lose a seat.
const smaller = async (page) => {
  const { book, seatsOf, someone } = await import('../../support/journey.mjs');
  const departure = await newDeparture({ days: 40, ...LARGE });
  await book(stack.browser(), departure, { people: [someone(), someone()], seat: seatsOf(departure, '20A', '20B') });
  await book(stack.browser(), departure, { people: [someone(), someone()], seat: seatsOf(departure, '21A', '21B') });
  await fillSmallest(departure, ['4A', '4B']);
  await as('manager', `/admin/departures/${departure.name}/aircraft`)(page);
  await journey.form(page, 'preview').locator('[name="aircraft"]').selectOption('C208');
  await journey.submit(page, 'preview');
};
const member = async () => `/admin/team/${(await staff('gate')).name}`;

export const STAFF_PAGES = {
  'staff, sign-in': ['admin-sign-in', (page) => page.goto('/admin/')],
  'staff, sign-in with a wrong password': ['admin-sign-in', async (page) => {
    await page.goto('/admin/sign-in');
    await send(page, 'sign-in', { name: newName(), password: 'not the password' });
  }, 'invalid'],
  'staff, the code': ['admin-code', halfIn],
  'staff, a wrong code': ['admin-code', async (page) => {
    await halfIn(page);
    await send(page, 'code', { code: '000000' });
  }, 'invalid'],
  'staff, today': ['admin-today', as('gate', '/admin/')],
  'staff, today with all there is': ['admin-today', as('manager', aBusyDay)],
  'staff, today with nothing to draw': ['admin-today', as('agent', '/admin/?ahead=60')],
  'staff, a mail that was tried meanwhile': ['admin-today', async (page) => {
    const { id } = await failedMail();
    await as('agent', '/admin/')(page);
    await stack.sql(`UPDATE outbox SET attempts = 8 WHERE id = ${id}`);
    await journey.follow(page, page.locator(`form[action="/admin/mails/${id}/retry"] button`));
  }, 'changed-meanwhile'],
  'staff, departures': ['admin-departures', as('gate', async () => {
    await departureInUse();
    return '/admin/departures';
  })],
  'staff, departures that are not found': ['admin-departures', as('gate', '/admin/departures?flight=ZZ1')],
  'staff, departures with a filter that cannot be': ['admin-departures', as('gate', '/admin/departures?from=2027-01-02&until=2027-01-01'), 'invalid'],
  'staff, departures with choices that are none': ['admin-departures', as('gate', '/admin/departures?state=lost&sort=by-the-sea'), 'invalid'],
  'staff, a departure': ['admin-departure', as('agent', departureInUse)],
  'staff, a departure with what may be decided': ['admin-departure', as('manager', departureInUse)],
  'staff, a large departure that nobody is on': ['admin-departure', as('manager', async () => `/admin/departures/${(await newDeparture({ days: 41, aircraft: 'A320' })).name}`)],
  'staff, seats that cannot be blocked': ['admin-departure', async (page) => {
    await as('gate', departureInUse)(page);
    await page.locator('input[name="seat"][data-seat-state="free"]').last().check();
    await block(page, { seats: '1', reason: 'a broken belt' });
  }, 'seat-taken'],
  'staff, seats blocked, with mistakes': ['admin-departure', async (page) => {
    await as('gate', departureInUse)(page);
    await block(page, { seats: '99Z', reason: '' });
  }, 'invalid'],
  'staff, a departure that was changed meanwhile': ['admin-departure', async (page) => {
    const path = await departureInUse();
    await as('manager', path)(page);
    const { browser } = await staffIn('gate');
    await browser.submit(await browser.get(path), 'departure-seats', { what: 'block', seats: '4A', reason: 'crew' });
    await block(page, { seats: '4B', reason: 'a broken belt' });
  }, 'changed-meanwhile'],
  'staff, a departure with closed sales and blocked seats': ['admin-departure', async (page) => {
    await as('manager', departureInUse)(page);
    await block(page, { seats: '4', reason: 'a broken belt' });
    await send(page, 'departure-sales', { sales_reason: 'another aircraft' });
  }],
  'staff, bookings': ['admin-bookings', as('agent', '/admin/bookings')],
  'staff, bookings of a departure': ['admin-bookings', as('agent', async () => `/admin/bookings?q=${(await departureInUse()).split('/departures/')[1].replace('/', '+')}`)],
  'staff, no booking found': ['admin-bookings', as('gate', '/admin/bookings?q=nobody.at.all')],
  'staff, a search that is too long': ['admin-bookings', as('gate', `/admin/bookings?q=${'x'.repeat(300)}`), 'invalid'],
  'staff, a booking': ['admin-booking', as('agent', booking())],
  'staff, a booking with a refund and a note': ['admin-booking', as('manager', booking('', { isPaid: true }))],
  'staff, goodwill with mistakes': ['admin-booking', async (page) => {
    await as('manager', booking('', { isPaid: true }))(page);
    await send(page, 'booking-goodwill', { amount: '5000', reason: 'late' });
  }, 'invalid'],
  'staff, a booking as the gate sees it': ['admin-booking', as('gate', booking())],
  'staff, a note with mistakes': ['admin-booking', async (page) => {
    await as('agent', booking())(page);
    await journey.submit(page, 'booking-note');
  }, 'invalid'],
  'staff, cancelling': ['admin-booking-cancel', as('agent', booking('/cancel'))],
  'staff, cancelling without a reason': ['admin-booking-cancel', async (page) => {
    await as('agent', booking('/cancel?passenger=1'))(page);
    await journey.submit(page, 'booking-cancel');
  }, 'invalid'],
  'staff, cancelling what was changed': ['admin-booking-cancel', late('cancel', 'booking-cancel', { reason: 'ill' }), 'changed-meanwhile'],
  'staff, whose seat': ['admin-booking-seat', as('agent', booking('/seats'))],
  'staff, a seat': ['admin-booking-seat', async (page) => {
    await as('agent', booking('/seats'))(page);
    await journey.follow(page, page.locator('.staff-links a').first());
  }],
  'staff, names': ['admin-booking-names', as('agent', booking('/names'))],
  'staff, names with mistakes': ['admin-booking-names', async (page) => {
    await as('agent', booking('/names'))(page);
    await page.fill('#surname-1', '');
    await journey.submit(page, 'booking-names');
  }, 'invalid'],
  'staff, contact that was changed': ['admin-booking-contact', late('contact', 'booking-contact', { email: 'mine@example.org' }), 'changed-meanwhile'],
  'staff, splitting': ['admin-booking-split', as('agent', booking('/split'))],
  'staff, splitting with mistakes': ['admin-booking-split', async (page) => {
    await as('agent', booking('/split'))(page);
    await journey.submit(page, 'booking-split');
  }, 'invalid'],
  'staff, selling': ['admin-sales', as('agent', async () => {
    const { date } = await newDeparture({ days: 34 });
    return `/admin/sales?origin=FRA&destination=LIS&date=${date}&adults=2`;
  })],
  'staff, selling with mistakes': ['admin-sales', as('agent', '/admin/sales?origin=Nowhereville&adults=0'), 'invalid'],
  'staff, selling seats that are not there': ['admin-sales', async (page) => {
    const departure = await newDeparture({ days: 35 });
    await as('agent', `/admin/sales?origin=FRA&destination=LIS&date=${departure.date}&adults=2`)(page);
    const row = page.locator(`[data-departure="${departure.name}"]`);
    await row.locator('[name="seats"]').fill('99Z');
    await journey.follow(page, row.locator('button'));
  }, 'invalid'],
  'staff, a sale': ['admin-sale', sale()],
  'staff, a sale that is ready': ['admin-sale', sale({ isFilled: true })],
  'staff, a sale with mistakes': ['admin-sale', async (page) => {
    await sale()(page);
    await journey.submit(page, 'sale-passengers');
  }, 'invalid'],
  'staff, passengers at the gate': ['admin-manifest', gatePage('manifest?order=name', 'manager')],
  'staff, no passengers': ['admin-manifest', as('gate', async () => `${await departureInUse()}/manifest?only=boarded`)],
  'staff, a flight that is closed': ['admin-manifest', as('manager', async () => gatePath(await closedFlight().then(({ departure }) => departure)))],
  'a booking of which somebody is checked in, to be cancelled': ['booking', async (page) => {
    const { locator, customer } = await atTheGate('manifest');
    await takeCustomer(page, customer);
    await page.goto(`/bookings/${locator}/cancel`);
  }, 'checked-in'],
  'a booking on a closed flight, to be cancelled': ['booking', async (page) => {
    const { locator, customer } = await closedFlight();
    await takeCustomer(page, customer);
    await page.goto(`/bookings/${locator}/cancel`);
  }, 'flight-closed'],
  'staff, passengers with what was not done': ['admin-manifest', async (page) => {
    await gatePage('manifest')(page);
    await page.evaluate(() => { document.querySelector('form[data-form="check-in"] [name="version"]').value = 7; });
    await Promise.all([page.waitForNavigation(), page.locator('form[data-form="check-in"] button').first().click()]);
  }, 'changed-meanwhile'],
  'staff, scan': ['admin-scan', gatePage('scan')],
  'staff, scanned': ['admin-scan', async (page) => {
    await as('gate', async () => (await atTheGate('scan?act=check-in')).path)(page);
    const [, name] = /departures\/([^/]+\/[^/]+)/.exec(page.url());
    const [[locator]] = await stack.sql(`SELECT DISTINCT b.locator FROM booking b JOIN coupon c ON c.booking_id = b.id JOIN departure d ON d.id = c.departure_id WHERE CONCAT(d.flight_no, '/', d.departs_on) = '${name}'`);
    await send(page, 'scan', { code: `${locator}/2` });
  }],
  'staff, nothing scanned': ['admin-scan', async (page) => {
    await gatePage('scan')(page);
    await journey.submit(page, 'scan');
  }, 'invalid'],
  'staff, scanned again': ['admin-scan', scanned('/1'), 'gate-refused'],
  'staff, scanned one of several': ['admin-scan', scanned(''), 'gate-refused'],
  'staff, closing a flight': ['admin-gate-close', gatePage('close')],
  'staff, closing a flight that has changed': ['admin-gate-close', async (page) => {
    await gatePage('close')(page);
    await page.evaluate(() => { document.querySelector('[name="seen"]').value = 'x'; });
    await journey.submit(page, 'gate-close');
  }, 'changed-meanwhile'],
  'staff, a departure to be retimed': ['admin-retime', as('manager', async () => `${await departureInUse()}/retime`)],
  'staff, new times with their effect': ['admin-retime', previewed('retime', { departs: '15:45', arrives: '18:30' })],
  'staff, new times that cannot be': ['admin-retime', previewed('retime', { departs: '15:45', arrives: '05:00' }), 'invalid'],
  'staff, new times of what somebody else has changed': ['admin-retime', async (page) => {
    await previewed('retime', { departs: '15:45', arrives: '18:30' })(page);
    await changeDeparture(page.url().split('/departures/')[1].split('/retime')[0], { aircraft: { code: 'AT72' } });
    await journey.submit(page, 'retime');
  }, 'changed-meanwhile'],
  'staff, a departure to be cancelled': ['admin-cancel', as('manager', async () => `${await departureInUse()}/cancel`)],
  'staff, another aircraft': ['admin-aircraft', as('manager', async () => `${await departureInUse()}/aircraft`)],
  'staff, the aircraft that it has already': ['admin-aircraft', as('manager', async () => `${await departureInUse()}/aircraft?aircraft=C208`), 'invalid'],
  'staff, another aircraft with its effect': ['admin-aircraft', smaller],
  'staff, a new departure': ['admin-new', as('manager', '/admin/departures/new')],
  'staff, a new departure with mistakes': ['admin-new', async (page) => {
    await as('manager', '/admin/departures/new')(page);
    await send(page, 'preview', { flight_no: 'QT1' });
  }, 'invalid'],
  'staff, changes of a departure': ['admin-changes', async (page) => {
    await smaller(page);
    await journey.submit(page, 'aircraft');
    await until('all are seated or told', async () => { await page.reload(); return page.locator('[data-work="done"]').count(); });
  }],
  'staff, a departure without changes': ['admin-changes', as('gate', async () => `${await departureInUse()}/changes`)],
  'staff, my sign-in': ['admin-account', as('agent', '/admin/account')],
  'staff, my password with mistakes': ['admin-password', async (page) => {
    await as('agent', '/admin/account/password')(page);
    await journey.submit(page, 'password');
  }, 'invalid'],
  'staff, a second factor': ['admin-second-factor', as('agent', '/admin/account/second-factor')],
  'staff, another second factor with mistakes': ['admin-second-factor', async (page) => {
    const { browser, ...person } = await staffIn('agent');
    await enrol(browser, person);
    await take(page, browser);
    await page.goto('/admin/account/second-factor');
    await send(page, 'second-factor', { code: '123456', current: person.password });
  }, 'invalid'],
  'staff, the team': ['admin-team', as('admin', '/admin/team')],
  'staff, the team with mistakes': ['admin-team', async (page) => {
    await as('admin', '/admin/team')(page);
    await journey.submit(page, 'staff-add');
  }, 'invalid'],
  'staff, one of the team': ['admin-member', as('admin', member)],
  'staff, the own sign-in in the team': ['admin-member', async (page) => {
    const { browser, name } = await staffIn('admin');
    await take(page, browser);
    await page.goto(`/admin/team/${name}`);
  }],
  'staff, one of the team, with a wrong password': ['admin-member', async (page) => {
    await as('admin', member)(page);
    await send(page, 'staff-reset', { password: 'a first password', current: 'not my password' });
  }, 'invalid'],
  'staff, the audit log': ['admin-audit', as('manager', '/admin/audit')],
  'staff, the audit log with nothing found': ['admin-audit', as('manager', '/admin/audit?actor=nobody.at.all')],
  'staff, the audit log with a name that is too long': ['admin-audit', as('manager', `/admin/audit?actor=${'x'.repeat(100)}`), 'invalid'],
  'staff, a form of somebody who is signed out': ['admin-notice', async (page) => {
    await as('admin', '/admin/team')(page);
    await page.context().clearCookies();
    await send(page, 'staff-add', { name: newName(), password: 'a first password' });
  }, 'unauthenticated'],
  'staff, a form of somebody whose code is asked for': ['admin-notice', async (page) => {
    const { browser, ...person } = await staffIn('admin');
    await enrol(browser, person);
    await take(page, browser);
    await page.goto('/admin/team');
    const half = stack.browser();
    await signIn(half, person);
    await take(page, half);
    await send(page, 'staff-add', { name: newName(), password: 'a first password' });
  }, 'unauthenticated'],
  'staff, what the role may not': ['admin-notice', as('agent', '/admin/team'), 'forbidden'],
  'staff, not found': ['admin-notice', as('agent', '/admin/departures/ZZ999/2026-12-01'), 'not-found'],
};
