/* The flight service's answers, read strictly: what is out of type, range or size is an error. */
#ifndef REMOTE_FLIGHT_READER_H
#define REMOTE_FLIGHT_READER_H

#include "base/err.h"
#include "model/airport.h"
#include "model/departure.h"
#include "remote/flight_client.h"

#define FLIGHT_AIRPORTS_MAX 20000
#define FLIGHT_DEPARTURES_MAX 2000
#define FLIGHT_CHANGES_MAX 500

/* A question for departures: those of `days` local dates from `on`. */
struct flight_search {
	const char *origin, *destination;
	int32_t on;
	int days;
};

/* What is left out of a list, since nothing can be made of it: how many, and of the first one its name ("": none) and what is wrong. */
struct flight_left_out {
	size_t count;
	const char *first;
	const struct err *reason;
};
/* One more; `name` may be NULL. */
void flight_left_out_add(
    struct flight_left_out *left_out, const char *name, const struct err *reason);
/* In one line of the log, if there are any. */
void flight_left_out_tell(
    const struct flight_left_out *left_out, const char *list, apr_pool_t *pool);

/*
 * All of these read a whole answer of `length` bytes into structs that live in `pool`.
 * CODE_INVALID for anything that is not such an answer; the text names the member and no value.
 * Unknown members are ignored. `as_of` is left 0: the caller knows when the answer was given.
 */
const struct err *flight_read_airports(
    const char *text, size_t length, apr_pool_t *pool, struct airports *out);
/*
 * Sorted by time; each must be between the places and dates that were asked for, and named once. Of which anything else is not as it should be, those are left out, with a line in the log; only where none
 * even has a name it is no such answer.
 */
const struct err *flight_read_departures(const char *text, size_t length,
    const struct flight_search *asked, apr_pool_t *pool, struct departures *out);
/* It must be the departure that was asked for. Where it is, and something else about it is not as it should be, the error has its name (FACT_DEPARTURE): others may be well. */
const struct err *flight_read_departure(const char *text, size_t length, const char *flight_no,
    int32_t on, apr_pool_t *pool, const struct departure **out);
/* Cursors must rise from above `cursor`. Of a line of which the rest cannot be read there is the cursor, and a line in the log. */
const struct err *flight_read_changes(const char *text, size_t length, int64_t cursor,
    apr_pool_t *pool, const struct departure_change **out, size_t *count);

#endif
