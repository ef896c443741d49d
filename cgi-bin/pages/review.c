/* The last look before booking, and the click that books. */
#include "pages/page.h"
#include "pages/pages.h"

#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/booking.h"
#include "domain/hold.h"
#include "pages/fill.h"
#include "pages/holds.h"
#include "pages/passengers.h"
#include "view_keys.h"

#include <string.h>

static const struct err *ended(struct request *request, const struct hold *hold)
{
	if (hold->state == HOLD_OPEN)
		return NULL;
	if (hold->state == HOLD_EXPIRED)
		return err_new(request->pool, CODE_HOLD_EXPIRED, "hold %s is over", hold->ref);
	return err_new(request->pool, CODE_HOLD_ENDED, "hold %s has ended", hold->ref);
}

/* A search for the same days and party; home where these flights are no journey there, or there and back. */
static const char *flights_link(const struct hold *hold, apr_pool_t *pool)
{
	const struct departure *out = &hold->segments[0].departure;
	const struct departure *back = &hold->segments[hold->segment_count - 1].departure;
	bool is_return = hold->segment_count == 2 && strcmp(out->origin, back->destination) == 0 &&
	    strcmp(out->destination, back->origin) == 0;

	if (hold->segment_count != 1 && !is_return)
		return "/";
	return apr_pstrcat(pool, "/flights?origin=", out->origin, "&destination=", out->destination,
	    "&date=", date_text(out->on, pool), is_return ? "&return=" : "",
	    is_return ? date_text(back->on, pool) : "", "&", fill_party_query(&hold->party, pool),
	    "&cabin=", hold->segments[0].cabin, NULL);
}

/* The same departures and fares, with the seats held now as the party's own. */
static const char *seats_link(const struct hold *hold, apr_pool_t *pool)
{
	const char *link = hold_offer_link(hold, pool);

	for (size_t i = 0; i < hold->segment_count; i++)
		link = apr_pstrcat(
		    pool, link, "&fare=", text_percent(hold->segments[i].basis, pool), NULL);
	return link;
}

/* What was answered, and where each answer is changed. */
static void fill_answers(struct view *view, const struct hold *hold, apr_pool_t *pool)
{
	view_text(view, K_FLIGHTS_LINK, flights_link(hold, pool));
	view_text(view, K_SEATS_LINK, seats_link(hold, pool));
	passengers_fill_answers(view, hold->passengers, hold->passenger_count, pool);
	view_text(view, K_EMAIL_ADDRESS, hold->contact.email);
	if (hold->contact.phone != NULL)
		view_text(view_each(view, K_PHONE_GIVEN), K_TEXT, hold->contact.phone);
	else
		view_show(view, K_PHONE_MISSING);
}

static struct page_parts review_page(struct request *request, const struct hold *hold)
{
	struct page_parts parts = page_begin(
	    request, "pages/hold_review", say("Check your answers, then book"));

	hold_fill_attributes(parts.body, hold, request->pool);
	hold_fill_end(parts.body, hold, page_desk(request));
	fill_itinerary(
	    parts.body, K_ITINERARY, page_desk(request), hold->segments, hold->segment_count);
	fill_answers(parts.body, hold, request->pool);
	fill_prices(parts.body, K_PRICES, hold->prices, hold->price_count, hold->total_minor,
	    hold->currency, request->pool);
	view_text(
	    parts.body, K_TOTAL, money_text(hold->total_minor, hold->currency, request->pool));
	return parts;
}

const struct err *page_hold_review(struct request *request, struct reply *reply)
{
	const struct hold *hold;
	const struct err *err;
	struct page_parts parts;

	TRY(hold_find(page_desk(request), request->args[0], &hold));
	err = ended(request, hold);
	if (err != NULL)
		return hold_refuse(request, reply, hold->ref, err);
	if (hold->passenger_count == 0) {
		reply_see_other(reply, apr_pstrcat(request->pool, "/holds/", hold->ref, NULL));
		return NULL;
	}
	parts = review_page(request, hold);
	return page_end(reply, 200, &parts);
}

struct booking_form {
	const char *hold;
	int64_t version, total_minor;
	const char *payment;
};

static const struct field fields[] = {
	{ .name = "hold",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct booking_form, hold),
	    .min = 1,
	    .max = 64,
	    .is_required = true,
	    .label = TO_SAY("hold") },
	FIELD_ROW_VERSION(struct booking_form, TO_SAY("version")),
	{ .name = "total_minor",
	    .kind = FIELD_INT,
	    .target = offsetof(struct booking_form, total_minor),
	    .min = 0,
	    .max = INT64_MAX,
	    .is_required = true,
	    .label = TO_SAY("total") },
	{ .name = "payment",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct booking_form, payment),
	    .max = 20,
	    .is_required = true,
	    .label = TO_SAY("way to pay") },
};
static const struct form_table table = { "booking", fields, sizeof(fields) / sizeof(fields[0]) };

/* Shown on the review page while the hold is still open, else on the hold's own. */
static const struct err *refuse(
    struct request *request, struct reply *reply, const char *ref, const struct err *err)
{
	const struct hold *hold;
	struct page_parts parts;

	if (err->kind != ERR_REFUSED && err->kind != ERR_GONE)
		return err;
	TRY(hold_find(page_desk(request), ref, &hold));
	if (hold->state != HOLD_OPEN || hold->passenger_count == 0)
		return hold_refuse(request, reply, ref, err);
	parts = review_page(request, hold);
	if (err_is(err, CODE_DUPLICATE_PASSENGER) || err_is(err, CODE_PASSENGER_ELSEWHERE)) {
		parts.way = apr_pstrcat(request->pool, "/holds/", hold->ref, NULL);
		parts.way_text = say("Change the names");
	}
	return page_refuse(request, reply, &parts, err, NULL);
}

/* Is there a booking of this hold already? Then that is the answer, whatever else was sent. */
static const char *locator_of(struct request *request, const char *ref)
{
	const struct hold *hold;

	if (ref == NULL || hold_find(page_desk(request), ref, &hold) != NULL)
		return NULL;
	return hold->locator;
}

static const struct err *show_complaints(
    struct request *request, struct reply *reply, const char *ref, const struct form *form)
{
	const char *locator = locator_of(request, ref);

	if (locator == NULL)
		return page_notice(request, reply,
		    err_new(request->pool, CODE_INVALID, "the booking form has mistakes"), form);
	reply_see_other(reply, apr_pstrcat(request->pool, "/bookings/", locator, NULL));
	return NULL;
}

const struct err *page_booking_create(struct request *request, struct reply *reply)
{
	struct booking_form typed;
	const char *locator;
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &table, &form));
	form_check(form, &typed);
	if (typed.payment != NULL && strcmp(typed.payment, "later") != 0)
		form_problem(form, "payment", 0, say("Choose to pay later"));
	if (form_failed(form))
		return show_complaints(request, reply, typed.hold, form);
	err = booking_confirm(
	    page_desk(request), typed.hold, typed.version, typed.total_minor, &locator);
	if (err != NULL)
		return refuse(request, reply, typed.hold, err);
	reply_see_other(reply, apr_pstrcat(request->pool, "/bookings/", locator, NULL));
	return NULL;
}
