/* What the load generator is to ask for: read from a file, handed out piece by piece. */
#ifndef BENCH_LOAD_PLAN_H
#define BENCH_LOAD_PLAN_H

#include "base/err.h"

#include <stddef.h>

struct plan_page {
	const char *path;
	const char *cookie; /* "NAME=VALUE" of the browser that may see it; "" */
};

struct plan_departure {
	const char *name;         /* AX204/2026-12-01 */
	const char *form_name;    /* as it is in a form: AX204%2F2026-12-01 */
	int64_t total_minor;      /* of one adult */
	const char *const *seats; /* those that are free: "12A" */
	size_t seat_count;
	size_t next; /* of them */
};

struct plan {
	struct plan_page *pages, *searches;
	size_t page_count, search_count, next_page, next_search;
	struct plan_departure *departures;
	size_t departure_count, next_departure, next_map;
};

/*
 * {"paths": ["/hello", {"path": …, "cookie": …}], "search": [as paths], "sale": {"departures": [{"name": "AX204/2026-12-01", "total_minor": 18900, "seats": ["1A", …]}]}}; each
 * member may be left out. CODE_INVALID.
 */
const struct err *plan_read(const char *file, apr_pool_t *pool, struct plan *out);

/* By turns; NULL: there are none. */
const struct plan_page *plan_page(struct plan *plan);
const struct plan_page *plan_search(struct plan *plan);
const struct plan_departure *plan_map(struct plan *plan);

/* The next free seat, of the next departure by turns; NULL: all are used. */
const char *plan_seat(struct plan *plan, struct plan_departure **departure);
/* The next one of this departure; NULL: all are used. */
const char *plan_seat_of(struct plan_departure *departure);

/* How many seats of a departure were handed out at most. */
size_t plan_used(const struct plan *plan);

#endif
