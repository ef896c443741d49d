/* How every change of a booking begins. */
#include "pages/bookings.h"

const struct err *booking_change_read(struct request *request, struct reply *reply,
    const struct form_table *table, void *typed, struct booking_change *out)
{
	*out = (struct booking_change){ .form = NULL };
	TRY(page_click(request, reply, table, &out->form, &out->is_done));
	if (out->is_done)
		return NULL;
	out->click = (struct click){ form_key(out->form), form_fingerprint(out->form) };
	TRY(booking_find(page_desk(request), request->args[0], &out->booking));
	if (out->booking->view != BOOKING_FULL)
		out->refusal = err_new(request->pool, CODE_NEEDS_LINK, "only found, not owned");
	else if (!form_check(out->form, typed))
		out->refusal = err_new(request->pool, CODE_INVALID, "the form has mistakes");
	return NULL;
}
