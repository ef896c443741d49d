/* Tables seat_claim and seat_event: taking seats and giving them back. A taken seat is a row; the primary key is the last word in every way of taking one. */
#ifndef STORE_SEATS_H
#define STORE_SEATS_H

#include "model/departure.h"
#include "model/party.h"
#include "store/asked.h"

/* Two ways with one meaning. */
enum seats_way {
	SEATS_LOCK_FIRST, /* lock the claims in seat order, look, write                        */
	SEATS_NO_LOCK /* look, write; a key that is there already says that somebody was first */
};

/* For whom: a hold until a moment, or a booking made from it. */
struct seats_owner {
	int64_t hold_id;
	int64_t booking_id; /* 0: held, not sold   */
	int64_t held_until; /* CLOCK_NONE when sold */
};

struct seat_wish {
	const char *seat_no;
	const char *cabin;
	int64_t passenger_no;
};

struct seat_names {
	const char *v[PARTY_SEATS_MAX];
	size_t n;
};

/*
 * Take these seats (at most nine) of one departure, in order of seat whatever theirs is: all, or none and `taken` names those that are somebody else's. Claims whose time is over
 * are taken over in place. Writes the seat events. tx_again when it cannot be settled. In a transaction.
 */
const struct err *seats_claim(struct db *db, enum seats_way way, const struct seats_owner *owner,
    int64_t departure_id, const struct seat_wish *wishes, size_t count, apr_pool_t *pool,
    struct seat_names *taken);

/*
 * The same for all departures of a hold at once, when every seat is free: asked, each departure as the `nth` of SEATS_AT_ONCE and in order of their ids; read (is there no claim on any of the
 * seats?); then written in the same order. CODE_DUPLICATE (PRIMARY) comes out of what is waited for next when somebody else was first after all.
 */
#define SEATS_AT_ONCE DEPARTURES_PER_HOLD
struct seats_wanted {
	int64_t departure_id;
	struct seat_wish wishes[PARTY_SEATS_MAX]; /* in any order */
	size_t count;
};
const struct err *seats_lock_later(struct db *db, enum seats_way way, size_t nth,
    const struct seats_wanted *wanted, apr_pool_t *pool, struct asked *out);
bool seats_are_free(const struct asked *asked);
const struct err *seats_insert_later(struct db *db, const struct seats_owner *owner,
    const struct seats_wanted *wanted, size_t count, apr_pool_t *pool);

/* What is not free on a departure, now: live claims alone. */
struct seat_taken {
	const char *seat_no;
	bool is_blocked;
};
const struct err *seats_list_taken(struct db *db, int64_t departure_id, apr_pool_t *pool,
    const struct seat_taken **out, size_t *count);

/* The same, asked as the `nth` of SEATS_AT_ONCE and read later by seats_read_taken. */
const struct err *seats_list_taken_later(
    struct db *db, size_t nth, int64_t departure_id, apr_pool_t *pool, struct asked *out);
void seats_read_taken(
    const struct asked *asked, apr_pool_t *pool, const struct seat_taken **out, size_t *count);

/* Give back all seats of a hold (or of the booking made from it), in order of departure and seat; `what` is the seat event. tx_again when a claim moved meanwhile. In a transaction. */
const struct err *seats_delete(
    struct db *db, int64_t hold_id, const char *what, apr_pool_t *pool, int64_t *count);
/* As seats_delete for some seats (at most nine) of one departure: all of them must be the hold's, else tx_again. */
const struct err *seats_delete_named(struct db *db, int64_t hold_id, int64_t departure_id,
    const struct seat_names *names, const char *what, apr_pool_t *pool);

/* The hold's held claims that are still its own: kept longer, or sold. `*count` of them. No events for being kept; `sold` ones are written by the caller's list. */
const struct err *seats_set_held_until(
    struct db *db, int64_t hold_id, int64_t held_until, apr_pool_t *pool, int64_t *count);
/* Seats that this transaction has just taken, by their own rows: nothing is waited for. */
const struct err *seats_set_named_held_until(struct db *db, int64_t hold_id, int64_t departure_id,
    const struct seat_names *names, int64_t held_until, apr_pool_t *pool);
/* Sold seats of one departure in other hands: of the passengers of one booking (old numbers), for those of another (new ones); in order of seat, their events too. tx_again when one is not there. */
struct seat_handing {
	const char *seat_no;
	int64_t passenger_no; /* in the new one */
};
const struct err *seats_set_owner(struct db *db, int64_t from_hold_id,
    const struct seats_owner *owner, int64_t departure_id, const struct seat_handing *list,
    size_t count, apr_pool_t *pool);
const struct err *seats_set_sold(
    struct db *db, int64_t hold_id, int64_t booking_id, apr_pool_t *pool, int64_t *count);

#endif
