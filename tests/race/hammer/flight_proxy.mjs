// Between the booking site and its flight service: passes everything through, or is one of the ways in which such a service goes bad.
import net from 'node:net';

const DRIP_MS = 1000;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n';
const withBody = (body) => `${HEAD}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

// What a bad service says to anything.
export const GARBAGE = {
  'cut JSON': () => withBody('{"flight_no":"HM1000","date":"2026-'),
  'cut answer': () => `${HEAD}Content-Length: 5000\r\n\r\n{"flight_no":`,
  deep: () => withBody('['.repeat(200000)),
  huge: () => `${HEAD}Content-Length: 104857600\r\n\r\n${' '.repeat(2 << 20)}`,
  'endless number': () => withBody('{"flight_no":"HM1000","version":1e309,"fares":[{"amount_minor":1e309}]}'),
  'keys twice': () => withBody('{"flight_no":"HM1000","flight_no":"HM1001","date":"2027-01-01","date":"2027-01-02"}'),
  'wrong types': () => withBody('{"flight_no":7,"date":null,"state":[],"cabins":{},"fares":"none","version":"x"}'),
  'bad UTF-8': () => Buffer.concat([Buffer.from(`${HEAD}\r\n{"flight_no":"`), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), Buffer.from('"}')]),
  500: () => 'HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  429: () => 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  loop: () => 'HTTP/1.1 302 Found\r\nLocation: /v1/airports\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  'no HTTP': () => '\u0000\u0001\u0002nonsense\r\n\r\n',
};

export class FlightProxy {
  constructor(target) {
    Object.assign(this, { target, mode: 'pass', sockets: new Set() });
  }

  listen() {
    return new Promise((resolve) => {
      this.server = net.createServer((socket) => this.serve(socket)).listen(0, '127.0.0.1', () => {
        this.port = this.server.address().port;
        resolve(this);
      });
    });
  }

  // Kept connections end with the old mode.
  set(mode, garbage) {
    Object.assign(this, { mode, garbage });
    for (const socket of this.sockets) socket.destroy();
  }

  keep(socket) {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
  }

  serve(socket) {
    this.keep(socket);
    if (this.mode === 'pass') return this.pass(socket);
    if (this.mode === 'refuse') return socket.destroy();
    socket.on('data', () => undefined);
    if (this.mode === 'garbage') return socket.once('data', () => socket.end(GARBAGE[this.garbage]()));
    if (this.mode === 'drip') return this.drip(socket);
    return undefined; // silent
  }

  pass(socket) {
    const onward = net.connect(this.target, '127.0.0.1');
    this.keep(onward);
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
    socket.pipe(onward);
    onward.pipe(socket);
  }

  drip(socket) {
    let at = 0;
    const text = withBody('{"airports":[]}');
    const timer = setInterval(() => socket.write(text[at++ % text.length]), DRIP_MS);
    socket.on('close', () => clearInterval(timer));
  }

  close() {
    this.set('refuse');
    this.server.close();
  }
}
