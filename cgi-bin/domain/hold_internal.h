/* What the rules of holds share among themselves. */
#ifndef DOMAIN_HOLD_INTERNAL_H
#define DOMAIN_HOLD_INTERNAL_H

#include "domain/customer.h"
#include "domain/hold.h"
#include "store/events.h"
#include "store/holds.h"
#include "store/seats.h"
#include "store/segments.h"

/* The seats of one departure: first those that the customer named, then those that the system chose; by seated passenger. */
struct hold_seats {
	const char *v[PARTY_SEATS_MAX];
	size_t named;
	size_t n;
};

/* A request on its way to a hold. */
struct placing {
	struct desk *desk;
	const struct hold_request *request;
	const struct offer *offer;
	size_t seated;
	int64_t departure_ids[DEPARTURES_PER_HOLD];
	struct hold_seats seats[DEPARTURES_PER_HOLD];
	bool has_to_learn; /* the departures were not as they were learned */
	bool is_asked;     /* the click was looked for, under the browser's lock */
	int runs;          /* from the second on seats are taken one by one: somebody was faster */
	int64_t
	    *all_ids; /* where holds that move have others: all departures to be locked, by id */
	size_t all_count; /* 0: none has, as far as is known */
	/* Set by each run of the transaction. */
	struct db *db;
	apr_pool_t *pool;
	struct customer_here here;
	bool is_new; /* this customer has no hold yet */
	/* Asked, and read when the answers are there: */
	struct asked departures, may_move, open, ends;
	struct asked taken[DEPARTURES_PER_HOLD], claims[DEPARTURES_PER_HOLD];
	bool may_insert; /* the claims were asked for */
	int64_t now;     /* by the database's clock */
	struct hold_moving *
	    moving; /* open holds that share a departure: the first is moved, the others are released */
	size_t moving_count;
	int64_t hold_id;
	int64_t version;
	int64_t expires_at;
	const char *ref;
	const char *answer; /* the click's */
};

/*
 * hold_place after the flight service was asked: all that is known comes with `offer`. CODE_STALE: booking knows a newer version of a departure than the offer. Else as hold_place.
 */
const struct err *hold_place_known(struct desk *desk, const struct hold_request *request,
    const struct offer *offer, const char **ref);

/* In the transaction of placing: */
/* the departures locked, in order of their ids, and asked for; and when it is known which holds move: are theirs locked too? Else the transaction has to run again, now with those (tx_again); */
const struct err *hold_lock_departures_later(struct placing *placing);
const struct err *hold_check_locked(struct placing *placing);
/* which holds move, and may there be one more? Asked, and looked at when the answers are there: CODE_TOO_MANY, CODE_KEPT_TOO_LONG. */
const struct err *hold_gather_later(struct placing *placing);
const struct err *hold_gather(struct placing *placing);
/* the old seats given back, the hold's row written (new or moved) with its segments and prices; */
const struct err *hold_write(struct placing *placing);
/*
 * the seats taken. CODE_SEAT_TAKEN, CODE_SOLD_OUT. What is taken on the departures, and the claims on the seats, are asked for before the hold's row is written: when all are free they are only
 * written down, and CODE_DUPLICATE (PRIMARY) comes out of what is waited for next if somebody else was first after all.
 */
const struct err *hold_list_taken_later(struct placing *placing);
const struct err *hold_find_seats_later(struct placing *placing);
const struct err *hold_take_seats(struct placing *placing);

/* Where the customer asks from, as a hold keeps it: "" unknown. */
const char *hold_address(const struct desk *desk);

/* How much may be held (docs/operators.md "Limits"), with the customer's lock. */
/* Holds that are moved or released by this request do not count. CODE_TOO_MANY. */
const struct err *hold_check_open_count(struct placing *placing, const struct holds_open *open);
/* A browser or account that let seats of these departures go again and again: asked, and looked at. CODE_KEPT_TOO_LONG (FACT_DEPARTURE). */
const struct err *hold_list_ends_later(struct placing *placing);
const struct err *hold_check_again(struct placing *placing);

