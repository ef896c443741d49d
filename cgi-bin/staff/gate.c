/* The passengers of a departure at the gate: listed, as CSV, and checked in, boarded or put back by a click. */
#include "staff/gate_view.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"
#include "staff/form_page.h"
#include "staff/words.h"
#include "static_names.h"
#include "web/csv.h"

#include <string.h>

struct list_query {
	const char *order, *only, *at, *passenger, *key;
	int64_t version;
};

#define WORD(word, longest) \
	{ \
		.name = #word, .kind = FIELD_TEXT, .target = offsetof(struct list_query, word), \
		.max = longest, .label = #word \
	}

static const struct field query_fields[] = { WORD(order, 10), WORD(only, 12), WORD(at, 12) };
static const struct form_table query_table = { "manifest", query_fields, 3 };

static const struct field act_fields[] = {
	WORD(order, 10),
	WORD(only, 12),
	{ .name = "passenger",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct list_query, passenger),
	    .max = 12,
	    .is_required = true,
	    .label = "the passenger" },
	{ .name = "version",
	    .kind = FIELD_INT,
	    .target = offsetof(struct list_query, version),
	    .max = INT64_MAX,
	    .is_required = true,
	    .label = "version" },
	FIELD_ROW_KEY(struct list_query),
};
static const struct form_table act_table = { "gate-act", act_fields, 5 };

static const struct {
	const char *name, *words;
} FILTERS[] = {
	{ "", "booked" },
	{ "checked-in", "checked in" },
	{ "boarded", "on board" },
	{ "missing", "missing" },
};

static bool is_wanted(const struct boarding *passenger, const char *only)
{
	if (strcmp(only, "checked-in") == 0)
		return passenger->state == BOARDING_CHECKED_IN ||
		    passenger->state == BOARDING_BOARDED;
	if (strcmp(only, "boarded") == 0)
		return passenger->state == BOARDING_BOARDED;
	return strcmp(only, "missing") != 0 || passenger->state != BOARDING_BOARDED;
}

/* What was not one of these is the first of them. */
static void settle(struct list_query *query)
{
	const char *only = query->only != NULL ? query->only : "";

	query->only = "";
	for (size_t i = 0; i < sizeof(FILTERS) / sizeof(FILTERS[0]); i++)
		if (strcmp(FILTERS[i].name, only) == 0)
			query->only = FILTERS[i].name;
	query->order = query->order != NULL && strcmp(query->order, "name") == 0 ? "name" : "seat";
	if (query->at == NULL)
		query->at = "";
}

/* The list in the same order, with the same choice of passengers. */
static const char *list_path(struct request *request, const struct list_query *query)
{
	return apr_pstrcat(request->pool, gate_path(request, "/manifest?order="), query->order,
	    query->only[0] != '\0' ? "&only=" : "", query->only, NULL);
}

static void fill_counters(struct request *request, struct view *body, const struct gate *gate,
    const struct list_query *query)
{
	const int64_t counts[] = { gate->total.booked, gate->total.checked_in, gate->total.boarded,
		gate->total.missing };

	for (size_t i = 0; i < sizeof(FILTERS) / sizeof(FILTERS[0]); i++) {
		struct view *row = view_each(body, K_COUNTER);
		struct list_query other = *query;

		other.only = FILTERS[i].name;
		view_text(row, K_LINK, list_path(request, &other));
		view_int(row, K_COUNT, counts[i]);
		view_text(row, K_TEXT, FILTERS[i].words);
		if (strcmp(query->only, FILTERS[i].name) == 0)
			view_show(row, K_CURRENT);
	}
}

static void fill_orders(struct request *request, struct view *body, const struct list_query *query)
{
	static const char *const orders[] = { "seat", "name" };

	for (size_t i = 0; i < 2; i++) {
		struct view *row = view_each(body, K_SORT_CHOICE);
		struct list_query other = *query;

		other.order = orders[i];
		view_text(row, K_LINK, list_path(request, &other));
		view_text(row, K_TEXT, orders[i]);
		if (strcmp(query->order, orders[i]) == 0)
			view_show(row, K_CURRENT);
	}
}

