/* The quote for cancelling, and what else could be cancelled. */
#include "pages/cancel_fill.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "pages/bookings.h"
#include "pages/fill.h"
#include "pages/passengers.h"
#include "view_keys.h"

#include <string.h>

/* What is asked for, in words. */
struct cancel_words {
	const char *heading, *lead, *button;
};

static const struct segment *segment_of(const struct booking *booking, const char *departure)
{
	size_t i = 0;

	while (i + 1 < booking->segment_count &&
	    strcmp(booking->segments[i].departure.name, departure) != 0)
		i++;
	return &booking->segments[i];
}

static const char *flight_words(const struct departure *departure, apr_pool_t *pool)
{
	return apr_psprintf(pool, say("%s, %s to %s on %s"), departure->flight_no,
	    departure->origin, departure->destination, date_human(departure->on, pool));
}

static struct cancel_words words_of(const struct booking_quote *quote, apr_pool_t *pool)
{
	const struct booking *booking = quote->booking;
	const struct booking_part *part = &quote->part;

	if (part->passenger_no != 0)
		return (struct cancel_words){
			apr_psprintf(pool, say("Cancel for %s alone?"),
			    passenger_name(&booking->passengers[part->passenger_no - 1], pool)),
			say("The seats of this passenger are given back on all flights. The others travel as they booked. This cannot be undone."),
			say("Cancel for this passenger")
		};
	if (part->departure != NULL)
		return (struct cancel_words){
			apr_psprintf(pool, say("Cancel %s?"),
			    flight_words(&segment_of(booking, part->departure)->departure, pool)),
			say("The seats of all passengers on this flight are given back. The other flights stay as they are. This cannot be undone."),
			say("Cancel this flight")
		};
	return (
	    struct cancel_words){ apr_psprintf(pool, say("Cancel booking %s?"), booking->locator),
		say("All seats of all passengers are given back at once. This cannot be undone."),
		say("Cancel the booking") };
}

static bool is_part(const struct booking_quote *quote)
{
	return quote->part.passenger_no != 0 || quote->part.departure != NULL;
}

static void fill_cost(struct view *view, const char *label, int64_t minor,
    const struct booking *booking, apr_pool_t *pool)
{
	struct view *row = view_each(view, K_COST);

	view_text(row, K_LABEL, label);
	view_text(row, K_TEXT, money_text(minor, booking->currency, pool));
}

static void fill_costs(struct view *view, const struct booking_quote *quote, apr_pool_t *pool)
{
	const struct booking *booking = quote->booking;

	if (is_part(quote))
		fill_cost(view, say("Price of this part"), quote->price_minor, booking, pool);
	else
		fill_cost(view, say("Price"), booking->total_minor - booking->credit_minor, booking,
		    pool);
	fill_cost(
	    view, say("Paid so far"), booking->paid_minor - booking->refund_minor, booking, pool);
	if (quote->fee_minor > 0)
		fill_cost(view, say("We keep"), quote->fee_minor, booking, pool);
	fill_cost(view, say("Goes back to you"), quote->refund_minor, booking, pool);
	if (is_part(quote))
		fill_cost(view, say("To pay for the rest"), quote->due_minor, booking, pool);
}

/* By the clocks where the journey begins. */
static void fill_free_until(
    struct view *view, struct desk *desk, const struct booking *booking, int64_t at)
{
	const struct departure *first = &booking->segments[0].departure;
	struct view *part = view_each(view, K_FREE);
	int offset = fill_offset_at_origin(desk, first, at);

	view_text(part, K_UNTIL_AT, clock_text(at, desk->pool));
	view_text(part, K_UNTIL_WORDS,
	    apr_psprintf(desk->pool, say("%s on %s"), date_clock_at_offset(at, offset, desk->pool),
		date_human(date_at_offset(at, offset), desk->pool)));
	view_text(part, K_ORIGIN_CITY, offer_airport(desk, first->origin)->city);
}

static void fill_whole(struct view *list, const char *path)
{
	struct view *link = view_each(view_each(list, K_CHOICE), K_CHOICE_OPEN);

	view_text(link, K_LINK, path);
	view_text(link, K_TEXT, say("The whole booking"));
}

/* A link, or why there is none, as a form would be told (CODE_INVALID). */
static void fill_choice(struct view *list, struct desk *desk, const struct booking *booking,
    const struct booking_part *part, const char *text)
{
	const char *path = page_booking_path(booking->locator, "/cancel", desk->pool);
	const struct err *err = booking_check_part(desk, booking, part);
	struct view *row = view_each(list, K_CHOICE);
	struct view *choice = view_each(row, err == NULL ? K_CHOICE_OPEN : K_CHOICE_SHUT);

	view_text(choice, K_TEXT, text);
	if (err != NULL)
		view_text(choice, K_MESSAGE,
		    err_is(err, CODE_SALES_CLOSED)        ? say("It has departed")
			: err_is(err, CODE_FLIGHT_CLOSED) ? say("It is closed: boarding is over")
							  : err->text);
	else if (part->departure != NULL)
		view_text(choice, K_LINK,
		    apr_pstrcat(desk->pool, path, "?departure=", part->departure, NULL));
	else
		view_text(choice, K_LINK,
		    apr_psprintf(
			desk->pool, "%s?passenger=%" APR_INT64_T_FMT, path, part->passenger_no));
}

