/* Money on a booking's own page: what came, what went back, and goodwill. */
#include "staff/booking.h"
#include "staff/staff_pages.h"

#include "base/money.h"
#include "base/pool.h"
#include "base/random.h"

#include <string.h>

struct money_form {
	int64_t version, amount_minor;
	const char *words, *key;
};

static const struct field money_fields[] = {
	FIELD_ROW_VERSION(struct money_form, "version"),
	{ .name = "amount_minor",
	    .kind = FIELD_INT,
	    .target = offsetof(struct money_form, amount_minor),
	    .min = 1,
	    .max = MONEY_MAX,
	    .is_required = true,
	    .label = "sum" },
	{ .name = "reference",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct money_form, words),
	    .max = 200,
	    .is_required = true,
	    .label = "how, and its reference" },
	FIELD_ROW_KEY(struct money_form),
};
static const struct form_table payment_table = { "booking-payment", money_fields, 4 };
static const struct form_table refund_table = { "booking-refund", money_fields, 4 };

struct goodwill_form {
	int64_t version, left_minor;
	const char *amount, *reason, *key;
};

static const struct field goodwill_fields[] = {
	FIELD_ROW_VERSION(struct goodwill_form, "version"),
	{ .name = "left_minor",
	    .kind = FIELD_INT,
	    .target = offsetof(struct goodwill_form, left_minor),
	    .min = 0,
	    .max = MONEY_MAX,
	    .is_required = true,
	    .label = "what is left" },
	{ .name = "amount",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct goodwill_form, amount),
	    .max = 20,
	    .is_required = true,
	    .label = "the sum" },
	{ .name = "reason",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct goodwill_form, reason),
	    .max = 200,
	    .is_required = true,
	    .label = "the reason" },
	FIELD_ROW_KEY(struct goodwill_form),
};
static const struct form_table goodwill_table = { "booking-goodwill", goodwill_fields, 5 };

static void fill_form(struct request *request, const struct staff_page *parts, enum view_key key,
    const char *heading, const char *button, int64_t amount_minor, const struct form *form)
{
	static const struct text_field reference = { "reference", 0, "How, and its reference",
		"text", "off", "card 4711, cash, transfer of 1 December", "" };
	struct view *view = view_each(parts->body, key);
	const struct form *typed = staff_booking_typed(form, "reference") ? form : NULL;

	view_text(view, K_HEADING, heading);
	view_text(view, K_BUTTON, button);
	view_int(view, K_AMOUNT_MINOR, amount_minor);
	view_text(view, K_KEY, typed != NULL ? form_key(typed) : random_ref(request->pool));
	text_field_fill(view, K_FORM_FIELD, &reference, typed, request->pool);
}

/* "25.00", "25", "25.000" */
static const char *example_of(const char *currency, apr_pool_t *pool)
{
	int64_t minor = 0;

	money_parse("25", currency, &minor);
	return money_number(minor, currency, pool);
}

static void fill_goodwill(struct request *request, const struct staff_page *parts,
    const struct booking_file *file, const struct form *form)
{
	const struct text_field fields[] = {
		{ "amount", 0, "How much", "text", "off",
		    example_of(file->booking->currency, request->pool), "" },
		{ "reason", 0, "Why, which the customer is not told", "text", "off", NULL, "" },
	};
	const struct form *typed = staff_booking_typed(form, "amount") ||
		staff_booking_typed(form, "reason")
	    ? form
	    : NULL;
	apr_pool_t *pool = request->pool;
	struct view *view = view_each(parts->body, K_GIVE);

	view_text(view, K_HEADING,
	    apr_pstrcat(pool, "Goodwill, up to ",
		money_text(file->left_minor, file->booking->currency, pool), NULL));
	view_int(view, K_LEFT_MINOR, file->left_minor);
	view_text(view, K_KEY, typed != NULL ? form_key(typed) : random_ref(pool));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		text_field_fill(view, K_FORM_FIELD, &fields[i], typed, pool);
}

