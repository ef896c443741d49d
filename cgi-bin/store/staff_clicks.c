/* Table staff_click. */
#include "store/staff_clicks.h"

const struct err *staff_clicks_find(
    struct db *db, const char *actor, const char *key, apr_pool_t *pool, struct click_row *out)
{
	static const struct query query = {
		.text =
		    "SELECT fingerprint, answer FROM staff_click WHERE actor = ? AND form_key = ?",
	};
	struct asked asked;

	TRY(db_select(db, &query, ARGS(arg_text(actor), arg_text(key)), pool, &asked.rows));
	return clicks_read(&asked, pool, out);
}

const struct err *staff_clicks_insert(struct db *db, const char *actor, const char *key,
    const unsigned char fingerprint[32], const char *answer, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO staff_click (actor, form_key, fingerprint, answer, created_at)"
			" VALUES (?,?,?,?,NOW(6))",
	};

	return db_run_later(db, &query,
	    ARGS(arg_text(actor), arg_text(key), arg_bytes(fingerprint, 32), arg_text(answer)),
	    pool);
}

const struct err *staff_clicks_set_told(
    struct db *db, const char *actor, const char *key, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff_click SET told_again = told_again + 1"
			" WHERE actor = ? AND form_key = ?",
	};

	return db_run(db, &query, ARGS(arg_text(actor), arg_text(key)), pool, NULL);
}

const struct err *staff_clicks_delete_old(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text = "DELETE FROM staff_click WHERE created_at < NOW(6) - INTERVAL 48 HOUR"
			" ORDER BY created_at LIMIT ?",
	};
	struct db_done done;

	TRY(db_run(db, &query, ARGS(arg_int(most)), pool, &done));
	*count = done.rows;
	return NULL;
}
