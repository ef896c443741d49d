// What is fought for: groups of four departures of a 12-seat aircraft, one group after another. When a group is nearly sold, the next one opens.
const LEGS = [['FRA', 'LIS', '06:00', '08:00'], ['LIS', 'FRA', '09:00', '13:00'], ['FRA', 'LIS', '14:00', '16:00'], ['LIS', 'FRA', '17:00', '21:00']];
const DAYS = 300;
const SOLD_OUT_MAX = 8;
const FARE = 10000;
const TAXES = 2000;

export const ADULT_MINOR = FARE + TAXES;
export const SEATS = ['1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C', '4A', '4B', '4C'];

const dayFromToday = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

// Departures of two groups that are in the air at the same time have the same leg of the same day.
export const timeOf = (name) => name.replace(/^HM\d{3}(\d)\//, '$1/');

const nameOf = ({ flight, date }) => `${flight}/${date}`;

export class Board {
  // So many groups, and some more that are never opened.
  constructor(groups, spare = 0) {
    const all = Array.from({ length: groups + spare }, (_, group) => LEGS.map((leg, i) => ({
      flight: `HM${1000 + Math.floor(group / DAYS) * 10 + i}`, date: dayFromToday(30 + (group % DAYS)), leg,
    })));
    this.groups = all.slice(0, groups);
    this.spare = all.slice(groups);
    this.at = 0;
    this.refusals = 0;
    this.onNext = () => undefined;
  }

  // Lines for `aisle flights import`.
  csv(from, to) {
    const head = 'flight_no,date,origin,destination,departs,arrives,arrives_day,aircraft,currency,fare_minor,taxes_minor\n';
    return head + [...this.groups, ...this.spare].slice(from, to).flat()
      .map(({ flight, date, leg: [origin, destination, departs, arrives] }) => `${flight},${date},${origin},${destination},${departs},${arrives},0,C208,EUR,${FARE},${TAXES}\n`).join('');
  }

  // Names of the departures that are fought for now (or so many groups later), in the order of travel.
  departures(later = 0) {
    return this.groups[(this.at + later) % this.groups.length].map(nameOf);
  }

  // Of a group that nobody else buys.
  spareDepartures(n) {
    return this.spare[n].map(nameOf);
  }

  refused(problem) {
    if ((problem === 'sold-out' || problem === 'sales-closed') && ++this.refusals >= SOLD_OUT_MAX) this.next();
  }

  // After the last group the first one is back: what was cancelled there is free.
  next() {
    this.refusals = 0;
    this.at = (this.at + 1) % this.groups.length;
    this.onNext();
  }
}
