/* What a search found, on its page. */
#ifndef PAGES_SEARCH_LIST_H
#define PAGES_SEARCH_LIST_H

#include "pages/search.h"

/*
 * A search and the airports that its places mean; asked.origin and asked.destination are codes
 * once there is one each.
 */
struct search {
	struct search_asked asked;
	struct airports origins, destinations;
};

/* The address of a search. */
const char *search_path(const struct search_asked *asked, apr_pool_t *pool);

/*
 * Heading, neighbouring days and departures of one or two legs, each with a link to choose it.
 * CODE_FLIGHT_SERVICE_DOWN.
 */
const struct err *fill_search(struct view *body, struct desk *desk, const struct search *search);

#endif
