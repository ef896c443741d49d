// What the lints share: the files of a tree, C text without comments and strings, and the functions in it.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';

// Paths below ROOT/folder whose names match, relative to ROOT, sorted.
export function files(root, folder, pattern) {
  const found = [];
  const walk = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inner = join(path, entry.name);
      if (entry.isDirectory() && !['node_modules', 'bad'].includes(entry.name)) walk(inner);
      else if (entry.isFile() && pattern.test(entry.name)) found.push(relative(root, inner));
    }
  };
  if (existsSync(join(root, folder))) walk(join(root, folder));
  return found.sort();
}

export const read = (root, file) => readFileSync(join(root, file), 'utf8');
export const lineOf = (text, at) => text.slice(0, at).split('\n').length;

// C text of the same length in which comments and the insides of strings are blanks, and the strings themselves; neighbouring
// literals are one string.
export function parseC(text) {
  const strings = [];
  const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
  const blank = (piece) => piece.replace(/[^\n]/g, ' ');
  let end = -1;
  const code = text.replace(token, (piece, at) => {
    if (piece.startsWith('/')) return blank(piece);
    if (piece.startsWith('"') && !/^[ \t]*#\s*include/.test(text.slice(text.lastIndexOf('\n', at) + 1, at))) {
      const inner = piece.slice(1, -1);
      const isNext = end >= 0 && /^(\s|\/\*[\s\S]*?\*\/|[A-Z_]+\b)*$/.test(text.slice(end, at));
      if (isNext) strings.at(-1).text += inner;
      else strings.push({ at, text: inner });
      end = at + piece.length;
      return `"${blank(inner)}"`;
    }
    return piece.startsWith('"') ? piece : `'${blank(piece.slice(1, -1))}'`;
  });
  return { code, strings };
}

// Functions as they are written here: the braces of the body stand alone in the first column.
export function functions(code) {
  const lines = code.split('\n');
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] !== '{') continue;
    let first = i - 1;
    while (first > 0 && /^\s/.test(lines[first])) first--;
    const head = lines.slice(first, i).join(' ');
    let last = i + 1;
    while (last < lines.length && lines[last] !== '}') last++;
    const name = /([A-Za-z_]\w*)\s*\(/.exec(head.replace(/__attribute__\s*\(\(.*?\)\)/g, ''));
    found.push({ name: name ? name[1] : '?', first: first + 1, last: last + 1 });
    i = last;
  }
  return found;
}
