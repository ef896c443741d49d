/* How each decision of staff about a departure begins and ends. */
#ifndef DOMAIN_STAFF_DEPARTURE_INTERNAL_H
#define DOMAIN_STAFF_DEPARTURE_INTERNAL_H

#include "domain/departure_internal.h"
#include "domain/staff_departure.h"

/* The row, locked exclusively and at the version that was seen; or the answer that this click had before, and nothing is to be done. Errors as staff_departure.h says. */
const struct err *staff_departure_lock(struct desk *desk, struct db *db,
    const struct staff_decision *decision, apr_pool_t *pool, struct departure_row *row,
    const char **answer);

/* The click is kept, `*answer` leads to the departure's page, which says `done`. */
const struct err *staff_departure_keep(struct desk *desk, struct db *db,
    const struct staff_decision *decision, const char *done, apr_pool_t *pool, const char **answer);

/* And written into the audit log, as the transaction's last statement. */
const struct err *staff_departure_audit(struct desk *desk, struct db *db,
    const struct departure_row *row, const char *action, const char *detail, apr_pool_t *pool);

#endif
