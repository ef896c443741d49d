/* Table job_state. */
#include "store/job_states.h"

const struct err *job_states_find(
    struct db *db, const char *name, apr_pool_t *pool, int64_t *number)
{
	static const struct query query = {
		.text = "SELECT number FROM job_state WHERE name = ?",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_text(name)), pool, &rows));
	*number = rows_next(rows) ? row_int(rows, 0) : 0;
	return NULL;
}

const struct err *job_states_set(struct db *db, const char *name, int64_t number, apr_pool_t *pool)
{
	static const struct query update = {
		.text = "UPDATE job_state SET number = ? WHERE name = ?",
	};
	static const struct query insert = {
		.text = "INSERT INTO job_state (name, number) VALUES (?, ?)",
	};
	const struct err *err;
	struct db_done done;

	TRY(db_run(db, &update, ARGS(arg_int(number), arg_text(name)), pool, &done));
	if (done.rows > 0)
		return NULL;
	err = db_run(db, &insert, ARGS(arg_text(name), arg_int(number)), pool, NULL);
	/* Another worker wrote the first line at this moment: its number is as good as ours. */
	return db_is_duplicate(err, "PRIMARY") ? NULL : err;
}
