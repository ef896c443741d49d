/* Table customer. */
#include "store/customers.h"

#define CUSTOMER_COLUMNS "id, email, password_hash, version, confirmed_at, created_at"

static const struct err *find(struct db *db, const struct query *query, struct arg key,
    apr_pool_t *pool, struct customer *out)
{
	struct rows *rows;
	TRY(db_select(db, query, &key, 1, pool, &rows));
	*out = (struct customer){ .id = 0 };
	if (rows_next(rows))
		*out = (struct customer){
			.id = row_int(rows, 0),
			.email = row_text(rows, 1),
			.password_hash = row_text(rows, 2),
			.version = row_int(rows, 3),
			.confirmed_at = row_instant(rows, 4),
			.created_at = row_instant(rows, 5),
		};
	return NULL;
}

#define INSERT_GUEST "INSERT INTO customer (created_at) VALUES (NOW(6))"

const struct err *customers_insert_later(struct db *db, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = { .text = INSERT_GUEST };
	return db_run_later_done(db, &query, NO_ARGS, pool, &out->done);
}

const struct err *customers_insert(struct db *db, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = { .text = INSERT_GUEST };
	struct db_done done;
	TRY(db_run(db, &query, NO_ARGS, pool, &done));
	*id = done.id;
	return NULL;
}

const struct err *customers_insert_account(struct db *db, const char *email,
    const char *email_folded, const char *password_hash, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text = "INSERT INTO customer (email, email_folded, password_hash, created_at)"
			" VALUES (?,?,?,NOW(6))",
	};
	struct db_done done;
	TRY(db_run(db, &query,
	    ARGS(arg_text(email), arg_text(email_folded), arg_text(password_hash)), pool, &done));
	*id = done.id;
	return NULL;
}

const struct err *customers_find_by_email(
    struct db *db, const char *email_folded, apr_pool_t *pool, struct customer *out)
{
	static const struct query query = {
		.text = "SELECT " CUSTOMER_COLUMNS " FROM customer WHERE email_folded = ?",
	};
	return find(db, &query, arg_text(email_folded), pool, out);
}

const struct err *customers_find(struct db *db, int64_t id, apr_pool_t *pool, struct customer *out)
{
	static const struct query query = {
		.text = "SELECT " CUSTOMER_COLUMNS " FROM customer WHERE id = ?",
	};
	return find(db, &query, arg_int(id), pool, out);
}

const struct err *customers_set_asked(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE customer SET version = version + 1 WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *customers_set_confirmed(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE customer SET confirmed_at = NOW(6), version = version + 1"
			" WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *customers_set_email(
    struct db *db, int64_t id, const char *email, const char *email_folded, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE customer SET email = ?, email_folded = ?, confirmed_at = NOW(6),"
			" version = version + 1 WHERE id = ?",
	};
	return db_run(
	    db, &query, ARGS(arg_text(email), arg_text(email_folded), arg_int(id)), pool, NULL);
}

const struct err *customers_set_nobody(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE customer SET email = NULL, email_folded = NULL,"
			" password_hash = NULL, confirmed_at = NULL, version = version + 1"
			" WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *customers_set_password(
    struct db *db, int64_t id, const char *password_hash, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE customer SET password_hash = ?, version = version + 1 WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_text(password_hash), arg_int(id)), pool, NULL);
}

const struct err *customers_lock(struct db *db, int64_t id, apr_pool_t *pool, struct customer *out)
{
	static const struct query query = {
		.text = "SELECT " CUSTOMER_COLUMNS " FROM customer WHERE id = ? FOR UPDATE",
	};
	return find(db, &query, arg_int(id), pool, out);
}

const struct err *customers_lock_by_email(
    struct db *db, const char *email_folded, apr_pool_t *pool, struct customer *out)
{
	static const struct query query = {
		.text = "SELECT " CUSTOMER_COLUMNS
			" FROM customer WHERE email_folded = ? FOR UPDATE",
	};
	return find(db, &query, arg_text(email_folded), pool, out);
}

const struct err *customers_lock_row(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "SELECT id FROM customer_row WHERE id = ? FOR UPDATE",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_int(id)), pool, &rows));
	return rows_next(rows) ? NULL : err_new(pool, CODE_BROKEN, "a customer that is not there");
}
