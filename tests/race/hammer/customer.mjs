// One client of the hammer: a customer who holds, books, changes and cancels, in an order that chance decides, and remembers what was answered.
import { ADULT_MINOR, SEATS } from './board.mjs';

const MIX = { map: 30, hold: 20, book: 20, direct: 10, cancel: 10, repeat: 5, reuse: 3, stranger: 2 };
const STEPS_A_BROWSER = 40;
const KEPT = 20;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
// People whom several customers try to take along at the same time.
const TWINS = ['Anna', 'Berta', 'Clara'];

export class Customer {
  // `nodes`: by which of them its requests go, each request by any of these. `addresses`: it asks from the first, and holds seats by one of the others, which it shares with its neighbours: another one for each browser.
  constructor(client, { operations, board, random, strangers, nodes, addresses }) {
    Object.assign(this, { client, operations, board, random, strangers, nodes, addresses, browsers: 0, people: 0, looks: 0 });
  }

  async freshBrowser() {
    const browser = { client: this.client, id: `${this.client}.${++this.browsers}`, cookie: '', nodes: this.nodes, address: this.addresses[0], line: this.random.one(this.addresses.slice(1)) };
    const got = await this.operations.run(browser, { kind: 'home', path: '/' });
    const cookie = got.answer?.headers?.['set-cookie']?.[0];
    if (!cookie) return false;
    browser.cookie = cookie.split(';')[0];
    Object.assign(this, { browser, holds: [], bookings: [], done: [], steps: 0 });
    return true;
  }

  async live(isOver) {
    while (!isOver()) {
      if (!this.browser || this.steps++ >= STEPS_A_BROWSER) {
        if (!(await this.freshBrowser())) continue;
      }
      await this[this.random.weighted(MIX)]();
    }
  }

  // When nothing is broken any more: whoever holds seats can book them, and everybody can buy.
  async finish() {
    if (!this.browser && !(await this.freshBrowser())) return;
    for (const hold of [...this.holds]) {
      if ((await this.look(hold)) && (hold.isNamed || (await this.namePassengers(hold)))) await this.confirm(hold);
    }
    await this.direct();
    await this.map();
    await this.stranger();
  }

  run(wish) {
    return this.operations.run(this.browser, wish);
  }

  newKey() {
    return this.random.text(22);
  }

  share(thing) {
    this.strangers.push({ ...thing, client: this.client });
    if (this.strangers.length > 200) this.strangers.shift();
  }

  keep(wish, location) {
    this.done.push({ ...wish, location });
    if (this.done.length > KEPT) this.done.shift();
  }

  // ---- holds ----

  chooseDepartures() {
    const all = this.board.departures();
    const count = Number(this.random.weighted({ 1: 76, 2: 17, 3: 5, 4: 2 }));
    const first = this.random.below(all.length - count + 1);
    return all.slice(first, first + count);
  }

  // Seats side by side in the plan, from one end or from the other: two parties that want the same ones may name them in opposite orders.
  chooseSeats(departures, adults) {
    const named = this.random.weighted({ none: 50, all: 35, some: 15 });
    return departures.flatMap((departure) => {
      if (named === 'none') return [];
      const start = this.random.below(SEATS.length - adults + 1);
      const seats = SEATS.slice(start, start + adults).map((seat) => `${departure}/${seat}`);
      if (this.random.chance(50)) seats.reverse();
      return named === 'all' ? seats : seats.slice(0, 1);
    });
  }

  // The hold as the answer leaves it, or nothing.
  async placeHold() {
    const departures = this.chooseDepartures();
    const adults = Number(this.random.weighted({ 1: 55, 2: 25, 3: 12, 4: 8 }));
    const seats = this.chooseSeats(departures, adults);
    const key = this.newKey();
    const fields = [...departures.map((name) => ['departure', name]), ...seats.map((seat) => ['seat', seat]), ['adults', adults], ['children', 0], ['infants', 0], ['key', key]];
    const wish = { kind: 'hold', method: 'POST', path: '/holds', fields, key, address: this.browser.line };
    const got = await this.run({ ...wish, twice: this.random.chance(8), about: { departures, adults, seats, total: adults * departures.length * ADULT_MINOR } });
    if (got.how !== 'ok') {
      this.board.refused(got.problem);
      return null;
    }
    const ref = got.location.slice('/holds/'.length);
    const old = this.holds.find((hold) => hold.ref === ref);
    const isShared = (hold) => hold.departures.some((name) => departures.includes(name));
    this.holds = this.holds.filter((hold) => hold.ref !== ref && !isShared(hold));
    const hold = { ref, departures, adults, total: adults * departures.length * ADULT_MINOR, version: old ? old.version + 1 : 1, named: seats, line: this.browser.line, after: got.o };
    this.holds.push(hold);
    this.keep(wish, got.location);
    this.share({ path: got.location, ref });
    return hold;
  }

