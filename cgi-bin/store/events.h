/* Table event: one line for each version of a hold, booking, departure or coupon (at the gate), append-only. */
#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H

#include "db/statement.h"

struct event {
	const char *actor;
	const char *request_id; /* NULL: none */
	const char *subject;    /* "hold", "booking", "departure", "coupon" */
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

/* How the detail of an event begins that the flight service's word made. */
#define EVENTS_LEARNED "flight service version "
/* The detail of an event of signing in, as an SQL text: nothing about the journey changed, so nobody is told by mail. */
#define EVENTS_ADOPTED "'signed in'"
/* Signing in: what is live of a guest's holds and bookings gets its event of a version more, before it changes hands. In a transaction that has the guest's lock. */
const struct err *events_insert_adopted(struct db *db, int64_t from_customer_id, const char *actor,
    const char *request_id, apr_pool_t *pool);

/* An event as it is read, with the public name of what it is about. */
struct event_row {
	int64_t id;
	int64_t at;
	const char *name; /* "AX204/2026-12-01", a hold's ref, a locator, "ABC789/2" */
	struct event event;
};
/* Of a list in order of time: at most `most` behind the place of an event, or before it (`is_back`). */
struct event_part {
	int64_t at, id;
	bool is_back;
	int64_t most;
};
/* Of one hold (its ref) with the booking made from it, its passengers at gates, and of its departures since it was placed; by time. */
const struct err *events_list_of_hold(struct db *db, const char *ref, const struct event_part *part,
    apr_pool_t *pool, struct event_row **out, size_t *count);
/* Of one departure, by time. */
const struct err *events_list_of_departure(struct db *db, const char *flight_no, int32_t on,
    const struct event_part *part, apr_pool_t *pool, struct event_row **out, size_t *count);
/* Of one departure, the newest first: what came before this version (0: all), at most `most`. */
const struct err *events_list_of_departure_back(struct db *db, int64_t departure_id,
    int64_t before_version, int64_t most, apr_pool_t *pool, struct event_row **out, size_t *count);
/* The ref of the hold that a booking was made from; NULL: there is no such booking. */
const struct err *events_find_hold_ref(
    struct db *db, const char *locator, apr_pool_t *pool, const char **ref);

#endif
