// Words and figures as people read them.
'use strict';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86400000;

const money = (currency, minor) => `${currency} ${(minor / 100).toFixed(2)}`;
const two = (number) => String(number).padStart(2, '0');

function dateWords(date) {
  const at = new Date(`${date}T00:00:00Z`);
  return { weekday: DAYS[at.getUTCDay()], day: `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`, year: at.getUTCFullYear() };
}

function longDate(date) {
  const { weekday, day, year } = dateWords(date);
  return `${weekday} ${day} ${year}`;
}

const daysFrom = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

// An instant on the clock of an airport.
function local(at, offset) {
  const text = new Date(at.getTime() + offset * 60000).toISOString();
  const minutes = Math.abs(offset);
  return {
    date: text.slice(0, 10), time: text.slice(11, 16),
    iso: `${text.slice(0, 19)}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
  };
}

function durationWords(minutes) {
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

// A departure as the pages show it.
function flight(row, airports) {
  const departs = local(row.departs_at, row.origin_offset);
  const arrives = local(row.arrives_at, row.destination_offset);
  const later = Math.round((Date.parse(arrives.date) - Date.parse(departs.date)) / DAY_MS);
  return {
    name: `${row.flight_no}/${row.departs_on}`, flightNo: row.flight_no, on: row.departs_on, dateWords: longDate(row.departs_on), departs, arrives,
    origin: airports.get(row.origin), destination: airports.get(row.destination), aircraft: row.aircraft_name,
    duration: durationWords((row.arrives_at - row.departs_at) / 60000), later: later ? `${later > 0 ? '+' : '−'}${Math.abs(later)} day` : '',
  };
}

module.exports = { dateWords, daysFrom, flight, local, longDate, money };
