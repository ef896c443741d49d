// One thing that a customer wants: sent, and while nobody knows whether it happened sent again as it is, until it is known.
import { ask, encode, judge } from './wire.mjs';

const PAUSES_MS = [50, 100, 200, 400, 800, 1500];
const TRIES_MAX = 60;

export class Operations {
  // Operations and requests are numbered from `first` on.
  constructor(port, history, first) {
    Object.assign(this, { port, history, first, operations: first, requests: first, unknown: 0, given_up: 0, bookings: 0 });
  }

  async attempt(operation, request) {
    const n = ++this.requests;
    const { o, c, b, kind, key, about } = operation;
    this.history.write({ t: 'ask', n, o, c, b, kind, method: request.method, path: request.path, fields: request.fields, key, about });
    const answer = await ask(this.port, { ...request, cookie: operation.cookie, body: request.fields && encode(request.fields) });
    const got = judge(answer);
    if (got.how === 'unknown') this.unknown++;
    this.history.write({ t: 'got', n, o, ...got });
    return { ...got, answer };
  }

  // A request that asks for `kind`, its key if it has one, what the checker has to know of it in `about`; `twice`: two at the same time, as by
  // a double click. Ends with the last answer; how is "ok", "fail" or (given up) "unknown".
  async run(browser, { kind, method = 'GET', path, fields, key, about, twice = false }) {
    const operation = { o: ++this.operations, c: browser.client, b: browser.id, cookie: browser.cookie, kind, key, about };
    const request = { method, path, fields: method === 'POST' ? (fields ?? []) : undefined };
    let got;
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const copies = await Promise.all(Array.from({ length: twice && tries === 0 ? 2 : 1 }, () => this.attempt(operation, request)));
      got = copies.find(({ how }) => how === 'ok') ?? copies.find(({ how }) => how === 'unknown') ?? copies.find(({ how }) => how === 'none') ?? copies[0];
      if (got.how === 'ok' || got.how === 'fail') break;
      const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)];
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    if (got.how !== 'ok' && got.how !== 'fail') this.given_up++;
    if (kind === 'book' && got.how === 'ok') this.bookings++;
    return { ...got, o: operation.o };
  }
}
