// docs/booking-site.md and the route table of cgi-bin/booking.c name the same requests.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf, read } from './tree.mjs';

const TABLE = 'cgi-bin/booking.c';
const DOCUMENT = 'docs/booking-site.md';

// What differs from request to request has no name here: /holds/REF and /holds/{} are one.
const nameless = (path) => path.replace(/\{\}|(?<=\/)[A-Z]+(?=\/|$)/g, '{}');

function requests(text, pattern) {
  const found = new Map();
  for (const match of text.matchAll(pattern)) {
    const request = `${match[1]} ${nameless(match[2])}`;
    if (!found.has(request)) found.set(request, lineOf(text, match.index));
  }
  return found;
}

export function check(root) {
  if (!existsSync(join(root, TABLE))) return [];
  const routes = requests(read(root, TABLE), /\{ METHOD_([A-Z]+), "([^"]*)"/g);
  const told = requests(read(root, DOCUMENT), /`(GET|POST|PUT|PATCH|DELETE) (\/[^`? ]*)`/g);
  const missing = (from, to, path, words) => [...from].filter(([request]) => !to.has(request)).map(([request, line]) => ({ path, line, text: `${request}: ${words}` }));
  return [...missing(routes, told, TABLE, `not in ${DOCUMENT}`), ...missing(told, routes, DOCUMENT, `no route of ${TABLE}`)];
}
