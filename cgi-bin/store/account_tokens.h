/* Table account_token: one-time codes for a new password, kept as their SHA-256. */
#ifndef STORE_ACCOUNT_TOKENS_H
#define STORE_ACCOUNT_TOKENS_H

#include "db/statement.h"

/* Good for an hour from now. */
const struct err *account_tokens_insert(
    struct db *db, const unsigned char digest[32], int64_t customer_id, apr_pool_t *pool);

/* Whose it is, locked; 0: unknown, or its time is over. */
const struct err *account_tokens_lock(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, int64_t *customer_id);

/* All codes of a customer, used or not. */
const struct err *account_tokens_delete(struct db *db, int64_t customer_id, apr_pool_t *pool);

/* The worker: those whose time is over, at most `most`. */
const struct err *account_tokens_delete_old(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count);

#endif
