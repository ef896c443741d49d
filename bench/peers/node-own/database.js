// A pool of connections with prepared statements, and transactions that are run again after a deadlock, as db/ has them in Aisle.
'use strict';

const mysql = require('mysql2/promise');

const TRIES = 5;
const AGAIN = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'];
const SETTINGS = ["SET time_zone = '+00:00'", 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'];

// Everything from the start again: somebody was faster, and what they wrote will be seen then.
class Again extends Error {}

// Which key refused a row; null when the error is something else.
function duplicateOf(error) {
  const match = error.code === 'ER_DUP_ENTRY' && /for key '(?:\w+\.)?(\w+)'/.exec(error.sqlMessage);
  return match ? match[1] : null;
}

// "(?,?),(?,?)" and the values for it.
const rowsOf = (rows) => ({ marks: rows.map((row) => `(${row.map(() => '?').join(',')})`).join(','), values: rows.flat() });

// A list of the same length always, so that one prepared statement serves all: filled up with its first value.
const padded = (list, length) => Array.from({ length }, (_, i) => list[i < list.length ? i : 0]);

function connect({ socket, account, password, database, connections }) {
  const pool = mysql.createPool({
    socketPath: socket, user: account, password, database, connectionLimit: connections, timezone: 'Z', dateStrings: ['DATE'], supportBigNumbers: true,
  });
  pool.pool.on('connection', (connection) => SETTINGS.forEach((text) => connection.query(text)));

  async function select(text, values = [], connection = pool) {
    const [rows] = await connection.execute(text, values);
    return rows;
  }

  async function attempt(work) {
    const connection = await pool.getConnection();
    try {
      await connection.query('BEGIN');
      const answer = await work({
        select: (text, values) => select(text, values, connection),
        run: async (text, values) => (await connection.execute(text, values))[0],
      });
      await connection.query('COMMIT');
      return answer;
    } catch (error) {
      await connection.query('ROLLBACK');
      throw error;
    } finally {
      connection.release();
    }
  }

  async function transaction(work) {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(work);
      } catch (error) {
        if (tries === TRIES || !(error instanceof Again || AGAIN.includes(error.code))) throw error;
      }
    }
  }

  return { select, transaction };
}

module.exports = { Again, connect, duplicateOf, padded, rowsOf };
