/* What hangs on an account besides its bookings, over several tables: holds that were not bought, and bookings that its browsers were shown. */
#ifndef STORE_BELONGINGS_H
#define STORE_BELONGINGS_H

#include "db/statement.h"

/* The refs of holds that keep seats now, oldest first. */
const struct err *belongings_list_open(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, const char ***out, size_t *count);

/* In a transaction that has the customer's lock: who was to travel with such holds and how to reach them, and what its browsers may see of others' bookings. */
const struct err *belongings_delete(struct db *db, int64_t customer_id, apr_pool_t *pool);

#endif
