// The three steps of a sale: the transactions of Aisle's domain/, statement by statement.
'use strict';

const { randomBytes, randomInt } = require('node:crypto');
const forms = require('../node/forms');
const { Refusal } = require('../node/refusal');
const { Again, duplicateOf, padded, rowsOf } = require('./database');
const { DEPARTURES_PER_HOLD, HOLD_OF_CUSTOMER, SEGMENTS, digestOf, peopleOf, segmentsOf, stateOf } = require('./reads');
const { giveBack, takeSeats, writeEvents } = require('./seats');

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ3789';
const LOCATORS = 5;
const ADDRESS = '127.0.0.1';
const OPEN = "count(*) AS n, MIN(expires_at) AS first_at FROM hold WHERE";

const FIND_DEPARTURE = 'SELECT id, service_version FROM departure WHERE flight_no = ? AND departs_on = ?';
const LOCK_BROWSER = `SELECT br.id, br.customer_id, br.signed_in_at, br.seen_at, c.email FROM browser br JOIN customer c ON c.id = br.customer_id
  WHERE br.token_digest = ? FOR UPDATE`;
const FIND_CLICK = 'SELECT k.fingerprint, k.answer FROM browser br JOIN click k ON k.browser_id = br.id WHERE br.token_digest = ? AND k.form_key = ?';
const LOCK_DEPARTURES = `SELECT id, flight_no, departs_on, departs_at, state, sales = 'closed' AS is_closed, departs_at <= UTC_TIMESTAMP(6) + INTERVAL ? MINUTE AS is_late
  FROM departure WHERE id IN (?, ?, ?, ?) ORDER BY id LOCK IN SHARE MODE`;
const MOVING = `SELECT DISTINCT h.id, h.ref, h.version, h.placed_at, h.adults, h.children, h.infants, h.browser_id = ?, h.address = ?, h.email IS NOT NULL, h.expires_at
  FROM hold h JOIN segment s ON s.hold_id = h.id AND s.departure_id IN (?,?,?,?) WHERE h.customer_id = ? AND h.state = 'open' AND h.expires_at > NOW(6) ORDER BY h.id DESC`;
const COUNT_OPEN = `SELECT NOW(6) AS now, c.n, b.n, a.n, c.first_at, b.first_at, a.first_at FROM
  (SELECT ${OPEN} customer_id = ? AND state = 'open' AND expires_at > NOW(6)) AS c, (SELECT ${OPEN} browser_id = ? AND state = 'open' AND expires_at > NOW(6)) AS b,
  (SELECT ${OPEN} address = ? AND state = 'open' AND expires_at > NOW(6)) AS a`;
const CHANGE_HOLD = 'UPDATE hold FORCE INDEX (PRIMARY) SET';
const STILL_OPEN = "version = version + 1 WHERE id = ? AND version = ? AND state = 'open' AND expires_at > NOW(6)";
const OVERLAPS = `SELECT DISTINCT s.position, s.departure_id, o.flight_no, o.departs_on, b.customer_id FROM segment s JOIN departure d ON d.id = s.departure_id
  JOIN passenger p ON p.hold_id = s.hold_id JOIN coupon c ON c.identity = p.identity AND c.born_on = p.born_on AND c.departure_id <> s.departure_id
  JOIN departure o ON o.id = c.departure_id AND o.state <> 'cancelled' AND o.departs_at < d.arrives_at AND o.arrives_at > d.departs_at
  JOIN booking b ON b.id = c.booking_id WHERE s.hold_id = ? ORDER BY s.position, o.flight_no, o.departs_on`;

const newLocator = () => Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
const nameOf = ({ flight_no, departs_on }) => `${flight_no}/${departs_on}`;

function checkOnSale({ state, is_closed, is_late, ...departure }) {
  if (state === 'cancelled' || state === 'departed' || is_closed || is_late) throw new Refusal('sales-closed', { departure: nameOf(departure) });
}

async function insertRows(tx, head, rows) {
  const { marks, values } = rowsOf(rows);
  return tx.run(`${head} VALUES${marks}`, values);
}

async function record(tx, requestId, ...events) {
  const values = events.flatMap(({ subject, id, version, from, to, detail }) => ['customer', requestId, subject, id, version, from, to, detail ?? '']);
  await tx.run(`INSERT INTO event (at, actor, request_id, subject, subject_id, version, from_state, to_state, detail) VALUES${
    events.map(() => '(NOW(6),?,?,?,?,?,?,?,?)').join(',')}`, values);
}

