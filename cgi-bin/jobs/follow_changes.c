/* What the airline changed is followed up: passengers are told, and seated anew. */
#include "domain/departure_order.h"
#include "domain/departure_work.h"
#include "jobs/jobs.h"

#define STEPS_A_TURN 100

const struct err *job_follow_changes(struct job *job)
{
	int64_t steps;

	/* What is known already is gone on with, whatever the flight service says. */
	TRY(departure_work_run(job->desk, STEPS_A_TURN, &steps));
	TRY(departure_orders_settle(job->desk));
	return departure_orders_learn(job->desk);
}
