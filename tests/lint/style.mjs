// Style sheets: how large text is stands in the block of tokens (:root) alone; elsewhere it is one of them, inherited, or nothing.
import { files, lineOf, read } from './tree.mjs';

const TOKEN = /^(?:var\(--[a-z][a-z0-9-]*\)|inherit|0)$/;
// The size within "700 var(--code)/1.1 var(--mono)": what stands before the slash, else what looks like a length.
const sizeOf = (font) => (font === 'inherit' ? font : /(\S+)\//.exec(font)?.[1] ?? font.split(/\s+/).find((word) => /^(?:var\(|[\d.]|clamp|calc|min|max)/.test(word) && !/^\d{3}$/.test(word)) ?? font);

export function check(root) {
  const found = [];
  for (const path of files(root, 'static', /\.css$/)) {
    const blank = (piece) => piece.replace(/[^\n]/g, ' ');
    const text = read(root, path).replace(/\/\*[\s\S]*?\*\//g, blank).replace(/:root\s*\{[^}]*\}/g, blank);
    for (const match of text.matchAll(/(?<![\w-])font(-size)?\s*:\s*([^;}]+)/g)) {
      const value = match[2].trim();
      const size = match[1] ? value : sizeOf(value);
      if (!TOKEN.test(size)) found.push({ path, line: lineOf(text, match.index), text: `${match[0].trim()}: the size of text is a token of :root` });
    }
  }
  return found;
}
