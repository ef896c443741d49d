/* A sale by the airline's rules without HTTP: what the pages of the three POSTs ask of domain/, in their order. */
#ifndef BENCH_DIRECT_SALE_H
#define BENCH_DIRECT_SALE_H

#include "domain/desk.h"
#include "load_plan.h"

/* The next sale of a thread; memory for all of it. */
struct sale {
	apr_pool_t *pool;
	const char *browser, *address, *seat, *ref;
	struct plan_departure *departure;
};

/* Who asks, as a page makes it of a request; memory of `pool` for that one request. */
struct desk sale_desk(
    const struct desk_parts *parts, apr_pool_t *pool, const char *browser, const char *address);

/* Customers come from anywhere. */
const char *sale_address(apr_pool_t *pool);

/* What the three POSTs do; the first sets `ref`. */
const struct err *sale_hold(struct desk *desk, struct sale *sale);
const struct err *sale_fill_in(struct desk *desk, struct sale *sale);
const struct err *sale_book(struct desk *desk, struct sale *sale);

#endif
