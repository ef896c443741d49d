/* Arguments: made by type, and bound to a statement. */
#include "db/statement.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "db/session.h"

#include <string.h>

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

const struct err *call_bind(
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
		return call_failed(db, stmt, call, false, pool);
	return NULL;
}
