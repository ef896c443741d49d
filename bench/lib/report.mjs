// What was measured, as tables: for the terminal and for docs/benchmarks.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { bars, ratio, summary } from './figures.mjs';
import { KINDS } from './growth.mjs';
import { MOST_MS } from './staff.mjs';

const BEGIN = '<!-- measured: from here to the other mark `make bench` writes -->';
const END = '<!-- measured: end -->';
const STAFF_BEGIN = '<!-- staff: from here to the other mark `make bench ONLY=staff` writes -->';
const STAFF_END = '<!-- staff: end -->';

const number = (value, digits = 0) => (Number.isFinite(value) ? value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : '–');
const brief = (value) => number(value, Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map((_, i) => (i ? '---:' : '---')).join('|')}|`, ...rows.map(line)].join('\n');
}

function rates(cases, rounds) {
  const rows = cases.filter(({ key, clients }) => rounds.has(`${key}@${clients}`)).map(({ key, title, clients }) => {
    const one = summary(rounds.get(`${key}@${clients}`));
    return [title, clients, brief(one.rate), `${brief(one.low)}–${brief(one.high)}`, brief(one.p50), brief(one.p99), number(one.foreign), number(one.generator)];
  });
  return table(['what', 'clients', 'a second', 'rounds', 'median ms', 'p99 ms', 'foreign CPU %', 'generator CPU %'], rows);
}

function barTable(found) {
  return table(['what', 'bar', 'value', ''], found.map(({ what, bar, value, isReached }) => [what, bar, brief(value), Number.isFinite(value) ? (isReached ? 'reached' : '**not reached**') : 'not measured']));
}

function growthTable(growth) {
  const rows = growth.sites.flatMap(({ size }) => KINDS.map((kind) => {
    const one = summary(growth.rounds.get(`${kind}@${size}`) ?? []);
    return [kind, number(size), brief(one.rate), `${brief(one.low)}–${brief(one.high)}`, brief(one.p50), brief(one.p99), number(one.foreign), brief(growth.ratio(kind, size))];
  })).sort(([a], [b]) => KINDS.indexOf(a) - KINDS.indexOf(b));
  return table(['32 clients', 'bookings', 'a second', 'rounds', 'median ms', 'p99 ms', 'foreign CPU %', 'of the rate with fewest'], rows);
}

const verifyTable = (growth) => table(['bookings', 'departures', 'verify --all s'],
  growth.sites.map(({ size, departures }) => [number(size), number(departures), growth.verify.has(size) ? number(growth.verify.get(size), 1) : '–']));

function mixTable(results) {
  const kinds = ['FindFlights', 'FindOpenSeats', 'NewReservation', 'UpdateCustomer', 'UpdateReservation', 'DeleteReservation'];
  const wanted = [10, 35, 20, 10, 15, 10];
  const count = (kind) => results.reduce((sum, { mix }) => sum + (mix[kind]?.done ?? 0), 0);
  const all = kinds.reduce((sum, kind) => sum + count(kind), 0);
  const rows = kinds.map((kind, i) => [kind, wanted[i], number(count(kind)), number((count(kind) / all) * 100, 1), brief(summary(results.map(({ mix }) => ({ rate: 0, cpu: {}, ...mix[kind] }))).p50)]);
  return table(['of the SEATS mix', 'wanted %', 'done in all rounds', 'achieved %', 'median ms'], rows);
}

const statementsOf = (results) => (results?.length ? `A hold is ${results.at(-1).statements} statements at most.` : '');

function peerTable(rounds, peers) {
  const rows = [];
  for (const [kind, what] of [['sale', 'full sale'], ['seatmap', 'seat map'], ['seatmap-many', 'seat map, of 600 departures']]) {
    const own = rounds.get(`${kind}@32`);
    for (const peer of peers) {
      const other = rounds.get(`${peer.name}-${kind}@32`);
      if (own && other) rows.push([`${what}: Aisle / ${peer.title}`, brief(summary(own).rate), brief(summary(other).rate), brief(ratio(own, other))]);
    }
  }
  return rows.length ? table(['32 clients', 'Aisle a second', 'the other', 'ratio'], rows) : '';
}

// Peers with tables of their own; and the one that shows what Aisle's tables and statements alone do.
function peerParts(rounds, peers) {
  const isOwn = ({ name }) => name === 'node-own';
  const [others, own] = [peerTable(rounds, peers.filter((peer) => !isOwn(peer))), peerTable(rounds, peers.filter(isOwn))];
  return [others && '### Peers', others, own && '### A peer on Aisle\'s tables and statements', own];
}

function memoryTable(memory) {
  const rows = Object.entries(memory).map(([name, { bytes, processes }]) => [name, processes, brief(bytes / 1e6)]);
  return table(['under load', 'processes', 'PSS MB'], rows);
}

function truth(rounds, complaints) {
  const all = [...rounds.values()].flat().filter(({ rows }) => rows);
  const sum = (pick) => all.reduce((total, one) => total + (pick(one) || 0), 0);
  const words = `Answers and rows: ${number(sum(({ holds }) => holds))} holds and ${number(sum(({ bookings }) => bookings))} bookings were acknowledged; the databases have ${number(sum(({ rows }) => rows.holds))} and ${number(sum(({ rows }) => rows.bookings))}.`;
  if (!complaints.length) return `${words} Nothing else was wrong: no error, no status that was not expected, no refusal where there was a free seat, every run that wrote compared with its rows.`;
  return `${words} **What was wrong:**\n\n${complaints.map((one) => `- ${one.split('\n')[0]}`).join('\n')}`;
}

export function report({ cases, rounds, growth, memory, peers, machine, command, began, took, complaints, seconds, poolGb }) {
  const pssBytes = memory.all?.bytes ?? NaN;
  const found = bars(rounds, { pssBytes, growth: growth ? growth.ratios() : [] });
  const parts = [
    `Measured on ${began.toISOString().slice(0, 16).replace('T', ' ')} UTC by \`${command}\`, in ${Math.round(took / 60)} minutes.`,
    `Machine: ${machine.machine}. ${machine.versions}; in the Node peers ${machine.peers}. Settings are the default ones (engine epoll, pessimistic locking of seats), but for limits and the database's memory.`,
    `Runs of ${brief(seconds)} s with 32 clients and of ${brief(Math.max(seconds / 2.5, 0.5))} s with others; rates and times are medians of ${Math.max(0, ...[...rounds.values()].map((one) => one.length))} rounds by turns, ratios are medians of the rounds' ratios. The database may keep ${poolGb} GB in memory.`,
    truth(rounds, complaints),
    '### What must hold', barTable(found),
    '### Rates and times', 'Times are those of one request, of a sale too.', rates(cases, rounds), statementsOf(rounds.get('raw-hold@32')),
    ...peerParts(rounds, peers),
    rounds.has('mix@32') ? '### The SEATS mix' : '', rounds.has('mix@32') ? mixTable(rounds.get('mix@32')) : '',
    memory.all ? '### Memory' : '', memory.all ? memoryTable(memory) : '',
    growth ? '### Growth' : '', growth ? growthTable(growth) : '', growth ? verifyTable(growth) : '',
  ];
  return { text: parts.filter(Boolean).join('\n\n'), bars: found };
}

