// What the pages show, by the statements of Aisle's store/.
'use strict';

const { createHash } = require('node:crypto');
const { Refusal } = require('../node/refusal');

const NEIGHBOURS = 3;
const DEPARTURES_PER_HOLD = 4;
const IS_LIVE = "(c.state <> 'held' OR c.held_until > UTC_TIMESTAMP(6))";
const IS_GOOD = '(br.signed_in_at IS NULL OR (br.seen_at > NOW(6) - INTERVAL 30 MINUTE AND br.signed_in_at > NOW(6) - INTERVAL 8 HOUR))';
const IS_OWNER = `(br.customer_id = bk.customer_id AND ${IS_GOOD})`;
const PEOPLE = 'h.adults, h.children, h.infants, p.no, p.type, p.given_name, p.surname, p.born_on, p.identity';
const HOLD = `SELECT h.id, h.ref, h.state, h.version, h.placed_at, h.expires_at, h.total_minor, h.currency, h.sold_seats, h.email, h.phone, h.customer_id,
  NOW(6) AS now, bk.locator, h.address, ${PEOPLE}`;
const HOLD_JOINS = ' LEFT JOIN booking bk ON bk.hold_id = h.id LEFT JOIN passenger p ON p.hold_id = h.id';

// Grouped in the order of the index by route.
const COUNT = `SELECT MIN(d.flight_no) AS flight_no, d.departs_on, MIN(d.sales = 'closed'), COUNT(c.seat_no) AS taken FROM departure d
  LEFT JOIN seat_claim c ON c.departure_id = d.id AND c.cabin = ? AND ${IS_LIVE}
  WHERE d.origin = ? AND d.destination = ? AND d.departs_on BETWEEN ? AND ? GROUP BY d.origin, d.destination, d.departs_on, d.id`;
const MAP = `SELECT d.flight_no, d.departs_on, d.sales = 'closed' AS is_closed, c.seat_no, COALESCE(c.state = 'blocked', 0) AS is_blocked,
  IF(c.state = 'held', c.hold_id, NULL) AS held_by FROM departure d LEFT JOIN seat_claim c ON c.departure_id = d.id AND ${IS_LIVE}
  WHERE d.flight_no = ? AND d.departs_on = ?`;
const OWN_HOLDS = `SELECT h.id FROM browser br JOIN hold h ON h.customer_id = br.customer_id AND h.state = 'open' WHERE br.token_digest = ? AND ${IS_GOOD}`;
const HOLD_OF_BROWSER = `${HOLD} FROM hold h JOIN browser br ON br.customer_id = h.customer_id${HOLD_JOINS}
  WHERE h.ref = ? AND br.token_digest = ? AND ${IS_GOOD} ORDER BY p.no`;
const HOLD_OF_CUSTOMER = `${HOLD} FROM hold h${HOLD_JOINS} WHERE h.ref = ? AND h.customer_id = ? ORDER BY p.no`;
const SEGMENTS = `SELECT s.position, s.departure_id, s.told_departs_at, s.told_arrives_at, s.cabin, s.basis, s.is_refundable, s.change_fee_minor, s.cancel_fee_minor,
  d.flight_no, d.departs_on, d.origin, d.destination, d.departs_at, d.arrives_at, d.origin_offset, d.destination_offset, d.state, d.sales = 'closed' AS is_closed,
  d.service_version, d.aircraft_code, d.aircraft_name, c.passenger_no, c.seat_no FROM segment s JOIN departure d ON d.id = s.departure_id
  LEFT JOIN seat_claim c ON c.hold_id = s.hold_id AND c.departure_id = s.departure_id WHERE s.hold_id = ? ORDER BY s.position`;
