/* People that an account books for again and again: listed, added, changed, removed. */
#include "pages/account_form.h"
#include "pages/pages.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/traveller.h"
#include "pages/traveller_words.h"
#include "view_keys.h"

#include <string.h>

struct typed {
	const char *given_name, *surname, *born_day, *born_month, *born_year;
};

#define WORDS(field, characters, words, needed) \
	{ \
		.name = #field, .kind = FIELD_TEXT, .target = offsetof(struct typed, field), \
		.max = (characters), .is_required = (needed), .label = (words) \
	}

static const struct field fields[] = {
	WORDS(given_name, 60, TO_SAY("given names"), false),
	WORDS(surname, 60, TO_SAY("surname"), true),
	WORDS(born_day, 10, TO_SAY("day of birth"), false),
	WORDS(born_month, 10, TO_SAY("month of birth"), false),
	WORDS(born_year, 10, TO_SAY("year of birth"), false),
};
static const struct form_table table = { "traveller", fields, sizeof(fields) / sizeof(fields[0]) };

struct box {
	const char *name, *label, *css_class;
	int min, max;
	const char *wrong;
	int value; /* 0: not known */
};
#define BOXES \
	{ \
		{ "born_day", TO_SAY("Day"), "two-digits", 1, 31, \
			TO_SAY("Enter the day of birth, 1 to 31"), 0 }, \
		    { "born_month", TO_SAY("Month"), "two-digits", 1, 12, \
			    TO_SAY("Enter the month of birth, 1 to 12"), 0 }, \
		{ \
			"born_year", TO_SAY("Year"), "four-digits", 1900, 2199, \
			    TO_SAY("Enter the year of birth with four digits"), 0 \
		} \
	}

static void fill_box(
    struct view *part, const struct box *box, const struct form *form, apr_pool_t *pool)
{
	const char *error = form != NULL ? form_complaint_shown(form, box->name, 0) : NULL;
	struct view *view = view_each(part, K_DATE_BOX);

	view_text(view, K_ID, box->name);
	view_text(view, K_NAME, box->name);
	view_text(view, K_LABEL, say(box->label));
	view_text(view, K_BOX_CLASS, box->css_class);
	if (form != NULL)
		view_text(view, K_VALUE, form_typed(form, box->name, 1));
	else if (box->value != 0)
		view_int(view, K_VALUE, box->value);
	if (error == NULL)
		return;
	view_show(view, K_ERROR);
	view = view_each(part, K_DATE_ERROR);
	view_text(view, K_ID, apr_pstrcat(pool, box->name, "-error", NULL));
	view_text(view, K_MESSAGE, error);
}

/* The fields of one: empty, as it is kept, or as typed. */
static void fill_fields(
    struct view *body, const struct traveller *known, const struct form *form, apr_pool_t *pool)
{
	struct box boxes[] = BOXES;
	struct view *part = view_include(body, K_TRAVELLER_FIELDS, "parts/traveller_fields");

	text_field_fill(part, K_GIVEN_NAME,
	    &(const struct text_field){ "given_name", 0, TO_SAY("Given names"), "text", "off",
		TO_SAY("As in the passport. Leave empty if there is only one name"),
		known != NULL ? known->given_name : NULL },
	    form, pool);
	text_field_fill(part, K_SURNAME,
	    &(const struct text_field){ "surname", 0, TO_SAY("Surname"), "text", "off", NULL,
		known != NULL ? known->surname : NULL },
	    form, pool);
	if (known != NULL)
		date_to_civil(known->born_on, &boxes[2].value, &boxes[1].value, &boxes[0].value);
	for (size_t i = 0; i < 3; i++)
		fill_box(part, &boxes[i], form, pool);
}

/* People write 5 and 05 alike. */
static bool read_box(struct form *form, const struct box *box, const char *text, int *out)
{
	int64_t number = 0;

	while (text != NULL && text[0] == '0' && text[1] != '\0')
		text++;
	if (!text_to_int(text, box->min, box->max, &number))
		form_problem(form, box->name, 0, say(box->wrong));
	*out = (int)number;
	return number != 0;
}

static const struct err *read_traveller(
    struct request *request, struct form **out, struct traveller *traveller)
{
	static const struct box boxes[] = BOXES;
	struct typed typed = { NULL, NULL, NULL, NULL, NULL };
	int day, month, year;
	bool is_date;
	struct form *form;

	TRY(form_read(request, &table, &form));
	*out = form;
	form_check(form, &typed);
	is_date = read_box(form, &boxes[0], typed.born_day, &day);
	is_date = read_box(form, &boxes[1], typed.born_month, &month) && is_date;
	is_date = read_box(form, &boxes[2], typed.born_year, &year) && is_date;
	*traveller = (struct traveller){
		.given_name = typed.given_name, .surname = typed.surname, .born_on = DATE_NONE
	};
	if (is_date && !date_from_civil(year, month, day, &traveller->born_on))
		form_problem(form, "born_day", 0, say("The date of birth must be a real date"));
	return form_failed(form) ? err_new(request->pool, CODE_INVALID, "the form has mistakes")
				 : NULL;
}

