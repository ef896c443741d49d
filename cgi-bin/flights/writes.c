/* The flight database, written: rows are collected and sent 64 at a time. */
#include "flights/writes.h"

#include "base/pool.h"
#include "db/tx.h"
#include "flights/rows.h"

#define BATCH 64
#define COLUMNS_MAX 9

/* Rows on their way into one table. */
struct batch {
	struct db *db;
	const struct query *query;
	size_t columns;
	size_t rows;
	struct arg args[BATCH * COLUMNS_MAX];
	apr_pool_t *pool; /* cleared with each sending */
};

static const struct query INSERT_DEPARTURE = {
	.text = "INSERT INTO departure (flight_no, departs_on, origin, destination, departs_at, "
		"arrives_at, state, version, aircraft) VALUES",
	.row = "(?,?,?,?,?,?,?,?,?)",
};
static const struct query INSERT_FARE = {
	.text = "INSERT INTO fare (flight_no, departs_on, basis, cabin, amount_minor, currency, "
		"is_refundable, change_fee_minor, cancel_fee_minor) VALUES",
	.row = "(?,?,?,?,?,?,?,?,?)",
};
static const struct query INSERT_TAX = {
	.text = "INSERT INTO fare_tax (flight_no, departs_on, basis, code, amount_minor) VALUES",
	.row = "(?,?,?,?,?)",
};
static const struct query INSERT_AIRPORT = {
	.text = "INSERT INTO airport (code, name, city, country, zone, latitude_e6, "
		"longitude_e6) VALUES",
	.row = "(?,?,?,?,?,?,?)",
};

static struct batch *batch_new(
    struct db *db, const struct query *query, size_t columns, apr_pool_t *pool)
{
	struct batch *batch = pool_make(pool, struct batch);
	batch->db = db;
	batch->query = query;
	batch->columns = columns;
	batch->pool = pool_new(pool);
	return batch;
}

/* An error outlives the batch's own pool. */
static const struct err *batch_send(struct batch *batch)
{
	if (batch->rows == 0)
		return NULL;
	TRY(db_insert_many(
	    batch->db, batch->query, batch->rows, batch->columns, batch->args, batch->pool, NULL));
	batch->rows = 0;
	apr_pool_clear(batch->pool);
	return NULL;
}

static const struct err *batch_add(struct batch *batch, const struct arg *args)
{
	for (size_t i = 0; i < batch->columns; i++)
		batch->args[batch->rows * batch->columns + i] = args[i];
	if (++batch->rows < BATCH)
		return NULL;
	return batch_send(batch);
}

static const struct err *add_departure(struct batch *batch, const struct departure *departure)
{
	const struct arg args[] = {
		arg_text(departure->flight_no),
		arg_date(departure->on),
		arg_text(departure->origin),
		arg_text(departure->destination),
		arg_instant(departure->departs_at),
		arg_instant(departure->arrives_at),
		arg_text(rows_state_text(departure->state)),
		arg_int(departure->version),
		arg_text(departure->aircraft),
	};
	return batch_add(batch, args);
}

static const struct err *add_fare(
    struct batch *batch, const struct departure *departure, const struct fare *fare)
{
	const struct arg args[] = {
		arg_text(departure->flight_no),
		arg_date(departure->on),
		arg_text(fare->basis),
		arg_text(fare->cabin),
		arg_int(fare->amount_minor),
		arg_text(fare->currency),
		arg_int(fare->is_refundable),
		arg_int(fare->change_fee_minor),
		arg_int(fare->cancel_fee_minor),
	};
	return batch_add(batch, args);
}

static const struct err *add_tax(struct batch *batch, const struct departure *departure,
    const struct fare *fare, const struct tax *tax)
{
	const struct arg args[] = {
		arg_text(departure->flight_no),
		arg_date(departure->on),
		arg_text(fare->basis),
		arg_text(tax->code),
		arg_int(tax->amount_minor),
	};
	return batch_add(batch, args);
}

/* Table after table: a row's parent is always there before it. */
static const struct err *insert_fares(
    struct db *db, const struct departure *departures, size_t count, apr_pool_t *pool)
{
	struct batch *batch = batch_new(db, &INSERT_FARE, 9, pool);
	for (size_t i = 0; i < count; i++)
		for (size_t f = 0; f < departures[i].fare_count; f++)
			TRY(add_fare(batch, &departures[i], &departures[i].fares[f]));
	TRY(batch_send(batch));

