/* Departures as staff look at them: how full they are, and who sits where. Those that booking knows, which are all on which a seat was ever held. */
#ifndef DOMAIN_INVENTORY_H
#define DOMAIN_INVENTORY_H

#include "domain/desk.h"
#include "model/inventory.h"

/* At most `most` of them; one more than is shown tells whether there are more. */
const struct err *inventory_departures(struct desk *desk, const struct inventory_wanted *wanted,
    int64_t most, const struct inventory_departure **out, size_t *count);

/*
 * A list knows what booking knows. Where it is of one route, for at most 62 days, or of a flight number, for at most 7, the flight service is asked and what booking did not know yet is learned
 * before. `*is_complete` false: it did not answer.
 */
const struct err *inventory_learn(
    struct desk *desk, const struct inventory_wanted *wanted, bool *is_complete);

/* One with its cabins and, by row and number, the seats that are not free. What changes while it is read makes `version` old. */
struct inventory {
	struct inventory_departure departure;
	int64_t version;         /* of booking's row */
	int64_t service_version; /* the flight service's, as booking knows it */
	const struct inventory_cabin *cabins;
	size_t cabin_count;
	const struct inventory_seat *seats;
	size_t seat_count;
};
/*
 * That its passengers' names are read is written into the audit log first. A departure that booking does not know yet is learned from the flight service. CODE_NOT_FOUND: there is none;
 * CODE_FLIGHT_SERVICE_DOWN: that cannot be known now.
 */
const struct err *inventory_of(
    struct desk *desk, const char *flight_no, int32_t on, struct inventory *out);

/* What happened to it, the newest first: what came before this version (0: all), at most `most`. */
const struct err *inventory_events(struct desk *desk, const struct inventory *inventory,
    int64_t before_version, int64_t most, const struct inventory_event **out, size_t *count);
/* With its fares, as the flight service has them now; `*is_cached`: as it last had them. CODE_FLIGHT_SERVICE_DOWN, CODE_NOT_FOUND. */
const struct err *inventory_fares(struct desk *desk, const struct inventory *inventory,
    const struct departure **out, bool *is_cached);

/* "scheduled", "retimed", "cancelled", "departed"? */
bool inventory_state_parse(const char *name);
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
/* Is the seat one of the aircraft's as it is now? Those that were sold before a change of aircraft may not be. */
bool inventory_is_on_plan(const struct inventory *inventory, const char *seat_no, apr_pool_t *pool);

const struct inventory_row *inventory_rows(const struct inventory *inventory,
    const struct inventory_cabin *cabin, apr_pool_t *pool, size_t *count);

#endif
