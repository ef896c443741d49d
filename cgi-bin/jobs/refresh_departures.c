/* What the airline changed is learned from the flight service's changes feed. */
#include "domain/departure.h"
#include "jobs/jobs.h"

const struct err *job_refresh_departures(struct job *job)
{
	int64_t count;

	return departure_refresh(job->desk, job->budget_ms, &count, &job->has_more);
}
