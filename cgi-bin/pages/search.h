/* The search: what can be asked, and the form that asks it. */
#ifndef PAGES_SEARCH_H
#define PAGES_SEARCH_H

#include "domain/offer.h"
#include "web/form.h"
#include "web/view.h"

/* What a search says, checked for form only. */
struct search_asked {
	const char *origin, *destination; /* as typed */
	int32_t on, back_on;              /* back_on DATE_NONE: one way */
	struct party party;
	const char *cabin;
	const char *sort;
	const char *outbound, *inbound; /* the departure that was chosen for a leg already; NULL */
};

extern const struct form_table SEARCH_FORM;

/* parts/search_form with what was typed, its complaints, and the airports that are served. */
void fill_search_form(
    struct view *view, enum view_key key, struct desk *desk, const struct form *form);

#endif
