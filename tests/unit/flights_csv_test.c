/* Tables in text, read to the letter of RFC 4180. */
#include "base/pool.h"
#include "flights/csv.h"
#include "support/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static apr_pool_t *pool;
static char path[] = "/tmp/aisle-csv-XXXXXX";

static int start(void **state)
{
	(void)state;
	pool_start();
	pool = pool_new(NULL);
	int file = mkstemp(path);
	return file < 0 ? -1 : close(file);
}

static int stop(void **state)
{
	(void)state;
	return unlink(path);
}

static const struct err *read_text(
    char separator, const char *header, const char *text, struct csv *out)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
	return csv_read(path, separator, header, pool, out);
}

static void fields_come_out_as_they_were_meant(void **state)
{
	static const struct {
		const char *text, *first, *second;
	} rows[] = {
		{ "a,b\n1,2\n", "1", "2" },
		{ "a,b\n1,2", "1", "2" },
		{ "a,b\r\n1,2\r\n", "1", "2" },
		{ "\xef\xbb\xbf"
		  "a,b\r\n1,2\r\n",
		    "1", "2" },
		{ "a,b\n\n1,2\n\n", "1", "2" },
		{ "a,b\n\"1\",\"2\"\n", "1", "2" },
		{ "a,b\n\"x,y\",\"say \"\"no\"\"\"\n", "x,y", "say \"no\"" },
		{ "a,b\n\"two\nlines\",\"\"\r\n", "two\nlines", "" },
		{ "a,b\n,\n", "", "" },
		{ "a,b\n\xc3\xa4, 2 \n", "\xc3\xa4", " 2 " },
	};
	struct csv csv;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_no_err(read_text(',', "a,b", rows[i].text, &csv));
		assert_int_equal(csv.count, 1);
		assert_int_equal(csv.records[0].count, 2);
		assert_string_equal(csv.records[0].fields[0], rows[i].first);
		assert_string_equal(csv.records[0].fields[1], rows[i].second);
	}
}

static void a_record_knows_its_line(void **state)
{
	struct csv csv;

	(void)state;
	assert_no_err(read_text(',', "a,b", "a,b\n1,\"x\ny\"\n\n2,3\n4,5\n", &csv));
	assert_int_equal(csv.count, 3);
	assert_int_equal(csv.records[0].line, 2);
	assert_int_equal(csv.records[1].line, 5);
	assert_int_equal(csv.records[2].line, 6);
}

static void what_is_no_table_is_refused_with_its_line(void **state)
{
	static const struct {
		const char *text, *line;
	} rows[] = {
		{ "", ":1:" },
		{ "a,c\n1,2\n", ":1:" },
		{ "a,b,c\n1,2,3\n", ":1:" },
		{ " a,b\n1,2\n", ":1:" },
		{ "a,b\n1\n", ":2:" },
		{ "a,b\n1,2\n1,2,3\n", ":3:" },
		{ "a,b\n1,\"2\n", ":3:" },
		{ "a,b\n1,\"2\"x\n", ":2:" },
		{ "a,b\n1,2\"x\"\n", ":2:" },
		{ "a,b\n1,\xff\n", "UTF-8" },
	};
	struct csv csv;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct err *err = assert_err(
		    read_text(',', "a,b", rows[i].text, &csv), CODE_INVALID);
		if (strstr(err->text, rows[i].line) == NULL)
			fail_msg("row %zu: %s", i, err->text);
	}
	assert_err(csv_read("/nowhere/at.all", ',', "a,b", pool, &csv), CODE_INVALID);
	assert_err(csv_read("/tmp", ',', "a,b", pool, &csv), CODE_INVALID);
}

static void tabs_know_no_quotes(void **state)
{
	struct csv csv;

	(void)state;
	assert_no_err(read_text('\t', "a\tb", "a\tb\nthe \"old\" one\t\"\n", &csv));
	assert_string_equal(csv.records[0].fields[0], "the \"old\" one");
	assert_string_equal(csv.records[0].fields[1], "\"");
}

static void a_file_is_at_most_20_mib(void **state)
{
	struct csv csv;

	(void)state;
	assert_no_err(read_text(',', "a,b", "a,b\n", &csv));
	for (int over = 0; over <= 1; over++) {
		FILE *file = fopen(path, "wb");
		assert_non_null(file);
		fputs("a,b\n1,", file);
		for (long i = ftell(file); i < CSV_BYTES_MAX + over; i++)
			putc('2', file);
		assert_int_equal(fclose(file), 0);
		const struct err *err = csv_read(path, ',', "a,b", pool, &csv);
		if (over)
			assert_err(err, CODE_INVALID);
		else
			assert_no_err(err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_come_out_as_they_were_meant),
		cmocka_unit_test(a_record_knows_its_line),
		cmocka_unit_test(what_is_no_table_is_refused_with_its_line),
		cmocka_unit_test(tabs_know_no_quotes),
		cmocka_unit_test(a_file_is_at_most_20_mib),
	};
	return cmocka_run_group_tests_name("flights_csv", tests, start, stop);
}
