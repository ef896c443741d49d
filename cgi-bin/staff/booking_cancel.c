/* Cancelling for a customer, all or a part: the quote first, then the click, with the reason. */
#include "staff/bookings.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"

#include <string.h>

struct cancel_form {
	int64_t version, refund_minor, due_minor;
	int64_t passenger;
	const char *departure, *reason, *key;
};

#define PART(type) \
	{ .name = "passenger", \
		.kind = FIELD_INT, \
		.target = offsetof(type, passenger), \
		.min = 1, \
		.max = PARTY_PASSENGERS_MAX, \
		.label = "passenger" }, \
	{ \
		.name = "departure", .kind = FIELD_TEXT, .target = offsetof(type, departure), \
		.max = 40, .label = "departure" \
	}
#define MINOR(word, is_needed, words) \
	{ \
		.name = #word, .kind = FIELD_INT, .target = offsetof(struct cancel_form, word), \
		.min = 0, .max = MONEY_MAX, .is_required = is_needed, .label = words \
	}

static const struct field query_fields[] = { PART(struct cancel_form) };
static const struct form_table query_table = { "booking-cancel", query_fields, 2 };
static const struct field fields[] = {
	FIELD_ROW_VERSION(struct cancel_form, "version"),
	MINOR(refund_minor, true, "refund"),
	PART(struct cancel_form),
	MINOR(due_minor, false, "rest to pay"),
	{ .name = "reason",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct cancel_form, reason),
	    .max = 200,
	    .is_required = true,
	    .label = "the reason" },
	FIELD_ROW_KEY(struct cancel_form),
};
static const struct form_table table = { "booking-cancel", fields,
	sizeof(fields) / sizeof(fields[0]) };

static const struct staff_booking_form KIND = { "booking-cancel", "cancel", "Cancel", "", true };

static struct booking_part part_of(const struct cancel_form *typed)
{
	return (struct booking_part){ typed->passenger, typed->departure };
}

static bool is_part(const struct booking_part *part)
{
	return part->passenger_no != 0 || part->departure != NULL;
}

static const char *part_words(
    const struct booking *booking, const struct booking_part *part, apr_pool_t *pool)
{
	if (part->passenger_no != 0) {
		const struct passenger *one = &booking->passengers[part->passenger_no - 1];

		return apr_pstrcat(
		    pool, "Only ", staff_person_name(one->given_name, one->surname, pool), NULL);
	}
	if (part->departure != NULL)
		return apr_pstrcat(pool, "Only ", part->departure, NULL);
	return "The whole booking";
}

static void fill_cost(struct view *view, const char *label, int64_t minor,
    const struct booking *booking, apr_pool_t *pool)
{
	struct view *row = view_each(view, K_COST);

	view_text(row, K_LABEL, label);
	view_text(row, K_TEXT, money_text(minor, booking->currency, pool));
}

static void fill_quote(
    const struct staff_page *parts, const struct booking_quote *quote, apr_pool_t *pool)
{
	const struct booking *booking = quote->booking;
	struct view *costs = view_each(parts->body, K_COSTS);
	struct view *facts = view_each(parts->body, K_QUOTED);

	view_int(facts, K_REFUND_MINOR, quote->refund_minor);
	view_int(facts, K_DUE_MINOR, quote->due_minor);
	fill_cost(costs, "Price of what is cancelled", quote->price_minor, booking, pool);
	fill_cost(costs, "Paid so far", booking->paid_minor - booking->refund_minor, booking, pool);
	fill_cost(costs, "The airline keeps", quote->fee_minor, booking, pool);
	fill_cost(costs, "Goes back", quote->refund_minor, booking, pool);
	if (is_part(&quote->part))
		fill_cost(costs, "To pay for the rest", quote->due_minor, booking, pool);
	staff_intro(parts,
	    apr_pstrcat(pool, part_words(booking, &quote->part, pool),
		quote->is_airlines ? ". Without a fee: the airline has changed it"
		    : quote->free_until_at != CLOCK_NONE ? ". Without a fee: it is early enough"
							 : "",
		". Seats are given back at once; this cannot be undone.", NULL));
}

static bool is_same(const struct booking_part *one, const struct booking_part *other)
{
	return one->passenger_no == other->passenger_no &&
	    (one->departure == NULL) == (other->departure == NULL) &&
	    (one->departure == NULL || strcmp(one->departure, other->departure) == 0);
}

static void fill_choice(struct view *list, struct desk *desk, const struct booking_quote *quote,
    const struct booking_part *part)
{
	const struct booking *booking = quote->booking;
	const struct err *err = booking_check_part(desk, booking, part);
	struct view *row = view_each(list, K_CHOICE);
	struct view *choice = view_each(row, err == NULL ? K_CHOICE_OPEN : K_CHOICE_SHUT);
	const char *path = staff_booking_path(booking->locator, "/cancel", desk->pool);

	view_text(choice, K_TEXT, part_words(booking, part, desk->pool));
	if (err == NULL && is_same(part, &quote->part))
		view_show(choice, K_HERE);
	if (err != NULL)
		view_text(choice, K_MESSAGE,
		    err_is(err, CODE_SALES_CLOSED)        ? "It has departed"
			: err_is(err, CODE_FLIGHT_CLOSED) ? "It is closed at the gate"
							  : err->text);
	else if (part->departure != NULL)
		view_text(choice, K_LINK,
		    apr_pstrcat(desk->pool, path, "?departure=", part->departure, NULL));
	else if (part->passenger_no != 0)
		view_text(choice, K_LINK,
		    apr_psprintf(
			desk->pool, "%s?passenger=%" APR_INT64_T_FMT, path, part->passenger_no));
	else
		view_text(choice, K_LINK, path);
}