async function lockBrowser(tx, token) {
  const [browser] = await tx.select(LOCK_BROWSER, [digestOf(token)]);
  return browser;
}

async function lockCustomer(tx, token) {
  const browser = await lockBrowser(tx, token);
  if (browser) return browser;
  const { insertId: customer_id } = await tx.run('INSERT INTO customer (created_at) VALUES (NOW(6))');
  try {
    const { insertId: id } = await tx.run('INSERT INTO browser (token_digest, customer_id, created_at, seen_at) VALUES (?,?,NOW(6),NOW(6))', [digestOf(token), customer_id]);
    return { id, customer_id };
  } catch (error) {
    throw duplicateOf(error) === 'browser_token' ? new Again() : error;
  }
}

async function lockDepartures(tx, ids, closeMinutes) {
  const rows = await tx.select(LOCK_DEPARTURES, [closeMinutes, ...Array.from({ length: DEPARTURES_PER_HOLD }, (_, i) => ids[i] ?? null)]);
  rows.forEach(checkOnSale);
  return rows;
}

// The hold of this browser, whose rows are locked from here on.
async function lockHold(tx, ref, token) {
  const browser = await lockBrowser(tx, token);
  const rows = browser ? await tx.select(HOLD_OF_CUSTOMER, [ref, browser.customer_id]) : [];
  if (!rows.length) throw new Refusal('not-found');
  return { ...rows[0], state: stateOf(rows[0]), passengers: peopleOf(rows) };
}

function checkOpen({ state }) {
  if (state === 'expired') throw new Refusal('hold-expired');
  if (state !== 'open') throw new Refusal('hold-ended');
}

async function change(tx, text, values) {
  const { affectedRows } = await tx.run(`${CHANGE_HOLD} ${text} ${STILL_OPEN}`, values);
  if (affectedRows !== 1) throw new Again();
}

// An open hold of the same departure ends when the browser asks for another one.
async function releaseOlder(tx, holds, requestId) {
  for (const { id, version } of holds) {
    const rows = await tx.select('SELECT departure_id, seat_no FROM seat_claim WHERE hold_id = ? ORDER BY departure_id, seat_no', [id]);
    if (rows.length) await giveBack(tx, id, rows[0].departure_id, rows.map(({ seat_no }) => seat_no));
    await change(tx, "state = 'released', ended_at = NOW(6),", [id, version]);
    await record(tx, requestId, { subject: 'hold', id, version: version + 1, from: 'open', to: 'released', detail: 'for a newer hold of the same departure' });
  }
}

async function writeHold(tx, here, departure, departure_id, fare, adults, times) {
  const ref = randomBytes(16).toString('base64url');
  const { insertId: hold_id } = await tx.run(`INSERT INTO hold (ref, customer_id, browser_id, address, state, placed_at, expires_at, adults, children, infants,
    currency, total_minor, email, phone) VALUES (?,?,?,?,'open',?,?,?,?,?,?,?,?,?)`, [ref, here.customer_id, here.id, ADDRESS, times.placed_at, times.expires_at,
    adults, 0, 0, fare.currency, fare.total_minor * adults, null, null]);
  await insertRows(tx, `INSERT INTO segment (hold_id, position, departure_id, told_departs_at, told_arrives_at, cabin, basis, is_refundable, change_fee_minor,
    cancel_fee_minor)`, [[hold_id, 1, departure_id, departure.departs_at, departure.arrives_at, 'Y', fare.basis, fare.is_refundable, fare.change_fee_minor, fare.cancel_fee_minor]]);
  const lines = [['fare', fare.basis, fare.fare_minor], ...fare.taxes.split(' ').map((tax) => ['tax', tax.split('=')[0], Number(tax.split('=')[1])])];
  await insertRows(tx, 'INSERT INTO price_line (hold_id, line_no, position, kind, code, type, quantity, unit_minor, amount_minor)',
    lines.map(([kind, code, unit], i) => [hold_id, i + 1, 1, kind, code, 'adult', adults, unit, unit * adults]));
  return { hold_id, ref };
}

