/* What hangs on an account besides its bookings. */
#include "store/belongings.h"

#include "base/pool.h"

const struct err *belongings_list_open(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, const char ***out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT ref FROM hold WHERE customer_id = ? AND state = 'open'"
			" AND expires_at > NOW(6) ORDER BY id LIMIT ?",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(customer_id), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, const char *, rows_count(rows));
	*count = 0;
	while (rows_next(rows))
		(*out)[(*count)++] = row_text(rows, 0);
	return NULL;
}

const struct err *belongings_delete(struct db *db, int64_t customer_id, apr_pool_t *pool)
{
	static const struct query people = {
		.text = "DELETE FROM passenger WHERE hold_id IN"
			" (SELECT id FROM hold WHERE customer_id = ? AND state <> 'used')",
	};
	static const struct query contacts = {
		.text = "UPDATE hold SET email = NULL, phone = NULL"
			" WHERE customer_id = ? AND state <> 'used'",
	};
	static const struct query accesses = {
		.text = "DELETE FROM booking_access WHERE browser_id IN"
			" (SELECT id FROM browser WHERE customer_id = ?)",
	};

	TRY(db_run(db, &people, ARGS(arg_int(customer_id)), pool, NULL));
	TRY(db_run(db, &contacts, ARGS(arg_int(customer_id)), pool, NULL));
	return db_run(db, &accesses, ARGS(arg_int(customer_id)), pool, NULL);
}
