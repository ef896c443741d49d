/* Table segment: the departures of a hold, and of the booking made from it, in travel order, with the fares as they were told. */
#ifndef STORE_SEGMENTS_H
#define STORE_SEGMENTS_H

#include "model/hold.h"
#include "store/asked.h"

/*
 * With each its departure as booking knows it now (no cabins, no fares) and the seats that are claimed for the hold's seated passengers. `seated` of them. `currency` of the
 * segments is left NULL.
 */
const struct err *segments_list(struct db *db, int64_t hold_id, size_t seated, apr_pool_t *pool,
    struct segment **out, size_t *count);

/* The same by the hold's ref, or the booking's locator (then with what was lost), whosever it is: asked now and read later, by the function below it. */
const struct err *segments_list_by_ref_later(
    struct db *db, const char *ref, apr_pool_t *pool, struct asked *out);
void segments_read(const struct asked *asked, size_t seated, apr_pool_t *pool, struct segment **out,
    size_t *count);
const struct err *segments_list_by_locator_later(
    struct db *db, const char *locator, apr_pool_t *pool, struct asked *out);
void segments_read_with_plan(const struct asked *asked, size_t seated, apr_pool_t *pool,
    struct segment **out, size_t *count);
/*
 * The same as pages show them: `cabin_name` is the cabin's name, else it is its code; and what was lost, else nothing is. Of a booking with who is checked in, too
 * (`checked_in` of the segments).
 */
const struct err *segments_list_shown(struct db *db, int64_t hold_id, size_t seated,
    apr_pool_t *pool, struct segment **out, size_t *count);
const struct err *segments_list_booked(struct db *db, int64_t hold_id, int64_t booking_id,
    size_t seated, apr_pool_t *pool, struct segment **out, size_t *count);

/* The segments of one customer's bookings from this to that id, or of holds that became none: by booking or hold, then position. A row of the answer for each seat: 500 of them at most. */
struct segment_row {
	int64_t hold_id;        /* the booking's, where it became one */
	struct segment segment; /* PARTY_SEATS_MAX entries in `seats` */
};
const struct err *segments_list_of_customer(struct db *db, int64_t customer_id,
    int64_t first_booking_id, int64_t last_booking_id, apr_pool_t *pool, struct segment_row **out,
    size_t *count);
const struct err *segments_list_of_unsold(struct db *db, int64_t customer_id, int64_t first_hold_id,
    int64_t last_hold_id, apr_pool_t *pool, struct segment_row **out, size_t *count);

/* The cabins of their departures, in one query. */
const struct err *segments_fill_cabins(
    struct db *db, struct segment *segments, size_t count, apr_pool_t *pool);

/* `departure_id`, `position`, the fare and what was told count; the rest is not read. */
const struct err *segments_insert(
    struct db *db, int64_t hold_id, const struct segment *segments, size_t count, apr_pool_t *pool);
/* Of a sold one: the customer gives this departure up; or knows these times from now on. In a transaction that has the customer's lock. */
const struct err *segments_set_cancelled(
    struct db *db, int64_t hold_id, int64_t position, apr_pool_t *pool);
const struct err *segments_set_told(struct db *db, int64_t hold_id, int64_t position,
    int64_t departs_at, int64_t arrives_at, apr_pool_t *pool);
/* Their price lines must be gone. */
const struct err *segments_delete(struct db *db, int64_t hold_id, apr_pool_t *pool);

#endif
