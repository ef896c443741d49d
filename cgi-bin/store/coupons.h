/* Table coupon: one passenger of a live booking on one departure. */
#ifndef STORE_COUPONS_H
#define STORE_COUPONS_H

#include "db/statement.h"
#include "model/party.h"

/* All passengers of a booking on one departure. CODE_DUPLICATE (coupon_passenger): one of them is on it already. */
const struct err *coupons_insert(struct db *db, int64_t departure_id, int64_t booking_id,
    const struct passenger *passengers, size_t count, apr_pool_t *pool);
const struct err *coupons_delete(struct db *db, int64_t booking_id, apr_pool_t *pool);

#endif
