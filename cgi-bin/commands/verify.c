/* `aisle verify`: the invariants of the booking database, one line each. */
#include "commands/verify.h"

#include "domain/verify.h"

#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "usage: aisle verify\n\n"
    "Checks the booking database: each invariant is one query that must find nothing. Nothing is\n"
    "changed or locked; it may run while customers buy. Exit status: 0 all hold, 1 some do not.\n";

static void print_results(const struct verify_result *results, size_t count, int *status)
{
	for (size_t i = 0; i < count; i++) {
		const struct verify_result *result = &results[i];

		if (result->violations == 0) {
			printf("ok    %-4s %s\n", result->name, result->title);
			continue;
		}
		*status = 1;
		printf("FAIL  %-4s %s: %lld, first: %s\n", result->name, result->title,
		    (long long)result->violations, result->sample != NULL ? result->sample : "?");
	}
}

const struct err *command_verify(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	const struct verify_result *results;
	struct desk_parts *parts;
	size_t count;

	if (argc > 0) {
		bool is_help = strcmp(argv[0], "--help") == 0;

		fputs(HELP, is_help ? stdout : stderr);
		*status = is_help ? 0 : 2;
		return NULL;
	}
	TRY(desk_start(config, pool));
	TRY(desk_parts_open(config, "booking", pool, &parts));
	TRY(verify_run(&(struct desk){ .pool = pool, .db = parts->db, .settings = parts->settings },
	    &results, &count));
	print_results(results, count, status);
	return NULL;
}
