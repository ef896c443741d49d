/* Statements: prepared once per connection, sent alone, or in a transaction together with others. */
#include "db/statement.h"

#include "base/clock.h"
#include "base/pool.h"
#include "db/pipeline.h"
#include "db/session.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define INSERT_ROWS_MAX 512

const struct err *call_failed(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, bool was_sent, apr_pool_t *pool)
{
	return failure_new(db, mysql_stmt_errno(stmt), mysql_stmt_error(stmt),
	    was_sent && !call->is_read, call->query->text, pool);
}

/* A prepared statement's name on its connection: no padding, as the bytes are hashed. */
struct key {
	const struct query *query;
	size_t rows;
};

static const char *call_text(const struct call *call, apr_pool_t *pool)
{
	if (call->rows == 0)
		return call->query->text;
	apr_array_header_t *rows = apr_array_make(pool, (int)call->rows, sizeof(const char *));
	for (size_t i = 0; i < call->rows; i++)
		APR_ARRAY_PUSH(rows, const char *) = call->query->row;
	return apr_pstrcat(pool, call->query->text, " ", apr_array_pstrcat(pool, rows, ','), NULL);
}

static MYSQL_STMT *find(const struct db *db, const struct call *call)
{
	const struct key key = { .query = call->query, .rows = call->rows };
	return apr_hash_get(db->statements, &key, sizeof(key));
}

/*
 * MariaDB's library asks in advance for 6 kB of each statement's parameters and rows; fifty statements of each connection are 300 kB of which next to nothing is used. Of a
 * statement that is not prepared yet all of it is free: parameters get the room that they need then, rows get theirs while there are some.
 */
static void ask_for_less(MYSQL_STMT *stmt)
{
#ifdef MARIADB_BASE_VERSION
	MA_MEM_ROOT *const roots[] = { &stmt->mem_root, &stmt->result.alloc };
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
		free(roots[i]->pre_alloc);
		roots[i]->pre_alloc = NULL;
		roots[i]->free = NULL;
		/* The next blocks are as large as what they are for. */
		roots[i]->block_num = 0;
	}
#else
	(void)stmt;
#endif
}

static const struct err *prepare(
    struct db *db, const struct call *call, apr_pool_t *pool, MYSQL_STMT **out)
{
	const struct key key = { .query = call->query, .rows = call->rows };
	*out = find(db, call);
	if (*out != NULL)
		return NULL;
	MYSQL_STMT *stmt = mysql_stmt_init(db->mysql);
	if (stmt == NULL)
		return err_new(pool, CODE_BROKEN, "out of memory for a statement");
	ask_for_less(stmt);
	const char *text = call_text(call, pool);
	db->has_prepared = true;
	db->round_trips++;
	if (mysql_stmt_prepare(stmt, text, (unsigned long)strlen(text)) != 0) {
		const struct err *err = call_failed(db, stmt, call, false, pool);
		mysql_stmt_close(stmt);
		return err;
	}
	apr_hash_set(
	    db->statements, apr_pmemdup(db->session, &key, sizeof(key)), sizeof(key), stmt);
	*out = stmt;
	return NULL;
}

static void forget(struct db *db, const struct call *call)
{
	const struct key key = { .query = call->query, .rows = call->rows };
	MYSQL_STMT *stmt = apr_hash_get(db->statements, &key, sizeof(key));
	apr_hash_set(db->statements, &key, sizeof(key), NULL);
	if (stmt != NULL)
		mysql_stmt_close(stmt);
}

/*
 * An error may come behind the first rows (a deadlock at the fourth of five to be locked). The library then still waits for the rest of them, at the statement's next
 * use and for ever: it is prepared anew instead.
 */
const struct err *call_take(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, apr_pool_t *pool)
{
	if (call->is_read) {
		const struct err *err = rows_take(
		    db, stmt, call->query->text, pool, call->rows_out);
		if (err != NULL && db->mysql != NULL)
			forget(db, call);
		return err;
	}
	if (call->done_out != NULL)
		*call->done_out = (struct db_done){
			.rows = (int64_t)mysql_stmt_affected_rows(stmt),
			.id = (int64_t)mysql_stmt_insert_id(stmt),
		};
	mysql_stmt_free_result(stmt);
	return NULL;
}

static const struct err *perform_once(struct db *db, const struct call *call, apr_pool_t *pool)
{
	MYSQL_STMT *stmt;
	db->trouble = TROUBLE_NONE;
	TRY(prepare(db, call, pool, &stmt));
	TRY(call_bind(db, stmt, call, pool));
	db->round_trips++;
	db->sent++;
	if (mysql_stmt_execute(stmt) != 0)
		return call_failed(db, stmt, call, true, pool);
	return call_take(db, stmt, call, pool);
}

