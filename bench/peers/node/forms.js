// Reading what browsers send: fields into values, or a refusal that names the fields.
'use strict';

const { createHash } = require('node:crypto');
const { Refusal } = require('./refusal');

const KEY = /^[A-Za-z0-9_-]{16,64}$/;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const NAME = /^([A-Z0-9]{2}\d{1,4})\/(\d{4}-\d{2}-\d{2})$/;

const listOf = (value) => (value === undefined ? [] : [value].flat());

function single(fields, name, otherwise) {
  const value = fields[name];
  if (Array.isArray(value)) throw new Refusal('bad-request');
  return value ?? otherwise;
}

function whole(fields, name, otherwise, most) {
  const value = Number(single(fields, name, otherwise));
  if (!Number.isInteger(value) || value < 0 || value > most) throw new Refusal('invalid', { fields: `${name}.1` });
  return value;
}

function readAdults(fields) {
  const adults = whole(fields, 'adults', 1, 9);
  if (adults < 1 || whole(fields, 'children', 0, 0) || whole(fields, 'infants', 0, 0)) throw new Refusal('invalid', { fields: 'adults.1' });
  return adults;
}

function readDeparture(fields) {
  const match = NAME.exec(single(fields, 'departure', ''));
  if (!match) throw new Refusal('not-found');
  return { name: match[0], flight_no: match[1], departs_on: match[2] };
}

function readHold(fields) {
  const key = single(fields, 'key', '');
  if (!KEY.test(key)) throw new Refusal('bad-request');
  const departure = readDeparture(fields);
  const adults = readAdults(fields);
  const seats = listOf(fields.seat).map((name, i) => {
    if (!name.startsWith(`${departure.name}/`)) throw new Refusal('invalid', { fields: `seat.${i + 1}` });
    return name.slice(departure.name.length + 1);
  });
  if (seats.length > adults || new Set(seats).size < seats.length) throw new Refusal('invalid', { fields: 'seat.1' });
  const basis = single(fields, 'fare');
  const known = JSON.stringify(['/holds', departure.name, adults, basis ?? '', seats]);
  return { departure, adults, seats, basis, key, fingerprint: createHash('sha256').update(known).digest('hex') };
}

function dateOf(day, month, year) {
  if (![day, month].every((text) => /^\d{1,2}$/.test(text)) || !/^\d{4}$/.test(year)) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 ? date.toISOString().slice(0, 10) : null;
}

// Letters alone count when it is asked whether two are the same person.
const fold = (name) => name.normalize('NFKD').replace(/[\u0300-\u036f\s'’-]/g, '').toLowerCase();

function ageOn(born, on) {
  return Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (on.slice(5) < born.slice(5) ? 1 : 0);
}

// `on`: the day of travel, of which an adult is 12 or older.
function readPassengers(fields, adults, on) {
  const columns = Object.fromEntries(['given_name', 'surname', 'born_day', 'born_month', 'born_year'].map((name) => [name, listOf(fields[name])]));
  if (columns.surname.length !== adults) throw new Refusal('invalid', { fields: `surname.${Math.min(columns.surname.length, adults) + 1}` });
  const wrong = [];
  const people = columns.surname.map((text, i) => {
    const surname = text.trim();
    const given_name = (columns.given_name[i] ?? '').trim() || null;
    const born_on = dateOf(columns.born_day[i] ?? '', columns.born_month[i] ?? '', columns.born_year[i] ?? '');
    if (!fold(surname) || surname.length > 100) wrong.push(`surname.${i + 1}`);
    if ((given_name ?? '').length > 100) wrong.push(`given_name.${i + 1}`);
    if (!born_on || ageOn(born_on, on) < 12 || ageOn(born_on, on) > 120) wrong.push(`born_year.${i + 1}`);
    return { no: i + 1, given_name, surname, born_on, identity: `${fold(given_name ?? '')}/${fold(surname)}` };
  });
  people.forEach(({ identity, born_on }, i) => {
    if (people.findIndex((one) => one.identity === identity && one.born_on === born_on) < i) wrong.push(`surname.${i + 1}`);
  });
  const email = single(fields, 'email', '').trim();
  const phone = single(fields, 'phone', '').trim() || null;
  if (!EMAIL.test(email) || email.length > 254) wrong.push('email.1');
  if (phone && phone.length > 40) wrong.push('phone.1');
  if (wrong.length) throw new Refusal('invalid', { fields: wrong.join(' ') });
  return { people, email, phone };
}

function readBooking(fields) {
  const version = Number(single(fields, 'version'));
  const total_minor = Number(single(fields, 'total_minor'));
  const ref = single(fields, 'hold');
  if (!ref || !Number.isInteger(version) || !Number.isInteger(total_minor)) throw new Refusal('bad-request');
  if (single(fields, 'payment') !== 'later') throw new Refusal('invalid', { fields: 'payment.1' });
  return { ref, version, total_minor };
}

module.exports = { fold, readAdults, readBooking, readDeparture, readHold, readPassengers };
