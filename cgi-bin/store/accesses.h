/* Table booking_access: which browser may see a booking that is not its customer's. */
#ifndef STORE_ACCESSES_H
#define STORE_ACCESSES_H

#include "db/statement.h"
#include "model/booking.h"

/* From now on at least this much: a full view is never taken back. */
const struct err *accesses_set(struct db *db, int64_t browser_id, int64_t booking_id,
    enum booking_view view, apr_pool_t *pool);

#endif
