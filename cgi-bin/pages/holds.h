/* What the hold's pages share with the last look before booking. */
#ifndef PAGES_HOLDS_H
#define PAGES_HOLDS_H

#include "domain/desk.h"
#include "model/hold.h"
#include "web/form.h"
#include "web/reply.h"

/* data-hold, data-version, … */
void hold_fill_attributes(struct view *view, const struct hold *hold, apr_pool_t *pool);
/* When it ends: the clock time where the journey begins, and how long that is from now; with the script that counts on. */
void hold_fill_end(struct view *view, const struct hold *hold, struct desk *desk);

/*
 * What was typed of passengers (a form of travellers_table) goes into the hold `ref`, which has just been placed or extended. `*is_answered`: it is not kept, and the reply is the hold's page that has it and says
 * why, whatever hindered. An error that comes back never says that nothing was done.
 */
const struct err *hold_take_typed(struct request *request, struct reply *reply, const char *ref,
    struct form *typed, bool *is_answered);

/* Where seats on the same departures are chosen: "/offer?adults=2&…&departure=AX204/2026-12-01". */
const char *hold_offer_link(const struct hold *hold, apr_pool_t *pool);

/* A refusal shown on the hold's page as it is now; errors of other kinds come back. */
const struct err *hold_refuse(
    struct request *request, struct reply *reply, const char *ref, const struct err *err);

#endif
