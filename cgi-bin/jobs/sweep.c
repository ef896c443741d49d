/* What is old is forgotten, a little at each turn. */
#include "domain/account.h"
#include "domain/click.h"
#include "domain/hold.h"
#include "domain/staff_click.h"
#include "domain/throttle.h"
#include "jobs/jobs.h"
#include "remote/flight_client.h"

#define ROWS_A_TURN 5000
#define CACHE_AGE_S 172800

const struct err *job_sweep(struct job *job)
{
	int64_t count;

	TRY(click_sweep(job->desk, ROWS_A_TURN, &count));
	TRY(staff_click_sweep(job->desk, ROWS_A_TURN, &count));
	TRY(throttle_sweep(job->desk, ROWS_A_TURN, &count));
	TRY(account_sweep(job->desk, ROWS_A_TURN, &count));
	TRY(hold_sweep(job->desk, ROWS_A_TURN, &count));
	flight_client_sweep(CACHE_AGE_S);
	return NULL;
}
