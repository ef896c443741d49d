/* Tests of what may be held, and of what may be held again: time that passes, and refusals. */
#ifndef TESTS_SUPPORT_LIMITS_H
#define TESTS_SUPPORT_LIMITS_H

#include "support/database.h"
#include "support/desks.h"

#define NINE ((struct party){ .adults = 9 })

/* The limits for one test: cool-downs up to a day. 0: none. */
void limit(int64_t per_browser, int64_t per_address);

/* A stranger at the same address. */
struct desk *desk_beside(const struct desk *other);

/* All that happened so far happened so long ago. */
void time_passes(int64_t seconds);

const struct err *place(struct desk *desk, const struct departure *departure, struct party party);

/* Refused, for so many seconds more. */
void assert_wait(const struct err *err, int64_t seconds);

/* Open, for so many seconds more, and so are its seats. */
void assert_left(struct desk *desk, const char *ref, int64_t seconds);

/* After all tests: as the worker would, before desks_stop looks at the rules of the data. */
int limits_stop(void **state);

#endif
