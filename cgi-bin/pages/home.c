/* GET /: where a journey starts, and where a booking is found again. */
#include "pages/pages.h"

#include "base/words.h"
#include "pages/fill.h"
#include "pages/page.h"
#include "pages/search.h"
#include "view_keys.h"

/* The query may hold any part of a search, and is then typed in already. */
const struct err *page_home_show(struct request *request, struct reply *reply)
{
	struct desk *desk = page_desk(request);
	struct page_parts parts = page_begin(request, "pages/home", say("Book a flight"));
	struct form *form;

	page_public(request, &parts,
	    say("Book flights with the seats you choose: they are kept for you while you type the names, and one price has all taxes in it."));
	TRY(form_read(request, &SEARCH_FORM, &form));
	view_int(parts.body, K_HOLD_MINUTES, desk->settings->hold_seconds / 60);
	fill_search_form(parts.body, K_SEARCH_FORM, desk, form);
	fill_find_form(parts.body, K_FIND_FORM, NULL);
	return page_end(reply, 200, &parts);
}
