/* What a mail says of a booking to programs. */
#include "jobs/mail_data.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/booking_calendar.h"
#include "domain/booking_travel.h"
#include "domain/full_name.h"
#include "domain/offer.h"

#include <string.h>

#define CARRIER_LENGTH 2 /* "AX204": the airline's two letters, then its number */

/* JSON has no place for controls, which a name may have. */
static const char *without_controls(const char *text, apr_pool_t *pool)
{
	char *clean = apr_palloc(pool, strlen(text) + 1);
	char *at = clean;

	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= ' ')
			*at++ = *text;
	*at = '\0';
	return clean;
}

static const char *name_of(const struct passenger *passenger, apr_pool_t *pool)
{
	return without_controls(full_name(passenger->given_name, passenger->surname, pool), pool);
}

static void fill_flight(struct view *row, struct desk *desk, const struct departure *departure)
{
	apr_pool_t *pool = desk->pool;

	view_text(row, K_FLIGHT_DIGITS, departure->flight_no + CARRIER_LENGTH);
	view_text(row, K_CARRIER, apr_pstrmemdup(pool, departure->flight_no, CARRIER_LENGTH));
	view_text(row, K_ORIGIN, departure->origin);
	view_text(row, K_ORIGIN_NAME, offer_airport(desk, departure->origin)->name);
	view_text(row, K_DEPARTS_AT,
	    clock_text_at_offset(departure->departs_at, departure->origin_offset, pool));
	view_text(row, K_DESTINATION, departure->destination);
	view_text(row, K_DESTINATION_NAME, offer_airport(desk, departure->destination)->name);
	view_text(row, K_ARRIVES_AT,
	    clock_text_at_offset(departure->arrives_at, departure->destination_offset, pool));
}

/* Who has given a seat back does not travel; who sits on a lap has none. */
static bool travels(const struct booking *booking, const struct segment *segment, size_t passenger)
{
	return booking_flies(booking, segment) && !booking->passengers[passenger].is_cancelled &&
	    (passenger >= segment->seat_count || segment->seats[passenger] != NULL);
}

static void fill_one(struct view *view, struct desk *desk, const struct booking *booking,
    const struct segment *segment, size_t passenger)
{
	struct view *row = view_each(view, K_COUPON);
	const char *seat = passenger < segment->seat_count ? segment->seats[passenger] : NULL;
	bool is_lost = segment->lost_count > 0 && seat != NULL && segment->lost[passenger] != NULL;

	view_text(row, K_COUPON_STATUS,
	    travels(booking, segment, passenger) ? "ReservationConfirmed" : "ReservationCancelled");
	view_text(row, K_COUPON_AT, clock_text(clock_now(), desk->pool));
	view_text(row, K_NAME, name_of(&booking->passengers[passenger], desk->pool));
	if (seat != NULL && !is_lost)
		view_text(view_each(row, K_COUPON_SEAT), K_SEAT_NO, seat);
	fill_flight(row, desk, &segment->departure);
}

void mail_data_fill(struct view *view, struct desk *desk, const struct booking *booking)
{
	for (size_t i = 0; i < booking->segment_count; i++)
		for (size_t p = 0; p < booking->passenger_count; p++)
			fill_one(view, desk, booking, &booking->segments[i], p);
}

void mail_data_attach(struct desk *desk, const struct booking *booking, struct mail *out)
{
	enum calendar_method method = booking->state == BOOKING_CANCELLED ? CALENDAR_CANCEL
									  : CALENDAR_PUBLISH;

	out->calendar = booking_calendar(desk, booking, method);
	out->calendar_method = calendar_method_name(method);
	out->calendar_name = apr_pstrcat(desk->pool, booking->locator, ".ics", NULL);
}
