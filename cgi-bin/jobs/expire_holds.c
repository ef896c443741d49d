/* Holds that are over are written down: state, event, seats given back. */
#include "domain/hold.h"
#include "jobs/jobs.h"

#define HOLDS_A_TURN 500

const struct err *job_expire_holds(struct job *job)
{
	int64_t count;

	return hold_expire_due(job->desk, HOLDS_A_TURN, &count);
}
