/* What the parts of accounts share. */
#ifndef DOMAIN_ACCOUNT_INTERNAL_H
#define DOMAIN_ACCOUNT_INTERNAL_H

#include "db/tx.h"
#include "domain/account.h"
#include "store/browsers.h"
#include "store/customers.h"

/* In a minute. */
#define ACCOUNT_TRIES_BY_ADDRESS 20
#define ACCOUNT_TRIES_ON_EMAIL 5

/* Addresses are the same whatever the case of their ASCII letters. */
const char *account_fold_email(const char *email, apr_pool_t *pool);

/* One more try of `what` by this client and on this e-mail address. CODE_TOO_MANY. */
const struct err *account_throttle(struct desk *desk, const char *what, const char *email);

/* It was right, and does not count on the address any more; by the client it does, since each costs us as much as a wrong one. `minute` is throttle_minute before it. */
const struct err *account_throttle_right(
    struct desk *desk, const char *what, const char *email, const char *minute);

/* CODE_INVALID for one field ("password.1"). */
const struct err *account_invalid(struct desk *desk, const char *field, const char *words);
/* CODE_INVALID (email.1), (password.1); `email` may be NULL: not known. */
const struct err *account_check_email(struct desk *desk, const char *email);
const struct err *account_check_password(
    struct desk *desk, const char *password, const char *email);

/* SHA-256 of a token or code, as it is kept. */
void account_digest(const char *token, unsigned char digest[32]);

/* This browser, which is signed in, and has now asked for something as such; and the account. CODE_UNAUTHENTICATED. */
const struct err *account_find_browser(struct desk *desk, struct browser *out);
const struct err *account_find_own(struct desk *desk, int64_t *browser_id, struct customer *out);
/* The same behind the locks of browser and account, in a transaction. With a click: `*answer` is not NULL when it had its effect already. */
const struct err *account_lock_own(struct desk *desk, struct db *db, const struct click *click,
    apr_pool_t *pool, int64_t *browser_id, struct customer *out, const char **answer);
/* Is the password the account's, and is this not just guessing? CODE_INVALID (`field`), CODE_TOO_MANY. */
const struct err *account_check_current(
    struct desk *desk, const struct customer *account, const char *current, const char *field);
/* CODE_CHANGED_MEANWHILE when the account is not what the password was compared with. */
const struct err *account_check_same(
    const struct customer *now, const struct customer *checked, apr_pool_t *pool);

/*
 * In a transaction that has its lock: an account that was never confirmed ends, since its address was shown to be somebody else's. What was put into it comes to nobody: sign-ins, codes and travellers go,
 * holds and bookings stay without an owner.
 */
const struct err *account_end_unconfirmed(
    struct db *db, const struct customer *account, apr_pool_t *pool);

/* Sign this browser in to an account whose password was right. */
const struct err *account_let_in(
    struct desk *desk, const struct customer *account, const char *client, const char **token);

#endif
