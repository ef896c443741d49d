/* The flight database, written. Departures only inside a transaction that began with feed_lock. */
#ifndef FLIGHTS_WRITES_H
#define FLIGHTS_WRITES_H

#include "db/statement.h"
#include "flights/nouns.h"

/* New departures with their fares and taxes, 64 rows a statement. CODE_DUPLICATE (PRIMARY): one
 * of them is there already. */
const struct err *writes_insert_departures(
    struct db *db, const struct departure *departures, size_t count, apr_pool_t *pool);

/*
 * A departure as it is from now on; `version` is the new one, and the row must stand at `version
 * - 1` (else it runs again: tx_again). `with_fares`: its fares and taxes are replaced.
 */
const struct err *writes_update_departure(
    struct db *db, const struct departure *departure, bool with_fares, apr_pool_t *pool);

const struct err *writes_insert_airports(
    struct db *db, const struct airport *airports, size_t count, apr_pool_t *pool);
const struct err *writes_update_airport(
    struct db *db, const struct airport *airport, apr_pool_t *pool);
/* With its cabins. */
const struct err *writes_insert_aircraft(
    struct db *db, const struct aircraft *aircraft, apr_pool_t *pool);

#endif
