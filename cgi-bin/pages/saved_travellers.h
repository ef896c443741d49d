/* parts/saved_travellers: people of the account, to be filled in where passengers are asked for. */
#ifndef PAGES_SAVED_TRAVELLERS_H
#define PAGES_SAVED_TRAVELLERS_H

#include "model/hold.h"
#include "pages/page.h"

/*
 * Under K_SAVED_TRAVELLERS of `view`, when the hold is seen by an account's browser that has some: a choice for each passenger. The hold, with those filled in that the query of a GET names ("traveller", a ref or nothing for
 * each passenger in order), and the account's address where none was given yet. An offer alone: what goes wrong is logged.
 */
const struct hold *saved_travellers_offer(
    struct request *request, struct view *view, const struct hold *hold);

#endif
