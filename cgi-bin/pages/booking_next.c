/* What a booked customer needs next. */
#include "pages/booking_next.h"

#include "base/barcode.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/booking_travel.h"
#include "domain/offer.h"
#include "pages/fill.h"
#include "static_names.h"
#include "view_keys.h"

#include <string.h>

/* What fits on a sheet of paper as it is; more is printed smaller. */
#define SHORT_SEGMENTS 2
#define SHORT_PASSENGERS 5

/* "K, 7, Q, X, 3, M": each letter is said by itself. */
static const char *spelled(const char *locator, apr_pool_t *pool)
{
	char *words = apr_palloc(pool, strlen(locator) * 3 + 1);
	char *at = words;

	for (; *locator != '\0'; locator++) {
		*at++ = *locator;
		if (locator[1] != '\0') {
			*at++ = ',';
			*at++ = ' ';
		}
	}
	*at = '\0';
	return words;
}

static const struct err *fill_code(struct view *view, const char *locator, apr_pool_t *pool)
{
	struct view *part = view_each(view, K_CODE);
	struct barcode code;

	TRY(barcode_qr(locator, pool, &code));
	view_int(part, K_CODE_SIDE, code.side);
	view_text(part, K_CODE_PATH, code.path);
	return NULL;
}

/* "2 hours"; "90 minutes" where it is no whole number of them. */
static const char *ahead_words(int64_t minutes, apr_pool_t *pool)
{
	if (minutes % 60 != 0)
		return apr_psprintf(
		    pool, say_count(minutes, "%d minute", "%d minutes"), (int)minutes);
	return apr_psprintf(
	    pool, say_count(minutes / 60, "%d hour", "%d hours"), (int)(minutes / 60));
}

static void fill_airport(
    struct view *next, struct desk *desk, const struct departure *departure, int64_t at)
{
	struct view *part = view_each(next, K_NEXT_AIRPORT);
	int offset = departure->origin_offset;

	view_text(part, K_AIRPORT_NAME, offer_airport(desk, departure->origin)->name);
	view_text(part, K_AIRPORT_CODE, departure->origin);
	view_text(part, K_AIRPORT_AT, fill_datetime(at, offset, desk->pool));
	view_text(part, K_AIRPORT_TIME, fill_local_time(at, offset, desk->pool));
	view_text(part, K_AIRPORT_DATE, date_human(date_at_offset(at, offset), desk->pool));
	view_text(part, K_AIRPORT_BEFORE, ahead_words(desk->settings->airport_minutes, desk->pool));
	view_text(part, K_FLIGHT_NO, departure->flight_no);
}

static void fill_next(struct view *view, struct desk *desk, const struct booking *booking)
{
	int64_t be_there_at;
	const struct departure *departure = booking_next(desk, booking, &be_there_at);
	struct view *next;

	if (departure == NULL)
		return;
	next = view_each(view, K_NEXT);
	if (booking->view == BOOKING_FULL)
		view_text(view_each(next, K_NEXT_MAIL), K_EMAIL_ADDRESS, booking->contact.email);
	else
		view_show(next, K_NEXT_MAIL_HIDDEN);
	if (!booking->is_paid)
		view_text(view_each(next, K_NEXT_PAYMENT), K_TOTAL,
		    money_text(booking->total_minor - booking->credit_minor -
			    (booking->paid_minor - booking->refund_minor),
			booking->currency, desk->pool));
	if (be_there_at != CLOCK_NONE)
		fill_airport(next, desk, departure, be_there_at);
}

const struct err *booking_next_fill(
    struct view *view, struct desk *desk, const struct booking *booking)
{
	bool is_long = booking->segment_count > SHORT_SEGMENTS ||
	    booking->passenger_count > SHORT_PASSENGERS;
	bool is_on = booking->state == BOOKING_CONFIRMED || booking->state == BOOKING_PENDING;
	bool is_to_come = is_on && !booking_is_flown_by_nobody(booking);

	view_text(view, K_SPELLED, spelled(booking->locator, desk->pool));
	view_text(view, K_PRINT_SCRIPT, STATIC_PRINT_JS);
	view_text(view, K_CALENDAR_WORDS,
	    is_to_come ? say("Add to calendar") : say("Take out of calendar"));
	if (is_long)
		view_show(view, K_LONG);
	fill_next(view, desk, booking);
	return is_on ? fill_code(view, booking->locator, desk->pool) : NULL;
}
