/* What a departure is sold for, and what happened to it. */
#include "staff/departure_page.h"

#include "base/money.h"
#include "base/pool.h"

#include <string.h>

#define EVENTS_SHOWN 50

/* "DE EUR 15.00, ZZ EUR 5.00" */
static const char *taxes_text(const struct fare *fare, apr_pool_t *pool)
{
	const char *text = "";

	for (size_t i = 0; i < fare->tax_count; i++)
		text = apr_pstrcat(pool, text, i > 0 ? ", " : "", fare->taxes[i].code, " ",
		    money_text(fare->taxes[i].amount_minor, fare->currency, pool), NULL);
	return text;
}

static int64_t total_of(const struct fare *fare)
{
	int64_t total = fare->amount_minor;

	for (size_t i = 0; i < fare->tax_count; i++)
		money_add(&total, fare->taxes[i].amount_minor);
	return total;
}

static void fill_fare(struct view *row, const struct fare *fare, apr_pool_t *pool)
{
	view_text(row, K_BASIS, fare->basis);
	view_text(row, K_CODE_NAME, fare->cabin);
	view_text(row, K_AMOUNT, money_text(fare->amount_minor, fare->currency, pool));
	view_text(row, K_TAXES, taxes_text(fare, pool));
	view_int(row, K_TOTAL_MINOR, total_of(fare));
	view_text(row, K_TOTAL, money_text(total_of(fare), fare->currency, pool));
	view_text(row, K_REFUND, fare->is_refundable ? "yes" : "no");
	view_text(row, K_CHANGE_FEE, money_text(fare->change_fee_minor, fare->currency, pool));
	view_text(row, K_CANCEL_FEE,
	    fare->is_refundable ? money_text(fare->cancel_fee_minor, fare->currency, pool) : NULL);
}

const struct err *staff_fill_fares(
    struct request *request, struct view *body, const struct inventory *inventory)
{
	const struct departure *departure;
	const struct err *err;
	bool is_cached;

	err = inventory_fares(staff_desk(request), inventory, &departure, &is_cached);
	if (err_is(err, CODE_FLIGHT_SERVICE_DOWN) || err_is(err, CODE_NOT_FOUND)) {
		view_show(body, err->code == CODE_NOT_FOUND ? K_FARES_GONE : K_FARES_UNKNOWN);
		return NULL;
	}
	TRY(err);
	if (is_cached)
		staff_fill_moment(body, K_FARES_OLD, departure->as_of, request->pool);
	for (size_t i = 0; i < departure->fare_count; i++)
		fill_fare(view_each(body, K_FARE), &departure->fares[i], request->pool);
	if (departure->fare_count == 0)
		view_show(body, K_NO_FARES);
	return NULL;
}

static const char *words_of(const struct inventory_event *event, apr_pool_t *pool)
{
	if (event->from_state[0] == '\0')
		return apr_pstrcat(pool, "known from the flight service: ", event->to_state, ", ",
		    event->detail, NULL);
	if (strcmp(event->from_state, event->to_state) == 0)
		return event->detail;
	return apr_pstrcat(
	    pool, event->from_state, " -> ", event->to_state, ", ", event->detail, NULL);
}

static void fill_event(struct view *row, const struct inventory_event *event, apr_pool_t *pool)
{
	view_int(row, K_EVENT_VERSION, event->version);
	staff_fill_moment(row, K_MADE, event->at, pool);
	view_text(row, K_ACTOR, event->actor);
	view_text(row, K_DETAIL, words_of(event, pool));
}

struct events_query {
	int64_t before;
};

static const struct field before_field[] = {
	{ .name = "before",
	    .kind = FIELD_INT,
	    .target = offsetof(struct events_query, before),
	    .min = 1,
	    .max = INT64_MAX,
	    .label = "before" },
};
static const struct form_table before_table = { "events", before_field, 1 };

/* Where the list of events begins: with the newest, but for who asks for older ones. */
static const struct err *read_before(struct request *request, int64_t *before)
{
	struct events_query query = { 0 };
	struct form *form;

	*before = 0;
	if (request->method != METHOD_GET)
		return NULL;
	TRY(form_read(request, &before_table, &form));
	if (form_check(form, &query))
		*before = query.before;
	return NULL;
}

static void fill_since(struct view *body, const struct inventory_event *events, size_t count,
    int64_t since, apr_pool_t *pool)
{
	struct view *list = NULL;

	for (size_t i = 0; since > 0 && i < count && events[i].version > since; i++) {
		if (list == NULL)
			list = view_each(body, K_SINCE);
		fill_event(view_each(list, K_SINCE_EVENT), &events[i], pool);
	}
}

const struct err *staff_fill_events(
    struct request *request, struct view *body, const struct inventory *inventory, int64_t since)
{
	const struct inventory_event *events;
	int64_t before;
	size_t count;

	TRY(read_before(request, &before));
	TRY(inventory_events(
	    staff_desk(request), inventory, before, EVENTS_SHOWN + 1, &events, &count));
	fill_since(body, events, count, since, request->pool);
	for (size_t i = 0; i < count && i < EVENTS_SHOWN; i++)
		fill_event(view_each(body, K_EVENT), &events[i], request->pool);
	if (count > EVENTS_SHOWN) {
		struct view *more = view_each(body, K_MORE);

		view_text(more, K_NAME, inventory->departure.name);
		view_int(more, K_BEFORE, events[EVENTS_SHOWN - 1].version);
	}
	return NULL;
}