// Whoever sells a person a seat writes the person's row, so that two sales of one person wait for each other.
async function markPersons(tx, people) {
  const persons = people.map(({ identity, born_on }) => [identity, born_on]).sort(([a], [b]) => (a < b ? -1 : 1));
  const { affectedRows } = await tx.run(`UPDATE person FORCE INDEX (PRIMARY) SET version = version + 1 WHERE ${
    padded(persons, 18).map(() => '(identity = ? AND born_on = ?)').join(' OR ')}`, padded(persons, 18).flat());
  if (affectedRows === persons.length) return;
  const known = affectedRows ? await tx.select(`SELECT identity, born_on FROM person WHERE ${persons.map(() => '(identity = ? AND born_on = ?)').join(' OR ')}`, persons.flat()) : [];
  const missing = persons.filter(([identity, born_on]) => !known.some((one) => one.identity === identity && one.born_on === born_on));
  try {
    await insertRows(tx, 'INSERT INTO person (identity, born_on)', missing);
  } catch (error) {
    throw duplicateOf(error) === 'PRIMARY' ? new Again() : error;
  }
}

async function insertBooking(tx, hold) {
  for (let tries = 1; ; tries++) {
    const locator = newLocator();
    try {
      const { insertId } = await tx.run(`INSERT INTO booking (locator, hold_id, customer_id, state, created_at, currency, total_minor, email, phone)
        VALUES (?,?,?,'confirmed',NOW(6),?,?,?,?)`, [locator, hold.id, hold.customer_id, hold.currency, hold.total_minor, hold.email, hold.phone]);
      return { id: insertId, locator };
    } catch (error) {
      if (tries === LOCATORS || duplicateOf(error) !== 'booking_locator') throw error;
    }
  }
}

async function insertCoupons(tx, booking, hold, segment) {
  try {
    await insertRows(tx, 'INSERT INTO coupon (departure_id, identity, born_on, booking_id, passenger_no)',
      hold.passengers.map(({ identity, born_on, no }) => [segment.departure_id, identity, born_on, booking.id, no]));
  } catch (error) {
    throw duplicateOf(error) === 'coupon_passenger' ? new Refusal('duplicate-passenger', { departure: nameOf(segment) }) : error;
  }
}

// The number of a departure, which never changes: asked for once.
async function idOf({ db, ids }, { name, flight_no, departs_on }) {
  if (!ids.has(name)) ids.set(name, (await db.select(FIND_DEPARTURE, [flight_no, departs_on]))[0].id);
  return ids.get(name);
}

async function placeOnce(tx, at, { wish, departure, departure_id, fare, fingerprint }, token, requestId) {
  const here = await lockCustomer(tx, token);
  const [click] = await tx.select(FIND_CLICK, [digestOf(token), wish.key]);
  if (click && !click.fingerprint.equals(fingerprint)) throw new Refusal('key-reused');
  if (click) return click.answer;
  await lockDepartures(tx, [departure_id], at.salesCloseMinutes);
  const moving = await tx.select(MOVING, [here.id, ADDRESS, ...padded([departure_id], DEPARTURES_PER_HOLD), here.customer_id]);
  const [{ now }] = await tx.select(COUNT_OPEN, [here.customer_id, here.id, ADDRESS]);
  await releaseOlder(tx, moving, requestId);
  const times = { placed_at: now, expires_at: new Date(now.getTime() + at.holdSeconds * 1000) };
  const { hold_id, ref } = await writeHold(tx, here, departure, departure_id, fare, wish.adults, times);
  await record(tx, requestId, { subject: 'hold', id: hold_id, version: 1, from: '', to: 'open' });
  await takeSeats(tx, { departure_id, hold_id, held_until: times.expires_at, name: departure.name }, wish, at.flights.seats);
  const answer = `/holds/${ref}`;
  await tx.run('INSERT INTO click (browser_id, form_key, fingerprint, answer, created_at) VALUES (?,?,?,?,NOW(6))', [here.id, wish.key, fingerprint, answer]);
  return answer;
}

async function place(at, fields, token, requestId) {
  const wish = forms.readHold(fields);
  const departure = at.reads.findDeparture(wish.departure);
  const fare = wish.basis ? departure.fares.find(({ basis }) => basis === wish.basis) : departure.fares[0];
  if (!fare) throw new Refusal('invalid', { fields: 'fare.1' });
  const asked = { wish, departure, departure_id: await idOf(at, departure), fare, fingerprint: Buffer.from(wish.fingerprint, 'hex') };
  return at.db.transaction((tx) => placeOnce(tx, at, asked, token, requestId));
}

