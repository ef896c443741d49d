/* Table coupon: one passenger of a live booking on one departure. */
#ifndef STORE_COUPONS_H
#define STORE_COUPONS_H

#include "model/party.h"
#include "store/asked.h"

/*
 * A passenger of a hold is on another departure, not cancelled, that is in the air at the same time as one of the hold's (each with its present times); or on the hold's own departure already, cancelled or not: a
 * coupon is a person's only one there.
 */
struct coupon_overlap {
	int64_t position;       /* of the segment, in travel order */
	int64_t departure_id;   /* the hold's */
	const char *other_name; /* the other departure's */
	int64_t customer_id;    /* of the other booking */
	bool is_same;           /* the other departure is the hold's own */
	int64_t passenger_no;   /* who, of the hold's */
};

/* All of them, by travel order of the hold and name of the other (once for each passenger): asked now, when the persons are locked, and read later. */
const struct err *coupons_list_overlaps_later(
    struct db *db, int64_t hold_id, apr_pool_t *pool, struct asked *out);
void coupons_read_overlaps(
    const struct asked *asked, apr_pool_t *pool, struct coupon_overlap **out, size_t *count);
/* The same for what is left of a booking, other bookings' coupons alone. */
const struct err *coupons_list_overlaps_of_booking(
    struct db *db, int64_t hold_id, int64_t booking_id, apr_pool_t *pool, struct asked *out);

/* All passengers of a booking on each of its departures (in order of id). CODE_DUPLICATE (coupon_passenger): one of them is on one of these already. */
const struct err *coupons_insert(struct db *db, const int64_t *departure_ids,
    size_t departure_count, int64_t booking_id, const struct passenger *passengers, size_t count,
    apr_pool_t *pool);
const struct err *coupons_delete_of_passenger(
    struct db *db, int64_t booking_id, int64_t passenger_no, apr_pool_t *pool);
/* On one departure: of one passenger, or (0) of all. */
const struct err *coupons_delete_on(struct db *db, int64_t booking_id, int64_t departure_id,
    int64_t passenger_no, apr_pool_t *pool);

#endif
