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

const struct err *verify_look(
    struct verifying *verifying, enum check_scope scope, const struct check_ranges *ranges)
{
	struct db *db = verifying->desk->db;
	apr_pool_t *pool = pool_new(verifying->desk->pool);
	size_t part_count;
	const struct check_part *parts = checks_parts(scope, &part_count);

	for (size_t i = 0; i < part_count; i++) {
		struct recording recording = { parts[i].name, scope, ranges, NULL, 0 };

		TRY(checks_run(
		    db, &parts[i], ranges, pool, &recording.offenders, &recording.count));
		if (recording.count == 0 && !verifying->has_findings)
			continue;
		verifying->has_findings = true;
		TRY(tx_run(db, record_in_tx, &recording, pool));
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
