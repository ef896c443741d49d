// The flights that the peers sell: DEPARTURES of them, all on aircraft of 180 seats, four a day and way on the routes below.
// usage: schedule.mjs json >FILE, once; then, from FILE on standard input, `rows` or `claims` makes SQL for either kind of tables, and
// `plan TAKEN` makes the plan of the load program; TAKEN has lines of a departure's name and its seats that are not free, separated by tabs.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEMO = join(dirname(fileURLToPath(import.meta.url)), '../../sql/demo');
const COUNT = Number(process.env.DEPARTURES ?? 2000);
const HUB = 'FRA';
const PLACES = ['VIE', 'LHR', 'MAD', 'FCO', 'BCN', 'ZRH', 'JFK', 'ATH', 'OSL', 'LIS', 'CPH', 'WAW', 'HEL', 'DUB', 'BUD', 'PRG', 'NCE', 'ARN'];
// Minutes after midnight UTC.
const STARTS = [370, 655, 940, 1105];
const AIRCRAFT = { code: 'A320', name: 'Airbus A320', first_row: 1, last_row: 30, letters: 'ABC DEF', exit_rows: [12, 13] };
const DAY_MS = 86400000;

function airportsOf(codes) {
  const [head, ...lines] = readFileSync(join(DEMO, 'airports.tsv'), 'utf8').trim().split('\n').filter((line) => !line.startsWith('#'));
  const names = head.split('\t');
  const all = lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i], cell])));
  return all.filter(({ code }) => codes.includes(code));
}

// Minutes from UTC in a zone at an instant.
function offsetAt(zone, at) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(parts.find(({ type }) => type === 'timeZoneName').value);
  return hours ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function minutesBetween(a, b) {
  const [x, y, u, v] = [a.latitude, a.longitude, b.latitude, b.longitude].map((degrees) => Number(degrees) * Math.PI / 180);
  const km = 6371 * Math.acos(Math.sin(x) * Math.sin(u) + Math.cos(x) * Math.cos(u) * Math.cos(y - v));
  return 30 + Math.round(km / 830 * 12) * 5;
}

const TAXES = [['DE', 832], ['XA', 192], ['YQ', 384]];
const fare = (basis, fare_minor, is_refundable, change_fee_minor, cancel_fee_minor) => ({ basis, fare_minor, is_refundable, change_fee_minor, cancel_fee_minor });

function make(id, day, origin, destination, start, flight_no) {
  const departs_at = new Date(day + start * 60000);
  const minutes = minutesBetween(origin, destination);
  const arrives_at = new Date(departs_at.getTime() + minutes * 60000);
  const base = 3000 + minutes * 20 + (id % 7) * 400;
  const taxes_minor = TAXES.reduce((sum, [, amount]) => sum + amount, 0);
  return {
    id, flight_no, departs_on: new Date(day).toISOString().slice(0, 10), origin: origin.code, destination: destination.code,
    departs_at: departs_at.toISOString(), arrives_at: arrives_at.toISOString(),
    origin_offset: offsetAt(origin.zone, departs_at), destination_offset: offsetAt(destination.zone, arrives_at),
    fares: [fare('YLIGHT', base, false, 2600, 0), fare('YFLEX', base + 2700, true, 0, 600)].map((one) => ({
      ...one, currency: 'EUR', taxes: TAXES.map((tax) => tax.join('=')).join(' '), taxes_minor, total_minor: one.fare_minor + taxes_minor,
    })),
  };
}

function schedule() {
  const airports = airportsOf([HUB, ...PLACES]);
  const at = Object.fromEntries(airports.map((airport) => [airport.code, airport]));
  const first = Math.floor(Date.now() / DAY_MS) * DAY_MS + 7 * DAY_MS;
  const departures = [];
  for (let day = 0; departures.length < COUNT; day++) {
    for (const [place, code] of PLACES.entries()) {
      for (const [way, route] of [[at[HUB], at[code]], [at[code], at[HUB]]].entries()) {
        for (const [turn, start] of STARTS.entries()) {
          if (departures.length === COUNT) return { airports, departures };
          const flight_no = `AX${201 + place * 8 + turn * 2 + way}`;
          departures.push(make(departures.length + 1, first + day * DAY_MS, ...route, start, flight_no));
        }
      }
    }
  }
  return { airports, departures };
}

