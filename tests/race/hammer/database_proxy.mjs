// Between an app node and its database: passes everything on, or is one of the ways in which what lies between them goes bad.
import { rmSync } from 'node:fs';
import net from 'node:net';

// cut: nobody is connected, nobody gets in. hole: nothing passes, and what was sent is lost. late: nothing passes until it is over, then all of it does.
// deaf: what the node says arrives, what the database says does not. In the last three neither side sees that the other has gone.
export const PARTITIONS = ['cut', 'hole', 'late', 'deaf'];
const COM_QUERY = 3;
const HEAD = 4;

// A command's packet has number 0. The text of those that are sent as text (SET autocommit, COMMIT, ROLLBACK), else "".
const isStatement = (packet) => packet.length > HEAD && packet[3] === 0;
const textOf = (packet) => (packet[HEAD] === COM_QUERY ? packet.toString('latin1', HEAD + 1, HEAD + 61) : '');

// The whole packets of what has come so far, as several may come at once, and the beginning of the next.
function packetsOf(bytes) {
  const packets = [];
  let rest = bytes;
  while (rest.length >= HEAD && rest.length >= HEAD + rest.readUIntLE(0, 3)) {
    const size = HEAD + rest.readUIntLE(0, 3);
    packets.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  return [packets, rest];
}

export class DatabaseProxy {
  // `targets`: a server's unix socket, or the nodes of a cluster as {host, port}; what is set holds for all of them.
  constructor(targets) {
    Object.assign(this, { targets, mode: 'pass', pairs: new Set(), trap: null, servers: [], path: undefined });
  }

  // One listens at `path`; for several there is a port each.
  async listen(path) {
    const isOne = typeof this.targets === 'string';
    if (isOne) this.path = path;
    for (const target of isOne ? [this.targets] : this.targets) {
      const server = net.createServer((client) => this.serve(client, target));
      await new Promise((resolve, reject) => server.on('error', reject).listen(isOne ? path : { host: '127.0.0.1', port: 0 }, resolve));
      this.servers.push(server);
    }
    return this;
  }

  // Where a program finds what is behind this, in the order of the targets.
  settings() {
    if (this.path) return { AISLE_DATABASE_SOCKET: this.path };
    return { AISLE_DATABASE_HOST: this.servers.map((server) => `127.0.0.1:${server.address().port}`).join(',') };
  }

  // Whoever was connected in a broken mode is not connected any more, except that what was late comes at last.
  set(mode) {
    const was = this.mode;
    this.mode = mode;
    for (const pair of this.pairs) {
      if (was === 'late' && mode === 'pass') this.deliver(pair);
      else if (mode === 'cut' || was !== 'pass') this.end(pair);
    }
  }

  // The nth statement from now, or the nth COMMIT, loses its connection: before it reaches the database, or (`isAfter`) once it was answered there, the
  // answer being lost. onSprung is told which it was, at that moment.
  setTrap(n, { isAfter, isCommit }, onSprung) {
    this.trap = { left: n, isAfter, isCommit, onSprung };
  }

  serve(client, target) {
    if (this.mode === 'cut') return client.destroy();
    const pair = { client, server: net.connect(target), said: Buffer.alloc(0), late: [], lateAnswers: [], isLost: false };
    this.pairs.add(pair);
    client.on('data', (chunk) => this.fromClient(pair, chunk));
    pair.server.on('data', (chunk) => this.fromServer(pair, chunk));
    for (const socket of [client, pair.server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (this.mode === 'pass' || this.mode === 'cut') this.end(pair);
      });
    }
    return undefined;
  }

  end(pair) {
    pair.client.destroy();
    pair.server.destroy();
    this.pairs.delete(pair);
  }

  deliver(pair) {
    for (const chunk of pair.late.splice(0)) pair.server.write(chunk);
    for (const chunk of pair.lateAnswers.splice(0)) if (!pair.client.destroyed) pair.client.write(chunk);
    if (pair.client.destroyed) {
      pair.server.end();
      this.pairs.delete(pair);
    }
  }

  // Packet by packet, so that a trap lets pass what was sent together with its statement and before it.
  fromClient(pair, chunk) {
    const [packets, rest] = packetsOf(Buffer.concat([pair.said, chunk]));
    pair.said = rest;
    if (this.mode === 'late') pair.late.push(...packets);
    if (this.mode !== 'pass' && this.mode !== 'deaf') return;
    for (const packet of packets) {
      if (this.trap && this.mode === 'pass' && isStatement(packet) && this.isSprung(pair, packet)) return;
      pair.server.write(packet);
      if (pair.isLost) return;
    }
  }

  fromServer(pair, chunk) {
    if (pair.isLost) this.end(pair);
    else if (this.mode === 'late') pair.lateAnswers.push(chunk);
    else if (this.mode === 'pass') pair.client.write(chunk);
  }

  // True when the statement goes no further.
  isSprung(pair, packet) {
    const { trap } = this;
    const text = textOf(packet);
    if (trap.isCommit && !text.startsWith('COMMIT')) return false;
    if (--trap.left > 0) return false;
    this.trap = null;
    trap.onSprung(text);
    if (trap.isAfter) pair.isLost = true;
    else this.end(pair);
    return !trap.isAfter;
  }

  close() {
    this.trap = null;
    for (const pair of this.pairs) this.end(pair);
    for (const server of this.servers) server.close();
    if (this.path) rmSync(this.path, { force: true });
  }
}
