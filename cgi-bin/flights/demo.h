/* The demo carrier in the flight database. */
#ifndef FLIGHTS_DEMO_H
#define FLIGHTS_DEMO_H

#include "db/statement.h"

#define DEMO_DAYS 84

struct demo_report {
	int64_t airports_added, airports_changed;
	int64_t aircraft_added;
	int64_t departures_added, departures_known;
};

/* Airports and aircraft alone, for a carrier that brings its own schedule: as demo_fill, no departures. */
const struct err *demo_fill_places(
    struct db *db, const char *folder, apr_pool_t *pool, struct demo_report *out);

/*
 * Bring the database to what the tables in `folder` say: airports new or corrected; aircraft that
 * are not there (a seat plan that has been sold from never changes: a new plan is a new code);
 * departures of DEMO_DAYS dates from `today` that are not there. Nothing is taken away. Run again
 * it adds what is missing.
 */
const struct err *demo_fill(
    struct db *db, const char *folder, int32_t today, apr_pool_t *pool, struct demo_report *out);

#endif
