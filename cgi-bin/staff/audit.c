/* The audit log: what staff did and what personal data they read. */
#include "staff/form_page.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/audit.h"
#include "web/csv.h"

#define PAGE_ROWS 100
#define CSV_ROWS 20000

struct audit_query {
	const char *actor, *action, *subject;
	int32_t from, until;
	int64_t before;
};

#define TEXT(field, longest, words) \
	{ \
		.name = #field, .kind = FIELD_TEXT, .target = offsetof(struct audit_query, field), \
		.max = longest, .label = words \
	}
#define DAY(field, words) \
	{ \
		.name = #field, .kind = FIELD_DATE, .target = offsetof(struct audit_query, field), \
		.label = words \
	}

static const struct field fields[] = {
	TEXT(actor, 80, "who"),
	TEXT(action, 40, "what"),
	TEXT(subject, 120, "to what"),
	DAY(from, "from"),
	DAY(until, "to"),
	{ .name = "before",
	    .kind = FIELD_INT,
	    .target = offsetof(struct audit_query, before),
	    .min = 0,
	    .max = INT64_MAX,
	    .label = "before" },
};
static const struct form_table table = { "audit-filter", fields, 6 };

static const struct text_field shown[] = {
	{ "actor", 0, "Who", "text", "off", NULL, "" },
	{ "action", 0, "What", "text", "off", NULL, "" },
	{ "subject", 0, "To what (its beginning)", "text", "off", NULL, "" },
	{ "from", 0, "From", "date", "off", NULL, "" },
	{ "until", 0, "To", "date", "off", NULL, "" },
};

static const struct err *read_query(struct request *request, struct form **form,
    struct audit_filter *filter, const struct err **complaint)
{
	struct audit_query query = { NULL, NULL, NULL, DATE_NONE, DATE_NONE, 0 };

	*complaint = NULL;
	TRY(form_read(request, &table, form));
	if (!form_check(*form, &query))
		*complaint = err_new(request->pool, CODE_INVALID, "the filter has mistakes");
	*filter = (struct audit_filter){ query.actor, query.action, query.subject, query.from,
		query.until, query.before };
	return NULL;
}

static void fill_entry(struct view *row, const struct audit_entry *entry, apr_pool_t *pool)
{
	view_int(row, K_SEQ, entry->seq);
	staff_fill_moment(row, K_MADE, entry->at, pool);
	view_text(row, K_ACTOR, entry->actor);
	view_text(row, K_WHAT, entry->action);
	view_text(row, K_SUBJECT, entry->subject);
	view_text(row, K_DETAIL, entry->detail);
	view_text(row, K_ADDRESS, entry->address);
	view_text(row, K_REQUEST_ID, entry->request_id);
}

const struct err *page_staff_audit_show(struct request *request, struct reply *reply)
{
	const struct audit_entry *entries = NULL;
	struct audit_filter filter;
	const struct err *err;
	struct staff_page parts;
	struct form *form;
	size_t count = 0;

	TRY(read_query(request, &form, &filter, &err));
	if (err == NULL)
		TRY(audit_list(staff_desk(request), &filter, PAGE_ROWS + 1, &entries, &count));
	parts = staff_page_begin(request, "staff/audit", "Audit log");
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		text_field_fill(parts.body, K_FORM_FIELD, &shown[i], form, request->pool);
	view_text(parts.body, K_FILTER, staff_filter_text(form, &table, request->pool));
	for (size_t i = 0; i < count && i < PAGE_ROWS; i++)
		fill_entry(view_each(parts.body, K_ENTRY), &entries[i], request->pool);
	if (count == 0)
		view_show(parts.body, K_NOTHING);
	if (count > PAGE_ROWS) {
		struct view *more = view_each(parts.body, K_MORE);

		view_text(more, K_FILTER, staff_filter_text(form, &table, request->pool));
		view_int(more, K_BEFORE, entries[PAGE_ROWS - 1].seq);
	}
	if (err != NULL)
		return staff_page_refuse(reply, &parts, err, form);
	return staff_page_end(reply, 200, &parts);
}

/* ", actor=ada, from=2026-12-01": what was asked for, as it was understood, for an entry. */
static const char *asked_text(const struct audit_filter *filter, apr_pool_t *pool)
{
	const char *const asked[] = {
		filter->actor,
		filter->action,
		filter->subject,
		filter->from_on != DATE_NONE ? date_text(filter->from_on, pool) : NULL,
		filter->until_on != DATE_NONE ? date_text(filter->until_on, pool) : NULL,
	};
	const char *text = "";

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		if (asked[i] != NULL)
			text = apr_pstrcat(pool, text, ", ", fields[i].name, "=", asked[i], NULL);
	return text;
}

/* Taking the log out of the house is written into it. */
const struct err *page_staff_audit_csv(struct request *request, struct reply *reply)
{
	static const char *const head[] = { "seq", "at", "actor", "action", "subject", "detail",
		"address", "request_id" };
	const struct audit_entry *entries;
	struct audit_filter filter;
	const struct err *err;
	struct csv *csv = csv_new(request->pool);
	struct form *form;
	size_t count;

	TRY(read_query(request, &form, &filter, &err));
	TRY(err);
	TRY(audit_list(staff_desk(request), &filter, CSV_ROWS, &entries, &count));
	TRY(audit_note(staff_desk(request), "audit-exported", "audit",
	    apr_psprintf(request->pool, "%" APR_SIZE_T_FMT " entries%s", count,
		asked_text(&filter, request->pool))));
	csv_row(csv, head, 8);
	for (size_t i = 0; i < count; i++) {
		const struct audit_entry *entry = &entries[i];
		const char *const cells[] = { apr_psprintf(
						  request->pool, "%" APR_INT64_T_FMT, entry->seq),
			clock_text(entry->at, request->pool), entry->actor, entry->action,
			entry->subject, entry->detail, entry->address, entry->request_id };

		csv_row(csv, cells, 8);
	}
	csv_reply(request, reply, csv, "audit.csv");
	return NULL;
}
