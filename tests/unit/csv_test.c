/* CSV: quotes, and cells that a spreadsheet would take for formulas. */
#include "unit.h"

#include "web/csv.h"
#include "web/reply_parts.h"
#include "web/source.h"

static apr_pool_t *pool;

static const char *text_of(const struct csv *csv, struct reply **reply)
{
	char *params[] = { NULL };
	struct source source = { .params = params };
	static const struct program program = { .name = "test" };
	struct request *request = request_open(&program, NULL, &source, pool);

	*reply = reply_new(request);
	csv_reply(request, *reply, csv, "list.csv");
	return apr_pstrmemdup(pool, (*reply)->body, (*reply)->body_length);
}

static void cells_are_quoted_and_no_formulas(void **state)
{
	static const struct {
		const char *cell, *written;
	} table[] = {
		{ "plain", "\"plain\"" },
		{ "a \"word\", and more", "\"a \"\"word\"\", and more\"" },
		{ "two\r\nlines", "\"two\r\nlines\"" },
		{ "", "" },
		{ NULL, "" },
		{ "=1+1", "\"'=1+1\"" },
		{ "+49 30 1", "\"'+49 30 1\"" },
		{ "-1", "\"'-1\"" },
		{ "@SUM(A1)", "\"'@SUM(A1)\"" },
		{ "\t=1", "\"'\t=1\"" },
		{ "\r=1", "\"'\r=1\"" },
		{ "\n=1", "\"'\n=1\"" },
		{ "\uff1d1+1", "\"'\uff1d1+1\"" },
		{ "\uff0b1", "\"'\uff0b1\"" },
		{ "\uff0d1", "\"'\uff0d1\"" },
		{ "\uff20SUM(A1)", "\"'\uff20SUM(A1)\"" },
		{ "\uff21", "\"\uff21\"" },
		{ "'=1", "\"'=1\"" },
		{ "1=1", "\"1=1\"" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		struct csv *csv = csv_new(pool);
		struct reply *reply;
		const char *const cells[] = { row->cell, "x" };

		csv_row(csv, cells, 2);
		assert_string_equal(
		    text_of(csv, &reply), apr_pstrcat(pool, row->written, ",\"x\"\r\n", NULL));
	}
}

static void it_is_a_file_of_its_own(void **state)
{
	struct csv *csv = csv_new(pool);
	struct reply *reply;

	(void)state;
	assert_string_equal(text_of(csv, &reply), "");
	assert_int_equal(reply->status, 200);
	assert_string_equal(reply->content_type, "text/csv; charset=utf-8");
	assert_string_equal(
	    reply_field_value(reply, "Content-Disposition"), "attachment; filename=\"list.csv\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_quoted_and_no_formulas),
		cmocka_unit_test(it_is_a_file_of_its_own),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
