/* Table verify_finding. */
#include "store/verify_findings.h"

#include "base/pool.h"

/* Clicks are among what is whole: these have no id but 0. */
static const char *scope_text(enum check_scope scope)
{
	static const char *const names[] = { "whole", "hold", "departure", "whole", "audit",
		"day" };

	return names[scope];
}

const struct err *verify_findings_list(
    struct db *db, apr_pool_t *pool, const struct verify_finding **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT check_name, SUM(violations), MIN(sample) FROM verify_finding"
			" GROUP BY check_name",
	};
	struct verify_finding *list;
	struct rows *rows;

	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	list = pool_make_many(pool, struct verify_finding, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct verify_finding){
			.name = row_text(rows, 0),
			.violations = row_int(rows, 1),
			.sample = row_text(rows, 2),
		};
	*out = list;
	return NULL;
}

const struct err *verify_findings_list_ids(struct db *db, enum check_scope scope, int64_t most,
    apr_pool_t *pool, int64_t **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT subject_id FROM (SELECT subject_id FROM verify_finding WHERE scope = ?"
		    " AND subject_id <> 0 ORDER BY seen_at, subject_id LIMIT ?) oldest GROUP BY subject_id"
		    " ORDER BY subject_id",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_text(scope_text(scope)), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, int64_t, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = row_int(rows, 0);
	return NULL;
}

static const struct err *delete_range(struct db *db, const char *name, enum check_scope scope,
    int64_t first, int64_t last, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM verify_finding WHERE scope = ? AND check_name = ?"
			" AND subject_id BETWEEN ? AND ?",
	};

	return db_run(db, &query,
	    ARGS(arg_text(scope_text(scope)), arg_text(name), arg_int(first), arg_int(last)), pool,
	    NULL);
}

const struct err *verify_findings_delete(struct db *db, const char *name, enum check_scope scope,
    const struct check_ranges *ranges, apr_pool_t *pool)
{
	if (ranges == NULL)
		return delete_range(db, name, scope, 0, 0, pool);
	for (size_t i = 0; i < ranges->n; i++)
		TRY(delete_range(db, name, scope, ranges->first[i], ranges->last[i], pool));
	return NULL;
}

const struct err *verify_findings_insert(struct db *db, const char *name, enum check_scope scope,
    const struct check_offender *offender, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO verify_finding (scope, check_name, subject_id, violations,"
			" sample, seen_at) VALUES (?, ?, ?, ?, LEFT(?, 200), NOW(6))",
	};
	const struct err *err = db_run(db, &query,
	    ARGS(arg_text(scope_text(scope)), arg_text(name), arg_int(offender->id),
		arg_int(offender->violations), arg_text(offender->sample)),
	    pool, NULL);

	return db_is_duplicate(err, "PRIMARY") ? NULL : err;
}
