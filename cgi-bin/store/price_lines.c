/* Table price_line. */
#include "store/price_lines.h"

#include "base/pool.h"
#include "store/batch.h"
#include "store/names.h"

#define COLUMNS 9

#define LINE_COLUMNS "l.position, l.kind, l.code, l.type, l.quantity, l.unit_minor, l.amount_minor"
#define HOLD_ID 7

static struct price_line read_line(const struct rows *rows)
{
	return (struct price_line){
		.position = row_int(rows, 0),
		.kind = row_price_kind(rows, 1),
		.code = row_text(rows, 2),
		.type = row_passenger_type(rows, 3),
		.quantity = row_int(rows, 4),
		.unit_minor = row_int(rows, 5),
		.amount_minor = row_int(rows, 6),
	};
}

const struct err *price_lines_list(
    struct db *db, int64_t hold_id, apr_pool_t *pool, const struct price_line **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " LINE_COLUMNS
			" FROM price_line l WHERE l.hold_id = ? ORDER BY l.line_no",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_int(hold_id)), pool, &rows));
	struct price_line *list = pool_make_many(pool, struct price_line, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = read_line(rows);
	*out = list;
	return NULL;
}

static const struct err *list_many(struct db *db, const struct query *query, int64_t customer_id,
    int64_t first_id, int64_t last_id, apr_pool_t *pool, struct price_line_row **out, size_t *count)
{
	struct rows *rows;
	TRY(db_select(db, query, ARGS(arg_int(customer_id), arg_int(first_id), arg_int(last_id)),
	    pool, &rows));
	*out = pool_make_many(pool, struct price_line_row, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = (struct price_line_row){ row_int(rows, HOLD_ID), read_line(rows) };
	return NULL;
}

const struct err *price_lines_list_of_customer(struct db *db, int64_t customer_id,
    int64_t first_booking_id, int64_t last_booking_id, apr_pool_t *pool,
    struct price_line_row **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT " LINE_COLUMNS ", l.hold_id FROM booking b"
		    " JOIN price_line l ON l.hold_id = b.hold_id"
		    " WHERE b.customer_id = ? AND b.id BETWEEN ? AND ? ORDER BY b.id, l.line_no",
	};
	return list_many(
	    db, &query, customer_id, first_booking_id, last_booking_id, pool, out, count);
}

const struct err *price_lines_list_of_unsold(struct db *db, int64_t customer_id,
    int64_t first_hold_id, int64_t last_hold_id, apr_pool_t *pool, struct price_line_row **out,
    size_t *count)
{
	static const struct query query = {
		.text = "SELECT " LINE_COLUMNS ", l.hold_id FROM hold h"
			" JOIN price_line l ON l.hold_id = h.id"
			" WHERE h.customer_id = ? AND h.state <> 'used' AND h.id BETWEEN ? AND ?"
			" ORDER BY h.id, l.line_no",
	};
	return list_many(db, &query, customer_id, first_hold_id, last_hold_id, pool, out, count);
}

const struct err *price_lines_insert(
    struct db *db, int64_t hold_id, const struct price_line *list, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO price_line (hold_id, line_no, position, kind, code, type, quantity,"
		    " unit_minor, amount_minor) VALUES",
		.row = "(?,?,?,?,?,?,?,?,?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);
	for (size_t i = 0; i < count; i++) {
		const struct price_line *line = &list[i];
		struct arg *row = &args[i * COLUMNS];
		row[0] = arg_int(hold_id);
		row[1] = arg_int((int64_t)i + 1);
		row[2] = arg_int(line->position);
		row[3] = arg_text(name_of_price_kind(line->kind));
		row[4] = arg_text(line->code);
		row[5] = arg_text(name_of_passenger_type(line->type));
		row[6] = arg_int(line->quantity);
		row[7] = arg_int(line->unit_minor);
		row[8] = arg_int(line->amount_minor);
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *price_lines_delete(struct db *db, int64_t hold_id, apr_pool_t *pool)
{
	static const struct query query = { .text = "DELETE FROM price_line WHERE hold_id = ?" };
	return db_run_later(db, &query, ARGS(arg_int(hold_id)), pool);
}
