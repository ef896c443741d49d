/* Is a departure what staff asked for? What the flight service has is looked at, whoever got its answer. */
#ifndef DOMAIN_DEPARTURE_ORDER_MADE_H
#define DOMAIN_DEPARTURE_ORDER_MADE_H

#include "model/departure_change.h"

#include <apr_pools.h>

/* It is at the version that this change leads to, and as the row has it: then it was made. */
bool departure_order_was_made(const struct departure_order_row *row, const struct departure *is);
/* One that is put on sale: its route and fares go into the row, in words as far as they fit, and as a digest of all of them in whatever order. */
void departure_order_set_sale(
    struct departure_order_row *row, const struct departure *wanted, apr_pool_t *pool);
/* Is it of the route and at the fares that the row asks for? What is not known of a row is not asked for. */
bool departure_order_is_sold_as(
    const struct departure_order_row *row, const struct departure *is, apr_pool_t *pool);

#endif
