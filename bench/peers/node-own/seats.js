// Taking seats as Aisle does, the pessimistic way: lock the claims, look, write; the primary key has the last word.
'use strict';

const { Again, duplicateOf, padded, rowsOf } = require('./database');
const { Refusal } = require('../node/refusal');

const SEATS_MAX = 9;
const ROUNDS = 4;
const CHOICES = 8;

const TAKEN = "SELECT seat_no, state = 'blocked' FROM seat_claim WHERE departure_id = ? AND (state <> 'held' OR held_until > NOW(6))";
const LOCK = `SELECT seat_no, state = 'held' AND held_until <= NOW(6) AS is_over FROM seat_claim WHERE departure_id = ? AND seat_no IN (?,?,?,?,?,?,?,?,?)
  ORDER BY seat_no FOR UPDATE`;
const TAKE_OVER = `UPDATE seat_claim SET cabin = ?, state = ?, hold_id = ?, passenger_no = ?, booking_id = ?, held_until = ? WHERE departure_id = ? AND seat_no = ?
  AND state = 'held' AND held_until <= NOW(6)`;
const INSERT = 'INSERT INTO seat_claim (cabin, state, hold_id, passenger_no, booking_id, held_until, departure_id, seat_no) VALUES';
const GIVE_BACK = 'DELETE c FROM seat_claim c FORCE INDEX (PRIMARY) WHERE c.departure_id = ? AND c.seat_no IN (?,?,?,?,?,?,?,?,?) AND c.hold_id = ?';

async function writeEvents(tx, rows) {
  const { marks, values } = rowsOf(rows);
  await tx.run(`INSERT INTO seat_event (departure_id, seat_no, at, what, hold_id) VALUES${marks.replaceAll('(?,?,?,?)', '(?,?,NOW(6),?,?)')}`, values);
}

async function giveBack(tx, hold_id, departure_id, seats) {
  const { affectedRows } = await tx.run(GIVE_BACK, [departure_id, ...padded(seats, SEATS_MAX), hold_id]);
  if (affectedRows !== seats.length) throw new Again();
  await writeEvents(tx, seats.map((seat) => [departure_id, seat, 'released', hold_id]));
}

const ownerOf = ({ hold_id, held_until, departure_id }, { seat, passenger_no }) => ['Y', 'held', hold_id, passenger_no, null, held_until, departure_id, seat];

// False: somebody was there first, and another round shows who.
async function write(tx, claim, free, over) {
  for (const wish of over) {
    const { affectedRows } = await tx.run(TAKE_OVER, ownerOf(claim, wish));
    if (affectedRows !== 1) return false;
    await writeEvents(tx, [[claim.departure_id, wish.seat, 'expired', null], [claim.departure_id, wish.seat, 'held', claim.hold_id]]);
  }
  if (!free.length) return true;
  const { marks, values } = rowsOf(free.map((wish) => ownerOf(claim, wish)));
  try {
    await tx.run(INSERT + marks, values);
  } catch (error) {
    if (duplicateOf(error) === 'PRIMARY') return false;
    throw error;
  }
  await writeEvents(tx, free.map(({ seat }) => [claim.departure_id, seat, 'held', claim.hold_id]));
  return true;
}

// Those of the wishes that are somebody else's; none: all are ours now.
async function claimSeats(tx, claim, wishes) {
  const sorted = [...wishes].sort((a, b) => (a.seat < b.seat ? -1 : 1));
  for (let round = 0; round < ROUNDS; round++) {
    const rows = await tx.select(LOCK, [claim.departure_id, ...padded(sorted.map(({ seat }) => seat), SEATS_MAX)]);
    const isOver = new Map(rows.map((row) => [row.seat_no, Boolean(row.is_over)]));
    const taken = sorted.filter(({ seat }) => isOver.get(seat) === false).map(({ seat }) => seat);
    if (taken.length) return taken;
    if (await write(tx, claim, sorted.filter(({ seat }) => !isOver.has(seat)), sorted.filter(({ seat }) => isOver.get(seat)))) return [];
  }
  throw new Again();
}

// So many free seats beside those that were named, beginning somewhere.
async function choose(tx, claim, named, count, plan) {
  const taken = new Set((await tx.select(TAKEN, [claim.departure_id])).map(({ seat_no }) => seat_no));
  const free = plan.map(({ seat_no }) => seat_no).filter((seat) => !taken.has(seat) && !named.includes(seat));
  if (free.length < count) throw new Refusal('sold-out', { departure: claim.name });
  const first = Math.floor(Math.random() * (free.length - count + 1));
  return free.slice(first, first + count);
}

async function takeSeats(tx, claim, { seats: named, adults }, plan) {
  if (named.some((seat) => !plan.some(({ seat_no }) => seat_no === seat))) throw new Refusal('invalid', { fields: 'seat.1' });
  for (let tries = 0; tries < CHOICES; tries++) {
    const missing = adults - named.length;
    const seats = missing ? [...named, ...(await choose(tx, claim, named, missing, plan))] : named;
    const taken = await claimSeats(tx, claim, seats.map((seat, i) => ({ seat, passenger_no: i + 1 })));
    if (!taken.length) return;
    const gone = taken.filter((seat) => named.includes(seat)).map((seat) => `${claim.name}/${seat}`);
    if (gone.length) throw new Refusal('seat-taken', { seats: gone.join(' ') });
  }
  throw new Again();
}

module.exports = { giveBack, takeSeats, writeEvents };
