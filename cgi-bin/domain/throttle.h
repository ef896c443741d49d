/* Throttles: how often something may be tried in a minute, so that nobody guesses his way in. */
#ifndef DOMAIN_THROTTLE_H
#define DOMAIN_THROTTLE_H

#include "domain/desk.h"

/*
 * One more try of `what` ("find/address") by or on `whom` in this minute of the database's clock, at most `limit` (0: no limit). CODE_TOO_MANY with the time to wait. It counts whatever comes after: not
 * inside a transaction.
 */
const struct err *throttle_try(
    struct desk *desk, const char *what, const char *whom, int64_t limit);

/* A try of this minute that was right, and so does not count: one less, whoever made the others. */
const struct err *throttle_give_back(struct desk *desk, const char *what, const char *whom);

/* The worker: forget old minutes. */
const struct err *throttle_sweep(struct desk *desk, int64_t most, int64_t *count);

#endif
