/* departure.load_permille: how full departures are, as lists are ordered. */
#ifndef STORE_LOADS_H
#define STORE_LOADS_H

#include "db/statement.h"

/*
 * The departures of the next seat events behind `after_id` that are older than `settled_after_s`, at most `most` events: each departure once, `*count` of them (0: no events), and the last event's id.
 */
const struct err *loads_list_changed(struct db *db, int64_t after_id, int64_t settled_after_s,
    int64_t most, apr_pool_t *pool, const int64_t **departure_ids, size_t *count, int64_t *last_id);

struct load {
	int64_t permille;      /* seats sold of a thousand, now; 1,000 at most */
	int64_t kept_permille; /* as it is written down */
};
const struct err *loads_find(
    struct db *db, int64_t departure_id, apr_pool_t *pool, struct load *out);
/* Waits for who buys on it just now, for the moment that a sale takes. */
const struct err *loads_set(
    struct db *db, int64_t departure_id, int64_t permille, apr_pool_t *pool);

#endif
