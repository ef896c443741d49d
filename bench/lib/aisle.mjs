// A whole Aisle to measure, in a folder of its own, with limits that nobody reaches, and what its database says.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { familyOf } from './machine.mjs';
import { atEnd, run, until } from './processes.mjs';
import { seatsOf, Stock } from './stock.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const STACK = join(ROOT, 'deploy/stack');

// Some addresses come back before their holds are over, by chance: nobody is refused, but everything is looked at as on a site with limits.
export const SETTINGS = { AISLE_HOLDS_PER_BROWSER: '1000000', AISLE_HOLDS_PER_ADDRESS: '1000000' };
// A database of a site that sells has memory for its data. (deploy/stack's own is that of a small try-out.) A million bookings are about 7 GB. Peers keep connections, too.
export const POOL_GB = Math.max(1, Math.min(8, Math.floor(totalmem() / 2 ** 30 / 3)));
const DATABASE = { AISLE_STACK_DB_POOL: `${POOL_GB}G`, AISLE_STACK_DB_LOG: '256M', AISLE_STACK_DB_CONNECTIONS: '400' };

const PAGES = 60; // departures that are looked at
const SEATS_MIN = 90; // that are free on a departure that is to be sold
const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

export class Aisle {
  constructor(folder, { demoFolder } = {}) {
    this.folder = folder;
    this.demoFolder = demoFolder ?? join(ROOT, 'sql/demo');
    this.settings = { ...SETTINGS, ...DATABASE, PORT: '0', FLIGHTS_PORT: '0', AISLE_DEMO_FOLDER: this.demoFolder };
  }

  // Starts it, with the demo carrier's departures and so many bookings. What is not kept is not stopped in order at the end: that can take minutes for a large database.
  async start({ bookings = 0, isKept = true } = {}) {
    this.stop = atEnd(() => (isKept ? run(STACK, ['down', this.folder], { isUndoing: true }) : this.destroy()));
    const began = performance.now();
    await run(STACK, ['up', this.folder, '--demo'], { env: this.settings });
    this.attach();
    // Mails are sent and holds tidied at another time: what is measured is what customers wait for.
    await this.control('stop', 'worker');
    if (bookings) await this.aisle(['demo', '--bookings', bookings]);
    this.startSeconds = (performance.now() - began) / 1000;
    return this;
  }

  // To what runs in its folder.
  attach() {
    this.env = Object.fromEntries(readFileSync(join(this.folder, 'env'), 'utf8').trim().split('\n').map((line) => line.split(/=(.*)/).slice(0, 2)));
    this.port = Number(this.env.PORT);
    return this;
  }

