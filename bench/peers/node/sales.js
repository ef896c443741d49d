// The three steps of a sale, each in one transaction that locks what it changes.
'use strict';

const { randomBytes, randomInt } = require('node:crypto');
const { UniqueConstraintError } = require('sequelize');
const forms = require('./forms');
const { isFree, whereFree } = require('./reads');
const { Refusal } = require('./refusal');

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ3789';
const TRIES = 5;
const AGAIN = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'];

const newLocator = () => Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
const minutes = (count) => count * 60000;

// A deadlock's victim tries again, and so does a browser whose other tab was first to write its session down.
async function inTransaction(at, work) {
  for (let tries = 1; ; tries++) {
    try {
      return await at.db.sequelize.transaction(work);
    } catch (error) {
      const isSession = error instanceof UniqueConstraintError && 'sessions_token' in (error.fields ?? {});
      if (tries === TRIES || !(isSession || AGAIN.includes(error.parent?.code))) throw error;
    }
  }
}

const record = (at, transaction, request_id, ...events) => at.db.AuditEvent.bulkCreate(events.map((event) => ({ at: new Date(), request_id, ...event })), { transaction });

function checkOnSale(departure, closeMinutes) {
  if (departure.state !== 'scheduled' || departure.departs_at <= Date.now() + minutes(closeMinutes)) {
    throw new Refusal('sales-closed', { departure: `${departure.flight_no}/${departure.departs_on}` });
  }
}

async function lockSession(at, token, transaction) {
  const session = await at.db.Session.findOne({ where: { token }, lock: transaction.LOCK.UPDATE, transaction });
  return session ?? at.db.Session.create({ token, created_at: new Date() }, { transaction });
}

// Seats that were named, and for the others any that are free, locked in the order of their key.
async function lockSeats(at, { seats, adults }, departure, transaction) {
  const options = { order: ['seat_no'], lock: transaction.LOCK.UPDATE, transaction };
  const name = `${departure.flight_no}/${departure.departs_on}`;
  const named = seats.length ? await at.db.Seat.findAll({ where: { departure_id: departure.id, seat_no: seats }, ...options }) : [];
  if (named.length < seats.length) throw new Refusal('invalid', { fields: 'seat.1' });
  const now = new Date();
  const taken = named.filter((seat) => !isFree(seat, now)).map(({ seat_no }) => `${name}/${seat_no}`);
  if (taken.length) throw new Refusal('seat-taken', { seats: taken.join(' ') });
  const missing = adults - named.length;
  if (missing === 0) return named;
  const own = new Set(seats);
  const chosen = (await at.db.Seat.findAll({ where: { departure_id: departure.id, ...whereFree() }, limit: adults, ...options }))
    .filter(({ seat_no }) => !own.has(seat_no)).slice(0, missing);
  if (chosen.length < missing) throw new Refusal('sold-out', { departure: name });
  return [...named, ...chosen];
}

function chooseFare(departure, basis) {
  const fare = basis ? departure.fares.find((one) => one.basis === basis) : departure.fares[0];
  if (!fare) throw new Refusal('invalid', { fields: 'fare.1' });
  return fare;
}

async function writeHold(at, session, departure, fare, adults, transaction) {
  const now = new Date();
  const hold = await at.db.Hold.create({
    ref: randomBytes(16).toString('base64url'), session_id: session.id, state: 'open', placed_at: now,
    expires_at: new Date(now.getTime() + at.holdSeconds * 1000), adults, currency: fare.currency, total_minor: fare.total_minor * adults,
  }, { transaction });
  const { basis, is_refundable, change_fee_minor, cancel_fee_minor } = fare;
  await at.db.HoldSegment.create({ hold_id: hold.id, position: 1, departure_id: departure.id, basis, is_refundable, change_fee_minor, cancel_fee_minor }, { transaction });
  const lines = [['fare', basis, fare.fare_minor], ...fare.taxes.split(' ').map((tax) => ['tax', tax.split('=')[0], Number(tax.split('=')[1])])];
  await at.db.PriceLine.bulkCreate(lines.map(([kind, code, unit_minor], i) => ({
    hold_id: hold.id, line_no: i + 1, kind, code, quantity: adults, unit_minor, amount_minor: unit_minor * adults,
  })), { transaction });
  return hold;
}

async function place(at, fields, token, requestId) {
  const wish = forms.readHold(fields);
  const departure = await at.reads.findDeparture(wish.departure);
  const fare = chooseFare(departure, wish.basis);
  return inTransaction(at, async (transaction) => {
    const session = await lockSession(at, token, transaction);
    const click = await at.db.Click.findOne({ where: { session_id: session.id, form_key: wish.key }, transaction });
    if (click && click.fingerprint !== wish.fingerprint) throw new Refusal('key-reused');
    if (click) return click.answer;
    checkOnSale(departure, at.salesCloseMinutes);
    const seats = await lockSeats(at, wish, departure, transaction);
    const hold = await writeHold(at, session, departure, fare, wish.adults, transaction);
    for (const [i, seat] of seats.entries()) {
      await seat.update({ state: 'held', hold_id: hold.id, passenger_no: i + 1, held_until: hold.expires_at }, { transaction });
    }
    await record(at, transaction, requestId, { subject: 'hold', subject_id: hold.id, version: 1, what: 'placed' });
    const answer = `/holds/${hold.ref}`;
    await at.db.Click.create({ session_id: session.id, form_key: wish.key, fingerprint: wish.fingerprint, answer, created_at: new Date() }, { transaction });
    return answer;
  });
}

