/* Departures inside the rules: what is done to one under its exclusive lock. */
#ifndef DOMAIN_DEPARTURE_INTERNAL_H
#define DOMAIN_DEPARTURE_INTERNAL_H

#include "db/tx.h"
#include "domain/departure.h"
#include "store/departures.h"
#include "store/events.h"

/* A departure that booking does not know is learned. CODE_NOT_FOUND, CODE_FLIGHT_SERVICE_DOWN. Not in a transaction. */
const struct err *departure_learn_unknown(struct desk *desk, const char *flight_no, int32_t on);

/*
 * Of what the flight service has of a route, what booking does not know yet is written down: up to 144 departures a transaction, in the order of their names, so that those who learn the same at once wait for
 * each other and not in a circle. What it knows stays as it is, older versions too: the worker follows the changes. Not in a transaction.
 */
const struct err *departure_learn_route(
    struct desk *desk, const struct departure_route *route, const struct departures *found);

/*
 * The worker: what is due of departure_question is asked, past all that is remembered, and learned; `*count` grows by what was new. Not in a transaction. When `budget_ms` are over it ends with the one that it is at, one in any case, and `*has_more` if there may be others. A departure
 * of which nothing can be made is told in the log and asked for again, after ever longer pauses; after what is wrong with the service, a minute later at most. Errors, with which there is no more for now: what is wrong with the flight service (CODE_FLIGHT_SERVICE_DOWN) or
 * the database.
 */
const struct err *departure_ask_due(
    struct desk *desk, int64_t budget_ms, int64_t *count, bool *has_more);

/* An error that outlives the pool it was made in. NULL stays NULL. */
const struct err *departure_kept(const struct err *err, apr_pool_t *pool);

/* What is written of a departure that was learned: the event of booking's `version`, from the state `from` ("": it is new). */
struct event departure_learned(const struct desk *desk, int64_t id,
    const struct departure *departure, int64_t version, const char *from, apr_pool_t *pool);

/* The event of the version that the locked row's change leads to. Its state stays what the flight service said; `detail` tells what changed. */
const struct err *departure_record(struct desk *desk, struct db *db,
    const struct departure_row *row, const char *detail, apr_pool_t *pool);

/* The locked row's sales closed or opened, with the event; `reason` NULL: none. */
const struct err *departure_set_sales(struct desk *desk, struct db *db,
    const struct departure_row *row, bool is_closed, const char *reason, apr_pool_t *pool);

#endif