const PRICES = 'SELECT position, kind, code, type, quantity, unit_minor, amount_minor FROM price_line WHERE hold_id = ? ORDER BY line_no';
const BOOKING = `SELECT bk.id, bk.locator, bk.state, bk.version, bk.created_at, bk.cancelled_at, bk.total_minor, bk.paid_minor, bk.refund_minor, bk.currency, bk.email,
  bk.phone, bk.hold_id, bk.customer_id, NOW(6) AS now, (${IS_OWNER} OR COALESCE(ac.view = 'full', 0)) AS is_full, ${PEOPLE}
  FROM browser br JOIN booking bk ON bk.locator = ? JOIN hold h ON h.id = bk.hold_id LEFT JOIN passenger p ON p.hold_id = h.id
  LEFT JOIN booking_access ac ON ac.browser_id = br.id AND ac.booking_id = bk.id
  WHERE br.token_digest = ? AND (${IS_OWNER} OR ac.view IS NOT NULL) ORDER BY p.no`;

const digestOf = (token) => createHash('sha256').update(token ?? '').digest();

const peopleOf = (rows) => rows.filter(({ no }) => no !== null);
const stateOf = (hold) => (hold.state === 'open' && hold.expires_at <= hold.now ? 'expired' : hold.state);

// One row for each seat: each segment once, with its seats by passenger.
function segmentsOf(rows) {
  const segments = [];
  for (const row of rows) {
    if (segments.at(-1)?.position !== row.position) segments.push({ ...row, departure: row, seats: [] });
    if (row.seat_no !== null) segments.at(-1).seats[row.passenger_no - 1] = row.seat_no;
  }
  return segments;
}

function makeReads(db, flights) {
  function findDeparture({ name }) {
    const departure = flights.find(name);
    if (!departure) throw new Refusal('not-found');
    return departure;
  }

  async function search({ origin, destination, date }) {
    const days = flights.daysAround(date, NEIGHBOURS);
    const counts = await db.select(COUNT, ['Y', origin, destination, days[0], days.at(-1)]);
    const taken = new Map(counts.map((row) => [`${row.flight_no}/${row.departs_on}`, row.taken]));
    return {
      departures: flights.onDay(origin, destination, date).map((departure) => ({ ...departure, seatsFree: flights.seats.length - (taken.get(departure.name) ?? 0) })),
      days: days.map((day) => {
        const prices = flights.onDay(origin, destination, day).map(({ fares }) => fares[0].total_minor);
        return { day, lowestMinor: prices.length ? Math.min(...prices) : undefined };
      }),
    };
  }

  async function offer(name, token) {
    const departure = findDeparture(name);
    const rows = await db.select(MAP, [departure.flight_no, departure.departs_on]);
    // Whose browser asks matters only when somebody holds a seat.
    const isAsked = token && rows.some(({ held_by }) => held_by !== null);
    const own = new Set(isAsked ? (await db.select(OWN_HOLDS, [digestOf(token)])).map(({ id }) => id) : []);
    const taken = new Map(rows.map((row) => [row.seat_no, row.is_blocked ? 'blocked' : own.has(row.held_by) ? 'yours' : 'taken']));
    const seats = flights.seats.map(({ seat_no, row_no, letter, place, is_exit }) => ({
      no: seat_no, row: row_no, letter, place, isExit: is_exit, state: taken.get(seat_no) ?? 'free',
    }));
    return { departure: rows[0]?.is_closed ? { ...departure, state: 'closed' } : departure, seats };
  }

  async function fill(hold_id) {
    const segments = segmentsOf(await db.select(SEGMENTS, [hold_id]));
    return { segments, prices: await db.select(PRICES, [hold_id]) };
  }

  async function hold(ref, token) {
    const rows = await db.select(HOLD_OF_BROWSER, [ref, digestOf(token)]);
    if (!rows.length) throw new Refusal('not-found');
    return { ...rows[0], state: stateOf(rows[0]), passengers: peopleOf(rows), ...(await fill(rows[0].id)) };
  }

  async function booking(locator, token) {
    const rows = await db.select(BOOKING, [locator, digestOf(token)]);
    if (!rows.length) throw new Refusal('not-found');
    return { ...rows[0], passengers: peopleOf(rows), ...(await fill(rows[0].hold_id)) };
  }

  return { airports: flights.airports, findDeparture, search, offer, hold, booking };
}

module.exports = { DEPARTURES_PER_HOLD, HOLD_OF_CUSTOMER, SEGMENTS, digestOf, makeReads, peopleOf, segmentsOf, stateOf };
