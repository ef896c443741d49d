/* Table booking_access: which browser may see a booking that is not its customer's. Of one that came by a link the row counts as long as that link is the booking's. */
#ifndef STORE_ACCESSES_H
#define STORE_ACCESSES_H

#include "db/statement.h"
#include "model/booking.h"

/* From now on at least this much; `link_no` is of the booking's link as it is now. */
const struct err *accesses_set(struct db *db, int64_t browser_id, int64_t booking_id,
    enum booking_view view, int64_t link_no, apr_pool_t *pool);
/* It came by a link that is over, and may see no more than before. */
const struct err *accesses_set_over(
    struct db *db, int64_t browser_id, int64_t booking_id, int64_t link_no, apr_pool_t *pool);
/* The booking's link changes: of who came by the one that there was, this browser goes on. */
const struct err *accesses_set_link(struct db *db, int64_t browser_id, int64_t booking_id,
    int64_t from_link_no, int64_t to_link_no, apr_pool_t *pool);

#endif
