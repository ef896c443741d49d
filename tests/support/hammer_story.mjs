// A small correct run of the hammer, made by hand: what was asked and answered, and the rows that it left. Tests of the checker spoil one thing in it.
import { checkAll } from '../race/hammer/check/check.mjs';
import { Kept } from '../race/hammer/check/read_database.mjs';
import { Told } from '../race/hammer/check/read_history.mjs';

export const DEPARTURE = 'HM1000/2027-03-01';
const FARE = 12000;
const HOLD_MS = 60000;
const START = Date.parse('2027-01-01T00:00:00Z');
// Nobody waits longer for an answer here, and between two questions lies more.
const ANSWER_MS = 10;
const STEP_MS = 100;

const seat = (name) => `${DEPARTURE}/${name}`;

export class Story {
  constructor() {
    Object.assign(this, { at: START, lines: [], kept: new Kept(), mails: new Map(), count: 0, ids: 0 });
  }

  // One question and its answer; `got` is put above an "ok".
  say(b, kind, ask, got = {}) {
    const o = ++this.count;
    this.at += STEP_MS;
    const line = { t: 'ask', n: o, o, c: b, b, node: 'A', kind, about: {}, ...ask, at: this.at };
    const answer = { t: 'got', n: o, o, status: 200, request: `r${o}`, how: 'ok', ...got, at: this.at + ANSWER_MS };
    this.lines.push(line, answer);
    return { o, line, answer, request: `r${o}` };
  }

  fault(kind, phase, detail = {}) {
    this.at += STEP_MS;
    const line = { t: 'fault', kind, phase, ...detail, at: this.at };
    this.lines.push(line);
    return line;
  }

  event(subject, id, version, from, to, request, more = {}) {
    const event = { subject, id, version, from, to, request, actor: 'customer', detail: '', at: this.at, ...more };
    this.kept.events.push(event);
    return event;
  }

  seatEvent(name, what, hold) {
    this.kept.seatEvents.push({ seat: seat(name), at: this.at, what, hold });
  }

  mail(kind, booking) {
    const id = `${++this.ids}`;
    const row = { id, kind, booking, isSent: true };
    this.kept.outbox.push(row);
    this.mails.set(id, [`From: us\nMessage-ID: <aisle-${id}@aisle.example>\n\nHello`]);
    return row;
  }

  hold(b, name, key) {
    const id = `${++this.ids}`;
    const ref = `REF${id}`;
    const about = { departures: [DEPARTURE], adults: 1, seats: [seat(name)], total: FARE };
    const said = this.say(b, 'hold', { method: 'POST', path: '/holds', fields: [['adults', 1]], key, about }, { status: 303, location: `/holds/${ref}` });
    const row = { id, ref, state: 'open', version: 1, expiresAt: this.at + HOLD_MS, endedAt: NaN, seats: 1, segments: 1, total: FARE, claims: [] };
    this.kept.holds.set(id, row);
    this.kept.holdByRef.set(ref, row);
    this.kept.clicks.set(key, `/holds/${ref}`);
    this.event('hold', id, 1, '', 'open', said.request);
    this.seatEvent(name, 'held', id);
    this.claim(row, name, 'held', 'NULL');
    return { ...said, b, id, ref, name, row, key };
  }

  claim(row, name, state, booking) {
    this.unclaim(row);
    const claim = { seat: seat(name), state, hold: row.id, passenger: '1', booking };
    this.kept.claims.push(claim);
    row.claims = [claim];
  }

  unclaim(row) {
    this.kept.claims = this.kept.claims.filter(({ hold }) => hold !== row.id);
    row.claims = [];
  }

  seeHold(hold, after, state = 'open') {
    const data = { state, version: `${hold.row.version}`, seats: state === 'open' ? seat(hold.name) : '', totalMinor: `${FARE}`, expiresAt: new Date(hold.row.expiresAt).toISOString() };
    return this.say(hold.b, 'see-hold', { path: `/holds/${hold.ref}`, about: { ref: hold.ref, after: after?.o } }, { data });
  }

