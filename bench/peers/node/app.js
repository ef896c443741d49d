// The Express application: routes, cookies, pages. What is read and what is sold come from outside, so that two kinds of tables share it.
'use strict';

const { randomBytes } = require('node:crypto');
const path = require('node:path');
const cookieParser = require('cookie-parser');
const express = require('express');
const format = require('./format');
const forms = require('./forms');
const { Refusal } = require('./refusal');

const TOKEN = /^[A-Za-z0-9_-]{22}$/;
const COOKIE = { path: '/', maxAge: 180 * 86400000, httpOnly: true, sameSite: 'lax' };

// The browser's token, if it brought one; pages with a form give it one.
function knowBrowser(request, response, next) {
  const token = request.cookies.aisle;
  request.token = TOKEN.test(token ?? '') ? token : null;
  next();
}

function giveCookie(request, response) {
  if (request.token) return;
  request.token = randomBytes(16).toString('base64url');
  response.cookie('aisle', request.token, COOKIE);
}

function refuseOtherSites(request, response, next) {
  if (request.method !== 'POST') return next();
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const isOwn = site ? ['same-origin', 'none'].includes(site) : !origin || origin === `${request.protocol}://${request.get('host')}`;
  return next(isOwn ? undefined : new Refusal('cross-site'));
}

function needBrowser(request, response, next) {
  next(request.token ? undefined : new Refusal('not-found'));
}

const show = (response, view, data) => response.set('Cache-Control', 'no-store').render(view, data);

function searchRoutes(app, reads, { holdSeconds }) {
  const { airports } = reads;

  app.get('/', (request, response) => {
    giveCookie(request, response);
    show(response, 'home', { airports, search: { origin: '', destination: '', date: '', adults: 1 } });
  });

  app.get('/flights', async (request, response) => {
    const { origin, destination, date } = request.query;
    const adults = forms.readAdults(request.query);
    if (!airports.has(origin)) throw new Refusal('invalid', { fields: 'origin.1' });
    if (!airports.has(destination)) throw new Refusal('invalid', { fields: 'destination.1' });
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date ?? '') || Number.isNaN(Date.parse(date))) throw new Refusal('invalid', { fields: 'date.1' });
    const found = await reads.search({ origin, destination, date });
    giveCookie(request, response);
    show(response, 'flights', { airports, search: { origin, destination, date, adults }, ...found });
  });

  app.get('/offer', async (request, response) => {
    const name = forms.readDeparture(request.query);
    const adults = forms.readAdults(request.query);
    const { departure, seats } = await reads.offer(name, request.token);
    const basis = request.query.fare;
    const fare = basis ? departure.fares.find((one) => one.basis === basis) : departure.fares[0];
    if (!fare) throw new Refusal('invalid', { fields: 'fare.1' });
    const isOnSale = departure.state === 'scheduled' && departure.departs_at > Date.now();
    giveCookie(request, response);
    show(response, 'offer', { airports, departure, seats, adults, fare, isOnSale, holdMinutes: Math.round(holdSeconds / 60), key: randomBytes(16).toString('base64url') });
  });
}

function saleRoutes(app, reads, sales) {
  const { airports } = reads;
  const requestId = (request) => request.get('x-request-id') ?? '';

  app.post('/holds', needBrowser, async (request, response) => {
    response.redirect(303, await sales.place(request.body, request.token, requestId(request)));
  });

  app.get('/holds/:ref', needBrowser, async (request, response) => {
    const hold = await reads.hold(request.params.ref, request.token);
    show(response, 'hold', { airports, hold });
  });

  app.post('/holds/:ref/passengers', needBrowser, async (request, response) => {
    response.redirect(303, await sales.setPassengers(request.params.ref, request.body, request.token, requestId(request)));
  });

  app.get('/holds/:ref/review', needBrowser, async (request, response) => {
    const hold = await reads.hold(request.params.ref, request.token);
    if (hold.state === 'expired') throw new Refusal('hold-expired');
    if (hold.state !== 'open') throw new Refusal('hold-ended');
    if (!hold.email) return response.redirect(303, `/holds/${hold.ref}`);
    return show(response, 'review', { airports, hold });
  });

  app.post('/bookings', needBrowser, async (request, response) => {
    response.redirect(303, await sales.book(request.body, request.token, requestId(request)));
  });

  app.get('/bookings/:locator', needBrowser, async (request, response) => {
    const booking = await reads.booking(request.params.locator, request.token);
    show(response, 'booking', { airports, booking });
  });
}

// Express knows this by its four parameters.
function answerErrors(error, request, response, next) {
  if (error instanceof Refusal) {
    response.status(error.status);
    show(response, 'problem', { refusal: error });
    return;
  }
  const isTheirs = error.status >= 400 && error.status < 500;
  if (!isTheirs) console.error(error);
  response.status(isTheirs ? error.status : 500);
  show(response, 'problem', { refusal: { code: isTheirs ? 'bad-request' : 'broken', title: isTheirs ? 'We did not understand that request' : 'Something broke', facts: {} } });
}

function createApp({ reads, sales, settings }) {
  const app = express();
  app.set('views', path.join(__dirname, 'views'));
  app.set('view engine', 'ejs');
  app.set('trust proxy', 'loopback');
  app.disable('x-powered-by');
  // Pages are not to be stored: nobody asks with a tag.
  app.disable('etag');
  Object.assign(app.locals, format);
  app.get('/hello', (request, response) => response.type('text/plain').send('hello\n'));
  app.use(cookieParser(), knowBrowser, refuseOtherSites, express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 }));
  searchRoutes(app, reads, settings);
  saleRoutes(app, reads, sales);
  app.use((request, response, next) => next(new Refusal('not-found')));
  app.use(answerErrors);
  return app;
}

module.exports = { createApp };
