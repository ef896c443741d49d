/* Table sales_day, and what it is summed up from. */
#include "store/sales_days.h"

#include "base/clock.h"
#include "base/pool.h"

/* Columns in the order of struct sales_day. */
static const struct sales_day *read_all(struct rows *rows, apr_pool_t *pool, size_t *count)
{
	struct sales_day *list = pool_make_many(pool, struct sales_day, rows_count(rows));

	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct sales_day){
			.day = row_date(rows, 0),
			.currency = row_text(rows, 1),
			.bookings = row_int(rows, 2),
			.passengers = row_int(rows, 3),
			.cancelled = row_int(rows, 4),
			.sold_minor = row_int(rows, 5),
			.given_up_minor = row_int(rows, 6),
			.paid_minor = row_int(rows, 7),
			.refunded_minor = row_int(rows, 8),
		};
	return list;
}

const struct err *sales_days_list(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct sales_day **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT day, currency, bookings, passengers, cancelled, sold_minor,"
			" given_up_minor, paid_minor, refunded_minor FROM sales_day"
			" WHERE day BETWEEN ? AND ? ORDER BY day, currency",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_date(first), arg_date(last)), pool, &rows));
	*out = read_all(rows, pool, count);
	return NULL;
}

/* What was agreed and moved is in the ledger; a booking that is cancelled whole leaves no line there but its refund: what was kept of it, for flights that were flown or as a fee, is not given up. */
const struct err *sales_days_sum(struct db *db, int32_t first, int32_t last, apr_pool_t *pool,
    const struct sales_day **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT day, currency, SUM(bookings), SUM(passengers), SUM(cancelled),"
		    " SUM(sold), SUM(given_up), SUM(paid), SUM(refunded) FROM ("
		    "SELECT DATE(l.at) AS day, l.currency AS currency, COUNT(b.id) AS bookings,"
		    " COALESCE(SUM(h.adults + h.children + h.infants), 0) AS passengers,"
		    " 0 AS cancelled,"
		    " SUM(CASE l.kind WHEN 'sale' THEN l.amount_minor ELSE 0 END) AS sold,"
		    " SUM(CASE l.kind WHEN 'credit' THEN l.amount_minor ELSE 0 END) AS given_up,"
		    " SUM(CASE l.kind WHEN 'payment' THEN l.amount_minor ELSE 0 END) AS paid,"
		    " SUM(CASE WHEN l.kind IN ('refund', 'goodwill') THEN l.amount_minor ELSE 0 END)"
		    " AS refunded"
		    " FROM ledger l LEFT JOIN booking b ON b.id = l.booking_id AND l.kind = 'sale'"
		    " LEFT JOIN hold h ON h.id = b.hold_id"
		    " WHERE l.at >= ? AND l.at < ? GROUP BY DATE(l.at), l.currency"
		    " UNION ALL SELECT DATE(c.cancelled_at), c.currency, 0, 0, COUNT(*), 0,"
		    " SUM(c.total_minor - c.credit_minor - (c.paid_minor - c.refund_minor)), 0, 0"
		    " FROM booking c"
		    " WHERE c.cancelled_at >= ? AND c.cancelled_at < ?"
		    " GROUP BY DATE(c.cancelled_at), c.currency"
		    ") moved GROUP BY day, currency ORDER BY day, currency",
	};
	const struct arg from = arg_instant(first * CLOCK_DAY);
	const struct arg until = arg_instant((last + 1) * CLOCK_DAY);
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(from, until, from, until), pool, &rows));
	*out = read_all(rows, pool, count);
	return NULL;
}

const struct err *sales_days_set(
    struct db *db, int32_t day, const struct sales_day *rows, size_t count, apr_pool_t *pool)
{
	static const struct query delete = { .text = "DELETE FROM sales_day WHERE day = ?" };
	static const struct query insert = {
		.text = "INSERT INTO sales_day (day, currency, bookings, passengers, cancelled,"
			" sold_minor, given_up_minor, paid_minor, refunded_minor)"
			" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	};

	TRY(db_run(db, &delete, ARGS(arg_date(day)), pool, NULL));
	for (const struct sales_day *row = rows; row < rows + count; row++)
		TRY(db_run(db, &insert,
		    ARGS(arg_date(day), arg_text(row->currency), arg_int(row->bookings),
			arg_int(row->passengers), arg_int(row->cancelled), arg_int(row->sold_minor),
			arg_int(row->given_up_minor), arg_int(row->paid_minor),
			arg_int(row->refunded_minor)),
		    pool, NULL));
	return NULL;
}
