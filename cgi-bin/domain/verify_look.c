/* One step of verify: some holds or departures, all their checks. */
#include "domain/verify_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "db/tx.h"
#include "store/verify_findings.h"

/* Ids that are so near to each other are one range: going through what lies between is cheaper. */
#define NEAR 20

bool verify_has_time(const struct verifying *verifying, int64_t for_ms)
{
	return verifying->is_all || clock_monotonic_ms() + for_ms < verifying->until_ms;
}

struct recording {
	const char *name;
	enum check_scope scope;
	const struct check_ranges *ranges;
	const struct check_offender *offenders;
	size_t count;
};

static const struct err *record_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct recording *recording = arg;

	TRY(verify_findings_delete(db, recording->name, recording->scope, recording->ranges, pool));
	for (size_t i = 0; i < recording->count; i++)
		TRY(verify_findings_insert(
		    db, recording->name, recording->scope, &recording->offenders[i], pool));
	return NULL;
}

/*
 * The present, NOW(6), is when a statement comes in; what it reads is as it was when it began to read, which is later by as long as it had to wait. What was over in between looks wrong. So
 * what looks wrong is looked at in a second statement, for which it is over: only what looks wrong to both is.
 */
static const struct err *look_twice(struct db *db, enum check_scope scope,
    const struct check_part *part, const struct check_ranges *ranges, apr_pool_t *pool,
    struct check_offender **out, size_t *count)
{
	const struct check_offender *first, *second;
	size_t first_count, second_count = 0, at = 0;

	*count = 0;
	*out = NULL;
	TRY(checks_run(db, scope, part, ranges, pool, &first, &first_count));
	if (first_count == 0)
		return NULL;
	TRY(checks_run(db, scope, part, ranges, pool, &second, &second_count));
	*out = pool_make_many(pool, struct check_offender, second_count);
	for (size_t i = 0; i < second_count; i++) {
		while (at < first_count && first[at].id < second[i].id)
			at++;
		if (at < first_count && first[at].id == second[i].id)
			(*out)[(*count)++] = second[i];
	}
	return NULL;
}

const struct err *verify_record(struct verifying *verifying, const char *name,
    enum check_scope scope, const struct check_ranges *ranges,
    const struct check_offender *offenders, size_t count, apr_pool_t *pool)
{
	struct recording recording = { name, scope, ranges, offenders, count };

	if (count == 0 && !verifying->has_findings)
		return NULL;
	verifying->has_findings = true;
	return tx_run(verifying->desk->db, record_in_tx, &recording, pool);
}

const struct err *verify_look(
    struct verifying *verifying, enum check_scope scope, const struct check_ranges *ranges)
{
	struct db *db = verifying->desk->db;
	apr_pool_t *pool = pool_new(verifying->desk->pool);
	size_t part_count;
	const struct check_part *parts = checks_parts(scope, &part_count);

	for (size_t i = 0; i < part_count; i++) {
		struct check_offender *offenders;
		size_t count;

		TRY(look_twice(db, scope, &parts[i], ranges, pool, &offenders, &count));
		TRY(verify_record(verifying, parts[i].name, scope, ranges, offenders, count, pool));
	}
	apr_pool_destroy(pool);
	return NULL;
}

const struct err *verify_look_at(
    struct verifying *verifying, enum check_scope scope, const int64_t *ids, size_t count)
{
	struct check_ranges ranges = { .n = 0 };

	for (size_t i = 0; i < count; i++) {
		if (ranges.n > 0 && ids[i] <= ranges.last[ranges.n - 1] + NEAR) {
			ranges.last[ranges.n - 1] = ids[i];
			continue;
		}
		if (ranges.n == CHECK_RANGES) {
			TRY(verify_look(verifying, scope, &ranges));
			ranges.n = 0;
		}
		ranges.first[ranges.n] = ranges.last[ranges.n] = ids[i];
		ranges.n++;
	}
	return ranges.n > 0 ? verify_look(verifying, scope, &ranges) : NULL;
}
