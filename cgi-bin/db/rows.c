/* Rows: a statement's whole result, copied into a pool, and its columns by type. */
#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "db/session.h"

#include <assert.h>
#include <string.h>

#define ROWS_MAX 20000
#define SHORT_TEXT 256
#define CHARSET_BINARY 63

enum kind { KIND_NULL, KIND_INT, KIND_DECIMAL, KIND_TEXT, KIND_BYTES, KIND_INSTANT, KIND_DATE };

/* There are many: `bytes` of one that is NULL is NULL_CELL. */
struct cell {
	const char *bytes;
	union {
		int64_t number;
		size_t length; /* of bytes, where they are no number */
	};
};

static const char NULL_CELL[1];

struct rows {
	bool is_read; /* from the server: until then nobody may look */
	size_t count;
	size_t columns;
	size_t next; /* the present row is the one before */
	enum kind *kinds;
	struct cell *cells;
};

/* Where the library puts one column of the row it fetches. */
struct landing {
	int64_t number;
	MYSQL_TIME time;
	unsigned long length;
	db_flag is_null;
	char text[SHORT_TEXT];
};

struct fetch {
	MYSQL_STMT *stmt;
	MYSQL_FIELD *fields;
	MYSQL_BIND *binds;
	struct landing *landings;
	struct rows *rows;
};

static enum kind kind_of(const MYSQL_FIELD *field)
{
	switch (field->type) {
	case MYSQL_TYPE_NULL:
		return KIND_NULL;
	case MYSQL_TYPE_TINY:
	case MYSQL_TYPE_SHORT:
	case MYSQL_TYPE_INT24:
	case MYSQL_TYPE_LONG:
	case MYSQL_TYPE_LONGLONG:
	case MYSQL_TYPE_YEAR:
		return KIND_INT;
	case MYSQL_TYPE_DECIMAL:
	case MYSQL_TYPE_NEWDECIMAL:
		return field->decimals == 0 ? KIND_DECIMAL : KIND_TEXT;
	case MYSQL_TYPE_DATETIME:
	case MYSQL_TYPE_TIMESTAMP:
		return KIND_INSTANT;
	case MYSQL_TYPE_DATE:
		return KIND_DATE;
	case MYSQL_TYPE_FLOAT:
	case MYSQL_TYPE_DOUBLE:
	case MYSQL_TYPE_TIME:
	case MYSQL_TYPE_JSON:
		return KIND_TEXT;
	default:
		return field->charsetnr == CHARSET_BINARY ? KIND_BYTES : KIND_TEXT;
	}
}

static void bind_column(
    enum kind kind, const MYSQL_FIELD *field, struct landing *landing, MYSQL_BIND *bind)
{
	bind->is_null = &landing->is_null;
	bind->length = &landing->length;
	switch (kind) {
	case KIND_INT:
		bind->buffer_type = MYSQL_TYPE_LONGLONG;
		bind->buffer = &landing->number;
		bind->buffer_length = sizeof(landing->number);
		bind->is_unsigned = (db_flag)((field->flags & UNSIGNED_FLAG) != 0);
		return;
	case KIND_INSTANT:
	case KIND_DATE:
		bind->buffer_type = kind == KIND_DATE ? MYSQL_TYPE_DATE : MYSQL_TYPE_DATETIME;
		bind->buffer = &landing->time;
		bind->buffer_length = sizeof(landing->time);
		return;
	default:
		bind->buffer_type = kind == KIND_BYTES ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING;
		bind->buffer = landing->text;
		bind->buffer_length = sizeof(landing->text);
	}
}

static bool take_time(const MYSQL_TIME *time, enum kind kind, struct cell *out)
{
	int32_t on;
	if (!date_from_civil((int)time->year, (int)time->month, (int)time->day, &on))
		return false;
	out->number = on;
	if (kind == KIND_INSTANT)
		out->number = on * CLOCK_DAY + (int64_t)time->hour * CLOCK_HOUR +
		    (int64_t)time->minute * CLOCK_MINUTE + (int64_t)time->second * CLOCK_SECOND +
		    (int64_t)time->second_part;
	return true;
}