static void fill_choices(
    const struct staff_page *parts, struct desk *desk, const struct booking_quote *quote)
{
	const struct booking *booking = quote->booking;
	struct view *list = view_each(parts->body, K_CHOICES);

	view_text(list, K_LABEL, "What is cancelled");
	fill_choice(list, desk, quote, &(const struct booking_part){ 0, NULL });
	for (size_t i = 0; i < booking->passenger_count; i++)
		if (!booking->passengers[i].is_cancelled && booking->passenger_count > 1)
			fill_choice(list, desk, quote,
			    &(const struct booking_part){ booking->passengers[i].no, NULL });
	for (size_t i = 0; i < booking->segment_count; i++)
		if (!booking->segments[i].is_cancelled && booking->segment_count > 1)
			fill_choice(list, desk, quote,
			    &(const struct booking_part){ 0, booking->segments[i].departure.name });
}

static void fill_form(struct request *request, struct view *view, const struct booking_quote *quote,
    const struct form *form)
{
	static const struct text_field reason = { "reason", 0, "Reason", "text", "off",
		"Goes into the booking's history, not to the customer", "" };
	const struct booking_part *part = &quote->part;
	apr_pool_t *pool = request->pool;

	form_hidden_int(view, "refund_minor", quote->refund_minor, pool);
	if (is_part(part))
		form_hidden_int(view, "due_minor", quote->due_minor, pool);
	if (part->passenger_no != 0)
		form_hidden_int(view, "passenger", part->passenger_no, pool);
	if (part->departure != NULL)
		form_hidden(view, "departure", part->departure);
	text_field_fill(view, K_FORM_FIELD, &reason, form, pool);
}

/* The quote as it is now, of the part that is asked for; of the whole where that part is none. `form` NULL: nothing was sent yet. */
static const struct err *show(struct request *request, struct reply *reply, const char *locator,
    struct booking_part part, struct form *form, const struct err *refusal)
{
	struct desk *desk = staff_desk(request);
	const struct booking *booking;
	struct booking_quote quote;
	struct staff_page parts;
	struct view *view;
	const struct err *err;

	TRY(staff_booking_open(desk, locator, &booking));
	if (refusal == NULL && staff_is_over(request, reply, booking))
		return NULL;
	err = booking_quote(desk, booking->locator, &part, &quote);
	if (err_is(err, CODE_INVALID) && is_part(&part)) {
		refusal = refusal != NULL ? refusal : err;
		part = (struct booking_part){ 0, NULL };
		err = booking_quote(desk, booking->locator, &part, &quote);
	}
	if (err != NULL && !staff_is_shown(err))
		return err;
	if (err != NULL || booking->state != BOOKING_CONFIRMED) {
		parts = staff_booking_choice_begin(request, &KIND, booking);
	} else {
		struct staff_booking_form kind = KIND;

		kind.button = is_part(&quote.part) ? "Cancel this part" : "Cancel the booking";
		parts = staff_booking_form_begin(request, &kind, booking, form, &view);
		fill_quote(&parts, &quote, request->pool);
		fill_form(request, view, &quote, form);
		fill_choices(&parts, desk, &quote);
	}
	return staff_booking_form_end(
	    request, reply, &parts, booking, form, refusal != NULL ? refusal : err);
}

const struct err *page_staff_booking_cancel_show(struct request *request, struct reply *reply)
{
	struct cancel_form typed;
	const struct err *err = NULL;
	struct form *form;

	memset(&typed, 0, sizeof(typed));
	TRY(form_read(request, &query_table, &form));
	if (!form_check(form, &typed)) {
		err = err_new(request->pool, CODE_INVALID, "the query has mistakes");
		memset(&typed, 0, sizeof(typed));
	}
	return show(request, reply, request->args[0], part_of(&typed), NULL, err);
}

static const struct err *cancel(const struct staff_change *change, const struct cancel_form *typed)
{
	const struct part_cancel part = { .locator = change->locator,
		.version = typed->version,
		.part = part_of(typed),
		.refund_minor = typed->refund_minor,
		.due_minor = typed->due_minor,
		.click = change->click };

	if (is_part(&part.part))
		return booking_cancel_part(change->desk, &part);
	return booking_cancel(
	    change->desk, change->locator, typed->version, typed->refund_minor, &change->click);
}

const struct err *page_staff_booking_cancel(struct request *request, struct reply *reply)
{
	struct cancel_form typed;
	struct staff_change change;
	const struct err *err;

	memset(&typed, 0, sizeof(typed));
	TRY(staff_change_read(request, reply, &table, &typed, "booking-cancelled", &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL) {
		change.act.words = typed.reason;
		err = cancel(&change, &typed);
	}
	if (err == NULL) {
		staff_change_done(request, reply, change.locator, "booking-cancelled");
		return NULL;
	}
	if (!staff_is_shown(err))
		return err;
	if (err_is(err, CODE_INVALID) && err->facts[FACT_FIELDS] != NULL)
		form_problem_err(change.form, err);
	return show(request, reply, change.locator, part_of(&typed), change.form, err);
}
