/* What of a booking is still to be travelled. */
#ifndef DOMAIN_BOOKING_TRAVEL_H
#define DOMAIN_BOOKING_TRAVEL_H

#include "domain/desk.h"
#include "model/booking.h"

/* Does it fly, and has anybody of the party a seat on it? Whenever that is or was. */
bool booking_flies(const struct booking *booking, const struct segment *segment);

/* Has the airline cancelled all flights that were not given up before? */
bool booking_is_flown_by_nobody(const struct booking *booking);

/* The next departure that is flown, and when to be at its airport ([airport] minutes; CLOCK_NONE: not said). NULL: none is ahead. */
const struct departure *booking_next(
    struct desk *desk, const struct booking *booking, int64_t *be_there_at);

#endif
