/* Going round through everything, from where the last run stopped. */
#include "domain/verify_internal.h"

#include "base/clock.h"

/* One run's way: it ends where it began. */
struct walk {
	enum check_scope began_in;
	int64_t began_at_id;
	bool has_wrapped;
	int64_t step_ms; /* how long the last step took */
};

static int64_t last_id(const struct verifying *verifying, enum check_scope scope)
{
	return scope == CHECK_DEPARTURES ? verifying->report->last_departure_id
					 : verifying->report->last_hold_id;
}

static void tell(struct verify_report *report, enum check_scope scope, int64_t first, int64_t last)
{
	bool is_departures = scope == CHECK_DEPARTURES;
	struct verify_span *span = &report->spans[report->span_count];

	if (report->span_count > 0 && span[-1].is_departures == is_departures &&
	    span[-1].last == first - 1) {
		span[-1].last = last;
		return;
	}
	if (report->span_count == VERIFY_SPANS)
		return;
	*span = (struct verify_span){ is_departures, first, last };
	report->span_count++;
}

/* The last step has no end, so that what points to nothing is found too. */
static const struct err *step(struct verifying *verifying, struct walk *walk)
{
	struct verify_state *state = &verifying->state;
	int64_t began_ms = clock_monotonic_ms();
	int64_t size = verifying->is_all ? VERIFY_STEP_OF_ALL : VERIFY_STEP;
	int64_t last = state->next_id + size - 1;
	bool is_last = last >= last_id(verifying, state->scope);
	struct check_ranges ranges = {
		.first = { state->next_id },
		.last = { is_last ? INT64_MAX : last },
		.n = 1,
	};

	TRY(verify_look(verifying, state->scope, &ranges));
	tell(verifying->report, state->scope, state->next_id,
	    is_last ? last_id(verifying, state->scope) : last);
	state->next_id = is_last ? 1 : last + 1;
	if (is_last)
		state->scope = state->scope == CHECK_HOLDS ? CHECK_DEPARTURES : CHECK_HOLDS;
	if (is_last && state->scope == CHECK_HOLDS)
		walk->has_wrapped = true;
	walk->step_ms = clock_monotonic_ms() - began_ms;
	return NULL;
}

static bool is_at_begin(const struct verify_state *state)
{
	return state->scope == CHECK_HOLDS && state->next_id == 1;
}

static bool is_where_it_began(const struct verify_state *state, const struct walk *walk)
{
	return walk->has_wrapped &&
	    (state->scope > walk->began_in ||
		(state->scope == walk->began_in && state->next_id >= walk->began_at_id));
}

/* After each step, so that what was done is not done again by who comes after a break. */
static const struct err *save(struct verifying *verifying)
{
	struct verify_state *state = &verifying->state;
	apr_pool_t *pool = verifying->desk->pool;
	bool is_full = is_at_begin(state);

	if (is_full) {
		state->full_began_at = state->round_began_at;
		state->round_began_at = CLOCK_NONE;
	}
	TRY(verify_states_set(verifying->desk->db, state, is_full, pool));
	if (!is_full)
		return NULL;
	struct verify_state saved;
	TRY(verify_states_find(verifying->desk->db, pool, &saved));
	state->full_ended_at = saved.full_ended_at;
	state->now = saved.now;
	return NULL;
}

static void follow_from(struct verify_state *state, int64_t event_id, int64_t event_at)
{
	state->event_id = event_id;
	state->event_at = event_at;
}

const struct err *verify_round(struct verifying *verifying, int64_t event_id, int64_t event_at)
{
	struct verify_state *state = &verifying->state;
	struct walk walk;

	if (verifying->is_all) {
		state->scope = CHECK_HOLDS;
		state->next_id = 1;
		state->round_began_at = CLOCK_NONE;
	}
	walk = (struct walk){ .began_in = state->scope, .began_at_id = state->next_id };
	/* Nobody has followed the events yet: what changed before now is in this round. */
	if (state->event_id == 0 && is_at_begin(state))
		follow_from(state, event_id, event_at);
	do {
		if (is_at_begin(state))
			state->round_began_at = state->now;
		TRY(step(verifying, &walk));
		TRY(save(verifying));
		if (is_where_it_began(state, &walk)) {
			verifying->report->is_everything = true;
			if (verifying->is_all)
				follow_from(state, event_id, event_at);
			return NULL;
		}
	} while (verify_has_time(verifying, walk.step_ms));
	return NULL;
}
