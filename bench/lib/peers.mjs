// The peers of bench/peers/, each started beside Aisle on the same database server.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './aisle.mjs';
import { freePort } from './hello.mjs';
import { atEnd, run } from './processes.mjs';
import { Stock } from './stock.mjs';

export const PEERS = { node: 'Node (Express, Sequelize)', 'node-own': 'Node on Aisle\'s tables', php: 'PHP (FPM, PDO)' };

export class Peer {
  constructor(name, folder, socket) {
    Object.assign(this, { name, folder, socket, title: PEERS[name], home: join(ROOT, 'bench/peers', name) });
  }

  async begin(env) {
    mkdirSync(this.folder, { recursive: true });
    this.port = await freePort();
    // Never broken off half way, where it has started what it has not written down yet.
    const starting = run(join(this.home, 'start'), [this.folder, this.socket, this.port], { env, isUndoing: true });
    this.stop = atEnd(async () => {
      await starting.catch(() => {});
      await run(join(this.home, 'stop'), [this.folder], { isUndoing: true });
    });
    await starting;
  }

  // Started for a moment with holds that are soon over: are its sales right?
  async check() {
    await this.begin({ DEPARTURES: '500', HOLD_SECONDS: '4' });
    try {
      await run('node', [join(ROOT, 'bench/peers/check.mjs'), this.port, join(this.home, 'counts'), this.folder], { env: { HOLD_SECONDS: '4' } });
    } finally {
      await this.stop();
    }
  }

  async start(departures) {
    await this.begin({ DEPARTURES: String(departures) });
    const plan = JSON.parse((await run(join(this.home, 'plan'), [this.folder])).stdout);
    this.stock = new Stock(plan.sale.departures);
    this.sold = plan.sale.departures;
    return this;
  }

  roots() {
    return readFileSync(join(this.folder, 'pids'), 'utf8').split('\n').filter(Boolean).map((line) => Number(line.split(' ')[0]));
  }

  maps(count = 60) {
    return this.sold.slice(0, count).map(({ name }) => `/offer?departure=${encodeURIComponent(name)}&adults=1`);
  }

  async counts() {
    return JSON.parse((await run(join(this.home, 'counts'), [this.folder])).stdout);
  }

  mark() {
    return this.counts();
  }

  async since(before) {
    const after = await this.counts();
    return { holds: after.holds - before.holds, bookings: after.bookings - before.bookings, double: after.double };
  }
}
