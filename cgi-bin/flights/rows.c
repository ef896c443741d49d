/* The flight database, read: airports, aircraft with cabins, and departures joined with fares
 * and taxes. */
#include "flights/rows.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"

#include <string.h>

const struct err *rows_airports(
    struct db *db, apr_pool_t *pool, const struct airport **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT a.code, a.name, a.city, a.country, a.zone, a.latitude_e6, a.longitude_e6, "
		    "served.code IS NOT NULL FROM airport a LEFT JOIN ("
		    "SELECT origin AS code FROM departure WHERE departs_on >= CURRENT_DATE "
		    "UNION SELECT destination FROM departure WHERE departs_on >= CURRENT_DATE"
		    ") served ON served.code = a.code ORDER BY a.code",
	};
	struct rows *rows;
	size_t n = 0;

	/* They are kept for long, and the rows that they come from are four times as large. */
	apr_pool_t *scratch = pool_new(pool);
	TRY(db_select(db, &query, NO_ARGS, scratch, &rows));
	struct airport *airports = pool_make_many(pool, struct airport, rows_count(rows));
	for (; rows_next(rows); n++)
		airports[n] = (struct airport){
			.code = apr_pstrdup(pool, row_text(rows, 0)),
			.name = apr_pstrdup(pool, row_text(rows, 1)),
			.city = apr_pstrdup(pool, row_text(rows, 2)),
			.country = apr_pstrdup(pool, row_text(rows, 3)),
			.zone = apr_pstrdup(pool, row_text(rows, 4)),
			.latitude_e6 = row_int(rows, 5),
			.longitude_e6 = row_int(rows, 6),
			.is_served = row_int(rows, 7) != 0,
		};
	apr_pool_destroy(scratch);
	*out = airports;
	*count = n;
	return NULL;
}

const struct err *rows_aircraft(
    struct db *db, apr_pool_t *pool, const struct aircraft **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT a.code, a.name, a.cruise_kmh, c.code, c.name, c.first_row, c.last_row, "
		    "c.letters, c.exit_rows, c.missing FROM aircraft a "
		    "JOIN cabin c ON c.aircraft = a.code ORDER BY a.code, c.first_row",
	};
	struct rows *rows;
	size_t n = 0, cabin_count = 0;

	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	struct aircraft *aircraft = pool_make_many(pool, struct aircraft, rows_count(rows));
	struct cabin *cabins = pool_make_many(pool, struct cabin, rows_count(rows));
	while (rows_next(rows)) {
		const char *code = row_text(rows, 0);
		if (n == 0 || strcmp(aircraft[n - 1].code, code) != 0)
			aircraft[n++] = (struct aircraft){
				.code = code,
				.name = row_text(rows, 1),
				.cruise_kmh = row_int(rows, 2),
				.cabins = &cabins[cabin_count],
			};
		aircraft[n - 1].cabin_count++;
		cabins[cabin_count++] = (struct cabin){
			.aircraft = code,
			.code = row_text(rows, 3),
			.name = row_text(rows, 4),
			.first_row = row_int(rows, 5),
			.last_row = row_int(rows, 6),
			.letters = row_text(rows, 7),
			.exit_rows = row_text(rows, 8),
			.missing = row_text(rows, 9),
		};
	}
	*out = aircraft;
	*count = n;
	return NULL;
}

const struct err *rows_has_airports(struct db *db, apr_pool_t *pool, bool *out)
{
	static const struct query query = { .text = "SELECT code FROM airport LIMIT 1" };
	struct rows *rows;

	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	*out = rows_next(rows);
	return NULL;
}

const struct err *rows_departure_names(struct db *db, int32_t from, int32_t to, apr_pool_t *pool,
    const struct departure_name **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT flight_no, departs_on FROM departure WHERE departs_on BETWEEN ? AND ? "
		    "ORDER BY departs_on, flight_no",
	};
	struct rows *rows;
	size_t n = 0;

	TRY(db_select(db, &query, ARGS(arg_date(from), arg_date(to)), pool, &rows));
	struct departure_name *names = pool_make_many(
	    pool, struct departure_name, rows_count(rows));
	for (; rows_next(rows); n++)
		names[n] = (struct departure_name){ row_text(rows, 0), row_date(rows, 1) };
	*out = names;
	*count = n;
	return NULL;
}

static const char *const STATES[] = { "scheduled", "retimed", "cancelled", "departed" };

const char *rows_state_text(enum departure_state state)
{
	return STATES[state];
}

enum departure_state rows_state_read(const char *text)
{
	for (int state = DEPARTURE_SCHEDULED; state < DEPARTURE_DEPARTED; state++)
		if (strcmp(text, STATES[state]) == 0)
			return (enum departure_state)state;
	return DEPARTURE_SCHEDULED;
}

/* A row is a tax of a fare of a departure; a fare without taxes has one row, a departure without
 * fares too. */
