/* Selling at the counter: a departure is looked for, and seats are held for who stands there. */
#include "staff/bookings.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"
#include "domain/fare.h"
#include "domain/hold.h"

#include <string.h>

struct sales_query {
	const char *origin, *destination;
	int32_t on;
	struct party party;
};

#define SEARCHED(type) \
	{ .name = "origin", \
		.kind = FIELD_TEXT, \
		.target = offsetof(type, origin), \
		.max = 80, \
		.label = "where from" }, \
	    { .name = "destination", \
		    .kind = FIELD_TEXT, \
		    .target = offsetof(type, destination), \
		    .max = 80, \
		    .label = "where to" }, \
	{ \
		.name = "date", .kind = FIELD_DATE, .target = offsetof(type, on), .label = "day" \
	}
#define NUMBER(type, word, least, otherwise) \
	{ \
		.name = #word, .kind = FIELD_INT, .target = offsetof(type, party.word), \
		.min = least, .max = PARTY_SEATS_MAX, .fallback = otherwise, .label = #word \
	}
#define PARTY(type) \
	NUMBER(type, adults, 0, 1), NUMBER(type, children, 0, 0), NUMBER(type, infants, 0, 0)

static const struct field fields[] = {
	SEARCHED(struct sales_query),
	PARTY(struct sales_query),
};
static const struct form_table table = { "sales-search", fields, 6 };

static const struct text_field shown[] = {
	{ "origin", 0, "From", "text", "off", NULL, "" },
	{ "destination", 0, "To", "text", "off", NULL, "" },
	{ "date", 0, "Day", "date", "off", NULL, "" },
	{ "adults", 0, "Adults", "text", "off", NULL, "1" },
	{ "children", 0, "Children, 2 to 11", "text", "off", NULL, "0" },
	{ "infants", 0, "Infants on laps", "text", "off", NULL, "0" },
};

/* A departure that was chosen, with what was looked for, so that the list can be shown again. */
struct hold_form {
	const char *departure, *fare, *then, *seats, *key;
	struct party party;
	const char *origin, *destination;
	int32_t on;
};

static const struct field hold_fields[] = {
	{ .name = "departure",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct hold_form, departure),
	    .max = 40,
	    .is_required = true,
	    .label = "departure" },
	{ .name = "fare",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct hold_form, fare),
	    .max = 16,
	    .is_required = true,
	    .label = "the fare" },
	{ .name = "then",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct hold_form, then),
	    .max = 120,
	    .label = "the flights that follow" },
	{ .name = "seats",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct hold_form, seats),
	    .max = 60,
	    .label = "the seats" },
	PARTY(struct hold_form),
	SEARCHED(struct hold_form),
	FIELD_ROW_KEY(struct hold_form),
};
static const struct form_table hold_table = { "sale-hold", hold_fields,
	sizeof(hold_fields) / sizeof(hold_fields[0]) };

/* One place; of several the codes are named, to be typed. */
static const struct err *find_place(
    struct desk *desk, struct form *form, const char *field, const char *typed, const char **code)
{
	const char *codes = "";
	struct airports places;

	*code = NULL;
	if (typed == NULL)
		return NULL;
	TRY(offer_places(desk, typed, &places));
	if (places.n == 1) {
		*code = places.v[0].code;
		return NULL;
	}
	for (size_t i = 0; i < places.n; i++)
		codes = apr_pstrcat(desk->pool, codes, i > 0 ? ", " : "", places.v[i].code, NULL);
	form_problem(form, field, 0,
	    places.n == 0 ? "No city or airport is called so"
			  : apr_pstrcat(desk->pool, "Which of ", codes, "?", NULL));
	return NULL;
}

/* What was looked for, and found; `list` NULL: nothing was asked for yet, or it has mistakes. */
struct selling {
	struct desk *desk;
	struct form *form;
	struct sales_query query;
	const struct hold_form *typed; /* refused; NULL: none */
	struct offer_list *list;
};

static const struct err *look(struct selling *selling)
{
	struct desk *desk = selling->desk;
	const struct sales_query *query = &selling->query;
	struct offer_leg leg = { .on = query->on,
		.first_on = query->on,
		.cabin = "Y",
		.party = query->party,
		.is_near_only = true };
	const struct err *err = offer_check_party(&query->party, desk->pool);
	int32_t today = date_at_offset(clock_now(), 0);

	leg.last_on = offer_last_day(desk, today);
	if (leg.on > leg.last_on)
		form_problem(selling->form, "date", 0,
		    apr_pstrcat(desk->pool, "A day until ", date_human(leg.last_on, desk->pool),
			": no later one is looked at", NULL));
	if (err != NULL)
		form_problem_err(selling->form, err);
	TRY(find_place(desk, selling->form, "origin", query->origin, &leg.origin));
	TRY(find_place(desk, selling->form, "destination", query->destination, &leg.destination));
	if (form_failed(selling->form) || leg.origin == NULL || leg.destination == NULL)
		return NULL;
	if (leg.on == DATE_NONE)
		leg.on = leg.first_on = today;
	selling->list = pool_make(desk->pool, struct offer_list);
	return offer_search(desk, &leg, selling->list);
}

