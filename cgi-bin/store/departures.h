/* Table departure (with departure_cabin): what booking knows of the flights that it sells seats on. */
#ifndef STORE_DEPARTURES_H
#define STORE_DEPARTURES_H

#include "model/departure.h"
#include "store/asked.h"

/* The id of all that booking does not know; who learns one notes it as changed (tx_changes). */
#define DEPARTURE_UNKNOWN 0

/*
 * In a transaction: what is sold of this departure changes (tx_changes), and with it whatever is unknown here: another machine may have made it known, and a look of this one still be of when it was not.
 */
void departures_note_change(struct db *db, int64_t id);

/* A departure as booking keeps it. `departure` has cabins, no fares. */
struct departure_row {
	int64_t id;           /* 0: there is none */
	int64_t version;      /* of this row: one event for each */
	bool is_sales_closed; /* by staff */
	bool
	    is_too_late; /* departs within the closing minutes asked for, by the database's clock */
	struct departure departure;
	int64_t gate_closed_at; /* CLOCK_NONE: open */
};

/* By name; id 0 when booking does not know it. Without cabins. */
const struct err *departures_find(
    struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool, struct departure_row *out);
/* As departures_find, locked exclusively until the end of the transaction: buyers wait. */
const struct err *departures_lock(
    struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool, struct departure_row *out);

/*
 * By id (1..4 of them), without cabins, in the order of `ids`; each row locked shared in order of id: who retimes, closes or cancels waits for the buyers, and they for him. Unknown ids: CODE_BROKEN.
 */
const struct err *departures_lock_shared(struct db *db, const int64_t *ids, size_t count,
    int64_t close_minutes, apr_pool_t *pool, struct departure_row *out);

/* The same, asked now and read later by departures_read. */
const struct err *departures_lock_shared_later(struct db *db, const int64_t *ids, size_t count,
    int64_t close_minutes, apr_pool_t *pool, struct asked *out);
/* The same, exclusively: all who take or give back seats there are waited for, and those who come later wait. */
const struct err *departures_lock_alone_later(struct db *db, const int64_t *ids, size_t count,
    int64_t close_minutes, apr_pool_t *pool, struct asked *out);
const struct err *departures_read(const struct asked *asked, const int64_t *ids, size_t count,
    apr_pool_t *pool, struct departure_row *out);

/* A new one with its cabins; CODE_DUPLICATE (departure_name) when somebody was first. What was learned is to be asked for once more (store/departure_questions.h). */
const struct err *departures_insert(
    struct db *db, const struct departure *departure, apr_pool_t *pool, int64_t *id);
/* Their ids, 0 for each that booking does not know. */
const struct err *departures_list_ids(struct db *db, const struct departure *const *list,
    size_t count, apr_pool_t *pool, int64_t *ids);
/* Many new ones in order, without their cabins. CODE_DUPLICATE alike: then none of the transaction may stay. */
const struct err *departures_insert_many(
    struct db *db, const struct departure *const *list, size_t count, apr_pool_t *pool);
/* What the flight service says now, cabins included; version +1. The row must be locked. */
const struct err *departures_set_known(
    struct db *db, int64_t id, const struct departure *departure, apr_pool_t *pool);

/* Closed or opened by staff; version +1. The row must be locked. */
const struct err *departures_set_sales(struct db *db, int64_t id, bool is_closed, apr_pool_t *pool);

/* Something else about it was changed: version +1. The row must be locked. */
const struct err *departures_set_version(struct db *db, int64_t id, apr_pool_t *pool);

/* Closed at the gate, and with it its sales; version +1. The row must be locked exclusively. */
const struct err *departures_set_gate_closed(struct db *db, int64_t id, apr_pool_t *pool);

/* What booking knows of a departure, without reading all of it. */
struct departure_known {
	const char *name;
	int64_t service_version;
	int64_t id;
};
/* Of these, in their order; id 0 for each that booking does not know. However many there are, no others are read. */
const struct err *departures_list_named(struct db *db, const struct departure *const *list,
    size_t count, apr_pool_t *pool, struct departure_known *out);
/* All of a route between two dates. */
struct departure_route {
	const char *origin, *destination;
	int32_t from_on, until_on;
};
const struct err *departures_list_of_route(struct db *db, const struct departure_route *route,
    apr_pool_t *pool, const struct departure_known **out, size_t *count);

#endif
