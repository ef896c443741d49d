/* Offer pages that are asked for again: what is the same for everybody is rendered once, what is taken and whose it is is put in each time. */
#ifndef PAGES_OFFER_MOULD_H
#define PAGES_OFFER_MOULD_H

#include "pages/offer.h"

/* The page's text for this offer, with this key in its form. */
typedef const struct err *offer_renderer(
    void *arg, const struct offer *offer, const char *key, const char **text, size_t *length);

/*
 * The page of an offer as it is now: from the mould that fits everything which was asked and everything that was answered but the states of seats, byte by byte. `*text` NULL: there is none (asked for the
 * first time, or not a page that is the same for everybody): render it. A page that is asked for again is made into a mould by rendering it here.
 */
const struct err *offer_mould_show(const struct offer_asked *asked, const struct offer *offer,
    struct desk *desk, offer_renderer *render, void *arg, const char **text, size_t *length);

#endif
