/* Passengers by name: parts/passengers, and as answers that can be changed. */
#ifndef PAGES_PASSENGERS_H
#define PAGES_PASSENGERS_H

#include "model/party.h"
#include "web/view.h"

/* Birth dates are shown where they are known. */
void passengers_fill(
    struct view *view, const struct passenger *passengers, size_t count, apr_pool_t *pool);
/* A row of K_PASSENGER each, with the id of its first field on the passengers' page under K_CHANGE_ID. */
void passengers_fill_answers(
    struct view *view, const struct passenger *passengers, size_t count, apr_pool_t *pool);
/* "Passenger 2: infant on a lap" */
const char *passenger_title(int64_t no, enum passenger_type type, apr_pool_t *pool);
const char *passenger_name(const struct passenger *passenger, apr_pool_t *pool);

#endif
