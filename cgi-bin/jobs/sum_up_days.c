/* What staff are shown of days is summed up. */
#include "domain/figures.h"
#include "jobs/jobs.h"

#define BUDGET_MS 1500

const struct err *job_sum_up_days(struct job *job)
{
	return figures_refresh(job->desk, BUDGET_MS);
}
