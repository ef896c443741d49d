/* Table booking_note. */
#include "store/booking_notes.h"

#include "base/pool.h"

#define NOTE_COLUMNS "n.booking_id, n.at, n.actor, n.words"

static const struct err *list(struct db *db, const struct query *query, const struct arg *args,
    size_t arg_count, apr_pool_t *pool, struct booking_note **out, size_t *count)
{
	struct rows *rows;
	TRY(db_select(db, query, args, arg_count, pool, &rows));
	*out = pool_make_many(pool, struct booking_note, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = (struct booking_note){ row_int(rows, 0), row_instant(rows, 1),
			row_text(rows, 2), row_text(rows, 3) };
	return NULL;
}

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
		.text = "SELECT " NOTE_COLUMNS " FROM booking_note n WHERE n.booking_id = ?"
			" ORDER BY n.id DESC LIMIT ?",
	};
	return list(db, &query, ARGS(arg_int(booking_id), arg_int(most)), pool, out, count);
}

const struct err *booking_notes_list_of_customer(struct db *db, int64_t customer_id,
    int64_t first_booking_id, int64_t last_booking_id, apr_pool_t *pool, struct booking_note **out,
    size_t *count)
{
	static const struct query query = {
		.text = "SELECT " NOTE_COLUMNS " FROM booking b"
			" JOIN booking_note n ON n.booking_id = b.id"
			" WHERE b.customer_id = ? AND b.id BETWEEN ? AND ?"
			" ORDER BY n.booking_id, n.id",
	};
	return list(db, &query,
	    ARGS(arg_int(customer_id), arg_int(first_booking_id), arg_int(last_booking_id)), pool,
	    out, count);
}
