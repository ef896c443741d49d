/* Tables departure_work, departure_work_cabin, departure_told and departure_reseat: what a change of a departure is followed by, until everybody was told and seated. */
#ifndef STORE_DEPARTURE_WORKS_H
#define STORE_DEPARTURE_WORKS_H

#include "model/departure.h"
#include "model/departure_change.h"
#include "store/asked.h"

/*
 * In the transaction that learns a change, before the cabins are changed: what is to be done (departure_id, was, is, service_version, is_news, is_reseating), with the seat plan as it was and, where it is news
 * for all, all live bookings of the departure as to be told.
 */
const struct err *departure_works_insert(
    struct db *db, const struct departure_work *work, apr_pool_t *pool);

/* Those that are not done, oldest first, at most `most`; and all of a departure, newest first. */
const struct err *departure_works_list_open(struct db *db, int64_t most, apr_pool_t *pool,
    const struct departure_work **out, size_t *count);
const struct err *departure_works_list(struct db *db, const char *flight_no, int32_t on,
    apr_pool_t *pool, const struct departure_work **out, size_t *count);

/* The seat plan as it was. */
const struct err *departure_works_list_cabins(
    struct db *db, int64_t id, apr_pool_t *pool, const struct cabin **out, size_t *count);

/* Claims on a departure with whose they are, by booking and passenger; `work_id` 0: nobody was told. */
struct work_claim {
	const char *seat_no, *cabin;
	int64_t booking_id; /* 0: held or blocked */
	bool is_held;
	/* Held, and the time is over: free, but who buys or keeps it at this moment may still have it. */
	bool is_over;
	int64_t passenger_no;
	const char *locator, *given_name, *surname; /* NULL where there is none */
	int64_t children, infants;                  /* of the booking or hold who travel */
	bool is_told, is_to_tell;                   /* of that work: decided; of its news, still */
	bool is_checked_in;                         /* or on board */
};
const struct err *departure_works_list_claims(struct db *db, int64_t work_id, int64_t departure_id,
    apr_pool_t *pool, const struct work_claim **out, size_t *count);

/* Bookings that are still to be told, the lowest ids first, at most `most`, with their address; none that is not live any more. */
struct work_booking {
	int64_t id;
	const char *email, *language;
};
const struct err *departure_works_list_untold(struct db *db, int64_t id, int64_t most,
    apr_pool_t *pool, const struct work_booking **out, size_t *count);
/* In the transaction that writes the mail, if there is one. `*is_new` false: it was told before. */
const struct err *departure_works_set_told(
    struct db *db, int64_t id, int64_t booking_id, bool is_silent, apr_pool_t *pool, bool *is_new);
/* Of a booking that came out of another one: it is to be told of what the other one still is. */
const struct err *departure_works_set_told_too(
    struct db *db, int64_t booking_id, int64_t new_id, apr_pool_t *pool);
/* Whose bookings were cancelled before their turn: nobody is told. */
const struct err *departure_works_delete_gone(struct db *db, int64_t id, apr_pool_t *pool);
const struct err *departure_works_set_done(struct db *db, int64_t id, apr_pool_t *pool);

/* Who moves or has lost a seat: none, where a party has to stay where it may not sit. In the caller's transaction. */
const struct err *departure_works_insert_moves(
    struct db *db, int64_t id, const struct work_move *moves, size_t count, apr_pool_t *pool);
/* Of all works of a departure, the newest first: at most `most`. */
const struct err *departure_works_list_moves(struct db *db, int64_t departure_id, int64_t most,
    apr_pool_t *pool, const struct work_move **out, size_t *count);

/* Seats of a booking that another work of this departure has told lost since this one was learned. */
const struct err *departure_works_list_told_lost(struct db *db, const struct departure_work *work,
    int64_t booking_id, apr_pool_t *pool, const char *const **out, size_t *count);

/* Other flights of the bookings on a departure that are flown. */
struct work_beside {
	const char *locator, *departure;
	int64_t departs_at, arrives_at;
	bool is_after; /* comes later in the journey */
};
const struct err *departure_works_list_beside(struct db *db, int64_t departure_id, apr_pool_t *pool,
    const struct work_beside **out, size_t *count);

#endif
