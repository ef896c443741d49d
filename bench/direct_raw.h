/* The statements of a hold without the rules, on the departures of a plan. */
#ifndef BENCH_DIRECT_RAW_H
#define BENCH_DIRECT_RAW_H

#include "direct_sale.h"

/*
 * Learns of each departure what a hold on it is made of: three holds of each. Those for which there is no other departure whose holds are of the same statements have no free seat any more then.
 * Before any thread. `*holds`: how many there are now.
 */
const struct err *raw_learn(
    struct plan *plan, const struct desk_parts *parts, apr_pool_t *pool, int64_t *holds);

/* As sale_hold(), but that `ref` is not set. */
const struct err *raw_hold(struct desk *desk, struct sale *sale);

/* How many statements a hold has, at most. */
size_t raw_statements(void);

#endif
