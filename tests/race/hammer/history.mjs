// The history of a run: JSON lines, each given to the kernel before anything else happens. Times are milliseconds of the wall clock that
// never step back (the start of this process + its monotonic clock).
//   {t: "ask", n, o, c, b, node, kind, method, path, fields?, key?, at}   before request n of operation o goes out
//   {t: "got", n, o, at, how: "ok|fail|none|unknown", status, ...}  after it ended
//   {t: "fault", kind, phase, at, ...}
import { closeSync, openSync, writeSync } from 'node:fs';

export const now = () => performance.timeOrigin + performance.now();

export class History {
  constructor(path) {
    this.fd = openSync(path, 'w');
    this.faults = {};
  }

  write(line) {
    writeSync(this.fd, `${JSON.stringify({ ...line, at: Math.round(now() * 1000) / 1000 })}\n`);
  }

  fault(kind, phase, detail = {}) {
    if (phase === 'start') this.faults[kind] = (this.faults[kind] ?? 0) + 1;
    this.write({ t: 'fault', kind, phase, ...detail });
  }

  close() {
    closeSync(this.fd);
  }
}