/* A button of a row. */
static void fill_act(struct request *request, struct view *row, const struct list_query *query,
    const char *act, const char *text, bool has_focus)
{
	struct view *form = view_each(row, K_ACT);

	view_text(
	    form, K_ACTION_PATH, gate_path(request, apr_pstrcat(request->pool, "/", act, NULL)));
	view_text(form, K_ACT_NAME, act);
	view_text(form, K_TEXT, text);
	view_text(form, K_ORDER, query->order);
	view_text(form, K_ONLY, query->only);
	view_text(form, K_KEY, random_ref(request->pool));
	if (strcmp(act, "back") == 0)
		view_show(form, K_IS_BACK);
	if (has_focus)
		view_show(form, K_FOCUS);
}

/* What may be done about a passenger here and now: a step on, and a step back. */
static void fill_acts(struct request *request, struct view *row, const struct gate *gate,
    const struct boarding *passenger, const struct list_query *query, bool has_focus)
{
	bool is_open = !gate->departure.is_gate_closed &&
	    gate->departure.state != DEPARTURE_CANCELLED &&
	    gate->departure.state != DEPARTURE_DEPARTED;
	bool is_on = is_open && staff_may(request, RIGHT_GATE) &&
	    passenger->state < BOARDING_BOARDED;
	bool is_back = is_open && staff_may(request, RIGHT_UNDO) &&
	    passenger->state != BOARDING_OPEN;

	if (is_on && passenger->state == BOARDING_OPEN)
		fill_act(request, row, query, "check-in", "Check in", has_focus);
	else if (is_on)
		fill_act(request, row, query, "board", "Board", has_focus);
	if (is_back)
		fill_act(request, row, query, "back",
		    passenger->state == BOARDING_BOARDED ? "Off board" : "Undo check-in",
		    has_focus && !is_on);
	if (has_focus && !is_on && !is_back)
		view_show(row, K_FOCUS_HERE);
}

/* The row that was clicked, or the next that is shown after it, has the focus again; or what was `refused` (NULL: nothing) leads to it. */
static void fill_rows(struct request *request, struct view *body, const struct gate *gate,
    const struct list_query *query, const struct form *refused)
{
	bool is_due = false, is_done = refused != NULL;
	size_t shown = 0;

	for (size_t i = 0; i < gate->count; i++) {
		const struct boarding *passenger = &gate->passengers[i];
		bool is_it = strcmp(gate_code(passenger, request->pool), query->at) == 0;
		struct view *row;

		is_due = is_due || is_it;
		if (!is_wanted(passenger, query->only))
			continue;
		row = view_each(body, K_PASSENGER_ROW);
		gate_fill_passenger(request, row, passenger);
		if (is_it)
			view_show(row, K_AT);
		if (is_it && refused != NULL &&
		    form_complaint_shown(refused, "passenger", 0) != NULL)
			view_show(row, K_REFUSED_HERE);
		fill_acts(request, row, gate, passenger, query, is_due && !is_done);
		is_done = is_done || is_due;
		shown++;
	}
	if (shown == 0)
		view_show(body, K_NOTHING);
}

static const struct err *list_page(struct request *request, const struct list_query *query,
    const struct form *refused, struct staff_page *parts)
{
	struct gate gate;
	const char *flight_no;
	int32_t on;

	TRY(staff_departure_named(request, &flight_no, &on));
	TRY(gate_find(staff_desk(request), flight_no, on, strcmp(query->order, "name") == 0,
	    "names-read", &gate));
	*parts = staff_page_begin(request, "staff/manifest",
	    apr_pstrcat(request->pool, "Passengers of ", gate.departure.name, NULL));
	gate_fill_head(parts->body, &gate, request->pool);
	view_text(parts->body, K_ORDER, query->order);
	if (query->only[0] != '\0')
		view_text(view_each(parts->body, K_CHOSEN_ONLY), K_ONLY, query->only);
	view_text(parts->body, K_PRINT_SCRIPT, STATIC_PRINT_JS);
	fill_counters(request, parts->body, &gate, query);
	fill_orders(request, parts->body, query);
	if (staff_may(request, RIGHT_GATE)) {
		struct view *tools = view_each(parts->body, K_GATE_TOOLS);

		view_text(tools, K_NAME, gate.departure.name);
		if (gate.closed_at == CLOCK_NONE)
			view_text(view_each(tools, K_GATE_OPEN), K_NAME, gate.departure.name);
	}
	fill_rows(request, parts->body, &gate, query, refused);
	return NULL;
}