static struct page_parts list_page(
    struct request *request, const struct travellers *list, const struct form *form)
{
	struct page_parts parts = page_begin(
	    request, "pages/account_travellers", say("Your travellers"));

	account_nav_fill(&parts, "/account/travellers");
	if (list->n == 0)
		view_show(parts.body, K_NO_TRAVELLERS);
	for (size_t i = 0; i < list->n; i++) {
		struct view *row = view_each(parts.body, K_SAVED);

		view_text(row, K_REF, list->v[i].ref);
		view_text(row, K_NAME, traveller_name(&list->v[i], request->pool));
		view_text(row, K_BORN_ON, date_text(list->v[i].born_on, request->pool));
		view_text(row, K_BORN_WORDS, traveller_born(&list->v[i], request->pool));
	}
	if (list->n < TRAVELLERS_MAX)
		fill_fields(view_each(parts.body, K_ADDING), NULL, form, request->pool);
	return parts;
}

const struct err *page_account_travellers_show(struct request *request, struct reply *reply)
{
	struct travellers list;
	struct page_parts parts;
	const struct err *err;
	const char *note;

	TRY(account_note(request, &note));
	err = traveller_list(page_desk(request), &list);
	if (err != NULL)
		return account_sign_in_first(reply, err);
	parts = list_page(request, &list, NULL);
	account_note_fill(parts.body, note);
	return page_end(reply, 200, &parts);
}

const struct err *page_account_traveller_add(struct request *request, struct reply *reply)
{
	struct traveller traveller;
	struct travellers list;
	struct page_parts parts;
	const struct err *err, *refusal;
	struct form *form = NULL;

	refusal = read_traveller(request, &form, &traveller);
	if (refusal == NULL)
		refusal = traveller_save(page_desk(request), &traveller);
	if (refusal == NULL) {
		reply_see_other(reply, "/account/travellers?done=saved");
		return NULL;
	}
	if (!err_is(refusal, CODE_INVALID))
		return account_sign_in_first(reply, refusal);
	err = traveller_list(page_desk(request), &list);
	if (err != NULL)
		return account_sign_in_first(reply, err);
	form_problem_err(form, refusal);
	parts = list_page(request, &list, form);
	return page_refuse(request, reply, &parts, refusal, form);
}

static struct page_parts one_page(
    struct request *request, const struct traveller *known, const struct form *form)
{
	struct page_parts parts = page_begin(
	    request, "pages/account_traveller", say("Change a traveller"));

	view_text(parts.body, K_REF, known->ref);
	view_text(parts.body, K_NAME, traveller_name(known, request->pool));
	fill_fields(parts.body, known, form, request->pool);
	return parts;
}

const struct err *page_account_traveller_show(struct request *request, struct reply *reply)
{
	const struct traveller *known;
	struct page_parts parts;
	const struct err *err;

	err = traveller_find(page_desk(request), request->args[0], &known);
	if (err != NULL)
		return account_sign_in_first(reply, err);
	parts = one_page(request, known, NULL);
	return page_end(reply, 200, &parts);
}

const struct err *page_account_traveller(struct request *request, struct reply *reply)
{
	const struct traveller *known;
	struct traveller traveller;
	struct page_parts parts;
	const struct err *err, *refusal;
	struct form *form = NULL;

	refusal = read_traveller(request, &form, &traveller);
	if (refusal != NULL && form == NULL)
		return refusal;
	err = traveller_find(page_desk(request), request->args[0], &known);
	if (err != NULL)
		return account_sign_in_first(reply, err);
	traveller.ref = known->ref;
	if (refusal == NULL)
		refusal = traveller_save(page_desk(request), &traveller);
	if (refusal == NULL) {
		reply_see_other(reply, "/account/travellers?done=saved");
		return NULL;
	}
	if (!err_is(refusal, CODE_INVALID))
		return account_sign_in_first(reply, refusal);
	form_problem_err(form, refusal);
	parts = one_page(request, known, form);
	return page_refuse(request, reply, &parts, refusal, form);
}

const struct err *page_account_traveller_delete(struct request *request, struct reply *reply)
{
	static const struct form_table nothing = { "traveller-delete", NULL, 0 };
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &nothing, &form));
	err = traveller_delete(page_desk(request), request->args[0]);
	if (err != NULL)
		return account_sign_in_first(reply, err);
	reply_see_other(reply, "/account/travellers?done=removed");
	return NULL;
}
