// A picture of a page, in docs/screenshots/.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './own_stack.mjs';

const FOLDER = join(ROOT, 'docs/screenshots');
const LARGEST = 250_000;

// Of what is to be seen.
export async function take(page, name) {
  const path = join(FOLDER, `${name}.png`);
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  if (size > LARGEST) throw new Error(`${name}.png has ${size} bytes; ${LARGEST} are the most`);
  console.log(`docs/screenshots/${name}.png  ${Math.round(size / 1000)} kB`);
}