const struct err *page_staff_manifest_show(struct request *request, struct reply *reply)
{
	struct list_query query = { .order = NULL };
	struct staff_page parts;
	struct form *form;

	TRY(form_read(request, &query_table, &form));
	if (!form_check(form, &query))
		query = (struct list_query){ .order = NULL };
	settle(&query);
	TRY(list_page(request, &query, NULL, &parts));
	TRY(staff_note(request, &parts));
	return staff_page_end(reply, 200, &parts);
}

const struct err *page_staff_manifest_csv(struct request *request, struct reply *reply)
{
	static const char *const head[] = { "seat", "surname", "given_name", "born_on", "type",
		"cabin", "locator", "passenger", "state", "changed_at", "changed_by" };
	struct list_query query = { .order = NULL };
	apr_pool_t *pool = request->pool;
	struct csv *csv = csv_new(pool);
	struct gate gate;
	const char *flight_no;
	struct form *form;
	int32_t on;

	TRY(form_read(request, &query_table, &form));
	if (!form_check(form, &query))
		query = (struct list_query){ .order = NULL };
	settle(&query);
	TRY(staff_departure_named(request, &flight_no, &on));
	TRY(gate_find(staff_desk(request), flight_no, on, strcmp(query.order, "name") == 0,
	    "manifest-exported", &gate));
	csv_row(csv, head, 11);
	for (size_t i = 0; i < gate.count; i++) {
		const struct boarding *one = &gate.passengers[i];
		const char *const cells[] = { gate_seat(one), one->surname, one->given_name,
			date_text(one->born_on, pool), staff_type_name(one->type), one->cabin,
			one->locator, apr_psprintf(pool, "%" APR_INT64_T_FMT, one->passenger_no),
			gate_state_name(one->state),
			one->changed_at != CLOCK_NONE ? clock_text(one->changed_at, pool) : "",
			one->changed_by };

		if (is_wanted(one, query.only))
			csv_row(csv, cells, 11);
	}
	csv_reply(request, reply, csv,
	    apr_pstrcat(pool, "passengers-", flight_no, "-", date_text(on, pool), ".csv", NULL));
	return NULL;
}

/* Back to the same row; or the list as it is now, with what was not done. */
static const struct err *do_act(struct request *request, struct reply *reply, enum gate_act act)
{
	struct list_query typed = { .order = NULL };
	struct gate_wish wish = { .act = act };
	struct gate_said said = { .answer = GATE_DONE };
	struct staff_page parts;
	const struct err *err;
	struct form *form;

	TRY(staff_form_read(request, &act_table, &form, &typed, &err));
	settle(&typed);
	TRY(staff_departure_named(request, &wish.flight_no, &wish.on));
	if (err == NULL) {
		wish.code = typed.passenger;
		wish.version = typed.version;
		wish.path = apr_pstrcat(request->pool, list_path(request, &typed), "&at=", NULL);
		wish.click = click_make(staff_desk(request), typed.key, form_fingerprint(form));
		err = gate_do(staff_desk(request), &wish, &said);
		typed.at = text_upper(typed.passenger, request->pool);
	}
	if (err == NULL) {
		reply_see_other(reply, said.path);
		return NULL;
	}
	if (err_is(err, CODE_GATE_REFUSED) || err_is(err, CODE_CHANGED_MEANWHILE)) {
		struct gate_words words = gate_words(&said, act, request->pool);

		form_problem(form, "passenger", 1,
		    apr_pstrcat(request->pool, words.large, ": ", words.sentence, NULL));
	} else if (!err_is(err, CODE_INVALID)) {
		return err;
	}
	TRY(list_page(request, &typed, form, &parts));
	return staff_page_refuse(reply, &parts, err, form);
}

const struct err *page_staff_check_in(struct request *request, struct reply *reply)
{
	return do_act(request, reply, GATE_CHECK_IN);
}

const struct err *page_staff_board(struct request *request, struct reply *reply)
{
	return do_act(request, reply, GATE_BOARD);
}

const struct err *page_staff_back(struct request *request, struct reply *reply)
{
	return do_act(request, reply, GATE_BACK);
}
