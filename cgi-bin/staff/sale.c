/* One sale at the counter: the seats that are held, who travels, and the booking made of it. */
#include "staff/bookings.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/audit.h"
#include "domain/hold.h"

#include <string.h>

struct people_form {
	int64_t version;
	struct form_values given_name, surname, born_on;
	const char *email, *phone;
};

#define MANY(word, words) \
	{ \
		.name = #word, .kind = FIELD_MANY, .target = offsetof(struct people_form, word), \
		.min = PARTY_PASSENGERS_MAX, .max = 100, .label = words " of passenger {}" \
	}

static const struct field people_fields[] = {
	FIELD_ROW_VERSION(struct people_form, "version"),
	MANY(given_name, "given name"),
	MANY(surname, "surname"),
	MANY(born_on, "date of birth"),
	{ .name = "email",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct people_form, email),
	    .max = 254,
	    .is_required = true,
	    .label = "the e-mail address" },
	{ .name = "phone",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct people_form, phone),
	    .max = 40,
	    .label = "the phone number" },
};
static const struct form_table people_table = { "sale-passengers", people_fields, 6 };

struct book_form {
	int64_t version, total_minor;
	const char *language; /* in which the customer is told; NULL: the first */
};

static const struct field book_fields[] = {
	FIELD_ROW_VERSION(struct book_form, "version"),
	{ .name = "total_minor",
	    .kind = FIELD_INT,
	    .target = offsetof(struct book_form, total_minor),
	    .min = 0,
	    .max = MONEY_MAX,
	    .is_required = true,
	    .label = "total" },
	{ .name = "language",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct book_form, language),
	    .max = 8,
	    .label = "the language" },
};
static const struct form_table book_table = { "sale-book", book_fields, 3 };
struct release_form {
	int64_t version;
};

static const struct field release_fields[] = { FIELD_ROW_VERSION(struct release_form, "version") };
static const struct form_table release_table = { "sale-release", release_fields, 1 };
static const struct form_table extend_table = { "sale-extend", NULL, 0 };

static enum passenger_type type_at(const struct party *party, size_t index)
{
	if (index < (size_t)party->adults)
		return PASSENGER_ADULT;
	return index < (size_t)(party->adults + party->children) ? PASSENGER_CHILD
								 : PASSENGER_INFANT;
}

static void fill_person(struct view *view, const struct hold *hold, size_t index,
    const struct form *form, apr_pool_t *pool)
{
	struct view *person = view_each(view, K_PERSON);
	const struct passenger *known = index < hold->passenger_count ? &hold->passengers[index]
								      : NULL;
	const struct text_field fields[] = {
		{ "given_name", index + 1, "Given names", "text", "off", NULL,
		    known != NULL ? known->given_name : "" },
		{ "surname", index + 1, "Surname", "text", "off", NULL,
		    known != NULL ? known->surname : "" },
		{ "born_on", index + 1, "Date of birth", "date", "off", NULL,
		    known != NULL ? date_text(known->born_on, pool) : "" },
	};

	view_text(person, K_LABEL,
	    apr_psprintf(pool, "Passenger %" APR_SIZE_T_FMT ", %s", index + 1,
		staff_type_name(type_at(&hold->party, index))));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		text_field_fill(person, K_FORM_FIELD, &fields[i], form, pool);
}

static void fill_editing(
    struct view *body, const struct hold *hold, const struct form *form, apr_pool_t *pool)
{
	struct view *view = view_each(body, K_EDITING);
	size_t count = (size_t)(hold->party.adults + hold->party.children + hold->party.infants);
	const struct text_field email = { "email", 0, "E-mail", "email", "off", NULL,
		hold->contact.email };
	const struct text_field phone = { "phone", 0, "Phone", "tel", "off", NULL,
		hold->contact.phone };

	for (size_t i = 0; i < count; i++)
		fill_person(view, hold, i, form, pool);
	text_field_fill(view, K_FORM_FIELD, &email, form, pool);
	text_field_fill(view, K_FORM_FIELD, &phone, form, pool);
}

