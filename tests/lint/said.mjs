// Words for customers: a sentence in C that pages, mails or rules give out goes through say(), so that the catalogues have it.
import { files, lineOf, parseC, read } from './tree.mjs';

// What is for the log, for programs or for the operator alone.
const NOT_SAID = /\b(?:say|say_count|TO_SAY|err_new|tx_again|log_line|log_err|reply_header|reply_body|static_assert|assert)\($/;
// A text that somebody reads: a capital letter, and a blank with a letter behind it.
const SENTENCE = /^[A-Z][a-z]+.* [a-z]/;
// Names, not words: people who are made up, the site's name unless the settings have one. And what staff read, which is in English.
const EXEMPT = /^cgi-bin\/domain\/(?:demo_people|departure_order|settings|staff\w*)\.c$/;

// The call that a string is an argument of: "f(" before its nearest open bracket.
function callBefore(code, at) {
  let depth = 0;
  for (let i = at - 1; i >= 0 && !';{}'.includes(code[i]); i--) {
    if (code[i] === ')') depth += 1;
    else if (code[i] === '(' && depth-- === 0) return code.slice(0, i + 1).match(/\w*\($/)?.[0] ?? '';
  }
  return '';
}

export function check(root) {
  const found = [];
  for (const folder of ['pages', 'jobs', 'domain']) {
    for (const path of files(root, `cgi-bin/${folder}`, /\.[ch]$/)) {
      if (EXEMPT.test(path)) continue;
      const text = read(root, path);
      const { code, strings } = parseC(text);
      for (const { at, text: string } of strings) {
        if (SENTENCE.test(string) && !NOT_SAID.test(callBefore(code, at))) found.push({ path, line: lineOf(text, at), text: `"${string.slice(0, 60)}" is not said: say("…"), or TO_SAY("…") in a table` });
      }
    }
  }
  return found;
}
