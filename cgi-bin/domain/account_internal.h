/* What the two halves of accounts share: making them, and signing in. */
#ifndef DOMAIN_ACCOUNT_INTERNAL_H
#define DOMAIN_ACCOUNT_INTERNAL_H

#include "domain/desk.h"

/* In a minute. */
#define ACCOUNT_TRIES_BY_ADDRESS 20
#define ACCOUNT_TRIES_ON_EMAIL 5

/* Addresses are the same whatever the case of their ASCII letters. */
const char *account_fold_email(const char *email, apr_pool_t *pool);

/* One more try of `what` by this client and on this e-mail address. CODE_TOO_MANY. */
const struct err *account_throttle(struct desk *desk, const char *what, const char *email);

#endif
