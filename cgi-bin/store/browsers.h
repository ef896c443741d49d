/* Table browser: which customer a browser's token stands for. Tokens are kept as their SHA-256. */
#ifndef STORE_BROWSERS_H
#define STORE_BROWSERS_H

#include "store/asked.h"

/*
 * Is a sign-in (table browser as `br`) still good? It ends after 30 minutes without a request, or 8 hours; a guest's never. A browser whose sign-in is
 * over stands for nobody until it is given a customer again.
 */
#define BROWSER_IS_GOOD \
	"(br.signed_in_at IS NULL OR (br.seen_at > NOW(6) - INTERVAL 30 MINUTE" \
	" AND br.signed_in_at > NOW(6) - INTERVAL 8 HOUR))"

struct browser {
	int64_t id; /* 0: there is none */
	int64_t customer_id;
	int64_t signed_in_at; /* CLOCK_NONE: not signed in */
	int64_t seen_at;
	bool is_good;         /* false: its sign-in is over */
	const char *email;    /* of the customer; NULL: a guest */
	int64_t confirmed_at; /* the address was shown to be the customer's; CLOCK_NONE: not yet */
};

const struct err *browsers_find(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct browser *out);
/* Locks the browser's row and its customer's: one customer's clicks are done one after another. */
const struct err *browsers_lock(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct browser *out);
/* The same, asked now and read later by browsers_read. */
const struct err *browsers_lock_later(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct asked *out);
void browsers_read(const struct asked *asked, struct browser *out);
/* As browsers_lock, but CODE_UNAVAILABLE at once when somebody else has the lock. */
const struct err *browsers_lock_at_once(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct browser *out);

/* CODE_DUPLICATE (browser_token). */
const struct err *browsers_insert(struct db *db, const unsigned char digest[32],
    int64_t customer_id, apr_pool_t *pool, int64_t *id);
/* One that stands for the customer inserted by the statement before; its id is in `out->done`. The same duplicate. */
const struct err *browsers_insert_guest_later(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct asked *out);
/* From now on it stands for this customer, as a guest (not signed in) or signed in just now by `client` (what it is, in words); the token stays. */
const struct err *browsers_set_guest(
    struct db *db, int64_t id, int64_t customer_id, apr_pool_t *pool);
const struct err *browsers_set_signed_in(
    struct db *db, int64_t id, int64_t customer_id, const char *client, apr_pool_t *pool);
const struct err *browsers_set_token(
    struct db *db, int64_t id, const unsigned char digest[32], apr_pool_t *pool);
/* All sign-ins of an account are over, but that of one browser (0: of none), or one of them is: those browsers stand for nobody. */
const struct err *browsers_end_sign_ins(
    struct db *db, int64_t customer_id, int64_t but_id, apr_pool_t *pool);
const struct err *browsers_end_sign_in(
    struct db *db, int64_t customer_id, int64_t id, apr_pool_t *pool);

/* The sign-ins of an account that are good, the one used last first. */
struct browser_sign_in {
	int64_t id;
	const char *client; /* in words; NULL: not known */
	int64_t signed_in_at, seen_at;
};
const struct err *browsers_list_sign_ins(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, struct browser_sign_in **out, size_t *count);
const struct err *browsers_set_seen(struct db *db, int64_t id, apr_pool_t *pool);
/* As browsers_lock_later and browsers_lock_at_once for one whose customer owns nothing that others could change: without the customer's row, and without what an account has. */
const struct err *browsers_lock_alone_later(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct asked *out);
const struct err *browsers_lock_alone_at_once(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct browser *out);
/* One more answer that comes from what was there already. */
const struct err *browsers_set_told_again(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool);

#endif
