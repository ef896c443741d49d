// Programs with a bug in them, for tests that have to prove that they can see it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, startStack } from './stack.mjs';

// A copy of this checkout with a patch of tests/race put in, built (only what the patch touches) and started.
export function startWithBug(patch) {
  const tree = mkdtempSync(join(tmpdir(), 'aisle-bug-'));
  chmodSync(tree, 0o755);
  process.on('exit', () => rmSync(tree, { recursive: true, force: true }));
  execFileSync('bash', ['-c', 'tar -C "$1" -cf - --exclude=node_modules --exclude=./.git --exclude=./var . | tar -C "$2" -xf -', '-', ROOT, tree]);
  const patched = spawnSync('patch', ['-p1', '-d', tree, '-i', join(ROOT, 'tests/race', patch)], { encoding: 'utf8' });
  assert.equal(patched.status, 0, `${patch} does not apply any more: ${patched.stdout}${patched.stderr}`);
  const built = spawnSync('make', ['-C', tree, '-s', 'SAN=1', 'build'], { encoding: 'utf8' });
  assert.equal(built.status, 0, `with ${patch} it does not build: ${built.stderr}`);
  return startStack(tree);
}
