/* What is old is forgotten: small pieces of each kind by turns, so that none keeps the others from it. */
#include "base/clock.h"
#include "base/log.h"
#include "db/connection.h"
#include "domain/account.h"
#include "domain/click.h"
#include "domain/hold.h"
#include "domain/staff_click.h"
#include "domain/throttle.h"
#include "jobs/jobs.h"

#define ROWS_A_PIECE 1000

typedef const struct err *sweep_kind(struct desk *desk, int64_t most, int64_t *count);

static sweep_kind *const KINDS[] = { click_sweep, staff_click_sweep, throttle_sweep, account_sweep,
	hold_sweep };

#define KIND_COUNT (sizeof(KINDS) / sizeof(KINDS[0]))

/* A piece of each kind that has more; `*has_any`: one has. A kind that fails keeps no other from its piece; a database that is away ends it. */
static const struct err *sweep_round(struct desk *desk, bool has_more[KIND_COUNT], bool *has_any)
{
	*has_any = false;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		const struct err *err;
		int64_t count = 0;

		if (!has_more[i])
			continue;
		err = KINDS[i](desk, ROWS_A_PIECE, &count);
		if (db_is_away(desk->db, err, desk->pool)) {
			*has_any = false;
			return err;
		}
		if (err != NULL)
			log_err(LOG_WARN, "job.sweep", err);
		has_more[i] = err == NULL && count == ROWS_A_PIECE;
		*has_any |= has_more[i];
	}
	return NULL;
}

const struct err *job_sweep(struct job *job)
{
	int64_t until_ms = clock_monotonic_ms() + job->budget_ms;
	bool has_more[KIND_COUNT];

	for (size_t i = 0; i < KIND_COUNT; i++)
		has_more[i] = true;
	do
		TRY(sweep_round(job->desk, has_more, &job->has_more));
	while (job->has_more && clock_monotonic_ms() < until_ms);
	return NULL;
}
