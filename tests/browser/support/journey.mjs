// The steps of a customer's way, each from the page before it to the page after it.
import assert from 'node:assert/strict';

// What <main> says about the page: its data-* attributes.
export function facts(page) {
  return page.locator('main').evaluate((main) => ({ ...main.dataset }));
}

export async function expectPage(page, name) {
  const { page: shown, problem = 'no problem' } = await facts(page);

  assert.equal(shown, name, `the page at ${page.url()} (${problem})`);
}

export function form(page, name) {
  return page.locator(`form[data-form="${name}"]`);
}

// What a click brings: the answer to the page that it leads to.
export async function follow(page, link) {
  const [answer] = await Promise.all([page.waitForNavigation(), link.click()]);
  return answer;
}

export function submit(page, name) {
  return follow(page, form(page, name).locator('button[type="submit"]'));
}

// Each is born on another day, also of tests that begin later: the same person is on a departure once.
let births = Math.floor(Date.now() / 500);
export function person(given, surname) {
  const n = births++;
  return { given, surname, day: 1 + n % 28, month: 1 + Math.floor(n / 28) % 12, year: 1950 + Math.floor(n / 336) % 50 };
}

export async function search(page, { origin = 'London (LHR)', destination = 'FRA', date, adults = 2 }) {
  const fields = form(page, 'search');

  await page.goto('/');
  await expectPage(page, 'home');
  await fields.locator('[name="origin"]').fill(origin);
  await fields.locator('[name="destination"]').fill(destination);
  await fields.locator('[name="date"]').fill(date);
  await fields.locator('[name="adults"]').fill(String(adults));
  await submit(page, 'search');
  await expectPage(page, 'flights');
}

// The first departure that can be chosen; its name (AX204/2026-12-01).
export async function choose(page) {
  const item = page.locator('li[data-departure]').filter({ has: page.locator('a.button') }).first();
  const departure = await item.getAttribute('data-departure');

  await follow(page, item.locator('a.button'));
  await expectPage(page, 'offer');
  return departure;
}

export function seatInput(page, seat) {
  return page.locator(`input[name="seat"][data-seat="${seat}"]`);
}

// So many free seats (12A) beside each other.
export async function freeSeats(page, count) {
  const all = await page.locator('input[name="seat"]').evaluateAll((inputs) => inputs.map(({ dataset: { seat, state } }) => ({ seat, state })));

  for (let i = 0; i + count <= all.length; i++) {
    const some = all.slice(i, i + count);
    if (some.every(({ seat, state }) => state === 'free' && parseInt(seat) === parseInt(some[0].seat))) return some.map(({ seat }) => seat);
  }
  throw new Error(`no ${count} free seats beside each other`);
}

export async function hold(page, seats) {
  for (const seat of seats) await seatInput(page, seat).check();
  await submit(page, 'hold');
  await expectPage(page, 'hold');
  return facts(page);
}

// From home to the page of a hold of seats beside each other.
export async function toHold(page, wanted) {
  await search(page, wanted);
  const departure = await choose(page);
  const seats = await freeSeats(page, wanted.adults ?? 2);

  return { ...await hold(page, seats), departure, seats };
}

export async function typePassengers(page, people, email = 'traveller@example.org') {
  const fields = form(page, 'passengers');

  for (const [i, { given, surname, day, month, year }] of people.entries()) {
    const typed = { given_name: given, surname, born_day: day, born_month: month, born_year: year };
    for (const [name, value] of Object.entries(typed)) await fields.locator(`[name="${name}"]`).nth(i).fill(String(value));
  }
  await fields.locator('[name="email"]').fill(email);
}

export async function passengers(page, people, email) {
  await typePassengers(page, people, email);
  await submit(page, 'passengers');
  await expectPage(page, 'review');
}

export async function book(page) {
  await submit(page, 'booking');
  await expectPage(page, 'booking');
  return facts(page);
}

// From home to a booking's page.
export async function toBooking(page, wanted, people = [person('Amélie', 'Durand'), person('Ναταλία', 'Παπαδοπούλου')]) {
  const held = await toHold(page, wanted);

  await passengers(page, people);
  return { ...held, ...await book(page) };
}

export async function find(page, locator, surname) {
  const fields = form(page, 'find');

  await page.goto('/');
  await fields.locator('[name="locator"]').fill(locator);
  await fields.locator('[name="surname"]').fill(surname);
  return submit(page, 'find');
}

export async function sign(page, path, email, password) {
  const fields = form(page, path.slice(1));

  await page.goto(path);
  await fields.locator('[name="email"]').fill(email);
  await fields.locator('[name="password"]').fill(password);
  return submit(page, path.slice(1));
}
