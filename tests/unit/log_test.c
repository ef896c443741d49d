/* The log: each line is one whole JSON object, whatever is put in, from however many threads. */
#include "unit.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static apr_pool_t *pool;

/* Standard error goes to a file between these two; the second gives what came. */
static int real_stderr;
static FILE *caught;

static void catch_start(void)
{
	caught = tmpfile();
	assert_non_null(caught);
	real_stderr = dup(STDERR_FILENO);
	dup2(fileno(caught), STDERR_FILENO);
}

static char *catch_end(void)
{
	off_t length = lseek(STDERR_FILENO, 0, SEEK_CUR);
	char *text = pool_make_many(pool, char, (size_t)length + 1);

	dup2(real_stderr, STDERR_FILENO);
	close(real_stderr);
	assert_int_equal(pread(fileno(caught), text, (size_t)length, 0), length);
	fclose(caught);
	return text;
}

static const struct json *parse_line(const char *line, size_t length)
{
	const struct json *value = NULL;
	const struct err *err = json_parse(line, length, pool, &value);

	if (err != NULL)
		fail_msg("%.*s: %s", (int)length, line, err->text);
	return value;
}

/* The one line that was logged. */
static const struct json *only_line(const char *text)
{
	assert_true(strlen(text) > 0);
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	return parse_line(text, strlen(text) - 1);
}

static const char *field(const struct json *line, const char *name)
{
	const char *text = NULL;

	if (json_member(line, name) == NULL)
		return NULL;
	assert_null(json_text(line, name, 0, SIZE_MAX, pool, &text));
	return text;
}

static void test_a_line_says_when_who_and_what(void **state)
{
	const struct json *line;
	int64_t pid;

	(void)state;
	clock_set(INT64_C(20788) * CLOCK_DAY + 9 * CLOCK_HOUR + 123456);
	log_set_request("r-1");
	catch_start();
	log_line(LOG_WARN, "http.slow", "path", "/flights", "hidden", NULL, "ms", "1200", NULL);
	line = only_line(catch_end());
	log_set_request(NULL);
	clock_set(CLOCK_NONE);
	assert_string_equal(field(line, "at"), "2026-12-01T09:00:00.123Z");
	assert_string_equal(field(line, "level"), "warn");
	assert_string_equal(field(line, "program"), "unit");
	assert_null(json_int(line, "pid", 1, INT64_MAX, pool, &pid));
	assert_int_equal(pid, getpid());
	assert_string_equal(field(line, "request"), "r-1");
	assert_string_equal(field(line, "event"), "http.slow");
	assert_string_equal(field(line, "path"), "/flights");
	assert_string_equal(field(line, "ms"), "1200");
	assert_null(field(line, "hidden"));
}

static void test_no_request_no_field(void **state)
{
	(void)state;
	catch_start();
	log_line(LOG_INFO, "worker.start", NULL);
	assert_null(field(only_line(catch_end()), "request"));
}

static void test_lines_below_the_least_are_dropped(void **state)
{
	(void)state;
	catch_start();
	log_line(LOG_DEBUG, "x", NULL);
	assert_string_equal(catch_end(), "");
	log_start("unit", LOG_ERROR);
	catch_start();
	log_line(LOG_WARN, "x", NULL);
	log_line(LOG_ERROR, "y", NULL);
	assert_string_equal(field(only_line(catch_end()), "event"), "y");
	log_start("unit", LOG_INFO);
}

static void test_no_value_breaks_the_line(void **state)
{
	static const char *const table[] = { "a\nb", "\r\n{\"level\":\"error\"}", "\"}", "\\",
		"\x1B[31m", "\x7F", "Zürich", "" };
	const char *const *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		catch_start();
		log_line(LOG_INFO, "x", "value", *row, NULL);
		assert_string_equal(field(only_line(catch_end()), "value"), *row);
	}
	catch_start();
	log_line(LOG_INFO, "x", "value", "\xFF\xFE", NULL);
	assert_non_null(field(only_line(catch_end()), "value"));
}

static void test_long_values_are_cut_between_characters(void **state)
{
	char *text = pool_make_many(pool, char, 30001);
	const char *value;

	(void)state;
	text[0] = 'x';
	for (int i = 1; i < 30000 - 1; i += 2)
		memcpy(text + i, "ü", 2);
	catch_start();
	log_line(LOG_INFO, "x", "value", text, NULL);
	value = field(only_line(catch_end()), "value");
	assert_true(strlen(value) <= 2000 + 3);
	assert_true(strlen(value) >= 1990);
	assert_null(strstr(value, "\xEF\xBF\xBD"));
	assert_string_equal(value + strlen(value) - 3, "…");
}

static void test_errors(void **state)
{
	const struct json *line;

	(void)state;
	catch_start();
	log_err(LOG_ERROR, "hold.failed",
	    err_new_at(pool, CODE_SEAT_TAKEN, "domain/hold.c", 7, "seat %s", "12A"));
	line = only_line(catch_end());
	assert_string_equal(field(line, "code"), "seat-taken");
	assert_string_equal(field(line, "text"), "seat 12A");
	assert_string_equal(field(line, "where"), "domain/hold.c:7");
	catch_start();
	log_err(LOG_ERROR, "hold.failed", NULL);
	assert_null(field(only_line(catch_end()), "code"));
}

#define THREADS 8
#define LINES 200

static void *write_lines(void *request)
{
	log_set_request(request);
	for (int i = 0; i < LINES; i++)
		log_line(LOG_INFO, "thread.line", "mine", request, NULL);
	return NULL;
}

static void test_threads_do_not_mix(void **state)
{
	static char names[THREADS][3];
	pthread_t threads[THREADS];
	const char *text;
	int count = 0;

	(void)state;
	catch_start();
	for (int i = 0; i < THREADS; i++) {
		names[i][0] = 'r';
		names[i][1] = (char)('0' + i);
		pthread_create(&threads[i], NULL, write_lines, names[i]);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	text = catch_end();
	for (; *text != '\0'; count++) {
		size_t length = strcspn(text, "\n");
		const struct json *line = parse_line(text, length);

		assert_string_equal(field(line, "request"), field(line, "mine"));
		text += length + 1;
	}
	assert_int_equal(count, THREADS * LINES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_says_when_who_and_what),
		cmocka_unit_test(test_no_request_no_field),
		cmocka_unit_test(test_lines_below_the_least_are_dropped),
		cmocka_unit_test(test_no_value_breaks_the_line),
		cmocka_unit_test(test_long_values_are_cut_between_characters),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_threads_do_not_mix),
	};

	pool_start();
	pool = pool_new(NULL);
	log_start("unit", LOG_INFO);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
