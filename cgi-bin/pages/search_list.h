/* What a search found, on its page. */
#ifndef PAGES_SEARCH_LIST_H
#define PAGES_SEARCH_LIST_H

#include "pages/search.h"

/*
 * Heading, neighbouring days and departures of one or two legs, each with a link to choose it; or a calendar of each leg.
 * CODE_FLIGHT_SERVICE_DOWN.
 */
const struct err *fill_search(struct view *body, struct desk *desk, const struct search *search);

/* Is it the calendar that was asked for? */
bool search_is_month(const struct search_asked *asked);

#endif
