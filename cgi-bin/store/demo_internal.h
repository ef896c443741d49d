/* What the files of made-up sales share. */
#ifndef STORE_DEMO_INTERNAL_H
#define STORE_DEMO_INTERNAL_H

#include "store/demo_sales.h"

static inline bool demo_has_booking(const struct demo_sale *sale)
{
	return sale->end == DEMO_SOLD || sale->end == DEMO_CANCELLED;
}

/* Customers, browsers, holds with segments, prices and passengers. */
const struct err *demo_holds_insert(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool);
/* Bookings with claims, coupons, money and mails. */
const struct err *demo_bookings_insert(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool);

#endif
