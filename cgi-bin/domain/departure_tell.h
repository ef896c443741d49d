/* Telling by mail what a departure's change means for each of its bookings. */
#ifndef DOMAIN_DEPARTURE_TELL_H
#define DOMAIN_DEPARTURE_TELL_H

#include "store/departures.h"
#include "store/lost_seats.h"

/* What booking knew before it learned `is`; and the seats that were not in the aircraft then already. */
struct departure_told {
	const struct departure_row *was;
	const struct departure *is;
	const struct lost_seat *lost_before;
	size_t lost_before_count;
};

/* In the transaction that has written `is`, with the departure's exclusive lock: a mail to each live booking whose times are others now, whose flight is cancelled or whose seats are newly lost. */
const struct err *departure_tell(
    struct db *db, const struct departure_told *told, apr_pool_t *pool);

#endif
