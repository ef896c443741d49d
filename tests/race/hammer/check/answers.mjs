// What the answers alone must satisfy, whatever is in the database.
import { timeOf } from '../board.mjs';
import { answerOf, CHANGING, isDone, isRefused } from './read_history.mjs';

const SLACK_MS = 100;
// Pages tell the time in whole seconds.
const SECOND_MS = 1000;
// What is shown has been written to disk by then, the time not counted in which the server stood still.
const UNWRITTEN_MS = 1000;
// How long after its end a fault may still be felt.
const ECHO_MS = {
  F1: 3000, F2: 12000, F3: 12000, F4: 8000, F5: 8000, F7: 12000, 'F13.statement': 3000, 'F13.malloc': 3000, 'F16.killed': 5000, 'F16.full': 12000,
};
// A worker without memory has said so by then.
const MEMORY_ECHO_MS = 1000;

// What an address may keep of an aircraft of twelve seats, and how often a browser may let go the same.
const ALLOWANCE = 6;
const FREE_TIMES = 2;

// Why an operation may be refused.
const REASONS = {
  home: [], map: [], offer: [], 'see-hold': [], 'see-booking': [], 'see-cancel': [],
  hold: ['seat-taken', 'sold-out', 'too-many'], passengers: ['hold-expired'], review: ['hold-expired'], extend: ['hold-expired', 'hold-limit'],
  release: ['hold-ended'], book: ['hold-expired', 'hold-ended', 'duplicate-passenger'], cancel: [], part: [], seat: ['seat-taken'],
};

// I4: one key, one answer; a finished key gives it again; with something else it is refused. I15: no two clicks get the same thing.
export function checkKeys(told, violate) {
  const answers = new Map();
  const names = new Map();
  for (const operation of told.operations.values()) {
    const { kind, key, about, b, attempts } = operation;
    const name = key ? `${b} ${key}` : kind === 'book' ? `book ${about.ref}` : undefined;
    if (name && kind !== 'reuse' && kind !== 'stranger') {
      for (const { how, location } of attempts) {
        if (how !== 'ok') continue;
        if ((answers.get(name) ?? location) !== location) violate('I4', `two answers to one click: ${answers.get(name)} and ${location} (${kind}, operation ${operation.o})`);
        answers.set(name, location);
        // A hold is moved by clicks of its own browser alone.
        const owner = kind === 'book' ? about.ref : b;
        if (kind !== 'book' && kind !== 'hold') continue;
        if ((names.get(location) ?? owner) !== owner) violate('I15', `${location} was given to ${names.get(location)} and to ${owner} (${kind}, operation ${operation.o})`);
        names.set(location, owner);
      }
    }
    const last = attempts.at(-1);
    if (kind === 'repeat' && last.how === 'fail') violate('I4', `a finished ${about.of} was refused when it was repeated: ${last.problem} (operation ${operation.o})`);
    if (kind === 'repeat' && last.how === 'ok' && last.location !== about.location) violate('I4', `a finished ${about.of} got ${last.location} and not ${about.location} when it was repeated`);
    if (kind === 'reuse' && last.how !== 'unknown' && last.how !== 'none' && last.problem !== 'key-reused') {
      violate('I4', `a used key was taken for something else: ${last.status} ${last.problem ?? last.location} (operation ${operation.o})`);
    }
  }
}

// I16: strangers see nothing, and what is not theirs looks like what is not there.
export function checkStrangers(told, violate) {
  const looks = new Map();
  for (const operation of told.operations.values()) {
    const { kind, attempts, about, path, o } = operation;
    if (kind !== 'stranger') continue;
    for (const { how, status, essence } of attempts) {
      if (how === 'ok' || (how === 'fail' && status !== 404)) violate('I16', `a stranger got ${status} for ${path} (operation ${o})`);
      if (!essence) continue;
      if ((looks.get(about.shape) ?? essence) !== essence) violate('I16', `not all answers to "${about.shape}" look the same (operation ${o}${about.isMadeUp ? ', made up' : ''})`);
      looks.set(about.shape, essence);
    }
  }
}

