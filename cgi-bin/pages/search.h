/* The search: what can be asked, and the form that asks it. */
#ifndef PAGES_SEARCH_H
#define PAGES_SEARCH_H

#include "domain/offer.h"
#include "web/form.h"
#include "web/view.h"

/* A time of day to leave at: as the address says it, by the clocks of the airport. */
struct search_time {
	const char *value;
	enum view_key is_selected; /* of parts/search_filter */
	int from_minutes, until_minutes;
};

/* What a search says, checked for form only. */
struct search_asked {
	const char *origin, *destination; /* as typed */
	int32_t on, back_on;              /* back_on DATE_NONE: one way */
	struct party party;
	const char *cabin;
	const char *sort;
	const char *outbound, *inbound; /* the departure that was chosen for a leg already; NULL */
	/* What is not one of the choices that the page offers is as if it were not there. */
	const char *time, *return_time;   /* search_time.value */
	const char *price_max;            /* whole units of the currency, a leg, the whole party */
	const char *seats;                /* "free": only what has enough of them */
	const char *view;                 /* "month": a calendar instead of the day's flights */
	const char *month, *return_month; /* "2026-12", of the calendar; NULL: that of the day */
};

extern const struct form_table SEARCH_FORM;

/*
 * A search whose places are known: asked.origin and asked.destination are codes once there is one
 * airport each. `today`: the first day on which one can leave, by the clocks of the place that a
 * leg leaves; `last`: the last one, for both.
 */
struct search {
	struct search_asked asked;
	struct airports origins, destinations;
	int32_t today[2], last;
};

/* parts/search_form with what was typed, its complaints, and the airports that are served. */
void fill_search_form(
    struct view *view, enum view_key key, struct desk *desk, const struct form *form);

/* The address of a search; and of one as it was typed, but for one field. */
const char *search_path(const struct search_asked *asked, apr_pool_t *pool);
const char *search_path_typed(
    const struct form *form, const char *field, const char *value, apr_pool_t *pool);

/* NULL: at any time. */
const struct search_time *search_time_of(const char *value);

/*
 * Sections CHOICES: for each place that means several airports those, and for each that means none
 * what is spelled nearly so; links that keep all else as it was typed.
 */
const struct err *fill_search_choices(
    struct view *body, struct desk *desk, const struct search *search, const struct form *form);

#endif
