/* Table departure_order: what staff asked of the flight service, and what came of it. */
#ifndef STORE_DEPARTURE_ORDERS_H
#define STORE_DEPARTURE_ORDERS_H

#include "db/statement.h"
#include "model/departure_change.h"

/* By its click; and locked. */
const struct err *departure_orders_find(struct db *db, const char *actor, const char *form_key,
    apr_pool_t *pool, struct departure_order_row *out);
const struct err *departure_orders_lock(struct db *db, const char *actor, const char *form_key,
    apr_pool_t *pool, struct departure_order_row *out);

/* Asked, now. CODE_DUPLICATE (departure_order_click). */
const struct err *departure_orders_insert(
    struct db *db, const struct departure_order_row *order, apr_pool_t *pool, int64_t *id);
/* One that is not made is asked again, as `order` says. */
const struct err *departure_orders_set_asked(
    struct db *db, int64_t id, const struct departure_order_row *order, apr_pool_t *pool);
/* Made, also where something else was said before; or refused and why, as long as nobody has asked again. `*is_done` false: neither. */
const struct err *departure_orders_set_settled(struct db *db,
    const struct departure_order_row *order, enum order_state state, const char *answer,
    apr_pool_t *pool, bool *is_done);

/* Those of which nothing is known yet, asked at least so long ago, oldest first; and the newest 50 of a departure, newest first. */
const struct err *departure_orders_list_asked(struct db *db, int64_t age_s, int64_t most,
    apr_pool_t *pool, const struct departure_order_row **out, size_t *count);
/* Made, asked within so many seconds, on departures that booking knows as they were before. */
const struct err *departure_orders_list_unlearned(struct db *db, int64_t age_s, int64_t most,
    apr_pool_t *pool, const struct departure_order_row **out, size_t *count);
const struct err *departure_orders_list(struct db *db, const char *flight_no, int32_t on,
    apr_pool_t *pool, const struct departure_order_row **out, size_t *count);

#endif
