/* Table account_token. */
#include "store/account_tokens.h"

const struct err *account_tokens_insert(
    struct db *db, const unsigned char digest[32], int64_t customer_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO account_token (token_digest, customer_id, expires_at) "
			"VALUES (?, ?, NOW(6) + INTERVAL 1 HOUR)",
	};

	return db_run(db, &query, ARGS(arg_bytes(digest, 32), arg_int(customer_id)), pool, NULL);
}

const struct err *account_tokens_lock(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, int64_t *customer_id)
{
	static const struct query query = {
		.text = "SELECT customer_id FROM account_token "
			"WHERE token_digest = ? AND expires_at > NOW(6) FOR UPDATE",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_bytes(digest, 32)), pool, &rows));
	*customer_id = rows_next(rows) ? row_int(rows, 0) : 0;
	return NULL;
}

const struct err *account_tokens_delete(struct db *db, int64_t customer_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM account_token WHERE customer_id = ?",
	};

	return db_run(db, &query, ARGS(arg_int(customer_id)), pool, NULL);
}

const struct err *account_tokens_delete_old(
    struct db *db, int64_t most, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text = "DELETE FROM account_token WHERE expires_at < NOW(6) LIMIT ?",
	};
	struct db_done done;

	TRY(db_run(db, &query, ARGS(arg_int(most)), pool, &done));
	*count = done.rows;
	return NULL;
}
