/* What the booking's pages share. */
#ifndef PAGES_BOOKINGS_H
#define PAGES_BOOKINGS_H

#include "domain/booking.h"
#include "pages/page.h"

const char *booking_state_name(enum booking_state state);

/* The booking's own page with a refusal on it (the link to mail where that is what is missing); errors of other kinds come back. */
const struct err *booking_refuse(struct request *request, struct reply *reply, const char *locator,
    const struct err *err);

/* "/bookings/K7QX3M", and what comes after it ("" or "/seats"). */
const char *page_booking_path(const char *locator, const char *rest, apr_pool_t *pool);

#endif
