/* Statements: prepared once per connection, arguments bound by type, sent. */
#include "db/statement.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "db/session.h"

#include <assert.h>
#include <string.h>

#define INSERT_ROWS_MAX 512

/* One request to the server, as the three public functions make it. */
struct call {
	const struct query *query;
	size_t rows; /* of db_insert_many, else 0 */
	const struct arg *args;
	size_t count;
	bool is_read;
	struct rows **rows_out;   /* reads */
	struct db_done *done_out; /* changes; may be NULL */
};

struct arg arg_null(void)
{
	return (struct arg){ .type = ARG_NULL };
}

struct arg arg_int(int64_t number)
{
	return (struct arg){ .type = ARG_INT, .number = number };
}

struct arg arg_text(const char *text)
{
	if (text == NULL)
		return arg_null();
	return (struct arg){ .type = ARG_TEXT, .bytes = text, .length = strlen(text) };
}

struct arg arg_bytes(const void *bytes, size_t length)
{
	if (bytes == NULL)
		return arg_null();
	return (struct arg){ .type = ARG_BYTES, .bytes = bytes, .length = length };
}

struct arg arg_instant(int64_t at)
{
	if (at == CLOCK_NONE)
		return arg_null();
	return (struct arg){ .type = ARG_INSTANT, .number = at };
}

struct arg arg_date(int32_t on)
{
	if (on == DATE_NONE)
		return arg_null();
	return (struct arg){ .type = ARG_DATE, .number = on };
}

/* A bound argument's value, for as long as the statement runs. */
struct value {
	int64_t number;
	unsigned long length;
	MYSQL_TIME time;
};

/* False for a day outside 1900..2199. */
static bool set_day(int64_t on, MYSQL_TIME *out)
{
	int year, month, day;
	int32_t back;
	if (on < INT32_MIN || on > INT32_MAX)
		return false;
	date_to_civil((int32_t)on, &year, &month, &day);
	if (!date_from_civil(year, month, day, &back))
		return false;
	out->year = (unsigned int)year;
	out->month = (unsigned int)month;
	out->day = (unsigned int)day;
	return true;
}

static bool set_instant(int64_t at, MYSQL_TIME *out)
{
	int64_t of_day = at % CLOCK_DAY;
	if (of_day < 0)
		of_day += CLOCK_DAY;
	out->time_type = MYSQL_TIMESTAMP_DATETIME;
	out->hour = (unsigned int)(of_day / CLOCK_HOUR);
	out->minute = (unsigned int)(of_day / CLOCK_MINUTE % 60);
	out->second = (unsigned int)(of_day / CLOCK_SECOND % 60);
	out->second_part = (unsigned long)(of_day % CLOCK_SECOND);
	return set_day(at / CLOCK_DAY - (at % CLOCK_DAY < 0 ? 1 : 0), out);
}

/* False when the argument has no form in SQL. */
static bool bind_one(const struct arg *arg, struct value *value, MYSQL_BIND *bind)
{
	switch (arg->type) {
	case ARG_NULL:
		bind->buffer_type = MYSQL_TYPE_NULL;
		return true;
	case ARG_INT:
		value->number = arg->number;
		bind->buffer_type = MYSQL_TYPE_LONGLONG;
		bind->buffer = &value->number;
		return true;
	case ARG_TEXT:
	case ARG_BYTES:
		value->length = arg->length;
		bind->buffer_type = arg->type == ARG_TEXT ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
		/* Only read from, though the library's pointer is not to const. */
		memcpy(&bind->buffer, &arg->bytes, sizeof(bind->buffer));
		bind->buffer_length = value->length;
		bind->length = &value->length;
		return true;
	case ARG_INSTANT:
		bind->buffer_type = MYSQL_TYPE_DATETIME;
		bind->buffer = &value->time;
		return set_instant(arg->number, &value->time);
	case ARG_DATE:
		value->time.time_type = MYSQL_TIMESTAMP_DATE;
		bind->buffer_type = MYSQL_TYPE_DATE;
		bind->buffer = &value->time;
		return set_day(arg->number, &value->time);
	}
	return false;
}

static const struct err *statement_failed(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, bool was_sent, apr_pool_t *pool)
{
	return failure_new(db, mysql_stmt_errno(stmt), mysql_stmt_error(stmt),
	    was_sent && !call->is_read, call->query->text, pool);
}

