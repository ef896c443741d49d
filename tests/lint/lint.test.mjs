// The rules of the house: the tree keeps them, and each rule is seen to fail on its bad examples.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');
const RULES = ['stairs', 'doors', 'templates', 'sizes', 'sql', 'words', 'said', 'style', 'routes'];

const asLine = ({ path, line, text }) => `${path}:${line}: ${text}`;

// An example is one text: "expect: PATH:LINE: a part of what is said", then files, each below "--- PATH".
function unpack(text, folder) {
  const [head, ...parts] = text.split(/^--- /m);
  for (const part of parts) {
    const end = part.indexOf('\n');
    const path = join(folder, part.slice(0, end));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, part.slice(end + 1));
  }
  const [, where, what] = /^expect: (\S+:\d+): (.*)\n/.exec(head);
  return { where, what };
}

for (const rule of RULES) {
  const { check } = await import(`./${rule}.mjs`);

  test(`${rule}: the tree keeps the rule`, () => {
    const found = check(ROOT).map(asLine);
    assert.equal(found.length, 0, `\n${found.join('\n')}`);
  });

  const examples = readdirSync(join(HERE, 'bad', rule)).filter((name) => name.endsWith('.txt'));
  test(`${rule}: there are bad examples`, () => assert.ok(examples.length > 0));

  for (const name of examples) {
    test(`${rule}: ${name.replace('.txt', '').replaceAll('-', ' ')} is found`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'aisle-lint-'));
      try {
        const { where, what } = unpack(readFileSync(join(HERE, 'bad', rule, name), 'utf8'), folder);
        const found = check(folder).map(asLine);
        const isFound = found.some((line) => line.startsWith(`${where}: `) && line.includes(what));
        assert.ok(isFound, `expected ${where}: …${what}…, found:\n${found.join('\n')}`);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
}

// A bug that cannot be put in any more is one that nobody looks for.
test('patches: each bug of the race tests can still be put into the tree', () => {
  const patches = ['bugs', 'without'].flatMap((folder) => readdirSync(join(ROOT, 'tests/race', folder)).filter((name) => name.endsWith('.patch')).map((name) => join('tests/race', folder, name)));
  assert.ok(patches.length > 0);
  const failed = patches.filter((name) => spawnSync('patch', ['-p1', '-s', '-f', '-F0', '--dry-run', '-d', ROOT, '-i', join(ROOT, name)]).status !== 0);
  assert.deepEqual(failed, []);
});
