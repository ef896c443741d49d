/* Bookings: one search box, and what it finds as a page and as CSV. */
#include "staff/bookings.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/money.h"
#include "base/pool.h"
#include "domain/audit.h"
#include "domain/locator.h"
#include "web/csv.h"

#include <string.h>

#define PAGE_ROWS 50
#define CSV_ROWS 5000

struct bookings_query {
	const char *q, *as, *after_key;
	int64_t after;
};

static const struct field fields[] = {
	{ .name = "q",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct bookings_query, q),
	    .max = 254,
	    .label = "what you look for" },
	{ .name = "as",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct bookings_query, as),
	    .max = 4,
	    .label = "as" },
	{ .name = "after_key",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct bookings_query, after_key),
	    .max = 254,
	    .label = "after" },
	{ .name = "after",
	    .kind = FIELD_INT,
	    .target = offsetof(struct bookings_query, after),
	    .min = 0,
	    .max = INT64_MAX,
	    .label = "after" },
};
static const struct form_table table = { "bookings-search", fields, 4 };

struct finding {
	struct form *form;
	struct booking_search wanted;
	const struct err *complaint;
	const struct booking_found *found;
	size_t count;
	struct booking_place next;
};

/* Nothing typed: nothing is looked for. */
static const struct err *find(struct request *request, size_t most, struct finding *out)
{
	struct bookings_query query = { NULL, NULL, NULL, 0 };

	*out = (struct finding){ .form = NULL };
	TRY(form_read(request, &table, &out->form));
	if (!form_check(out->form, &query)) {
		out->complaint = err_new(request->pool, CODE_INVALID, "the search has mistakes");
		return NULL;
	}
	out->wanted.text = query.q;
	out->wanted.is_name_only = query.as != NULL && strcmp(query.as, "name") == 0;
	if (query.after > 0)
		out->wanted.place = (struct booking_place){
			query.after_key != NULL ? query.after_key : "", query.after
		};
	if (query.q == NULL)
		return NULL;
	return staff_booking_search(
	    staff_desk(request), &out->wanted, most, &out->found, &out->count, &out->next);
}

static int64_t due_of(const struct booking_found *found)
{
	int64_t due = found->owed_minor - found->paid_minor;

	return found->state == BOOKING_CONFIRMED && due > 0 ? due : 0;
}

static void fill_found(struct view *row, const struct booking_found *found, apr_pool_t *pool)
{
	view_text(row, K_LOCATOR, found->locator);
	view_text(row, K_STATE, booking_state_name(found->state));
	view_text(row, K_WHO_NAME, found->people);
	view_text(row, K_FLIGHTS, found->flights);
	view_text(row, K_EMAIL_TEXT, found->email);
	staff_fill_moment(row, K_MADE, found->created_at, pool);
	view_text(row, K_PRICE, money_text(found->owed_minor, found->currency, pool));
	view_text(row, K_TO_PAY, money_text(due_of(found), found->currency, pool));
}

static void fill_results(struct view *body, const struct finding *finding, apr_pool_t *pool)
{
	struct view *results = view_each(body, K_RESULTS), *more;

	if (finding->wanted.is_name_only)
		view_show(results, K_NAME_ONLY);
	for (size_t i = 0; i < finding->count; i++)
		fill_found(view_each(results, K_FOUND), &finding->found[i], pool);
	if (finding->count == 0)
		view_show(body, K_NOTHING);
	if (!finding->wanted.is_name_only && finding->count > 0 &&
	    locator_normal(finding->wanted.text, pool) != NULL)
		view_show(body, K_AS_NAME);
	if (finding->next.key == NULL)
		return;
	more = view_each(body, K_MORE);
	if (finding->wanted.is_name_only)
		view_show(more, K_NAME_ONLY);
	view_text(more, K_AFTER_KEY, finding->next.key);
	view_int(more, K_AFTER, finding->next.id);
}

const struct err *page_staff_bookings_show(struct request *request, struct reply *reply)
{
	struct staff_page parts;
	struct finding finding;
	const char *error;

	TRY(find(request, PAGE_ROWS, &finding));
	parts = staff_page_begin(request, "staff/bookings", "Bookings");
	view_text(parts.body, K_ASKED, form_typed(finding.form, "q", 1));
	error = form_complaint_shown(finding.form, "q", 0);
	if (error != NULL)
		view_text(view_each(parts.body, K_ERROR), K_MESSAGE, error);
	if (finding.complaint != NULL)
		return staff_page_refuse(reply, &parts, finding.complaint, finding.form);
	if (finding.wanted.text != NULL)
		fill_results(parts.body, &finding, request->pool);
	return staff_page_end(reply, 200, &parts);
}

const struct err *page_staff_bookings_csv(struct request *request, struct reply *reply)
{
	static const char *const head[] = { "locator", "state", "who", "flights", "email", "phone",
		"booked_at", "currency", "price", "to_pay" };
	apr_pool_t *pool = request->pool;
	struct csv *csv = csv_new(pool);
	struct finding finding;

	TRY(find(request, CSV_ROWS, &finding));
	TRY(finding.complaint);
	TRY(audit_note(staff_desk(request), "bookings-exported", "bookings",
	    apr_psprintf(pool, "%" APR_SIZE_T_FMT " bookings, %s", finding.count,
		finding.wanted.text != NULL ? finding.wanted.text : "")));
	csv_row(csv, head, 10);
	for (size_t i = 0; i < finding.count; i++) {
		const struct booking_found *one = &finding.found[i];
		const char *const cells[] = { one->locator, booking_state_name(one->state),
			one->people, one->flights, one->email, one->phone,
			clock_text(one->created_at, pool), one->currency,
			money_text(one->owed_minor, one->currency, pool),
			money_text(due_of(one), one->currency, pool) };

		csv_row(csv, cells, 10);
	}
	csv_reply(request, reply, csv, "bookings.csv");
	return NULL;
}