/* The value's bytes, with a NUL behind; what did not fit its landing is asked for again. */
static bool take_bytes(struct fetch *fetch, size_t column, apr_pool_t *pool, struct cell *out)
{
	const struct landing *landing = &fetch->landings[column];
	char *bytes = apr_palloc(pool, landing->length + 1);
	out->bytes = bytes;
	out->length = landing->length;
	bytes[landing->length] = '\0';
	if (landing->length <= sizeof(landing->text)) {
		memcpy(bytes, landing->text, landing->length);
		return true;
	}
	MYSQL_BIND bind = fetch->binds[column];
	unsigned long length;
	db_flag is_null;
	bind.buffer = bytes;
	bind.buffer_length = landing->length;
	bind.length = &length;
	bind.is_null = &is_null;
	return mysql_stmt_fetch_column(fetch->stmt, &bind, (unsigned int)column, 0) == 0;
}

static bool take_cell(struct fetch *fetch, size_t column, apr_pool_t *pool, struct cell *out)
{
	const struct landing *landing = &fetch->landings[column];
	enum kind kind = fetch->rows->kinds[column];
	if (landing->is_null != 0 || kind == KIND_NULL) {
		out->bytes = NULL_CELL;
		return true;
	}
	switch (kind) {
	case KIND_INT:
		out->number = landing->number;
		return landing->number >= 0 || (fetch->fields[column].flags & UNSIGNED_FLAG) == 0;
	case KIND_INSTANT:
	case KIND_DATE:
		return take_time(&landing->time, kind, out);
	case KIND_DECIMAL:
		/* The number takes the place of the length. */
		return take_bytes(fetch, column, pool, out) &&
		    text_to_int(out->bytes, INT64_MIN, INT64_MAX, &out->number);
	default:
		return take_bytes(fetch, column, pool, out);
	}
}

static const struct err *fetch_failed(
    struct db *db, MYSQL_STMT *stmt, const char *about, apr_pool_t *pool)
{
	return failure_new(db, mysql_stmt_errno(stmt), mysql_stmt_error(stmt), false, about, pool);
}

static const struct err *take_rows(
    struct db *db, struct fetch *fetch, const char *about, apr_pool_t *pool)
{
	struct rows *rows = fetch->rows;
	for (size_t row = 0; row < rows->count; row++) {
		int status = mysql_stmt_fetch(fetch->stmt);
		if (status != 0 && status != MYSQL_DATA_TRUNCATED)
			return fetch_failed(db, fetch->stmt, about, pool);
		for (size_t column = 0; column < rows->columns; column++)
			if (!take_cell(
				fetch, column, pool, &rows->cells[row * rows->columns + column]))
				return err_new(pool, CODE_BROKEN,
				    "column %zu has a value out of range: %s", column, about);
	}
	return NULL;
}

static const struct err *take_bound(
    struct db *db, struct fetch *fetch, const char *about, apr_pool_t *pool)
{
	struct rows *rows = fetch->rows;
	apr_pool_t *scratch = pool_new(pool);
	fetch->binds = pool_make_many(scratch, MYSQL_BIND, rows->columns);
	fetch->landings = pool_make_many(scratch, struct landing, rows->columns);
	rows->kinds = pool_make_many(pool, enum kind, rows->columns);
	for (size_t i = 0; i < rows->columns; i++) {
		rows->kinds[i] = kind_of(&fetch->fields[i]);
		bind_column(
		    rows->kinds[i], &fetch->fields[i], &fetch->landings[i], &fetch->binds[i]);
	}
	const struct err *err = NULL;
	if (mysql_stmt_bind_result(fetch->stmt, fetch->binds) ||
	    mysql_stmt_store_result(fetch->stmt))
		err = fetch_failed(db, fetch->stmt, about, pool);
	else if (mysql_stmt_num_rows(fetch->stmt) > ROWS_MAX)
		err = err_new(pool, CODE_BROKEN, "more than %d rows: %s", ROWS_MAX, about);
	if (err == NULL) {
		rows->count = (size_t)mysql_stmt_num_rows(fetch->stmt);
		rows->cells = pool_make_many(pool, struct cell, rows->count * rows->columns);
		err = take_rows(db, fetch, about, pool);
	}
	apr_pool_destroy(scratch);
	return err;
}

