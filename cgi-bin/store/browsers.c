/* Table browser. */
#include "store/browsers.h"

#include "base/pool.h"

#define BROWSER_SELECT \
	"SELECT br.id, br.customer_id, br.signed_in_at, br.seen_at, " BROWSER_IS_GOOD \
	", c.email, c.confirmed_at FROM browser br JOIN customer c ON c.id = br.customer_id" \
	" WHERE br.token_digest = ?"

void browsers_read(const struct asked *asked, struct browser *out)
{
	struct rows *rows = asked->rows;
	*out = (struct browser){ .id = 0 };
	if (rows_next(rows))
		*out = (struct browser){
			.id = row_int(rows, 0),
			.customer_id = row_int(rows, 1),
			.signed_in_at = row_instant(rows, 2),
			.seen_at = row_instant(rows, 3),
			.is_good = row_int(rows, 4) != 0,
			.email = row_text(rows, 5),
			.confirmed_at = row_instant(rows, 6),
		};
}

static const struct err *find(struct db *db, const struct query *query,
    const unsigned char digest[32], apr_pool_t *pool, struct browser *out)
{
	struct asked asked;
	TRY(db_select(db, query, ARGS(arg_bytes(digest, 32)), pool, &asked.rows));
	browsers_read(&asked, out);
	return NULL;
}

const struct err *browsers_find(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct browser *out)
{
	static const struct query query = { .text = BROWSER_SELECT };
	return find(db, &query, digest, pool, out);
}

const struct err *browsers_lock_later(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct asked *out)
{
	static const struct query query = { .text = BROWSER_SELECT " FOR UPDATE" };
	return db_select_later(db, &query, ARGS(arg_bytes(digest, 32)), pool, &out->rows);
}

const struct err *browsers_lock(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct browser *out)
{
	struct asked asked;
	TRY(browsers_lock_later(db, digest, pool, &asked));
	TRY(db_settle(db, pool));
	browsers_read(&asked, out);
	return NULL;
}

const struct err *browsers_lock_at_once(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct browser *out)
{
	static const struct query query = { .text = BROWSER_SELECT " FOR UPDATE NOWAIT" };
	return find(db, &query, digest, pool, out);
}

#define BROWSER_ALONE \
	"SELECT br.id, br.customer_id, br.signed_in_at, br.seen_at, 1, CAST(NULL AS CHAR)," \
	" CAST(NULL AS DATETIME(6)) FROM browser br WHERE br.token_digest = ?"

const struct err *browsers_lock_alone_later(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct asked *out)
{
	static const struct query query = { .text = BROWSER_ALONE " FOR UPDATE" };
	return db_select_later(db, &query, ARGS(arg_bytes(digest, 32)), pool, &out->rows);
}

const struct err *browsers_lock_alone_at_once(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct browser *out)
{
	static const struct query query = { .text = BROWSER_ALONE " FOR UPDATE NOWAIT" };
	return find(db, &query, digest, pool, out);
}

const struct err *browsers_insert(struct db *db, const unsigned char digest[32],
    int64_t customer_id, apr_pool_t *pool, int64_t *id)
{
	static const struct query query = {
		.text = "INSERT INTO browser (token_digest, customer_id, created_at, seen_at)"
			" VALUES (?,?,NOW(6),NOW(6))",
	};
	struct db_done done;
	TRY(db_run(db, &query, ARGS(arg_bytes(digest, 32), arg_int(customer_id)), pool, &done));
	*id = done.id;
	return NULL;
}

const struct err *browsers_insert_guest_later(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = "INSERT INTO browser (token_digest, customer_id, created_at, seen_at)"
			" VALUES (?,LAST_INSERT_ID(),NOW(6),NOW(6))",
	};
	return db_run_later_done(db, &query, ARGS(arg_bytes(digest, 32)), pool, &out->done);
}

const struct err *browsers_set_guest(
    struct db *db, int64_t id, int64_t customer_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE browser SET customer_id = ?, signed_in_at = NULL, seen_at = NOW(6)"
			" WHERE id = ?",
	};
	return db_run_later(db, &query, ARGS(arg_int(customer_id), arg_int(id)), pool);
}

const struct err *browsers_set_signed_in(
    struct db *db, int64_t id, int64_t customer_id, const char *client, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "UPDATE browser SET customer_id = ?, signed_in_at = NOW(6), seen_at = NOW(6),"
		    " client = ? WHERE id = ?",
	};
	return db_run_later(
	    db, &query, ARGS(arg_int(customer_id), arg_text(client), arg_int(id)), pool);
}

const struct err *browsers_set_token(
    struct db *db, int64_t id, const unsigned char digest[32], apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE browser SET token_digest = ? WHERE id = ?",
	};
	return db_run(db, &query, ARGS(arg_bytes(digest, 32), arg_int(id)), pool, NULL);
}

const struct err *browsers_set_seen(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE browser SET seen_at = NOW(6) WHERE id = ?",
	};
	return db_run_later(db, &query, ARGS(arg_int(id)), pool);
}

const struct err *browsers_set_told_again(
    struct db *db, const unsigned char digest[32], apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE browser SET told_again = told_again + 1 WHERE token_digest = ?",
	};
	return db_run_later(db, &query, ARGS(arg_bytes(digest, 32)), pool);
}

#define END_SIGN_IN "UPDATE browser SET signed_in_at = NOW(6) - INTERVAL 1 DAY, client = NULL"

const struct err *browsers_end_sign_ins(
    struct db *db, int64_t customer_id, int64_t but_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = END_SIGN_IN
		" WHERE customer_id = ? AND signed_in_at IS NOT NULL AND id <> ?",
	};
	return db_run(db, &query, ARGS(arg_int(customer_id), arg_int(but_id)), pool, NULL);
}

const struct err *browsers_end_sign_in(
    struct db *db, int64_t customer_id, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = END_SIGN_IN
		" WHERE customer_id = ? AND signed_in_at IS NOT NULL AND id = ?",
	};
	return db_run(db, &query, ARGS(arg_int(customer_id), arg_int(id)), pool, NULL);
}

const struct err *browsers_list_sign_ins(struct db *db, int64_t customer_id, int64_t most,
    apr_pool_t *pool, struct browser_sign_in **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT br.id, br.client, br.signed_in_at, br.seen_at FROM browser br"
			" WHERE br.customer_id = ? AND br.signed_in_at IS NOT NULL"
			" AND " BROWSER_IS_GOOD " ORDER BY br.seen_at DESC, br.id DESC LIMIT ?",
	};
	struct rows *rows;
	TRY(db_select(db, &query, ARGS(arg_int(customer_id), arg_int(most)), pool, &rows));
	*out = pool_make_many(pool, struct browser_sign_in, rows_count(rows));
	*count = 0;
	while (rows_next(rows))
		(*out)[(*count)++] = (struct browser_sign_in){ row_int(rows, 0), row_text(rows, 1),
			row_instant(rows, 2), row_instant(rows, 3) };
	return NULL;
}
