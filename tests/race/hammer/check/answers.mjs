// What the answers alone must satisfy, whatever is in the database.
import { answerOf, CHANGING, isDone, isRefused } from './read_history.mjs';

const SLACK_MS = 100;
// Pages tell the time in whole seconds.
const SECOND_MS = 1000;
// How long after its end a fault may still be felt.
const ECHO_MS = { F1: 3000, F2: 12000, F3: 12000, F4: 8000, F5: 8000, F16: 5000 };

// Why an operation may be refused.
const REASONS = {
  home: [], map: [], offer: [], 'see-hold': [], 'see-booking': [], 'see-cancel': [],
  hold: ['seat-taken', 'sold-out'], passengers: ['hold-expired'], review: ['hold-expired'], extend: ['hold-expired'],
  release: ['hold-ended'], book: ['hold-expired', 'hold-ended', 'duplicate-passenger'], cancel: [], seat: ['seat-taken'],
};

// I4: one key, one answer; a finished key gives it again; with something else it is refused. I16: strangers see nothing.
export function checkKeys(told, violate) {
  const answers = new Map();
  for (const operation of told.operations.values()) {
    const { kind, key, about, b, attempts } = operation;
    const name = key ? `${b} ${key}` : kind === 'book' ? `book ${about.ref}` : undefined;
    if (name && kind !== 'reuse' && kind !== 'stranger') {
      for (const { how, location } of attempts) {
        if (how !== 'ok') continue;
        if ((answers.get(name) ?? location) !== location) violate('I4', `two answers to one click: ${answers.get(name)} and ${location} (${kind}, operation ${operation.o})`);
        answers.set(name, location);
      }
    }
    const last = attempts.at(-1);
    if (kind === 'repeat' && last.how === 'fail') violate('I4', `a finished ${about.of} was refused when it was repeated: ${last.problem} (operation ${operation.o})`);
    if (kind === 'repeat' && last.how === 'ok' && last.location !== about.location) violate('I4', `a finished ${about.of} got ${last.location} and not ${about.location} when it was repeated`);
    if (kind === 'reuse' && last.how !== 'unknown' && last.problem !== 'key-reused') violate('I4', `a used key was taken for something else: ${last.status} ${last.problem ?? last.location} (operation ${operation.o})`);
    if (kind === 'stranger' && attempts.some(({ how, status }) => how === 'ok' || (how === 'fail' && status !== 404))) {
      violate('I16', `a stranger got ${last.status} for ${operation.path} (operation ${operation.o})`);
    }
  }
}

// I10 and more: nothing is refused without a reason that is true.
export function checkRefusals(told, violate) {
  const expiries = new Map();
  const cancelled = new Map(told.faults.filter(({ kind, phase }) => kind === 'cancelled' && phase === 'start').map(({ departure, at }) => [departure, at]));
  const isClosed = ({ operation: { about }, gotAt }) => (about.departures ?? []).some((name) => cancelled.get(name) <= gotAt);
  for (const { isAsk, attempt } of told.order) {
    if (isAsk) continue;
    const { operation, how, problem, data, status } = attempt;
    const { kind, about } = operation;
    if (kind === 'see-hold' && how === 'ok' && data.state === 'open') expiries.set(about.ref, Math.max(expiries.get(about.ref) ?? 0, Date.parse(data.expiresAt)));
    const overAt = about.ref && attempt.data?.state === 'open' ? Date.parse(data.expiresAt) : Infinity;
    if (kind === 'see-hold' && attempt.askAt > overAt + SECOND_MS + SLACK_MS) violate('I9', `hold ${about.ref} was shown as open after its end (operation ${operation.o})`);
    if (how !== 'fail' || !REASONS[kind]) continue;
    const text = `${kind} of ${about.ref ?? about.locator ?? about.departures ?? operation.path}: ${status} ${problem} (operation ${operation.o})`;
    if (problem === 'sales-closed' && isClosed(attempt)) continue;
    if (!REASONS[kind].includes(problem)) violate('I10', `refused without a reason: ${text}`);
    else if (problem === 'hold-expired' && attempt.gotAt < (expiries.get(about.ref) ?? 0) - SLACK_MS) violate('I10', `over before its time: ${text}`);
    else if (problem === 'hold-ended' && !about.isContested && kind === 'book') violate('I10', `ended by nobody: ${text}`);
    else if (problem === 'duplicate-passenger' && !about.isTwin) violate('I10', `nobody is there twice: ${text}`);
  }
}

const seatsOf = (data) => (data.seats ? data.seats.split(' ') : []);

// What the page says after an operation that was answered by 303.
const SHOWN = {
  hold: ({ about }, data) => {
    if (data.state === 'expired') return undefined;
    const seats = seatsOf(data);
    if (data.state !== 'open') return `the hold is ${data.state}`;
    if (seats.length !== about.adults * about.departures.length) return `${seats.length} seats`;
    if (!about.seats.every((seat) => seats.includes(seat))) return `${data.seats} and not ${about.seats.join(' ')}`;
    return Number(data.totalMinor) === about.total ? undefined : `a total of ${data.totalMinor} and not ${about.total}`;
  },
  extend: (_, data) => (['open', 'expired'].includes(data.state) ? undefined : `the hold is ${data.state}`),
  release: (_, data) => (['released', 'expired'].includes(data.state) ? undefined : `the hold is ${data.state}`),
  book: (_, data) => (data.state === 'confirmed' && data.version === '1' ? undefined : `the booking is ${data.state}, version ${data.version}`),
  cancel: (_, data) => (data.state === 'cancelled' && data.seats === '' ? undefined : `the booking is ${data.state}, seats "${data.seats}"`),
  seat: ({ about }, data) => (seatsOf(data).includes(about.seat) ? undefined : `seats ${data.seats} without ${about.seat}`),
};

