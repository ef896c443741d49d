/* The passengers' form, shown. */
#include "pages/travellers.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "pages/passengers.h"
#include "view_keys.h"
#include "web/text_field.h"

/* "2 to 11 on the day of the flight, Tue 15 Dec 2026" */
static const char *date_hint(enum passenger_type type, const struct hold *hold, apr_pool_t *pool)
{
	static const char *const ages[] = { TO_SAY("12 or older"), TO_SAY("2 to 11"),
		TO_SAY("Under 2") };
	bool is_last = type == PASSENGER_INFANT;
	size_t index = is_last ? hold->segment_count - 1 : 0;
	const char *age = say(ages[type]);
	const char *date = date_human(hold->segments[index].departure.on, pool);

	if (hold->segment_count == 1)
		return apr_psprintf(pool, say("%s on the day of the flight, %s"), age, date);
	if (is_last)
		return apr_psprintf(pool, say("%s on the day of the last flight, %s"), age, date);
	return apr_psprintf(pool, say("%s on the day of the first flight, %s"), age, date);
}

/* Browsers keep what they know of the others apart from what they know of the first one. */
static const char *autocomplete(const char *token, size_t nth, apr_pool_t *pool)
{
	return nth == 1
	    ? token
	    : apr_psprintf(pool, "section-passenger-%" APR_SIZE_T_FMT " %s", nth, token);
}

/* A passenger of the hold, or one that nobody has named yet. */
static struct passenger known_at(const struct hold *hold, size_t index)
{
	struct passenger nobody = { .no = (int64_t)index + 1, .surname = "", .born_on = DATE_NONE };

	if (index < hold->passenger_count)
		return hold->passengers[index];
	if ((int64_t)index >= hold->party.adults)
		nobody.type = (int64_t)index < hold->party.adults + hold->party.children
		    ? PASSENGER_CHILD
		    : PASSENGER_INFANT;
	return nobody;
}

struct box {
	const char *name, *label, *css_class, *autocomplete;
	int value; /* 0: not known */
};

static void fill_box(
    struct view *row, const struct box *box, size_t nth, const struct form *form, apr_pool_t *pool)
{
	struct view *view = view_each(row, K_DATE_BOX);
	const char *id = text_field_id(box->name, nth, pool);
	const char *hint = text_field_id("born-hint", nth, pool);
	bool has_error = form != NULL && form_complaint_shown(form, box->name, nth) != NULL;

	view_text(view, K_ID, id);
	view_text(view, K_NAME, box->name);
	view_text(view, K_LABEL, say(box->label));
	view_text(view, K_BOX_CLASS, box->css_class);
	view_text(view, K_AUTOCOMPLETE, autocomplete(box->autocomplete, nth, pool));
	view_text(
	    view, K_DESCRIBED_BY, has_error ? apr_pstrcat(pool, id, "-error ", hint, NULL) : hint);
	if (form != NULL)
		view_text(view, K_VALUE, form_typed(form, box->name, nth));
	else if (box->value != 0)
		view_int(view, K_VALUE, box->value);
	if (has_error)
		view_show(view, K_ERROR);
}

static void fill_birth(struct view *row, const struct passenger *known, size_t nth,
    const struct form *form, apr_pool_t *pool)
{
	struct box boxes[] = {
		{ "born_day", TO_SAY("Day"), "two-digits", "bday-day", 0 },
		{ "born_month", TO_SAY("Month"), "two-digits", "bday-month", 0 },
		{ "born_year", TO_SAY("Year"), "four-digits", "bday-year", 0 },
	};

	view_text(row, K_DATE_HINT_ID, text_field_id("born-hint", nth, pool));
	if (known->born_on != DATE_NONE)
		date_to_civil(known->born_on, &boxes[2].value, &boxes[1].value, &boxes[0].value);
	for (size_t i = 0; i < 3; i++) {
		const char *error = form != NULL ? form_complaint_shown(form, boxes[i].name, nth)
						 : NULL;

		fill_box(row, &boxes[i], nth, form, pool);
		if (error != NULL) {
			struct view *view = view_each(row, K_DATE_ERROR);

			view_text(view, K_ID,
			    apr_pstrcat(
				pool, text_field_id(boxes[i].name, nth, pool), "-error", NULL));
			view_text(view, K_MESSAGE, error);
		}
	}
}

static void fill_one(struct view *view, const struct hold *hold, size_t index,
    const struct form *form, apr_pool_t *pool)
{
	struct view *row = view_each(view, K_TRAVELLER);
	struct passenger known = known_at(hold, index);
	size_t nth = index + 1;

	view_text(row, K_TRAVELLER_TITLE, passenger_title((int64_t)nth, known.type, pool));
	text_field_fill(row, K_GIVEN_NAME,
	    &(const struct text_field){ "given_name", nth, TO_SAY("Given names"), "text",
		autocomplete("given-name", nth, pool),
		TO_SAY("As in the passport. Leave empty if there is only one name"),
		known.given_name },
	    form, pool);
	text_field_fill(row, K_SURNAME,
	    &(const struct text_field){ "surname", nth, TO_SAY("Surname"), "text",
		autocomplete("family-name", nth, pool), NULL, known.surname },
	    form, pool);
	view_text(row, K_DATE_HINT, date_hint(known.type, hold, pool));
	fill_birth(row, &known, nth, form, pool);
}

void travellers_fill(
    struct view *view, const struct hold *hold, const struct form *form, apr_pool_t *pool)
{
	struct view *part = view_include(view, K_TRAVELLERS, "parts/travellers");
	int64_t count = hold->party.adults + hold->party.children + hold->party.infants;

	for (size_t i = 0; i < (size_t)count; i++)
		fill_one(part, hold, i, form, pool);
	text_field_fill(part, K_EMAIL,
	    &(const struct text_field){ "email", 0, TO_SAY("E-mail"), "email", "email",
		TO_SAY("The confirmation goes there"), hold->contact.email },
	    form, pool);
	text_field_fill(part, K_PHONE,
	    &(const struct text_field){ "phone", 0, TO_SAY("Phone (optional)"), "tel", "tel",
		TO_SAY("For the day of travel only"), hold->contact.phone },
	    form, pool);
}
