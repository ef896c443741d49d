// One measurement: a program run against a site, with the processors watched and the database compared with what was answered.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SETTINGS } from './aisle.mjs';
import { cpuBetween, cpuNow } from './machine.mjs';
import { run } from './processes.mjs';

const WARM_S = 0.7;
const program = (name) => join(ROOT, 'build/bench', name);

export class Bench {
  constructor(folder) {
    Object.assign(this, { folder, plans: 0, roots: async () => [process.pid], complaints: [] });
  }

  complain(what) {
    this.complaints.push(what);
    console.error(`bench: ${what}`);
  }

  plan(content) {
    const path = join(this.folder, `plan-${this.plans++ % 8}.json`);
    writeFileSync(path, JSON.stringify(content));
    return path;
  }

  async watched(command, args, options) {
    const roots = await this.roots();
    const before = cpuNow(roots);
    const { stdout, stderr } = await run(command, args, options);
    const cpu = cpuBetween(before, cpuNow(roots));
    return { ...JSON.parse(stdout), cpu, stderr };
  }

  // The load program; of what it says, whatever is wrong is complained of.
  async load(site, scenario, clients, seconds, content, { gzip = false, warm = WARM_S } = {}) {
    const path = this.plan(content);
    const args = ['--port', site.port, '--clients', clients, '--seconds', seconds, '--warm', warm, '--scenario', scenario, '--plan', path, ...(gzip ? ['--gzip'] : [])];
    const result = await this.watched(program('load'), args);
    this.check(`${site.name ?? 'aisle'} ${scenario} ${clients}`, result);
    return result;
  }

  check(what, result) {
    if (result.errors) this.complain(`${what}: ${result.errors} errors ${result.stderr?.slice(0, 600) ?? ''}`);
    if (result.has_run_dry) this.complain(`${what}: no free seat was left to ask for`);
    if (!result.done) this.complain(`${what}: nothing was done`);
  }

  // A scenario that writes: rows must equal answers.
  async writing(site, what, work) {
    const before = await site.mark();
    const result = await work();
    const rows = await site.since(before);
    const wrong = rows.holds !== result.holds || rows.bookings !== result.bookings || rows.double > 0 ||
      ('seats' in rows && rows.seats !== result.holds - (result.cancels ?? 0));
    if (wrong) this.complain(`${what}: answered ${result.holds} holds, ${result.bookings} bookings, ${result.cancels ?? 0} cancelled; rows ${JSON.stringify(rows)}`);
    return { ...result, rows };
  }

  selling(site, scenario, clients, seconds, content = {}) {
    return this.writing(site, `${site.name ?? 'aisle'} ${scenario} ${clients}`, async () => {
      const { departures, took } = site.stock.take();
      const result = await this.load(site, scenario, clients, seconds, { ...content, sale: { departures } });
      took(result.seats_used);
      return result;
    });
  }

  // Each departure is known to the site, as it is to one that has sold for a while: two holds of each.
  learn(site, clients) {
    const departures = site.stock.takeSome(2);
    return this.writing(site, 'first holds', async () => {
      const path = this.plan({ sale: { departures } });
      const result = await this.watched(program('load'), ['--port', site.port, '--clients', clients, '--seconds', 600, '--warm', 0, '--scenario', 'hold', '--plan', path]);
      this.check('first holds', { ...result, has_run_dry: false });
      return result;
    });
  }

  // Departures of 180 seats, one after the other, each until everybody was told that it is sold out.
  hot(site, clients, count) {
    const departures = site.stock.takeFresh(count);
    return this.writing(site, `hot ${clients}`, () => this.load(site, 'hot', clients, 0, { sale: { departures } }, { warm: 0 })).then((result) => {
      if (result.bookings !== count * 180) this.complain(`hot: ${result.bookings} of ${count * 180} seats were sold`);
      return result;
    });
  }

  pages(site, paths, clients, seconds, options) {
    return this.load(site, 'page', clients, seconds, { paths }, options);
  }

  // The rules without HTTP, on the same database, with the same settings.
  direct(aisle, what, threads, seconds) {
    return this.writing(aisle, `direct ${what} ${threads}`, async () => {
      if (what === 'raw') await aisle.spreadIds();
      const { departures, took } = aisle.stock.take();
      const path = this.plan({ sale: { departures } });
      const env = { ...SETTINGS, AISLE_CONFIG: aisle.env.AISLE_CONFIG, AISLE_CACHE_FOLDER: join(this.folder, 'cache') };
      const result = await this.watched(program('direct'), ['--threads', threads, '--seconds', seconds, '--warm', WARM_S, '--what', what, '--plan', path], { env, cwd: ROOT });
      this.check(`direct ${what} ${threads}`, result);
      took(result.seats_used);
      return result;
    });
  }

  async floor(aisle, threads, seconds) {
    const result = await this.watched(program('floor'), ['--client-cnf', aisle.env.DATABASE_CLIENT_CNF, '--database', 'aisle_booking', '--threads', threads, '--seconds', seconds, '--warm', WARM_S]);
    this.check(`floor ${threads}`, result);
    return result;
  }
}
