/* A booking as a file for calendars: one event a departure. */
#ifndef DOMAIN_BOOKING_CALENDAR_H
#define DOMAIN_BOOKING_CALENDAR_H

#include "base/calendar.h"
#include "domain/desk.h"
#include "model/booking.h"

/*
 * The file (base/calendar.h) to keep, or to take it away again. Each departure is the same event in all files of the booking, however often it changes; its sequence is the booking's version. Cancelled is
 * what nobody of the party has a seat on any more, or what the airline does not fly. Who only found the booking gets no names. The link in it gives no right: calendars are shared.
 */
const char *booking_calendar(
    struct desk *desk, const struct booking *booking, enum calendar_method method);

#endif
