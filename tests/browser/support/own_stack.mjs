// A whole Aisle of the programs in build/, with the demo network, for what is no test: stopped and taken away when this process ends.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

// Its folder, as AISLE_TEST_STACK names one.
export function startOwnStack() {
  const home = mkdtempSync(join(tmpdir(), 'aisle-own-'));
  const stop = () => {
    execFileSync(join(ROOT, 'deploy/stack'), ['down', home], { stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  };

  process.on('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  execFileSync(join(ROOT, 'deploy/stack'), ['up', home, '--demo'], { stdio: 'inherit', env: { ...process.env, PORT: '0', FLIGHTS_PORT: '0' } });
  return home;
}
