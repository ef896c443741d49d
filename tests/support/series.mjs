// Which of the processes this is whose tests ask the same Aisle, be it one after the other or at one time: what is named by it nobody else has.
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function take() {
  const folder = process.env.AISLE_TEST_STACK;
  // An Aisle of this process alone, or one of which only the address is known: a moment and a process.
  if (!folder) return `${Date.now()}${String(process.pid).padStart(7, '0')}`;
  const path = join(folder, 'test-processes');
  const me = randomUUID();
  appendFileSync(path, `${me}\n`);
  return String(readFileSync(path, 'utf8').split('\n').indexOf(me)).padStart(4, '0');
}

let series;
// Always as many digits: what is counted after it cannot be taken for a part of it.
export const seriesOfProcess = () => (series ??= take());
