/* parts/staff_departures, and what it and the page of one departure say alike. */
#ifndef STAFF_DEPARTURE_ROWS_H
#define STAFF_DEPARTURE_ROWS_H

#include "domain/inventory.h"
#include "web/view.h"

/* A table under {{>STAFF_DEPARTURES}}; `label` is its name for who does not see it. */
void staff_fill_departures(struct view *view, const char *label,
    const struct inventory_departure *departures, size_t count, apr_pool_t *pool);

/* Name, route, time, state, sales and aircraft; and a count of seats. */
void staff_fill_departure(
    struct view *view, const struct inventory_departure *departure, apr_pool_t *pool);
void staff_fill_count(struct view *view, const struct inventory_count *count);
int64_t staff_free_seats(const struct inventory_count *count);
/* Of a hundred, at most; of nothing 0. */
int64_t staff_share(int64_t part, int64_t of);

/* "open", "closed" */
const char *staff_sales_name(const struct inventory_departure *departure);

#endif