/* In which the customer gets mails from now on; the first is for who wants none of them. */
static void fill_languages(struct view *view)
{
	struct view *list;

	if (words_language_count() < 2)
		return;
	list = view_each(view, K_LANGUAGES);
	for (size_t i = 0; i < words_language_count(); i++) {
		const struct language *language = words_language(i);
		struct view *row = view_each(list, K_LANGUAGE);

		view_text(row, K_LANGUAGE_CODE, language->code);
		view_text(row, K_LANGUAGE_NAME, language->name);
		if (language == words_first())
			view_show(row, K_CHOSEN);
	}
}

static void fill_book(struct view *body, const struct hold *hold, apr_pool_t *pool)
{
	struct view *view = view_each(body, K_BOOK);

	fill_languages(view);
	for (size_t i = 0; i < hold->passenger_count; i++) {
		const struct passenger *one = &hold->passengers[i];

		view_text(view_each(view, K_PERSON), K_TEXT,
		    apr_pstrcat(pool, staff_person_name(one->given_name, one->surname, pool), ", ",
			staff_type_name(one->type), ", born ", date_text(one->born_on, pool),
			NULL));
	}
}

/* The sale as it is now; of one that was booked, its booking. `form` NULL: none was refused; `people` NULL: it was not theirs. */
static const struct err *show(struct request *request, struct reply *reply, struct form *form,
    const struct form *people, const struct err *refusal)
{
	struct desk *desk = staff_desk(request);
	const struct hold *hold;
	struct staff_page parts;
	apr_pool_t *pool = request->pool;

	TRY(hold_find(desk, request->args[0], &hold));
	if (hold->locator != NULL) {
		reply_see_other(reply, staff_booking_path(hold->locator, "", pool));
		return NULL;
	}
	if (hold->passenger_count > 0)
		TRY(audit_note(desk, "hold-read", apr_pstrcat(pool, "hold/", hold->ref, NULL), ""));
	parts = staff_page_begin(request, "staff/sale", "Sale");
	view_text(parts.body, K_REF, hold->ref);
	view_text(parts.body, K_STATE, hold_state_name(hold->state));
	view_int(parts.body, K_VERSION, hold->version);
	view_int(parts.body, K_TOTAL_MINOR, hold->total_minor);
	view_text(parts.body, K_SEATS_TEXT, hold->seats_text);
	view_text(parts.body, K_HEADING,
	    apr_pstrcat(pool, "Sale on ", hold->segments[0].departure.name, NULL));
	view_text(parts.body, K_PRICE, money_text(hold->total_minor, hold->currency, pool));
	staff_fill_moment(parts.body, K_HELD_UNTIL, hold->expires_at, pool);
	if (hold->state == HOLD_OPEN) {
		if (hold->passenger_count > 0 && refusal == NULL)
			fill_book(parts.body, hold, pool);
		fill_editing(parts.body, hold, people, pool);
	}
	if (refusal == NULL)
		return staff_page_end(reply, 200, &parts);
	if (form != NULL)
		TRY(staff_fill_meanwhile(request, &parts,
		    &(const struct staff_seen){
			"hold", hold->ref, staff_typed_version(form), hold->version }));
	return staff_page_refuse(reply, &parts, refusal, form);
}

const struct err *page_staff_sale_show(struct request *request, struct reply *reply)
{
	return show(request, reply, NULL, NULL, NULL);
}

/* A desk whose act this is. */
static struct desk *desk_for(struct request *request, const char *action)
{
	struct desk *desk = staff_desk(request);
	struct desk_act *act = pool_make(request->pool, struct desk_act);

	*act = (struct desk_act){ action,
		apr_pstrcat(request->pool, "hold/", request->args[0], NULL), "" };
	desk->act = act;
	return desk;
}

static const struct err *to_sale(struct request *request, struct reply *reply)
{
	reply_see_other(reply, apr_pstrcat(request->pool, "/admin/sales/", request->args[0], NULL));
	return NULL;
}

/* Who was typed; a birth date that is none is a complaint. */
static size_t read_people(struct form *form, const struct people_form *typed, apr_pool_t *pool,
    struct passenger people[PARTY_PASSENGERS_MAX])
{
	size_t count = 0;

	for (; count < typed->surname.n && count < PARTY_PASSENGERS_MAX; count++) {
		struct passenger *one = &people[count];

		*one = (struct passenger){
			.given_name = count < typed->given_name.n ? typed->given_name.v[count] : "",
			.surname = typed->surname.v[count],
			.born_on = DATE_NONE,
		};
		if (count >= typed->born_on.n ||
		    !date_parse(typed->born_on.v[count], &one->born_on))
			form_problem(form, "born_on", count + 1,
			    apr_psprintf(pool,
				"Enter the date of birth of passenger %" APR_SIZE_T_FMT
				" as 1985-12-10",
				count + 1));
	}
	return count;
}

