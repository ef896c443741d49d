/* One request to the server as the functions of statement.h make it, and the steps of running it. */
#ifndef DB_CALL_H
#define DB_CALL_H

#include "db/statement.h"

#include <mysql.h>

struct call {
	const struct query *query;
	size_t rows; /* of db_insert_many, else 0 */
	const struct arg *args;
	size_t count;
	bool is_read;
	bool is_later;            /* nobody waits for this one's answer */
	struct rows *rows_out;    /* reads */
	struct db_done *done_out; /* changes; may be NULL */
};

/* Copies nothing: arguments are read when the request is made. CODE_BROKEN when they do not fit. */
const struct err *call_bind(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, apr_pool_t *pool);

/* Its error, by failure_new. */
const struct err *call_failed(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, bool was_sent, apr_pool_t *pool);

/* What it gave, when the server has executed it: rows into `pool`, or what was done. */
const struct err *call_take(
    struct db *db, MYSQL_STMT *stmt, const struct call *call, apr_pool_t *pool);

#endif
