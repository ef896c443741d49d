// The Node peer on Aisle's own tables and statements: the pages are those of the Node peer.
'use strict';

const { run } = require('../node/server');
const { connect } = require('./database');
const { readFlights } = require('./flights');
const { makeReads } = require('./reads');
const { makeSales } = require('./sales');

async function open(settings) {
  const db = connect(settings);
  const flights = readFlights(settings.folder);
  const reads = makeReads(db, flights);
  return { reads, sales: makeSales(db, reads, flights, settings) };
}

run(open);