struct rows *rows_new(apr_pool_t *pool)
{
	return pool_make(pool, struct rows);
}

const struct err *rows_take(
    struct db *db, MYSQL_STMT *stmt, const char *about, apr_pool_t *pool, struct rows *rows)
{
	MYSQL_RES *columns = mysql_stmt_result_metadata(stmt);
	if (columns == NULL)
		return err_new(pool, CODE_BROKEN, "gives no rows: %s", about);
	*rows = (struct rows){ .columns = mysql_num_fields(columns) };
	struct fetch fetch = {
		.stmt = stmt,
		.fields = mysql_fetch_fields(columns),
		.rows = rows,
	};
	const struct err *err = take_bound(db, &fetch, about, pool);
	mysql_free_result(columns);
	if (db->mysql != NULL) {
		/* MariaDB's library gives a result back only while there is a row to come, else when it executes the statement itself: what is sent together would pile up. (To one without rows the same would look as if there were something to read from the server.) */
		if (rows->count > 0)
			mysql_stmt_data_seek(stmt, 0);
		mysql_stmt_free_result(stmt);
	}
	rows->is_read = err == NULL;
	return err;
}

bool rows_next(struct rows *rows)
{
	assert(rows->is_read);
	if (rows->next >= rows->count)
		return false;
	rows->next++;
	return true;
}

size_t rows_count(const struct rows *rows)
{
	assert(rows->is_read);
	return rows->count;
}

static const struct cell *cell_at(const struct rows *rows, size_t column)
{
	assert(rows->next >= 1 && column < rows->columns);
	return &rows->cells[(rows->next - 1) * rows->columns + column];
}

static const struct cell *cell_of(const struct rows *rows, size_t column, enum kind a, enum kind b)
{
	const struct cell *cell = cell_at(rows, column);
	enum kind kind = rows->kinds[column];
	assert(kind == KIND_NULL || kind == a || kind == b);
	(void)kind;
	return cell;
}

static bool cell_is_null(const struct cell *cell)
{
	return cell->bytes == NULL_CELL;
}

bool row_is_null(const struct rows *rows, size_t column)
{
	return cell_is_null(cell_at(rows, column));
}

int64_t row_int(const struct rows *rows, size_t column)
{
	return cell_of(rows, column, KIND_INT, KIND_DECIMAL)->number;
}

const char *row_text(const struct rows *rows, size_t column)
{
	const struct cell *cell = cell_of(rows, column, KIND_TEXT, KIND_TEXT);
	return cell_is_null(cell) ? NULL : cell->bytes;
}

const void *row_bytes(const struct rows *rows, size_t column, size_t *length)
{
	const struct cell *cell = cell_of(rows, column, KIND_BYTES, KIND_TEXT);
	*length = cell->length;
	return cell_is_null(cell) ? NULL : cell->bytes;
}

int64_t row_instant(const struct rows *rows, size_t column)
{
	const struct cell *cell = cell_of(rows, column, KIND_INSTANT, KIND_INSTANT);
	return cell_is_null(cell) ? CLOCK_NONE : cell->number;
}

int32_t row_date(const struct rows *rows, size_t column)
{
	const struct cell *cell = cell_of(rows, column, KIND_DATE, KIND_DATE);
	return cell_is_null(cell) ? DATE_NONE : (int32_t)cell->number;
}
