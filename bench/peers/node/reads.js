// What the pages show, read through the models; lists that are only shown are read raw, without making an object of each row.
'use strict';

const { Op, col, fn } = require('sequelize');
const { daysFrom } = require('./format');
const { Refusal } = require('./refusal');

const NEIGHBOURS = 3;
const FARES_BY_PRICE = [{ association: 'fares' }, 'total_minor', 'ASC'];

const SEAT_SHOWN = ['seat_no', 'row_no', 'letter', 'place', 'is_exit', 'state', 'hold_id', 'held_until'];

const isFree = (seat, now) => seat.state === 'free' || (seat.state === 'held' && seat.held_until <= now);
const whereFree = () => ({ [Op.or]: [{ state: 'free' }, { state: 'held', held_until: { [Op.lte]: new Date() } }] });

// Airports and aircraft hardly ever change: they are read once.
async function readPlaces({ Airport, Aircraft }) {
  const [airports, aircraft] = await Promise.all([Airport.findAll({ raw: true, order: ['city'] }), Aircraft.findAll({ raw: true })]);
  return { airports: new Map(airports.map((one) => [one.code, one])), aircraft: new Map(aircraft.map(({ code, name }) => [code, name])) };
}

const withAircraft = (at, row) => ({ ...row, aircraft_name: at.places.aircraft.get(row.aircraft_code) });

async function findDeparture(at, { flight_no, departs_on }) {
  const [departure] = await at.db.Departure.findAll({ where: { flight_no, departs_on }, include: [{ model: at.db.Fare, as: 'fares' }], order: [FARES_BY_PRICE] });
  if (!departure) throw new Refusal('not-found');
  return withAircraft(at, departure.get({ plain: true }));
}

async function search(at, { origin, destination, date }) {
  const [rows, days] = await Promise.all([
    at.db.Departure.findAll({ where: { origin, destination, departs_on: date }, include: [{ model: at.db.Fare, as: 'fares' }], order: ['departs_at', FARES_BY_PRICE] }),
    at.db.Departure.findAll({
      where: { origin, destination, departs_on: { [Op.between]: [daysFrom(date, -NEIGHBOURS), daysFrom(date, NEIGHBOURS)] } },
      attributes: ['departs_on', [fn('MIN', col('fares.total_minor')), 'lowest_minor']],
      include: [{ model: at.db.Fare, as: 'fares', attributes: [] }], group: ['departs_on'], raw: true,
    }),
  ]);
  const departures = rows.map((row) => withAircraft(at, row.get({ plain: true })));
  const counts = await at.db.Seat.count({ where: { departure_id: departures.map(({ id }) => id), ...whereFree() }, group: ['departure_id'] });
  const free = new Map(counts.map(({ departure_id, count }) => [departure_id, count]));
  const lowest = new Map(days.map(({ departs_on, lowest_minor }) => [departs_on, Number(lowest_minor)]));
  return {
    departures: departures.map((departure) => ({ ...departure, seatsFree: free.get(departure.id) ?? 0 })),
    days: Array.from({ length: 2 * NEIGHBOURS + 1 }, (_, i) => daysFrom(date, i - NEIGHBOURS)).map((day) => ({ day, lowestMinor: lowest.get(day) })),
  };
}

// The open holds of a browser.
const holdsOf = (at, token) => at.db.Hold.findAll({
  attributes: ['id'], where: { state: 'open', expires_at: { [Op.gt]: new Date() } },
  include: [{ association: 'session', attributes: [], where: { token } }], raw: true,
});

async function offer(at, name, token) {
  const [departure, mine] = await Promise.all([findDeparture(at, name), token ? holdsOf(at, token) : []]);
  const rows = await at.db.Seat.findAll({ where: { departure_id: departure.id }, attributes: SEAT_SHOWN, order: ['row_no', 'letter'], raw: true });
  const now = new Date();
  const own = new Set(mine.map(({ id }) => id));
  const seats = rows.map((seat) => {
    const state = isFree(seat, now) ? 'free' : seat.state === 'blocked' ? 'blocked' : own.has(seat.hold_id) ? 'yours' : 'taken';
    return { no: seat.seat_no, row: seat.row_no, letter: seat.letter, place: seat.place, isExit: Boolean(seat.is_exit), state };
  });
  return { departure, seats };
}

async function fill(at, hold_id) {
  const [segments, prices, passengers, seats] = await Promise.all([
    at.db.HoldSegment.findAll({ where: { hold_id }, include: [{ association: 'departure' }], order: ['position'] }),
    at.db.PriceLine.findAll({ where: { hold_id }, order: ['line_no'], raw: true }),
    at.db.Passenger.findAll({ where: { hold_id }, order: ['no'], raw: true }),
    at.db.Seat.findAll({ where: { hold_id }, order: ['departure_id', 'passenger_no'], attributes: ['departure_id', 'seat_no'], raw: true }),
  ]);
  return {
    prices, passengers, segments: segments.map((row) => {
      const { departure, ...segment } = row.get({ plain: true });
      return { ...segment, departure: withAircraft(at, departure), seats: seats.filter(({ departure_id }) => departure_id === departure.id).map(({ seat_no }) => seat_no) };
    }),
  };
}

async function hold(at, ref, token) {
  const row = await at.db.Hold.findOne({ where: { ref }, include: [{ association: 'session', attributes: [], where: { token } }], raw: true });
  if (!row) throw new Refusal('not-found');
  const state = row.state === 'open' && row.expires_at <= new Date() ? 'expired' : row.state;
  const [more, booking] = await Promise.all([fill(at, row.id), state === 'used' ? at.db.Booking.findOne({ where: { hold_id: row.id }, raw: true }) : null]);
  return { ...row, ...more, state, locator: booking?.locator };
}

async function booking(at, locator, token) {
  const row = await at.db.Booking.findOne({ where: { locator }, include: [{ association: 'session', attributes: [], where: { token } }], raw: true });
  if (!row) throw new Refusal('not-found');
  return { ...row, ...(await fill(at, row.hold_id)) };
}

function makeReads(db, places) {
  const at = { db, places };
  return {
    airports: places.airports, findDeparture: (name) => findDeparture(at, name), search: (asked) => search(at, asked), offer: (name, token) => offer(at, name, token),
    hold: (ref, token) => hold(at, ref, token), booking: (locator, token) => booking(at, locator, token),
  };
}

module.exports = { isFree, makeReads, readPlaces, whereFree };