/* The rule calls a birth date by the part of it that a customer would change. */
static const struct err *with_own_names(const struct err *err, apr_pool_t *pool)
{
	static const char theirs[] = "born_year";
	const char *fields = err->facts[FACT_FIELDS], *out = "", *at;
	struct err *copy = apr_pmemdup(pool, err, sizeof(*err));

	if (fields == NULL)
		return err;
	for (; (at = strstr(fields, theirs)) != NULL; fields = at + sizeof(theirs) - 1)
		out = apr_pstrcat(pool, out, apr_pstrmemdup(pool, fields, (size_t)(at - fields)),
		    "born_on", NULL);
	return err_with(copy, FACT_FIELDS, apr_pstrcat(pool, out, fields, NULL));
}

static const struct err *save(struct request *request, struct form *form)
{
	struct desk *desk = desk_for(request, "sale-passengers");
	struct passenger people[PARTY_PASSENGERS_MAX];
	struct people_form typed;
	const struct hold *hold;
	size_t count;
	bool is_fine;

	memset(&typed, 0, sizeof(typed));
	is_fine = form_check(form, &typed);
	count = read_people(form, &typed, request->pool, people);
	TRY(hold_find(desk, request->args[0], &hold));
	if (!is_fine || form_failed(form))
		return err_new(request->pool, CODE_INVALID, "the form has mistakes");
	return hold_set_passengers_at(desk, hold->ref, typed.version, people, count,
	    &(const struct contact){ typed.email, typed.phone });
}

const struct err *page_staff_sale_passengers(struct request *request, struct reply *reply)
{
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &people_table, &form));
	form_set_grouped(form);
	err = save(request, form);
	if (err == NULL)
		return to_sale(request, reply);
	if (!staff_is_shown(err))
		return err;
	if (err_is(err, CODE_INVALID) && err->facts[FACT_FIELDS] != NULL) {
		err = with_own_names(err, request->pool);
		form_problem_err(form, err);
	}
	return show(request, reply, form, form, err);
}

const struct err *page_staff_sale_book(struct request *request, struct reply *reply)
{
	struct book_form typed = { 0, 0, NULL };
	const char *locator = NULL;
	struct desk *desk;
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &book_table, &form));
	if (!form_check(form, &typed))
		return show(request, reply, form, NULL,
		    err_new(request->pool, CODE_INVALID, "the form has mistakes"));
	if (typed.language != NULL && words_language_named(typed.language) == NULL)
		return show(request, reply, form, NULL,
		    err_with(err_new(request->pool, CODE_INVALID, "none of our languages"),
			FACT_FIELDS, "language.1"));
	desk = desk_for(request, "booking-sold");
	desk->told_in = typed.language != NULL ? typed.language : words_first()->code;
	err = booking_confirm(desk, request->args[0], typed.version, typed.total_minor, &locator);
	if (err == NULL) {
		staff_change_done(request, reply, locator, "booking-sold");
		return NULL;
	}
	return staff_is_shown(err) ? show(request, reply, form, NULL, err) : err;
}

static const struct err *end(
    struct request *request, struct reply *reply, struct form *form, const struct err *err)
{
	if (err == NULL)
		return to_sale(request, reply);
	return staff_is_shown(err) ? show(request, reply, form, NULL, err) : err;
}

const struct err *page_staff_sale_release(struct request *request, struct reply *reply)
{
	struct release_form typed = { 0 };
	struct form *form;

	TRY(form_read(request, &release_table, &form));
	if (!form_check(form, &typed))
		return end(request, reply, form,
		    err_new(request->pool, CODE_INVALID, "the form has mistakes"));
	return end(request, reply, form,
	    hold_release_at(desk_for(request, "sale-released"), request->args[0], typed.version));
}

/* It takes nothing from what a colleague has typed: a repeat does no harm, and there is no version. */
const struct err *page_staff_sale_extend(struct request *request, struct reply *reply)
{
	struct form *form;

	TRY(form_read(request, &extend_table, &form));
	return end(request, reply, form,
	    hold_extend(desk_for(request, "sale-extended"), request->args[0]));
}
