/* Tables departure, departure_cabin and seat_claim as staff look at them: how full departures are, and who sits where. Nothing is locked. */
#ifndef STORE_INVENTORY_H
#define STORE_INVENTORY_H

#include "db/statement.h"
#include "model/inventory.h"

/* What is asked for: departures by local date and flight number, at most `most`. */
const struct err *inventory_list(struct db *db, const struct inventory_wanted *wanted, int64_t most,
    apr_pool_t *pool, struct inventory_departure **out, size_t *count);

/* One departure, id 0: booking does not know it; its cabins; and its seats that are not free, with their passengers, by seat. */
const struct err *inventory_find(struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool,
    struct inventory_departure *out);
const struct err *inventory_list_cabins(struct db *db, int64_t departure_id, apr_pool_t *pool,
    struct inventory_cabin **out, size_t *count);
const struct err *inventory_list_seats(struct db *db, int64_t departure_id, apr_pool_t *pool,
    struct inventory_seat **out, size_t *count);

#endif
