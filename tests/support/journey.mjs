// What customers do, step by step, as tests need it again and again.
import assert from 'node:assert/strict';
import { newKey } from './browser.mjs';
import { seriesOfProcess } from './series.mjs';

export const ADULT = { given_name: 'Ada', surname: 'Lovelace', born: '1985-12-10' };
let strangers = 0;
// Somebody who is nowhere else.
export const someone = (born = '1980-06-15', changes = {}) => {
  const letters = [...`${seriesOfProcess()}${strangers++}`].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  return { given_name: `Given${letters}`, surname: `Sur${letters}`, born, ...changes };
};
export const CHILD = () => someone(`${new Date().getUTCFullYear() - 7}-03-05`);
export const INFANT = () => someone(new Date(Date.now() - 200 * 86400000).toISOString().slice(0, 10));

let looks = 0;
// The seats as they are now: an address that nobody asked for yet. What the plain one says may be a second old.
export const seatsNow = (departure) => `/flights/${departure.name ?? departure}/seats?look=${seriesOfProcess()}-${looks++}`;

export const seatsOf = (departure, ...seats) => seats.map((seat) => `${departure.name ?? departure}/${seat}`);

// Fields of POST /holds.
export const holdFields = (departures, changes = {}) => ({
  departure: [departures].flat().map(({ name }) => name), adults: 1, children: 0, infants: 0, key: newKey(), ...changes,
});

export async function hold(browser, departures, changes = {}) {
  const answer = await browser.post('/holds', holdFields(departures, changes));
  assert.equal(answer.status, 303, `${answer.data.problem ?? ''} ${answer.data.problemFields ?? ''} ${answer.text.slice(0, 300)}`);
  return browser.follow(answer);
}

// The fields of people, in order, and the contact.
export function peopleFields(people, contact = {}) {
  const parts = people.map(({ born }) => born.split('-').map(Number));
  return {
    given_name: people.map(({ given_name }) => given_name), surname: people.map(({ surname }) => surname),
    born_day: parts.map(([, , day]) => day), born_month: parts.map(([, month]) => month), born_year: parts.map(([year]) => year),
    email: `${people[0].surname.replace(/[^A-Za-z]/g, '') || 'one'}@example.org`, phone: '', ...contact,
  };
}

export const fillIn = (browser, page, people, contact) => browser.submit(page, 'passengers', peopleFields(people, contact));

// Search to booking: the booking's page.
export async function book(browser, departures, { people = [someone()], contact, ...wishes } = {}) {
  const page = await hold(browser, departures, { adults: people.length, ...wishes });
  const review = await browser.follow(await fillIn(browser, page, people, contact));
  assert.equal(review.data.page, 'review', review.text.slice(0, 300));
  return browser.follow(await browser.submit(review, 'booking'));
}

// What the seat map page says of each seat: {"12A": "free", …}.
export const seatStates = (page) => Object.fromEntries(page.each('seat').map(({ seat, state }) => [seat, state]));
