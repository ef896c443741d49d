/* Places and aircraft, in memory: what every answer needs and hardly ever changes. */
#ifndef FLIGHTS_CATALOG_H
#define FLIGHTS_CATALOG_H

#include "db/statement.h"
#include "flights/nouns.h"

struct catalog {
	const struct airport *airports; /* sorted by code */
	size_t airport_count;
	const struct aircraft *aircraft; /* sorted by code */
	size_t aircraft_count;
	const char *airports_json; /* the answer to GET /v1/airports; NULL from catalog_read */
	size_t airports_json_length;
	const char *airports_etag;
};

/* NULL where there is none. */
const struct airport *catalog_airport(const struct catalog *catalog, const char *code);
const struct aircraft *catalog_aircraft(const struct catalog *catalog, const char *code);
const struct cabin *catalog_cabin(const struct aircraft *aircraft, const char *code);

/* Straight from the database, into `pool`: two round trips. */
const struct err *catalog_read(struct db *db, apr_pool_t *pool, struct catalog *out);

/*
 * The process's copy, read again by the first who finds it older than `max_age_ms`. Stays as it
 * is until `pool` ends. When it cannot be read again, the old one is given, and the next try is 5
 * s later. Where there is none, the error. Who waits for the one who reads gets what he gets. Where
 * there is none, nobody waits for 5 s after a failure, and one at a time tries. Any thread.
 */
#define CATALOG_AGE_MS 60000
#define CATALOG_AGE_MISSED_MS 1000 /* for who met a code that is not in it */
const struct err *catalog_get(
    struct db *db, int64_t max_age_ms, apr_pool_t *pool, const struct catalog **out);

#endif
