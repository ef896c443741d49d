// Customers who go on booking while something breaks: whatever has no clear answer is asked again, as HTTP says it may be.
import assert from 'node:assert/strict';
import { newKey } from './browser.mjs';
import { holdFields, peopleFields, someone } from './journey.mjs';
import { stack } from './stack.mjs';

const GIVE_UP_MS = 40000;

// Whatever is not known for certain: the same is asked again, as its page says.
const isUnclear = (answer) => answer.status >= 500 || (answer.status === 429 && answer.data.outcome === 'none');

export async function insist(ask) {
  const end = performance.now() + GIVE_UP_MS;
  for (;;) {
    const answer = await ask().catch((error) => ({ error }));
    if (!answer.error && !isUnclear(answer)) return answer;
    assert.ok(performance.now() < end, `no clear answer within ${GIVE_UP_MS / 1000} s: ${answer.error ?? answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// One booking after the other until told to stop; what was acknowledged is written into `made`.
export async function keepBooking(departure, made, isOver) {
  while (!isOver()) {
    const browser = stack.browser();
    const fields = holdFields(departure, { key: newKey() });
    await insist(() => browser.get('/'));
    const placed = await insist(() => browser.post('/holds', fields));
    if (placed.data.problem === 'sold-out') return;
    assert.equal(placed.status, 303, `${placed.status} ${placed.data.problem}`);
    const ref = placed.headers.location.slice('/holds/'.length);
    const filled = await insist(() => browser.post(`/holds/${ref}/passengers`, peopleFields([someone()])));
    assert.equal(filled.status, 303, filled.data.problemFields);
    const review = await insist(() => browser.get(`/holds/${ref}/review`));
    const { version, totalMinor } = review.data;
    let askedAt;
    const booked = await insist(() => {
      askedAt = performance.now();
      return browser.post('/bookings', { hold: ref, version, total_minor: totalMinor, payment: 'later' });
    });
    const answeredAt = performance.now();
    assert.equal(booked.status, 303, `${booked.status} ${booked.data.problem}`);
    const page = await insist(() => browser.get(booked.headers.location));
    made.push({ browser, locator: page.data.locator, seats: page.data.seats, askedAt, answeredAt });
  }
}