  // At once and for good: nothing of it is wanted any more.
  async destroy() {
    if (!existsSync(join(this.folder, 'run'))) return;
    const roots = await this.pids();
    const [supervisor] = await this.pids('supervisor');
    if (supervisor) process.kill(supervisor, 'SIGKILL');
    for (const pid of familyOf(roots)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended with its parent.
      }
    }
    await until(`${this.folder} is gone`, () => familyOf(roots).length === 0);
    await rm(this.folder, { recursive: true, force: true });
  }

  // Ids of different tables that never run side by side, so that one is not taken for another (tape_play.c).
  async spreadIds() {
    const tables = await this.sql("SELECT table_name, auto_increment FROM information_schema.tables WHERE table_schema = 'aisle_booking' AND auto_increment IS NOT NULL");
    for (const [i, [table, next]] of tables.entries()) await this.sql(`ALTER TABLE ${table} AUTO_INCREMENT = ${Number(next) + 1000 * (i + 1)}`);
  }

  control(command, ...names) {
    return run(STACK, [command, this.folder, ...names]);
  }

  aisle(args) {
    return run(this.env.AISLE, args, { env: { ...this.settings, AISLE_CONFIG: this.env.AISLE_CONFIG } });
  }

  async sql(text, database = 'aisle_booking') {
    const { stdout } = await run('mariadb', [`--defaults-extra-file=${this.env.DATABASE_CLIENT_CNF}`, '--batch', '--skip-column-names', '-e', text, database]);
    return stdout.split('\n').filter(Boolean).map((line) => line.split('\t'));
  }

  async pids(...names) {
    const { stdout } = await run(STACK, ['status', this.folder], { isUndoing: true });
    return stdout.split('\n').map((line) => line.split(/ +/)).filter(([name, pid]) => /^\d+$/.test(pid ?? '') && (!names.length || names.includes(name))).map(([, pid]) => Number(pid));
  }

  async family(name) {
    return familyOf(await this.pids(name));
  }

  // Where the database stands: to be compared with what was answered.
  async mark() {
    const [[hold, booking]] = await this.sql('SELECT COALESCE(MAX(id), 0), (SELECT COALESCE(MAX(id), 0) FROM booking) FROM hold');
    return { hold, booking };
  }

  // What was written since: holds, bookings, and seats that belong to them.
  async since({ hold, booking }) {
    const [[holds, bookings, seats]] = await this.sql(`SELECT COUNT(*), (SELECT COUNT(*) FROM booking WHERE id > ${booking}), (SELECT COUNT(*) FROM seat_claim WHERE hold_id > ${hold}) FROM hold WHERE id > ${hold}`);
    return { holds: Number(holds), bookings: Number(bookings), seats: Number(seats) };
  }

  // Routes of the timetable that jets fly every day.
  routes() {
    const [head, ...lines] = readFileSync(join(this.demoFolder, 'network.tsv'), 'utf8').trim().split('\n').map((line) => line.split('\t'));
    const column = (name) => head.indexOf(name);
    return lines.filter((line) => ['A320', 'A321', 'A333', 'B738'].includes(line[column('aircraft')]) && line[column('days')] === '1234567')
      .map((line) => ({ origin: line[column('origin')], destination: line[column('destination')] }));
  }

  // Departures to sell in economy class, with their free seats: `count` of them, of many routes.
  async departures(count) {
    const taken = new Map();
    for (const [name, seats] of await this.sql("SET SESSION group_concat_max_len = 100000; SELECT CONCAT(d.flight_no, '/', d.departs_on), GROUP_CONCAT(c.seat_no) FROM departure d JOIN seat_claim c ON c.departure_id = d.id WHERE d.departs_on > CURRENT_DATE GROUP BY d.id")) taken.set(name, new Set(seats.split(',')));
    const found = new Map();
    for (const { origin, destination } of this.routes()) {
      const answer = await fetch(`${this.env.FLIGHTS_URL}/v1/departures?origin=${origin}&destination=${destination}&date=${day(3)}&days=62`);
      for (const departure of (await answer.json()).departures) {
        const name = `${departure.flight_no}/${departure.date}`;
        const cabin = departure.cabins.find(({ code }) => code === 'Y');
        const prices = departure.fares.filter((fare) => fare.cabin === 'Y').map((fare) => fare.amount_minor + fare.taxes.reduce((sum, tax) => sum + tax.amount_minor, 0));
        if (!prices.length) continue;
        const seats = seatsOf(cabin).filter((seat) => !taken.get(name)?.has(seat));
        if (seats.length >= SEATS_MIN) found.set(name, { name, origin, destination, total_minor: Math.min(...prices), seats });
      }
      if (found.size >= count * 2) break;
    }
    // Neighbours in this list are of different routes and days.
    const all = [...found.values()];
    const step = Math.max(1, Math.floor(all.length / 97)) | 1;
    const mixed = Array.from({ length: step }, (_, first) => all.filter((_one, i) => i % step === first)).flat();
    return mixed.slice(0, count);
  }

  async prepare({ departures = 3200, block, kept = 0 } = {}) {
    const found = await this.departures(departures);
    this.stock = new Stock(found, { block, kept });
    this.sold = found;
    return this;
  }

  maps(count = PAGES) {
    return this.sold.slice(0, count).map(({ name }) => `/offer?departure=${encodeURIComponent(name)}&adults=1`);
  }

  searches() {
    return this.sold.slice(0, PAGES).map(({ name, origin, destination }) => `/flights?origin=${origin}&destination=${destination}&date=${name.split('/')[1]}&adults=1`);
  }

  // Bookings made as a customer makes them, for their page: [{path, cookie}].
  async bookings(count) {
    const { departures, took } = this.stock.take();
    const pages = [];
    for (let i = 0; i < count; i++) {
      const departure = departures[i % departures.length];
      const cookie = `aisle=${token()}`;
      const hold = await post(this.port, '/holds', cookie, { departure: departure.name, seat: `${departure.name}/${departure.seats[0]}`, adults: 1, children: 0, infants: 0, key: token() });
      await post(this.port, `${hold}/passengers`, cookie, { given_name: 'Ada', surname: `Page${token().replace(/[^a-z]/gi, '')}`, born_day: 15, born_month: 6, born_year: 1980, email: 'ada@example.org', phone: '' });
      pages.push({ path: await post(this.port, '/bookings', cookie, { hold: hold.split('/')[2], version: 2, total_minor: departure.total_minor, payment: 'later' }), cookie });
    }
    took(1);
    return pages;
  }
}

function token() {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
}

async function post(port, path, cookie, fields) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', redirect: 'manual', headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }, body: new URLSearchParams(fields) });
  if (answer.status !== 303) throw new Error(`POST ${path}: ${answer.status}`);
  return answer.headers.get('location');
}

// A timetable of so many departures in twelve weeks: the demo carrier's own, and more routes of its like between other airports.
export function largerNetwork(folder, departures) {
  const own = join(ROOT, 'sql/demo');
  mkdirSync(folder, { recursive: true });
  for (const name of ['airports.tsv', 'aircraft.tsv', 'cabins.tsv']) writeFileSync(join(folder, name), readFileSync(join(own, name)));
  const lines = readFileSync(join(own, 'network.tsv'), 'utf8').trim().split('\n');
  const airports = readFileSync(join(own, 'airports.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t')[0]);
  const served = new Set(lines.slice(1).flatMap((line) => line.split('\t').slice(1, 3)));
  const others = airports.filter((code) => !served.has(code));
  const days = lines.slice(1).reduce((sum, line) => sum + line.split('\t')[4].length, 0);
  const more = Math.max(0, Math.ceil((departures / 12 - days) / 14));
  for (let i = 0; i < more; i++) {
    const [from, to] = [others[(i * 7) % others.length], others[(i * 7 + 3) % others.length]];
    const hour = String(6 + (i % 12)).padStart(2, '0');
    lines.push([`AX${2001 + 2 * i}`, from, to, `${hour}:10`, '1234567', 'A320', 25, 9900, 'EUR'].join('\t'));
    lines.push([`AX${2002 + 2 * i}`, to, from, `${hour}:40`, '1234567', 'A320', 25, 9900, 'EUR'].join('\t'));
  }
  writeFileSync(join(folder, 'network.tsv'), `${lines.join('\n')}\n`);
  return folder;
}
