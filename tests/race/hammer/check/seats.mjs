// Seats: what was written of each is a legal life, and what customers were told never gave one seat to two.
import { CHANGING } from './read_history.mjs';

const SLACK_MS = 20;
// So long a look at seats may be shared on one node while another changes them ([seats] look_milliseconds).
const LOOK_MS = 1000;

// From the database: held, then sold, released or expired; sold, then moved or cancelled; and so on, to what stands there now.
export function checkSeatLives(kept, violate) {
  const seats = new Map();
  for (const event of kept.seatEvents) {
    const { seat, what, hold, at } = event;
    const life = seats.get(seat) ?? seats.set(seat, { owner: null, state: 'free' }).get(seat);
    const wrong = step(life, what, hold, at, kept);
    if (wrong) violate('I1', `seat ${seat}: "${what}" of hold ${hold} while it was ${wrong}`);
  }
  const claims = new Map(kept.claims.map((claim) => [claim.seat, claim]));
  for (const [seat, { owner, state }] of seats) {
    const claim = claims.get(seat);
    if ((claim?.hold ?? null) !== owner || (claim?.state ?? 'free') !== state) {
      violate('I7', `seat ${seat} should be ${state} by ${owner}, and is ${claim ? `${claim.state} by ${claim.hold}` : 'free'}`);
    }
  }
  for (const { seat } of kept.claims) if (!seats.has(seat)) violate('I13', `seat ${seat} is taken, and nothing tells of it`);
}

// The next step of a seat's life; what it was instead when the step is not allowed.
function step(life, what, hold, at, kept) {
  const was = `${life.state} by ${life.owner}`;
  const isOwn = life.owner === hold;
  const become = (state, owner) => Object.assign(life, { state, owner });
  const { state, owner } = life;
  switch (what) {
    case 'held':
      become('held', hold); // again: for longer
      return state === 'free' || (state === 'held' && isOwn) ? undefined : was;
    case 'sold':
      become('sold', hold);
      return state === 'free' || (state === 'held' && isOwn) ? undefined : was;
    case 'expired':
      become('free', null);
      if (state !== 'held' || (hold !== 'NULL' && !isOwn)) return was;
      return isOver(kept.holds.get(owner), at) ? undefined : `${was}, which was not over`;
    case 'released':
      become('free', null);
      return state === 'held' && isOwn ? undefined : was;
    default: // moved, cancelled
      become('free', null);
      return state === 'sold' && isOwn ? undefined : was;
  }
}
function isOver(hold, at) {
  return hold !== undefined && hold.state !== 'used' && hold.expiresAt <= at + 1;
}

// Where a browser's seats were changed: by which nodes, and when one last learned of a change whose first answer was lost. In a look that is shared on its node a change is from its answer on; on
// another, or when who made it may have died before saying so, it is when a look's time is over.
class Changes {
  constructor() {
    this.browsers = new Map();
  }

  of(b) {
    return this.browsers.get(b) ?? this.browsers.set(b, { nodes: new Set(), unclear: new Set(), at: 0 }).get(b);
  }

  got({ operation, node, how }, at) {
    if (!CHANGING.has(operation.kind)) return;
    const changes = this.of(operation.b);
    changes.nodes.add(node);
    if (how === 'unknown' || how === 'none') changes.unclear.add(operation.o);
    if (changes.unclear.has(operation.o)) changes.at = at;
  }

  // From when on each node shows in every offer what was so at `from`.
  shownFrom(b, from) {
    const { nodes, at } = this.of(b);
    const only = nodes.size === 1 ? [...nodes][0] : undefined;
    return (node) => (node === only ? Math.max(from, at + LOOK_MS) : from + LOOK_MS + SLACK_MS);
  }
}

