/* Table passenger: the people of a hold, and of the booking made from it. */
#ifndef STORE_PASSENGERS_H
#define STORE_PASSENGERS_H

#include "db/statement.h"
#include "model/party.h"

/* A passenger with the folded surname that the find form compares. */
struct passenger_row {
	struct passenger passenger;
	const char *surname_folded;
};

const struct err *passengers_insert(struct db *db, int64_t hold_id,
    const struct passenger_row *list, size_t count, apr_pool_t *pool);
const struct err *passengers_delete(struct db *db, int64_t hold_id, apr_pool_t *pool);
/* A copy of one hold's passengers for another, which has none. */
const struct err *passengers_copy(
    struct db *db, int64_t from_hold_id, int64_t to_hold_id, apr_pool_t *pool);

/* Of a sold hold, in a transaction that has the customer's lock: the name of one passenger (number, names, what it was sold as), the coupons aside; and one who does not travel any more. */
const struct err *passengers_set_name(
    struct db *db, int64_t hold_id, const struct passenger_row *row, apr_pool_t *pool);
const struct err *passengers_set_cancelled(
    struct db *db, int64_t hold_id, int64_t no, apr_pool_t *pool);

#endif
