/* How every change of a booking begins. */
#include "pages/bookings.h"

#include "domain/locator.h"

const struct err *booking_change_read(struct request *request, struct reply *reply,
    const struct form_table *table, void *typed, struct booking_change *out)
{
	const struct booking *booking;

	*out = (struct booking_change){ .locator = request->args[0] };
	TRY(form_read(request, table, &out->form));
	out->click = page_click(out->form);
	if (form_check(out->form, typed))
		return NULL;
	TRY(page_recall(request, reply, out->form, &out->is_done));
	if (out->is_done)
		return NULL;
	TRY(booking_find(page_desk(request), out->locator, &booking));
	out->refusal = booking->view != BOOKING_FULL
	    ? err_new(request->pool, CODE_NEEDS_LINK, "only found, not owned")
	    : err_new(request->pool, CODE_INVALID, "the form has mistakes");
	return NULL;
}

void booking_change_done(
    struct request *request, struct reply *reply, const struct booking_change *change)
{
	const char *locator = locator_normal(change->locator, request->pool);

	reply_see_other(reply, page_booking_path(locator, "", request->pool));
}
