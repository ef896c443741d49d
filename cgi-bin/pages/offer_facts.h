/* All that an offer page is made from, but for the states of seats and the form's key: equal bytes make equal pages. */
#ifndef PAGES_OFFER_FACTS_H
#define PAGES_OFFER_FACTS_H

#include "pages/offer.h"

struct offer_facts {
	const void *bytes;
	size_t length;
	uint64_t hash; /* of the bytes */
};

/* In the desk's pool. */
struct offer_facts offer_facts_of(
    const struct offer_asked *asked, const struct offer *offer, struct desk *desk);

#endif