/* A hold whose row and seats have just been written: an address keeps few seats longer than one hold time. */
enum hold_step { STEP_PLACED, STEP_MOVED, STEP_EXTENDED };
struct hold_keeping {
	const struct settings *settings;
	int64_t hold_id;
	const char *address; /* the hold's */
	int64_t now;         /* when it was placed or renewed */
	enum hold_step step;
	int64_t old_end_at; /* STEP_MOVED: when it was over before */
	const int64_t *departure_ids;
	const char *const *names;
	size_t count;
};
/*
 * The last lock of the transaction, after the seats. CODE_KEPT_TOO_LONG (FACT_DEPARTURE). `*ends_by`, if not CLOCK_NONE: it may be kept if it ends then, which is before the end that was written:
 * moved, at its old end; placed, when the first of those that ended would have been over.
 */
const struct err *hold_check_kept(
    struct db *db, const struct hold_keeping *keeping, apr_pool_t *pool, int64_t *ends_by);

/* The moment when a hold placed then and renewed now is over. */
int64_t hold_expiry(const struct settings *settings, int64_t placed_at, int64_t now);

/* The change from a version to the next one, as an event, and written down. */
struct event hold_event(const struct desk *desk, int64_t id, int64_t version, enum hold_state from,
    enum hold_state to, const char *detail);
const struct err *hold_record(struct desk *desk, struct db *db, int64_t id, int64_t version,
    enum hold_state from, enum hold_state to, const char *detail, apr_pool_t *pool);

/* As whoever asks may see it, id 0: there is none. */
const struct err *hold_find_row(struct desk *desk, const char *ref, struct hold_row *out);
/* In a transaction: lock the browser's customer, and read its hold with all segments (no cabins). CODE_NOT_FOUND. */
const struct err *hold_find_owned(struct desk *desk, struct db *db, const char *ref,
    apr_pool_t *pool, struct hold_row *out, struct segment **segments, size_t *count);
/* CODE_HOLD_EXPIRED, CODE_HOLD_ENDED. */
const struct err *hold_check_open(const struct hold *hold, apr_pool_t *pool);

/* In a transaction that has the departures' locks: what happens to each of its seats ("held", "sold"), as an event; `*count` of them. */
const struct err *hold_write_seat_events(struct db *db, int64_t hold_id,
    const struct segment *segments, size_t segment_count, const char *what, apr_pool_t *pool,
    size_t *count);

/* Names of all seats in travel order, then by passenger: data-seats. */
const char *hold_seats_text(const struct segment *segments, size_t count, apr_pool_t *pool);
/* Of segments of many holds (store/segments.h), by hold, those of one, for its party. */
void hold_pick_segments(const struct segment_row *rows, size_t row_count, int64_t hold_id,
    const struct party *party, const char *currency, apr_pool_t *pool, struct segment **out,
    size_t *count);
/*
 * Of a list of bookings or holds what hangs on them is asked for so many at once: an answer of the database has 20,000 rows at most, a booking 36 seats and 320 price lines (domain/offer.c).
 */
#define HOLDS_AT_ONCE 50
/* A customer's newest holds that became no booking, newest first, with people, segments and seats, without prices. */
const struct err *hold_list_unsold(
    struct desk *desk, int64_t customer_id, int64_t most, struct hold_row **out, size_t *count);
/* Are they of the types that the party says, on the local dates of the first and the last departure? Their fields that are not: "born_year.2 …", NULL: all are. */
const char *passengers_check_ages(const struct passenger *people, size_t count, int32_t first_on,
    int32_t last_on, apr_pool_t *pool);

/* Has nothing to say about types but what the order gives: adults, children, infants. */
enum passenger_type party_type(const struct party *party, size_t index);
size_t party_seated(const struct party *party);
size_t party_count(const struct party *party);

#endif
