/* parts/saved_travellers: people of the account, to be filled in where passengers are asked for. */
#ifndef PAGES_SAVED_TRAVELLERS_H
#define PAGES_SAVED_TRAVELLERS_H

#include "model/hold.h"
#include "pages/page.h"
#include "web/form.h"

/*
 * Under K_SAVED_TRAVELLERS of `view`, when the hold is seen by an account's browser that has some: a choice for each passenger, as it was made where the request is a form with choices ("traveller", a ref or nothing for each
 * passenger in order). The hold, with the account's address where none was given yet. An offer alone: what goes wrong is logged.
 */
const struct hold *saved_travellers_offer(
    struct request *request, struct view *view, const struct hold *hold);

/* The chosen travellers into the fields of their passengers in `form` (of travellers_table); what else was typed stays. */
void saved_travellers_fill_in(struct request *request, const struct hold *hold, struct form *form);

#endif
