// The Node peer: Express, Sequelize, a row a seat.
'use strict';

const { connect } = require('./models');
const { makeReads, readPlaces } = require('./reads');
const { makeSales } = require('./sales');
const { run } = require('./server');

async function open(settings) {
  const db = connect(settings);
  const reads = makeReads(db, await readPlaces(db));
  return { reads, sales: makeSales(db, reads, settings) };
}

run(open);
