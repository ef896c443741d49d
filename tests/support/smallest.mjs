// The smallest aircraft there is, a Cessna 208 (rows 1 to 4 of A BC), and a departure of an A320 on which all of its seats are somebody's: who sits elsewhere finds no place in it.
import assert from 'node:assert/strict';
import { hold, seatsOf } from './journey.mjs';
import { stack } from './stack.mjs';

export const LARGE = { aircraft: 'A320' };
export const SMALLEST = { aircraft: { code: 'C208' } };
const SEATS = [1, 2, 3, 4].flatMap((row) => ['A', 'B', 'C'].map((letter) => `${row}${letter}`));

// By people who are choosing; what it gives lets all of them go.
export async function fillSmallest(departure, without = []) {
  const seats = SEATS.filter((seat) => !without.includes(seat));
  const held = [];
  for (const some of [seats.slice(0, 9), seats.slice(9)].filter(({ length }) => length > 0)) {
    const browser = stack.browser();
    held.push({ browser, page: await hold(browser, departure, { adults: some.length, seat: seatsOf(departure, ...some) }) });
  }
  return async () => {
    for (const { browser, page } of held) assert.equal((await browser.submit(page, 'release')).status, 303);
  };
}
