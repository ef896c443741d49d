/* A booking shown, and the link that gives the right to change it. */
#include "pages/bookings.h"

#include "base/clock.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/booking_travel.h"
#include "domain/locator.h"
#include "pages/airline_changes.h"
#include "pages/booking_next.h"
#include "pages/fill.h"
#include "pages/pages.h"
#include "pages/passengers.h"
#include "view_keys.h"
#include "web/problem.h"
#include "web/problem_view.h"

#include <string.h>

const char *page_booking_path(const char *locator, const char *rest, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "/bookings/", locator, rest, NULL);
}

static const char *state_words(const struct booking *booking)
{
	static const char *const words[] = { TO_SAY("Waiting for payment"), TO_SAY("Confirmed"),
		TO_SAY("Cancelled"), TO_SAY("Expired") };

	if (booking->state == BOOKING_CONFIRMED && booking_is_flown_by_nobody(booking))
		return say("Flights cancelled");
	return say(words[booking->state]);
}

static const char *heading_words(const struct booking *booking)
{
	if (booking->state == BOOKING_CANCELLED)
		return say("Booking cancelled");
	if (booking_is_flown_by_nobody(booking))
		return say_count((int64_t)booking->segment_count, "Your flight is cancelled",
		    "Your flights are cancelled");
	return say("You are booked");
}

static bool has_lost_seats(const struct booking *booking)
{
	for (size_t i = 0; i < booking->segment_count; i++)
		if (segment_lost(&booking->segments[i], clock_now()) > 0)
			return true;
	return false;
}

static const char *lead_words(const struct booking *booking)
{
	if (booking->state == BOOKING_CANCELLED)
		return say("This booking is cancelled. Its seats were given back.");
	if (booking_is_flown_by_nobody(booking))
		return say(
		    "The airline has cancelled what you booked. Keep the booking code: with it and a surname you find the booking again.");
	if (has_lost_seats(booking))
		return say(
		    "You fly, but not in all the seats you booked. Keep the booking code: with it and a surname you find the booking again.");
	if (booking->is_paid)
		return say("Everything is paid. Have a good flight.");
	return say(
	    "Your seats are yours. Keep the booking code: with it and a surname you find the booking again.");
}

/* What was cancelled alone is not owed any more; of what is over nothing is. */
static void fill_credit(struct view *view, const struct booking *booking, apr_pool_t *pool)
{
	int64_t left = booking->total_minor - booking->credit_minor;
	int64_t due = left - (booking->paid_minor - booking->refund_minor);

	/* What was given back as goodwill of a part that was cancelled since was paid, and is owed to nobody. */
	if (due < 0)
		due = 0;
	view_text(view_each(view, K_CREDIT), K_TEXT,
	    money_text(-booking->credit_minor, booking->currency, pool));
	if (booking->state == BOOKING_CONFIRMED || booking->state == BOOKING_PENDING)
		view_text(
		    view_each(view, K_DUE), K_DUE_WORDS, money_text(due, booking->currency, pool));
}

static void fill_attributes(struct view *view, const struct booking *booking, apr_pool_t *pool)
{
	view_text(view, K_LOCATOR, booking->locator);
	view_text(view, K_STATE, booking_state_name(booking->state));
	view_int(view, K_VERSION, booking->version);
	view_text(view, K_PAID, booking->is_paid ? "yes" : "no");
	view_int(view, K_TOTAL_MINOR, booking->total_minor);
	view_text(view, K_CURRENCY, booking->currency);
	view_text(view, K_SEATS_TEXT, booking->seats_text);
	view_text(view, K_TOTAL, money_text(booking->total_minor, booking->currency, pool));
	view_text(view, K_PAID_WORDS, money_text(booking->paid_minor, booking->currency, pool));
	view_text(view, K_STATE_WORDS, state_words(booking));
	if (booking->credit_minor > 0)
		fill_credit(view, booking, pool);
	if (booking->goodwill_minor > 0)
		view_text(view_each(view, K_GOODWILL), K_TEXT,
		    money_text(booking->goodwill_minor, booking->currency, pool));
	if (booking->state == BOOKING_CANCELLED || booking->refund_minor > 0)
		view_text(view_each(view, K_REFUND), K_TEXT,
		    money_text(booking->refund_minor, booking->currency, pool));
}

