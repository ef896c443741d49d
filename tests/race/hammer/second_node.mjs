// The second app node: booking.fcgi and nginx of their own, as on a second machine; its database is reached through a proxy, its memory can run out.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseProxy } from './database_proxy.mjs';
import { childrenOf, freePort, until } from './site.mjs';

const ORDER_BYTES = 12;

export class SecondNode {
  constructor(site, hasMemoryFaults) {
    const folder = join(site.home, 'second-node');
    Object.assign(this, { site, folder, hasMemoryFaults, library: join(site.root, 'build/tests/race/fail_malloc.so') });
    for (const name of ['cache', 'nginx']) mkdirSync(join(folder, name), { recursive: true });
    if (hasMemoryFaults && !existsSync(this.library)) throw new Error(`${this.library} is not built: make race-library`);
  }

  async start(locking) {
    const { site, folder } = this;
    this.proxy = await new DatabaseProxy(site.databases()).listen(join(folder, 'database.sock'));
    this.port = await freePort();
    await this.writeNginxConf();
    writeFileSync(join(folder, 'order'), Buffer.alloc(ORDER_BYTES));
    this.order = openSync(join(folder, 'order'), 'r+');
    this.booking = this.spawn('booking', join(site.env.AISLE, '../booking.fcgi'), [], {
      ...process.env, ...site.settings, AISLE_CONFIG: site.env.AISLE_CONFIG, AISLE_SEATS_LOCKING: locking,
      ...this.proxy.settings(), AISLE_BOOKING_LISTEN: join(folder, 'booking.sock'), AISLE_CACHE_FOLDER: join(folder, 'cache'),
      ASAN_OPTIONS: `log_path=${site.folder}/log/sanitizer.second-node`, UBSAN_OPTIONS: `print_stacktrace=1:log_path=${site.folder}/log/sanitizer.second-node`,
      ...(this.hasMemoryFaults ? { LD_PRELOAD: this.library, FAIL_MALLOC_ORDER: join(folder, 'order') } : {}),
    });
    this.nginx = this.spawn('nginx', 'nginx', ['-e', join(folder, 'nginx.log'), '-c', join(folder, 'nginx/nginx.conf'), '-g', 'daemon off;'], process.env);
    if (!(await until(() => this.isReady(), 40))) throw new Error(`the second node does not come up: see ${folder}`);
    await site.checkLocking(locking, this.port);
    return this;
  }

  // Told to end should we die.
  spawn(name, program, args, env) {
    const log = openSync(join(this.folder, `${name}.log`), 'a');
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', program, ...args], { cwd: this.folder, env, stdio: ['ignore', log, log] });
    closeSync(log);
    child.ended = new Promise((resolve) => child.on('close', resolve));
    return child;
  }

  // The stack's own, with other addresses and files.
  async writeNginxConf() {
    const { site, folder } = this;
    const { PORT, FLIGHTS_PORT } = site.env;
    const theirs = site.folder;
    const text = readFileSync(join(theirs, 'nginx/nginx.conf'), 'utf8')
      .replaceAll(`${theirs}/run/booking.sock`, join(folder, 'booking.sock'))
      .replaceAll(`${theirs}/run/nginx.pid`, join(folder, 'nginx.pid'))
      .replaceAll(`${theirs}/log/`, `${folder}/`)
      .replaceAll(`_path ${theirs}/nginx/`, `_path ${folder}/nginx/`)
      .replace(`:${PORT};`, `:${this.port};`)
      .replace(`:${FLIGHTS_PORT};`, `:${await freePort()};`);
    writeFileSync(join(folder, 'nginx/nginx.conf'), `${process.getuid() === 0 ? 'user root;\n' : ''}${text}`);
  }

  isReady() {
    return this.site.isReady(this.port);
  }

  children() {
    return childrenOf(this.booking.pid);
  }

  reload() {
    for (const { pid } of [this.booking, this.nginx]) process.kill(pid, 'SIGHUP');
  }

  // The nth allocation of process `pid` from now will find no memory; with n 0 none will.
  orderFailure(pid, n) {
    const order = Buffer.alloc(8);
    order.writeInt32LE(pid, 0);
    order.writeInt32LE(n, 4);
    writeSync(this.order, order, 0, 8, 0);
  }

  // How many have found none so far.
  failures() {
    const count = Buffer.alloc(4);
    readSync(this.order, count, 0, 4, 8);
    return count.readInt32LE(0);
  }

  // True when it ended well.
  async stop() {
    this.nginx.kill('SIGTERM');
    this.booking.kill('SIGTERM');
    const [status] = await Promise.all([this.booking.ended, this.nginx.ended]);
    this.proxy.close();
    closeSync(this.order);
    return status === 0;
  }
}