/* "YLIGHT, cabin Y, EUR 120.00 an adult, not refundable" */
static const char *fare_words(const struct fare *fare, apr_pool_t *pool)
{
	return apr_pstrcat(pool, fare->basis, ", cabin ", fare->cabin, ", ",
	    money_text(fare_with_taxes(fare), fare->currency, pool), " an adult, ",
	    fare->is_refundable ? "refundable" : "not refundable", NULL);
}

/* A field of the nth departure's form; in the one that was refused (`typed`, else NULL) what was typed, and what is wrong with it. */
static struct view *fill_part(struct view *row, enum view_key key, const char *name,
    const struct form *typed, size_t nth, apr_pool_t *pool)
{
	struct view *view = view_each(row, key);
	const char *error = typed != NULL ? form_complaint_shown(typed, name, 0) : NULL;

	view_text(view, K_ID, typed != NULL ? name : text_field_id(name, nth, pool));
	view_text(view, K_VALUE, typed != NULL ? form_typed(typed, name, 1) : NULL);
	if (error != NULL)
		view_text(view_each(view, K_ERROR), K_MESSAGE, error);
	return view;
}

static void fill_hold_form(struct view *row, const struct departure *departure,
    const struct selling *selling, size_t nth, apr_pool_t *pool)
{
	struct view *view = view_each(row, K_HOLD_FORM), *fares;
	const struct sales_query *query = &selling->query;
	const struct hold_form *typed = selling->typed;
	const struct form *form = NULL;

	if (typed != NULL && strcmp(typed->departure, departure->name) == 0)
		form = selling->form;
	view_int(view, K_ADULTS, query->party.adults);
	view_int(view, K_CHILDREN, query->party.children);
	view_int(view, K_INFANTS, query->party.infants);
	view_text(view, K_ORIGIN, query->origin);
	view_text(view, K_DESTINATION, query->destination);
	view_text(view, K_DATE, date_text(departure->on, pool));
	view_text(view, K_KEY, form != NULL ? typed->key : random_ref(pool));
	fares = fill_part(view, K_FARE_FIELD, "fare", form, nth, pool);
	fill_part(view, K_THEN_FIELD, "then", form, nth, pool);
	fill_part(view, K_SEATS_FIELD, "seats", form, nth, pool);
	for (size_t i = 0; i < departure->fare_count; i++) {
		const struct fare *fare = &departure->fares[i];

		form_option(fares, fare->basis, fare_words(fare, pool),
		    form != NULL && strcmp(typed->fare, fare->basis) == 0);
	}
}

static void fill_item(struct view *row, const struct offer_item *item,
    const struct selling *selling, size_t nth, apr_pool_t *pool)
{
	const struct departure *departure = item->departure;
	const struct party *party = &selling->query.party;

	view_text(row, K_NAME, departure->name);
	view_text(row, K_OPEN_WORD, item->is_open ? "yes" : "no");
	view_text(row, K_ROUTE,
	    apr_pstrcat(pool, departure->origin, " – ", departure->destination, NULL));
	view_text(row, K_DEPARTS,
	    date_moment_at_offset(departure->departs_at, departure->origin_offset, pool));
	view_text(row, K_ARRIVES,
	    date_moment_at_offset(departure->arrives_at, departure->destination_offset, pool));
	view_text(row, K_AIRCRAFT, departure->aircraft_name);
	view_int(row, K_FREE, item->seats_free);
	if (item->is_open)
		fill_hold_form(row, departure, selling, nth, pool);
	else
		view_text(view_each(row, K_SHUT), K_TEXT,
		    item->seats_for_party < party->adults + party->children ? "not enough seats"
									    : "not on sale");
}

static struct staff_page sales_page(struct request *request, const struct selling *selling)
{
	struct staff_page parts = staff_page_begin(request, "staff/sales", "Sell at the counter");
	const struct form *form = selling->form;
	size_t count = selling->list != NULL ? selling->list->count : 0;
	struct view *results;

	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		bool is_typed = form != NULL &&
		    (form_typed(form, shown[i].name, 1)[0] != '\0' ||
			form_complaint_for(form, shown[i].name, 0) != NULL ||
			form_complaint_for(form, shown[i].name, 1) != NULL);