static void fill_contact(struct view *view, const struct contact *contact)
{
	struct view *part = view_each(view, K_CONTACT);

	view_text(part, K_EMAIL_ADDRESS, contact->email);
	if (contact->phone != NULL)
		view_text(view_each(part, K_PHONE_GIVEN), K_TEXT, contact->phone);
}

/* "&passenger=1": who is first of those who travel. */
static const char *first_seated(const struct booking *booking, apr_pool_t *pool)
{
	size_t i = 0;

	while (i + 1 < booking->passenger_count && booking->passengers[i].is_cancelled)
		i++;
	return apr_psprintf(pool, "&passenger=%" APR_SIZE_T_FMT, i + 1);
}

static void fill_changes(
    struct view *view, struct desk *desk, const struct booking *booking, bool is_sent)
{
	struct view *part = view_each(view, K_CHANGES);
	apr_pool_t *pool = desk->pool;

	view_text(part, K_LOCATOR, booking->locator);
	if (desk->settings->name_corrections > 0)
		view_text(view_each(part, K_NAMES_LINK), K_LINK,
		    page_booking_path(booking->locator, "/passengers", pool));
	if (is_sent)
		view_text(view_each(part, K_MAIL_SENT), K_EMAIL_ADDRESS, booking->contact.email);
	for (size_t i = 0; i < booking->segment_count; i++) {
		const struct departure *departure = &booking->segments[i].departure;
		struct view *row;

		if (departure->state == DEPARTURE_CANCELLED || booking->segments[i].is_cancelled)
			continue;
		row = view_each(part, K_SEAT_LINK);
		view_text(row, K_LINK,
		    apr_pstrcat(pool,
			page_booking_path(booking->locator, "/seats?departure=", pool),
			departure->name, first_seated(booking, pool), NULL));
		view_text(row, K_TEXT,
		    apr_psprintf(pool, say("Change seats on %s"), departure->flight_no));
	}
}

/* Who only found it gets the right to change it by mail. */
static void fill_needs_link(struct view *view, const struct booking *booking, bool is_sent)
{
	struct view *part = view_each(view, K_NEEDS_LINK);

	view_text(part, K_LOCATOR, booking->locator);
	if (is_sent)
		view_show(part, K_LINK_SENT);
}

static const struct err *booking_page(
    struct request *request, const struct booking *booking, bool is_sent, struct page_parts *out)
{
	struct page_parts parts = page_begin(request, "pages/booking_show",
	    apr_psprintf(request->pool, say("Booking %s"), booking->locator));

	*out = parts;
	fill_attributes(parts.body, booking, request->pool);
	view_text(parts.body, K_HEADING, heading_words(booking));
	view_text(parts.body, K_WORDS, lead_words(booking));
	airline_changes_fill(parts.body, booking, request->pool);
	fill_itinerary(
	    parts.body, K_ITINERARY, page_desk(request), booking->segments, booking->segment_count);
	passengers_fill(parts.body, booking->passengers, booking->passenger_count, request->pool);
	fill_prices(parts.body, K_PRICES, booking->prices, booking->price_count,
	    booking->total_minor, booking->currency, request->pool);
	if (booking->view == BOOKING_FULL)
		fill_contact(parts.body, &booking->contact);
	if (booking->state == BOOKING_CONFIRMED && booking->view == BOOKING_FULL)
		fill_changes(parts.body, page_desk(request), booking, is_sent);
	if (booking->state == BOOKING_CONFIRMED && booking->view == BOOKING_FOUND)
		fill_needs_link(parts.body, booking, is_sent);
	return booking_next_fill(parts.body, page_desk(request), booking);
}

