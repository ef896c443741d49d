/* Departures as staff look at them: how full they are, and who sits where. Those that booking knows, which are all on which a seat was ever held. */
#ifndef DOMAIN_INVENTORY_H
#define DOMAIN_INVENTORY_H

#include "domain/desk.h"
#include "model/inventory.h"

/* At most `most` of them; one more than is shown tells whether there are more. */
const struct err *inventory_departures(struct desk *desk, const struct inventory_wanted *wanted,
    int64_t most, const struct inventory_departure **out, size_t *count);

/* One with its cabins and, by row and number, the seats that are not free. CODE_NOT_FOUND. */
struct inventory {
	struct inventory_departure departure;
	const struct inventory_cabin *cabins;
	size_t cabin_count;
	const struct inventory_seat *seats;
	size_t seat_count;
};
/* That its passengers' names are read is written into the audit log first. */
const struct err *inventory_of(
    struct desk *desk, const char *flight_no, int32_t on, struct inventory *out);

/* "scheduled", "retimed", "cancelled", "departed" */
const char *inventory_state_name(enum departure_state state);

/* A cabin's seats, row by row from left to right; an aisle, and a seat that is missing, has no number. */
struct inventory_place {
	const char *seat_no; /* NULL: no seat here */
	bool is_aisle;
	const struct inventory_seat *taken; /* NULL: free */
};
struct inventory_row {
	int row;
	bool is_exit;
	const struct inventory_place *places;
	size_t count;
};
const struct inventory_row *inventory_rows(const struct inventory *inventory,
    const struct inventory_cabin *cabin, apr_pool_t *pool, size_t *count);

#endif
