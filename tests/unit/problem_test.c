/* What errors are in HTTP: status and outcome. */
#include "unit.h"

#include "web/problem.h"

static void statuses_and_outcomes_are_those_of_the_contract(void **state)
{
	static const struct row {
		enum err_code code;
		int status;
		const char *outcome;
	} rows[] = {
		{ CODE_BAD_REQUEST, 400, NULL },
		{ CODE_UNAUTHENTICATED, 401, NULL },
		{ CODE_CROSS_SITE, 403, NULL },
		{ CODE_NEEDS_LINK, 403, NULL },
		{ CODE_NOT_FOUND, 404, NULL },
		{ CODE_METHOD, 405, NULL },
		{ CODE_SEAT_TAKEN, 409, NULL },
		{ CODE_HOLD_EXPIRED, 410, NULL },
		{ CODE_STALE, 412, NULL },
		{ CODE_TOO_LARGE, 413, NULL },
		{ CODE_UNSUPPORTED, 415, NULL },
		{ CODE_INVALID, 422, NULL },
		{ CODE_KEY_REUSED, 422, NULL },
		{ CODE_PRECONDITION_REQUIRED, 428, NULL },
		{ CODE_TOO_MANY, 429, "none" },
		{ CODE_BROKEN, 500, "unknown" },
		{ CODE_UNAVAILABLE, 503, "none" },
		{ CODE_FLIGHT_SERVICE_DOWN, 503, "none" },
		{ CODE_UNSURE, 503, "unknown" },
	};
	apr_pool_t *pool = pool_new(NULL);
	const struct row *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		const struct err *err = err_new(pool, row->code, "a test");

		assert_int_equal(problem_status(err), row->status);
		if (row->outcome == NULL)
			assert_null(problem_outcome(err));
		else
			assert_string_equal(problem_outcome(err), row->outcome);
	}
	apr_pool_destroy(pool);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(statuses_and_outcomes_are_those_of_the_contract),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
