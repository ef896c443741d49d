/* A small flight database for tests: a few airports and aircraft, and departures between them. */
#ifndef SUPPORT_FLIGHTS_H
#define SUPPORT_FLIGHTS_H

#include "flights/catalog.h"

/* The tables of sql/flights (tests run at the top of the repository) with FRA, JFK, LHR, AKL and
 * RAR, an A320 and an A333, all empty of departures. */
void flights_tables(struct db *db, apr_pool_t *pool);
void flights_drop(struct db *db);

/* The same places without a database. */
const struct catalog *flights_catalog(void);

/* FRA to LHR on an A320 at `at`, two hours, one fare Y for EUR 100.00 with a tax of EUR 20.00.
 * `on` is FRA's date of `at`. */
struct departure flights_departure(const char *flight_no, int64_t at);

/* Insert it the way programs do: one transaction with its line in the feed. */
const struct err *flights_create(
    struct db *db, const struct departure *departure, apr_pool_t *pool);

#endif
