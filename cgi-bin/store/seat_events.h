/* Table seat_event: exactly one row for each change of a claim (two where one is taken over), append-only; a departure's rows count for its seat map's revision. */
#ifndef STORE_SEAT_EVENTS_H
#define STORE_SEAT_EVENTS_H

#include "db/statement.h"

struct seat_event {
	int64_t departure_id;
	const char *seat_no;
	const char *
	    what; /* "held" (again: for longer), "sold", "moved", "released", "expired", "cancelled", "blocked", "unblocked" */
	int64_t hold_id; /* 0: none */
};

const struct err *seat_events_insert(
    struct db *db, const struct seat_event *events, size_t count, apr_pool_t *pool);

#endif
