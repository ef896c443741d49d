/* Table departure_cabin: the seat plan of a departure as it was last said. */
#ifndef STORE_CABINS_H
#define STORE_CABINS_H

#include "store/departures.h"

/* How many seats it has. */
int64_t cabin_seats(const struct cabin *cabin);

/* What cabins_read reads of departure_cabin k: the first columns of its query. */
#define CABIN_COLUMNS \
	"k.departure_id, k.code, k.name, k.first_row, k.last_row, k.letters, k.exit_rows, k.missing"
#define CABIN_CODE 1
#define CABIN_AFTER 8 /* the column behind them */
void cabins_read(const struct rows *rows, apr_pool_t *pool, struct cabin *out);

/* Read the cabins of up to four departures into their rows, in one query. */
const struct err *cabins_fill(
    struct db *db, struct departure_row *rows, size_t count, apr_pool_t *pool);
const struct err *cabins_insert(
    struct db *db, int64_t departure_id, const struct departure *departure, apr_pool_t *pool);
/* Of many departures; sent and answered later. */
const struct err *cabins_insert_many(struct db *db, const int64_t *departure_ids,
    const struct departure *const *list, size_t count, apr_pool_t *pool);
const struct err *cabins_delete(struct db *db, int64_t departure_id, apr_pool_t *pool);

#endif
