/* Table throttle. */
#include "store/throttles.h"

#define THIS_MINUTE "DATE_FORMAT(NOW(), '%Y-%m-%d %H:%i:00')"

static const struct err *count_up(
    struct db *db, const char *subject, int64_t limit, apr_pool_t *pool, bool *is_counted)
{
	static const struct query query = {
		.text = "UPDATE throttle SET tries = tries + 1"
			" WHERE subject = ? AND minute_at = " THIS_MINUTE " AND tries < ?",
	};
	struct db_done done;
	TRY(db_run(db, &query, ARGS(arg_text(subject), arg_int(limit)), pool, &done));
	*is_counted = done.rows == 1;
	return NULL;
}

const struct err *throttles_count(
    struct db *db, const char *subject, int64_t limit, apr_pool_t *pool, bool *is_allowed)
{
	static const struct query query = {
		.text = "INSERT INTO throttle (subject, minute_at, tries) VALUES (?," THIS_MINUTE
			",1)",
	};
	TRY(count_up(db, subject, limit, pool, is_allowed));
	if (*is_allowed)
		return NULL;
	const struct err *err = db_run(db, &query, ARGS(arg_text(subject)), pool, NULL);
	if (db_is_duplicate(
		err, "PRIMARY")) /* over the limit, or somebody began the minute just now */
		return count_up(db, subject, limit, pool, is_allowed);
	TRY(err);
	*is_allowed = true;
	return NULL;
}

const struct err *throttles_find_minute(struct db *db, apr_pool_t *pool, const char **minute)
{
	static const struct query query = { .text = "SELECT " THIS_MINUTE };
	struct rows *rows;
	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	*minute = rows_next(rows) ? row_text(rows, 0) : NULL;
	return NULL;
}

const struct err *throttles_count_back(
    struct db *db, const char *subject, const char *minute, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE throttle SET tries = tries - 1"
			" WHERE subject = ? AND minute_at = ? AND tries > 0",
	};
	return db_run(db, &query, ARGS(arg_text(subject), arg_text(minute)), pool, NULL);
}

const struct err *throttles_delete_old(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text = "DELETE FROM throttle WHERE minute_at < NOW() - INTERVAL 1 HOUR"
			" ORDER BY minute_at LIMIT ?",
	};
	struct db_done done;
	TRY(db_run(db, &query, ARGS(arg_int(most)), pool, &done));
	*count = done.rows;
	return NULL;
}
