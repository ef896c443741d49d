// Departures for tests to sell: made through the flight service, each under a flight number of its own.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stack } from './stack.mjs';
import { ask } from './browser.mjs';

const DAY_MS = 86400000;

const BEGAN = Date.now();
// YYYY-MM-DD so many days from the one (of UTC) on which this file of tests began: the same day also when that is over.
export const dayFromToday = (days) => new Date(BEGAN + days * DAY_MS).toISOString().slice(0, 10);

const OFFSETS = { FRA: 'Europe/Berlin', LIS: 'Europe/Lisbon', LHR: 'Europe/London', JFK: 'America/New_York', AKL: 'Pacific/Auckland', OSL: 'Europe/Oslo', VIE: 'Europe/Vienna', BER: 'Europe/Berlin', MUC: 'Europe/Berlin', KEF: 'Atlantic/Reykjavik' };

// "2026-12-01T08:00:00+01:00": an instant as the clocks of an airport show it.
export function atAirport(at, code) {
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone: OFFSETS[code], timeZoneName: 'longOffset' }).formatToParts(at).find(({ type }) => type === 'timeZoneName').value;
  const offset = zone === 'GMT' ? '+00:00' : zone.slice(3);
  const minutes = (offset[0] === '-' ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  return `${new Date(at.getTime() + minutes * 60000).toISOString().slice(0, 19)}${offset}`;
}

// Two airports, at the first of which it is neither early nor late just now: what leaves soon, or has left, does so today.
export function whereItIsDay() {
  const hour = (code) => Number(new Intl.DateTimeFormat('en-GB', { timeZone: OFFSETS[code], hour: 'numeric', hourCycle: 'h23' }).format(new Date()));
  const origin = ['FRA', 'JFK', 'AKL'].find((code) => hour(code) >= 4 && hour(code) <= 19);
  return { origin, destination: 'LIS' };
}

export function flightApi(method, path, body, headers = {}, to = stack) {
  return ask(to.flightsUrl + path, {
    method, body: body === undefined ? undefined : JSON.stringify(body),
    headers: { Authorization: `Bearer ${to.token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
  }).then((answer) => ({ ...answer, json: answer.body && /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(answer.body) : undefined }));
}

export const fare = (changes = {}) => ({
  basis: 'YFLEX', cabin: 'Y', amount_minor: 10000, taxes: [{ code: 'DE', amount_minor: 1500 }, { code: 'ZZ', amount_minor: 500 }],
  currency: 'EUR', refundable: true, change_fee_minor: 0, cancel_fee_minor: 0, ...changes,
});

// Routes, both ways, that one file of tests sells alone: what is found there is its own.
const OWN_ROUTES = {
  outage: ['OSL-VIE'],
  places: ['LHR-OSL'],
  search: ['FRA-KEF', 'KEF-MUC', 'KEF-OSL', 'LGW-LHR'],
  search_days: ['BER-JFK', 'BER-LHR', 'JFK-MUC', 'LHR-MUC'],
  search_limits: ['KEF-VIE'],
  service: ['BER-MUC'],
};
const OWNERS = Object.fromEntries(Object.entries(OWN_ROUTES).flatMap(([file, routes]) => routes.map((route) => [route, file])));
assert.equal(Object.keys(OWNERS).length, Object.values(OWN_ROUTES).flat().length, 'each route is of one file');
const FILE = basename(process.argv[1] ?? '', '.test.mjs');

const CARRIER = 'QT';
// The files of tests that use an Aisle one after the other have numbers of their own each: what is looked for by its number alone is found once.
const NUMBERS = 9000;
const count = join(stack.folder, 'flight-numbers');
let next = existsSync(count) ? Number(readFileSync(count, 'utf8')) : 0;
export function newFlightNo() {
  assert.ok(next < NUMBERS, 'there are no more flight numbers');
  writeFileSync(count, `${next + 1}`);
  return `${CARRIER}${1000 + next++}`;
}

// What POST /v1/departures wants: FRA to LIS at 08:00 UTC in `days`, three hours, in a 12-seat C208 (rows 1-4, A BC), for 120.00 EUR an adult.
export function departureBody({ days = 30, at, hours = 3, origin = 'FRA', destination = 'LIS', aircraft = 'C208', fares, ...rest } = {}) {
  const owner = OWNERS[[origin, destination].sort().join('-')] ?? FILE;
  assert.equal(owner, FILE, `${origin} to ${destination} is sold by ${owner}.test.mjs alone`);
  // Times are whole minutes.
  const departs = new Date(Math.ceil((at ?? new Date(`${dayFromToday(days)}T08:00:00Z`)).getTime() / 60000) * 60000);
  const departsAt = atAirport(departs, origin);
  return {
    flight_no: newFlightNo(), date: departsAt.slice(0, 10), origin, destination, departs_at: departsAt,
    arrives_at: atAirport(new Date(departs.getTime() + hours * 3600000), destination), aircraft: { code: aircraft }, fares: fares ?? [fare()], ...rest,
  };
}

// Puts it on sale: {name: "QT1234/2026-12-01", flight_no, date, origin, destination}.
export async function newDeparture(wishes = {}, to = stack) {
  const body = departureBody(wishes);
  const answer = await flightApi('POST', '/v1/departures', body, {}, to);
  assert.equal(answer.status, 201, answer.body);
  return { name: `${body.flight_no}/${body.date}`, ...body };
}

// PATCH with the ETag of now.
export async function changeDeparture(name, changes) {
  const { headers } = await flightApi('GET', `/v1/departures/${name}`);
  const answer = await flightApi('PATCH', `/v1/departures/${name}`, changes, { 'If-Match': headers.etag });
  assert.equal(answer.status, 200, answer.body);
  return answer.json;
}
