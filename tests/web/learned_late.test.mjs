// A flight is cancelled before anybody held seats on it, and sold from what was known of it before: whoever has booked it is told all the same.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { changeDeparture, newDeparture } from '../support/flights.mjs';
import { book, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

// As in a running Aisle: what was asked for is known for a while.
before(() => stack.set({ AISLE_FLIGHT_SERVICE_FRESH_SECONDS: '300' }, 'booking'));
after(() => stack.set({}, 'booking'));
afterEach(() => stack.control('start', 'flights', 'worker'));

const isKnown = async ({ flight_no: flightNo }) => (await stack.sql(`SELECT COUNT(*) FROM departure WHERE flight_no = '${flightNo}'`))[0][0] === '1';

// The site knows it as it was; it is cancelled; the worker has read of that, and rests.
async function cancelledUnseen() {
  const departure = await newDeparture();
  assert.equal((await stack.browser().get(`/flights/${departure.name}`)).status, 200);
  await changeDeparture(departure.name, { state: 'cancelled' });
  await until('the worker has read of it', async () => (await stack.sql(`SELECT (SELECT number FROM job_state WHERE name = 'changes') >= feed_cursor FROM aisle_flights.departure_change WHERE flight_no = '${departure.flight_no}' AND version = 2`))[0]?.[0] === '1');
  await stack.control('stop', 'worker');
  assert.ok(!await isKnown(departure), 'nobody has sold anything of it');
  return departure;
}

async function sellTo(departure) {
  const person = someone();
  const browser = stack.browser();
  const { data } = await book(browser, departure, { people: [person] });
  assert.equal(data.state, 'confirmed');
  return { browser, path: `/bookings/${data.locator}`, email: `${person.surname}@example.org` };
}

async function assertTold({ browser, path, email }) {
  await stack.mailTo(email, /was\s+cancelled/);
  assert.match((await browser.get(path)).text, /cancelled/i);
}

test('the worker asks about what was learned from an old answer: the customer gets the mail', async () => {
  const booked = await sellTo(await cancelledUnseen());
  await stack.control('start', 'worker');
  await assertTold(booked);
});

test('also when the flight service is away meanwhile', async () => {
  const departure = await cancelledUnseen();
  await stack.control('stop', 'flights');
  const booked = await sellTo(departure);
  const logged = stack.log('worker').length;
  await stack.control('start', 'worker');
  await until('the worker has asked in vain', () => /job\.refresh_departures/.test(stack.log('worker').slice(logged)));
  await stack.control('start', 'flights');
  await assertTold(booked);
});
