/* Table hold: finding, and every change guarded by its version and by the database's clock. */
#ifndef STORE_HOLDS_H
#define STORE_HOLDS_H

#include "model/hold.h"
#include "store/asked.h"

/* A hold with its people, without segments and prices. `hold.seats_text` is what was sold, or kept when it expired; "" until then. */
struct hold_row {
	struct hold hold; /* id 0: there is none; state: expired as soon as its time is over */
	int64_t customer_id;
	const char *address; /* where it was placed or moved from */
	int64_t now;         /* by the database's clock */
};

/* Text that cannot be a ref is nobody's; of other scripts it could not even be compared with one. */
bool holds_is_ref(const char *ref);

/* As its browser may see it; without a browser that stands for its customer there is none. */
const struct err *holds_find(struct db *db, const char *ref, const unsigned char browser_digest[32],
    apr_pool_t *pool, struct hold_row *out);
/* Whosever it is. */
const struct err *holds_find_any(
    struct db *db, const char *ref, apr_pool_t *pool, struct hold_row *out);
/* As its browser may see it: its id (0: there is none) and whom it is for. */
const struct err *holds_find_party(struct db *db, const char *ref,
    const unsigned char browser_digest[32], apr_pool_t *pool, int64_t *id, struct party *out);
/* A customer's newest that became no booking, newest first, with their people; whether the customer is an account is not asked. */
const struct err *holds_list_unsold(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, struct hold_row **out, size_t *count);
/* The newest that are open now, of whomever this browser stands for, newest first, with their people. */
const struct err *holds_list_open(struct db *db, const unsigned char browser_digest[32],
    int64_t most, apr_pool_t *pool, struct hold_row **out, size_t *count);
/* Of what is a ref, whosever it is; read later as this customer may see it. */
const struct err *holds_find_later(
    struct db *db, const char *ref, apr_pool_t *pool, struct asked *out);
void holds_read(
    const struct asked *asked, int64_t customer_id, apr_pool_t *pool, struct hold_row *out);
/* In a transaction that has the customer's lock. */
const struct err *holds_find_owned(
    struct db *db, const char *ref, int64_t customer_id, apr_pool_t *pool, struct hold_row *out);
const struct err *holds_find_by_id(
    struct db *db, int64_t id, apr_pool_t *pool, struct hold_row *out);

/* The customer's open holds that have one of these departures (1..4), newest first: without people, with all their departures. Asked now, read later. */
struct hold_moving {
	int64_t id;
	const char *ref;
	int64_t version;
	int64_t placed_at, expires_at;
	struct party party;
	bool is_of_browser, is_of_address; /* counted there */
	bool has_passengers;
	int64_t departure_ids[DEPARTURES_PER_HOLD];
	size_t departure_count;
};
const struct err *holds_list_moving_later(struct db *db, int64_t customer_id,
    const int64_t *departure_ids, size_t count, int64_t browser_id, const char *address,
    apr_pool_t *pool, struct asked *out);
void holds_read_moving(
    const struct asked *asked, apr_pool_t *pool, struct hold_moving **out, size_t *found);

/* Open holds, and the moment when the first of them is over (CLOCK_NONE: there is none). Asked now, read later; id 0, or address NULL: of nobody. */
struct holds_open {
	int64_t now;
	int64_t of_customer, of_browser, of_address;
	int64_t first_of_customer_at, first_of_browser_at, first_of_address_at;
};
const struct err *holds_count_open_later(struct db *db, int64_t customer_id, int64_t browser_id,
    const char *address, apr_pool_t *pool, struct asked *out);
const struct err *holds_read_open(
    const struct asked *asked, apr_pool_t *pool, struct holds_open *out);

/* What placing and moving write. */
struct hold_new {
	const char *ref;
	int64_t customer_id, browser_id;
	const char *address;
	int64_t placed_at, expires_at;
	struct party party;
	const char *currency;
	int64_t total_minor;
	struct contact contact;
};
const struct err *holds_insert(
    struct db *db, const struct hold_new *hold, apr_pool_t *pool, int64_t *id);

/*
 * Changes of an open hold that is at this version and whose time is not over; version +1. `*is_done` false: it is not so any more, and nothing was changed.
 */
const struct err *holds_set_moved(struct db *db, int64_t id, int64_t version,
    const struct hold_new *hold, apr_pool_t *pool, bool *is_done);
const struct err *holds_set_contact(struct db *db, int64_t id, int64_t version,
    const struct contact *contact, apr_pool_t *pool, bool *is_done);
const struct err *holds_set_expires_at(struct db *db, int64_t id, int64_t version,
    int64_t expires_at, apr_pool_t *pool, bool *is_done);
/* Of a hold that this transaction has just written: no version more. */
const struct err *holds_set_end(struct db *db, int64_t id, int64_t expires_at, apr_pool_t *pool);
const struct err *holds_set_released(
    struct db *db, int64_t id, int64_t version, apr_pool_t *pool, bool *is_done);
const struct err *holds_set_used(struct db *db, int64_t id, int64_t version, const char *sold_seats,
    apr_pool_t *pool, bool *is_done);

/* Open ones whose time is over, the longest over first, behind `last` (id 0: from the first on); and writing down that one is: `*is_done` false when somebody was first. */
const struct err *holds_list_due(struct db *db, const struct hold_due *last, int64_t most,
    apr_pool_t *pool, const struct hold_due **out, size_t *count);
const struct err *holds_set_expired(struct db *db, int64_t id, int64_t version,
    const char *kept_seats, apr_pool_t *pool, bool *is_done);

/* A sold hold that was never open: made together with a booking that is split from another. Version 2, as if it had been placed and used. */
const struct err *holds_insert_used(struct db *db, const struct hold_new *hold,
    const char *sold_seats, apr_pool_t *pool, int64_t *id);

/* Signing in: what a guest held belongs to the account from now on; version +1 of those that are open. Both customers are locked. */
const struct err *holds_set_customer(
    struct db *db, int64_t from_customer_id, int64_t to_customer_id, apr_pool_t *pool);

#endif
