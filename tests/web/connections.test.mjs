// How requests come to the programs, with each engine: far more visitors than threads, bodies that nobody read, and programs that are renewed or stopped under load.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { newKey } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { ROOT, stack, until } from '../support/stack.mjs';
import { VISITORS, count, crossSite, home, leave, visit, visitWhile, waits } from '../support/visitors.mjs';

const SILENT = 40;

after(() => stack.set({}, 'booking', 'flights', 'nginx'));

const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

// nginx reads its settings again, with the connections to programs kept or not.
async function keepConnections(word) {
  const path = join(stack.folder, 'nginx/fastcgi.conf');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^fastcgi_keep_conn \w+;$/m, `fastcgi_keep_conn ${word};`));
  const old = stack.children('nginx');
  leave();
  process.kill(stack.pid('nginx'), 'SIGHUP');
  await until('nginx has new processes', () => !stack.children('nginx').some((pid) => old.includes(pid)), 30);
}

async function renewWorkers() {
  const old = stack.children('booking');
  process.kill(stack.pid('booking'), 'SIGHUP');
  await until('all workers are new ones', () => {
    const workers = stack.children('booking');
    return workers.length === old.length && !workers.some((pid) => old.includes(pid));
  }, 60);
}

// In the place of the booking site of the stack one whose socket stays when it ends, as under systemd: {pid(), stop()}.
async function startUnderSocketUnit(engine) {
  await stack.control('stop', 'booking');
  const path = join(stack.folder, 'run/booking.sock');
  const log = openSync(join(stack.folder, 'log/booking.log'), 'a');
  const cache = mkdtempSync(join(tmpdir(), 'aisle-cache-'));
  const env = { ...process.env, AISLE_CONFIG: stack.env.AISLE_CONFIG, AISLE_CACHE_FOLDER: cache, AISLE_FASTCGI_ENGINE: engine };
  rmSync(path, { force: true });
  const unit = spawn(process.execPath, [join(ROOT, 'tests/support/socket_unit.mjs'), path, join(dirname(stack.env.AISLE), 'booking.fcgi')], { env, stdio: ['ignore', log, log], cwd: stack.folder });
  const pid = () => childrenOf(unit.pid)[0];
  await until('the booking site has its workers', () => pid() && childrenOf(pid()).length >= 1);
  await stack.ready();
  return {
    pid,
    stop: async () => {
      const program = pid();
      unit.kill('SIGKILL');
      process.kill(program, 'SIGTERM');
      await until('the booking site has ended', () => !existsSync(`/proc/${program}`), 30);
      rmSync(path, { force: true });
      rmSync(cache, { recursive: true, force: true });
      await stack.control('start', 'booking');
      await stack.ready();
    },
  };
}

// Holds that strangers ask for, one after the other, until their site is gone: [{key, status}].
async function holdUntilGone(departures, happening) {
  const clicks = [];
  const strangers = Array.from({ length: 40 }, async (_, n) => {
    for (let status = 303; status < 500;) {
      const key = newKey();
      status = (await stack.browser().post('/holds', { departure: departures[n % departures.length].name, adults: 1, children: 0, infants: 0, key })).status;
      clicks.push({ key, status });
    }
  });
  strangers.forEach((one) => one.catch(() => {}));
  await until('some seats are held', () => clicks.length > 60);
  await happening();
  await Promise.all(strangers);
  return clicks;
}

// Connections to the booking site's socket that are open, or wait to be taken.
const connectedTo = (path) => readFileSync('/proc/net/unix', 'utf8').split('\n').filter((line) => line.endsWith(` ${path}`) && !/ 00010000 /.test(line)).length;

