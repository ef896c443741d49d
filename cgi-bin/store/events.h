/* Table event: one line for each version of a hold, booking or departure, append-only. */
#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H

#include "db/statement.h"

struct event {
	const char *actor;
	const char *request_id; /* NULL: none */
	const char *subject;    /* "hold", "booking", "departure" */
	int64_t subject_id;
	int64_t version;        /* the one that the change led to */
	const char *from_state; /* "" for a new one */
	const char *to_state;
	const char *detail; /* NULL: nothing to add */
};

/* A second event of one version is CODE_DUPLICATE (event_version): somebody changed it meanwhile. */
const struct err *events_insert(struct db *db, const struct event *event, apr_pool_t *pool);
const struct err *events_insert_many(
    struct db *db, const struct event *events, size_t count, apr_pool_t *pool);

#endif
