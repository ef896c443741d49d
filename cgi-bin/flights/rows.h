/* The flight database, read: one statement each, rows to structs that live in `pool`. */
#ifndef FLIGHTS_ROWS_H
#define FLIGHTS_ROWS_H

#include "db/statement.h"
#include "flights/nouns.h"

/* All of them, sorted by code; aircraft with their cabins. */
const struct err *rows_airports(
    struct db *db, apr_pool_t *pool, const struct airport **out, size_t *count);
const struct err *rows_aircraft(
    struct db *db, apr_pool_t *pool, const struct aircraft **out, size_t *count);

/* Is there any airport at all? */
const struct err *rows_has_airports(struct db *db, apr_pool_t *pool, bool *out);

/* The names of a departure, for looking whether it is there. */
struct departure_name {
	const char *flight_no;
	int32_t on;
};

/* What is there on the dates from..to, sorted by date and flight number. */
const struct err *rows_departure_names(struct db *db, int32_t from, int32_t to, apr_pool_t *pool,
    const struct departure_name **out, size_t *count);

/* Departures with fares and taxes of one moment: one statement. The state is the stored one.
 * Sorted by time. */
const struct err *rows_departures_on_route(struct db *db, const char *origin,
    const char *destination, int32_t from, int32_t to, apr_pool_t *pool,
    const struct departure **out, size_t *count);
/* All dates from..to of one flight, sorted by date. */
const struct err *rows_departures_of_flight(struct db *db, const char *flight_no, int32_t from,
    int32_t to, apr_pool_t *pool, const struct departure **out, size_t *count);
/* `*out` NULL: there is none. */
const struct err *rows_departure(struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool,
    const struct departure **out);

/* Between the words of the database and the enum; the enum's DEPARTED is never stored. */
const char *rows_state_text(enum departure_state state);
enum departure_state rows_state_read(const char *text);

#endif