#define JOINED \
	"SELECT d.flight_no, d.departs_on, d.origin, d.destination, d.departs_at, d.arrives_at, " \
	"d.state, d.version, d.aircraft, f.basis, f.cabin, f.amount_minor, f.currency, " \
	"f.is_refundable, f.change_fee_minor, f.cancel_fee_minor, t.code, t.amount_minor " \
	"FROM departure d " \
	"LEFT JOIN fare f ON f.flight_no = d.flight_no AND f.departs_on = d.departs_on " \
	"LEFT JOIN fare_tax t ON t.flight_no = f.flight_no AND t.departs_on = f.departs_on " \
	"AND t.basis = f.basis "
#define BY_FARE "f.amount_minor, f.basis, t.code"

static struct departure read_departure(const struct rows *rows)
{
	return (struct departure){
		.flight_no = row_text(rows, 0),
		.on = row_date(rows, 1),
		.origin = row_text(rows, 2),
		.destination = row_text(rows, 3),
		.departs_at = row_instant(rows, 4),
		.arrives_at = row_instant(rows, 5),
		.state = rows_state_read(row_text(rows, 6)),
		.version = row_int(rows, 7),
		.aircraft = row_text(rows, 8),
	};
}

static struct fare read_fare(const struct rows *rows)
{
	return (struct fare){
		.basis = row_text(rows, 9),
		.cabin = row_text(rows, 10),
		.amount_minor = row_int(rows, 11),
		.currency = row_text(rows, 12),
		.is_refundable = row_int(rows, 13) != 0,
		.change_fee_minor = row_int(rows, 14),
		.cancel_fee_minor = row_int(rows, 15),
	};
}

static bool is_same_departure(const struct departure *departure, const struct rows *rows)
{
	return departure->on == row_date(rows, 1) &&
	    strcmp(departure->flight_no, row_text(rows, 0)) == 0;
}

/* Rows of JOINED, in an order that keeps a departure's and a fare's rows together. */
static const struct departure *read_joined(struct rows *rows, apr_pool_t *pool, size_t *count)
{
	size_t most = rows_count(rows), n = 0, fare_count = 0, tax_count = 0;
	struct departure *departures = pool_make_many(pool, struct departure, most);
	struct fare *fares = pool_make_many(pool, struct fare, most);
	struct tax *taxes = pool_make_many(pool, struct tax, most);

	while (rows_next(rows)) {
		if (n == 0 || !is_same_departure(&departures[n - 1], rows)) {
			departures[n] = read_departure(rows);
			departures[n++].fares = &fares[fare_count];
		}
		if (row_is_null(rows, 9))
			continue;
		struct departure *departure = &departures[n - 1];
		if (departure->fare_count == 0 ||
		    strcmp(fares[fare_count - 1].basis, row_text(rows, 9)) != 0) {
			fares[fare_count] = read_fare(rows);
			fares[fare_count++].taxes = &taxes[tax_count];
			departure->fare_count++;
		}
		if (row_is_null(rows, 16))
			continue;
		fares[fare_count - 1].tax_count++;
		taxes[tax_count++] = (struct tax){ row_text(rows, 16), row_int(rows, 17) };
	}
	*count = n;
	return departures;
}

const struct err *rows_departures_on_route(struct db *db, const char *origin,
    const char *destination, int32_t from, int32_t to, apr_pool_t *pool,
    const struct departure **out, size_t *count)
{
	static const struct query query = {
		.text = JOINED
		"WHERE d.origin = ? AND d.destination = ? AND d.departs_on BETWEEN ? AND ? "
		"ORDER BY d.departs_at, d.flight_no, d.departs_on, " BY_FARE,
	};
	struct rows *rows;

	TRY(db_select(db, &query,
	    ARGS(arg_text(origin), arg_text(destination), arg_date(from), arg_date(to)), pool,
	    &rows));
	*out = read_joined(rows, pool, count);
	return NULL;
}

const struct err *rows_departures_of_flight(struct db *db, const char *flight_no, int32_t from,
    int32_t to, apr_pool_t *pool, const struct departure **out, size_t *count)
{
	static const struct query query = {
		.text = JOINED "WHERE d.flight_no = ? AND d.departs_on BETWEEN ? AND ? "
			       "ORDER BY d.departs_on, " BY_FARE,
	};
	struct rows *rows;

	TRY(db_select(
	    db, &query, ARGS(arg_text(flight_no), arg_date(from), arg_date(to)), pool, &rows));
	*out = read_joined(rows, pool, count);
	return NULL;
}

const struct err *rows_departure(struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool,
    const struct departure **out)
{
	size_t count;

	TRY(rows_departures_of_flight(db, flight_no, on, on, pool, out, &count));
	if (count == 0)
		*out = NULL;
	return NULL;
}
