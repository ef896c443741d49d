/* What the files of the gate share. */
#ifndef DOMAIN_STAFF_GATE_INTERNAL_H
#define DOMAIN_STAFF_GATE_INTERNAL_H

#include "domain/staff_gate.h"
#include "store/departures.h"
#include "store/events.h"

/* In a transaction: the departure, locked exclusively. CODE_NOT_FOUND. */
const struct err *gate_lock(
    struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool, struct departure_row *out);
/* "departure/AX204/2026-12-01" */
const char *gate_subject(const struct departure *departure, apr_pool_t *pool);

/* The event of a passenger's next version. */
struct event gate_event(const struct desk *desk, const struct boarding *passenger, int64_t id,
    enum boarding_state to, const struct departure *departure, apr_pool_t *pool);

#endif
