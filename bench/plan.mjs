// Prints a plan for build/bench/load and build/bench/direct, of the Aisle that runs in a folder: 150 departures with their free seats, seat maps, searches, and pages of bookings that are made for it.
// usage: node bench/plan.mjs DIR >plan.json; build/bench/load --port PORT --clients 32 --seconds 5 --scenario sale --plan plan.json
// A second run needs a new plan, as its seats are taken. Start Aisle with limits that nobody reaches (docs/benchmarks.md).
import { resolve } from 'node:path';
import { Aisle } from './lib/aisle.mjs';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node bench/plan.mjs DIR');
  process.exit(2);
}
const aisle = await new Aisle(resolve(folder)).attach().prepare();
const pages = await aisle.bookings(20);
// SCENARIO page asks for the seat maps; for others exchange paths by search or booking.
console.log(JSON.stringify({ paths: aisle.maps(), search: aisle.searches(), booking: pages, sale: { departures: aisle.stock.take().departures } }));