// I10 and more: nothing is refused without a reason that is true.
export function checkRefusals(told, violate) {
  const expiries = new Map();
  const twins = new Twins(told);
  const keepers = new Keepers(told);
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
    else if (problem === 'duplicate-passenger' && !twins.isRight(attempt)) violate('I10', `nobody is there twice: ${text}`);
    else if (['too-many', 'hold-limit'].includes(problem) && !keepers.isRight(attempt)) violate('I10', `nobody kept too much: ${text}`);
  }
}

// The passengers that several customers take along: by name and departure, who booked them.
class Twins {
  constructor(told) {
    this.bookings = new Map();
    for (const operation of told.operations.values()) {
      if (operation.kind !== 'book' || !operation.about.twin) continue;
      for (const departure of operation.about.departures) {
        const name = `${operation.about.twin} ${timeOf(departure)}`;
        this.bookings.set(name, [...(this.bookings.get(name) ?? []), operation]);
      }
    }
  }

  // Another booking of the same person on one of these departures, or at the same time on another, had begun, and was not refused.
  isRight({ operation, gotAt }) {
    const { twin, departures, ref } = operation.about;
    return twin !== undefined && departures.some((departure) => (this.bookings.get(`${twin} ${timeOf(departure)}`) ?? [])
      .some((other) => other.about.ref !== ref && other.attempts[0].askAt < gotAt && !isRefused(other)));
  }
}

// Who asked for seats of a departure: by address and departure, holds that may have been placed.
class Keepers {
  constructor(told) {
    this.holds = new Map();
    for (const operation of told.operations.values()) {
      if (operation.kind !== 'hold' || isRefused(operation)) continue;
      for (const departure of operation.about.departures) {
        const name = `${operation.address} ${departure}`;
        this.holds.set(name, [...(this.holds.get(name) ?? []), operation]);
      }
    }
  }

  // With what is asked for, this address has had more of one of these departures than it may keep; or this browser had it twice before.
  isRight({ operation, gotAt }) {
    const { o, b, address, about } = operation;
    return about.departures.some((departure) => {
      const before = (this.holds.get(`${address} ${departure}`) ?? []).filter((hold) => hold.o !== o && hold.attempts[0].askAt < gotAt);
      const seats = before.reduce((sum, hold) => sum + hold.about.adults, about.adults ?? 0);
      return (before.length > 0 && seats > ALLOWANCE) || before.filter((hold) => hold.b === b).length >= FREE_TIMES;
    });
  }
}

