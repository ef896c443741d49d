/* Some passengers of a booking get one of their own. */
#include "staff/bookings.h"
#include "staff/staff_pages.h"

#include "base/pool.h"
#include "base/text.h"

#include <string.h>

struct split_form {
	int64_t version;
	struct form_values passenger;
	const char *email, *reason, *key;
};

static const struct field fields[] = {
	FIELD_ROW_VERSION(struct split_form, "version"),
	{ .name = "passenger",
	    .kind = FIELD_MANY,
	    .target = offsetof(struct split_form, passenger),
	    .min = PARTY_PASSENGERS_MAX,
	    .max = 2,
	    .label = "passenger" },
	{ .name = "email",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct split_form, email),
	    .max = 254,
	    .label = "the e-mail address" },
	{ .name = "reason",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct split_form, reason),
	    .max = 200,
	    .is_required = true,
	    .label = "the reason" },
	FIELD_ROW_KEY(struct split_form),
};
static const struct form_table table = { "booking-split", fields,
	sizeof(fields) / sizeof(fields[0]) };
static const struct staff_booking_form KIND = { "booking-split", "split", "Split",
	"Give them a booking of their own", false };

static void fill(struct request *request, struct view *view, const struct booking *booking,
    const struct form *form)
{
	static const struct text_field email = { "email", 0, "Their e-mail, if it is another one",
		"email", "off",
		"Then their booking is theirs alone: whoever booked does not see it any more", "" };
	static const struct text_field reason = { "reason", 0, "Reason", "text", "off",
		"Goes into the history of both bookings", "" };
	struct view *ticks = view_each(view, K_TICKS);
	const char *error = form != NULL ? form_complaint_shown(form, "passenger", 1) : NULL;

	view_text(ticks, K_LABEL, "Who goes");
	if (error != NULL)
		view_text(view_each(ticks, K_TICK_ERROR), K_MESSAGE, error);
	for (size_t i = 0; i < booking->passenger_count; i++) {
		const struct passenger *one = &booking->passengers[i];
		const char *no = apr_psprintf(request->pool, "%" APR_INT64_T_FMT, one->no);
		struct view *tick;

		if (one->is_cancelled)
			continue;
		tick = view_each(ticks, K_TICK);
		view_text(tick, K_NO, no);
		view_text(tick, K_TEXT,
		    apr_pstrcat(request->pool,
			staff_person_name(one->given_name, one->surname, request->pool), ", ",
			staff_type_name(one->type), NULL));
		if (form != NULL && form_typed_has(form, "passenger", no))
			view_show(tick, K_CHOSEN);
	}
	text_field_fill(view, K_FORM_FIELD, &email, form, request->pool);
	text_field_fill(view, K_FORM_FIELD, &reason, form, request->pool);
}

static const struct err *show(
    struct request *request, struct reply *reply, struct form *form, const struct err *refusal)
{
	const struct booking *booking;
	struct staff_page parts;
	struct view *view;

	TRY(staff_booking_open(staff_desk(request), request->args[0], &booking));
	if (refusal == NULL && staff_is_over(request, reply, booking))
		return NULL;
	if (err_is(refusal, CODE_INVALID) && refusal->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, refusal);
	parts = staff_booking_form_begin(request, &KIND, booking, form, &view);
	staff_intro(&parts,
	    "They keep their seats, their price and what was paid for them. What was flown or cancelled stays here. Both addresses get a mail.");
	fill(request, view, booking, form);
	return staff_booking_form_end(request, reply, &parts, booking, form, refusal);
}

const struct err *page_staff_booking_split_show(struct request *request, struct reply *reply)
{
	return show(request, reply, NULL, NULL);
}

/* Numbers of passengers; what is none is nobody. */
static void choose(const struct split_form *typed, bool goes[PARTY_PASSENGERS_MAX])
{
	for (size_t i = 0; i < typed->passenger.n; i++) {
		int64_t no;

		if (text_to_int(typed->passenger.v[i], 1, PARTY_PASSENGERS_MAX, &no))
			goes[no - 1] = true;
	}
}

const struct err *page_staff_booking_split(struct request *request, struct reply *reply)
{
	struct split_form typed;
	struct staff_change change;
	const struct err *err;
	const char *locator = "";

	memset(&typed, 0, sizeof(typed));
	TRY(staff_change_read(request, reply, &table, &typed, "booking-split", &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL) {
		struct booking_split split = { .locator = change.locator,
			.version = typed.version,
			.email = typed.email,
			.click = change.click };

		choose(&typed, split.goes);
		change.act.words = typed.reason;
		err = staff_booking_split(change.desk, &split, &locator);
	}
	if (err == NULL) {
		staff_change_done(request, reply, locator, "booking-split");
		return NULL;
	}
	if (!staff_is_shown(err))
		return err;
	return show(request, reply, change.form, err);
}
