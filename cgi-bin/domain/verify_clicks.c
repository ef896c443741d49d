/* Going through clicks, by a cursor of their own: from the oldest to the newest, and round again. */
#include "domain/verify_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "store/clicks.h"
#include "store/job_states.h"

#define JOB "verify.clicks" /* table job_state: the instant to go on from */
#define STEP 500
#define STEP_OF_ALL 5000
#define OLDEST 1

struct clicks_walk {
	int64_t began_at, next_at;
	bool has_wrapped; /* it has been at the end */
	bool is_done;
};

/* The last step goes on for a day, so that what is written down at this moment is in it. */
static const struct err *step(
    struct verifying *verifying, struct clicks_walk *walk, apr_pool_t *pool)
{
	struct verify_report *report = verifying->report;
	int64_t size = verifying->is_all ? STEP_OF_ALL : STEP;
	int64_t count, until;

	TRY(clicks_find_reach(verifying->desk->db, walk->next_at, size, pool, &count, &until));
	bool is_last = count < size;
	struct check_ranges ranges = {
		.first = { walk->next_at },
		.last = { is_last ? verifying->state.now + CLOCK_DAY : until },
		.n = 1,
	};
	TRY(verify_look(verifying, CHECK_CLICKS, &ranges));
	report->clicks += count;
	if (until != CLOCK_NONE)
		report->clicks_until = until;
	walk->next_at = is_last ? OLDEST : until + 1;
	walk->is_done = walk->has_wrapped ? is_last || walk->next_at >= walk->began_at
					  : is_last && walk->began_at == OLDEST;
	walk->has_wrapped = walk->has_wrapped || is_last;
	return NULL;
}

const struct err *verify_clicks(struct verifying *verifying)
{
	struct db *db = verifying->desk->db;
	int64_t began_ms = clock_monotonic_ms();
	bool has_time = true;
	struct clicks_walk walk = { .next_at = OLDEST };

	if (!verifying->is_all)
		TRY(job_states_find(db, JOB, verifying->desk->pool, &walk.next_at));
	if (walk.next_at < OLDEST)
		walk.next_at = OLDEST;
	walk.began_at = walk.next_at;
	while (has_time && !walk.is_done) {
		apr_pool_t *pool = pool_new(verifying->desk->pool);

		TRY(step(verifying, &walk, pool));
		TRY(job_states_set(db, JOB, walk.is_done ? OLDEST : walk.next_at, pool));
		apr_pool_destroy(pool);
		has_time = verifying->is_all ||
		    (clock_monotonic_ms() - began_ms < verifying->clicks_ms &&
			verify_has_time(verifying, 0));
	}
	verifying->report->are_clicks_done = walk.is_done;
	return NULL;
}