/* Who came by a link that is over sees nothing of the booking, and can have the present one mailed to its address. */
static const struct err *link_over(struct request *request, struct reply *reply,
    const char *locator, const struct err *err, bool is_sent)
{
	struct page_parts parts = page_begin(
	    request, "pages/booking_link", say("This link is over"));

	problem_mark(parts.body, err, NULL);
	view_text(parts.body, K_LOCATOR, locator_normal(locator, request->pool));
	if (is_sent)
		view_show(parts.body, K_LINK_SENT);
	page_reach(page_desk(request)->settings, parts.body);
	return page_end(reply, problem_status(err), &parts);
}

const struct err *booking_refuse(
    struct request *request, struct reply *reply, const char *locator, const struct err *err)
{
	const struct booking *booking;
	struct page_parts parts;
	const struct err *unseen;

	if (err->kind != ERR_REFUSED && err->kind != ERR_GONE && err->kind != ERR_DENIED)
		return err;
	unseen = booking_find(page_desk(request), locator, &booking);
	if (err_is(unseen, CODE_NEEDS_LINK))
		return link_over(request, reply, locator, unseen, false);
	TRY(unseen);
	TRY(booking_page(request, booking, false, &parts));
	if (err_is(err, CODE_NEEDS_LINK) && booking->state == BOOKING_CONFIRMED) {
		parts.way = "#link-title";
		parts.way_text = say("Go to where we mail you the link");
	}
	return page_refuse(request, reply, &parts, err, NULL);
}

struct link_query {
	const char *code, *sent;
};

static const struct field link_fields[] = {
	{ .name = "code",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct link_query, code),
	    .max = 100,
	    .label = TO_SAY("code") },
	{ .name = "sent",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct link_query, sent),
	    .max = 10,
	    .label = TO_SAY("sent") },
};
static const struct form_table link_table = { "link", link_fields, 2 };

/* On to the booking, at the locator itself, whatever was typed around it. One that is over leads there who may see all of it without. */
static const struct err *open_link(struct request *request, struct reply *reply, const char *code)
{
	const char *locator = request->args[0];
	const struct err *err = booking_open_link(page_desk(request), locator, code);
	const struct booking *booking;

	if (err_is(err, CODE_NEEDS_LINK) &&
	    booking_find_seated(page_desk(request), locator, &booking) == NULL &&
	    booking->view == BOOKING_FULL)
		err = NULL;
	if (err != NULL)
		return booking_refuse(request, reply, locator, err);
	reply_see_other(
	    reply, page_booking_path(locator_normal(locator, request->pool), "", request->pool));
	return NULL;
}

const struct err *page_booking_show(struct request *request, struct reply *reply)
{
	const struct booking *booking;
	struct page_parts parts;
	struct link_query query;
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &link_table, &form));
	if (!form_check(form, &query))
		query = (struct link_query){ .code = NULL };
	if (query.code != NULL)
		return open_link(request, reply, query.code);
	err = booking_find(page_desk(request), request->args[0], &booking);
	if (err_is(err, CODE_NEEDS_LINK))
		return link_over(request, reply, request->args[0], err, query.sent != NULL);
	TRY(err);
	TRY(booking_page(request, booking, query.sent != NULL, &parts));
	return page_end(reply, 200, &parts);
}

static const struct form_table no_fields = { "link", NULL, 0 };

const struct err *page_booking_link(struct request *request, struct reply *reply)
{
	struct form *form;

	TRY(form_read(request, &no_fields, &form));
	TRY(booking_send_link(page_desk(request), request->args[0]));
	reply_see_other(reply,
	    page_booking_path(
		locator_normal(request->args[0], request->pool), "?sent=yes", request->pool));
	return NULL;
}

const struct err *page_booking_mail(struct request *request, struct reply *reply)
{
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &no_fields, &form));
	err = booking_send_again(page_desk(request), request->args[0]);
	if (err != NULL)
		return booking_refuse(request, reply, request->args[0], err);
	reply_see_other(reply,
	    page_booking_path(
		locator_normal(request->args[0], request->pool), "?sent=yes", request->pool));
	return NULL;
}
