// The lists of staff with very many rows of each kind: how long a page takes, and how many rows the database reads and sorts for it. One browser asks, signed in as an admin; each page is asked for in its dearest ways, too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aisle } from './aisle.mjs';
import { median } from './figures.mjs';
import { cpuBetween, cpuNow } from './machine.mjs';

const TIMES = 20; // each page is asked for
export const MOST_MS = 100;
const PARTY_DEPARTURES = 7; // whose passengers are put on one, so that it has as many as the largest aircraft

const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

// Departures over a year, people, entries of the log of a hundred days; of bookings there are as many. Half of all passengers have one surname.
const fill = (rows) => [
  `INSERT INTO departure (flight_no, departs_on, origin, destination, departs_at, arrives_at, origin_offset, destination_offset, state, sales, service_version, aircraft_code, aircraft_name)
   SELECT CONCAT('AY', 1000 + n.seq MOD 400), CURRENT_DATE - INTERVAL 60 DAY + INTERVAL n.seq DIV 400 DAY, ELT(1 + n.seq MOD 5, 'FRA', 'LIS', 'OSL', 'MAD', 'VIE'), ELT(1 + (n.seq DIV 5) MOD 4, 'JFK', 'ATH', 'CPH', 'DUB'),
   CURRENT_DATE - INTERVAL 60 DAY + INTERVAL n.seq DIV 400 DAY + INTERVAL (360 + n.seq MOD 900) MINUTE, CURRENT_DATE - INTERVAL 60 DAY + INTERVAL n.seq DIV 400 DAY + INTERVAL (480 + n.seq MOD 900) MINUTE, 0, 0,
   IF(n.seq MOD 997 = 0, 'cancelled', 'scheduled'), IF(n.seq MOD 499 = 0, 'closed', 'open'), 1, 'A320', 'Airbus A320' FROM seq_1_to_${rows} n`,
  "INSERT INTO departure_cabin (departure_id, code, position, name, first_row, last_row, letters, seats) SELECT id, 'Y', 1, 'Economy', 1, 30, 'ABC DEF', 180 FROM departure WHERE flight_no LIKE 'AY%'",
  'UPDATE departure d JOIN (SELECT departure_id, COUNT(*) AS sold FROM seat_claim GROUP BY departure_id) c ON c.departure_id = d.id SET d.load_permille = LEAST(c.sold * 5, 1000)',
  `INSERT INTO staff (name, role, password_hash, is_password_given, created_at) SELECT CONCAT('person.', LPAD(seq, 6, '0')), ELT(1 + seq MOD 3, 'agent', 'gate', 'manager'), '!', 0, NOW(6) FROM seq_1_to_${rows}`,
  `INSERT INTO staff_audit (seq, at, actor, action, subject, detail, address, request_id, hash)
   SELECT h.seq + n.seq, NOW(6) - INTERVAL (${rows} - n.seq) * 80 SECOND, IF(n.seq MOD 33333 = 0, 'person.rare', CONCAT('person.', LPAD(n.seq * 7919 MOD 40, 6, '0'))),
   ELT(1 + n.seq MOD 4, 'booking-read', 'bookings-searched', 'names-read', 'booking-read'),
   ELT(1 + n.seq MOD 4, CONCAT('booking/', b.locator), 'bookings', CONCAT('departure/AX', n.seq MOD 500, '/', CURRENT_DATE), CONCAT('booking/', b.locator)),
   '', '192.0.2.1', 'bench', REPEAT('x', 32) FROM seq_1_to_${rows} n JOIN staff_audit_head h JOIN booking b ON b.id = n.seq`,
  'UPDATE staff_audit_head SET seq = (SELECT MAX(seq) FROM staff_audit)',
  "UPDATE passenger SET surname = 'Smith', surname_folded = 'smith' WHERE hold_id MOD 2 = 0",
  `UPDATE IGNORE coupon c JOIN (SELECT departure_id FROM coupon GROUP BY departure_id ORDER BY COUNT(*) DESC LIMIT ${PARTY_DEPARTURES}) f ON f.departure_id = c.departure_id
   JOIN (SELECT MIN(departure_id) AS id FROM (SELECT departure_id FROM coupon GROUP BY departure_id ORDER BY COUNT(*) DESC LIMIT ${PARTY_DEPARTURES}) g) one SET c.departure_id = one.id`,
  'ANALYZE TABLE departure, departure_cabin, staff, staff_audit, passenger, coupon, booking',
];

export class StaffLists {
  constructor(bench, folder, rows) {
    Object.assign(this, { bench, rows, site: new Aisle(join(folder, 'staff')), cookies: new Map(), found: [] });
  }

  async start(say) {
    await this.site.start({ bookings: this.rows, isKept: false });
    for (const statement of fill(this.rows)) await this.site.sql(statement);
    await this.signIn();
    say(`staff: ${this.rows.toLocaleString('en-US')} bookings, departures, people and entries of the audit log are there`);
  }