// F14: of those who want overlapping seats at the same moment somebody wins, and a loser has lost a seat to a winner.
export function checkBursts(told, violate) {
  const bursts = new Map();
  for (const operation of told.operations.values()) {
    const name = operation.about.burst;
    if (name) bursts.set(name, [...(bursts.get(name) ?? []), operation]);
  }
  for (const [name, operations] of bursts) {
    const taken = new Set(operations.filter(isDone).flatMap(({ about }) => about.seats));
    if (taken.size === 0) violate('F14', `nobody got a seat of ${name}`);
    for (const { o, about, attempts } of operations) {
      const { how, problem, status } = attempts.at(-1);
      if (how === 'ok') continue;
      if (problem !== 'seat-taken') violate('F14', `the answer to opposite orders was ${status} ${problem} (operation ${o})`);
      else if (!about.seats.some((seat) => taken.has(seat))) violate('F14', `seats that nobody took were refused: ${about.seats.join(' ')} (operation ${o})`);
    }
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
  part: ({ about }, data) => (data.state === 'confirmed' && seatsOf(data).length === about.left ? undefined : `the booking is ${data.state}, with ${data.seats} and not ${about.left} seats`),
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

// The times in which what is broken may be felt; nothing is once the site was whole again.
function brokenTimes(told) {
  const windows = [];
  const open = new Map();
  for (const { kind, phase, at, since } of told.faults) {
    if (kind === 'whole') for (const window of windows) window.to = Math.min(window.to, at);
    if (!ECHO_MS[kind]) continue;
    if (phase === 'start') {
      open.set(kind, { kind, from: since ?? at, to: at + 60000 });
      windows.push(open.get(kind));
    } else if (open.has(kind)) open.get(kind).to = at + ECHO_MS[kind];
  }
  return windows;
}

// Does an attempt touch one of the times? Asked for each request of a long run, so the times are joined and put in order first.
function toucher(times) {
  const joined = [];
  for (const { from, to } of [...times].sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return ({ askAt, gotAt }) => {
    let low = 0;
    let high = joined.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (joined[middle].to < askAt) low = middle + 1;
      else high = middle;
    }
    return low < joined.length && joined[low].from <= gotAt;
  };
}

// F0: whatever is broken outside, nothing breaks inside, but what has no memory may say so. F10: where nothing but a reload happens, every request gets its
// answer.
export function checkCalm(told, violate) {
  const windows = brokenTimes(told);
  const isBroken = toucher(windows);
  const hadNoMemory = toucher(windows.filter(({ kind }) => kind === 'F13.malloc').map(({ from, to }) => ({ from, to: to - ECHO_MS['F13.malloc'] + MEMORY_ECHO_MS })));
  let calm = 0;
  for (const { isAsk, attempt } of told.order) {
    if (!isAsk && attempt.status === 500 && !(attempt.node === 'B' && hadNoMemory(attempt))) {
      violate('F0', `${attempt.operation.kind} got 500 ${attempt.problem} (request ${attempt.n})`);
    }
    if (isAsk || attempt.isStale || isBroken(attempt)) continue;
    calm++;
    if (attempt.how === 'unknown' || attempt.how === 'none') {
      violate('F10', `${attempt.operation.kind} got ${attempt.status ?? 'no answer'} ${attempt.problem ?? ''} while nothing was broken (request ${attempt.n})`);
    }
  }
  return calm;
}

// F11: when there are two nodes, both serve.
export function checkNodes(told, violate) {
  const served = { A: 0, B: 0 };
  for (const { isAsk, attempt } of told.order) if (!isAsk && attempt.how === 'ok' && attempt.node) served[attempt.node]++;
  if (told.faults.some(({ kind }) => kind === 'F11')) for (const [node, count] of Object.entries(served)) if (count === 0) violate('F11', `node ${node} has served nobody`);
  return served;
}

// The revision of a seat map only grows; except that a server which is killed may take along what it had shown, but not yet written and not yet acknowledged: to whoever had asked before, until another one answers.
export function checkRevisions(told, violate) {
  const of = (fault, wanted) => told.faults.filter(({ kind, phase }) => kind === fault && phase === wanted).map(({ at }) => at);
  const rests = of('F3', 'start').map((at) => ({ at, until: of('F3', 'end').find((end) => end > at) ?? Infinity }));
  // So long before a moment: the last of its time in which the server ran, UNWRITTEN_MS in all.
  const unwrittenFrom = (moment) => rests.filter(({ at }) => at < moment).reduceRight((from, { at, until: awake }) => (awake > from ? from - (Math.min(awake, moment) - at) : from), moment - UNWRITTEN_MS);
  const kills = of('F2', 'start').map((at) => ({ at, from: unwrittenFrom(at), backAt: of('F2', 'end').find((end) => end > at) ?? Infinity }));
  const seen = new Map(); // departure -> [{askAt, at, revision}], growing
  const isLost = (one, gotAt) => kills.some((kill) => one.at > kill.from && one.askAt <= kill.at && one.at < kill.backAt && kill.at <= gotAt);
  for (const { isAsk, attempt } of told.order) {
    const { operation, how, data } = attempt;
    if (operation.kind !== 'map' || isAsk || how !== 'ok') continue;
    const name = operation.about.departure;
    const list = seen.get(name) ?? seen.set(name, []).get(name);
    const before = list.findLast((one) => one.at < attempt.askAt && !isLost(one, attempt.gotAt));
    if (before && data.revision < before.revision) violate('I12', `the seat map of ${name} went back from revision ${before.revision} to ${data.revision} (operation ${operation.o})`);
    while (list.length > 0 && list.at(-1).revision > data.revision && isLost(list.at(-1), attempt.gotAt)) list.pop();
    if (data.revision > (list.at(-1)?.revision ?? -1)) list.push({ askAt: attempt.askAt, at: attempt.gotAt, revision: data.revision });
  }
}

export const summary = (told) => {
  const all = [...told.operations.values()];
  return { done: all.filter(isDone).length, refused: all.filter(isRefused).length };
};
