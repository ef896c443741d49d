/* What the gate keeps customers from: a closed flight stays as it is, and so does whoever is checked in or on board. */
#include "domain/booking_internal.h"

const struct err *booking_over(const struct segment *segment, int64_t now, apr_pool_t *pool)
{
	const struct departure *departure = &segment->departure;
	bool is_ahead = departure->state != DEPARTURE_CANCELLED &&
	    departure->state != DEPARTURE_DEPARTED && departure->departs_at > now;

	if (departure->is_gate_closed && is_ahead)
		return err_with(
		    err_new(pool, CODE_FLIGHT_CLOSED, "%s is closed at the gate", departure->name),
		    FACT_DEPARTURE, departure->name);
	return err_with(
	    err_new(pool, CODE_SALES_CLOSED, "%s has departed or is cancelled", departure->name),
	    FACT_DEPARTURE, departure->name);
}

const struct err *booking_checked_in(const struct segment *segment, apr_pool_t *pool)
{
	return err_with(
	    err_new(pool, CODE_CHECKED_IN,
		say("Somebody is checked in for it: the staff at the airport undo that first")),
	    FACT_DEPARTURE, segment->departure.name);
}

const struct err *booking_check_not_checked_in(const struct segment *segments, size_t count,
    int64_t now, int64_t position, int64_t passenger_no, apr_pool_t *pool)
{
	unsigned people = passenger_no != 0 ? 1u << (passenger_no - 1) : ~0u;

	for (size_t i = 0; i < count; i++)
		if (!segments[i].is_cancelled && !segment_is_over(&segments[i], now) &&
		    (position == 0 || segments[i].position == position) &&
		    (segments[i].checked_in & people) != 0)
			return booking_checked_in(&segments[i], pool);
	return NULL;
}
