/* Table departure_cabin: the seat plan of a departure as it was last said. */
#ifndef STORE_CABINS_H
#define STORE_CABINS_H

#include "store/departures.h"

/* Read the cabins of up to four departures into their rows, in one query. */
const struct err *cabins_fill(
    struct db *db, struct departure_row *rows, size_t count, apr_pool_t *pool);
const struct err *cabins_insert(
    struct db *db, int64_t departure_id, const struct departure *departure, apr_pool_t *pool);
const struct err *cabins_delete(struct db *db, int64_t departure_id, apr_pool_t *pool);

#endif
