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

/* The minute of a try that is about to be made, to give it back by. */
const struct err *throttle_minute(struct desk *desk, const char **minute);
/* That try was right, and so does not count: one less in its minute, whoever made the others; those of the next one stay as they are. */
const struct err *throttle_give_back(
    struct desk *desk, const char *what, const char *whom, const char *minute);

/* The worker: forget old minutes. */
const struct err *throttle_sweep(struct desk *desk, int64_t most, int64_t *count);

#endif