static const char *ledger_words(const char *kind)
{
	static const struct {
		const char *kind, *words;
	} names[] = {
		{ "sale", "sold for" },
		{ "payment", "paid" },
		{ "credit", "not owed any more" },
		{ "refund", "to go back, as agreed" },
		{ "payout", "went back" },
		{ "split", "price, moved between bookings" },
		{ "transfer", "paid, moved between bookings" },
		{ "goodwill", "to go back, as goodwill" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].kind, kind) == 0)
			return names[i].words;
	return kind;
}

void staff_fill_money(struct request *request, const struct staff_page *parts,
    const struct booking_file *file, const struct form *form)
{
	apr_pool_t *pool = request->pool;
	const char *currency = file->booking->currency;

	for (size_t i = 0; i < file->ledger_count; i++) {
		const struct ledger_row *line = &file->ledger[i];
		struct view *row = view_each(parts->body, K_LEDGER_LINE);

		staff_fill_moment(row, K_MADE, line->at, pool);
		view_text(row, K_KIND_NAME, line->kind);
		view_text(row, K_WHAT, ledger_words(line->kind));
		view_int(row, K_AMOUNT_MINOR, line->amount_minor);
		view_text(row, K_AMOUNT_TEXT, money_text(line->amount_minor, line->currency, pool));
		view_text(row, K_WORDS, line->words);
	}
	if (staff_may(request, RIGHT_GIVE) && file->left_minor > 0)
		fill_goodwill(request, parts, file, form);
	if (!staff_may(request, RIGHT_MONEY))
		return;
	if (file->due_minor > 0)
		fill_form(request, parts, K_PAY,
		    apr_pstrcat(pool, money_text(file->due_minor, currency, pool), " to pay", NULL),
		    "Mark as paid", file->due_minor, form);
	if (file->back_minor > 0)
		fill_form(request, parts, K_PAY_OUT,
		    apr_pstrcat(
			pool, money_text(file->back_minor, currency, pool), " to go back", NULL),
		    "Record that it went back", file->back_minor, form);
}

typedef const struct err *move_money(struct desk *desk, const struct booking_money *money);

static const struct err *money_page(struct request *request, struct reply *reply,
    const struct form_table *table, const char *action, move_money *move, const char *done)
{
	struct money_form typed;
	struct staff_change change;
	const struct err *err;

	memset(&typed, 0, sizeof(typed));
	TRY(staff_change_read(request, reply, table, &typed, action, &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL) {
		const struct booking_money money = { change.locator, typed.version,
			typed.amount_minor, change.click };

		change.act.words = typed.words;
		err = move(change.desk, &money);
	}
	return staff_booking_end(request, reply, &change, err, done);
}

const struct err *page_staff_booking_pay(struct request *request, struct reply *reply)
{
	return money_page(
	    request, reply, &payment_table, "booking-paid", staff_booking_pay, "booking-paid");
}

const struct err *page_staff_booking_refund(struct request *request, struct reply *reply)
{
	return money_page(request, reply, &refund_table, "booking-refunded", staff_booking_pay_out,
	    "booking-refund");
}

const struct err *page_staff_booking_goodwill(struct request *request, struct reply *reply)
{
	struct goodwill_form typed;
	struct staff_change change;
	const struct err *err;

	memset(&typed, 0, sizeof(typed));
	TRY(staff_change_read(
	    request, reply, &goodwill_table, &typed, "booking-goodwill", &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL) {
		change.act.words = apr_pstrcat(
		    request->pool, typed.amount, ": ", typed.reason, NULL);
		err = staff_booking_give(change.desk,
		    &(const struct booking_goodwill){ change.locator, typed.version,
			typed.left_minor, typed.amount, typed.reason, change.click });
	}
	return staff_booking_end(request, reply, &change, err, "booking-goodwill");
}
