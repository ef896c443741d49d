/* Table figure_day: which days were summed up, and when. */
#ifndef STORE_FIGURE_DAYS_H
#define STORE_FIGURE_DAYS_H

#include "db/statement.h"
#include "model/figures.h"

/* Of a kind, first and last day included, in order. */
const struct err *figure_days_list(struct db *db, enum figure_kind kind, int32_t first,
    int32_t last, apr_pool_t *pool, const struct figure_day **out, size_t *count);
/* CLOCK_NONE: it was not summed up. */
const struct err *figure_days_find(
    struct db *db, enum figure_kind kind, int32_t day, apr_pool_t *pool, int64_t *made_at);
/* At the beginning of a transaction that sums a day up: it is summed up at this moment, and by nobody else before the transaction ends. CODE_DUPLICATE (PRIMARY): somebody was first. */
const struct err *figure_days_set(
    struct db *db, enum figure_kind kind, int32_t day, apr_pool_t *pool);
/* All are to be summed up anew. */
const struct err *figure_days_delete(struct db *db, apr_pool_t *pool);

#endif
