/* Tables staff_session and staff_code. */
#include "store/staff_sessions.h"

#include "base/pool.h"

#define SESSION_COLUMNS \
	"se.id, se.staff_id, se.stage = 'full', se.client, se.address, se.signed_in_at," \
	" se.seen_at, se.totp_pending"
#define SESSION_IS_GOOD \
	"(se.seen_at > NOW(6) - INTERVAL 30 MINUTE AND se.signed_in_at > NOW(6) - INTERVAL 8 HOUR" \
	" AND (se.stage = 'full' OR se.signed_in_at > NOW(6) - INTERVAL 5 MINUTE))"

static struct staff_session_row read_one(const struct rows *rows)
{
	struct staff_session_row row = {
		.id = row_int(rows, 0),
		.staff_id = row_int(rows, 1),
		.is_full = row_int(rows, 2) != 0,
		.client = row_text(rows, 3),
		.address = row_text(rows, 4),
		.signed_in_at = row_instant(rows, 5),
		.seen_at = row_instant(rows, 6),
	};

	row.totp_pending = row_bytes(rows, 7, &row.totp_length);
	return row;
}

const struct err *staff_sessions_find(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct staff_session_row *out)
{
	static const struct query query = {
		.text = "SELECT " SESSION_COLUMNS " FROM staff_session se"
			" JOIN staff s ON s.id = se.staff_id AND s.disabled_at IS NULL"
			" WHERE se.token_digest = ? AND " SESSION_IS_GOOD,
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_bytes(digest, 32)), pool, &rows));
	*out = (struct staff_session_row){ .id = 0 };
	if (rows_next(rows))
		*out = read_one(rows);
	return NULL;
}

const struct err *staff_sessions_list(struct db *db, int64_t staff_id, int64_t most,
    apr_pool_t *pool, struct staff_session_row **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " SESSION_COLUMNS " FROM staff_session se"
			" WHERE se.staff_id = ? AND se.stage = 'full' AND " SESSION_IS_GOOD
			" ORDER BY se.seen_at DESC, se.id DESC LIMIT ?",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(staff_id), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, struct staff_session_row, rows_count(rows));
	*count = 0;
	while (rows_next(rows))
		(*out)[(*count)++] = read_one(rows);
	return NULL;
}

const struct err *staff_sessions_insert(struct db *db, const unsigned char digest[32],
    int64_t staff_id, bool is_full, const char *client, const char *address, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO staff_session (token_digest, staff_id, stage, client, address,"
			" signed_in_at, seen_at) VALUES (?,?,?,?,?,NOW(6),NOW(6))",
	};
	return db_run(db, &query,
	    ARGS(arg_bytes(digest, 32), arg_int(staff_id), arg_text(is_full ? "full" : "password"),
		arg_text(client), arg_text(address)),
	    pool, NULL);
}

const struct err *staff_sessions_set_seen(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff_session SET seen_at = NOW(6)"
			" WHERE id = ? AND seen_at < NOW(6) - INTERVAL 10 SECOND",
	};
	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *staff_sessions_set_pending(
    struct db *db, int64_t id, const void *sealed, size_t length, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff_session SET totp_pending = ? WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_bytes(sealed, length), arg_int(id)), pool, NULL);
}

const struct err *staff_sessions_set_full(
    struct db *db, int64_t id, const unsigned char digest[32], apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE staff_session SET stage = 'full', token_digest = ?,"
			" signed_in_at = NOW(6), seen_at = NOW(6) WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_bytes(digest, 32), arg_int(id)), pool, NULL);
}

const struct err *staff_sessions_delete(
    struct db *db, int64_t staff_id, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM staff_session WHERE staff_id = ? AND id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(staff_id), arg_int(id)), pool, NULL);
}

const struct err *staff_sessions_delete_all(
    struct db *db, int64_t staff_id, int64_t but_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM staff_session WHERE staff_id = ? AND id <> ?",
	};
	return db_run(db, &query, ARGS(arg_int(staff_id), arg_int(but_id)), pool, NULL);
}

const struct err *staff_sessions_delete_left(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM staff_session WHERE token_digest = ?"
			" OR seen_at < NOW(6) - INTERVAL 30 MINUTE"
			" OR signed_in_at < NOW(6) - INTERVAL 8 HOUR",
	};
	return db_run(db, &query, ARGS(arg_bytes(digest, 32)), pool, NULL);
}

const struct err *staff_codes_set(struct db *db, int64_t staff_id,
    const unsigned char (*digests)[32], size_t count, apr_pool_t *pool)
{
	static const struct query forget = {
		.text = "DELETE FROM staff_code WHERE staff_id = ?",
	};
	static const struct query insert = {
		.text = "INSERT INTO staff_code (staff_id, code_digest) VALUES",
		.row = "(?,?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, 2 * count);

	TRY(db_run(db, &forget, ARGS(arg_int(staff_id)), pool, NULL));
	if (count == 0)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		args[2 * i] = arg_int(staff_id);
		args[2 * i + 1] = arg_bytes(digests[i], 32);
	}
	return db_insert_many(db, &insert, count, 2, args, pool, NULL);
}

const struct err *staff_codes_use(struct db *db, int64_t staff_id, const unsigned char digest[32],
    apr_pool_t *pool, bool *is_good)
{
	static const struct query query = {
		.text = "UPDATE staff_code SET used_at = NOW(6)"
			" WHERE staff_id = ? AND code_digest = ? AND used_at IS NULL",
	};
	struct db_done done;

	TRY(db_run(db, &query, ARGS(arg_int(staff_id), arg_bytes(digest, 32)), pool, &done));
	*is_good = done.rows == 1;
	return NULL;
}

const struct err *staff_codes_count(
    struct db *db, int64_t staff_id, apr_pool_t *pool, int64_t *unused)
{
	static const struct query query = {
		.text = "SELECT COUNT(*) FROM staff_code WHERE staff_id = ? AND used_at IS NULL",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(staff_id)), pool, &rows));
	*unused = rows_next(rows) ? row_int(rows, 0) : 0;
	return NULL;
}
