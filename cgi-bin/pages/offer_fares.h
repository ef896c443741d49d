/* What an offer's fares allow, and the links from one offer to the next: another fare, another cabin, seats chosen by the system. */
#ifndef PAGES_OFFER_FARES_H
#define PAGES_OFFER_FARES_H

#include "pages/offer.h"
#include "web/view.h"

/* FARES: the conditions of the segment's fare in words, those of its cabin as a table, other cabins of the aircraft as links. */
void offer_fill_fares(struct view *row, const struct offer_asked *asked, const struct offer *offer,
    size_t index, struct desk *desk);

/* The same offer with seats chosen by the system, shown at the seats of this segment. */
const char *offer_suggest_link(
    const struct offer_asked *asked, const struct offer *offer, size_t index, apr_pool_t *pool);

#endif
