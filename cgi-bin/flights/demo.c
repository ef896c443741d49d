/* The demo carrier in the flight database: what its tables have and the database lacks. */
#include "flights/demo.h"

#include "base/pool.h"
#include "db/tx.h"
#include "flights/generate.h"
#include "flights/tables.h"
#include "flights/writes.h"

#include <string.h>

struct places_work {
	const struct catalog *wanted;
	struct demo_report *report;
};

static bool is_same_airport(const struct airport *a, const struct airport *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->city, b->city) == 0 &&
	    strcmp(a->country, b->country) == 0 && strcmp(a->zone, b->zone) == 0 &&
	    a->latitude_e6 == b->latitude_e6 && a->longitude_e6 == b->longitude_e6;
}

static const struct err *fill_airports(struct db *db, const struct catalog *wanted,
    const struct catalog *there, apr_pool_t *pool, struct demo_report *report)
{
	struct airport *fresh = pool_make_many(pool, struct airport, wanted->airport_count);
	size_t count = 0;

	for (size_t i = 0; i < wanted->airport_count; i++) {
		const struct airport *airport = &wanted->airports[i];
		const struct airport *known = catalog_airport(there, airport->code);
		if (known == NULL) {
			fresh[count++] = *airport;
		} else if (!is_same_airport(known, airport)) {
			TRY(writes_update_airport(db, airport, pool));
			report->airports_changed++;
		}
	}
	report->airports_added = (int64_t)count;
	return writes_insert_airports(db, fresh, count, pool);
}

static const struct err *fill_places_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct places_work *work = arg;
	struct catalog there;

	*work->report = (struct demo_report){ .airports_added = 0 };
	TRY(catalog_read(db, pool, &there));
	TRY(fill_airports(db, work->wanted, &there, pool, work->report));
	for (size_t i = 0; i < work->wanted->aircraft_count; i++) {
		const struct aircraft *aircraft = &work->wanted->aircraft[i];
		if (catalog_aircraft(&there, aircraft->code) != NULL)
			continue;
		TRY(writes_insert_aircraft(db, aircraft, pool));
		work->report->aircraft_added++;
	}
	return NULL;
}

const struct err *demo_fill_places(
    struct db *db, const char *folder, apr_pool_t *pool, struct demo_report *out)
{
	struct catalog wanted;
	struct places_work work = { &wanted, out };

	TRY(tables_catalog(folder, pool, &wanted));
	return tx_run(db, fill_places_in_tx, &work, pool);
}

const struct err *demo_fill(
    struct db *db, const char *folder, int32_t today, apr_pool_t *pool, struct demo_report *out)
{
	struct generate_report generated;
	struct catalog wanted, there;
	struct timetable timetable;
	struct places_work work = { &wanted, out };

	TRY(tables_catalog(folder, pool, &wanted));
	TRY(tables_timetable(folder, &wanted, pool, &timetable));
	TRY(tx_run(db, fill_places_in_tx, &work, pool));
	TRY(catalog_read(db, pool, &there));
	TRY(generate_departures(db, &there, &timetable, today, DEMO_DAYS, pool, &generated));
	out->departures_added = generated.added;
	out->departures_known = generated.known;
	return NULL;
}
