/* Table sales_day, and what it is summed up from. */
#ifndef STORE_SALES_DAYS_H
#define STORE_SALES_DAYS_H

#include "db/statement.h"
#include "model/figures.h"

/* As it was summed up: first and last day included, by day and currency. */
const struct err *sales_days_list(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct sales_day **out, size_t *count);
/* The same as their rows have it now: as many are read as these days have sales and cancellations. */
const struct err *sales_days_sum(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct sales_day **out, size_t *count);
/* In the place of what was there of this day. */
const struct err *sales_days_set(
    struct db *db, int32_t day, const struct sales_day *rows, size_t count, apr_pool_t *pool);

#endif
