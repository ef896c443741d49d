// What is sold, as the flight service would say it: read once and kept, as Aisle keeps the flight service's answers.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { daysFrom } = require('../node/format');

function readFlights(folder) {
  const { aircraft, seats, airports, departures } = JSON.parse(fs.readFileSync(path.join(folder, 'schedule.json'), 'utf8'));
  const byName = new Map();
  const byRoute = new Map();
  for (const departure of departures) {
    const { origin, destination, departs_on } = departure;
    const known = {
      ...departure, departs_at: new Date(departure.departs_at), arrives_at: new Date(departure.arrives_at),
      name: `${departure.flight_no}/${departs_on}`, aircraft_name: aircraft.name, state: 'scheduled',
    };
    const route = `${origin} ${destination} ${departs_on}`;
    byName.set(known.name, known);
    byRoute.set(route, [...(byRoute.get(route) ?? []), known]);
  }
  airports.sort((a, b) => (a.city < b.city ? -1 : 1));
  return {
    seats, airports: new Map(airports.map((airport) => [airport.code, airport])),
    find: (name) => byName.get(name),
    onDay: (origin, destination, date) => byRoute.get(`${origin} ${destination} ${date}`) ?? [],
    daysAround: (date, count) => Array.from({ length: 2 * count + 1 }, (_, i) => daysFrom(date, i - count)),
  };
}

module.exports = { readFlights };
