/* A departure that is put on sale. */
#include "staff/change.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/offer.h"

#include <string.h>

#define AMOUNT_MAX 1000000000

struct new_form {
	const char *flight_no, *origin, *destination, *departs, *arrives, *aircraft, *currency,
	    *like;
	int32_t date, arrives_on;
	int64_t fare_minor, taxes_minor;
	struct change_seen seen;
};

#define WORD(name_, longest, words) \
	{ \
		.name = #name_, .kind = FIELD_TEXT, .target = offsetof(struct new_form, name_), \
		.max = longest, .label = words \
	}
#define DAY(name_, words) \
	{ \
		.name = #name_, .kind = FIELD_DATE, .target = offsetof(struct new_form, name_), \
		.label = words \
	}
#define AMOUNT(name_, words) \
	{ \
		.name = #name_, .kind = FIELD_INT, .target = offsetof(struct new_form, name_), \
		.min = 0, .max = AMOUNT_MAX, .fallback = -1, .label = words \
	}

static const struct field fields[] = {
	WORD(flight_no, 6, "the flight number"),
	WORD(origin, 3, "the origin"),
	WORD(destination, 3, "the destination"),
	DAY(date, "the date"),
	WORD(departs, 5, "the time of departure"),
	DAY(arrives_on, "the date of arrival"),
	WORD(arrives, 5, "the time of arrival"),
	WORD(aircraft, 8, "the aircraft"),
	WORD(currency, 3, "the currency"),
	AMOUNT(fare_minor, "the fare"),
	AMOUNT(taxes_minor, "the taxes"),
	WORD(like, 30, "the departure that it is like"),
	CHANGE_VERSION(struct new_form),
	CHANGE_SEEN(struct new_form),
	CHANGE_KEY(struct new_form),
};

static const struct text_field shown[] = {
	{ "flight_no", 0, "Flight", "text", "off", "AX204", "" },
	{ "origin", 0, "From", "text", "off", "Airport code", "" },
	{ "destination", 0, "To", "text", "off", "Airport code", "" },
	{ "date", 0, "Leaves on", "date", "off", NULL, "" },
	{ "departs", 0, "At", "time", "off", "Local time of the origin", "" },
	{ "arrives_on", 0, "Arrives on", "date", "off", NULL, "" },
	{ "arrives", 0, "At", "time", "off", "Local time of the destination", "" },
	{ "currency", 0, "Currency", "text", "off", "EUR", "" },
	{ "fare_minor", 0, "Fare", "text", "off", "In the smallest unit: 12000 is 120.00 EUR", "" },
	{ "taxes_minor", 0, "Taxes", "text", "off", "The same", "" },
	{ "like", 0, "Or fares as on", "text", "off", "AX204/2026-12-01", "" },
};

static void complain(struct change_page *change, const char *name, const char *words)
{
	if (form_complaint_for(change->form, name, 0) == NULL)
		form_problem(change->form, name, 1, words);
}

static void need_all(struct change_page *change, const struct new_form *typed)
{
	if (typed->flight_no == NULL)
		complain(change, "flight_no", "Enter the flight number");
	if (typed->origin == NULL)
		complain(change, "origin", "Enter the origin");
	if (typed->destination == NULL)
		complain(change, "destination", "Enter the destination");
	if (typed->date == DATE_NONE)
		complain(change, "date", "Enter the date");
	if (typed->departs == NULL)
		complain(change, "departs", "Enter the time of departure");
	if (typed->arrives_on == DATE_NONE)
		complain(change, "arrives_on", "Enter the date of arrival");
	if (typed->arrives == NULL)
		complain(change, "arrives", "Enter the time of arrival");
	if (typed->like != NULL)
		return;
	if (typed->currency == NULL || !money_is_currency(typed->currency))
		complain(change, "currency", "A currency is like EUR");
	if (typed->fare_minor < 0)
		complain(change, "fare_minor", "Enter the fare");
	if (typed->taxes_minor < 0)
		complain(change, "taxes_minor", "Enter the taxes");
}

/* One fare for the last cabin, which is the largest one: refundable, a quarter of it for changing and for cancelling. */
static void set_fare(struct departure *wanted, const struct new_form *typed, apr_pool_t *pool)
{
	struct fare *fare = pool_make(pool, struct fare);
	struct tax *tax = pool_make(pool, struct tax);

	*tax = (struct tax){ "XT", typed->taxes_minor };
	*fare = (struct fare){ .basis = "Y",
		.cabin = wanted->cabins[wanted->cabin_count - 1].code,
		.amount_minor = typed->fare_minor,
		.taxes = tax,
		.tax_count = typed->taxes_minor > 0,
		.currency = typed->currency,
		.is_refundable = true,
		.change_fee_minor = typed->fare_minor / 4,
		.cancel_fee_minor = typed->fare_minor / 4 };
	wanted->fares = fare;
	wanted->fare_count = 1;
}

static const struct err *set_fares_like(
    struct change_page *change, struct departure *wanted, const struct new_form *typed)
{
	const struct departure *like;
	const char *flight_no;
	const struct err *err;
	int32_t on;

