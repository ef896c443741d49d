// The same questions asked of Aisles with more and more bookings, all on a timetable of many departures.
import { join } from 'node:path';
import { Aisle, largerNetwork } from './aisle.mjs';
import { ratio } from './figures.mjs';

export const KINDS = ['search', 'seat map', 'full sale'];
const CLIENTS = 32;
const BLOCK = 150; // departures that are sold, the same ones in all rounds

export class Growth {
  constructor(bench, folder, { sizes, departures }) {
    Object.assign(this, { bench, folder, sizes, departures, sites: [], rounds: new Map(), verify: new Map() });
  }

  async start(say) {
    const demoFolder = largerNetwork(join(this.folder, 'timetable'), this.departures);
    await Promise.all(this.sizes.map(async (size) => {
      const site = new Aisle(join(this.folder, `growth-${size}`), { demoFolder });
      await site.start({ bookings: size, isKept: false });
      await site.prepare({ departures: BLOCK, block: BLOCK });
      const [[departures]] = await site.sql('SELECT COUNT(*) FROM departure', 'aisle_flights');
      say(`${size} bookings on a timetable of ${departures} departures: ready after ${site.startSeconds.toFixed(0)} s`);
      this.sites.push({ size, site, departures: Number(departures) });
    }));
    this.sites.sort((a, b) => a.size - b.size);
  }

  async stop() {
    for (const { site } of this.sites) await site.stop();
  }

  async round(seconds) {
    for (const { size, site } of this.sites) {
      const kinds = {
        search: () => this.bench.pages(site, site.searches(), CLIENTS, seconds, { warm: 1 }),
        'seat map': () => this.bench.pages(site, site.maps(), CLIENTS, seconds),
        'full sale': () => this.bench.selling(site, 'sale', CLIENTS, seconds),
      };
      for (const [kind, measure] of Object.entries(kinds)) {
        const key = `${kind}@${size}`;
        this.rounds.set(key, [...(this.rounds.get(key) ?? []), await measure()]);
      }
    }
  }

  // Everything looked at, once: this may grow with what there is to look at.
  async look() {
    for (const { size, site } of this.sites) {
      const began = performance.now();
      try {
        await site.aisle(['verify', '--all']);
      } catch (error) {
        this.bench.complain(`verify with ${size} bookings: ${error.message}`);
      }
      this.verify.set(size, (performance.now() - began) / 1000);
    }
  }

  // A kind's rate as a part of that with fewest bookings.
  ratio(kind, size) {
    return ratio(this.rounds.get(`${kind}@${size}`), this.rounds.get(`${kind}@${this.sizes[0]}`));
  }

  ratios() {
    const [first, last] = [this.sizes[0], this.sizes.at(-1)];
    if (this.sizes.length < 2) return [];
    return KINDS.map((kind) => ({ what: `${kind} with ${last} bookings / with ${first}`, value: this.ratio(kind, last) }));
  }
}
