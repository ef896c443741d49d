/* The application/x-www-form-urlencoded format and percent escapes, decoded once and strictly.
   Private to web/. */
#ifndef WEB_URLENCODED_H
#define WEB_URLENCODED_H

#include "base/err.h"

#include <stddef.h>

/* Pairs in one text, and bytes of one decoded name or value, that are still accepted. */
#define URLENCODED_PAIRS_MAX 200
#define URLENCODED_VALUE_MAX 10240

struct urlencoded_pair {
	const char *name;
	const char *value; /* "" for a name without '=' */
};

/*
 * Percent escapes (and '+' as a space, when `is_plus_space`) of `length` bytes decoded.
 * CODE_BAD_REQUEST: an escape that is cut off or not hexadecimal, NUL, invalid UTF-8.
 */
const struct err *urlencoded_decode(
    const char *bytes, size_t length, bool is_plus_space, apr_pool_t *pool, const char **out);

/*
 * All pairs in their order; empty ones ("a=1&&b=2") do not count. CODE_BAD_REQUEST as above, and
 * for too many pairs or too long ones.
 */
const struct err *urlencoded_parse(const char *bytes, size_t length, apr_pool_t *pool,
    const struct urlencoded_pair **out, size_t *count);

#endif
