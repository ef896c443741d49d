/* How full departures are, where seats changed hands. */
#include "domain/inventory_load.h"
#include "jobs/jobs.h"

/* Events of transactions that began earlier have come by then: none takes as long. */
#define SETTLED_AFTER_S 15

const struct err *job_count_loads(struct job *job)
{
	int64_t count;

	return inventory_count_loads(job->desk, SETTLED_AFTER_S, &count);
}
