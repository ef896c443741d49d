// The summary of a run, in Markdown: what was done, what broke meanwhile, what was found, and with what to do it again.
import { execFileSync } from 'node:child_process';
import os from 'node:os';

function firstLine(command, ...args) {
  try {
    return execFileSync('sh', ['-c', '"$@" 2>&1', '-', command, ...args], { encoding: 'utf8' }).trim().split('\n')[0];
  } catch {
    return `${command}: not known`;
  }
}

// The settings that were given, as one would type them.
function command(seed) {
  const names = ['DURATION', 'LOCKING', 'CLIENTS', 'FAULTS', 'PACE', 'HOLD_SECONDS', 'MIN_BOOKINGS', 'MIN_FAULTS', 'MIN_DATABASE_KILLS', 'MIN_WORKER_KILLS', 'SAN'];
  return [`SEED=${seed}`, ...names.filter((name) => process.env[name]).map((name) => `${name}=${process.env[name]}`), 'node tests/race/hammer/hammer.mjs'].join(' ');
}

const row = (name, cells) => `| ${[name, ...cells].join(' | ')} |\n`;

export function summaryOf({ runs, seed, violations, failures, checked }) {
  const cells = (look) => runs.map((run) => look(run));
  const kinds = [...new Set(runs.flatMap(({ history }) => Object.keys(history.faults)))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const table = row('', cells(({ locking }) => locking)) + row('---', cells(() => '---:'))
    + row('seconds', cells(({ seconds }) => seconds.toFixed(0)))
    + row('requests', cells(({ operations }) => operations.requests - operations.first))
    + row('bookings acknowledged', cells(({ operations }) => operations.bookings))
    + row('answers that told nothing', cells(({ operations }) => operations.unknown))
    + row('clicks among them that were known in the end', cells(({ operations }) => operations.resolved))
    + row('clicks that stayed unknown', cells(({ operations }) => operations.given_up))
    + row('faults', cells(({ history }) => Object.values(history.faults).reduce((sum, count) => sum + count, 0)))
    + kinds.map((kind) => row(`- ${kind}`, cells(({ history }) => history.faults[kind] ?? 0))).join('');
  const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}`;
  const versions = [firstLine('mariadbd', '--version').replace(/^.*?Ver /, 'MariaDB ').replace(/ for .*/, ''), firstLine('nginx', '-v').replace('nginx version: ', ''), `Node ${process.version}`, firstLine('gcc', '--version')];
  return `${new Date().toISOString().slice(0, 10)}, seed ${seed}: **${violations.length} violations**${failures > 0 ? `, ${failures} failures` : ''}.\n\n${table}\n`
    + `Checked: ${checked}.\n\nMachine: ${machine}; ${versions.join(', ')}.\n\nAgain: \`${command(seed)}\`\n`;
}
