/* Statements: constant texts, typed arguments, rows. Text is never built at run time; each is prepared once per connection. */
#ifndef DB_STATEMENT_H
#define DB_STATEMENT_H

#include "db/connection.h"

#include <stddef.h>

/* A `static const` beside the one function that uses it. For db_insert_many, `text` ends in VALUES and `row` is one "(?,?)". */
struct query {
	const char *text;
	const char *row; /* NULL but for db_insert_many */
};

enum arg_type { ARG_NULL, ARG_INT, ARG_TEXT, ARG_BYTES, ARG_INSTANT, ARG_DATE };
struct arg {
	enum arg_type type;
	int64_t
	    number; /* INT; INSTANT: microseconds UTC -> DATETIME(6); DATE: days since 1970 -> DATE */
	const char *bytes; /* TEXT, BYTES */
	size_t length;
};

struct arg arg_null(void);
struct arg arg_int(int64_t number);
struct arg arg_text(const char *text);                  /* NULL: SQL NULL */
struct arg arg_bytes(const void *bytes, size_t length); /* NULL: SQL NULL */
struct arg arg_instant(int64_t at);                     /* CLOCK_NONE: SQL NULL */
struct arg arg_date(int32_t on);                        /* DATE_NONE: SQL NULL */

#define ARGS(...) \
	((const struct arg[]){ __VA_ARGS__ }), \
	    (sizeof((const struct arg[]){ __VA_ARGS__ }) / sizeof(struct arg))
#define NO_ARGS NULL, 0

/* What a change did: rows that matched (CLIENT_FOUND_ROWS), and the AUTO_INCREMENT of an insert (else 0). */
struct db_done {
	int64_t rows;
	int64_t id;
};

/*
 * Errors of the three below: CODE_DUPLICATE with FACT_KEY_NAME (the key's name without the table), CODE_UNAVAILABLE (not reachable, too many connections; certainly
 * no effect), CODE_BROKEN. Deadlock, lock time-out and snapshot errors are CODE_UNAVAILABLE too, recognised by tx_run, which runs the work again. Outside a
 * transaction a connection lost before sending is opened again once, a statement that met a conflict is sent again once, and a change whose connection is lost after it was sent is CODE_UNSURE. `out` may be NULL. Errors live in
 * `pool`.
 */
const struct err *db_run(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct db_done *out);

/* One INSERT of `rows` rows (1..512) of `columns` arguments each: `rows * columns` arguments in `args`. `out->id` is the first row's. */
const struct err *db_insert_many(struct db *db, const struct query *query, size_t rows,
    size_t columns, const struct arg *args, apr_pool_t *pool, struct db_done *out);

/* All rows of a SELECT, kept in `pool`; the first call of rows_next stands on the first. At most 20,000 rows, else CODE_BROKEN. */
struct rows;
const struct err *db_select(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct rows **out);

/*
 * The same three for an answer that is not needed at once: the statement goes out now, and its answer is read before that of the next statement
 * that is waited for, or before COMMIT. So statements that do not need each other's answers cost one round trip together. After an error the transaction can only be rolled
 * back, after a duplicate key too, and the first of several wins. It comes out of db_settle and tx_run, and every other call of the transaction fails: with the same error, or with CODE_BROKEN when it was a
 * duplicate key, which might be taken for that call's own. Rows may be looked at (assert) after the next call that waits, or after db_settle; `pool` lives until then.
 * Only in a transaction; outside of one they are the plain calls. Arguments need to live until the call returns.
 */
const struct err *db_run_later(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool);
/* And what it did: `*out` is filled when its answer is read, and stays where it is till then. */
const struct err *db_run_later_done(struct db *db, const struct query *query,
    const struct arg *args, size_t count, apr_pool_t *pool, struct db_done *out);
const struct err *db_insert_many_later(struct db *db, const struct query *query, size_t rows,
    size_t columns, const struct arg *args, apr_pool_t *pool);
const struct err *db_select_later(struct db *db, const struct query *query, const struct arg *args,
    size_t count, apr_pool_t *pool, struct rows **out);

/* Read all answers that are still to come. NULL: all were good. */
const struct err *db_settle(struct db *db, apr_pool_t *pool);

bool rows_next(struct rows *rows);
size_t rows_count(const struct rows *rows);
/* Columns of the present row, from 0. NULL gives 0, NULL, CLOCK_NONE, DATE_NONE. Asking for the wrong type or beyond the last column asserts. DECIMAL with
   decimals, FLOAT, DOUBLE and TIME are text; row_bytes also reads text. */
bool row_is_null(const struct rows *rows, size_t column);
int64_t row_int(const struct rows *rows,
    size_t column); /* any integer type, DECIMAL without decimals, COUNT, SUM */
const char *row_text(const struct rows *rows, size_t column);
const void *row_bytes(const struct rows *rows, size_t column, size_t *length);
int64_t row_instant(const struct rows *rows, size_t column);
int32_t row_date(const struct rows *rows, size_t column);

/* Did this error come from a violated unique key of this name ("PRIMARY" for the primary key)? */
bool db_is_duplicate(const struct err *err, const char *key);

#endif
