/* How every change of a booking begins. */
#include "pages/bookings.h"

#include "base/random.h"
#include "domain/locator.h"
#include "view_keys.h"

const struct err *booking_change_read(struct request *request, struct reply *reply,
    const struct form_table *table, void *typed, struct booking_change *out)
{
	const struct booking *booking;
	const struct err *err;

	*out = (struct booking_change){ .locator = request->args[0] };
	TRY(form_read(request, table, &out->form));
	out->click = page_click(request, out->form);
	if (form_check(out->form, typed))
		return NULL;
	TRY(page_recall(request, reply, out->form, &out->is_done));
	if (out->is_done)
		return NULL;
	err = booking_find(page_desk(request), out->locator, &booking);
	if (err_is(err, CODE_NEEDS_LINK)) {
		out->refusal = err;
		return NULL;
	}
	TRY(err);
	out->refusal = booking->view != BOOKING_FULL
	    ? err_new(request->pool, CODE_NEEDS_LINK, "only found, not owned")
	    : err_new(request->pool, CODE_INVALID, "the form has mistakes");
	return NULL;
}

void booking_change_fields(
    struct view *view, const struct booking *booking, const struct form *form, apr_pool_t *pool)
{
	struct view *fields = view_include(view, K_CHANGE_FIELDS, "parts/change_fields");

	view_int(fields, K_VERSION, booking->version);
	view_text(fields, K_KEY, form != NULL ? form_key(form) : random_ref(pool));
}

const struct err *booking_edit_show(
    struct request *request, struct reply *reply, booking_edit_page *make)
{
	const struct booking *booking;
	struct page_parts parts;
	const struct err *err;

	err = booking_find_seated(page_desk(request), request->args[0], &booking);
	if (err != NULL)
		return booking_refuse(request, reply, request->args[0], err);
	if (booking->view != BOOKING_FULL)
		return booking_refuse(request, reply, booking->locator,
		    err_new(request->pool, CODE_NEEDS_LINK, "only found, not owned"));
	if (booking->state != BOOKING_CONFIRMED) {
		reply_see_other(reply, page_booking_path(booking->locator, "", request->pool));
		return NULL;
	}
	parts = make(request, booking, NULL);
	return page_end(reply, 200, &parts);
}

const struct err *booking_edit_refuse(struct request *request, struct reply *reply,
    struct form *form, const struct err *err, booking_edit_page *make)
{
	const struct booking *booking;
	struct page_parts parts;

	if (err_is(err, CODE_KEY_REUSED) || (err->kind != ERR_REFUSED && err->kind != ERR_INPUT))
		return booking_refuse(request, reply, request->args[0], err);
	TRY(booking_find_seated(page_desk(request), request->args[0], &booking));
	if (booking->state != BOOKING_CONFIRMED || booking->view != BOOKING_FULL)
		return booking_refuse(request, reply, request->args[0], err);
	if (err_is(err, CODE_INVALID) && err->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, err);
	parts = make(request, booking, form);
	return page_refuse(request, reply, &parts, err, form);
}

void booking_change_done(
    struct request *request, struct reply *reply, const struct booking_change *change)
{
	const char *locator = locator_normal(change->locator, request->pool);

	reply_see_other(reply, page_booking_path(locator, "", request->pool));
}
