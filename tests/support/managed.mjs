// A booking that its customer changes.
import { newDeparture } from './flights.mjs';
import { book, someone } from './journey.mjs';
import { stack } from './stack.mjs';

// Somebody who has just booked: {browser, departure, people, page, path, locator}.
export async function booked(wishes = {}, departures) {
  const departure = departures ?? (await newDeparture());
  const browser = stack.browser();
  const people = wishes.people ?? [someone()];
  const page = await book(browser, departure, { ...wishes, people });
  return { browser, departure, people, page, path: `/bookings/${page.data.locator}`, locator: page.data.locator };
}
export const sql = (text) => stack.sql(text);
export const bookingRow = async (locator, columns) => (await sql(`SELECT ${columns} FROM booking WHERE locator = '${locator}'`))[0];

// All of it is paid, or a part; at once, since the worker verifies that the payments are what is paid.
export const pay = (locator, amount = 'total_minor') => sql(`START TRANSACTION;
  UPDATE booking SET paid_minor = ${amount} WHERE locator = '${locator}';
  INSERT INTO ledger (booking_id, at, kind, amount_minor, currency) SELECT id, NOW(6), 'payment', paid_minor, currency FROM booking WHERE locator = '${locator}';
  COMMIT`);
// It was booked so long ago that cancelling is not free any more.
export const dayBefore = (locator) => sql(`UPDATE booking SET created_at = created_at - INTERVAL 25 HOUR WHERE locator = '${locator}'`);
