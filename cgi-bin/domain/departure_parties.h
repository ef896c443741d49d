/* Who sits on a departure, as domain/reseat asks for it: for what is shown before a change, and for what is done after. */
#ifndef DOMAIN_DEPARTURE_PARTIES_H
#define DOMAIN_DEPARTURE_PARTIES_H

#include "domain/reseat.h"
#include "store/departure_works.h"

struct departure_parties {
	const struct work_claim *claims; /* by booking and passenger */
	size_t claim_count;
	const struct reseat_party *parties; /* the sold ones; their id is the booking's */
	const size_t *first;                /* of each party: its first claim, the rest follows */
	size_t count;
	const char *const *others; /* held and blocked seats */
	size_t other_count;
	int64_t people, children, infants, held;
};

/* `work_id` 0: before a change; else whom that work has told is decided. Live claims, as `db` sees them. */
const struct err *departure_parties_read(struct db *db, int64_t work_id, int64_t departure_id,
    apr_pool_t *pool, struct departure_parties *out);

/* A case of them, from one seat plan to another. */
struct reseat_case departure_parties_case(const struct departure_parties *parties,
    const struct cabin *was, size_t was_count, const struct cabin *is, size_t is_count);

/* Held seats, of people who are choosing now, that are not in this plan, or not for them (exit rows); also where the time is over and nobody has written it down yet: a sale that goes on may have been in time. */
int64_t departure_parties_held_off(
    const struct departure_parties *parties, const struct cabin *plan, size_t count);

#endif
