// Doors: a library that would otherwise seep everywhere is included in one place; some calls are made in one room, or nowhere.
import { files, lineOf, parseC, read } from './tree.mjs';

const HEADERS = [
  [/^fcgi/, /^web\//, 'libfcgi belongs to web/'],
  [/^(mysql|mariadb)/, /^db\//, 'mysql.h belongs to db/'],
  [/^ctemplate\//, /^web\/view\.cc$/, 'ctemplate belongs to web/view.cc'],
  [/^curl\//, /^remote\//, 'libcurl belongs to remote/'],
  [/^jansson/, /^base\/json\w*\.[ch]$/, 'jansson belongs to base/json'],
  [/^(glib|gio|gobject|gmodule)/, /^base\//, 'GLib belongs to base/'],
  [/^zlib/, /^web\/compress\.c$/, 'zlib belongs to web/compress'],
  [/^sodium/, /^base\//, 'libsodium belongs to base/'],
  [/^q?zint/, /^base\/barcode\.c$/, 'libzint belongs to base/barcode'],
];
const CALLS = [
  [/\b(system|popen|wordexp)\s*\(/, /^$/, 'no shell is ever started'],
  [/\b(strcpy|strcat|sprintf|vsprintf|gets|strtok)\s*\(/, /^$/, 'without a length'],
  [/\btx_run\s*\(/, /^(domain|db|flights)\//, 'transactions are opened by domain/ (and by the flight service)'],
  [/\bmysql_\w+\s*\(/, /^db\//, 'the database speaks to db/ alone'],
  [/\bgoto\s+\w+\s*;/, /^$/, 'with pools there is nothing to unwind'],
];

export function check(root) {
  const found = [];
  for (const path of files(root, 'cgi-bin', /\.(c|h|cc)$/)) {
    const file = path.slice('cgi-bin/'.length);
    const text = read(root, path);
    const { code } = parseC(text);
    const say = (at, why) => found.push({ path, line: lineOf(text, at), text: why });
    for (const match of code.matchAll(/^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]/gm)) {
      for (const [header, door, why] of HEADERS) {
        if (header.test(match[1]) && !door.test(file)) say(match.index, `<${match[1]}>: ${why}`);
      }
    }
    for (const [call, door, why] of CALLS) {
      if (door.test(file)) continue;
      for (const match of code.matchAll(new RegExp(call, 'g'))) say(match.index, `${match[0].replace(/\s*\($/, '()')}: ${why}`);
    }
  }
  return found;
}
