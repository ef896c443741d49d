/* What a booked customer needs next: the code at the airport, and what happens until then. */
#ifndef PAGES_BOOKING_NEXT_H
#define PAGES_BOOKING_NEXT_H

#include "domain/desk.h"
#include "model/booking.h"
#include "web/view.h"

/* The locator as a code for scanners (K_CODE), in letters for who hears the page (K_SPELLED), the way to the calendar, to paper, and (K_NEXT) what comes next while there is anything ahead. */
const struct err *booking_next_fill(
    struct view *view, struct desk *desk, const struct booking *booking);

#endif