// From the answers alone: the times in which a customer certainly had a seat, by what pages said and by what the customer had not yet asked for.
export function certainTimes(told) {
  const times = [];
  const open = new Map(); // subject -> times that may go on
  const end = (subject, at) => {
    for (const time of open.get(subject) ?? []) time.to = Math.min(time.to, at);
    open.delete(subject);
  };
  const browsers = new Map(); // browser -> its holds
  const busy = new Map(); // browser -> changes on their way
  const changes = new Changes();
  for (const { isAsk, attempt, at } of told.order) {
    const { kind, b, about } = attempt.operation;
    if (!isAsk) changes.got(attempt, at);
    if (ENDING.has(kind)) {
      busy.set(b, (busy.get(b) ?? 0) + (isAsk ? 1 : -1));
      if (isAsk && kind === 'hold') for (const subject of browsers.get(b) ?? []) end(subject, at);
      if (isAsk && about.ref) end(`/holds/${about.ref}`, at);
      if (isAsk && about.locator) end(`/bookings/${about.locator}`, at);
      continue;
    }
    const isLook = kind === 'see-hold' || kind === 'see-booking';
    if (!isLook || isAsk || attempt.how !== 'ok' || !attempt.data?.seats || busy.get(b)) continue;
    const { data } = attempt;
    if (data.state !== 'open' && data.state !== 'confirmed') continue;
    const subject = attempt.operation.path;
    end(subject, at);
    const until = kind === 'see-hold' ? Date.parse(data.expiresAt) - SLACK_MS : Infinity;
    if (kind === 'see-hold') browsers.set(b, (browsers.get(b) ?? new Set()).add(subject));
    const shownFrom = changes.shownFrom(b, at);
    const list = data.seats.split(' ').map((seat) => ({ seat, ref: about.ref, from: at, to: until, shownFrom }));
    open.set(subject, list);
    times.push(...list);
  }
  return times.filter(({ from, to }) => from < to);
}
const ENDING = new Set(['hold', 'release', 'book', 'cancel', 'part', 'seat', 'extend']);

export function checkCertainTimes(told, violate) {
  const bySeat = new Map();
  for (const time of certainTimes(told)) {
    if (!bySeat.has(time.seat)) bySeat.set(time.seat, []);
    bySeat.get(time.seat).push(time);
  }
  let count = 0;
  for (const [seat, times] of bySeat) {
    times.sort((a, b) => a.from - b.from);
    count += times.length;
    let last = times[0];
    for (const time of times.slice(1)) {
      if (time.ref !== last.ref && time.from < last.to) violate('I1', `seat ${seat} was of hold ${last.ref} and of hold ${time.ref} at the same time`);
      if (time.to > last.to) last = time;
    }
  }
  return { times: count, maps: checkMaps(told, bySeat, violate) + checkOffers(told, bySeat, violate) };
}

const looksOf = (told, kind) => told.order.filter(({ isAsk, attempt }) => !isAsk && attempt.operation.kind === kind && attempt.how === 'ok').map(({ attempt }) => attempt);

// A seat that somebody certainly has while the map is asked for is on it.
function checkMaps(told, bySeat, violate) {
  const byDeparture = new Map();
  for (const [seat, times] of bySeat) {
    const at = seat.lastIndexOf('/');
    const name = seat.slice(0, at);
    byDeparture.set(name, [...(byDeparture.get(name) ?? []), { letter: seat.slice(at + 1), times }]);
  }
  const maps = looksOf(told, 'map');
  for (const { operation: { about }, data, askAt, gotAt } of maps) {
    const taken = new Set(data.taken);
    for (const { letter, times } of byDeparture.get(about.departure) ?? []) {
      const owner = times.find(({ from, to }) => from <= askAt && gotAt <= to);
      if (owner && !taken.has(letter)) violate('I7', `seat ${about.departure}/${letter} of hold ${owner.ref} was shown as free`);
    }
  }
  return maps.length;
}

// Nor is it offered as free, though looks are shared there.
function checkOffers(told, bySeat, violate) {
  const offers = looksOf(told, 'offer');
  for (const { operation: { o }, node, data, askAt, gotAt } of offers) {
    for (const seat of data.free ?? []) {
      const owner = (bySeat.get(seat) ?? []).find(({ shownFrom, to }) => shownFrom(node) <= askAt && gotAt <= to);
      if (owner) violate('I7', `seat ${seat} of hold ${owner.ref} was offered as free by node ${node} (operation ${o})`);
    }
  }
  return offers.length;
}
