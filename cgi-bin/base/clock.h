/*
 * Time. An instant (`…_at`) is microseconds since 1970-01-01T00:00:00Z in an int64_t; a program's
 * decisions about holds use the database's clock, this one is for caches, logs and pages.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/err.h"

#define CLOCK_SECOND INT64_C(1000000)
#define CLOCK_MINUTE (60 * CLOCK_SECOND)
#define CLOCK_HOUR (60 * CLOCK_MINUTE)
#define CLOCK_DAY (24 * CLOCK_HOUR)
#define CLOCK_NONE INT64_MIN

/* Now. AISLE_CLOCK_OFFSET_S in the environment (tests; read once) is added. */
int64_t clock_now(void);
/* Milliseconds that only grow, for durations. */
int64_t clock_monotonic_ms(void);
/* Tests: clock_now() answers `at` until set to CLOCK_NONE again. */
void clock_set(int64_t at);

/* RFC 3339 in UTC, whole seconds: "2026-12-01T09:30:00Z". */
const char *clock_text(int64_t at, apr_pool_t *pool);
/*
 * RFC 3339 with `Z` or an offset, e.g. "2026-12-01T10:30:00+01:00", in the years 1900 to 2199; a
 * fraction of 1 to 9 digits is cut at microseconds; offset_minutes may be NULL. False, and nothing
 * set: not one (bad day, hour 24, second 60, lower case, anything behind it).
 */
bool clock_parse(const char *text, int64_t *at, int *offset_minutes);
/* "2026-12-01T10:30:00+01:00" for an instant seen at an offset. */
const char *clock_text_at_offset(int64_t at, int offset_minutes, apr_pool_t *pool);

#endif
