/* What verify finds, in short; and that it finds each damage. */
#include "support/verifying.h"

#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

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

const char *verify_found_in_all(void)
{
	struct verify_report report;
	const char *names = verify_found(VERIFY_ALL, &report);

	assert_true(report.is_everything);
	return names;
}

void verify_change(const char *statements, int64_t (*id)(char letter))
{
	char *rest = apr_pstrdup(desks_pool(), statements);
	char *last;

	for (char *one = apr_strtok(rest, ";", &last); one != NULL;
	     one = apr_strtok(NULL, ";", &last)) {
		const char *text = "";

		for (char *at = one; *at != '\0'; at++)
			text = at[0] == '$'
			    ? apr_psprintf(desks_pool(), "%s%" APR_INT64_T_FMT, text, id(*++at))
			    : apr_psprintf(desks_pool(), "%s%c", text, at[0]);
		database_sql(desks_db(), "%s", text);
	}
}

void verify_damages(const struct verify_damage *damages, size_t count, int64_t (*id)(char letter))
{
	for (size_t i = 0; i < count; i++) {
		const char *names;

		verify_change(damages[i].damage, id);
		names = verify_found_in_all();
		verify_change(damages[i].mending, id);
		if (strcmp(names, damages[i].names) != 0)
			fail_msg("%s: found by \"%s\", not \"%s\"", damages[i].damage, names,
			    damages[i].names);
		names = verify_found_in_all();
		if (names[0] != '\0')
			fail_msg("%s: still found by \"%s\"", damages[i].mending, names);
	}
}
