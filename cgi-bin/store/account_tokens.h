/* Table account_token: codes that were mailed for an account, kept as their SHA-256. */
#ifndef STORE_ACCOUNT_TOKENS_H
#define STORE_ACCOUNT_TOKENS_H

#include "db/statement.h"

enum account_token_purpose {
	TOKEN_RESET,   /* a new password */
	TOKEN_CONFIRM, /* the account's address is its owner's */
	TOKEN_MOVE     /* so is another one, which is the account's from then on */
};

struct account_token {
	enum account_token_purpose purpose;
	int64_t customer_id; /* 0: there is none, it is over, or nobody's */
	const char *email;   /* TOKEN_MOVE: the new address */
};

/* Good from now on: for an hour (TOKEN_RESET) or a day. Of customer 0 it is good for nothing, and costs as much. */
const struct err *account_tokens_insert(struct db *db, const unsigned char digest[32],
    const struct account_token *token, apr_pool_t *pool);

/* What it is good for; then the same, locked, by whoever has the customer's lock. */
const struct err *account_tokens_find(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct account_token *out);
const struct err *account_tokens_lock(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct account_token *out);

/* It has moved the account, and says from now on that the address is the owner's: used again it does no harm. */
const struct err *account_tokens_set_moved(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool);

/* All codes of a customer, used or not, but one (NULL: none). */
const struct err *account_tokens_delete(
    struct db *db, int64_t customer_id, const unsigned char but_digest[32], apr_pool_t *pool);

/* The worker: those whose time is over, at most `most`. */
const struct err *account_tokens_delete_old(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count);

#endif