/*
 * May a statement of no transaction be sent again? Only what certainly had no effect. On a cluster
 * any statement may be told of a conflict, a read too.
 */
static bool may_repeat(const struct db *db, const struct err *err)
{
	return db->trouble == TROUBLE_UNSENT || db->trouble == TROUBLE_AGAIN ||
	    (db->trouble == TROUBLE_LOST && err_is(err, CODE_UNAVAILABLE));
}

static const struct err *perform_connected(struct db *db, const struct call *call, apr_pool_t *pool)
{
	int64_t until_ms = clock_monotonic_ms() + SESSION_WAIT_MS;
	TRY(session_need(db, until_ms, pool));
	const struct err *err = perform_once(db, call, pool);
	if (err == NULL || !may_repeat(db, err) || clock_monotonic_ms() >= until_ms)
		return err;
	TRY(session_need(db, until_ms, pool));
	return perform_once(db, call, pool);
}

static const struct err *perform_alone(struct db *db, const struct call *call, apr_pool_t *pool)
{
	const struct err *err = perform_connected(db, call, pool);
	if (err == NULL || db->trouble != TROUBLE_STALE)
		return err;
	forget(db, call);
	return perform_connected(db, call, pool);
}

static const struct err *send_in_tx(struct db *db, const struct call *call, apr_pool_t *pool)
{
	MYSQL_STMT *stmt;
	db->trouble = TROUBLE_NONE;
	TRY(prepare(db, call, pool, &stmt));
	TRY(call_bind(db, stmt, call, pool));
	return pipeline_send(db, stmt, call, pool);
}

static const struct err *perform_in_tx(struct db *db, const struct call *call, apr_pool_t *pool)
{
	if (db->doom == NULL && !pipeline_has_room(db, find(db, call), call))
		pipeline_settle(db);
	if (db->doom != NULL)
		return db->doom_told;
	const struct err *err = send_in_tx(db, call, pool);
	if (err != NULL) {
		session_doom(db, err);
		return err;
	}
	if (call->is_later)
		return NULL;
	err = pipeline_settle(db);
	return db->doom != NULL ? db->doom_told : err;
}

static const struct err *perform(struct db *db, const struct call *call, apr_pool_t *pool)
{
	return db->is_in_tx ? perform_in_tx(db, call, pool) : perform_alone(db, call, pool);
}

const struct err *db_run(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct db_done *out)
{
	const struct call call = { .query = query, .args = args, .count = count, .done_out = out };
	return perform(db, &call, pool);
}

const struct err *db_insert_many(struct db *db, const struct query *query, size_t rows,
    size_t columns, const struct arg *args, apr_pool_t *pool, struct db_done *out)
{
	assert(rows >= 1 && rows <= INSERT_ROWS_MAX && query->row != NULL);
	const struct call call = {
		.query = query,
		.rows = rows,
		.args = args,
		.count = rows * columns,
		.done_out = out,
	};
	return perform(db, &call, pool);
}

const struct err *db_run_later_done(struct db *db, const struct query *query,
    const struct arg *args, size_t count, apr_pool_t *pool, struct db_done *out)
{
	const struct call call = {
		.query = query, .args = args, .count = count, .is_later = true, .done_out = out
	};
	return perform(db, &call, pool);
}

const struct err *db_run_later(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool)
{
	return db_run_later_done(db, query, args, count, pool, NULL);
}

const struct err *db_insert_many_later(struct db *db, const struct query *query, size_t rows,
    size_t columns, const struct arg *args, apr_pool_t *pool)
{
	assert(rows >= 1 && rows <= INSERT_ROWS_MAX && query->row != NULL);
	const struct call call = {
		.query = query,
		.rows = rows,
		.args = args,
		.count = rows * columns,
		.is_later = true,
	};
	return perform(db, &call, pool);
}

const struct err *db_select_later(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct rows **out)
{
	const struct call call = {
		.query = query,
		.args = args,
		.count = count,
		.is_read = true,
		.is_later = true,
		.rows_out = rows_new(pool),
	};
	*out = call.rows_out;
	return perform(db, &call, pool);
}

const struct err *db_settle(struct db *db, apr_pool_t *pool)
{
	(void)pool;
	pipeline_settle(db);
	return db->doom;
}

const struct err *db_select(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct rows **out)
{
	const struct call call = {
		.query = query,
		.args = args,
		.count = count,
		.is_read = true,
		.rows_out = rows_new(pool),
	};
	*out = call.rows_out;
	return perform(db, &call, pool);
}

bool db_is_duplicate(const struct err *err, const char *key)
{
	return err_is(err, CODE_DUPLICATE) && err->facts[FACT_KEY_NAME] != NULL &&
	    strcmp(err->facts[FACT_KEY_NAME], key) == 0;
}
