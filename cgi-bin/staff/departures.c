/* Departures, filtered and in order, as a page and as CSV. */
#include "staff/departure_rows.h"
#include "staff/form_page.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/offer.h"
#include "web/csv.h"
#include "web/text_field.h"

#include <string.h>

#define PAGE_ROWS 100
#define CSV_ROWS 20000
#define CSV_PART 1000
#define DAYS_AHEAD 6
#define DAYS_MAX 366

struct departures_query {
	int32_t from, until;
	const char *flight, *origin, *destination, *state, *sales, *sort, *after;
};

#define WORD(word, longest, words) \
	{ \
		.name = #word, .kind = FIELD_TEXT, \
		.target = offsetof(struct departures_query, word), .max = longest, .label = words \
	}
#define DAY(day, words) \
	{ \
		.name = #day, .kind = FIELD_DATE, \
		.target = offsetof(struct departures_query, day), .label = words \
	}

static const struct field fields[] = {
	DAY(from, "from"),
	DAY(until, "to"),
	WORD(flight, 8, "flight"),
	WORD(origin, 3, "origin"),
	WORD(destination, 3, "destination"),
	WORD(state, 10, "state"),
	WORD(sales, 10, "sales"),
	WORD(sort, 10, "order"),
	WORD(after, 30, "after"),
};
static const struct form_table table = { "departures-filter", fields, 9 };

static const struct text_field shown[] = {
	{ "from", 0, "From", "date", "off", NULL, "" },
	{ "until", 0, "To", "date", "off", NULL, "" },
	{ "flight", 0, "Flight", "text", "off", NULL, "" },
	{ "origin", 0, "Origin", "text", "off", NULL, "" },
	{ "destination", 0, "Destination", "text", "off", NULL, "" },
};

static const struct {
	const char *name, *words;
	enum inventory_sort sort;
} SORTS[] = {
	{ "time", "time", INVENTORY_BY_TIME },
	{ "flight", "flight number", INVENTORY_BY_FLIGHT },
	{ "load", "load, the fullest first", INVENTORY_BY_LOAD },
};

static const struct err *check_code(
    struct form *form, const char *name, const char **code, apr_pool_t *pool)
{
	if (*code == NULL)
		return NULL;
	*code = text_upper(*code, pool);
	if (strspn(*code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(*code))
		return NULL;
	form_problem(form, name, 1, "Only letters and digits");
	return err_new(pool, CODE_INVALID, "no code");
}

/* The days asked for, a week from today on where none are. */
static const struct err *read_days(
    struct form *form, struct departures_query *query, apr_pool_t *pool)
{
	if (query->from == DATE_NONE)
		query->from = date_at_offset(clock_now(), 0);
	if (query->until == DATE_NONE)
		query->until = query->from + DAYS_AHEAD;
	if (query->until >= query->from && query->until - query->from <= DAYS_MAX)
		return NULL;
	form_problem(form, "until", 1, "A day from the first one on, and within a year of it");
	return err_new(pool, CODE_INVALID, "days in no order");
}

/* A word of a list, as a choice on the page; "" is any. */
struct choice {
	const char *value, *words;
};
static const struct choice STATES[] = {
	{ "", "any" },
	{ "scheduled", "scheduled" },
	{ "retimed", "retimed" },
	{ "cancelled", "cancelled" },
	{ "departed", "departed" },
};
static const struct choice SALES[] = { { "", "open or closed" }, { "open", "open" },
	{ "closed", "closed" } };
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const struct err *check_choice(struct form *form, const char *name, const char *typed,
    const struct choice *choices, size_t count, apr_pool_t *pool)
{
	for (size_t i = 0; typed != NULL && i < count; i++)
		if (strcmp(choices[i].value, typed) == 0)
			return NULL;
	if (typed == NULL)
		return NULL;
	form_problem(form, name, 1, "Choose one of the list");
	return err_new(pool, CODE_INVALID, "not one of the list");
}

static const struct err *check_words(
    struct form *form, struct departures_query *query, apr_pool_t *pool)
{
	TRY(read_days(form, query, pool));
	TRY(check_code(form, "flight", &query->flight, pool));
	TRY(check_code(form, "origin", &query->origin, pool));
	TRY(check_code(form, "destination", &query->destination, pool));
	TRY(check_choice(form, "state", query->state, STATES, COUNT(STATES), pool));
	return check_choice(form, "sales", query->sales, SALES, COUNT(SALES), pool);
}

static const struct err *read_query(struct request *request, struct form **form,
    struct inventory_wanted *wanted, const struct err **complaint)
{
	struct departures_query query = { .from = DATE_NONE, .until = DATE_NONE };
	apr_pool_t *pool = request->pool;

