// Words: nothing is left for later, and things have one name each.
import { files, lineOf, parseC, read } from './tree.mjs';

const LATER = /\b(TODO|FIXME|HACK)\b|\bXXX\b(?!")/;
// The airline has a word of its own for each of these: customer, booking, hold, itinerary, aircraft, origin, destination.
const NAMES = ['user', 'users', 'reservation', 'reservations', 'trip', 'trips', 'plane', 'planes', 'src', 'dst'];
// Names of libraries; and the database's round trips are no journeys.
const FOREIGN = /^(CURL|MYSQL|FCGX|mysql_|curl_)|round_trips/;

const wordsOf = (identifier) => identifier.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().split('_');

export function check(root) {
  const found = [];
  const everything = [
    ...files(root, 'cgi-bin', /./), ...files(root, 'sql', /\.(sql|sh|mjs)$/), ...files(root, 'templates', /./),
    ...files(root, 'static', /\.(css|m?js|svg)$/), ...files(root, 'deploy', /./), ...files(root, 'tests', /\.(c|h|mjs|sh)$|^run$/),
    ...files(root, 'bench', /\.(c|h|m?js|sh|php|sql)$/),
  ];
  for (const path of everything) {
    if (path.startsWith('tests/lint/')) continue;
    const text = read(root, path);
    const later = LATER.exec(text);
    if (later) found.push({ path, line: lineOf(text, later.index), text: `${later[0]}: do it, or file it` });
  }
  for (const path of files(root, 'cgi-bin', /\.(c|h|cc)$/)) {
    const text = read(root, path);
    for (const match of parseC(text).code.replace(/^[ \t]*#[ \t]*include.*$/gm, (line) => ' '.repeat(line.length)).matchAll(/[A-Za-z_]\w*/g)) {
      if (FOREIGN.test(match[0])) continue;
      const word = wordsOf(match[0]).find((part) => NAMES.includes(part));
      if (word) found.push({ path, line: lineOf(text, match.index), text: `${match[0]}: "${word}" has another name here` });
    }
  }
  return found;
}
