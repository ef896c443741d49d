/* A small flight database for tests: a few airports and aircraft, and departures between them. */
#include "support/flights.h"
#include "support/database.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "db/migrate.h"
#include "db/tx.h"
#include "flights/feed.h"
#include "flights/writes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct airport AIRPORTS[] = {
	{ "AKL", "Auckland", "Auckland", "NZ", "Pacific/Auckland", -37008100, 174792000, false },
	{ "FRA", "Frankfurt", "Frankfurt", "DE", "Europe/Berlin", 50033300, 8570600, false },
	{ "JFK", "John F. Kennedy", "New York", "US", "America/New_York", 40639800, -73778900,
	    false },
	{ "LHR", "Heathrow", "London", "GB", "Europe/London", 51470600, -461900, false },
	{ "RAR", "Rarotonga", "Rarotonga", "CK", "Pacific/Rarotonga", -21202600, -159806000,
	    false },
};
static const struct cabin A320_CABINS[] = {
	{ "A320", "Y", "Economy", 1, 30, "ABC DEF", "12 13", "" },
};
static const struct cabin A333_CABINS[] = {
	{ "A333", "J", "Business", 1, 6, "AC DG HK", "", "" },
	{ "A333", "Y", "Economy", 10, 37, "AC DEFG HK", "10 25", "36D 37D" },
};
static const struct aircraft AIRCRAFT[] = {
	{ "A320", "Airbus A320", 830, A320_CABINS, 1 },
	{ "A333", "Airbus A330-300", 870, A333_CABINS, 2 },
};
static const struct catalog CATALOG = {
	.airports = AIRPORTS,
	.airport_count = sizeof(AIRPORTS) / sizeof(AIRPORTS[0]),
	.aircraft = AIRCRAFT,
	.aircraft_count = sizeof(AIRCRAFT) / sizeof(AIRCRAFT[0]),
};

const struct catalog *flights_catalog(void)
{
	return &CATALOG;
}

void flights_tables(struct db *db, apr_pool_t *pool)
{
	struct migration_report report;

	assert_no_err(migrate_run(db, "sql/flights", MIGRATION_PATIENCE, pool, &report));
	assert_no_err(writes_insert_airports(db, AIRPORTS, CATALOG.airport_count, pool));
	for (size_t i = 0; i < CATALOG.aircraft_count; i++)
		assert_no_err(writes_insert_aircraft(db, &AIRCRAFT[i], pool));
}

void flights_drop(struct db *db)
{
	database_sql(db,
	    "DROP TABLE IF EXISTS departure_change, feed_head, fare_tax, fare, departure, cabin, "
	    "aircraft, airport, schema_migration");
}

struct departure flights_departure(const char *flight_no, int64_t at)
{
	static const struct tax tax = { "DE", 2000 };
	static const struct fare fare = { .basis = "Y",
		.cabin = "Y",
		.amount_minor = 10000,
		.taxes = &tax,
		.tax_count = 1,
		.currency = "EUR",
		.is_refundable = true };
	apr_pool_t *pool = pool_new(NULL);
	int offset;

	assert_no_err(date_zone_offset(at, "Europe/Berlin", pool, &offset));
	apr_pool_destroy(pool);
	return (struct departure){ .flight_no = flight_no,
		.on = date_at_offset(at, offset),
		.origin = "FRA",
		.destination = "LHR",
		.departs_at = at,
		.arrives_at = at + 2 * CLOCK_HOUR,
		.version = 1,
		.aircraft = "A320",
		.fares = &fare,
		.fare_count = 1 };
}

static const struct err *create_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct departure *departure = arg;
	int64_t cursor;

	TRY(feed_lock(db, pool, &cursor));
	TRY(writes_insert_departures(db, departure, 1, pool));
	TRY(feed_append(db, departure, 1, pool, &cursor));
	return feed_close(db, cursor, pool);
}

const struct err *flights_create(struct db *db, const struct departure *departure, apr_pool_t *pool)
{
	struct departure copy = *departure;
	return tx_run(db, create_in_tx, &copy, pool);
}
