/* Sales that are made up, written whole: each a hold and what became of it, in every table that a real one would be in. */
#ifndef STORE_DEMO_SALES_H
#define STORE_DEMO_SALES_H

#include "model/booking.h"
#include "store/passengers.h"

enum demo_end { DEMO_SOLD, DEMO_CANCELLED, DEMO_RELEASED, DEMO_EXPIRED };

struct demo_sale {
	enum demo_end end; /* sold and later cancelled: DEMO_CANCELLED */
	int64_t customer_id, browser_id;
	const unsigned char
	    *token_digest; /* of a new customer's browser; NULL: the customer is there already */
	const char *address;
	int64_t hold_id, booking_id; /* booking: the first two ends */
	const char *ref, *locator;
	int64_t placed_at, named_at, ended_at,
	    expires_at; /* of the hold; named: passengers given, CLOCK_NONE: never */
	int64_t cancelled_at;
	struct party party;
	const char *email;
	const char *currency;
	int64_t total_minor;
	const struct segment *segments; /* with all seats */
	size_t segment_count;
	const struct price_line *prices;
	size_t price_count;
	const struct passenger_row *passengers;
	size_t passenger_count;
	const char *seats_text; /* data-seats */
};

/* In the transaction of the caller. CODE_DUPLICATE: somebody else writes into this database. */
const struct err *demo_sales_insert(
    struct db *db, const struct demo_sale *sales, size_t count, apr_pool_t *pool);

/* The first event of departures that were just inserted. */
const struct err *demo_departures_record(
    struct db *db, const int64_t *ids, size_t count, int64_t at, apr_pool_t *pool);

/* How much there is, and the first ids that are free. */
struct demo_room {
	int64_t holds, departures;
	int64_t customer_id, browser_id, hold_id, booking_id;
};
const struct err *demo_sales_find_room(struct db *db, apr_pool_t *pool, struct demo_room *out);

#endif
