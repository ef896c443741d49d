/* What verify finds, in short. */
#include "support/verifying.h"

#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

const char *verify_found(int64_t budget_ms, struct verify_report *report)
{
	struct desk *desk = desk_new();
	const char *names = "";

	assert_no_err(verify_run(desk, budget_ms, report));
	for (size_t i = 0; i < report->count; i++) {
		assert_true(
		    (report->results[i].violations > 0) == (report->results[i].sample != NULL));
		if (report->results[i].violations > 0)
			names = apr_pstrcat(desks_pool(), names, names[0] != '\0' ? " " : "",
			    report->results[i].name, NULL);
	}
	return names;
}
