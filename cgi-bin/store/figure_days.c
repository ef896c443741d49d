/* Table figure_day. */
#include "store/figure_days.h"

#include "base/clock.h"
#include "base/pool.h"

static struct arg arg_kind(enum figure_kind kind)
{
	static const char *const names[FIGURE_KINDS] = { "sales", "load" };

	return arg_text(names[kind]);
}

const struct err *figure_days_list(struct db *db, enum figure_kind kind, int32_t first,
    int32_t last, apr_pool_t *pool, const struct figure_day **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT day, made_at FROM figure_day WHERE kind = ?"
			" AND day BETWEEN ? AND ? ORDER BY day",
	};
	struct figure_day *days;
	struct rows *rows;

	TRY(db_select(
	    db, &query, ARGS(arg_kind(kind), arg_date(first), arg_date(last)), pool, &rows));
	days = pool_make_many(pool, struct figure_day, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		days[*count] = (struct figure_day){ kind, row_date(rows, 0), row_instant(rows, 1) };
	*out = days;
	return NULL;
}

const struct err *figure_days_find(
    struct db *db, enum figure_kind kind, int32_t day, apr_pool_t *pool, int64_t *made_at)
{
	const struct figure_day *days;
	size_t count;

	TRY(figure_days_list(db, kind, day, day, pool, &days, &count));
	*made_at = count > 0 ? days[0].made_at : CLOCK_NONE;
	return NULL;
}

const struct err *figure_days_set(
    struct db *db, enum figure_kind kind, int32_t day, apr_pool_t *pool)
{
	static const struct query update = {
		.text = "UPDATE figure_day SET made_at = NOW(6) WHERE kind = ? AND day = ?",
	};
	static const struct query insert = {
		.text = "INSERT INTO figure_day (kind, day, made_at) VALUES (?, ?, NOW(6))",
	};
	struct db_done done;

	TRY(db_run(db, &update, ARGS(arg_kind(kind), arg_date(day)), pool, &done));
	if (done.rows > 0)
		return NULL;
	return db_run(db, &insert, ARGS(arg_kind(kind), arg_date(day)), pool, NULL);
}

const struct err *figure_days_delete(struct db *db, apr_pool_t *pool)
{
	static const struct query query = { .text = "DELETE FROM figure_day" };

	return db_run(db, &query, NO_ARGS, pool, NULL);
}
