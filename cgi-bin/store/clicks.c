/* Table click. */
#include "store/clicks.h"

#include <string.h>

const struct err *clicks_find_later(struct db *db, const unsigned char browser_digest[32],
    const char *key, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = "SELECT k.fingerprint, k.answer FROM browser br"
			" JOIN click k ON k.browser_id = br.id"
			" WHERE br.token_digest = ? AND k.form_key = ?",
	};
	return db_select_later(
	    db, &query, ARGS(arg_bytes(browser_digest, 32), arg_text(key)), pool, &out->rows);
}

const struct err *clicks_read(const struct asked *asked, apr_pool_t *pool, struct click_row *out)
{
	struct rows *rows = asked->rows;
	*out = (struct click_row){ .answer = NULL };
	if (!rows_next(rows))
		return NULL;
	size_t length;
	const void *fingerprint = row_bytes(rows, 0, &length);
	if (length != sizeof(out->fingerprint))
		return err_new(pool, CODE_BROKEN, "a click's fingerprint has %zu bytes", length);
	memcpy(out->fingerprint, fingerprint, length);
	out->answer = row_text(rows, 1);
	return NULL;
}

const struct err *clicks_find(struct db *db, const unsigned char browser_digest[32],
    const char *key, apr_pool_t *pool, struct click_row *out)
{
	struct asked asked;
	TRY(clicks_find_later(db, browser_digest, key, pool, &asked));
	TRY(db_settle(db, pool));
	return clicks_read(&asked, pool, out);
}

const struct err *clicks_insert(struct db *db, int64_t browser_id, const char *key,
    const unsigned char fingerprint[32], const char *answer, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO click (browser_id, form_key, fingerprint, answer, created_at)"
			" VALUES (?,?,?,?,NOW(6))",
	};
	return db_run_later(db, &query,
	    ARGS(arg_int(browser_id), arg_text(key), arg_bytes(fingerprint, 32), arg_text(answer)),
	    pool);
}

const struct err *clicks_delete_old(struct db *db, int64_t most, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text = "DELETE FROM click WHERE created_at < NOW(6) - INTERVAL 48 HOUR"
			" ORDER BY created_at LIMIT ?",
	};
	struct db_done done;
	TRY(db_run(db, &query, ARGS(arg_int(most)), pool, &done));
	*count = done.rows;
	return NULL;
}

const struct err *clicks_find_reach(
    struct db *db, int64_t since, int64_t most, apr_pool_t *pool, int64_t *count, int64_t *until)
{
	static const struct query query = {
		.text = "SELECT COUNT(*), MAX(created_at) FROM (SELECT created_at FROM click"
			" WHERE created_at >= ? ORDER BY created_at LIMIT ?) next",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_instant(since), arg_int(most)), pool, &rows));
	if (!rows_next(rows))
		return err_new(pool, CODE_BROKEN, "a SELECT without a row");
	*count = row_int(rows, 0);
	*until = row_instant(rows, 1);
	return NULL;
}