  // What its page says now. False: it is over.
  async look(hold) {
    const got = await this.run({ kind: 'see-hold', path: `/holds/${hold.ref}`, about: { ref: hold.ref, after: hold.after } });
    hold.after = undefined;
    if (got.how !== 'ok' || got.data?.state !== 'open') {
      this.drop(hold);
      return false;
    }
    Object.assign(hold, { version: Number(got.data.version), total: Number(got.data.totalMinor), seats: got.data.seats });
    return true;
  }

  drop(hold) {
    this.holds = this.holds.filter((one) => one !== hold);
  }

  async hold() {
    const open = this.holds.length > 0 && this.random.one(this.holds);
    const what = open ? this.random.weighted({ place: 55, release: 20, extend: 10, look: 15 }) : 'place';
    if (what === 'place') {
      const hold = await this.placeHold();
      if (hold) await this.look(hold);
      else if (open && this.holds.includes(open)) await this.look(open);
    } else if (what === 'look') {
      await this.look(open);
    } else if (what === 'release') {
      await this.release(open);
    } else {
      const got = await this.run({ kind: 'extend', method: 'POST', path: `/holds/${open.ref}/extend`, address: open.line, about: { ref: open.ref, departures: open.departures } });
      if (got.how === 'ok') open.after = got.o;
      await this.look(open);
    }
  }

  async release(hold) {
    const got = await this.run({ kind: 'release', method: 'POST', path: `/holds/${hold.ref}/release`, about: { ref: hold.ref }, twice: this.random.chance(10) });
    if (got.how === 'ok') hold.after = got.o;
    await this.look(hold);
    this.drop(hold);
  }

  // ---- bookings ----

  person() {
    const n = [...`${this.client}`.padStart(3, '0'), ...`${this.browsers}`.padStart(4, '0'), ...`${this.people++}`.padStart(6, '0')].map((digit) => LETTERS[Number(digit)]).join('');
    return { given: `G${n}`, surname: `S${n}` };
  }

  async namePassengers(hold) {
    const people = Array.from({ length: hold.adults }, () => this.person());
    const twin = this.random.chance(6) ? this.random.one(TWINS) : undefined;
    if (twin) people[0] = { given: twin, surname: 'Twin' };
    const fields = [...people.map(({ given }) => ['given_name', given]), ...people.map(({ surname }) => ['surname', surname]),
      ...people.flatMap(() => [['born_day', 15], ['born_month', 6], ['born_year', 1980]]), ['email', 'hammer@example.org'], ['phone', '']];
    const got = await this.run({ kind: 'passengers', method: 'POST', path: `/holds/${hold.ref}/passengers`, fields, about: { ref: hold.ref } });
    if (got.how !== 'ok') {
      this.drop(hold);
      return false;
    }
    hold.version++;
    hold.twin = twin;
    hold.isNamed = true;
    return true;
  }

  async confirm(hold) {
    const wish = { kind: 'book', method: 'POST', path: '/bookings',
      fields: [['hold', hold.ref], ['version', hold.version], ['total_minor', hold.total], ['payment', 'later']] };
    const rival = this.random.chance(4);
    const about = { ref: hold.ref, departures: hold.departures, twin: hold.twin, total: hold.total, isContested: rival };
    hold.after = undefined;
    const [got] = await Promise.all([
      this.run({ ...wish, about, twice: this.random.chance(10) }),
      rival ? this.run({ kind: 'release', method: 'POST', path: `/holds/${hold.ref}/release`, about: { ref: hold.ref, isContested: true } }) : null,
    ]);
    if (got.how !== 'ok') {
      if (got.problem === 'duplicate-passenger') await this.release(hold);
      else await this.look(hold);
      this.drop(hold);
      return null;
    }
    this.drop(hold);
    const booking = { locator: got.location.slice('/bookings/'.length), ref: hold.ref, passengers: Array.from({ length: hold.adults }, (_, i) => i + 1), departures: hold.departures, version: 1, after: got.o };
    this.bookings.push(booking);
    this.keep({ ...wish, kind: 'book-again' }, got.location);
    this.share({ path: got.location });
    await this.see(booking);
    return booking;
  }

  async see(booking) {
    const got = await this.run({ kind: 'see-booking', path: `/bookings/${booking.locator}`, about: { locator: booking.locator, ref: booking.ref, after: booking.after } });
    booking.after = undefined;
    if (got.how !== 'ok') return;
    Object.assign(booking, { version: Number(got.data.version), seats: got.data.seats, state: got.data.state });
    if (got.data.state !== 'confirmed') this.bookings = this.bookings.filter((one) => one !== booking);
  }

  async book() {
    let hold = this.holds.length > 0 ? this.random.one(this.holds) : await this.placeHold();
    if (!hold || !(await this.look(hold))) return;
    if (!(hold.isNamed && this.random.chance(50)) && !(await this.namePassengers(hold))) return;
    await this.run({ kind: 'review', path: `/holds/${hold.ref}/review`, about: { ref: hold.ref } });
    await this.confirm(hold);
  }

  // Without looking at any page on the way: the client knows the rules.
  async direct() {
    const hold = await this.placeHold();
    if (hold && (await this.namePassengers(hold))) await this.confirm(hold);
  }

