/* Table booking: finding, making, and every change guarded by its version. */
#ifndef STORE_BOOKINGS_H
#define STORE_BOOKINGS_H

#include "model/booking.h"
#include "store/asked.h"

/* A booking with its people, without segments and prices; `view` as who asks may see it (BOOKING_FULL where nobody in particular does). */
struct booking_row {
	struct booking booking; /* id 0: there is none, or none to be seen */
	int64_t
	    over_id; /* id 0, and this is not: who asks came by a link to this one that is over */
	int64_t hold_id;
	int64_t customer_id;
	int64_t now; /* by the database's clock */
};

/* As a browser may see it: its customer's, or one that it was given access to. */
const struct err *bookings_find(struct db *db, const char *locator,
    const unsigned char browser_digest[32], apr_pool_t *pool, struct booking_row *out);
/* The same, asked now and read later by bookings_read. */
const struct err *bookings_find_later(struct db *db, const char *locator,
    const unsigned char browser_digest[32], apr_pool_t *pool, struct asked *out);
/* Whosever it is, in full. */
const struct err *bookings_find_any_later(
    struct db *db, const char *locator, apr_pool_t *pool, struct asked *out);
void bookings_read(const struct asked *asked, apr_pool_t *pool, struct booking_row *out);
const struct err *bookings_find_by_id(
    struct db *db, int64_t id, apr_pool_t *pool, struct booking_row *out);

/* The id behind a locator (0: none), and behind a locator together with the folded surname of a passenger. */
const struct err *bookings_find_id(
    struct db *db, const char *locator, apr_pool_t *pool, int64_t *id);
const struct err *bookings_find_by_surname(
    struct db *db, const char *locator, const char *surname_folded, apr_pool_t *pool, int64_t *id);

/* The number of a booking's link as it is now. */
const struct err *bookings_find_link_no(
    struct db *db, int64_t id, apr_pool_t *pool, int64_t *link_no);

/* A customer's newest, newest first. */
const struct err *bookings_list(struct db *db, int64_t customer_id, int64_t most, apr_pool_t *pool,
    struct booking_row **out, size_t *count);

/* Confirmed and not paid; its id is read later by bookings_read_id. CODE_DUPLICATE: booking_locator, booking_hold (made already). */
struct booking_new {
	const char *locator;
	int64_t hold_id, customer_id;
	const char *currency;
	int64_t total_minor;
	struct contact contact;
};
const struct err *bookings_insert_later(
    struct db *db, const struct booking_new *booking, apr_pool_t *pool, struct asked *id);
int64_t bookings_read_id(const struct asked *id);
/* Confirmed, and as old as the booking that it is split from; so much of it is paid. */
const struct err *bookings_insert_split(struct db *db, const struct booking_new *booking,
    int64_t from_id, int64_t paid_minor, apr_pool_t *pool, int64_t *id);

/* Changes of a confirmed booking that is at this version; version +1. `*is_done` false: it is not so any more, and nothing was changed. The refund is what goes back now, earlier ones aside. */
const struct err *bookings_set_cancelled(struct db *db, int64_t id, int64_t version,
    int64_t refund_minor, apr_pool_t *pool, bool *is_done);
/* A part of it: so much more is not owed, and goes back. */
const struct err *bookings_set_part_cancelled(struct db *db, int64_t id, int64_t version,
    int64_t credit_minor, int64_t refund_minor, apr_pool_t *pool, bool *is_done);
const struct err *bookings_set_names_corrected(
    struct db *db, int64_t id, int64_t version, apr_pool_t *pool, bool *is_done);
/* And the number of its link, from now on. */
const struct err *bookings_set_contact(struct db *db, int64_t id, int64_t version,
    const struct contact *contact, int64_t link_no, apr_pool_t *pool, bool *is_done);
/* So much more was paid. */
const struct err *bookings_set_paid(struct db *db, int64_t id, int64_t version, int64_t paid_minor,
    apr_pool_t *pool, bool *is_done);
/* Some of its passengers have a booking of their own now: so much of it is not owed, and so much of what was paid is that one's. */
/* In all, of a booking as it was read; one that is cancelled has no other version for it. */
const struct err *bookings_set_goodwill(struct db *db, const struct booking *booking,
    int64_t goodwill_minor, apr_pool_t *pool, bool *is_done);
const struct err *bookings_set_split(struct db *db, int64_t id, int64_t version,
    int64_t credit_minor, int64_t moved_minor, apr_pool_t *pool, bool *is_done);
const struct err *bookings_set_version(
    struct db *db, int64_t id, int64_t version, apr_pool_t *pool, bool *is_done);

/* Signing in: what a guest booked belongs to the account from now on; version +1 of what is live. Both customers are locked. */
const struct err *bookings_set_customer(
    struct db *db, int64_t from_customer_id, int64_t to_customer_id, apr_pool_t *pool);

#endif
