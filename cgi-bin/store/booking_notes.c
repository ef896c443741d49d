/* Table booking_note. */
#include "store/booking_notes.h"

#include "base/pool.h"

const struct err *booking_notes_insert(
    struct db *db, int64_t booking_id, const char *actor, const char *words, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO booking_note (booking_id, at, actor, words)"
			" VALUES (?,NOW(6),?,?)",
	};
	return db_run_later(
	    db, &query, ARGS(arg_int(booking_id), arg_text(actor), arg_text(words)), pool);
}

const struct err *booking_notes_list(struct db *db, int64_t booking_id, int64_t most,
    apr_pool_t *pool, struct booking_note **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT at, actor, words FROM booking_note WHERE booking_id = ?"
			" ORDER BY id DESC LIMIT ?",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_int(booking_id), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, struct booking_note, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = (struct booking_note){ row_instant(rows, 0), row_text(rows, 1),
			row_text(rows, 2) };
	return NULL;
}
