/* What the parts of splitting a booking share. */
#ifndef DOMAIN_STAFF_BOOKING_INTERNAL_H
#define DOMAIN_STAFF_BOOKING_INTERNAL_H

#include "domain/hold_internal.h"
#include "store/passengers.h"
#include "store/seats.h"

struct booking_locked;

/* What a booking that is split from another is made of. */
struct split_plan {
	struct party party;
	struct passenger_row people[PARTY_PASSENGERS_MAX]; /* with their new numbers */
	int64_t old_no[PARTY_PASSENGERS_MAX];
	size_t people_count;
	struct segment segments[DEPARTURES_PER_HOLD]; /* that are ahead, at new positions */
	size_t segment_count;
	struct price_line *lines;
	size_t line_count;
	int64_t price_minor; /* their sum */
	int64_t moved_minor; /* of what was paid: what the others do not need */
	/* By ascending id: the departures of the segments, and whose seat each becomes. */
	int64_t departure_ids[DEPARTURES_PER_HOLD];
	size_t departure_count;
	struct seat_handing seats[DEPARTURES_PER_HOLD][PARTY_SEATS_MAX];
	size_t seat_count[DEPARTURES_PER_HOLD];
	const char *seats_text; /* data-seats of the new one */
	const char
	    *names; /* "Ada Lovelace, Grace Hopper"; of many with long names the first, "…" */
};

/* Those of a locked booking who go, and what goes with them. CODE_INVALID (passenger.1), CODE_SALES_CLOSED, CODE_FLIGHT_CLOSED: nothing of it is ahead. CODE_CHECKED_IN: one of them is. */
const struct err *split_plan_make(const struct booking_locked *locked,
    const struct price_line *lines, size_t line_count, const bool goes[PARTY_PASSENGERS_MAX],
    apr_pool_t *pool, struct split_plan *out);

#endif
