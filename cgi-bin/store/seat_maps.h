/* Reading tables seat_claim and seat_event: what is taken, for maps and lists. Nothing is locked. */
#ifndef STORE_SEAT_MAPS_H
#define STORE_SEAT_MAPS_H

#include "db/statement.h"
#include "model/departure.h"

/* How many seats of a cabin are taken on the departures of a route between two dates that booking knows. */
struct seat_map_count {
	const char *flight_no;
	int32_t on;
	bool is_sales_closed;
	int64_t taken;
	int64_t taken_of_those; /* that may be had: all of them, or those that are in no exit row */
};
const struct err *seat_maps_count(struct db *db, const char *origin, const char *destination,
    int32_t from, int32_t to, const char *cabin, bool may_use_exits, apr_pool_t *pool,
    const struct seat_map_count **out, size_t *count);

/* Taken seats of up to four departures by name. A departure that booking knows has at least one row: with `seat_no` NULL where nothing is taken. */
struct seat_map_row {
	int64_t departure_id; /* of seat_maps_list alone, as the next three and the last two */
	const char *flight_no;
	int32_t on;
	bool is_sales_closed;
	const char *seat_no;
	bool is_blocked;
	bool is_yours;   /* seat_maps_list_booking alone knows */
	int64_t held_by; /* the hold's id; 0: nobody's hold */
	int64_t held_ms; /* and for how long still */
};
struct seat_map_name {
	const char *flight_no;
	int32_t on;
};
const struct err *seat_maps_list(struct db *db, const struct seat_map_name *names,
    size_t name_count, apr_pool_t *pool, const struct seat_map_row **out, size_t *count);
/* The open holds of the customer whose browser this is: which `held_by` is his own. */
const struct err *seat_maps_list_holds(struct db *db, const unsigned char *browser_digest,
    apr_pool_t *pool, const int64_t **out, size_t *count);

/* What a booking's party may choose from on one departure, whose cabins are filled in: taken seats, those of the booking itself `is_yours`. Names and sales are left out. */
const struct err *seat_maps_list_booking(struct db *db, int64_t departure_id, int64_t booking_id,
    apr_pool_t *pool, struct departure *departure, const struct seat_map_row **out, size_t *count);

/* The map's revision with its taken seats in order. `*id` 0: booking does not know the departure. */
const struct err *seat_maps_revision(struct db *db, const char *flight_no, int32_t on,
    apr_pool_t *pool, int64_t *id, int64_t *revision, const char *const **taken, size_t *count);

#endif
