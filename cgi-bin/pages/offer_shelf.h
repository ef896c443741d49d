/* Moulds of offer pages that the process keeps, each under the facts that its page was made from. */
#ifndef PAGES_OFFER_SHELF_H
#define PAGES_OFFER_SHELF_H

#include "pages/offer_facts.h"
#include "web/mould.h"

/* So many moulds at one time, of a page of 40 kB each, and together at most so many bytes. */
#define OFFER_SHELF_MOULDS 80
#define OFFER_SHELF_BYTES ((size_t)3 * 1024 * 1024)
/* A mould that was used so lately is not given up for another: where more pages are asked for than there is room, those that have one keep it. */
#define OFFER_SHELF_LATELY_MS 10000

/* All of these: any thread; `now_ms` is clock_monotonic_ms. */

/* The page of these facts, its seats in the looks given, as in mould_fill; NULL: no mould of it, or one of another number of places. */
const char *offer_shelf_fill(const struct offer_facts *facts, const unsigned char *looks,
    size_t count, const char *key, int64_t now_ms, apr_pool_t *pool, size_t *length);

/* Would a mould of so many bytes, with its facts, be kept now? */
bool offer_shelf_has_room(size_t size, int64_t now_ms);

/*
 * The mould, and `pool` that it lives in, are the shelf's from now on; those used longest ago are given up for it. False: no room, `pool` is destroyed; true also where another one of these facts was
 * there before it (which stays).
 */
bool offer_shelf_keep(
    const struct offer_facts *facts, const struct mould *mould, apr_pool_t *pool, int64_t now_ms);

#endif