const quoted = (value) => (typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : `'${String(value).replace(/['\\]/g, '\\$&')}'`);
const instant = (text) => text.slice(0, 19).replace('T', ' ');

function insert(table, rows) {
  for (let i = 0; i < rows.length; i += 500) {
    const part = rows.slice(i, i + 500);
    const values = part.map((row) => `(${Object.values(row).map(quoted).join(',')})`).join(',\n');
    process.stdout.write(`INSERT INTO ${table} (${Object.keys(part[0]).join(', ')}) VALUES\n${values};\n`);
  }
}

function seatsOf({ first_row, last_row, letters, exit_rows }) {
  const places = [...letters].flatMap((letter, i) => {
    if (letter === ' ') return [];
    const isWindow = i === 0 || i === letters.length - 1;
    const isAisle = letters[i - 1] === ' ' || letters[i + 1] === ' ';
    return [{ letter, place: isWindow ? 'window' : isAisle ? 'aisle' : 'middle' }];
  });
  const rows = Array.from({ length: last_row - first_row + 1 }, (_, i) => first_row + i);
  return rows.flatMap((row_no) => places.map(({ letter, place }) => ({
    aircraft_code: AIRCRAFT.code, seat_no: `${row_no}${letter}`, row_no, letter, place, is_exit: exit_rows.includes(row_no),
  })));
}

// A row a seat.
function writeRows({ airports, seats, departures }) {
  insert('airports', airports.map(({ code, name, city, country }) => ({ code, name, city, country })));
  insert('aircraft', [{ code: AIRCRAFT.code, name: AIRCRAFT.name }]);
  insert('aircraft_seats', seats);
  insert('departures', departures.map(({ fares, departs_at, arrives_at, ...row }) => ({
    ...row, departs_at: instant(departs_at), arrives_at: instant(arrives_at), aircraft_code: AIRCRAFT.code, state: 'scheduled',
  })));
  insert('fares', departures.flatMap(({ id, fares }) => fares.map((one) => ({ departure_id: id, ...one }))));
  process.stdout.write(`INSERT INTO seats (departure_id, seat_no, row_no, letter, place, is_exit)
    SELECT d.id, s.seat_no, s.row_no, s.letter, s.place, s.is_exit FROM departures d JOIN aircraft_seats s ON s.aircraft_code = d.aircraft_code
    ORDER BY d.id, s.seat_no;\nANALYZE TABLE departures, fares, seats;\n`);
}

// Aisle's tables: a free seat is no row.
function writeClaims({ seats, departures }) {
  insert('departure', departures.map(({ fares, departs_at, arrives_at, ...row }) => ({
    ...row, departs_at: instant(departs_at), arrives_at: instant(arrives_at), state: 'scheduled', service_version: 1,
    aircraft_code: AIRCRAFT.code, aircraft_name: AIRCRAFT.name,
  })));
  insert('departure_cabin', departures.map(({ id }) => ({
    departure_id: id, code: 'Y', position: 1, name: 'Economy', first_row: AIRCRAFT.first_row, last_row: AIRCRAFT.last_row,
    letters: AIRCRAFT.letters, exit_rows: AIRCRAFT.exit_rows.join(' '), missing: '', seats: seats.length,
  })));
  process.stdout.write('ANALYZE TABLE departure, departure_cabin;\n');
}

// What can be bought now.
function plan({ seats, departures }, takenFile) {
  const taken = new Map(readFileSync(takenFile, 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t')));
  return {
    sale: {
      departures: departures.map(({ flight_no, departs_on, fares: [{ total_minor }] }) => {
        const name = `${flight_no}/${departs_on}`;
        const gone = new Set((taken.get(name) ?? '').split(' '));
        return { name, total_minor, seats: seats.map(({ seat_no }) => seat_no).filter((seat) => !gone.has(seat)) };
      }),
    },
  };
}

const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const given = () => JSON.parse(readFileSync(0, 'utf8'));
switch (process.argv[2]) {
  case 'json': print({ aircraft: AIRCRAFT, seats: seatsOf(AIRCRAFT), ...schedule() }); break;
  case 'rows': writeRows(given()); break;
  case 'claims': writeClaims(given()); break;
  case 'plan': print(plan(given(), process.argv[3])); break;
  default: process.stderr.write('usage: schedule.mjs json | rows | claims | plan TAKEN\n'); process.exitCode = 2;
}