async function lockHold(at, ref, token, transaction) {
  const hold = await at.db.Hold.findOne({ where: { ref }, include: [{ association: 'session', where: { token } }], lock: transaction.LOCK.UPDATE, transaction });
  if (!hold) throw new Refusal('not-found');
  return hold;
}

function checkOpen(hold) {
  if (hold.state !== 'open') throw new Refusal('hold-ended');
  if (hold.expires_at <= new Date()) throw new Refusal('hold-expired');
}

const segmentsOf = (at, hold, transaction) => at.db.HoldSegment.findAll({ where: { hold_id: hold.id }, include: [{ association: 'departure' }], transaction });

async function setPassengers(at, ref, fields, token, requestId) {
  return inTransaction(at, async (transaction) => {
    const hold = await lockHold(at, ref, token, transaction);
    const [{ departure }] = await segmentsOf(at, hold, transaction);
    const { people, email, phone } = forms.readPassengers(fields, hold.adults, departure.departs_on);
    checkOpen(hold);
    await at.db.Passenger.destroy({ where: { hold_id: hold.id }, transaction });
    await at.db.Passenger.bulkCreate(people.map(({ no, given_name, surname, born_on }) => ({ hold_id: hold.id, no, given_name, surname, born_on })), { transaction });
    await hold.update({ email, phone, version: hold.version + 1 }, { transaction });
    await record(at, transaction, requestId, { subject: 'hold', subject_id: hold.id, version: hold.version, what: 'passengers' });
    return `/holds/${ref}/review`;
  });
}

async function createBooking(at, hold, transaction) {
  const { session_id, currency, total_minor, email, phone } = hold;
  for (let tries = 1; ; tries++) {
    try {
      return await at.db.Booking.create({
        locator: newLocator(), hold_id: hold.id, session_id, state: 'confirmed', currency, total_minor, email, phone, created_at: new Date(),
      }, { transaction });
    } catch (error) {
      if (tries === TRIES || !(error instanceof UniqueConstraintError && 'bookings_locator' in (error.fields ?? {}))) throw error;
    }
  }
}

async function writeTickets(at, booking, hold, departure, seats, transaction) {
  const people = await at.db.Passenger.findAll({ where: { hold_id: hold.id }, order: ['no'], raw: true, transaction });
  const rows = people.map(({ no, given_name, surname, born_on }) => ({
    booking_id: booking.id, departure_id: departure.id, passenger_no: no, seat_no: seats.find(({ passenger_no }) => passenger_no === no).seat_no,
    identity: `${forms.fold(given_name ?? '')}/${forms.fold(surname)}`, born_on,
  }));
  try {
    await at.db.Ticket.bulkCreate(rows, { transaction });
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    throw new Refusal('duplicate-passenger', { departure: `${departure.flight_no}/${departure.departs_on}` });
  }
}

async function book(at, fields, token, requestId) {
  const { ref, version, total_minor } = forms.readBooking(fields);
  return inTransaction(at, async (transaction) => {
    const hold = await lockHold(at, ref, token, transaction);
    if (hold.state === 'used') {
      const { locator } = await at.db.Booking.findOne({ where: { hold_id: hold.id }, transaction });
      return `/bookings/${locator}`;
    }
    checkOpen(hold);
    const [{ departure }] = await segmentsOf(at, hold, transaction);
    checkOnSale(departure, 0);
    if (hold.version !== version) throw new Refusal('changed-meanwhile');
    if (hold.total_minor !== total_minor) throw new Refusal('price-changed', { oldTotalMinor: total_minor });
    if (!hold.email) throw new Refusal('passengers-missing');
    const seats = await at.db.Seat.findAll({ where: { hold_id: hold.id, state: 'held' }, order: ['seat_no'], lock: transaction.LOCK.UPDATE, transaction });
    if (seats.length < hold.adults) throw new Refusal('hold-expired');
    const booking = await createBooking(at, hold, transaction);
    await at.db.Seat.update({ state: 'sold', held_until: null }, { where: { hold_id: hold.id, state: 'held' }, transaction });
    await writeTickets(at, booking, hold, departure, seats, transaction);
    await hold.update({ state: 'used', version: hold.version + 1 }, { transaction });
    await record(at, transaction, requestId,
      { subject: 'hold', subject_id: hold.id, version: hold.version, what: 'used' }, { subject: 'booking', subject_id: booking.id, version: 1, what: 'confirmed' });
    await at.db.OutboxMail.create({ kind: 'booking_confirmed', booking_id: booking.id, recipient: hold.email, created_at: new Date() }, { transaction });
    return `/bookings/${booking.locator}`;
  });
}

function makeSales(db, reads, { holdSeconds, salesCloseMinutes }) {
  const at = { db, reads, holdSeconds, salesCloseMinutes };
  return {
    place: (...asked) => place(at, ...asked), setPassengers: (...asked) => setPassengers(at, ...asked), book: (...asked) => book(at, ...asked),
  };
}

module.exports = { makeSales };
