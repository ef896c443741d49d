/* Is a departure what staff asked for? What the flight service has is looked at, whoever got its answer. */
#ifndef DOMAIN_DEPARTURE_ORDER_MADE_H
#define DOMAIN_DEPARTURE_ORDER_MADE_H

#include "model/departure_change.h"

/* It is at the version that this change leads to, and as the row has it: then it was made. */
bool departure_order_was_made(const struct departure_order_row *row, const struct departure *is);
/* What the row does not have: is it of this route, and sold at these fares (in whatever order)? */
bool departure_order_is_sold_as(const struct departure *wanted, const struct departure *is);

#endif
