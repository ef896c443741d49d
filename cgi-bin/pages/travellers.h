/* The passengers' form: read into passengers, and shown again as typed. */
#ifndef PAGES_TRAVELLERS_H
#define PAGES_TRAVELLERS_H

#include "model/hold.h"
#include "web/form.h"
#include "web/view.h"

extern const struct form_table travellers_table;

/*
 * Check all fields; complaints are left in the form (false). Otherwise as many passengers as the party has, and the contact; where a field is wrong it is not set (a birth date is DATE_NONE). The rest of `people`, if
 * the hold has become one of more people meanwhile, is nobody.
 */
bool travellers_read(struct form *form, const struct party *party, apr_pool_t *pool,
    struct passenger people[PARTY_PASSENGERS_MAX], struct contact *contact);

/* Complaints of ages and of the same person twice, about what could be read, beside those there are. `hold` with its segments, as it is now; `people` from travellers_read. */
void travellers_apply_rules(struct form *form, const struct hold *hold,
    const struct passenger people[PARTY_PASSENGERS_MAX], apr_pool_t *pool);

/* Was anything typed into the form at all? */
bool travellers_are_typed(const struct form *form);

/* parts/travellers under K_TRAVELLERS of `view`: the fields of each passenger and of the contact, from the form when not NULL, else as the hold knows them. `hold` with its segments. */
void travellers_fill(
    struct view *view, const struct hold *hold, const struct form *form, apr_pool_t *pool);

#endif
