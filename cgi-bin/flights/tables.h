/* The demo carrier's tables: airports, aircraft with cabins, and its timetable, as tab-separated
 * files in one folder. */
#ifndef FLIGHTS_TABLES_H
#define FLIGHTS_TABLES_H

#include "flights/catalog.h"
#include "flights/generate.h"

/* airports.tsv, aircraft.tsv and cabins.tsv, sorted by code. CODE_INVALID with path and line: a
 * wrong value, an unknown zone. */
const struct err *tables_catalog(const char *folder, apr_pool_t *pool, struct catalog *out);

/* network.tsv; every code in it is in the catalog, else CODE_INVALID with path and line. */
const struct err *tables_timetable(
    const char *folder, const struct catalog *catalog, apr_pool_t *pool, struct timetable *out);

#endif
