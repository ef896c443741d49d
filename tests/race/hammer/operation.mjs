// One thing that a customer wants: sent, and while nobody knows whether it happened sent again as it is, until it is known.
import { ask, encode, essence, judge } from './wire.mjs';

const PAUSES_MS = [50, 100, 200, 400, 800, 1500];
const TRIES_MAX = 60;

export class Operations {
  // `ports` by the name of the node; operations and requests are numbered from `first` on.
  constructor(ports, history, first, random) {
    Object.assign(this, { ports, history, first, random, operations: first, requests: first, unknown: 0, resolved: 0, given_up: 0, bookings: 0 });
  }

  async attempt(operation, request) {
    const n = ++this.requests;
    const { o, c, b, address, kind, key, about } = operation;
    const node = this.random.one(operation.nodes);
    this.history.write({ t: 'ask', n, o, c, b, address, node, kind, method: request.method, path: request.path, fields: request.fields, key, about });
    const answer = await ask(this.ports[node], { ...request, cookie: operation.cookie, address, body: request.fields && encode(request.fields) });
    const got = judge(answer);
    if (got.how === 'unknown') this.unknown++;
    if (kind === 'stranger' && answer.status === 404) got.essence = essence(answer.body);
    this.history.write({ t: 'got', n, o, ...got });
    return { ...got, answer };
  }

  // A request of a browser {client, id, cookie, nodes, address} that asks for `kind`, its key if it has one, what the checker has to know of it in `about`;
  // `address`: where it comes from, if not from the browser's; `twice`: two at the same time, as by a double click. Ends with the last answer; how is "ok", "fail" or (given up) "unknown".
  async run(browser, { kind, method = 'GET', path, fields, key, address = browser.address, about, twice = false }) {
    const operation = { o: ++this.operations, c: browser.client, b: browser.id, address, cookie: browser.cookie, nodes: browser.nodes, kind, key, about };
    const request = { method, path, fields: method === 'POST' ? (fields ?? []) : undefined };
    let got;
    let wasUnknown = false;
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const copies = await Promise.all(Array.from({ length: twice && tries === 0 ? 2 : 1 }, () => this.attempt(operation, request)));
      got = copies.find(({ how }) => how === 'ok') ?? copies.find(({ how }) => how === 'unknown') ?? copies.find(({ how }) => how === 'none') ?? copies[0];
      wasUnknown ||= copies.some(({ how }) => how === 'unknown');
      if (got.how === 'ok' || got.how === 'fail') break;
      const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)];
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    if (got.how !== 'ok' && got.how !== 'fail') this.given_up++;
    else if (wasUnknown) this.resolved++;
    if (kind === 'book' && got.how === 'ok') this.bookings++;
    return { ...got, o: operation.o };
  }
}