  async cancel() {
    if (this.bookings.length === 0) return this.direct();
    const booking = this.random.one(this.bookings);
    if (this.random.chance(25)) return this.changeSeat(booking);
    if (booking.passengers.length > 1 && this.random.chance(30)) return this.leave(booking);
    const key = this.newKey();
    if (this.random.chance(30)) {
      await this.run({ kind: 'see-cancel', path: `/bookings/${booking.locator}/cancel`, about: { locator: booking.locator } });
    }
    const wish = { kind: 'cancel', method: 'POST', path: `/bookings/${booking.locator}/cancel`, key, fields: [['version', booking.version], ['refund_minor', 0], ['key', key]] };
    const got = await this.run({ ...wish, about: { locator: booking.locator }, twice: this.random.chance(15) });
    if (got.how === 'ok') {
      booking.after = got.o;
      this.keep(wish, got.location);
    }
    return this.see(booking);
  }

  // One of several does not travel; nothing was paid, so the rest alone is owed.
  async leave(booking) {
    const passenger = this.random.one(booking.passengers);
    const left = (booking.passengers.length - 1) * booking.departures.length;
    const key = this.newKey();
    const wish = { kind: 'part', method: 'POST', path: `/bookings/${booking.locator}/cancel`, key,
      fields: [['version', booking.version], ['refund_minor', 0], ['passenger', passenger], ['due_minor', left * ADULT_MINOR], ['key', key]] };
    const got = await this.run({ ...wish, about: { locator: booking.locator, left }, twice: this.random.chance(15) });
    if (got.how === 'ok') {
      booking.after = got.o;
      booking.passengers = booking.passengers.filter((no) => no !== passenger);
      this.keep(wish, got.location);
    } else if (got.how !== 'fail') this.bookings = this.bookings.filter((one) => one !== booking);
    return this.see(booking);
  }

  async changeSeat(booking) {
    const departure = this.random.one(booking.departures);
    const passenger = this.random.one(booking.passengers);
    const seat = `${departure}/${this.random.one(SEATS)}`;
    const key = this.newKey();
    const wish = { kind: 'seat', method: 'POST', path: `/bookings/${booking.locator}/seats`, key,
      fields: [['version', booking.version], ['departure', departure], ['passenger', passenger], ['seat', seat], ['key', key]] };
    const isSame = (booking.seats ?? '').split(' ').includes(seat);
    const got = await this.run({ ...wish, about: { locator: booking.locator, departures: [departure], seat, mayBeSame: isSame } });
    if (got.how === 'ok') {
      booking.after = got.o;
      if (!isSame) this.keep(wish, got.location);
    }
    return this.see(booking);
  }

  // ---- looking, and what nobody should do ----

  async map() {
    const departures = this.chooseDepartures();
    if (this.random.chance(90)) {
      // An address of its own for each look: the plain one's answer may be a second old, and the story wants what is so now.
      return this.run({ kind: 'map', path: `/flights/${departures[0]}/seats?look=${this.client}.${++this.looks}`, about: { departure: departures[0] } });
    }
    return this.run({ kind: 'offer', path: `/offer?${departures.map((name) => `departure=${name}&`).join('')}adults=1`, about: { departures } });
  }

  async repeat() {
    if (this.done.length === 0) return this.map();
    const { location, ...wish } = this.random.one(this.done);
    return this.run({ ...wish, kind: 'repeat', about: { of: wish.kind, location } });
  }

  // A finished key with something else.
  async reuse() {
    const keyed = this.done.filter(({ key }) => key);
    if (keyed.length === 0) return this.map();
    const { fields, ...wish } = this.random.one(keyed);
    const other = fields.map(([name, value]) => (name === 'adults' || name === 'version' ? [name, Number(value) + 1] : [name, value]));
    return this.run({ ...wish, fields: other, kind: 'reuse', about: { of: wish.kind } });
  }

  madeUp() {
    if (this.random.chance(50)) return { path: `/bookings/${this.random.text(6, 'ABCDEFGHJKLMNPQRSTUVWXYZ3789')}` };
    const ref = this.random.text(22);
    return { path: `/holds/${ref}`, ref };
  }

  async stranger() {
    const foreign = this.strangers.filter(({ client }) => client !== this.client);
    if (foreign.length === 0) return this.map();
    // What is not there at all looks the same.
    const isMadeUp = this.random.chance(25);
    const { path, ref } = isMadeUp ? this.madeUp() : this.random.one(foreign);
    const key = this.newKey();
    const wish = this.random.one([
      { path },
      ref ? { method: 'POST', path: `${path}/release` } : { method: 'POST', path: `${path}/cancel`, fields: [['version', 1], ['refund_minor', 0], ['key', key]], key },
      ref ? { method: 'POST', path: '/bookings', fields: [['hold', ref], ['version', 2], ['total_minor', ADULT_MINOR], ['payment', 'later']] } : { path: `${path}/seats` },
    ]);
    const shape = `${wish.method ?? 'GET'} ${(ref ? wish.path.replace(ref, '…') : wish.path.replace(/[A-Z0-9]{6}/, '…'))}`;
    return this.run({ ...wish, kind: 'stranger', about: { shape, isMadeUp } });
  }
}
