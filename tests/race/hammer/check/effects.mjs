// Answers against the database: what was acknowledged is there, once; what was refused left nothing. Each line in `event` names the request that made it.
import { answerOf, hasNameless, isRefused, subjectOf } from './read_history.mjs';

// What each kind of operation may write.
const EFFECTS = {
  hold: ['placed', 'moved', 'released'], passengers: ['passengers'], extend: ['extended'], release: ['released'],
  book: ['used', 'confirmed'], cancel: ['cancelled'], part: ['changed'], seat: ['changed'],
};
const KEYED = new Set(['hold', 'cancel', 'part', 'seat']);

function effectOf({ subject, version, from, to, detail }) {
  if (version === 1) return subject === 'hold' ? 'placed' : 'confirmed';
  if (to !== from) return to;
  return subject === 'booking' ? 'changed' : detail;
}

export class Effects {
  constructor(told, kept, violate) {
    Object.assign(this, { told, kept, violate, orphans: [] });
  }

  nameOf({ subject, id }) {
    const row = subject === 'hold' ? this.kept.holds.get(id) : this.kept.bookings.get(id);
    return row && (subject === 'hold' ? `/holds/${row.ref}` : `/bookings/${row.locator}`);
  }

  // Gives each change to the request that made it.
  attribute() {
    for (const event of this.kept.events) {
      const effect = { name: effectOf(event), subject: this.nameOf(event), attempt: this.told.byRequest.get(event.request) };
      if (!effect.subject) this.violate('I17', `an event of ${event.subject} ${event.id}, which is not there`);
      if (!effect.attempt) {
        if (event.actor !== 'worker' || effect.name !== 'expired') this.orphans.push(effect);
        continue;
      }
      const { attempt } = effect;
      const { operation } = attempt;
      if (attempt.how === 'fail' || attempt.how === 'none') {
        this.violate('I3', `${operation.kind} was refused (${attempt.status} ${attempt.problem}), but wrote "${effect.name}" of ${effect.subject} (operation ${operation.o})`);
      }
      if (!EFFECTS[operation.kind]?.includes(effect.name)) {
        this.violate('I4', `${operation.kind} (operation ${operation.o}) wrote "${effect.name}" of ${effect.subject}`);
      }
      if (event.actor === 'worker') this.violate('I13', `"${effect.name}" of ${effect.subject} is written down as the worker's, and was asked for by ${operation.kind} (operation ${operation.o})`);
      operation.effects.push(effect);
    }
  }

  // A change without a known request can only be of one whose answer never came.
  checkOrphans() {
    const nameless = new Map();
    for (const operation of this.told.operations.values()) {
      if (!hasNameless(operation) || !EFFECTS[operation.kind]) continue;
      const subject = operation.kind === 'hold' ? this.kept.clicks.get(operation.key) : subjectOf(operation);
      if (!nameless.has(subject)) nameless.set(subject, []);
      nameless.get(subject).push(operation);
    }
    for (const { name, subject } of this.orphans) {
      const isBooked = name === 'confirmed';
      const key = isBooked ? `/holds/${this.kept.bookingByLocator.get(subject.slice('/bookings/'.length))?.hold?.ref}` : subject;
      const found = (nameless.get(key) ?? []).some((operation) => EFFECTS[operation.kind].includes(name))
        || (name === 'released' && [...nameless.values()].flat().some(({ kind }) => kind === 'hold'));
      if (!found) this.violate('I3', `nobody asked for "${name}" of ${subject}`);
    }
  }

  // One effect of what was acknowledged, of the thing that the answer named.
  checkOperation(operation) {
    const { kind, effects, key, about } = operation;
    const answer = answerOf(operation);
    const times = new Set(effects.map(({ attempt }) => attempt));
    if (times.size > 1 && kind !== 'extend') this.violate('I4', `one ${kind} had its effect ${times.size} times (operation ${operation.o}): ${effects.map(({ name, subject }) => `${name} ${subject}`).join(', ')}`);
    if (KEYED.has(kind) && !about.mayBeSame) this.checkClick(operation, answer, key);
    if (!answer) return;
    if (kind === 'hold' || kind === 'book') this.checkThere(operation, answer);
    const mayBeIdle = kind === 'release' || about.mayBeSame;
    if (effects.length === 0 && !mayBeIdle && !hasNameless(operation)) this.violate('I2', `${kind} was acknowledged (${answer.location}), and nothing written (operation ${operation.o})`);
    const own = kind === 'hold' ? effects.filter(({ name }) => name !== 'released') : effects;
    const subject = kind === 'hold' ? answer.location : kind === 'book' ? undefined : subjectOf(operation);
    for (const effect of own) {
      if (subject && effect.subject !== subject) this.violate('I2', `${kind} (operation ${operation.o}) was of ${subject}, but wrote "${effect.name}" of ${effect.subject}`);
    }
  }

