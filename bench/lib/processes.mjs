// Programs that are run and awaited, and what has to be undone at the end, however it comes.
import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

const undo = []; // the newest is undone first
const running = new Set();
let isEnding = false;

// Something to undo at the end; the function that is given back undoes it now. Once.
export function atEnd(what) {
  let undoing;
  const once = () => {
    undoing ??= Promise.resolve().then(what).finally(() => undo.splice(undo.indexOf(once), 1));
    return undoing;
  };
  undo.push(once);
  return once;
}

async function undoAll() {
  isEnding = true;
  for (const child of running) child.kill('SIGTERM');
  while (undo.length) {
    try {
      await undo.at(-1)();
    } catch (error) {
      console.error(`bench: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

let ending;
export const isStopping = () => isEnding;
export const end = () => (ending ??= undoAll());

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (isEnding) return;
    console.error('bench: stopping');
    await end();
    process.exit(130);
  });
}

// Whatever nobody has thought of: what was started is ended all the same.
process.on('uncaughtException', async (error) => {
  console.error(`bench: ${error.stack}`);
  await end();
  process.exit(1);
});

// A program to its end: what it printed. Its failing is an error that says why.
export function run(command, args = [], { env = {}, timeout = 3600, cwd, isUndoing = false } = {}) {
  if (isEnding && !isUndoing) return new Promise(() => {}); // nothing new is begun any more
  return new Promise((resolve, reject) => {
    // Ctrl-C reaches us and what we started; but not what undoes, or is to be finished before that.
    const [file, ...words] = isUndoing ? ['setsid', '--wait', command, ...args] : [command, ...args];
    const child = execFile(file, words.map(String), { env: { ...process.env, ...env }, timeout: timeout * 1000, cwd, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      running.delete(child);
      if (isEnding && !isUndoing) return;
      if (error) reject(new Error(`${command} ${args.join(' ')}: ${[stderr, stdout.replace(/^ok .*\n/gm, ''), error.message].map((text) => text.trim()).find(Boolean).slice(-2000)}`));
      else resolve({ stdout, stderr });
    });
    if (!isUndoing) running.add(child);
  });
}

// A program in the background, with a file for what it says, ended at the end.
export function start(command, args, { env = {}, cwd, log } = {}) {
  const output = openSync(log, 'a');
  const child = spawn(command, args.map(String), { env: { ...process.env, ...env }, cwd, stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  const gone = new Promise((resolve) => {
    child.on('exit', resolve);
    child.on('error', (error) => { // it is not there: whoever waits for its answer will say so, too
      console.error(`bench: ${error.message}`);
      resolve();
    });
  });
  const stop = atEnd(async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10000);
    await gone;
    clearTimeout(timer);
  });
  return { pid: child.pid, stop };
}

export async function until(what, look, seconds = 20) {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
