/* Holds: placing, moving, filling in, keeping and giving back. */
#ifndef DOMAIN_HOLD_H
#define DOMAIN_HOLD_H

#include "domain/click.h"
#include "domain/offer.h"

/* "open", "used", "released", "expired" */
const char *hold_state_name(enum hold_state state);

struct hold_request {
	struct offer_request offer;
	const char *const *
	    seats; /* full names; fewer than seated passengers times departures: the rest are chosen */
	size_t seat_count;
	const char *
	    from; /* ref of an ended hold of this browser whose passengers and contact are taken over; NULL */
	struct click click;
};

/*
 * All seats of all departures or none. Asks the flight service first (not older than settings.known_departure_s), then one transaction: customer, click, departures shared, seats, hold. `*ref` is
 * the hold's; a copy of the click gives the answer of the first. An open hold of this customer that shares a departure is moved.
 * As offer_show; CODE_INVALID (seat.n), CODE_SALES_CLOSED (FACT_DEPARTURE), CODE_SEAT_TAKEN (FACT_SEATS), CODE_SOLD_OUT (FACT_DEPARTURE), CODE_TOO_MANY, CODE_KEPT_TOO_LONG (FACT_DEPARTURE),
 * CODE_KEY_REUSED, CODE_FLIGHT_SERVICE_DOWN, CODE_UNSURE.
 */
const struct err *hold_place(
    struct desk *desk, const struct hold_request *request, const char **ref);

/* The hold as its browser (or account) sees it, in whatever state. CODE_NOT_FOUND: none, or another's. */
const struct err *hold_find(struct desk *desk, const char *ref, const struct hold **out);

/* What this browser (or account) holds now: the newest, newest first, with people, segments and seats, without prices. */
const struct err *hold_list_open(
    struct desk *desk, int64_t most, const struct hold **out, size_t *count);

/* Whom such a hold is for, nothing else. */
const struct err *hold_find_party(struct desk *desk, const char *ref, struct party *out);

/*
 * Passengers and contact. `people` in order, types set by the party; checks ages by the party, dates not in the future, twice the same within the party: CODE_INVALID with FACT_FIELDS. Version +1 when
 * something changed. CODE_HOLD_EXPIRED, CODE_HOLD_ENDED, CODE_NOT_FOUND.
 */
const struct err *hold_set_passengers(struct desk *desk, const char *ref,
    const struct passenger *people, size_t count, const struct contact *contact);

/* The same of a hold that is at this version (0: any). Else CODE_CHANGED_MEANWHILE. */
const struct err *hold_set_passengers_at(struct desk *desk, const char *ref, int64_t version,
    const struct passenger *people, size_t count, const struct contact *contact);

/* What is wrong with somebody's age, or with two of them together, in words for one field: of those whose birth date is known (`born_on` not DATE_NONE). */
struct people_problem {
	const char *field; /* "born_year", "surname" */
	size_t nth;        /* from 1 */
	const char *text;
};
/* The hold with its segments; `*problem_count` of them. */
const struct people_problem *hold_list_people_problems(const struct hold *hold,
    const struct passenger *people, size_t count, apr_pool_t *pool, size_t *problem_count);

/* Expiry = now + hold time, not beyond the two hours (CODE_HOLD_LIMIT when it could not move at all, or when its address keeps enough seats of a departure already). CODE_HOLD_EXPIRED, CODE_HOLD_ENDED, CODE_NOT_FOUND. */
const struct err *hold_extend(struct desk *desk, const char *ref);

/* Seats given back. A hold already released or expired: no change, no error; used: CODE_HOLD_ENDED. */
const struct err *hold_release(struct desk *desk, const char *ref);
/* The same of a hold that is at this version (0: any), or released or expired already. Else CODE_CHANGED_MEANWHILE. */
const struct err *hold_release_at(struct desk *desk, const char *ref, int64_t version);

/*
 * The worker: write down holds that are over (state, event, seats given back), the longest over first, each in a transaction of its own, until all were tried or `budget_ms` are over, one at least; any number
 * of sweepers may run. It begins behind `*last` (id 0: with the longest over) and says there where the next turn goes on: behind the last one that was tried, or, when all were, id 0. `*count` done.
 */
const struct err *hold_expire_due(
    struct desk *desk, struct hold_due *last, int64_t budget_ms, int64_t *count);

/* The worker: what an address gave back more than a day ago is forgotten, `most` times at one time. */
const struct err *hold_sweep(struct desk *desk, int64_t most, int64_t *count);

#endif
