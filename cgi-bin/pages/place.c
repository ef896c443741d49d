/* POST /holds: seats become this browser's, or the offer is shown again with the reason why not. */
#include "domain/hold.h"

#include "base/pool.h"
#include "pages/holds.h"
#include "pages/offer.h"
#include "pages/page.h"
#include "pages/pages.h"
#include "pages/travellers.h"

/* Refusals that belong on the offer itself, where one can choose again. */
static bool is_shown_in_place(const struct err *err)
{
	switch (err->code) {
	case CODE_INVALID:
	case CODE_SALES_CLOSED:
	case CODE_SEAT_TAKEN:
	case CODE_SOLD_OUT:
	case CODE_TOO_MANY:
	case CODE_KEPT_TOO_LONG:
		return true;
	default:
		return false;
	}
}

static const struct err *place(struct request *request, const struct offer_asked *asked,
    const struct form *form, const char **ref)
{
	const struct hold_request wanted = {
		.offer = offer_request_of(asked),
		.seats = asked->seats.v,
		.seat_count = asked->seats.n,
		.from = asked->from,
		.click = page_click(request, form),
	};

	return hold_place(page_desk(request), &wanted, ref);
}

/* The offer again, with what was typed. */
static const struct err *refuse(struct request *request, struct reply *reply,
    struct offer_asked *asked, struct form *form, const struct err *err)
{
	if (!is_shown_in_place(err))
		return err;
	if (err->code == CODE_INVALID && err->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, err);
	return offer_answer(request, reply, asked, form, err);
}

static const struct err *show_complaints(
    struct request *request, struct reply *reply, struct offer_asked *asked, struct form *form)
{
	bool is_done;

	TRY(page_recall(request, reply, form, &is_done));
	if (is_done)
		return NULL;
	return refuse(request, reply, asked, form,
	    err_new(request->pool, CODE_INVALID, "the form has mistakes"));
}

/* What was typed of passengers for an earlier hold comes along (`asked->people`). A copy of the click does not write it down again: it may have been changed since. */
static const struct err *read_people(struct request *request, struct reply *reply,
    const struct form *form, struct offer_asked *asked, bool *is_done)
{
	struct form *people;

	*is_done = false;
	TRY(form_read(request, &travellers_table, &people));
	if (!travellers_are_typed(people))
		return NULL;
	asked->people = people;
	return page_recall(request, reply, form, is_done);
}

const struct err *page_hold_create(struct request *request, struct reply *reply)
{
	struct offer_asked asked = { 0 };
	struct form *form;
	const struct err *err;
	const char *ref;
	bool is_answered;

	TRY(form_read(request, &HOLD_FORM, &form));
	TRY(read_people(request, reply, form, &asked, &is_answered));
	if (is_answered)
		return NULL;
	if (!offer_read(form, &asked, request->pool))
		return show_complaints(request, reply, &asked, form);
	err = place(request, &asked, form, &ref);
	if (err != NULL)
		return refuse(request, reply, &asked, form, err);
	if (asked.people != NULL)
		TRY(hold_take_typed(request, reply, ref, asked.people, &is_answered));
	if (!is_answered)
		reply_see_other(reply, apr_pstrcat(request->pool, "/holds/", ref, NULL));
	return NULL;
}
