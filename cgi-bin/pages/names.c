/* Correcting how the names of a booking's passengers are written. */
#include "pages/bookings.h"
#include "pages/pages.h"
#include "pages/passengers.h"
#include "web/text_field.h"

#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

#include <string.h>

struct names_form {
	int64_t version;
	struct form_values given_name, surname;
	const char *key;
};

static const struct field fields[] = {
	FIELD_ROW_VERSION(struct names_form, TO_SAY("version")),
	{ .name = "given_name",
	    .kind = FIELD_MANY,
	    .target = offsetof(struct names_form, given_name),
	    .max = 60,
	    .label = TO_SAY("given name of passenger {}") },
	{ .name = "surname",
	    .kind = FIELD_MANY,
	    .target = offsetof(struct names_form, surname),
	    .max = 60,
	    .label = TO_SAY("surname of passenger {}") },
	FIELD_ROW_KEY(struct names_form),
};
static const struct form_table table = { "names", fields, sizeof(fields) / sizeof(fields[0]) };

static const char *sold_words(const struct passenger *passenger, apr_pool_t *pool)
{
	const struct passenger sold = { .given_name = passenger->sold_given_name,
		.surname = passenger->sold_surname };

	if (passenger->sold_surname == NULL)
		return NULL;
	return apr_psprintf(pool, say("Booked as %s"), passenger_name(&sold, pool));
}

static void fill_one(struct view *view, const struct passenger *passenger, size_t nth,
    const struct form *form, apr_pool_t *pool)
{
	struct view *row = view_each(view, K_TRAVELLER);

	view_text(row, K_TRAVELLER_TITLE, passenger_title(passenger->no, passenger->type, pool));
	text_field_fill(row, K_GIVEN_NAME,
	    &(const struct text_field){ "given_name", nth, TO_SAY("Given names"), "text", "off",
		sold_words(passenger, pool), passenger->given_name },
	    form, pool);
	text_field_fill(row, K_SURNAME,
	    &(const struct text_field){
		"surname", nth, TO_SAY("Surname"), "text", "off", NULL, passenger->surname },
	    form, pool);
}

static const char *left_words(int64_t left, apr_pool_t *pool)
{
	return left == 1 ? say("This can be done once more for this booking.")
			 : apr_psprintf(pool,
			       say("This can be done %d more times for this booking."), (int)left);
}

static const char *used_up_words(const struct booking *booking, apr_pool_t *pool)
{
	return apr_psprintf(pool,
	    booking->name_corrections > 0
		? say("The names of booking %s cannot be corrected here any more.")
		: say("The names of booking %s cannot be corrected here."),
	    booking->locator);
}

static struct page_parts names_page(
    struct request *request, const struct booking *booking, const struct form *form)
{
	struct page_parts parts = page_begin(
	    request, "pages/booking_passengers", say("Correct a name"));
	int64_t left = page_desk(request)->settings->name_corrections - booking->name_corrections;
	struct passenger travelling[PARTY_PASSENGERS_MAX];
	size_t count = booking_travelling(booking, travelling);
	struct view *view;

	view_text(parts.body, K_LOCATOR, booking->locator);
	view_int(parts.body, K_VERSION, booking->version);
	if (left <= 0) {
		view = view_each(parts.body, K_USED_UP);
		view_text(view, K_LOCATOR, booking->locator);
		view_text(view, K_WORDS, used_up_words(booking, request->pool));
		page_reach(page_desk(request)->settings, view);
		return parts;
	}
	view = view_each(parts.body, K_EDITING);
	view_text(view, K_LOCATOR, booking->locator);
	booking_change_fields(view, booking, form, request->pool);
	view_text(view, K_LEFT_WORDS, left_words(left, request->pool));
	for (size_t i = 0; i < count; i++)
		fill_one(view, &travelling[i], i + 1, form, request->pool);
	return parts;
}

const struct err *page_booking_passengers_show(struct request *request, struct reply *reply)
{
	return booking_edit_show(request, reply, names_page);
}

/* What is not there is said as such. */
static void say_missing(struct form *form, const struct names_form *typed, apr_pool_t *pool)
{
	for (size_t i = 0; i < typed->surname.n; i++)
		if (typed->surname.v[i][0] == '\0')
			form_problem(form, "surname", i + 1,
			    apr_psprintf(
				pool, say("Enter the surname of passenger %d"), (int)i + 1));
}

const struct err *page_booking_passengers(struct request *request, struct reply *reply)
{
	struct passenger people[PARTY_PASSENGERS_MAX];
	struct booking_change change;
	struct names_form typed;
	const struct err *err;
	size_t count = 0;

	memset(&typed, 0, sizeof(typed));
	TRY(booking_change_read(request, reply, &table, &typed, &change));
	if (change.is_done)
		return NULL;
	for (; count < typed.surname.n && count < PARTY_PASSENGERS_MAX; count++)
		people[count] = (struct passenger){
			.given_name = count < typed.given_name.n ? typed.given_name.v[count] : "",
			.surname = typed.surname.v[count],
		};
	err = change.refusal;
	if (err == NULL)
		err = booking_set_names(page_desk(request),
		    &(const struct name_change){
			change.locator, typed.version, people, count, change.click });
	if (err_is(err, CODE_INVALID))
		say_missing(change.form, &typed, request->pool);
	if (err != NULL)
		return booking_edit_refuse(request, reply, change.form, err, names_page);
	booking_change_done(request, reply, &change);
	return NULL;
}
