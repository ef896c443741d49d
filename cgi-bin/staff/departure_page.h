/* The page of one departure, shown and shown again with what was typed. */
#ifndef STAFF_DEPARTURE_PAGE_H
#define STAFF_DEPARTURE_PAGE_H

#include "domain/inventory.h"
#include "staff/page.h"

/* The form that was refused, if one was, and the version that it was made from. */
struct departure_typed {
	const struct form *seats, *sales; /* NULL: empty */
	int64_t version;
};

/* All of the page; that names are read is in the audit log then. */
const struct err *staff_departure_page(
    struct request *request, const struct departure_typed *typed, struct staff_page *parts);

/* staff/departure_map.c: the cabins with their seats, and the list of those that are not free. */
void staff_fill_map(struct request *request, struct view *body, const struct inventory *inventory,
    const struct form *typed);

/* staff/departure_facts.c: fares, and what happened. `since`: a version; what came after it is told above all; 0: nothing is. */
const struct err *staff_fill_fares(
    struct request *request, struct view *body, const struct inventory *inventory);
const struct err *staff_fill_events(
    struct request *request, struct view *body, const struct inventory *inventory, int64_t since);

#endif