// I19: after the 303 the GET shows it; a booking has the seats that its hold had.
export function checkShown(told, violate) {
  const seats = new Map();
  for (const operation of told.operations.values()) {
    const { kind, about } = operation;
    if (kind !== 'see-hold' && kind !== 'see-booking') continue;
    const data = answerOf(operation)?.data;
    if (!data) continue;
    if (kind === 'see-hold' && data.state === 'open') seats.set(about.ref, data);
    const after = told.operations.get(about.after);
    const wrong = after && SHOWN[after.kind]?.(after, data);
    if (wrong) violate('I19', `after ${after.kind} (operation ${after.o}) the page says: ${wrong}`);
    const held = after?.kind === 'book' && seats.get(about.ref);
    if (held && held.seats !== data.seats && isSameHold(told, held, after)) violate('I2', `${operation.path} has ${data.seats}, its hold had ${held.seats}`);
  }
}
// The last look at the hold was at the version that was sold, or the one before its passengers were named.
function isSameHold(told, held, book) {
  return Number(held.version) >= Number(new Map(book.fields).get('version')) - 1;
}

// I11, I12: a version that was seen never goes back, what has ended stays so, and nothing changes unless its owner does something.
export function checkVersions(told, violate) {
  const subjects = new Map();
  const moves = new Map();
  const get = (name) => subjects.get(name) ?? subjects.set(name, { version: 0 }).get(name);
  for (const { isAsk, attempt } of told.order) {
    const { operation } = attempt;
    if (CHANGING.has(operation.kind)) {
      moves.set(operation.b, (moves.get(operation.b) ?? 0) + 1);
      continue;
    }
    if (!['see-hold', 'see-booking', 'see-cancel', 'review'].includes(operation.kind)) continue;
    const name = operation.about.locator ? `/bookings/${operation.about.locator}` : `/holds/${operation.about.ref}`;
    const subject = get(name);
    if (isAsk) {
      Object.assign(attempt, { floor: { ...subject }, moves: moves.get(operation.b) });
      continue;
    }
    if (attempt.how !== 'ok' || !attempt.data?.version) continue;
    const version = Number(attempt.data.version);
    const { state = subject.state, seats = subject.seats } = attempt.data;
    const { floor } = attempt;
    if (version < floor.version) violate('I12', `${name} went back from version ${floor.version} to ${version} (operation ${operation.o})`);
    if (floor.state && !['open', 'confirmed'].includes(floor.state) && state !== floor.state) violate('I11', `${name} was ${floor.state} and is ${state}`);
    const isQuiet = floor.version > 0 && floor.moves === attempt.moves && attempt.moves === moves.get(operation.b) && state === floor.state;
    if (isQuiet && (version !== floor.version || seats !== floor.seats)) violate('I3', `${name} changed by itself: ${floor.version} ${floor.seats}, then ${version} ${seats}`);
    if (version >= subject.version) Object.assign(subject, { version, state, seats, moves: attempt.moves });
  }
}

// F0: whatever is broken outside, nothing breaks inside. F10: where nothing but a reload happens, every request gets its answer.
export function checkCalm(told, violate) {
  const windows = [];
  const open = new Map();
  for (const { kind, phase, at } of told.faults) {
    if (!ECHO_MS[kind]) continue;
    if (phase === 'start') {
      open.set(kind, { from: at, to: at + 60000 });
      windows.push(open.get(kind));
    } else if (open.has(kind)) open.get(kind).to = at + ECHO_MS[kind];
  }
  let calm = 0;
  for (const { isAsk, attempt } of told.order) {
    if (!isAsk && attempt.status === 500) violate('F0', `${attempt.operation.kind} got 500 ${attempt.problem} (request ${attempt.n})`);
    if (isAsk || attempt.isStale || windows.some(({ from, to }) => from <= attempt.gotAt && attempt.askAt <= to)) continue;
    calm++;
    if (attempt.how === 'unknown' || attempt.how === 'none') {
      violate('F10', `${attempt.operation.kind} got ${attempt.status ?? 'no answer'} ${attempt.problem ?? ''} while nothing was broken (request ${attempt.n})`);
    }
  }
  return calm;
}

// The revision of a seat map only grows.
export function checkRevisions(told, violate) {
  const revisions = new Map();
  for (const { isAsk, attempt } of told.order) {
    const { operation } = attempt;
    if (operation.kind !== 'map') continue;
    const name = operation.about.departure;
    if (isAsk) attempt.floor = revisions.get(name) ?? 0;
    else if (attempt.how === 'ok') {
      if (attempt.data.revision < attempt.floor) violate('I12', `the seat map of ${name} went back from revision ${attempt.floor} to ${attempt.data.revision}`);
      revisions.set(name, Math.max(revisions.get(name) ?? 0, attempt.data.revision));
    }
  }
}

export const summary = (told) => {
  const all = [...told.operations.values()];
  return { done: all.filter(isDone).length, refused: all.filter(isRefused).length };
};