/* The other parts, where there are any. */
static void fill_choices(struct view *view, struct desk *desk, const struct booking_quote *quote)
{
	const struct booking *booking = quote->booking;
	struct passenger people[PARTY_PASSENGERS_MAX];
	size_t count = booking_travelling(booking, people), flights = 0;
	struct view *list;

	for (size_t i = 0; i < booking->segment_count; i++)
		flights += booking->segments[i].is_cancelled ? 0 : 1;
	if (count < 2 && flights < 2)
		return;
	list = view_each(view, K_CHOICES);
	if (is_part(quote))
		fill_whole(list, page_booking_path(booking->locator, "/cancel", desk->pool));
	for (size_t i = 0; count > 1 && i < count; i++)
		if (people[i].no != quote->part.passenger_no)
			fill_choice(list, desk, booking,
			    &(const struct booking_part){ people[i].no, NULL },
			    apr_psprintf(desk->pool, say("Only %s"),
				passenger_name(&people[i], desk->pool)));
	for (size_t i = 0; flights > 1 && i < booking->segment_count; i++) {
		const struct departure *departure = &booking->segments[i].departure;

		if (!booking->segments[i].is_cancelled &&
		    (quote->part.departure == NULL ||
			strcmp(departure->name, quote->part.departure) != 0))
			fill_choice(list, desk, booking,
			    &(const struct booking_part){ 0, departure->name },
			    apr_psprintf(
				desk->pool, say("Only %s"), flight_words(departure, desk->pool)));
	}
}

static void fill_part(struct view *view, const struct booking_quote *quote)
{
	struct view *row;

	if (!is_part(quote))
		return;
	view_int(view_each(view, K_PART), K_DUE_MINOR, quote->due_minor);
	row = view_each(view, K_PART_FIELDS);
	view_int(row, K_DUE_MINOR, quote->due_minor);
	if (quote->part.passenger_no != 0)
		view_int(
		    view_each(row, K_PART_PASSENGER), K_PASSENGER_NO, quote->part.passenger_no);
	else
		view_text(
		    view_each(row, K_PART_DEPARTURE), K_DEPARTURE_NAME, quote->part.departure);
}

/* The flights that are given up: one of them, or all with the passenger's own seats. */
static const struct segment *given_up(
    const struct booking_quote *quote, apr_pool_t *pool, size_t *count)
{
	const struct booking *booking = quote->booking;
	size_t seat = (size_t)quote->part.passenger_no - 1;
	struct segment *own;

	*count = quote->part.departure != NULL ? 1 : booking->segment_count;
	if (quote->part.departure != NULL)
		return segment_of(booking, quote->part.departure);
	if (quote->part.passenger_no == 0)
		return booking->segments;
	own = pool_make_many(pool, struct segment, *count);
	for (size_t i = 0; i < *count; i++) {
		const char **seats;

		own[i] = booking->segments[i];
		seats = pool_make_many(pool, const char *, own[i].seat_count);
		if (seat < own[i].seat_count)
			seats[seat] = own[i].seats[seat];
		own[i].seats = seats;
	}
	return own;
}

struct page_parts cancel_page(
    struct request *request, const struct booking_quote *quote, const struct form *form)
{
	const struct booking *booking = quote->booking;
	struct cancel_words words = words_of(quote, request->pool);
	struct page_parts parts = page_begin(request, "pages/booking_cancel",
	    apr_psprintf(request->pool, say("Cancel booking %s"), booking->locator));
	const struct segment *segments;
	size_t count;

	view_text(parts.body, K_HEADING, words.heading);
	view_text(parts.body, K_WORDS, words.lead);
	view_text(parts.body, K_BUTTON, words.button);
	view_text(parts.body, K_LOCATOR, booking->locator);
	view_int(parts.body, K_VERSION, booking->version);
	view_int(parts.body, K_REFUND_MINOR, quote->refund_minor);
	view_text(parts.body, K_CURRENCY, booking->currency);
	booking_change_fields(parts.body, booking, form, request->pool);
	fill_part(parts.body, quote);
	fill_costs(parts.body, quote, request->pool);
	if (quote->is_airlines)
		view_show(parts.body, K_AIRLINES);
	else if (quote->free_until_at != CLOCK_NONE)
		fill_free_until(parts.body, page_desk(request), booking, quote->free_until_at);
	segments = given_up(quote, request->pool, &count);
	fill_itinerary(parts.body, K_ITINERARY, page_desk(request), segments, count);
	fill_choices(parts.body, page_desk(request), quote);
	return parts;
}