	*wanted = (struct inventory_wanted){ .after_on = DATE_NONE };
	TRY(form_read(request, &table, form));
	*complaint = form_check(*form, &query)
	    ? NULL
	    : err_new(pool, CODE_INVALID, "the filter has mistakes");
	if (*complaint == NULL)
		*complaint = check_words(*form, &query, pool);
	wanted->from_on = query.from;
	wanted->until_on = query.until;
	wanted->flight_no = query.flight;
	wanted->origin = query.origin;
	wanted->destination = query.destination;
	wanted->state = query.state;
	wanted->sales = query.sales;
	for (size_t i = 0; query.sort != NULL && i < COUNT(SORTS); i++)
		if (strcmp(SORTS[i].name, query.sort) == 0)
			wanted->sort = SORTS[i].sort;
	if (query.after != NULL)
		departure_name_parse(
		    query.after, pool, &wanted->after_flight_no, &wanted->after_on);
	return NULL;
}

static void fill_choices(struct view *select, enum view_key key, const struct choice *choices,
    size_t count, const char *chosen)
{
	for (size_t i = 0; i < count; i++) {
		struct view *row = view_each(select, key);

		view_text(row, K_VALUE, choices[i].value);
		view_text(row, K_TEXT, choices[i].words);
		if (chosen != NULL && strcmp(choices[i].value, chosen) == 0)
			view_show(row, K_CHOSEN);
	}
}

static struct view *fill_select(
    struct view *body, enum view_key key, const char *name, const struct form *form)
{
	struct view *select = view_each(body, key);
	const char *error = form_complaint_shown(form, name, 0);

