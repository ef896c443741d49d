/* What an address or a customer keeps, and what they gave back unbought: out of the tables keeping_gone, hold, segment and seat_claim. */
#ifndef STORE_KEEPINGS_H
#define STORE_KEEPINGS_H

#include "model/departure.h"
#include "store/asked.h"

/* Seats that an address gave back, or whose time was over, are remembered for so long. */
#define KEEPINGS_DAY "INTERVAL 1 DAY"

/* A departure's seats; and what holds of one address have of them. */
enum keeping_kind {
	KEEPING_PLAN, /* `seats` there are                                                           */
	KEEPING_HELD, /* `seats` that one open hold has now, from `first_at` (placed) to `last_at` (over) */
	KEEPING_GONE /* `seats` that ended unbought within a day, the first and the last time         */
};
struct keeping {
	int64_t departure_id;
	enum keeping_kind kind;
	int64_t hold_id; /* KEEPING_HELD */
	int64_t seats;
	int64_t
	    placed_at; /* KEEPING_HELD: the hold; KEEPING_GONE: the first of the holds that had them */
	int64_t first_at, last_at;
};

/* Of these departures (1..4), in any order; `*now` by the database's clock. A departure may have several rows of a kind. */
const struct err *keepings_list(struct db *db, const int64_t *departure_ids, size_t count,
    const char *address, apr_pool_t *pool, struct keeping **out, size_t *found, int64_t *now);

/* Has this address anything that is KEEPING_GONE of these departures? Asked in a third of the time. */
const struct err *keepings_find_gone(struct db *db, const int64_t *departure_ids, size_t count,
    const char *address, apr_pool_t *pool, bool *is_there);

/* Written down of a hold, in the transaction in which its seats go and before they do: it gives back what it has of each departure now; or its time was over, with a seat of each departure for each of the party who has one. */
const struct err *keepings_insert_given_back_later(
    struct db *db, int64_t hold_id, apr_pool_t *pool);
const struct err *keepings_insert_over_later(struct db *db, int64_t hold_id, apr_pool_t *pool);

/* What is older than a day, `most` rows of it. */
const struct err *keepings_delete_old(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count);

/* From here to the end of the transaction nobody else keeps seats of these departures longer: the rows of their cabins, locked in order. */
const struct err *keepings_lock(
    struct db *db, const int64_t *departure_ids, size_t count, apr_pool_t *pool);

/* Holds of a customer or a browser that ended within a day, newest first: those that were bought, whatever they had, and others once for each of these departures that they had. At most 400. Asked now, read later. */
struct keeping_end {
	bool is_bought;
	int64_t departure_id; /* 0: none of these, it was bought */
	int64_t placed_at, ended_at;
};
const struct err *keepings_list_ends_later(struct db *db, int64_t customer_id, int64_t browser_id,
    const int64_t *departure_ids, size_t count, apr_pool_t *pool, struct asked *out);
void keepings_read_ends(
    const struct asked *asked, apr_pool_t *pool, struct keeping_end **out, size_t *found);

#endif
