/* What the airline did to a booking's flights after the sale, and what its customer may do about it. */
#ifndef PAGES_AIRLINE_CHANGES_H
#define PAGES_AIRLINE_CHANGES_H

#include "model/booking.h"
#include "web/view.h"

/* Section AIRLINE_CHANGED of the booking's page: not there when all is as it was told. Who only found the booking sees what was changed, without the choices. */
void airline_changes_fill(struct view *view, const struct booking *booking, apr_pool_t *pool);

#endif
