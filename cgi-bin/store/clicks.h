/* Table click: a click that had its effect, and the answer it got. */
#ifndef STORE_CLICKS_H
#define STORE_CLICKS_H

#include "store/asked.h"

struct click_row {
	const char *answer; /* NULL: no such click */
	unsigned char fingerprint[32];
};

const struct err *clicks_find(struct db *db, const unsigned char browser_digest[32],
    const char *key, apr_pool_t *pool, struct click_row *out);
/* The same, asked now and read later by clicks_read. */
const struct err *clicks_find_later(struct db *db, const unsigned char browser_digest[32],
    const char *key, apr_pool_t *pool, struct asked *out);
const struct err *clicks_read(const struct asked *asked, apr_pool_t *pool, struct click_row *out);
/* In the transaction of the effect. CODE_DUPLICATE (PRIMARY). */
const struct err *clicks_insert(struct db *db, int64_t browser_id, const char *key,
    const unsigned char fingerprint[32], const char *answer, apr_pool_t *pool);
/* Older than 48 hours, at most `most`. */
const struct err *clicks_delete_old(struct db *db, int64_t most, apr_pool_t *pool, int64_t *count);

/* Of the clicks from `since` on, oldest first, `most` at most: how many there are, and when the last of them was (CLOCK_NONE: none). */
const struct err *clicks_find_reach(
    struct db *db, int64_t since, int64_t most, apr_pool_t *pool, int64_t *count, int64_t *until);

#endif