  passengers(hold) {
    const said = this.say(hold.b, 'passengers', { method: 'POST', path: `/holds/${hold.ref}/passengers`, about: { ref: hold.ref } }, { status: 303, location: `/holds/${hold.ref}/review` });
    this.event('hold', hold.id, ++hold.row.version, 'open', 'open', said.request, { detail: 'passengers' });
    return said;
  }

  release(hold) {
    const said = this.say(hold.b, 'release', { method: 'POST', path: `/holds/${hold.ref}/release`, about: { ref: hold.ref } }, { status: 303, location: `/holds/${hold.ref}` });
    this.event('hold', hold.id, ++hold.row.version, 'open', 'released', said.request);
    Object.assign(hold.row, { state: 'released', endedAt: this.at });
    this.seatEvent(hold.name, 'released', hold.id);
    this.unclaim(hold.row);
    return said;
  }

  expire(hold) {
    this.at = hold.row.expiresAt + STEP_MS;
    this.event('hold', hold.id, ++hold.row.version, 'open', 'expired', 'worker-turn', { actor: 'worker' });
    Object.assign(hold.row, { state: 'expired', endedAt: this.at });
    this.seatEvent(hold.name, 'expired', hold.id);
    this.unclaim(hold.row);
  }

  book(hold, more = {}) {
    const id = `${++this.ids}`;
    const locator = `BOOK${id.padStart(2, '0')}`;
    const about = { ref: hold.ref, departures: [DEPARTURE], total: FARE, ...more };
    const said = this.say(hold.b, 'book', { method: 'POST', path: '/bookings', fields: [['version', hold.row.version]], about }, { status: 303, location: `/bookings/${locator}` });
    const row = { id, locator, hold: hold.row, state: 'confirmed', version: 1, total: FARE };
    this.kept.bookings.set(id, row);
    this.kept.bookingByLocator.set(locator, row);
    this.event('hold', hold.id, ++hold.row.version, 'open', 'used', said.request);
    this.event('booking', id, 1, '', 'confirmed', said.request);
    Object.assign(hold.row, { state: 'used', endedAt: this.at, booking: row });
    this.seatEvent(hold.name, 'sold', hold.id);
    this.claim(hold.row, hold.name, 'sold', id);
    const mail = this.mail('booking_confirmed', id);
    return { ...said, b: hold.b, hold, id, locator, name: hold.name, row, mail };
  }

  seeBooking(booking, after) {
    const isLive = booking.row.state === 'confirmed';
    const data = { state: booking.row.state, version: `${booking.row.version}`, seats: isLive ? seat(booking.name) : '' };
    return this.say(booking.b, 'see-booking', { path: `/bookings/${booking.locator}`, about: { locator: booking.locator, ref: booking.hold.ref, after: after?.o } }, { data });
  }

  changeSeat(booking, name, key) {
    const about = { locator: booking.locator, departures: [DEPARTURE], seat: seat(name), mayBeSame: false };
    const said = this.say(booking.b, 'seat', { method: 'POST', path: `/bookings/${booking.locator}/seats`, key, about }, { status: 303, location: `/bookings/${booking.locator}` });
    this.kept.clicks.set(key, `/bookings/${booking.locator}`);
    this.event('booking', booking.id, ++booking.row.version, 'confirmed', 'confirmed', said.request, { detail: 'seat' });
    this.seatEvent(booking.name, 'moved', booking.hold.id);
    this.seatEvent(name, 'sold', booking.hold.id);
    this.claim(booking.hold.row, name, 'sold', booking.id);
    booking.name = name;
    return { ...said, mail: this.mail('booking_changed', booking.id) };
  }

  // A passenger leaves: what is written of it, but the seats.
  part(booking, key) {
    const said = this.say(booking.b, 'part', { method: 'POST', path: `/bookings/${booking.locator}/cancel`, key, about: { locator: booking.locator, left: 0 } }, { status: 303, location: `/bookings/${booking.locator}` });
    this.kept.clicks.set(key, `/bookings/${booking.locator}`);
    this.event('booking', booking.id, ++booking.row.version, 'confirmed', 'confirmed', said.request, { detail: 'passenger 1' });
    return { ...said, mail: this.mail('booking_changed', booking.id) };
  }

