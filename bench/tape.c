/* Calls of db/ written down on their way. */
#include "tape.h"

#include "base/pool.h"

#include <string.h>

static _Thread_local struct tape *recording;

/* What the linker puts in the place of these calls, and how to get at the real ones. */
#define WRAPPED(type, name, ...) \
	type __real_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__); \
	type __wrap_##name(__VA_ARGS__)

void tape_record(struct tape *tape)
{
	recording = tape;
}

static struct tape_call *add(
    enum tape_kind kind, const struct query *query, const struct arg *args, size_t count)
{
	static struct tape_call spare;
	struct tape_call *call = &spare;

	if (recording->count < TAPE_CALLS_MAX)
		call = &recording->calls[recording->count++];
	else
		recording->is_too_long = true;
	*call = (struct tape_call){ .kind = kind, .query = query, .arg_count = count };
	call->args = pool_make_many(recording->pool, struct arg, count);
	for (size_t i = 0; i < count; i++) {
		call->args[i] = args[i];
		if (args[i].bytes != NULL)
			call->args[i].bytes = apr_pmemdup(
			    recording->pool, args[i].bytes, args[i].length);
	}
	return call;
}

/* All that was to come has come: rows and ids are where they were to be put. */
static void arrived(void)
{
	for (size_t i = 0; i < recording->count; i++) {
		struct tape_call *call = &recording->calls[i];

		if (call->out != NULL)
			call->result = *call->out;
		if (call->done != NULL)
			call->id = call->done->id;
		call->out = NULL;
		call->done = NULL;
	}
}

WRAPPED(const struct err *, db_run, struct db *db, const struct query *query,
    const struct arg *args, size_t count, apr_pool_t *pool, struct db_done *out)
{
	struct db_done done = { .id = 0 };
	struct tape_call *call;
	const struct err *err;

	if (recording == NULL)
		return __real_db_run(db, query, args, count, pool, out);
	call = add(TAPE_RUN, query, args, count);
	err = __real_db_run(db, query, args, count, pool, &done);
	call->id = done.id;
	if (out != NULL)
		*out = done;
	arrived();
	return err;
}

WRAPPED(const struct err *, db_insert_many, struct db *db, const struct query *query, size_t rows,
    size_t columns, const struct arg *args, apr_pool_t *pool, struct db_done *out)
{
	struct db_done done = { .id = 0 };
	struct tape_call *call;
	const struct err *err;

	if (recording == NULL)
		return __real_db_insert_many(db, query, rows, columns, args, pool, out);
	call = add(TAPE_INSERT_MANY, query, args, rows * columns);
	call->rows = rows;
	call->columns = columns;
	err = __real_db_insert_many(db, query, rows, columns, args, pool, &done);
	call->id = done.id;
	if (out != NULL)
		*out = done;
	arrived();
	return err;
}

WRAPPED(const struct err *, db_select, struct db *db, const struct query *query,
    const struct arg *args, size_t count, apr_pool_t *pool, struct rows **out)
{
	struct tape_call *call;
	const struct err *err;

	if (recording == NULL)
		return __real_db_select(db, query, args, count, pool, out);
	call = add(TAPE_SELECT, query, args, count);
	err = __real_db_select(db, query, args, count, pool, out);
	if (err == NULL)
		call->result = *out;
	arrived();
	return err;
}

WRAPPED(const struct err *, db_run_later, struct db *db, const struct query *query,
    const struct arg *args, size_t count, apr_pool_t *pool)
{
	if (recording != NULL)
		add(TAPE_RUN_LATER, query, args, count);
	return __real_db_run_later(db, query, args, count, pool);
}

WRAPPED(const struct err *, db_run_later_done, struct db *db, const struct query *query,
    const struct arg *args, size_t count, apr_pool_t *pool, struct db_done *out)
{
	if (recording != NULL)
		add(TAPE_RUN_LATER, query, args, count)->done = out;
	return __real_db_run_later_done(db, query, args, count, pool, out);
}

WRAPPED(const struct err *, db_insert_many_later, struct db *db, const struct query *query,
    size_t rows, size_t columns, const struct arg *args, apr_pool_t *pool)
{
	if (recording != NULL) {
		struct tape_call *call = add(TAPE_INSERT_MANY_LATER, query, args, rows * columns);

		call->rows = rows;
		call->columns = columns;
	}
	return __real_db_insert_many_later(db, query, rows, columns, args, pool);
}

WRAPPED(const struct err *, db_select_later, struct db *db, const struct query *query,
    const struct arg *args, size_t count, apr_pool_t *pool, struct rows **out)
{
	if (recording != NULL)
		add(TAPE_SELECT_LATER, query, args, count)->out = out;
	return __real_db_select_later(db, query, args, count, pool, out);
}

WRAPPED(const struct err *, db_settle, struct db *db, apr_pool_t *pool)
{
	const struct err *err;

	if (recording == NULL)
		return __real_db_settle(db, pool);
	add(TAPE_SETTLE, NULL, NULL, 0);
	err = __real_db_settle(db, pool);
	arrived();
	return err;
}

WRAPPED(const struct err *, tx_run, struct db *db, tx_work *work, void *arg, apr_pool_t *pool)
{
	const struct err *err;

	if (recording == NULL)
		return __real_tx_run(db, work, arg, pool);
	add(TAPE_TX_BEGIN, NULL, NULL, 0);
	err = __real_tx_run(db, work, arg, pool);
	add(TAPE_TX_END, NULL, NULL, 0);
	return err;
}

static struct tape_call *call_of(const struct rows *rows)
{
	for (size_t i = recording->count; i > 0; i--)
		if (recording->calls[i - 1].result == rows)
			return &recording->calls[i - 1];
	return NULL;
}

static void look(const struct rows *rows, size_t column, enum arg_type as, struct arg value)
{
	struct tape_call *call = recording != NULL ? call_of(rows) : NULL;

	if (call == NULL || call->row == 0)
		return;
	if (call->seen == NULL)
		call->seen = pool_make_many(recording->pool, struct tape_seen, TAPE_SEEN_MAX);
	if (call->seen_count == TAPE_SEEN_MAX) {
		recording->is_too_long = true;
		return;
	}
	if (value.bytes != NULL)
		value.bytes = apr_pmemdup(recording->pool, value.bytes, value.length);
	call->seen[call->seen_count++] = (struct tape_seen){ call->row - 1, column, as, value };
}

WRAPPED(bool, rows_next, struct rows *rows)
{
	struct tape_call *call = recording != NULL ? call_of(rows) : NULL;

	if (call != NULL)
		call->row++;
	return __real_rows_next(rows);
}

WRAPPED(int64_t, row_int, const struct rows *rows, size_t column)
{
	int64_t value = __real_row_int(rows, column);

	look(rows, column, ARG_INT, arg_int(value));
	return value;
}

WRAPPED(const char *, row_text, const struct rows *rows, size_t column)
{
	const char *value = __real_row_text(rows, column);

	look(rows, column, ARG_TEXT, arg_text(value));
	return value;
}

WRAPPED(int64_t, row_instant, const struct rows *rows, size_t column)
{
	int64_t value = __real_row_instant(rows, column);

	look(rows, column, ARG_INSTANT, arg_instant(value));
	return value;
}

WRAPPED(int32_t, row_date, const struct rows *rows, size_t column)
{
	int32_t value = __real_row_date(rows, column);

	look(rows, column, ARG_DATE, arg_date(value));
	return value;
}
