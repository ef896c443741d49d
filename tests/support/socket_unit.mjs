// What systemd's socket unit does: keeps the listening socket PATH, and starts PROGRAM with it whenever that has ended: node socket_unit.mjs PATH PROGRAM
import { spawnSync } from 'node:child_process';
import net from 'node:net';

const [path, program] = process.argv.slice(2);
const server = net.createServer();
server.listen({ path, backlog: 511, readableAll: true, writableAll: true });
// Node never gets back to its events, so that it takes none of the connections.
for (;;) spawnSync(program, { stdio: [server._handle.fd, 'inherit', 'inherit'] });
