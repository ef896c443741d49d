// Pictures of the staff pages for docs/staff.md, in docs/screenshots/: of an Aisle that is started for them, with a small airline and bookings that are made up.
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, startOwnStack } from './support/own_stack.mjs';
import { take } from './support/pictures.mjs';

const FLIGHTS = 8;
const BOOKINGS = '26000';
const SIZE = { width: 1280, height: 860 };

// The first flights of the demo network that are flown with one kind of aircraft.
function smallAirline() {
  const folder = mkdtempSync(join(tmpdir(), 'aisle-airline-'));
  chmodSync(folder, 0o755);
  const [head, ...lines] = readFileSync(join(ROOT, 'sql/demo/network.tsv'), 'utf8').split('\n');
  for (const name of ['airports.tsv', 'aircraft.tsv', 'cabins.tsv']) copyFileSync(join(ROOT, 'sql/demo', name), join(folder, name));
  writeFileSync(join(folder, 'network.tsv'), `${[head, ...lines.filter((line) => line.split('\t')[5] === 'A320').slice(0, FLIGHTS)].join('\n')}\n`);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

process.env.AISLE_DEMO_FOLDER = smallAirline();
process.env.AISLE_WORKER_FIGURES_SECONDS = '1';
process.env.AISLE_TEST_STACK = startOwnStack();
const { stack, until } = await import('../support/stack.mjs');
const { openBrowser, openCustomer } = await import('./support/site.mjs');
const journey = await import('./support/journey.mjs');

async function aisle(...args) {
  const { status, stderr } = await stack.aisle(args);
  if (status !== 0) throw new Error(`aisle ${args.join(' ')}: ${stderr}`);
}

// Who else works there, and two mails that no server took. Names are in scripts that every machine has letters of.
async function aWorkingDay() {
  await aisle('demo', '--bookings', BOOKINGS);
  await stack.sql("UPDATE passenger SET given_name = ELT(1 + no MOD 4, 'Grace', 'Alan', 'Mary', 'Edsger'), surname = ELT(1 + hold_id MOD 5, 'Hopper', 'Kay', 'Liskov', 'Dijkstra', 'Turing') WHERE surname REGEXP '[^\\\\x{0000}-\\\\x{05FF}\\\\x{1E00}-\\\\x{2FFF}]'");
  for (const [name, role] of [['ada', 'manager'], ['grace', 'agent'], ['joan', 'gate']]) await aisle('staff', 'add', name, role);
  await stack.sql("UPDATE outbox SET sent_at = NULL, attempts = 5, due_at = NOW(6) + INTERVAL 25 MINUTE, last_error = 'mail booking-confirmed: Could not connect to server' ORDER BY id DESC LIMIT 2");
  await until('all days are summed up', async () => (await stack.sql("SELECT COUNT(*) FROM figure_day WHERE kind = 'load' AND day < CURRENT_DATE - INTERVAL 60 DAY"))[0][0] > 20, 300);
  await aisle('verify');
}

async function signIn(browser) {
  const page = await openCustomer(browser, { viewport: SIZE, scripts: true });
  await page.goto('/admin/');
  await take(page, 'staff-sign-in');
  await journey.form(page, 'sign-in').locator('[name="name"]').fill('demo');
  await journey.form(page, 'sign-in').locator('[name="password"]').fill(readFileSync(join(stack.folder, 'staff-password'), 'utf8').trim());
  await journey.submit(page, 'sign-in');
  return page;
}

// A page of whose picture docs/staff.md speaks: [name, path, how it is made ready].
const aDeparture = async () => {
  const [[flight, date]] = await stack.sql("SELECT flight_no, departs_on FROM departure WHERE departs_on = CURRENT_DATE + INTERVAL 2 DAY ORDER BY departs_at LIMIT 1");
  return `/admin/departures/${flight}/${date}`;
};
const aBooking = async () => {
  const [[locator]] = await stack.sql("SELECT b.locator FROM booking b JOIN segment s ON s.hold_id = b.hold_id JOIN departure d ON d.id = s.departure_id WHERE b.state = 'confirmed' AND d.departs_on = CURRENT_DATE + INTERVAL 2 DAY ORDER BY b.id LIMIT 1");
  return `/admin/bookings/${locator}`;
};
const search = async () => `/admin/bookings?q=${(await aDeparture()).split('/departures/')[1].replace('/', '+')}`;
const send = async (page, name, typed) => {
  for (const [field, value] of Object.entries(typed)) await journey.form(page, name).locator(`[name="${field}"]`).fill(value);
  await journey.submit(page, name);
};
// Paid, some of it given back, and a note.
async function aStory(page) {
  await send(page, 'booking-payment', { reference: 'card 4711' });
  await send(page, 'booking-note', { words: 'Travels with a cello, which has a seat of its own.' });
  await send(page, 'booking-goodwill', { amount: '25.00', reason: 'two hours late on the way out' });
  await page.goto(page.url().split('?')[0]);
}
// Some are checked in, and some of them on board.
async function aGate(page) {
  for (const [act, times] of [['check-in', 9], ['board', 5]]) {
    for (let i = 0; i < times; i++) await journey.follow(page, page.locator(`form[data-form="${act}"] button`).first());
  }
  await page.goto(page.url().split('?')[0]);
}
// Who is checked in, and not on board yet, is scanned.
async function aScan(page) {
  await page.goto(page.url().replace('/scan', '/manifest'));
  const code = await page.locator('tr[data-gate-state="checked-in"]').first().getAttribute('data-passenger');
  await page.goto(page.url().replace('/manifest', '/scan'));
  await send(page, 'scan', { code });
}
const below = (id) => (page) => page.evaluate((target) => document.getElementById(target).scrollIntoView(), id);
const PICTURES = [
  ['staff-today', '/admin/'],
  ['staff-sales', '/admin/', below('sales')],
  ['staff-curves', '/admin/?ahead=3', below('curves')],
  ['staff-departures', '/admin/departures'],
  ['staff-departure', aDeparture],
  ['staff-aircraft', async () => `${await aDeparture()}/aircraft?aircraft=E190`],
  ['staff-bookings', search],
  ['staff-booking', aBooking, aStory],
  ['staff-money', aBooking, below('money')],
  ['staff-manifest', async () => `${await aDeparture()}/manifest`, aGate],
  ['staff-scan', async () => `${await aDeparture()}/scan`, aScan],
  ['staff-gate-close', async () => `${await aDeparture()}/close`],
  ['staff-team', '/admin/team'],
  ['staff-audit', '/admin/audit'],
];

await aWorkingDay();
const browser = await openBrowser();
const page = await signIn(browser);
for (const [name, path, prepare] of PICTURES) {
  await page.goto(typeof path === 'function' ? await path() : path);
  if (prepare) await prepare(page);
  await page.mouse.move(0, 0);
  await take(page, name);
}
await browser.close();
process.exit();
