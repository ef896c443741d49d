/* Table coupon: one passenger of a live booking on one departure. */
#ifndef STORE_COUPONS_H
#define STORE_COUPONS_H

#include "db/statement.h"
#include "model/party.h"

/* A passenger of a hold is on another departure, not cancelled, that is in the air at the same time as one of the hold's (each with its present times). */
struct coupon_overlap {
	int64_t departure_id;   /* the hold's */
	const char *other_name; /* the other departure's */
	int64_t customer_id;    /* of the other booking */
};

/* All of them, by travel order of the hold and name of the other; none where it is the same departure, which the key forbids. The persons must be locked. */
const struct err *coupons_list_overlaps(
    struct db *db, int64_t hold_id, apr_pool_t *pool, struct coupon_overlap **out, size_t *count);

/* All passengers of a booking on one departure. CODE_DUPLICATE (coupon_passenger): one of them is on it already. */
const struct err *coupons_insert(struct db *db, int64_t departure_id, int64_t booking_id,
    const struct passenger *passengers, size_t count, apr_pool_t *pool);
const struct err *coupons_delete(struct db *db, int64_t booking_id, apr_pool_t *pool);

#endif
