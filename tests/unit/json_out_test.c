/* JSON written: commas, escapes, numbers, and that what was written reads back as it was. */
#include "unit.h"

#include "base/json.h"

#include <float.h>
#include <math.h>
#include <string.h>

static apr_pool_t *pool;

static void test_commas_and_brackets(void **state)
{
	struct json_out *out = json_out_new(pool);
	const char *text;
	size_t length;

	(void)state;
	json_open(out, NULL, '{');
	json_put_text(out, "flight_no", "AX204");
	json_put_int(out, "version", 3);
	json_open(out, "empty", '[');
	json_close(out, ']');
	json_open(out, "taken", '[');
	json_put_text(out, NULL, "1A");
	json_put_text(out, NULL, "1B");
	json_open(out, NULL, '{');
	json_put_bool(out, "yes", true);
	json_put_bool(out, "no", false);
	json_close(out, '}');
	json_close(out, ']');
	json_put_text(out, "nothing", NULL);
	json_close(out, '}');
	text = json_out_text(out, &length);
	assert_string_equal(text,
	    "{\"flight_no\":\"AX204\",\"version\":3,\"empty\":[],"
	    "\"taken\":[\"1A\",\"1B\",{\"yes\":true,\"no\":false}],"
	    "\"nothing\":null}");
	assert_int_equal(length, strlen(text));
	assert_string_equal(json_out_text(out, NULL), text);
}

/* The one element of an array, written. */
static const char *written(const char *value)
{
	struct json_out *out = json_out_new(pool);

	json_open(out, NULL, '[');
	json_put_text(out, NULL, value);
	json_close(out, ']');
	return json_out_text(out, NULL);
}

static void test_texts_are_escaped(void **state)
{
	static const struct {
		const char *text, *json;
	} table[] = {
		{ "", "[\"\"]" }, { "plain", "[\"plain\"]" }, { "a\"b", "[\"a\\\"b\"]" },
		{ "a\\b", "[\"a\\\\b\"]" }, { "a\nb", "[\"a\\u000ab\"]" },
		{ "\x01\x1F\x7F", "[\"\\u0001\\u001f\\u007f\"]" }, { "Zürich 🛫", "[\"Zürich 🛫\"]" },
		{ "\",\"x\":\"", "[\"\\\",\\\"x\\\":\\\"\"]" }, { "a\xFF", "[\"a\xEF\xBF\xBD\"]" },
		{ "\xC3", "[\"\xEF\xBF\xBD\"]" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(written(row->text), row->json);
}

static void test_every_byte_reads_back(void **state)
{
	char text[128] = "";
	const struct json *value = NULL;
	const char *json, *again;

	(void)state;
	for (int c = 1; c < 128; c++)
		text[c - 1] = (char)c;
	json = written(text);
	assert_null(json_parse(json, strlen(json), pool, &value));
	assert_null(json_text_at(value, 0, 0, 999, pool, &again));
	assert_string_equal(again, text);
}

static void test_a_name_is_escaped_too(void **state)
{
	struct json_out *out = json_out_new(pool);

	(void)state;
	json_open(out, NULL, '{');
	json_put_int(out, "a\"b", 1);
	json_close(out, '}');
	assert_string_equal(json_out_text(out, NULL), "{\"a\\\"b\":1}");
}

static void test_numbers(void **state)
{
	static const struct {
		double number;
		const char *json;
	} table[] = {
		{ 0.0, "[0]" }, { -0.0, "[0]" }, { 48.110278, "[48.110278]" }, { 0.1, "[0.1]" },
		{ -16.569722, "[-16.569722]" }, { 1.0 / 3, "[0.3333333333333333]" },
		{ (double)INFINITY, "[null]" }, { -(double)INFINITY, "[null]" },
		{ (double)NAN, "[null]" }, { 100, "[100]" },
	}, *row;
	struct json_out *out;

	(void)state;
	FOR_ROWS(row, table)
	{
		out = json_out_new(pool);
		json_open(out, NULL, '[');
		json_put_real(out, NULL, row->number);
		json_close(out, ']');
		assert_string_equal(json_out_text(out, NULL), row->json);
	}
	out = json_out_new(pool);
	json_open(out, NULL, '[');
	json_put_int(out, NULL, INT64_MIN);
	json_put_int(out, NULL, INT64_MAX);
	json_close(out, ']');
	assert_string_equal(json_out_text(out, NULL), "[-9223372036854775808,9223372036854775807]");
}

static void test_extreme_numbers_read_back(void **state)
{
	static const double table[] = { DBL_MAX, -DBL_MAX, DBL_MIN, 5e-324, 1e22,
		123456789.123456789, 2.2250738585072011e-308 };

	(void)state;
	for (size_t i = 0; i < ROWS(table); i++) {
		struct json_out *out = json_out_new(pool);
		const struct json *value = NULL;
		double again = 0;
		size_t length;
		const char *text;

		json_open(out, NULL, '{');
		json_put_real(out, "n", table[i]);
		json_close(out, '}');
		text = json_out_text(out, &length);
		assert_null(json_parse(text, length, pool, &value));
		assert_null(json_number(value, "n", -DBL_MAX, DBL_MAX, pool, &again));
		assert_memory_equal(&again, &table[i], sizeof(again));
	}
}

static void test_a_long_text_is_written_whole(void **state)
{
	struct json_out *out = json_out_new(pool);
	const struct json *value = NULL;
	const char *text;
	size_t length;

	(void)state;
	json_open(out, NULL, '[');
	for (int i = 0; i < 20000; i++)
		json_put_int(out, NULL, i);
	json_close(out, ']');
	text = json_out_text(out, &length);
	assert_null(json_parse(text, length, pool, &value));
	assert_int_equal(json_count(value), 20000);
	for (int i = 0; i < 20000; i++) {
		int64_t number = -1;

		assert_null(json_int_at(value, (size_t)i, i, i, pool, &number));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commas_and_brackets),
		cmocka_unit_test(test_texts_are_escaped),
		cmocka_unit_test(test_every_byte_reads_back),
		cmocka_unit_test(test_a_name_is_escaped_too),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_extreme_numbers_read_back),
		cmocka_unit_test(test_a_long_text_is_written_whole),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