static const struct err *bind_args(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, apr_pool_t *pool)
{
	if (mysql_stmt_param_count(stmt) != call->count)
		return err_new(pool, CODE_BROKEN, "%lu arguments wanted, %zu given: %s",
		    mysql_stmt_param_count(stmt), call->count, call->query->text);
	if (call->count == 0)
		return NULL;
	MYSQL_BIND *binds = pool_make_many(pool, MYSQL_BIND, call->count);
	struct value *values = pool_make_many(pool, struct value, call->count);
	for (size_t i = 0; i < call->count; i++)
		if (!bind_one(&call->args[i], &values[i], &binds[i]))
			return err_new(pool, CODE_BROKEN, "argument %zu is out of range: %s", i + 1,
			    call->query->text);
	if (mysql_stmt_bind_param(stmt, binds))
		return statement_failed(db, stmt, call, false, pool);
	return NULL;
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

static const struct err *prepare(
    struct db *db, const struct call *call, apr_pool_t *pool, MYSQL_STMT **out)
{
	const struct key key = { .query = call->query, .rows = call->rows };
	*out = apr_hash_get(db->statements, &key, sizeof(key));
	if (*out != NULL)
		return NULL;
	MYSQL_STMT *stmt = mysql_stmt_init(db->mysql);
	if (stmt == NULL)
		return err_new(pool, CODE_BROKEN, "out of memory for a statement");
	const char *text = call_text(call, pool);
	db->round_trips++;
	if (mysql_stmt_prepare(stmt, text, (unsigned long)strlen(text)) != 0) {
		const struct err *err = statement_failed(db, stmt, call, false, pool);
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
static const struct err *take(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, apr_pool_t *pool)
{
	const struct err *err = rows_take(db, stmt, call->query->text, pool, call->rows_out);
	if (err != NULL && db->mysql != NULL)
		forget(db, call);
	return err;
}

static const struct err *perform_once(struct db *db, const struct call *call, apr_pool_t *pool)
{
	MYSQL_STMT *stmt;
	db->trouble = TROUBLE_NONE;
	TRY(prepare(db, call, pool, &stmt));
	TRY(bind_args(db, stmt, call, pool));
	db->round_trips++;
	if (mysql_stmt_execute(stmt) != 0)
		return statement_failed(db, stmt, call, true, pool);
	if (call->is_read)
		return take(db, stmt, call, pool);
	if (call->done_out != NULL)
		*call->done_out = (struct db_done){
			.rows = (int64_t)mysql_stmt_affected_rows(stmt),
			.id = (int64_t)mysql_stmt_insert_id(stmt),
		};
	mysql_stmt_free_result(stmt);
	return NULL;
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

static const struct err *perform_alone(struct db *db, const struct call *call, apr_pool_t *pool)
{
	int64_t until_ms = clock_monotonic_ms() + SESSION_WAIT_MS;
	TRY(session_need(db, until_ms, pool));
	const struct err *err = perform_once(db, call, pool);
	if (err == NULL || !may_repeat(db, err) || clock_monotonic_ms() >= until_ms)
		return err;
	TRY(session_need(db, until_ms, pool));
	return perform_once(db, call, pool);
}

static const struct err *perform(struct db *db, const struct call *call, apr_pool_t *pool)
{
	if (db->doom != NULL)
		return db->doom;
	const struct err *err = NULL;
	for (int tries = 0; tries < 2; tries++) {
		err = db->is_in_tx ? perform_once(db, call, pool) : perform_alone(db, call, pool);
		if (err == NULL || db->trouble != TROUBLE_STALE)
			break;
		forget(db, call);
	}
	if (err != NULL && db->is_in_tx && db->trouble != TROUBLE_DUPLICATE) {
		db->doom = err;
		db->doom_trouble = db->trouble;
	}
	return err;
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

const struct err *db_select(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct rows **out)
{
	const struct call call = {
		.query = query,
		.args = args,
		.count = count,
		.is_read = true,
		.rows_out = out,
	};
	return perform(db, &call, pool);
}

bool db_is_duplicate(const struct err *err, const char *key)
{
	return err_is(err, CODE_DUPLICATE) && err->facts[FACT_KEY_NAME] != NULL &&
	    strcmp(err->facts[FACT_KEY_NAME], key) == 0;
}

const struct err *db_run_later(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool)
{
	return db_run(db, query, args, count, pool, NULL);
}

const struct err *db_insert_many_later(struct db *db, const struct query *query, size_t rows,
    size_t columns, const struct arg *args, apr_pool_t *pool)
{
	return db_insert_many(db, query, rows, columns, args, pool, NULL);
}

const struct err *db_select_later(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct rows **out)
{
	return db_select(db, query, args, count, pool, out);
}

const struct err *db_settle(struct db *db, apr_pool_t *pool)
{
	(void)pool;
	return db->doom;
}
