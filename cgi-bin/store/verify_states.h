/* Table verify_state: what was looked at; and the events that tell what changed since. */
#ifndef STORE_VERIFY_STATES_H
#define STORE_VERIFY_STATES_H

#include "store/checks.h"

struct verify_state {
	int64_t event_id;       /* events up to here were followed; 0: none yet */
	int64_t event_at;       /* CLOCK_NONE: none yet */
	enum check_scope scope; /* CHECK_HOLDS or CHECK_DEPARTURES, of the round that goes on */
	int64_t next_id;        /* all before it was looked at since round_began_at */
	int64_t round_began_at; /* CLOCK_NONE: none goes on */
	int64_t full_began_at, full_ended_at; /* the last whole round; CLOCK_NONE: none yet */
	int64_t ran_at;                       /* CLOCK_NONE: never */
	int64_t now;                          /* the database's, when this was read */
};

const struct err *verify_states_find(struct db *db, apr_pool_t *pool, struct verify_state *out);
/* All but `now`; `ran_at` is set to the present. `is_full`: a whole round ends with this, `full_ended_at` is the present too. */
const struct err *verify_states_set(
    struct db *db, const struct verify_state *state, bool is_full, apr_pool_t *pool);

/* The newest event that is older than two minutes: whatever has a smaller id was committed before or never will be. Id 0: none. */
const struct err *verify_states_find_head(
    struct db *db, apr_pool_t *pool, int64_t *event_id, int64_t *event_at);

/* What changed with the events after `event_id`, oldest first, `most` of them. */
struct verify_change {
	int64_t event_id, event_at;
	enum check_scope scope;
	int64_t id; /* of the hold (a booking's too) or departure; a missing booking's own */
};
const struct err *verify_states_list_changes(struct db *db, int64_t event_id, int64_t most,
    apr_pool_t *pool, const struct verify_change **out, size_t *count);

/* The highest ids there are; 0: none. */
const struct err *verify_states_find_last(
    struct db *db, apr_pool_t *pool, int64_t *hold_id, int64_t *departure_id);

#endif
