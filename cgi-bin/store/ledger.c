/* Table ledger. */
#include "store/ledger.h"

#include "base/pool.h"

const struct err *ledger_insert(struct db *db, int64_t booking_id, const char *kind,
    int64_t amount_minor, const char *currency, apr_pool_t *pool)
{
	return ledger_insert_said(db, booking_id, kind, amount_minor, currency, NULL, pool);
}

const struct err *ledger_insert_said(struct db *db, int64_t booking_id, const char *kind,
    int64_t amount_minor, const char *currency, const char *words, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO ledger (booking_id, at, kind, amount_minor, currency, words)"
			" VALUES (?,NOW(6),?,?,?,?)",
	};
	return db_run_later(db, &query,
	    ARGS(arg_int(booking_id), arg_text(kind), arg_int(amount_minor), arg_text(currency),
		arg_text(words)),
	    pool);
}

const struct err *ledger_list(
    struct db *db, int64_t booking_id, apr_pool_t *pool, struct ledger_row **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT at, kind, amount_minor, currency, words FROM ledger WHERE booking_id = ?"
		    " ORDER BY id",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_int(booking_id)), pool, &rows));
	*out = pool_make_many(pool, struct ledger_row, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = (struct ledger_row){ row_instant(rows, 0), row_text(rows, 1),
			row_int(rows, 2), row_text(rows, 3), row_text(rows, 4) };
	return NULL;
}

const struct err *ledger_sum_payouts(
    struct db *db, int64_t booking_id, apr_pool_t *pool, int64_t *sum_minor)
{
	static const struct query query = {
		.text = "SELECT COALESCE(SUM(amount_minor), 0) FROM ledger"
			" WHERE booking_id = ? AND kind = 'payout'",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_int(booking_id)), pool, &rows));
	*sum_minor = rows_next(rows) ? row_int(rows, 0) : 0;
	return NULL;
}