// How long the lists of staff take with very many rows.
export function staffReport({ found, rows, foreign }, { began, machine, complaints }) {
  const lines = found.map((one) => [`${one.list}: ${one.what}`, number(one.lines), brief(one.ms), brief(one.worst), number(one.read), number(one.sorted)]);
  const slowest = found.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
  return [
    `Measured on ${began.toISOString().slice(0, 16).replace('T', ' ')} UTC by \`make bench ONLY=staff\`, with ${number(rows)} bookings, departures, people and entries of the audit log; other processes took ${number(foreign)} % of the processors. Machine: ${machine.machine}.`,
    `The slowest: ${slowest.list}, ${slowest.what}, ${brief(slowest.ms)} ms (median); less than ${MOST_MS} is the bar.${complaints.length ? ` **What was wrong:** ${complaints.join('; ')}` : ''}`,
    table(['list, and what is asked of it', 'lines shown', 'median ms', 'slowest ms', 'rows read', 'rows sorted'], lines),
  ].join('\n\n');
}

// Between two marks of the file; what people wrote around them stays.
function writeBetween(path, [begin, end], text) {
  const before = readFileSync(path, 'utf8');
  const [head, rest] = before.split(begin);
  const tail = rest?.split(end)[1];
  if (tail === undefined) throw new Error(`${path} has not both marks`);
  writeFileSync(path, `${head}${begin}\n\n${text}\n\n${end}${tail}`);
}

export const writeDocument = (path, text) => writeBetween(path, [BEGIN, END], text);
export const writeStaff = (path, text) => writeBetween(path, [STAFF_BEGIN, STAFF_END], text);
