/* Departures inside the rules: what is done to one under its exclusive lock. */
#ifndef DOMAIN_DEPARTURE_INTERNAL_H
#define DOMAIN_DEPARTURE_INTERNAL_H

#include "db/tx.h"
#include "domain/departure.h"
#include "store/departures.h"

/* A departure that booking does not know is learned. CODE_NOT_FOUND, CODE_FLIGHT_SERVICE_DOWN. Not in a transaction. */
const struct err *departure_learn_unknown(struct desk *desk, const char *flight_no, int32_t on);

/* The event of the version that the locked row's change leads to. Its state stays what the flight service said; `detail` tells what changed. */
const struct err *departure_record(struct desk *desk, struct db *db,
    const struct departure_row *row, const char *detail, apr_pool_t *pool);

/* The locked row's sales closed or opened, with the event; `reason` NULL: none. */
const struct err *departure_set_sales(struct desk *desk, struct db *db,
    const struct departure_row *row, bool is_closed, const char *reason, apr_pool_t *pool);

#endif
