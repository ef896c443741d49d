// The tables of tables.sql as Sequelize models.
'use strict';

const { DataTypes: T, Sequelize } = require('sequelize');

const text = (more = {}) => ({ type: T.STRING, allowNull: false, ...more });
const number = (more = {}) => ({ type: T.INTEGER, allowNull: false, ...more });
const instant = (more = {}) => ({ type: T.DATE(3), allowNull: false, ...more });
const yes = () => ({ type: T.BOOLEAN, allowNull: false });
const id = () => ({ type: T.BIGINT, primaryKey: true, autoIncrement: true });
const key = (type = T.BIGINT) => ({ type, primaryKey: true });
const other = (more = {}) => ({ type: T.BIGINT, allowNull: false, ...more });
const optional = { allowNull: true };

function defineFlights(sequelize) {
  const Airport = sequelize.define('Airport', { code: key(T.STRING), name: text(), city: text(), country: text() }, { tableName: 'airports' });
  const Aircraft = sequelize.define('Aircraft', { code: key(T.STRING), name: text() }, { tableName: 'aircraft' });
  const Departure = sequelize.define('Departure', {
    id: id(), flight_no: text(), departs_on: { type: T.DATEONLY, allowNull: false }, origin: text(), destination: text(),
    departs_at: instant(), arrives_at: instant(), origin_offset: number(), destination_offset: number(), aircraft_code: text(), state: text(),
  }, { tableName: 'departures' });
  const Fare = sequelize.define('Fare', {
    id: id(), departure_id: other(), basis: text(), currency: text(), fare_minor: number(), taxes: text(), taxes_minor: number(),
    total_minor: number(), is_refundable: yes(), change_fee_minor: number(), cancel_fee_minor: number(),
  }, { tableName: 'fares' });
  const Seat = sequelize.define('Seat', {
    departure_id: key(), seat_no: key(T.STRING), row_no: number(), letter: text(), place: text(), is_exit: yes(), state: text(),
    hold_id: other(optional), passenger_no: number(optional), held_until: instant(optional),
  }, { tableName: 'seats' });
  Departure.hasMany(Fare, { as: 'fares', foreignKey: 'departure_id' });
  return { Airport, Aircraft, Departure, Fare, Seat };
}

function defineSales(sequelize) {
  const Session = sequelize.define('Session', { id: id(), token: text(), created_at: instant() }, { tableName: 'sessions' });
  const Hold = sequelize.define('Hold', {
    id: id(), ref: text(), session_id: other(), state: text(), version: number({ defaultValue: 1 }), placed_at: instant(), expires_at: instant(),
    adults: number(), currency: text(), total_minor: number(), email: text(optional), phone: text(optional),
  }, { tableName: 'holds' });
  const HoldSegment = sequelize.define('HoldSegment', {
    hold_id: key(), position: key(T.INTEGER), departure_id: other(), basis: text(), is_refundable: yes(), change_fee_minor: number(), cancel_fee_minor: number(),
  }, { tableName: 'hold_segments' });
  const PriceLine = sequelize.define('PriceLine', {
    hold_id: key(), line_no: key(T.INTEGER), kind: text(), code: text(), quantity: number(), unit_minor: number(), amount_minor: number(),
  }, { tableName: 'price_lines' });
  const Passenger = sequelize.define('Passenger', {
    hold_id: key(), no: key(T.INTEGER), given_name: text(optional), surname: text(), born_on: { type: T.DATEONLY, allowNull: false },
  }, { tableName: 'passengers' });
  const Booking = sequelize.define('Booking', {
    id: id(), locator: text(), hold_id: other(), session_id: other(), state: text(), version: number({ defaultValue: 1 }), currency: text(),
    total_minor: number(), email: text(), phone: text(optional), created_at: instant(),
  }, { tableName: 'bookings' });
  const Ticket = sequelize.define('Ticket', {
    booking_id: key(), departure_id: key(), passenger_no: key(T.INTEGER), seat_no: text(), identity: text(), born_on: { type: T.DATEONLY, allowNull: false },
  }, { tableName: 'tickets' });
  return { Session, Hold, HoldSegment, PriceLine, Passenger, Booking, Ticket };
}

function defineRecords(sequelize) {
  const Click = sequelize.define('Click', {
    session_id: key(), form_key: key(T.STRING), fingerprint: text(), answer: text(), created_at: instant(),
  }, { tableName: 'clicks' });
  const AuditEvent = sequelize.define('AuditEvent', {
    id: id(), at: instant(), request_id: text(), subject: text(), subject_id: other(), version: number(), what: text(),
  }, { tableName: 'audit_events' });
  const OutboxMail = sequelize.define('OutboxMail', {
    id: id(), kind: text(), booking_id: other(), recipient: text(), created_at: instant(), sent_at: instant(optional),
  }, { tableName: 'outbox' });
  return { Click, AuditEvent, OutboxMail };
}

function defineModels(sequelize) {
  const models = { ...defineFlights(sequelize), ...defineSales(sequelize), ...defineRecords(sequelize) };
  const { Session, Hold, HoldSegment, Booking, Departure } = models;
  Hold.belongsTo(Session, { as: 'session', foreignKey: 'session_id' });
  HoldSegment.belongsTo(Departure, { as: 'departure', foreignKey: 'departure_id' });
  Booking.belongsTo(Session, { as: 'session', foreignKey: 'session_id' });
  return models;
}

function connect({ socket, account, password, database, connections }) {
  const sequelize = new Sequelize(database, account, password, {
    dialect: 'mysql', dialectOptions: { socketPath: socket, supportBigNumbers: true }, logging: false, timezone: '+00:00',
    pool: { max: connections, min: connections, acquire: 30000, idle: 60000 }, define: { timestamps: false },
  });
  return { sequelize, ...defineModels(sequelize) };
}

module.exports = { connect };