async function setPassengers(at, ref, fields, token, requestId) {
  return at.db.transaction(async (tx) => {
    const hold = await lockHold(tx, ref, token);
    const [segment] = segmentsOf(await tx.select(SEGMENTS, [hold.id]));
    const { people, email, phone } = forms.readPassengers(fields, hold.adults, segment.departs_on);
    checkOpen(hold);
    if (hold.passengers.length) await tx.run('DELETE FROM passenger WHERE hold_id = ?', [hold.id]);
    await insertRows(tx, 'INSERT INTO passenger (hold_id, no, type, given_name, surname, born_on, identity, surname_folded)',
      people.map(({ no, given_name, surname, born_on, identity }) => [hold.id, no, 'adult', given_name, surname, born_on, identity, forms.fold(surname)]));
    await record(tx, requestId, { subject: 'hold', id: hold.id, version: hold.version + 1, from: 'open', to: 'open', detail: 'passengers' });
    await change(tx, 'email = ?, phone = ?,', [email, phone, hold.id, hold.version]);
    return `/holds/${ref}/review`;
  });
}

function check(hold, { version, total_minor }) {
  if (hold.version !== version) throw new Refusal('changed-meanwhile');
  if (hold.total_minor !== total_minor) throw new Refusal('price-changed', { oldTotalMinor: total_minor });
  if (!hold.email || !hold.passengers.length) throw new Refusal('passengers-missing');
}

async function sellSeats(tx, hold, booking) {
  const { affectedRows } = await tx.run("UPDATE seat_claim SET state = 'sold', booking_id = ?, held_until = NULL WHERE hold_id = ? AND state = 'held'", [booking.id, hold.id]);
  if (affectedRows !== hold.adults) throw new Refusal('hold-expired');
}

async function sell(tx, hold, segment, requestId) {
  await markPersons(tx, hold.passengers);
  const [overlap] = await tx.select(OVERLAPS, [hold.id]);
  if (overlap) throw new Refusal('duplicate-passenger', { departure: nameOf(overlap) });
  const booking = await insertBooking(tx, hold);
  await change(tx, "sold_seats = ?, state = 'used', ended_at = NOW(6),", [segment.seats.map((seat) => `${nameOf(segment)}/${seat}`).join(' '), hold.id, hold.version]);
  await writeEvents(tx, segment.seats.map((seat) => [segment.departure_id, seat, 'sold', hold.id]));
  await insertCoupons(tx, booking, hold, segment);
  await tx.run("INSERT INTO ledger (booking_id, at, kind, amount_minor, currency) VALUES (?,NOW(6),'sale',?,?)", [booking.id, hold.total_minor, hold.currency]);
  await record(tx, requestId, { subject: 'hold', id: hold.id, version: hold.version + 1, from: 'open', to: 'used' },
    { subject: 'booking', id: booking.id, version: 1, from: '', to: 'confirmed' });
  await tx.run(`INSERT INTO outbox (kind, booking_id, recipient, detail, created_at, due_at) VALUES ('booking_confirmed', ?, ?, '', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`,
    [booking.id, hold.email]);
  await sellSeats(tx, hold, booking);
  return booking;
}

async function book(at, fields, token, requestId) {
  const seen = forms.readBooking(fields);
  return at.db.transaction(async (tx) => {
    const hold = await lockHold(tx, seen.ref, token);
    if (hold.locator) return `/bookings/${hold.locator}`;
    const [segment] = segmentsOf(await tx.select(SEGMENTS, [hold.id]));
    checkOpen(hold);
    await lockDepartures(tx, [segment.departure_id], 0);
    check(hold, seen);
    if (segment.seats.filter(Boolean).length !== hold.adults) throw new Refusal('hold-expired');
    const { locator } = await sell(tx, hold, segment, requestId);
    return `/bookings/${locator}`;
  });
}

function makeSales(db, reads, flights, { holdSeconds, salesCloseMinutes }) {
  const at = { db, reads, flights, holdSeconds, salesCloseMinutes, ids: new Map() };
  return {
    place: (...asked) => place(at, ...asked), setPassengers: (...asked) => setPassengers(at, ...asked), book: (...asked) => book(at, ...asked),
  };
}

module.exports = { makeSales };
