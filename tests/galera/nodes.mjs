// The nodes of the cluster below the Aisle under test, each asked by itself.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { stack, until } from '../support/stack.mjs';

const run = promisify(execFile);

// Names as deploy/stack has them; the first is the one that is written to while it lives.
export const NODES = (stack.env.DATABASE_NODES ?? '').split(' ').filter(Boolean);
export const HOSTS = (stack.env.DATABASE_HOSTS ?? '').split(',').filter(Boolean);

// What this node says, byte for byte, once it has everything that was committed anywhere before.
async function said(node, text, database) {
  const account = join(dirname(stack.env.DATABASE_CLIENT_CNF), `client${node.slice('database'.length)}.cnf`);
  const options = { timeout: 20000, encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 };
  const { stdout } = await run('mariadb', [`--defaults-extra-file=${account}`, '--connect-timeout=2', '--batch', '--skip-column-names', '-e', text, database], options);
  return stdout;
}

// The same as rows of columns.
export async function ask(node, text, database = 'aisle_booking') {
  return (await said(node, text, database)).toString().split('\n').filter(Boolean).map((line) => line.split('\t'));
}

export async function status(node, name) {
  const [[, value]] = await ask(node, `SHOW STATUS LIKE '${name}'`);
  return value;
}

const isWhole = (node) => Promise.all([status(node, 'wsrep_local_state_comment'), status(node, 'wsrep_cluster_size')])
  .then(([state, size]) => state === 'Synced' && Number(size) === NODES.length, () => false);

// All nodes belong to the cluster and have caught up.
export const whole = () => until('all nodes are back', async () => (await Promise.all(NODES.map(isWhole))).every(Boolean), 90);

// Every table of both databases: {"aisle_booking.booking": "rows digest", …}, while nobody writes. The rows themselves are read: CHECKSUM TABLE counts
// what the server has not filled in, as that of a column that is worked out when it is asked for.
export async function contents(node) {
  const sums = {};
  for (const database of ['aisle_booking', 'aisle_flights']) {
    const tables = await ask(node, "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY 1", database);
    for (const [table] of tables) {
      const rows = (await said(node, `SELECT * FROM ${table}`, database)).toString('latin1').split('\n').filter(Boolean).sort();
      sums[`${database}.${table}`] = `${rows.length} ${createHash('sha256').update(rows.join('\n')).digest('hex')}`;
    }
  }
  return sums;
}