	batch = batch_new(db, &INSERT_TAX, 5, pool);
	for (size_t i = 0; i < count; i++)
		for (size_t f = 0; f < departures[i].fare_count; f++) {
			const struct fare *fare = &departures[i].fares[f];
			for (size_t t = 0; t < fare->tax_count; t++)
				TRY(add_tax(batch, &departures[i], fare, &fare->taxes[t]));
		}
	return batch_send(batch);
}

const struct err *writes_insert_departures(
    struct db *db, const struct departure *departures, size_t count, apr_pool_t *pool)
{
	struct batch *batch = batch_new(db, &INSERT_DEPARTURE, 9, pool);
	for (size_t i = 0; i < count; i++)
		TRY(add_departure(batch, &departures[i]));
	TRY(batch_send(batch));
	return insert_fares(db, departures, count, pool);
}

static const struct err *delete_fares(
    struct db *db, const struct departure *departure, apr_pool_t *pool)
{
	static const struct query taxes = {
		.text = "DELETE FROM fare_tax WHERE flight_no = ? AND departs_on = ?",
	};
	static const struct query fares = {
		.text = "DELETE FROM fare WHERE flight_no = ? AND departs_on = ?",
	};
	const struct arg name[] = { arg_text(departure->flight_no), arg_date(departure->on) };

	TRY(db_run(db, &taxes, name, 2, pool, NULL));
	return db_run(db, &fares, name, 2, pool, NULL);
}

const struct err *writes_update_departure(
    struct db *db, const struct departure *departure, bool with_fares, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "UPDATE departure SET departs_at = ?, arrives_at = ?, state = ?, version = ?, "
		    "aircraft = ? WHERE flight_no = ? AND departs_on = ? AND version = ?",
	};
	struct db_done done;

	TRY(db_run(db, &query,
	    ARGS(arg_instant(departure->departs_at), arg_instant(departure->arrives_at),
		arg_text(rows_state_text(departure->state)), arg_int(departure->version),
		arg_text(departure->aircraft), arg_text(departure->flight_no),
		arg_date(departure->on), arg_int(departure->version - 1)),
	    pool, &done));
	if (done.rows != 1)
		return tx_again(pool, "the departure has moved");
	if (!with_fares)
		return NULL;
	TRY(delete_fares(db, departure, pool));
	return insert_fares(db, departure, 1, pool);
}

const struct err *writes_insert_airports(
    struct db *db, const struct airport *airports, size_t count, apr_pool_t *pool)
{
	struct batch *batch = batch_new(db, &INSERT_AIRPORT, 7, pool);
	for (size_t i = 0; i < count; i++) {
		const struct arg args[] = {
			arg_text(airports[i].code),
			arg_text(airports[i].name),
			arg_text(airports[i].city),
			arg_text(airports[i].country),
			arg_text(airports[i].zone),
			arg_int(airports[i].latitude_e6),
			arg_int(airports[i].longitude_e6),
		};
		TRY(batch_add(batch, args));
	}
	return batch_send(batch);
}

const struct err *writes_update_airport(
    struct db *db, const struct airport *airport, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE airport SET name = ?, city = ?, country = ?, zone = ?, "
			"latitude_e6 = ?, "
			"longitude_e6 = ? WHERE code = ?",
	};

	return db_run(db, &query,
	    ARGS(arg_text(airport->name), arg_text(airport->city), arg_text(airport->country),
		arg_text(airport->zone), arg_int(airport->latitude_e6),
		arg_int(airport->longitude_e6), arg_text(airport->code)),
	    pool, NULL);
}

const struct err *writes_insert_aircraft(
    struct db *db, const struct aircraft *aircraft, apr_pool_t *pool)
{
	static const struct query insert_aircraft = {
		.text = "INSERT INTO aircraft (code, name, cruise_kmh) VALUES (?,?,?)",
	};
	static const struct query insert_cabin = {
		.text = "INSERT INTO cabin (aircraft, code, name, first_row, last_row, letters, "
			"exit_rows, "
			"missing) VALUES (?,?,?,?,?,?,?,?)",
	};

	TRY(db_run(db, &insert_aircraft,
	    ARGS(arg_text(aircraft->code), arg_text(aircraft->name), arg_int(aircraft->cruise_kmh)),
	    pool, NULL));
	for (size_t i = 0; i < aircraft->cabin_count; i++) {
		const struct cabin *cabin = &aircraft->cabins[i];
		TRY(db_run(db, &insert_cabin,
		    ARGS(arg_text(aircraft->code), arg_text(cabin->code), arg_text(cabin->name),
			arg_int(cabin->first_row), arg_int(cabin->last_row),
			arg_text(cabin->letters), arg_text(cabin->exit_rows),
			arg_text(cabin->missing)),
		    pool, NULL));
	}
	return NULL;
}
