/* The log: lines of JSON to standard error, one write each. */
#include "base/log.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOG_VALUE_BYTES 2000

static const char *log_program = "aisle";
static enum log_level log_least = LOG_INFO;
static _Thread_local const char *log_request;
/* A thread's pool for the line at hand: a new one for each line would ask the system for memory. */
static pthread_key_t log_pools;
static pthread_once_t log_once = PTHREAD_ONCE_INIT;

void log_start(const char *program, enum log_level least)
{
	log_program = program;
	log_least = least;
}

void log_set_request(const char *request_id)
{
	log_request = request_id;
}

static void pool_end(void *pool)
{
	apr_pool_destroy(pool);
}

static void pools_start(void)
{
	if (pthread_key_create(&log_pools, pool_end) != 0)
		abort();
}

/* Empty. */
static apr_pool_t *line_pool(void)
{
	apr_pool_t *pool;

	pthread_once(&log_once, pools_start);
	pool = pthread_getspecific(log_pools);
	if (pool != NULL)
		return pool;
	pool = pool_new(NULL);
	if (pthread_setspecific(log_pools, pool) != 0)
		abort();
	return pool;
}

/* "2026-12-01T09:30:00.123Z" */
static const char *now_text(apr_pool_t *pool)
{
	int64_t now = clock_now();
	const char *text = clock_text(now, pool);
	int64_t micros = (now % CLOCK_SECOND + CLOCK_SECOND) % CLOCK_SECOND;

	return apr_psprintf(pool, "%.*s.%03dZ", (int)strlen(text) - 1, text, (int)(micros / 1000));
}

static struct json_out *begin(enum log_level level, const char *event, apr_pool_t *pool)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };
	struct json_out *line = json_out_new(pool);

	json_open(line, NULL, '{');
	json_put_text(line, "at", now_text(pool));
	json_put_text(line, "level", names[level]);
	json_put_text(line, "program", log_program);
	json_put_int(line, "pid", getpid());
	if (log_request != NULL)
		json_put_text(line, "request", log_request);
	json_put_text(line, "event", event);
	return line;
}

/* Cut between characters where it is too long. */
static void put(struct json_out *line, const char *name, const char *value, apr_pool_t *pool)
{
	size_t length;

	if (value == NULL)
		return;
	length = strnlen(value, LOG_VALUE_BYTES + 1);
	if (length > LOG_VALUE_BYTES) {
		length = LOG_VALUE_BYTES;
		while (
		    length > LOG_VALUE_BYTES - 4 && ((unsigned char)value[length] & 0xC0) == 0x80)
			length--;
		value = apr_pstrcat(pool, apr_pstrmemdup(pool, value, length), "…", NULL);
	}
	json_put_text(line, name, value);
}

/*
 * One write is one line; what an interrupted write left over follows. A log that is gone is no
 * error.
 */
static void finish(struct json_out *line, apr_pool_t *pool)
{
	size_t length;
	const char *text;

	json_close(line, '}');
	text = apr_pstrcat(pool, json_out_text(line, &length), "\n", NULL);
	for (length++; length > 0;) {
		ssize_t written = write(STDERR_FILENO, text, length);

		if (written < 0 && errno != EINTR)
			break;
		if (written > 0) {
			text += written;
			length -= (size_t)written;
		}
	}
	apr_pool_clear(pool);
}

void log_line(enum log_level level, const char *event, ...)
{
	apr_pool_t *pool;
	struct json_out *line;
	va_list fields;
	const char *name;

	if (level < log_least)
		return;
	pool = line_pool();
	line = begin(level, event, pool);
	va_start(fields, event);
	while ((name = va_arg(fields, const char *)) != NULL)
		put(line, name, va_arg(fields, const char *), pool);
	va_end(fields);
	finish(line, pool);
}

void log_err(enum log_level level, const char *event, const struct err *err)
{
	if (err == NULL)
		log_line(level, event, NULL);
	else
		log_line(level, event, "code", err_code_name(err->code), "text", err->text, "where",
		    err->where, NULL);
}
