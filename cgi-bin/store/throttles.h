/* Table throttle: how often something was tried in this minute of the database's clock. */
#ifndef STORE_THROTTLES_H
#define STORE_THROTTLES_H

#include "db/statement.h"

/* Count one more try unless `limit` (> 0) of them were made in this minute; `*is_allowed` tells which. Not inside a transaction that may roll back. */
const struct err *throttles_count(
    struct db *db, const char *subject, int64_t limit, apr_pool_t *pool, bool *is_allowed);

/* The minute that tries are counted in now. */
const struct err *throttles_find_minute(struct db *db, apr_pool_t *pool, const char **minute);
/* One try less in that minute. */
const struct err *throttles_count_back(
    struct db *db, const char *subject, const char *minute, apr_pool_t *pool);

/* Forget minutes older than an hour, at most `most`. */
const struct err *throttles_delete_old(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count);

#endif
