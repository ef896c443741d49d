/* Finding a booking by its code and a surname. */
#include "pages/bookings.h"
#include "pages/fill.h"
#include "pages/pages.h"

#include "base/text.h"
#include "base/words.h"
#include "view_keys.h"

struct find_form {
	const char *locator, *surname;
};

static const struct field fields[] = {
	{ .name = "locator",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct find_form, locator),
	    .max = 20,
	    .is_required = true,
	    .label = TO_SAY("booking code") },
	{ .name = "surname",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct find_form, surname),
	    .max = 100,
	    .is_required = true,
	    .label = TO_SAY("surname of a passenger") },
};
static const struct form_table table = { "find", fields, 2 };

/* The same page whatever was wrong: nobody learns whether the code or the name was. */
static const struct err *refuse(
    struct request *request, struct reply *reply, const struct form *form, const struct err *err)
{
	struct page_parts parts = page_begin(request, "pages/find", say("Find my booking"));

	fill_find_form(parts.body, K_FIND_FORM, form);
	return page_refuse(request, reply, &parts, err, form);
}

const struct err *page_find(struct request *request, struct reply *reply)
{
	struct find_form typed;
	const char *locator;
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &table, &form));
	if (!form_check(form, &typed))
		return refuse(request, reply, form,
		    err_new(request->pool, CODE_INVALID, "the find form has mistakes"));
	err = booking_lookup(
	    page_desk(request), text_upper(typed.locator, request->pool), typed.surname, &locator);
	if (err_is(err, CODE_NOT_FOUND) || err_is(err, CODE_TOO_MANY))
		return refuse(request, reply, form, err);
	TRY(err);
	reply_see_other(reply, page_booking_path(locator, "", request->pool));
	return NULL;
}
