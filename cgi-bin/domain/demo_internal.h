/* What the files of made-up bookings share. */
#ifndef DOMAIN_DEMO_INTERNAL_H
#define DOMAIN_DEMO_INTERNAL_H

#include "base/pool.h"
#include "domain/demo.h"
#include "store/demo_sales.h"

#define DEMO_CABINS 4
#define DEMO_ORDERS 8 /* in which rows fill up */

struct demo_aircraft {
	const char *code, *name;
	struct cabin cabins[DEMO_CABINS];
	size_t cabin_count;
	const char **orders[DEMO_CABINS][DEMO_ORDERS]; /* seats, rows shuffled */
	size_t seats[DEMO_CABINS];
};

struct demo_flight {
	int64_t id;
	struct departure departure;
	const struct demo_aircraft *aircraft;
	size_t given[DEMO_CABINS];       /* seats, by cabin */
	struct demo_flight *const *back; /* those the other way, by time */
	size_t back_count;
};

struct demo {
	struct desk *desk;
	apr_pool_t *pool;
	int64_t bookings, made;
	int32_t today;
	uint64_t seed, stream;        /* of random numbers */
	apr_array_header_t *aircraft; /* struct demo_aircraft * */
	struct demo_flight **flights; /* by time, once ready */
	size_t count;
	apr_array_header_t *added; /* struct demo_flight * */
	bool is_ready;
	struct demo_room next;      /* ids */
	int64_t begins_at, ends_at; /* of selling */
	int64_t customers;          /* so far */
	int64_t people[3][256];     /* how many of a type have had a surname */
};

/* From the seeded stream: uniform in [0, bound), bound > 0; and so many bytes. */
int64_t demo_below(struct demo *demo, int64_t bound);
void demo_bytes(struct demo *demo, unsigned char *out, size_t length);

/* People for a party, with a surname of their own, who were nobody else's; of the right ages on these days. */
const struct err *demo_people(struct demo *demo, const struct party *party, int32_t first_on,
    int32_t last_on, apr_pool_t *pool, const struct passenger_row **out, size_t *count);

/* The next sale: who, when, where to, what became of it. */
const struct err *demo_make_sale(struct demo *demo, apr_pool_t *pool, struct demo_sale *out);

#endif
