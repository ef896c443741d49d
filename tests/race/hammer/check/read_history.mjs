// The history of a run, read back: operations with their attempts, the order in which requests went out and ended, and the faults.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export const CHANGING = new Set(['hold', 'release', 'extend', 'passengers', 'book', 'cancel', 'part', 'seat']);

// Data that is asked for again and again is kept; the rest of an answer is not.
function attemptOf(operation, line) {
  const attempt = { n: line.n, node: line.node, operation, askAt: line.at, gotAt: Infinity, how: 'unknown' };
  operation.attempts.push(attempt);
  return attempt;
}

export class Told {
  constructor() {
    Object.assign(this, { operations: new Map(), byRequest: new Map(), byKey: new Map(), order: [], faults: [], attempts: 0, waiting: new Map() });
  }

  async read(file) {
    for await (const text of createInterface({ input: createReadStream(file) })) this.take(JSON.parse(text));
  }

  take(line) {
    if (line.t === 'ask') this.waiting.set(line.n, this.ask(line));
    else if (line.t === 'got') this.got(this.waiting.get(line.n), line);
    else this.faults.push(line);
    if (line.t === 'got') this.waiting.delete(line.n);
  }

  ask(line) {
    let operation = this.operations.get(line.o);
    if (!operation) {
      const { o, b, address, kind, path, fields, key, about = {} } = line;
      // Only the version that was sold is asked for again.
      operation = { o, b, address, kind, path, fields: kind === 'book' ? fields : undefined, key, about, attempts: [], effects: [] };
      this.operations.set(o, operation);
      if (key && CHANGING.has(kind)) this.byKey.set(key, operation);
    }
    const attempt = attemptOf(operation, line);
    this.attempts++;
    this.order.push({ isAsk: true, attempt, at: line.at });
    return attempt;
  }

  got(attempt, line) {
    const { at, how, status, location, problem, seats, departure, request, data, isStale, essence } = line;
    Object.assign(attempt, { gotAt: at, how, status, location, problem, seats, departure, request, data, isStale, essence });
    if (request) this.byRequest.set(request, attempt);
    this.order.push({ isAsk: false, attempt, at });
  }
}

// What is known of an operation in the end.
export const answerOf = ({ attempts }) => attempts.find(({ how }) => how === 'ok');
export const isDone = (operation) => answerOf(operation) !== undefined;
// Certainly nothing happened: every attempt was refused.
export const isRefused = ({ attempts }) => attempts.every(({ how }) => how === 'fail' || how === 'none');
// An attempt of which only the database can say whether it did something, and under which request id.
export const hasNameless = ({ attempts }) => attempts.some(({ how, request }) => how === 'unknown' && !request);

// The hold or booking that an operation is about, as "/holds/REF" or "/bookings/LOCATOR".
export function subjectOf({ about, kind }) {
  if (about.locator) return `/bookings/${about.locator}`;
  return about.ref && kind !== 'see-booking' ? `/holds/${about.ref}` : undefined;
}