  async ask(path, options = {}) {
    const answer = await fetch(`http://127.0.0.1:${this.site.port}${path}`, { redirect: 'manual', ...options, headers: { 'Sec-Fetch-Site': 'same-origin', Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.cookies.set(name, value);
    }
    return { status: answer.status, body: await answer.text() };
  }

  async signIn() {
    const password = readFileSync(join(this.site.folder, 'staff-password'), 'utf8').trim();
    await this.ask('/admin/sign-in');
    const { status } = await this.ask('/admin/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'demo', password }) });
    if (status !== 303) throw new Error(`the sign-in answered ${status}`);
  }

  // [list, what is asked of it, path]
  async questions() {
    const [[seq]] = await this.site.sql('SELECT seq FROM staff_audit_head');
    const [[locator, email]] = await this.site.sql(`SELECT locator, email FROM booking ORDER BY id LIMIT ${this.rows / 2 - 1}, 1`);
    const [[hold]] = await this.site.sql("SELECT hold_id FROM passenger WHERE surname_folded = 'smith' ORDER BY hold_id LIMIT 100, 1");
    const [[flight, passengers]] = await this.site.sql("SELECT CONCAT(d.flight_no, '/', d.departs_on), COUNT(*) FROM coupon c JOIN departure d ON d.id = c.departure_id GROUP BY d.id ORDER BY COUNT(*) DESC LIMIT 1");
    const year = `from=${day(-60)}&until=${day(250)}`;
    const days = `from=${day(-85)}&until=${day(-80)}`;
    const people = `of ${passengers} passengers`;
    return [
      ['team', 'the first page', '/admin/team'], ['team', 'the last page', `/admin/team?after=person.${String(this.rows - 200).padStart(6, '0')}`],
      ['audit log', 'the newest', '/admin/audit'], ['audit log', 'the oldest', `/admin/audit?before=${seq - this.rows + 200}`], ['audit log', 'of one person', '/admin/audit?actor=person.000007'],
      ['audit log', 'of who did little', '/admin/audit?actor=person.rare'], ['audit log', 'one action', '/admin/audit?action=names-read'], ['audit log', 'all departures of a number', '/admin/audit?subject=departure/AX4'],
      ['audit log', 'one booking', `/admin/audit?subject=booking/${locator}`], ['audit log', 'some days long ago', `/admin/audit?${days}`], ['audit log', 'one person on these days', `/admin/audit?actor=person.000007&${days}`],
      ['audit log', 'what goes together nowhere', '/admin/audit?action=booking-read&subject=departure/'],
      ['departures', 'this week', '/admin/departures'],
      ...['time', 'flight', 'load'].flatMap((sort) => [
        ['departures', `ten months by ${sort}`, `/admin/departures?sort=${sort}&${year}`], ['departures', `ten months by ${sort}, from the middle`, `/admin/departures?sort=${sort}&${year}&after=AY1200/${day(150)}`],
        ['departures', `ten months from a place by ${sort}`, `/admin/departures?sort=${sort}&${year}&origin=FRA`], ['departures', `ten months of a carrier by ${sort}`, `/admin/departures?sort=${sort}&${year}&flight=AY`],
        ['departures', `ten months, cancelled, by ${sort}`, `/admin/departures?sort=${sort}&${year}&state=cancelled`],
      ]),
      ['departures', 'one with its cabin', `/admin/departures/${flight}`],
      ['bookings', 'a locator', `/admin/bookings?q=${locator}`], ['bookings', 'a surname that half of all have', '/admin/bookings?q=smith'], ['bookings', 'the last of these', `/admin/bookings?q=smith&after_key=smith&after=${hold}`],
      ['bookings', 'with a given name', '/admin/bookings?q=Jack+Smith'], ['bookings', 'with a given name that none has', '/admin/bookings?q=Smith,+Zzz'], ['bookings', 'the beginning of a surname', '/admin/bookings?q=s*'],
      ['bookings', 'a name that nobody has', '/admin/bookings?q=Nobody+There+At+All'], ['bookings', 'an e-mail address', `/admin/bookings?q=${email}`], ['bookings', 'a flight and its date', `/admin/bookings?q=${flight.replace('/', '+')}`],
      ['gate', `passengers by seat, ${people}`, `/admin/departures/${flight}/manifest`], ['gate', `passengers by name, ${people}`, `/admin/departures/${flight}/manifest?order=name`],
      ['gate', `who is missing, ${people}`, `/admin/departures/${flight}/manifest?only=missing`], ['gate', 'the scanner\'s page', `/admin/departures/${flight}/scan`], ['gate', `closing, ${people}`, `/admin/departures/${flight}/close`],
    ];
  }

  // What the server has read and sorted so far.
  async counters() {
    const rows = await this.site.sql("SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name = 'Sort_rows'");
    const sum = (wanted) => rows.filter(([name]) => wanted.test(name)).reduce((total, [, value]) => total + Number(value), 0);
    return { read: sum(/^Handler_read/), sorted: sum(/^Sort_rows/) };
  }

  async look([list, what, path]) {
    const { status, body } = await this.ask(path); // warms up, and is not counted
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    const [idle, before] = [await this.counters(), await this.counters()];
    await this.ask(path);
    const after = await this.counters();
    const times = [];
    for (let i = 0; i < TIMES; i++) {
      const began = performance.now();
      await this.ask(path);
      times.push(performance.now() - began);
    }
    // Asking for the counters reads some rows each time.
    const one = { list, what, lines: (body.match(/<tr data-/g) ?? []).length, ms: median(times), worst: Math.max(...times), read: after.read - before.read - (before.read - idle.read), sorted: after.sorted - before.sorted };
    if (!(one.ms < MOST_MS)) this.bench.complain(`staff: ${list}, ${what}: ${one.ms.toFixed(0)} ms, and ${MOST_MS} are the most`);
    this.found.push(one);
  }

  async measure() {
    const pids = [process.pid, ...await this.site.pids()];
    const before = cpuNow(pids);
    for (const question of await this.questions()) await this.look(question);
    this.foreign = cpuBetween(before, cpuNow(pids)).foreign;
    await this.site.stop();
    return this;
  }
}
