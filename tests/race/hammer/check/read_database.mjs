// What is in the database after a run, by id and by name.
const NAME = "CONCAT(d.flight_no, '/', d.departs_on)";

export class Kept {
  constructor() {
    Object.assign(this, { holds: new Map(), holdByRef: new Map(), bookings: new Map(), bookingByLocator: new Map(), clicks: new Map(), events: [], seatEvents: [], claims: [], outbox: [] });
  }

  async read(site) {
    this.isCluster = typeof site.databases() !== 'string';
    for await (const [id, ref, state, version, expires, ended, seated, total, segments] of site.rows(
      'SELECT h.id, h.ref, h.state, h.version, UNIX_TIMESTAMP(h.expires_at) * 1000, UNIX_TIMESTAMP(h.ended_at) * 1000, h.adults + h.children, h.total_minor,'
      + ' (SELECT COUNT(*) FROM segment s WHERE s.hold_id = h.id) FROM hold h')) {
      const hold = { id, ref, state, version: Number(version), expiresAt: Number(expires), endedAt: Number(ended), segments: Number(segments), seats: Number(seated) * Number(segments), total: Number(total), claims: [] };
      this.holds.set(id, hold);
      this.holdByRef.set(ref, hold);
    }
    for await (const [id, locator, hold, state, version, total] of site.rows('SELECT id, locator, hold_id, state, version, total_minor FROM booking')) {
      const booking = { id, locator, hold: this.holds.get(hold), state, version: Number(version), total: Number(total) };
      this.bookings.set(id, booking);
      this.bookingByLocator.set(locator, booking);
      if (booking.hold) booking.hold.booking = booking;
    }
    for await (const [key, answer] of site.rows('SELECT form_key, answer FROM click')) this.clicks.set(key, answer);
    for await (const [subject, id, version, from, to, request, actor, detail, at] of site.rows(
      "SELECT subject, subject_id, version, from_state, to_state, request_id, actor, detail, UNIX_TIMESTAMP(at) * 1000 FROM event WHERE subject <> 'departure' ORDER BY id")) {
      this.events.push({ subject, id, version: Number(version), from, to, request, actor, detail, at: Number(at) });
    }
    for await (const [id, kind, booking, sent] of site.rows('SELECT id, kind, booking_id, sent_at IS NOT NULL FROM outbox')) this.outbox.push({ id, kind, booking, isSent: sent === '1' });
    for await (const [departure, seat, state, hold, passenger, booking] of site.rows(
      `SELECT ${NAME}, c.seat_no, c.state, c.hold_id, c.passenger_no, c.booking_id FROM seat_claim c JOIN departure d ON d.id = c.departure_id`)) {
      const claim = { seat: `${departure}/${seat}`, state, hold, passenger, booking };
      this.claims.push(claim);
      this.holds.get(hold)?.claims.push(claim);
    }
    for await (const [departure, seat, at, what, hold] of site.rows(
      `SELECT ${NAME}, e.seat_no, UNIX_TIMESTAMP(e.at) * 1000, e.what, e.hold_id FROM seat_event e JOIN departure d ON d.id = e.departure_id ORDER BY e.id`)) {
      this.seatEvents.push({ seat: `${departure}/${seat}`, at: Number(at), what, hold });
    }
    return this;
  }
}
