/* One direction of a search on its page: its days, the filter, and the links between them. For the search_*.c files. */
#ifndef PAGES_SEARCH_LEG_H
#define PAGES_SEARCH_LEG_H

#include "pages/search.h"

struct leg {
	int64_t no; /* 1: there, 2: back */
	const char *title;
	int32_t on, first_on, last_on;
	struct offer_list list;
	const char *chosen;             /* this leg's departure that was chosen; NULL */
	const struct offer_item *other; /* what was chosen for the other leg; NULL */
	bool has_other;                 /* there is another leg to choose */
};

/* Number, title, day and choice of a leg; nothing is found yet. */
struct leg search_leg(const struct search *search, int64_t no);
/* What the domain is asked about it. */
struct offer_leg search_leg_wanted(const struct search_asked *asked, const struct leg *leg);

/*
 * The same search with this leg on another day; what was chosen for the leg is dropped with its
 * day. A way there that would be after the way back takes that along, so many days later (as far as one can search). NULL: no
 * such day can be chosen.
 */
const char *search_day_link(
    const struct search_asked *asked, const struct leg *leg, int32_t on, apr_pool_t *pool);
/* The same search as a calendar, in this month (NULL: that of the leg's day) for this leg. */
const char *search_month_link(
    const struct search_asked *asked, const struct leg *leg, const char *month, apr_pool_t *pool);

/* The lowest price of some days; -1 where they have none or it is that of them all: nothing to remark on. */
int64_t search_lowest(const struct offer_day *days, size_t count);

/* Sections DAY of the strip of seven; and parts/search_month under MONTH. */
void fill_search_days(
    struct view *view, const struct search_asked *asked, const struct leg *leg, apr_pool_t *pool);
const struct err *fill_search_month(struct view *view, struct desk *desk,
    const struct search_asked *asked, const struct leg *leg, struct offer_month *out);

/* parts/search_filter under `key`, for one leg or two (`back` NULL). */
void fill_search_filter(struct view *view, enum view_key key, const struct search_asked *asked,
    const struct leg *there, const struct leg *back, apr_pool_t *pool);
/* The same search with nothing filtered. */
const char *search_unfiltered(const struct search_asked *asked, apr_pool_t *pool);

#endif
