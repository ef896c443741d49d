/* The passengers' form: read into passengers, and shown again as typed. */
#ifndef PAGES_TRAVELLERS_H
#define PAGES_TRAVELLERS_H

#include "model/hold.h"
#include "web/form.h"
#include "web/view.h"

extern const struct form_table travellers_table;

/* Check all fields; complaints are left in the form (false). Otherwise as many passengers as the party has, and the contact. */
bool travellers_read(struct form *form, const struct party *party, apr_pool_t *pool,
    struct passenger *people, struct contact *contact);

/* One TRAVELLER row a passenger, EMAIL and PHONE: from the form when not NULL, else as the hold knows them. */
void travellers_fill(
    struct view *view, const struct hold *hold, const struct form *form, apr_pool_t *pool);

#endif
