// The engine alone behind the same nginx: Aisle's own configuration, with the program exchanged.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './aisle.mjs';
import { start, until } from './processes.mjs';

export const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

export class Hello {
  constructor(folder, aisle) {
    Object.assign(this, { folder, aisle });
  }

  async start() {
    const { folder, aisle } = this;
    for (const name of ['run', 'log', 'nginx']) mkdirSync(join(folder, name), { recursive: true });
    this.port = await freePort();
    const localized = (text) => text.replaceAll(aisle.folder, folder).replaceAll(`${folder}/run/booking.sock`, `${folder}/run/hello.sock`)
      .replace(`:${aisle.env.PORT};`, `:${this.port};`).replace(`:${aisle.env.FLIGHTS_PORT};`, ':0;');
    for (const name of readdirSync(join(aisle.folder, 'nginx')).filter((one) => one.endsWith('.conf'))) {
      let text = localized(readFileSync(join(aisle.folder, 'nginx', name), 'utf8'));
      // There is no second server: its listener would be another one of the first.
      if (name === 'nginx.conf') text = text.replace(/\n {4}# ---- the flight service ----\n[\s\S]*?\n {4}\}\n/, '\n');
      writeFileSync(join(folder, 'nginx', name), text);
    }
    const env = { AISLE_CONFIG: join(aisle.folder, 'aisle.ini'), AISLE_HELLO_LISTEN: join(folder, 'run/hello.sock') };
    const program = start(join(ROOT, 'build/bench/hello.fcgi'), [], { env, log: join(folder, 'log/hello.log') });
    // nginx started by root would give its workers another owner than the program's socket has.
    const directives = `daemon off;${process.getuid() === 0 ? ' user root;' : ''}`;
    const nginx = start('nginx', ['-e', join(folder, 'log/nginx.log'), '-c', join(folder, 'nginx/nginx.conf'), '-g', directives], { log: join(folder, 'log/nginx-start.log') });
    this.pids = [program.pid, nginx.pid];
    await until('hello answers', () => fetch(`http://127.0.0.1:${this.port}/hello`).then((answer) => answer.status === 200, () => false));
    return this;
  }
}