  checkClick(operation, answer, key) {
    const kept = this.kept.clicks.get(key);
    if (answer && kept !== answer.location) this.violate('I4', `${operation.kind} got ${answer.location}, its click has ${kept ?? 'no answer'} (operation ${operation.o})`);
    if (isRefused(operation) && kept) this.violate('I3', `${operation.kind} was refused, its click has ${kept} (operation ${operation.o})`);
  }

  checkThere({ kind, about, o }, { location }) {
    if (kind === 'hold') {
      if (!this.kept.holdByRef.has(location.slice('/holds/'.length))) this.violate('I2', `${location} was acknowledged and is not there (operation ${o})`);
      return;
    }
    const booking = this.kept.bookingByLocator.get(location.slice('/bookings/'.length));
    if (!booking) this.violate('I2', `${location} was acknowledged and is not there (operation ${o})`);
    else if (booking.hold?.ref !== about.ref) this.violate('I2', `${location} is made from ${booking.hold?.ref}, and not from ${about.ref}`);
    else if (booking.total !== about.total) this.violate('I6', `${location} costs ${booking.total}, and ${about.total} was agreed (operation ${o})`);
  }

  // How each hold and booking has ended, and with which seats.
  checkEnds() {
    const seen = new Map();
    const done = new Map();
    for (const operation of this.told.operations.values()) {
      const data = answerOf(operation)?.data;
      if (data?.version && data.seats !== undefined && ['see-hold', 'see-booking'].includes(operation.kind)) seen.set(operation.path, data);
      if (['cancel', 'part', 'release'].includes(operation.kind)) {
        const list = done.get(subjectOf(operation)) ?? [];
        done.set(subjectOf(operation), [...list, operation]);
      }
    }
    for (const booking of this.kept.bookings.values()) this.checkBooking(booking, seen.get(`/bookings/${booking.locator}`), done.get(`/bookings/${booking.locator}`) ?? []);
    for (const hold of this.kept.holds.values()) {
      if (hold.state === 'expired' && hold.endedAt < hold.expiresAt) this.violate('I9', `hold ${hold.ref} expired before its time`);
      // By the time of the statement that ended it, which is the one that decides.
      if (['used', 'released'].includes(hold.state) && hold.endedAt >= hold.expiresAt) this.violate('I9', `hold ${hold.ref} is ${hold.state}, ${((hold.endedAt - hold.expiresAt) / 1000).toFixed(3)} s after its end`);
      if (hold.state === 'open') this.violate('I9', `hold ${hold.ref} is still open`);
      if (['used', 'open'].includes(hold.state) && (done.get(`/holds/${hold.ref}`) ?? []).some(answerOf)) this.violate('I2', `hold ${hold.ref} was released, and is ${hold.state}`);
    }
  }

  checkBooking(booking, seen, clicks) {
    const { locator, state, hold } = booking;
    const name = `/bookings/${locator}`;
    const cancels = clicks.filter(({ kind }) => kind === 'cancel');
    const parts = clicks.filter(({ kind }) => kind === 'part');
    if (cancels.some(answerOf) && state !== 'cancelled') this.violate('I2', `${name} was cancelled, and is ${state}`);
    if (cancels.every(isRefused) && state === 'cancelled') this.violate('I3', `${name} is cancelled, and nobody did it`);
    const seats = (hold?.claims ?? []).filter(({ booking: id }) => id === booking.id).map(({ seat }) => seat);
    // Who left has given back a seat on each departure; of whom nobody knows whether he did, the version tells nothing.
    if (state !== 'cancelled' && parts.some((part) => !answerOf(part) && !isRefused(part))) return;
    const wanted = state === 'cancelled' ? 0 : hold?.seats - parts.filter(answerOf).length * (hold?.segments ?? 0);
    if (seats.length !== wanted || (hold?.claims.length ?? 0) !== wanted) this.violate('I8', `${name} (${state}) has ${seats.length} of ${wanted} seats`);
    if (seen && Number(seen.version) === booking.version && [...seats].sort().join(' ') !== seen.seats.split(' ').filter(Boolean).sort().join(' ')) {
      this.violate('I2', `${name} was shown with ${seen.seats}, and has ${seats.join(' ')}`);
    }
  }

  check() {
    this.attribute();
    this.checkOrphans();
    for (const operation of this.told.operations.values()) if (EFFECTS[operation.kind]) this.checkOperation(operation);
    this.checkEnds();
  }
}
