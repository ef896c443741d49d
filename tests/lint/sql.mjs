// SQL: what runs on MariaDB, MySQL and clusters alike; columns named; locks taken only by functions that say so; statements in their rooms.
import { files, functions, lineOf, parseC, read } from './tree.mjs';

const FORBIDDEN = [
  [/\bSELECT\s+(\w+\.)?\*/i, 'SELECT *: name the columns'],
  [/\bRETURNING\b/i, 'RETURNING is not common SQL'],
  [/\bON\s+DUPLICATE\s+KEY\b/i, 'ON DUPLICATE KEY: insert, and catch 1062'],
  [/\bREPLACE\s+INTO\b/i, 'REPLACE INTO deletes what it meets'],
  [/\b(GET|RELEASE)_LOCK\s*\(/i, 'GET_LOCK is not seen by the other nodes of a cluster'],
  [/\bLOCK\s+TABLES\b/i, 'LOCK TABLES'],
  [/\bCREATE\s+(OR\s+REPLACE\s+)?(DEFINER\s*=\s*\S+\s+)?(TRIGGER|PROCEDURE|EVENT|FUNCTION|SEQUENCE)\b/i, 'no code lives in the database'],
  [/\bXA\s+(START|BEGIN)\b/i, 'XA'],
];
const LOCKS = /\bFOR\s+UPDATE\b|\bLOCK\s+IN\s+SHARE\s+MODE\b|\bFOR\s+SHARE\b/i;
const STATEMENT = /^\s*(SELECT\b[\s\S]*\bFROM|INSERT\s+INTO|UPDATE\s+\w+\s+(\w+\s+)?SET|DELETE\s+FROM)\b/i;
const ROOMS = /^cgi-bin\/(store|db|flights)\//;

const isLocker = (name) => /lock|take/.test(name);

// The functions that run the statement at `at`: the one around it or, when it stands outside, those that name it.
function users(code, at) {
  const all = functions(code);
  const line = lineOf(code, at);
  const around = all.filter(({ first, last }) => first <= line && line <= last);
  if (around.length) return around;
  const name = /(\w+)(\[\w*\])*\s*=\s*\{?[^;]*$/.exec(code.slice(code.lastIndexOf(';', at) + 1, at));
  const lines = code.split('\n');
  return all.filter(({ first, last }) => name && new RegExp(`\\b${name[1]}\\b`).test(lines.slice(first - 1, last).join('\n')));
}

function checkC(root, path, found) {
  const text = read(root, path);
  const { code, strings } = parseC(text);
  for (const string of strings) {
    const say = (why) => found.push({ path, line: lineOf(text, string.at), text: why });
    for (const [pattern, why] of FORBIDDEN) if (pattern.test(string.text)) say(why);
    if (STATEMENT.test(string.text) && !ROOMS.test(path)) say('a statement outside store/, db/ and flights/');
    if (!LOCKS.test(string.text)) continue;
    const by = users(code, string.at);
    if (!by.length) say('a lock that no function takes');
    for (const { name } of by) if (!isLocker(name)) say(`${name}() locks rows: its name does not say so`);
  }
}

function checkSql(root, path, found) {
  // Comments and quoted text are blanks.
  const text = read(root, path).replace(/--[^\n]*|'(?:''|[^'])*'/g, (piece) => piece.replace(/[^\n]/g, ' '));
  for (const [pattern, why] of FORBIDDEN) {
    for (const match of text.matchAll(new RegExp(pattern, 'gi'))) found.push({ path, line: lineOf(text, match.index), text: why });
  }
  for (const match of text.matchAll(/\bCREATE\s+TABLE\s+(\w+)[^;]*;/gi)) {
    if (!/ENGINE\s*=\s*InnoDB/i.test(match[0]) || !/(CHARSET|CHARACTER\s+SET)\s*=?\s*utf8mb4[^,]*;$/i.test(match[0])) {
      found.push({ path, line: lineOf(text, match.index), text: `table ${match[1]}: engine InnoDB and utf8mb4 are to be stated` });
    }
  }
}

export function check(root) {
  const found = [];
  for (const path of files(root, 'cgi-bin', /\.(c|h)$/)) checkC(root, path, found);
  for (const path of files(root, 'sql', /\.sql$/)) checkSql(root, path, found);
  return found;
}
