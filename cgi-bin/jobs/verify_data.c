/* What changed, and a part of everything else, is looked at: were the promises kept? */
#include "base/log.h"
#include "base/pool.h"
#include "domain/verify.h"
#include "jobs/jobs.h"

#define BUDGET_MS 1500

const struct err *job_verify_data(struct job *job)
{
	struct verify_report report;

	TRY(verify_run(job->desk, BUDGET_MS, &report));
	for (size_t i = 0; i < report.count; i++) {
		const struct verify_result *result = &report.results[i];

		if (result->violations > 0)
			log_line(result->is_task ? LOG_WARN : LOG_ERROR,
			    result->is_task ? "verify.task" : "verify.violation", "check",
			    result->name, "title", result->title, "violations",
			    apr_psprintf(job->desk->pool, "%" APR_INT64_T_FMT, result->violations),
			    "first", result->sample, NULL);
	}
	/* The log is elsewhere than the database. */
	if (report.audit_new > 0)
		log_line(LOG_INFO, "verify.audit", "entries",
		    apr_psprintf(job->desk->pool, "%" APR_INT64_T_FMT, report.audit_last_seq),
		    "last_hash", report.audit_head, NULL);
	return NULL;
}
