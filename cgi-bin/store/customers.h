/* Table customer: who owns holds and bookings; a guest known by a browser only, or an account. */
#ifndef STORE_CUSTOMERS_H
#define STORE_CUSTOMERS_H

#include "store/asked.h"

struct customer {
	int64_t id;                /* 0: there is none */
	const char *email;         /* NULL: a guest */
	const char *password_hash; /* NULL: a guest */
	int64_t version;
	int64_t
	    confirmed_at; /* when the address was shown to be the owner's; CLOCK_NONE: not yet */
	int64_t created_at;
};

/* A guest. */
const struct err *customers_insert(struct db *db, apr_pool_t *pool, int64_t *id);
/* Its id is in `out->done`. */
const struct err *customers_insert_later(struct db *db, apr_pool_t *pool, struct asked *out);
/* An account; CODE_DUPLICATE (customer_email). */
const struct err *customers_insert_account(struct db *db, const char *email,
    const char *email_folded, const char *password_hash, apr_pool_t *pool, int64_t *id);
const struct err *customers_find(struct db *db, int64_t id, apr_pool_t *pool, struct customer *out);
const struct err *customers_find_by_email(
    struct db *db, const char *email_folded, apr_pool_t *pool, struct customer *out);
/* Changes of an account; version +1. The last makes a guest of it, whom nobody stands for. CODE_DUPLICATE (customer_email). */
const struct err *customers_set_asked(struct db *db, int64_t id, apr_pool_t *pool);
const struct err *customers_set_confirmed(struct db *db, int64_t id, apr_pool_t *pool);
const struct err *customers_set_email(
    struct db *db, int64_t id, const char *email, const char *email_folded, apr_pool_t *pool);
const struct err *customers_set_nobody(struct db *db, int64_t id, apr_pool_t *pool);
const struct err *customers_set_password(
    struct db *db, int64_t id, const char *password_hash, apr_pool_t *pool);

/* Lock the row: whoever changes what a customer owns has this first. id 0: there is none. */
const struct err *customers_lock(struct db *db, int64_t id, apr_pool_t *pool, struct customer *out);
/* The same lock for who may not read of accounts (view customer_row). CODE_BROKEN: there is none. */
const struct err *customers_lock_row(struct db *db, int64_t id, apr_pool_t *pool);
const struct err *customers_lock_by_email(
    struct db *db, const char *email_folded, apr_pool_t *pool, struct customer *out);

#endif
