/* A booking as a file for the calendar of who travels. */
#include "domain/booking_calendar.h"

#include "base/pool.h"
#include "pages/bookings.h"
#include "pages/pages.h"

#include <string.h>

const struct err *page_booking_calendar(struct request *request, struct reply *reply)
{
	struct desk *desk = page_desk(request);
	const struct booking *booking;
	const struct err *err = booking_find_seated(desk, request->args[0], &booking);
	const char *text;

	if (err != NULL)
		return booking_refuse(request, reply, request->args[0], err);
	text = booking_calendar(desk, booking, CALENDAR_PUBLISH);
	reply_body(reply, 200, "text/calendar; charset=utf-8; method=PUBLISH", text, strlen(text));
	reply_header(reply, "Content-Disposition",
	    apr_pstrcat(
		request->pool, "attachment; filename=\"", booking->locator, ".ics\"", NULL));
	return NULL;
}
