/* Looks at what is taken of a departure: many who look at the same time share one question to the database. */
#ifndef DOMAIN_SEAT_LOOKS_H
#define DOMAIN_SEAT_LOOKS_H

#include "domain/desk.h"
#include "store/seat_maps.h"

#define LOOKED_SEAT_MAX 6

struct looked_seat {
	char seat_no[LOOKED_SEAT_MAX + 1];
	bool is_blocked;
	int64_t held_by; /* the hold's id; 0: nobody's hold */
};

struct seat_look {
	bool is_sales_closed;
	const struct looked_seat *seats; /* those that are taken; they live in desk->pool */
	size_t count;
};

/*
 * For each of up to DEPARTURES_PER_HOLD names what is taken; of a departure that booking does not know, nothing. An answer is shared by all of this process who ask within [seats] look_milliseconds, as long as
 * no program of this machine has changed a seat or the sales of the departure (base/changes.h): what anybody here was told is in every look that begins after it. A hold whose time is over ends the sharing at that moment.
 * What other machines have changed is seen when the milliseconds are over. `is_anew`: it is asked for now. Nothing is decided by a look: who takes a seat asks its row.
 */
const struct err *seat_looks_at(struct desk *desk, const struct seat_map_name *names, size_t count,
    bool is_anew, struct seat_look *out);

#endif