  cancel(booking, key) {
    const said = this.say(booking.b, 'cancel', { method: 'POST', path: `/bookings/${booking.locator}/cancel`, key, about: { locator: booking.locator } }, { status: 303, location: `/bookings/${booking.locator}` });
    this.kept.clicks.set(key, `/bookings/${booking.locator}`);
    this.event('booking', booking.id, ++booking.row.version, 'confirmed', 'cancelled', said.request);
    booking.row.state = 'cancelled';
    this.seatEvent(booking.name, 'cancelled', booking.hold.id);
    this.unclaim(booking.hold.row);
    return { ...said, mail: this.mail('booking_cancelled', booking.id) };
  }

  map(b, revision, taken) {
    return this.say(b, 'map', { path: `/flights/${DEPARTURE}/seats`, about: { departure: DEPARTURE } }, { data: { departure: DEPARTURE, revision, taken } });
  }

  stranger(b, path, isMadeUp) {
    const shape = `GET ${path.replace(/[^/]+$/, '…')}`;
    return this.say(b, 'stranger', { method: 'GET', path, about: { shape, isMadeUp } }, { how: 'fail', status: 404, problem: 'not-found', essence: 'same' });
  }

  // The rules that are violated now, each once, and what was said of them.
  check() {
    const told = new Told();
    for (const line of [...this.lines].sort((one, other) => one.at - other.at)) told.take(line);
    const texts = [];
    const rules = new Set();
    checkAll(told, this.kept, this.mails, (rule, text) => {
      rules.add(rule);
      texts.push(`${rule}: ${text}`);
    });
    return { rules: [...rules].sort(), texts };
  }
}

// Five customers: one books, moves and cancels; one books; one gives back; one lets the time pass; one is a stranger to all of it.
export function correctStory() {
  const story = new Story();
  const parts = { story };
  parts.home = story.say('b1', 'home', { path: '/' });
  parts.hold = story.hold('b1', '1A', 'key-1');
  parts.seen = story.seeHold(parts.hold, parts.hold);
  parts.map = story.map('b5', 1, ['1A']);
  parts.named = story.passengers(parts.hold);
  parts.booking = story.book(parts.hold);
  parts.booked = story.seeBooking(parts.booking, parts.booking);
  parts.repeat = story.say('b1', 'repeat', { method: 'POST', path: '/holds', key: 'key-1', about: { of: 'hold', location: `/holds/${parts.hold.ref}` } }, { status: 303, location: `/holds/${parts.hold.ref}` });
  parts.reuse = story.say('b1', 'reuse', { method: 'POST', path: '/holds', key: 'key-1', about: { of: 'hold' } }, { how: 'fail', status: 422, problem: 'key-reused' });
  parts.stranger = story.stranger('b5', `/holds/${parts.hold.ref}`, false);
  parts.madeUp = story.stranger('b5', '/holds/nobody', true);
  parts.change = story.changeSeat(parts.booking, '2A', 'key-2');
  parts.moved = story.seeBooking(parts.booking, parts.change);
  parts.cancel = story.cancel(parts.booking, 'key-3');
  parts.gone = story.seeBooking(parts.booking, parts.cancel);
  parts.given = story.hold('b2', '3A', 'key-4');
  parts.givenSeen = story.seeHold(parts.given, parts.given);
  parts.release = story.release(parts.given);
  parts.released = story.seeHold(parts.given, parts.release, 'released');
  parts.kept = story.hold('b4', '4A', 'key-5');
  parts.keptSeen = story.seeHold(parts.kept, parts.kept);
  parts.keptNamed = story.passengers(parts.kept);
  parts.sale = story.book(parts.kept);
  parts.sold = story.seeBooking(parts.sale, parts.sale);
  parts.later = story.map('b5', 9, ['4A']);
  parts.left = story.hold('b3', '4B', 'key-6');
  parts.leftSeen = story.seeHold(parts.left, parts.left);
  story.expire(parts.left);
  return parts;
}
