// The gate as tests need it: a departure with passengers, and a click in the row of one of them.
import assert from 'node:assert/strict';
import { newDeparture } from './flights.mjs';
import { book, seatsOf, someone } from './journey.mjs';
import { stack } from './stack.mjs';
import { typed } from './html.mjs';

export const gatePath = (departure, rest = 'manifest') => `/admin/departures/${departure.name}/${rest}`;

// A departure on which `counts` bookings were made, of so many people each: {departure, bookings: [{locator, people, customer, path}]}.
export async function departureWith(counts = [1], wishes = {}) {
  const departure = await newDeparture(wishes);
  const seats = ['1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C', '4A', '4B', '4C'];
  const bookings = [];
  for (const count of counts) {
    const people = Array.from({ length: count }, () => someone());
    const customer = stack.browser();
    const { data } = await book(customer, departure, { people, seat: seatsOf(departure, ...seats.splice(0, count)) });
    bookings.push({ locator: data.locator, people, customer, path: `/bookings/${data.locator}` });
  }
  return { departure, bookings };
}

// The form of a passenger ("ABC789/1") on a list of them.
export function formOf(page, name, code) {
  const form = page.forms.find((one) => one.name === name && one.fields.some(([field, value]) => field === 'passenger' && value === code));
  assert.ok(form, `no "${name}" for ${code}: ${page.forms.map((one) => one.name).join(', ')}`);
  return form;
}
export const click = (browser, page, name, code) => {
  const { action, fields } = formOf(page, name, code);
  return browser.post(action, typed(fields, {}));
};
export const scan = async (browser, departure, code, act = 'board') => browser.submit(await browser.get(gatePath(departure, `scan?act=${act}`)), 'scan', { code });

export const answerOf = (page) => page.each('answer').map(({ answer }) => answer)[0];
export const states = (page) => Object.fromEntries(page.each('passenger').map(({ passenger, gateState }) => [passenger, gateState]));
export const counts = ({ data: { booked, checkedIn, boarded, missing } }) => [booked, checkedIn, boarded, missing].map(Number);
