/* Holds that are over are written down: state, event, seats given back. */
#include "base/clock.h"
#include "domain/hold.h"
#include "jobs/jobs.h"

const struct err *job_expire_holds(struct job *job)
{
	int64_t until_ms = clock_monotonic_ms() + job->budget_ms, count;
	const struct err *err = hold_expire_due(job->desk, job->last_over, job->budget_ms, &count);

	job->has_more = job->last_over->id != 0 && clock_monotonic_ms() >= until_ms;
	return err;
}
