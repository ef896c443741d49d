/* The load by which staff's lists are ordered. */
#ifndef DOMAIN_INVENTORY_LOAD_H
#define DOMAIN_INVENTORY_LOAD_H

#include "domain/desk.h"

/*
 * The worker: go through the seat events from where it stood, as far as they are older than `settled_after_s`, and count the departures anew whose seats they are of. `*count` of them have another load now.
 * Two workers at once do each other no harm.
 */
const struct err *inventory_count_loads(struct desk *desk, int64_t settled_after_s, int64_t *count);

#endif