	if (!departure_name_parse(typed->like, change->request->pool, &flight_no, &on)) {
		complain(change, "like", "A departure is like AX204/2026-12-01");
		return NULL;
	}
	err = departure_look(staff_desk(change->request), flight_no, on, &like);
	if (err_is(err, CODE_NOT_FOUND)) {
		complain(change, "like", "There is no such departure");
		return NULL;
	}
	TRY(err);
	wanted->fares = like->fares;
	wanted->fare_count = like->fare_count;
	return NULL;
}

/* Is the name free? The service has the last word. */
static const struct err *check_name(struct change_page *change, const struct departure *wanted)
{
	const struct departure *there;
	const struct err *err = departure_look(
	    staff_desk(change->request), wanted->flight_no, wanted->on, &there);

	if (err == NULL && change->request->method == METHOD_GET)
		complain(change, "flight_no", "There is such a departure on that date");
	return err_is(err, CODE_NOT_FOUND) ? NULL : err;
}

static const struct err *set_aircraft(
    struct change_page *change, struct departure *wanted, const struct new_form *typed)
{
	const struct aircraft *aircraft = typed->aircraft == NULL
	    ? NULL
	    : change_aircraft_called(change, typed->aircraft);

	if (aircraft == NULL) {
		complain(change, "aircraft", "Choose one of the aircraft");
		return NULL;
	}
	wanted->cabins = aircraft->cabins;
	wanted->cabin_count = aircraft->cabin_count;
	if (typed->like != NULL)
		TRY(set_fares_like(change, wanted, typed));
	else
		set_fare(wanted, typed, change->request->pool);
	change_fly_with(change, aircraft, wanted);
	return NULL;
}

static void set_times(
    struct change_page *change, struct departure *wanted, const struct new_form *typed)
{
	if (!change_read_time(change, "departs", typed->departs, typed->date, wanted->origin,
		&wanted->departs_at, &wanted->origin_offset) ||
	    !change_read_time(change, "arrives", typed->arrives, typed->arrives_on,
		wanted->destination, &wanted->arrives_at, &wanted->destination_offset))
		return;
	if (wanted->arrives_at <= wanted->departs_at)
		complain(change, "arrives", "It has to arrive after it has left");
	else if (wanted->departs_at <= clock_now())
		complain(change, "departs", "That has passed");
}

static const struct err *read_wish(struct change_page *change, const void *values,
    struct departure *wanted, enum change_typed *out)
{
	const struct new_form *typed = values;
	apr_pool_t *pool = change->request->pool;

	TRY(departure_aircraft(
	    staff_desk(change->request), &change->aircraft, &change->aircraft_count));
	*out = TYPED_NOTHING;
	if (change->request->method == METHOD_GET && change->request->query[0] == '\0')
		return NULL;
	*out = TYPED_WISH;
	need_all(change, typed);
	if (form_failed(change->form))
		return NULL;
	wanted->flight_no = text_upper(typed->flight_no, pool);
	wanted->on = typed->date;
	wanted->name = apr_pstrcat(pool, wanted->flight_no, "/", date_text(wanted->on, pool), NULL);
	if (!departure_name_parse(wanted->name, pool, &wanted->flight_no, &wanted->on)) {
		complain(change, "flight_no", "A flight number is like AX204");
		return NULL;
	}
	wanted->origin = text_upper(typed->origin, pool);
	wanted->destination = text_upper(typed->destination, pool);
	set_times(change, wanted, typed);
	TRY(set_aircraft(change, wanted, typed));
	return form_failed(change->form) ? NULL : check_name(change, wanted);
}

static void fill(struct change_page *change)
{
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		change_field(change, &shown[i], "");
	change_fill_aircraft(change, "");
}

static const char *sentence(const struct change_page *change, const struct departure *wanted,
    const struct departure_effect *counted)
{
	(void)counted;
	return apr_pstrcat(change->request->pool, wanted->name, " goes on sale, from ",
	    wanted->origin, " to ", wanted->destination, ".", NULL);
}

static void lines(struct change_page *change, const struct departure *wanted,
    const struct departure_effect *counted, struct view *effect)
{
	apr_pool_t *pool = change->request->pool;

	(void)counted;
	change_line(effect,
	    apr_pstrcat(pool, "Leaves ",
		date_moment_at_offset(wanted->departs_at, wanted->origin_offset, pool),
		", arrives ",
		date_moment_at_offset(wanted->arrives_at, wanted->destination_offset, pool), ", ",
		wanted->aircraft_name, ".", NULL));
	for (size_t i = 0; i < wanted->fare_count; i++)
		change_line(effect,
		    apr_pstrcat(pool, "Fare ", wanted->fares[i].basis, ", cabin ",
			wanted->fares[i].cabin, ": ",
			money_text(wanted->fares[i].amount_minor, wanted->fares[i].currency, pool),
			" and taxes.", NULL));
}

static const struct change_kind kind = {
	.order = ORDER_CREATE,
	.page = "new",
	.verb = "A new departure",
	.done = "created",
	.table = { "new", fields, sizeof(fields) / sizeof(fields[0]) },
	.typed_size = sizeof(struct new_form),
	.seen_at = offsetof(struct new_form, seen),
	.read = read_wish,
	.fill = fill,
	.sentence = sentence,
	.lines = lines,
	.button = "Put it on sale",
};

const struct err *page_staff_new_show(struct request *request, struct reply *reply)
{
	return change_show(request, reply, &kind);
}

const struct err *page_staff_new(struct request *request, struct reply *reply)
{
	return change_act(request, reply, &kind);
}