for (const engine of ['epoll', 'accept']) {
  const say = (what) => `${engine}: ${what}`;

  test(say('the stack is started with this engine, and nginx keeps its connections or not, as it should'), async () => {
    leave();
    await stack.set({ AISLE_FASTCGI_ENGINE: engine }, 'booking', 'flights', 'nginx');
    const word = engine === 'epoll' ? 'on' : 'off';
    assert.match(readFileSync(join(stack.folder, 'nginx/fastcgi.conf'), 'utf8'), new RegExp(`^fastcgi_keep_conn ${word};$`, 'm'));
  });

  test(say('two hundred visitors at once on sixteen threads are all answered, again and again'), async () => {
    for (const statuses of await visit(Array.from({ length: 5 }, () => home))) assert.deepEqual(statuses, [200, 200, 200, 200, 200]);
  });

  test(say('a body that was not read is not taken for the next request'), async () => {
    for (const statuses of await visit([crossSite, home, crossSite, crossSite, home])) assert.deepEqual(statuses, [403, 200, 403, 403, 200]);
  });

  test(say('none of two hundred waits more than twenty times as long as is usual, and each is answered about as often'), async (t) => {
    const { median, longest, answered } = await waits('/healthz', VISITORS * 40);
    const sorted = answered.toSorted((a, b) => a - b);
    t.diagnostic(`measured: answers to others while one waits: median ${median}, at most ${longest}; answers a visitor: ${sorted[0]} to ${sorted.at(-1)}`);
    assert.ok(longest <= 20 * median, `one waited while others got ${longest} answers; the median is ${median}`);
    assert.ok(sorted[0] >= sorted[VISITORS >> 1] / 20, `one got ${sorted[0]} answers; the median is ${sorted[VISITORS >> 1]}`);
  });

  test(say('workers are renewed under load: every request is answered, changes too'), async () => {
    const answers = await visitWhile(async () => {
      for (let n = 0; n < 3; n++) await renewWorkers();
    });
    assert.deepEqual([...answers.keys()].sort(), [200, 403]);
  });

  test(say('where the socket stays, as under systemd, the program is stopped and started under load: every request is answered, changes too'), async () => {
    const unit = await startUnderSocketUnit(engine);
    try {
      const answers = await visitWhile(async (sofar) => {
        for (let n = 0; n < 3; n++) {
          const old = unit.pid();
          const before_ = count(sofar);
          await until('visitors are answered', () => count(sofar) > before_ + VISITORS, 60);
          process.kill(old, 'SIGTERM');
          await until('it has ended and is there again', () => unit.pid() && unit.pid() !== old, 30);
        }
        const before_ = count(sofar);
        await until('visitors are answered by the last one', () => count(sofar) > before_ + VISITORS, 60);
      });
      assert.deepEqual([...answers.keys()].sort(), [200, 403]);
    } finally {
      await unit.stop();
    }
  });

  test(say('who stands in the queue when the program is stopped is answered'), async () => {
    const path = join(stack.folder, 'run/booking.sock');
    const workers = stack.children('booking');
    const program = stack.pid('booking');
    await until('nginx has closed what it kept', () => connectedTo(path) === 0);
    workers.forEach((pid) => process.kill(pid, 'SIGSTOP'));
    const visitors = visit([home]);
    visitors.catch(() => {});
    try {
      await until('all of them wait', () => connectedTo(path) === VISITORS);
      process.kill(program, 'SIGTERM');
      await until('nobody can come any more', () => !existsSync(path));
    } finally {
      workers.forEach((pid) => process.kill(pid, 'SIGCONT'));
    }
    for (const statuses of await visitors) assert.deepEqual(statuses, [200]);
    await until('it is started again', () => existsSync(path) && stack.pid('booking') !== program);
    await stack.ready();
  });

  test(say('what was not answered when the program was stopped was not done either, and what was answered was'), async () => {
    const departures = await Promise.all(Array.from({ length: 4 }, () => newDeparture({ aircraft: 'A321' })));
    const clicks = await holdUntilGone(departures, () => stack.control('stop', 'booking'));
    await stack.control('start', 'booking');
    await stack.ready();
    const done = new Set((await stack.sql('SELECT form_key FROM click')).map(([key]) => key));
    const wrong = clicks.filter(({ key, status }) => (status === 303) !== done.has(key));
    assert.deepEqual(wrong, []);
    assert.ok(clicks.some(({ status }) => status === 502), 'somebody came when it was gone');
  });

  // The other engine gives each a thread for as long as it is silent.
  if (engine === 'epoll') test(say('connections on which nobody says anything keep nobody waiting'), async () => {
    const path = join(stack.folder, 'run/booking.sock');
    const silent = await Promise.all(Array.from({ length: SILENT }, () => new Promise((resolve, reject) => {
      const socket = net.connect(path, () => resolve(socket)).on('error', reject);
    })));
    try {
      for (const statuses of await visit([home, crossSite])) assert.deepEqual(statuses, [200, 403]);
    } finally {
      silent.forEach((socket) => socket.destroy());
    }
  });

  test(say('nginx that is told the opposite is answered too, also while workers are renewed'), async () => {
    await keepConnections(engine === 'epoll' ? 'off' : 'on');
    try {
      for (const statuses of await visit([home, crossSite, home])) assert.deepEqual(statuses, [200, 403, 200]);
      assert.deepEqual([...(await visitWhile(renewWorkers)).keys()].sort(), [200, 403]);
    } finally {
      await keepConnections(engine === 'epoll' ? 'on' : 'off');
    }
  });
}

test('an engine that there is not is refused at the start, with a line that says so', async () => {
  const program = spawn(join(dirname(stack.env.AISLE), 'booking.fcgi'), { env: { ...process.env, AISLE_CONFIG: stack.env.AISLE_CONFIG, AISLE_FASTCGI_ENGINE: 'select' } });
  let said = '';
  program.stderr.on('data', (text) => { said += text; });
  assert.equal(await new Promise((resolve) => { program.on('close', resolve); }), 1);
  assert.match(said, /\[fastcgi\] engine must be epoll or accept/);
});
