/* Table outbox. */
#include "store/outbox.h"

#include "base/pool.h"
#include "base/words.h"

const struct err *outbox_insert(struct db *db, const char *kind, int64_t booking_id,
    const char *recipient, const char *detail, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO outbox (kind, booking_id, recipient, detail, language, created_at,"
		    " due_at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
	};

	return db_run_later(db, &query,
	    ARGS(arg_text(kind), booking_id == 0 ? arg_null() : arg_int(booking_id),
		arg_text(recipient), arg_text(detail), arg_text(words_spoken()->code)),
	    pool);
}

const struct err *outbox_set_recipient(
    struct db *db, int64_t booking_id, const char *from, const char *to, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "UPDATE outbox SET recipient = ?,"
		    " due_at = IF(last_error IS NULL, due_at, NOW(6)), attempts = 0, last_error = NULL"
		    " WHERE booking_id = ? AND recipient = ? AND sent_at IS NULL"
		    " AND kind <> 'booking_moved'",
	};

	return db_run_later(
	    db, &query, ARGS(arg_text(to), arg_int(booking_id), arg_text(from)), pool);
}

const struct err *outbox_delete_unsent(struct db *db, const char *recipient, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM outbox WHERE sent_at IS NULL AND booking_id IS NULL"
			" AND recipient = ?",
	};

	return db_run(db, &query, ARGS(arg_text(recipient)), pool, NULL);
}

const struct err *outbox_lock_due(
    struct db *db, size_t most, apr_pool_t *pool, const struct outbox_row **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT id, kind, booking_id, recipient, detail, attempts, language FROM outbox "
		    "WHERE sent_at IS NULL AND due_at <= NOW(6) ORDER BY due_at, id LIMIT ? "
		    "FOR UPDATE SKIP LOCKED",
	};
	struct outbox_row *list;
	struct rows *rows;
	size_t n = 0;

	TRY(db_select(db, &query, ARGS(arg_int((int64_t)most)), pool, &rows));
	list = pool_make_many(pool, struct outbox_row, rows_count(rows));
	while (rows_next(rows))
		list[n++] = (struct outbox_row){ row_int(rows, 0), row_text(rows, 1),
			row_int(rows, 2), row_text(rows, 3), row_text(rows, 4), row_int(rows, 5),
			row_text(rows, 6) };
	*out = list;
	*count = n;
	return NULL;
}

const struct err *outbox_is_followed(
    struct db *db, const struct outbox_row *row, const char *recipient, apr_pool_t *pool, bool *out)
{
	static const struct query query = {
		.text = "SELECT 1 FROM outbox WHERE booking_id = ? AND recipient = ? AND id > ?"
			" AND kind IN ('booking_changed', 'booking_cancelled') LIMIT 1",
	};
	struct rows *rows;

	TRY(db_select(db, &query,
	    ARGS(arg_int(row->booking_id), arg_text(recipient), arg_int(row->id)), pool, &rows));
	*out = rows_next(rows);
	return NULL;
}

const struct err *outbox_set_begun(struct db *db, int64_t id, int64_t again_s, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "UPDATE outbox SET attempts = attempts + 1, due_at = NOW(6) + INTERVAL ? SECOND "
		    "WHERE id = ?",
	};

	return db_run(db, &query, ARGS(arg_int(again_s), arg_int(id)), pool, NULL);
}

const struct err *outbox_set_sent(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE outbox SET sent_at = NOW(6), last_error = NULL, detail = '',"
			" recipient = IF(booking_id IS NULL, '', recipient)"
			" WHERE id = ? AND attempts > 0",
	};

	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *outbox_set_failed(struct db *db, int64_t id, const char *error, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE outbox SET last_error = LEFT(?, 500) WHERE id = ?",
	};

	return db_run(db, &query, ARGS(arg_text(error), arg_int(id)), pool, NULL);
}

const struct err *outbox_list_of_booking(struct db *db, int64_t booking_id, int64_t most,
    apr_pool_t *pool, struct outbox_state **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT id, kind, recipient, detail, created_at, due_at, sent_at, attempts,"
			" last_error FROM outbox WHERE booking_id = ? ORDER BY id DESC LIMIT ?",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(booking_id), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, struct outbox_state, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = (struct outbox_state){ row_int(rows, 0), row_text(rows, 1),
			row_text(rows, 2), row_text(rows, 3), row_instant(rows, 4),
			row_instant(rows, 5), row_instant(rows, 6), row_int(rows, 7),
			row_text(rows, 8) };
	return NULL;
}

const struct err *outbox_set_due(
    struct db *db, int64_t booking_id, int64_t id, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE outbox SET due_at = NOW(6)"
			" WHERE id = ? AND booking_id = ? AND sent_at IS NULL",
	};
	struct db_done done;

	TRY(db_run(db, &query, ARGS(arg_int(id), arg_int(booking_id)), pool, &done));
	*is_done = done.rows == 1;
	return NULL;
}
