/* What hangs on an account besides its bookings, over several tables: holds that were not bought, and bookings that its browsers were shown. */
#ifndef STORE_BELONGINGS_H
#define STORE_BELONGINGS_H

#include "db/statement.h"

/* Holds that became no booking, newest first. */
struct belonging_hold {
	const char *ref;
	const char *address; /* of the client, as text */
};
const struct err *belongings_list_holds(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, struct belonging_hold **out, size_t *count);

/* The refs of those that keep seats now, oldest first. */
const struct err *belongings_list_open(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, const char ***out, size_t *count);

/* In a transaction that has the customer's lock: who was to travel with such holds and how to reach them, and what its browsers may see of others' bookings. */
const struct err *belongings_delete(struct db *db, int64_t customer_id, apr_pool_t *pool);

#endif
