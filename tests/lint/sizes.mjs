// Sizes: a file over 400 lines or a function over 60 has two jobs; the first line of a file says its job.
import { files, functions, parseC, read } from './tree.mjs';

const FILE_LINES = 400;
const FUNCTION_LINES = 60;

export function check(root) {
  const found = [];
  const sources = [...files(root, 'cgi-bin', /\.(c|h|cc)$/), ...files(root, 'tests', /\.(c|h|mjs)$/), ...files(root, 'bench', /\.(c|h|m?js)$/)];
  for (const path of sources) {
    const text = read(root, path);
    const lines = text.split('\n').length - 1;
    if (lines > FILE_LINES) found.push({ path, line: FILE_LINES + 1, text: `${lines} lines; ${FILE_LINES} are the most` });
    if (!/^(\/\*|\/\/|#!)/.test(text)) found.push({ path, line: 1, text: 'the first line is a comment that says what the file is for' });
    // Tests may have long tables in a function.
    if (!/^(cgi-bin|bench)\/.*\.(c|h|cc)$/.test(path)) continue;
    for (const { name, first, last } of functions(parseC(text).code)) {
      const size = last - first + 1;
      if (size > FUNCTION_LINES) found.push({ path, line: first, text: `${name}(): ${size} lines; ${FUNCTION_LINES} are the most` });
    }
  }
  for (const path of [...files(root, 'deploy', /^[^.]+$|\.sh$/), ...files(root, 'tests', /^run$|\.sh$/)]) {
    const lines = read(root, path).split('\n').length - 1;
    if (lines > FILE_LINES) found.push({ path, line: FILE_LINES + 1, text: `${lines} lines; ${FILE_LINES} are the most` });
  }
  return found;
}
