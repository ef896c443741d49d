// Stairs: includes go down only; rooms on one step never include each other; rooms that nobody knows are refused.
import { files, lineOf, parseC, read } from './tree.mjs';

const STEP = {
  '': 6, pages: 5, staff: 5, jobs: 5, commands: 5, domain: 4, store: 3, remote: 3, db: 2, web: 2, model: 2, base: 1,
};
// The flight service is a house of its own: what it stands on, and who may see it.
const FLIGHTS_SEES = ['flights', 'base', 'db', 'web'];
const SEES_FLIGHTS = ['flights', 'commands'];
// Faces ask the rules; they do not reach past them.
const FACES = ['pages', 'staff'];
const HIDDEN_FROM_FACES = ['store', 'db', 'remote'];
// Made from the templates at build time.
const GENERATED = { 'view_keys.h': ['pages', 'staff', 'jobs', 'web'], 'view_keys.inc': ['web'], 'static_names.h': ['pages', 'staff'] };

const roomOf = (path) => (path.includes('/') ? path.split('/')[0] : '');
const isKnown = (room) => room in STEP || room === 'flights';

function complaint(file, from, target) {
  if (target in GENERATED) return GENERATED[target].includes(from) ? null : `${target} is not for ${from || 'programs'}`;
  if (!target.includes('/')) return `"${target}": name the room, as in "web/form.h"`;
  const to = roomOf(target);
  if (!isKnown(to)) return `"${target}": no room "${to}"`;
  if (from === 'flights') return FLIGHTS_SEES.includes(to) ? null : `flights/ stands on base, db and web alone, not on ${to}/`;
  if (to === 'flights') {
    return SEES_FLIGHTS.includes(from) || file === 'flights.c' ? null : `flights/ is seen by flights.c and commands/ alone`;
  }
  if (from === to && from !== '') return null;
  if (FACES.includes(from) && HIDDEN_FROM_FACES.includes(to)) return `${from}/ does not see ${to}/: ask domain/`;
  return STEP[to] < STEP[from] ? null : `${from || 'a program'} (step ${STEP[from]}) includes ${to}/ (step ${STEP[to]}): arrows go down`;
}

export function check(root) {
  const found = [];
  for (const path of files(root, 'cgi-bin', /\.(c|h|cc)$/)) {
    const file = path.slice('cgi-bin/'.length);
    const room = roomOf(file);
    const text = read(root, path);
    if (!isKnown(room) || file.split('/').length > 2) {
      found.push({ path, line: 1, text: `no room "${file.slice(0, file.lastIndexOf('/'))}" on the stairs` });
      continue;
    }
    if (room === 'model' && !path.endsWith('.h')) found.push({ path, line: 1, text: 'model/ has structs alone, no code' });
    for (const match of parseC(text).code.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"]+)"/gm)) {
      const why = complaint(file, room, match[1]);
      if (why) found.push({ path, line: lineOf(text, match.index), text: why });
    }
  }
  return found;
}
