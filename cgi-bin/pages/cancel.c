/* Cancelling a booking or a part of it: the quote first, then the click. */
#include "pages/bookings.h"
#include "pages/cancel_fill.h"
#include "pages/pages.h"

#include "base/pool.h"
#include "base/words.h"

#include <string.h>

struct cancel_form {
	int64_t version, refund_minor, due_minor;
	int64_t passenger;
	const char *departure;
	const char *key;
};

#define PART(type) \
	{ .name = "passenger", \
		.kind = FIELD_INT, \
		.target = offsetof(type, passenger), \
		.min = 1, \
		.max = PARTY_PASSENGERS_MAX, \
		.label = TO_SAY("passenger") }, \
	{ \
		.name = "departure", .kind = FIELD_TEXT, .target = offsetof(type, departure), \
		.max = 40, .label = TO_SAY("departure") \
	}

static const struct field query_fields[] = { PART(struct cancel_form) };
static const struct form_table query_table = { "cancel", query_fields, 2 };

static const struct field fields[] = {
	FIELD_ROW_VERSION(struct cancel_form, TO_SAY("version")),
	{ .name = "refund_minor",
	    .kind = FIELD_INT,
	    .target = offsetof(struct cancel_form, refund_minor),
	    .min = 0,
	    .max = INT64_MAX,
	    .is_required = true,
	    .label = TO_SAY("refund") },
	PART(struct cancel_form),
	{ .name = "due_minor",
	    .kind = FIELD_INT,
	    .target = offsetof(struct cancel_form, due_minor),
	    .min = 0,
	    .max = INT64_MAX,
	    .label = TO_SAY("rest to pay") },
	FIELD_ROW_KEY(struct cancel_form),
};
static const struct form_table table = { "cancel", fields, sizeof(fields) / sizeof(fields[0]) };

static struct booking_part part_of(const struct cancel_form *typed)
{
	return (struct booking_part){ typed->passenger, typed->departure };
}

/* The whole booking's quote, with what was wrong about a part on it. */
static const struct err *show_refused(struct request *request, struct reply *reply,
    const char *locator, struct form *form, const struct err *err)
{
	const struct booking_part all = { 0, NULL };
	struct booking_quote quote;
	struct page_parts parts;

	if (booking_quote(page_desk(request), locator, &all, &quote) != NULL ||
	    quote.booking->state == BOOKING_CANCELLED)
		return booking_refuse(request, reply, locator, err);
	if (err->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, err);
	parts = cancel_page(request, &quote, NULL);
	return page_refuse(request, reply, &parts, err, form);
}

const struct err *page_booking_cancel_show(struct request *request, struct reply *reply)
{
	struct cancel_form typed = { .version = 0 };
	const char *locator = request->args[0];
	struct booking_quote quote;
	struct booking_part part;
	struct page_parts parts;
	const struct err *err;
	struct form *form;
	bool is_fine;

	TRY(form_read(request, &query_table, &form));
	is_fine = form_check(form, &typed);
	part = is_fine ? part_of(&typed) : (struct booking_part){ 0, NULL };
	err = booking_quote(page_desk(request), locator, &part, &quote);
	if (err == NULL && !is_fine)
		err = err_new(request->pool, CODE_INVALID, "the cancel query has mistakes");
	if (err_is(err, CODE_INVALID))
		return show_refused(request, reply, locator, form, err);
	if (err != NULL)
		return booking_refuse(request, reply, locator, err);
	if (quote.booking->state == BOOKING_CANCELLED) {
		reply_see_other(
		    reply, page_booking_path(quote.booking->locator, "", request->pool));
		return NULL;
	}
	parts = cancel_page(request, &quote, NULL);
	return page_end(reply, 200, &parts);
}

/* What changed is shown with the quote as it is now; the form keeps its key. */
static const struct err *refuse(struct request *request, struct reply *reply, const char *locator,
    const struct cancel_form *typed, struct form *form, const struct err *err)
{
	const struct booking_part part = part_of(typed);
	struct booking_quote quote;
	struct page_parts parts;

	if (!err_is(err, CODE_CHANGED_MEANWHILE) && !err_is(err, CODE_PRICE_CHANGED) &&
	    !err_is(err, CODE_INVALID))
		return booking_refuse(request, reply, locator, err);
	if (booking_quote(page_desk(request), locator, &part, &quote) != NULL)
		return show_refused(request, reply, locator, form, err);
	if (quote.booking->state == BOOKING_CANCELLED)
		return booking_refuse(request, reply, locator, err);
	parts = cancel_page(request, &quote, form);
	return page_refuse(request, reply, &parts, err, form);
}

static const struct err *cancel(
    struct request *request, const struct booking_change *change, const struct cancel_form *typed)
{
	if (typed->passenger == 0 && typed->departure == NULL)
		return booking_cancel(page_desk(request), change->locator, typed->version,
		    typed->refund_minor, &change->click);
	return booking_cancel_part(page_desk(request),
	    &(const struct part_cancel){ .locator = change->locator,
		.version = typed->version,
		.part = part_of(typed),
		.refund_minor = typed->refund_minor,
		.due_minor = typed->due_minor,
		.click = change->click });
}

const struct err *page_booking_cancel(struct request *request, struct reply *reply)
{
	struct booking_change change;
	struct cancel_form typed;
	const struct err *err;

	memset(&typed, 0, sizeof(typed));
	TRY(booking_change_read(request, reply, &table, &typed, &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = cancel(request, &change, &typed);
	if (err != NULL)
		return refuse(request, reply, change.locator, &typed, change.form, err);
	booking_change_done(request, reply, &change);
	return NULL;
}
