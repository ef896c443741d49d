// One process per core behind one listening socket; each with its own pool of connections. Ends when it is told to, with what was begun done.
'use strict';

const cluster = require('node:cluster');
const fs = require('node:fs');
const os = require('node:os');
const { createApp } = require('./app');

// Above what nginx keeps its connections for, so that it is never nginx who finds one closed.
const KEEP_ALIVE_MS = 75000;

const settings = {
  listen: process.env.PEER_LISTEN, socket: process.env.PEER_DATABASE_SOCKET, database: process.env.PEER_DATABASE,
  account: process.env.PEER_ACCOUNT, password: process.env.PEER_PASSWORD, folder: process.env.PEER_FOLDER,
  processes: Number(process.env.PEER_PROCESSES || os.cpus().length), connections: Number(process.env.PEER_CONNECTIONS || 16),
  holdSeconds: Number(process.env.HOLD_SECONDS || 1200), salesCloseMinutes: 60,
};

function runPrimary() {
  let isEnding = false;
  fs.rmSync(settings.listen, { force: true });
  for (let i = 0; i < settings.processes; i++) cluster.fork();
  cluster.on('exit', (worker, code) => {
    if (isEnding) return;
    console.error(`process ${worker.process.pid} ended with ${code}: starting another one`);
    cluster.fork();
  });
  const end = () => {
    isEnding = true;
    for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
    cluster.disconnect(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, end);
}

async function runWorker(open) {
  const { reads, sales } = await open(settings);
  const server = createApp({ reads, sales, settings }).listen(settings.listen);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 5000;
  const end = () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, end);
}

// `open` makes {reads, sales} out of the settings, in each process.
function run(open) {
  if (cluster.isPrimary) {
    runPrimary();
    return;
  }
  runWorker(open).catch((error) => {
    console.error(error);
    process.exit(1);
  });
}

module.exports = { run };
