/* Table account_token. */
#include "store/account_tokens.h"

#include <string.h>

#define HOUR_S 3600
#define DAY_S 86400

static const char *const purposes[] = { "reset", "confirm", "move" };

const struct err *account_tokens_insert(struct db *db, const unsigned char digest[32],
    const struct account_token *token, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO account_token (token_digest, customer_id, purpose, email,"
			" expires_at) VALUES (?, ?, ?, ?, NOW(6) + INTERVAL ? SECOND)",
	};

	return db_run(db, &query,
	    ARGS(arg_bytes(digest, 32),
		token->customer_id != 0 ? arg_int(token->customer_id) : arg_null(),
		arg_text(purposes[token->purpose]), arg_text(token->email),
		arg_int(token->purpose == TOKEN_RESET ? HOUR_S : DAY_S)),
	    pool, NULL);
}

#define TOKEN_SELECT \
	"SELECT customer_id, purpose, email FROM account_token" \
	" WHERE token_digest = ? AND expires_at > NOW(6)"

static enum account_token_purpose purpose_of(const char *name)
{
	if (strcmp(name, purposes[TOKEN_MOVE]) == 0)
		return TOKEN_MOVE;
	return strcmp(name, purposes[TOKEN_CONFIRM]) == 0 ? TOKEN_CONFIRM : TOKEN_RESET;
}

static const struct err *find(struct db *db, const struct query *query,
    const unsigned char digest[32], apr_pool_t *pool, struct account_token *out)
{
	struct rows *rows;

	*out = (struct account_token){ .customer_id = 0 };
	TRY(db_select(db, query, ARGS(arg_bytes(digest, 32)), pool, &rows));
	if (rows_next(rows))
		*out = (struct account_token){ purpose_of(row_text(rows, 1)), row_int(rows, 0),
			row_text(rows, 2) };
	return NULL;
}

const struct err *account_tokens_find(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct account_token *out)
{
	static const struct query query = { .text = TOKEN_SELECT };

	return find(db, &query, digest, pool, out);
}

const struct err *account_tokens_lock(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct account_token *out)
{
	static const struct query query = { .text = TOKEN_SELECT " FOR UPDATE" };

	return find(db, &query, digest, pool, out);
}

const struct err *account_tokens_set_moved(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE account_token SET purpose = 'confirm', email = NULL"
			" WHERE token_digest = ?",
	};

	return db_run(db, &query, ARGS(arg_bytes(digest, 32)), pool, NULL);
}

const struct err *account_tokens_delete(
    struct db *db, int64_t customer_id, const unsigned char but_digest[32], apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM account_token WHERE customer_id = ? AND token_digest <> ?",
	};
	static const unsigned char none[32];

	return db_run(db, &query,
	    ARGS(arg_int(customer_id), arg_bytes(but_digest != NULL ? but_digest : none, 32)), pool,
	    NULL);
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
