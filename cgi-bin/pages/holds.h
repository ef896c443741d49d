/* What the hold's pages share with the last look before booking. */
#ifndef PAGES_HOLDS_H
#define PAGES_HOLDS_H

#include "model/hold.h"
#include "web/reply.h"

/* data-hold, data-version, … and the clock time at which it ends. */
void hold_fill_attributes(struct view *view, const struct hold *hold, apr_pool_t *pool);
void hold_fill_end(struct view *view, const struct hold *hold, apr_pool_t *pool);

/* Where seats on the same departures are chosen: "/offer?adults=2&…&departure=AX204/2026-12-01". */
const char *hold_offer_link(const struct hold *hold, apr_pool_t *pool);

/* A refusal shown on the hold's page as it is now; errors of other kinds come back. */
const struct err *hold_refuse(
    struct request *request, struct reply *reply, const char *ref, const struct err *err);

#endif
