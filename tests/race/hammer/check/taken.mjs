// I10: whoever was told that a seat is taken, or that too few are left, was told the truth: by what was written down of each seat.
import { SEATS } from '../board.mjs';
import { answerOf } from './read_history.mjs';

const SLACK_MS = 100;
// What was committed without anybody being told it may have come so much later than its statements: no answer is waited for longer, and the database stands still for less.
const UNTOLD_MS = 30000;
// What a server shows may be lost when it is killed, if it was not on disk: it is by then. In a cluster whoever takes over may be behind for a moment, too.
const UNWRITTEN_MS = 1000;
const BEHIND_MS = 2000;

// Each time in which somebody had a seat: {hold, from, soldAt, to}, by seat; to others it may have been his until `to`.
class Lives {
  constructor(told, kept) {
    this.seats = new Map();
    this.changes = new Map(); // hold -> what was written of it and of its booking
    for (const event of kept.events) {
      const hold = event.subject === 'hold' ? event.id : kept.bookings.get(event.id)?.hold?.id;
      if (!this.changes.has(hold)) this.changes.set(hold, []);
      this.changes.get(hold).push({ at: event.at, attempt: told.byRequest.get(event.request) });
    }
    for (const event of kept.seatEvents) this.take(event, kept);
  }

  take({ seat, at, what, hold }, kept) {
    const lives = this.seats.get(seat) ?? this.seats.set(seat, []).get(seat);
    const last = lives.at(-1)?.to === Infinity ? lives.at(-1) : undefined;
    if (what === 'held' || (what === 'sold' && last?.hold !== hold)) lives.push({ hold, from: at, soldAt: what === 'sold' ? at : Infinity, to: Infinity });
    else if (what === 'sold') last.soldAt = at;
    // A claim that is over counts no more, whenever that is written down.
    else if (last && what === 'expired') last.to = Math.min(at, kept.holds.get(last.hold)?.expiresAt ?? at);
    else if (last) last.to = this.endOf(last.hold, at);
  }

  // Until when a change of that hold, by its statement at `at`, may not have been committed yet. It is the one that was written next, in the same transaction (which may be long: there are locks between its statements), or
  // one that was written just before.
  endOf(hold, at) {
    const changes = this.changes.get(hold) ?? [];
    const first = (list, distance) => list.reduce((best, one) => (best && distance(best) <= distance(one) ? best : one), undefined);
    const next = first(changes.filter((change) => change.at >= at), (change) => change.at);
    const nearest = first(changes, (change) => Math.abs(change.at - at));
    const until = (change) => (change?.attempt?.how === 'ok' ? change.attempt.gotAt : at + UNTOLD_MS);
    return Math.max(at, until(nearest), next ? until(next) : at);
  }

  // When, during an attempt, the seat was somebody's whom `obstructs` names: [[from, to], ...]
  during(seat, { askAt, gotAt }, obstructs) {
    return (this.seats.get(seat) ?? []).map((life) => [Math.max(obstructs(life), askAt - SLACK_MS), Math.min(life.to, gotAt + SLACK_MS)]).filter(([from, to]) => from <= to);
  }

  // How many seats of a departure were at most taken at one moment of an attempt.
  most(departure, attempt, obstructs) {
    const steps = SEATS.flatMap((letter) => joined(this.during(`${departure}/${letter}`, attempt, obstructs)).flatMap(([from, to]) => [[from, 1], [to, -1]]));
    let [count, most] = [0, 0];
    for (const [, step] of steps.sort(([one, up], [other, down]) => one - other || down - up)) most = Math.max(most, count += step);
    return most;
  }
}

function joined(times) {
  const list = [];
  for (const [from, to] of [...times].sort(([one], [other]) => one - other)) {
    if (list.length > 0 && from <= list.at(-1)[1]) list.at(-1)[1] = Math.max(list.at(-1)[1], to);
    else list.push([from, to]);
  }
  return list;
}

// Whose each hold is, by what was answered to clicks, heard or not.
function ownersOf(told, kept) {
  const owners = new Map();
  for (const operation of told.operations.values()) {
    if (operation.kind !== 'hold') continue;
    const location = answerOf(operation)?.location ?? kept.clicks.get(operation.key);
    const hold = location && kept.holdByRef.get(location.slice('/holds/'.length));
    if (hold) owners.set(hold.id, operation.b);
  }
  return owners;
}

export function checkTaken(told, kept, violate) {
  const lives = new Lives(told, kept);
  const owners = ownersOf(told, kept);
  const of = (wanted) => told.faults.filter(({ kind, phase }) => kind === 'F2' && phase === wanted).map(({ at }) => at);
  const kills = of('start').map((at) => ({ at, backAt: of('end').find((end) => end > at) ?? Infinity }));
  const isExcused = ({ askAt, gotAt }) => kills.some(({ at, backAt }) => askAt <= (kept.isCluster ? backAt + BEHIND_MS : at) && at <= gotAt + UNWRITTEN_MS);
  // From when on a life is in the way: what a browser holds is given back for its next hold; a passenger who changes seats gets past those of the own booking.
  const inTheWayOf = ({ kind, b, about }) => {
    const own = kind === 'seat' ? kept.bookingByLocator.get(about.locator)?.hold?.id : undefined;
    if (kind === 'seat') return (life) => (life.hold === own ? Infinity : life.from);
    return (life) => (owners.get(life.hold) === b ? life.soldAt : life.from);
  };
  let count = 0;
  for (const { isAsk, attempt } of told.order) {
    const { operation, how, problem, status } = attempt;
    if (isAsk || how !== 'fail' || !['hold', 'seat'].includes(operation.kind) || !['seat-taken', 'sold-out'].includes(problem)) continue;
    const { about, o, kind } = operation;
    const text = `(${status} ${problem} to ${kind}, operation ${o}, request ${attempt.n})`;
    const obstructs = inTheWayOf(operation);
    const wanted = about.seats ?? [about.seat];
    count++;
    if (isExcused(attempt)) continue;
    if (problem === 'seat-taken') {
      const named = attempt.seats?.split(' ') ?? [];
      if (named.length === 0) violate('I10', `no seat was named that is taken ${text}`);
      for (const seat of named) {
        if (!wanted.includes(seat)) violate('I10', `${seat} was refused, and not asked for ${text}`);
        else if (lives.during(seat, attempt, obstructs).length === 0) violate('I10', `${seat} was nobody's ${text}`);
      }
    } else if (!about.departures.includes(attempt.departure)) {
      violate('I10', `no departure was named that is sold out ${text}`);
    } else {
      const most = lives.most(attempt.departure, attempt, obstructs);
      if (SEATS.length - most >= about.adults) violate('I10', `${SEATS.length - most} seats of ${attempt.departure} were free for ${about.adults} ${text}`);
    }
  }
  return count;
}