	if (error != NULL)
		view_text(view_each(select, K_ERROR), K_MESSAGE, error);
	return select;
}

static void fill_filter(struct view *body, const struct form *form,
    const struct inventory_wanted *wanted, apr_pool_t *pool)
{
	struct view *sort;

	for (size_t i = 0; i < COUNT(shown); i++) {
		struct text_field field = shown[i];
		bool is_typed = form_typed(form, field.name, 1)[0] != '\0' ||
		    form_complaint_for(form, field.name, 0) != NULL;

		if (i < 2 && !is_typed && wanted->from_on != DATE_NONE &&
		    wanted->until_on != DATE_NONE)
			field.value = date_text(i == 0 ? wanted->from_on : wanted->until_on, pool);
		text_field_fill(body, K_FORM_FIELD, &field, is_typed ? form : NULL, pool);
	}
	fill_choices(fill_select(body, K_STATE_SELECT, "state", form), K_STATE_CHOICE, STATES,
	    COUNT(STATES), wanted->state);
	fill_choices(fill_select(body, K_SALES_SELECT, "sales", form), K_SALES_CHOICE, SALES,
	    COUNT(SALES), wanted->sales);
	sort = fill_select(body, K_SORT_SELECT, "sort", form);
	for (size_t i = 0; i < COUNT(SORTS); i++) {
		struct view *row = view_each(sort, K_SORT_CHOICE);

		view_text(row, K_VALUE, SORTS[i].name);
		view_text(row, K_TEXT, SORTS[i].words);
		if (SORTS[i].sort == wanted->sort)
			view_show(row, K_CHOSEN);
	}
	view_text(body, K_FILTER, staff_filter_text(form, &table, pool));
}

const struct err *page_staff_departures_show(struct request *request, struct reply *reply)
{
	const struct inventory_departure *departures = NULL;
	struct inventory_wanted wanted;
	const struct err *err;
	struct staff_page parts;
	bool is_complete = true;
	struct form *form;
	size_t count = 0;

	TRY(read_query(request, &form, &wanted, &err));
	if (err == NULL) {
		TRY(inventory_learn(staff_desk(request), &wanted, &is_complete));
		TRY(inventory_departures(
		    staff_desk(request), &wanted, PAGE_ROWS + 1, &departures, &count));
	}
	parts = staff_page_begin(request, "staff/departures", "Departures");
	if (!is_complete)
		view_show(parts.body, K_INCOMPLETE);
	if (staff_may(request, RIGHT_SCHEDULE))
		view_show(parts.body, K_SCHEDULE);
	fill_filter(parts.body, form, &wanted, request->pool);
	staff_fill_departures(parts.body, "Departures", departures,
	    count > PAGE_ROWS ? PAGE_ROWS : count, request->pool);
	if (count > PAGE_ROWS) {
		struct view *more = view_each(parts.body, K_MORE);

		view_text(more, K_FILTER, staff_filter_text(form, &table, request->pool));
		view_text(more, K_AFTER, departures[PAGE_ROWS - 1].name);
	}
	if (err != NULL)
		return staff_page_refuse(reply, &parts, err, form);
	return staff_page_end(reply, 200, &parts);
}

static const char *number(int64_t value, apr_pool_t *pool)
{
	return apr_psprintf(pool, "%" APR_INT64_T_FMT, value);
}

static void write_row(struct csv *csv, const struct inventory_departure *one, apr_pool_t *pool)
{
	const char *const cells[] = { one->name, one->origin, one->destination,
		clock_text_at_offset(one->departs_at, one->origin_offset, pool),
		inventory_state_name(one->state), staff_sales_name(one), one->aircraft_name,
		number(one->count.seats, pool), number(one->count.sold, pool),
		number(one->count.held, pool), number(one->count.blocked, pool),
		number(staff_free_seats(&one->count), pool) };

	csv_row(csv, cells, COUNT(cells));
}

/* Asked for in parts, so that the database counts no part for long. */
static const struct err *write_rows(
    struct request *request, struct inventory_wanted *wanted, struct csv *csv)
{
	const struct inventory_departure *departures;
	size_t count = CSV_PART;

	for (size_t all = 0; all < CSV_ROWS && count == CSV_PART; all += count) {
		TRY(inventory_departures(
		    staff_desk(request), wanted, CSV_PART, &departures, &count));
		for (size_t i = 0; i < count; i++)
			write_row(csv, &departures[i], request->pool);
		if (count == 0)
			break;
		wanted->after_flight_no = departures[count - 1].flight_no;
		wanted->after_on = departures[count - 1].on;
	}
	return NULL;
}

const struct err *page_staff_departures_csv(struct request *request, struct reply *reply)
{
	static const char *const head[] = { "departure", "origin", "destination", "departs_at",
		"state", "sales", "aircraft", "seats", "sold", "held", "blocked", "free" };
	struct inventory_wanted wanted;
	const struct err *err;
	struct csv *csv = csv_new(request->pool);
	bool is_complete;
	struct form *form;

	TRY(read_query(request, &form, &wanted, &err));
	TRY(err);
	TRY(inventory_learn(staff_desk(request), &wanted, &is_complete));
	csv_row(csv, head, COUNT(head));
	TRY(write_rows(request, &wanted, csv));
	csv_reply(request, reply, csv, "departures.csv");
	return NULL;
}
