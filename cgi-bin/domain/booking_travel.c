/* What of a booking is still to be travelled. */
#include "domain/booking_travel.h"

#include "base/clock.h"

bool booking_flies(const struct booking *booking, const struct segment *segment)
{
	if (booking->state == BOOKING_CANCELLED || booking->state == BOOKING_EXPIRED ||
	    segment->departure.state == DEPARTURE_CANCELLED)
		return false;
	for (size_t i = 0; i < segment->seat_count; i++)
		if (segment->seats[i] != NULL)
			return true;
	return false;
}

bool booking_is_flown_by_nobody(const struct booking *booking)
{
	size_t kept = 0;
	for (size_t i = 0; i < booking->segment_count; i++) {
		if (booking->segments[i].is_cancelled)
			continue;
		if (booking->segments[i].departure.state != DEPARTURE_CANCELLED)
			return false;
		kept++;
	}
	return kept > 0;
}

const struct departure *booking_next(
    struct desk *desk, const struct booking *booking, int64_t *be_there_at)
{
	int64_t minutes = desk->settings->airport_minutes;
	for (size_t i = 0; i < booking->segment_count; i++) {
		const struct segment *segment = &booking->segments[i];
		int64_t at = segment->departure.departs_at;
		if (!booking_flies(booking, segment) || at <= clock_now())
			continue;
		*be_there_at = minutes == 0 ? CLOCK_NONE : at - minutes * CLOCK_MINUTE;
		return &segment->departure;
	}
	return NULL;
}
