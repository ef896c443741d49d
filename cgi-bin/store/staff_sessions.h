/* Tables staff_session and staff_code: where staff are signed in, and codes for who lost the second factor. Tokens are kept as their SHA-256. */
#ifndef STORE_STAFF_SESSIONS_H
#define STORE_STAFF_SESSIONS_H

#include "db/statement.h"

struct staff_session_row {
	int64_t id; /* 0: there is none that is still good */
	int64_t staff_id;
	bool is_full; /* false: the second factor is still asked for */
	const char *client;
	const char *address;
	int64_t signed_in_at, seen_at;
	const void *totp_pending; /* sealed; NULL: none */
	size_t totp_length;
};

/* One that is over (30 min without a request, 8 h in any case; 5 min without the second factor; or disabled) is not found. */
const struct err *staff_sessions_find(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct staff_session_row *out);
/* Those of somebody that are good and whole, the one used last first. */
const struct err *staff_sessions_list(struct db *db, int64_t staff_id, int64_t most,
    apr_pool_t *pool, struct staff_session_row **out, size_t *count);

const struct err *staff_sessions_insert(struct db *db, const unsigned char digest[32],
    int64_t staff_id, bool is_full, const char *client, const char *address, apr_pool_t *pool);
/* Written down at most every ten seconds. */
const struct err *staff_sessions_set_seen(struct db *db, int64_t id, apr_pool_t *pool);
const struct err *staff_sessions_set_pending(
    struct db *db, int64_t id, const void *sealed, size_t length, apr_pool_t *pool);
/* The second factor was right: whole from now on, under another token. */
const struct err *staff_sessions_set_full(
    struct db *db, int64_t id, const unsigned char digest[32], apr_pool_t *pool);

/* One of somebody's; all of them but one (0: none). */
const struct err *staff_sessions_delete(
    struct db *db, int64_t staff_id, int64_t id, apr_pool_t *pool);
const struct err *staff_sessions_delete_all(
    struct db *db, int64_t staff_id, int64_t but_id, apr_pool_t *pool);
/* What nobody uses any more: the one under this token, whose browser gets another, and those of anybody that are over. */
const struct err *staff_sessions_delete_left(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool);

/* Other codes in place of all that there are. */
const struct err *staff_codes_set(struct db *db, int64_t staff_id,
    const unsigned char (*digests)[32], size_t count, apr_pool_t *pool);
/* Use one up; `*is_good`: it was there and unused. */
const struct err *staff_codes_use(struct db *db, int64_t staff_id, const unsigned char digest[32],
    apr_pool_t *pool, bool *is_good);
const struct err *staff_codes_count(
    struct db *db, int64_t staff_id, apr_pool_t *pool, int64_t *unused);

#endif
