/* Table boarding, and the coupons that it tells of: who is checked in and on board. */
#ifndef STORE_BOARDINGS_H
#define STORE_BOARDINGS_H

#include "model/boarding.h"
#include "model/hold.h"
#include "store/asked.h"

/* All passengers of a departure, by seat (who has none last) or by name. */
const struct err *boardings_list(struct db *db, int64_t departure_id, bool is_by_name,
    apr_pool_t *pool, struct boarding **out, size_t *count);
/* How many there are. */
const struct err *boardings_count(
    struct db *db, int64_t departure_id, apr_pool_t *pool, struct boarding_count *out);
/* Those of one booking (its locator), by number. */
const struct err *boardings_list_party(struct db *db, int64_t departure_id, const char *locator,
    apr_pool_t *pool, struct boarding **out, size_t *count);

/* Where somebody who has no coupon on a departure is instead. */
struct boarding_elsewhere {
	bool is_known;          /* there is such a booking, and such a passenger in it */
	bool is_cancelled;      /* the booking, the passenger, or the departure in it */
	const char *departures; /* the others that are flown, space separated; "" */
};
const struct err *boardings_find_elsewhere(struct db *db, int64_t departure_id, const char *locator,
    int64_t passenger_no, apr_pool_t *pool, struct boarding_elsewhere *out);

/* In a transaction that has locked the departure exclusively: the first act at the gate (`*id`, version 1), about many at once, and one more. */
const struct err *boardings_insert(struct db *db, int64_t departure_id,
    const struct boarding *boarding, enum boarding_state state, const char *actor, apr_pool_t *pool,
    int64_t *id);
const struct err *boardings_insert_many(struct db *db, int64_t departure_id,
    const struct boarding *list, size_t count, enum boarding_state state, const char *actor,
    apr_pool_t *pool);
const struct err *boardings_set_state(
    struct db *db, int64_t id, enum boarding_state state, const char *actor, apr_pool_t *pool);

/* Of a booking on all its departures: asked behind the departures' lock, then marked in the segments (checked_in, boarded). */
const struct err *boardings_list_of_booking_later(
    struct db *db, int64_t booking_id, apr_pool_t *pool, struct asked *out);
void boardings_read_marks(const struct asked *asked, struct segment *segments, size_t count);

#endif