		text_field_fill(
		    parts.body, K_FORM_FIELD, &shown[i], is_typed ? form : NULL, request->pool);
	}
	if (selling->list == NULL)
		return parts;
	if (count == 0)
		view_show(parts.body, K_NOTHING);
	results = view_each(parts.body, K_RESULTS);
	for (size_t i = 0; i < count; i++)
		fill_item(view_each(results, K_OFFERED), &selling->list->items[i], selling, i + 1,
		    request->pool);
	return parts;
}

const struct err *page_staff_sales_show(struct request *request, struct reply *reply)
{
	struct selling selling = { .desk = staff_desk(request), .query = { .on = DATE_NONE } };
	struct staff_page parts;
	bool is_fine;

	TRY(form_read(request, &table, &selling.form));
	is_fine = form_check(selling.form, &selling.query);
	if (is_fine)
		TRY(look(&selling));
	parts = sales_page(request, &selling);
	if (form_failed(selling.form))
		return staff_page_refuse(reply, &parts,
		    err_new(request->pool, CODE_INVALID, "the search has mistakes"), selling.form);
	return staff_page_end(reply, 200, &parts);
}

/* "12A 12B" as full names. */
static void name_seats(
    const struct hold_form *typed, apr_pool_t *pool, struct hold_request *request)
{
	size_t count;
	const char *const *words;
	const char **names;

	if (typed->seats == NULL)
		return;
	words = text_words(text_upper(typed->seats, pool), pool, &count);
	names = pool_make_many(pool, const char *, count);
	for (size_t i = 0; i < count; i++)
		names[i] = apr_pstrcat(pool, typed->departure, "/", words[i], NULL);
	request->seats = names;
	request->seat_count = count;
}

/* The departure that was chosen, and those that follow it: the way back, or on. */
static const char *const *name_departures(
    const struct hold_form *typed, apr_pool_t *pool, size_t *count)
{
	const char *more = typed->then != NULL ? text_upper(typed->then, pool) : "";

	return text_words(apr_pstrcat(pool, typed->departure, " ", more, NULL), pool, count);
}

static const struct err *hold(
    struct desk *desk, const struct form *form, const struct hold_form *typed, const char **ref)
{
	size_t count;
	const char *const *departures = name_departures(typed, desk->pool, &count);
	struct hold_request request = {
		.offer = { .departures = departures,
		    .departure_count = count,
		    .bases = &typed->fare,
		    .basis_count = 1,
		    .cabin = "Y",
		    .party = typed->party },
		.click = click_make(desk, form_key(form), form_fingerprint(form)),
	};

	TRY(offer_check_party(&typed->party, desk->pool));
	name_seats(typed, desk->pool, &request);
	return hold_place(desk, &request, ref);
}

/* What is wrong with a flight that follows is said beside those, and with a seat beside the seats. */
static void complain(struct form *form, const struct err *err)
{
	const char *wrong = err->facts[FACT_FIELDS];

	if (wrong != NULL && strncmp(wrong, "departure.", 10) == 0 && wrong[10] != '1')
		form_problem(form, "then", 1, err->text);
	else if (wrong != NULL && strncmp(wrong, "seat.", 5) == 0)
		form_problem(form, "seats", 1, err->text);
	else if (wrong != NULL)
		form_problem_err(form, err);
}

/* The list as it is now, and in the row that was chosen what was typed. */
static const struct err *refuse(struct request *request, struct reply *reply, struct form *form,
    const struct hold_form *typed, const struct err *err)
{
	struct selling selling = { .desk = staff_desk(request),
		.form = form,
		.query = { typed->origin, typed->destination, typed->on, typed->party },
		.typed = typed->departure != NULL && typed->fare != NULL ? typed : NULL };
	struct staff_page parts;

	if (!staff_is_shown(err) && !err_is(err, CODE_NOT_FOUND))
		return err;
	TRY(look(&selling));
	if (err_is(err, CODE_INVALID))
		complain(form, err);
	parts = sales_page(request, &selling);
	return staff_page_refuse(reply, &parts, err, form);
}

const struct err *page_staff_sales_hold(struct request *request, struct reply *reply)
{
	struct desk *desk = staff_desk(request);
	struct hold_form typed;
	const char *ref = "";
	const struct err *err;
	struct form *form;

	memset(&typed, 0, sizeof(typed));
	typed.on = DATE_NONE;
	TRY(form_read(request, &hold_table, &form));
	if (!form_check(form, &typed)) {
		err = err_new(request->pool, CODE_INVALID, "the form has mistakes");
		return refuse(request, reply, form, &typed, err);
	}
	const struct desk_act act = { "sale-held",
		apr_pstrcat(request->pool, "departure/", typed.departure, NULL), "" };
	desk->act = &act;
	err = hold(desk, form, &typed, &ref);
	if (err != NULL)
		return refuse(request, reply, form, &typed, err);
	reply_see_other(reply, apr_pstrcat(request->pool, "/admin/sales/", ref, NULL));
	return NULL;
}
