/* Asking the data whether the promises were kept. */
#include "domain/verify.h"

#include "base/pool.h"
#include "store/checks.h"

const struct err *verify_run(struct desk *desk, const struct verify_result **out, size_t *count)
{
	const struct check *checks = checks_list(count);
	struct verify_result *results = pool_make_many(desk->pool, struct verify_result, *count);

	for (size_t i = 0; i < *count; i++) {
		results[i].name = checks[i].name;
		results[i].title = checks[i].title;
		TRY(checks_count(
		    desk->db, &checks[i], desk->pool, &results[i].violations, &results[i].sample));
	}
	*out = results;
	return NULL;
}
