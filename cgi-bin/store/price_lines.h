/* Table price_line: what a hold's total is made of. */
#ifndef STORE_PRICE_LINES_H
#define STORE_PRICE_LINES_H

#include "db/statement.h"
#include "model/hold.h"

const struct err *price_lines_list(
    struct db *db, int64_t hold_id, apr_pool_t *pool, const struct price_line **out, size_t *count);
/* Those of a customer's bookings from this to that id, by booking; or of holds that became none, by hold. Of 60 at most, which may have 320 each. */
struct price_line_row {
	int64_t hold_id;
	struct price_line line;
};
const struct err *price_lines_list_of_customer(struct db *db, int64_t customer_id,
    int64_t first_booking_id, int64_t last_booking_id, apr_pool_t *pool,
    struct price_line_row **out, size_t *count);
const struct err *price_lines_list_of_unsold(struct db *db, int64_t customer_id,
    int64_t first_hold_id, int64_t last_hold_id, apr_pool_t *pool, struct price_line_row **out,
    size_t *count);
/* Their segments must be there. */
const struct err *price_lines_insert(
    struct db *db, int64_t hold_id, const struct price_line *list, size_t count, apr_pool_t *pool);
const struct err *price_lines_delete(struct db *db, int64_t hold_id, apr_pool_t *pool);

#endif
