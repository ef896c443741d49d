/* JSON read: what is taken, what is refused, and members of the type and size asked for. */
#include "unit.h"

#include "base/json.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

static apr_pool_t *pool;

static const struct json *parse(const char *text)
{
	const struct json *value = NULL;
	const struct err *err = json_parse(text, strlen(text), pool, &value);

	if (err != NULL)
		fail_msg("%s: %s", text, err->text);
	return value;
}

static bool is_refused(const char *text, size_t length)
{
	const struct json *value = NULL;
	const struct err *err = json_parse(text, length, pool, &value);

	if (err == NULL)
		return false;
	assert_int_equal(err->code, CODE_INVALID);
	assert_null(value);
	return true;
}

static void test_what_is_refused(void **state)
{
	static const char *const table[] = { "", " ", "{", "}", "[", "]", "[}", "{]", "{}{}",
		"[] x", "{} {", "1", "\"a\"", "null", "true", "nul", "{a:1}", "{'a':1}", "{\"a\"}",
		"{\"a\":}", "{\"a\":1,}", "[1,]", "[,1]", "[1 2]", "{\"a\":1 \"b\":2}", "[01]",
		"[+1]", "[.5]", "[1.]", "[1e]", "[0x10]", "[NaN]", "[Infinity]", "[-]", "[1e309]",
		"[-1e309]", "[9223372036854775808]", "[-9223372036854775809]",
		"[99999999999999999999]", "[-0]", "{\"a\":-0}", "[1,-0,1]", "[-0 ]",
		"{\"a\":1,\"a\":1}", "{\"b\":{\"a\":1,\"c\":2,\"a\":3}}", "{\"a\":1,\"\\u0061\":2}",
		"[\"\\u0000\"]", "{\"\\u0000\":1}", "[\"\\ud800\"]", "[\"\\udc00x\"]",
		"[\"\\x41\"]", "[\"\\\"]", "[\"a]", "[\"\n\"]", "[\"\t\"]", "[\"\xFF\"]",
		"[\"\xC0\x80\"]", "[\"\xED\xA0\x80\"]", "\xEF\xBB\xBF{}", "[1]\x01", "[\xC2\xA0]",
		"/* */ []", "[] // x", "[TRUE]", "[１]" };
	const char *const *row;

	(void)state;
	FOR_ROWS(row, table)
	if (!is_refused(*row, strlen(*row)))
		fail_msg("taken: %s", *row);
	assert_true(is_refused("[\"a\0b\"]", 7));
	assert_true(is_refused("[]\0", 3));
	assert_true(is_refused("[1]", 2));
}

static void test_what_is_taken(void **state)
{
	static const char *const table[] = { "{}", "[]", " \t\r\n[ ] ", "[[],{}]", "[0]", "[-1]",
		"[1e-05]", "[1E+05,2]", "[-0.5]", "[-0.0]", "[-0e1]", "[1e308]", "[1e-400]",
		"[\"-0\"]", "[\"[[[[[\"]", "[\"\\\"[-0\\\\\"]", "{\"\":1}", "[\"\\ud83d\\udeeb\"]",
		"[\"/\\/\"]", "[9223372036854775807,-9223372036854775808]" };
	const char *const *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_non_null(parse(*row));
}

/* `depth` opened and, when `is_closed`, closed again. */
static bool depth_is_refused(const char *open, const char *close, size_t depth, bool is_closed)
{
	size_t step = strlen(open);
	char *text = malloc(depth * (step + strlen(close)) + 1);
	size_t length = 0;
	bool refused;

	for (size_t i = 0; i < depth; i++, length += step)
		memcpy(text + length, open, step);
	if (is_closed)
		for (size_t i = 0; i < depth; i++, length += strlen(close))
			memcpy(text + length, close, strlen(close));
	/* the innermost {"a": has no value */
	if (step > 1 && is_closed)
		memcpy(text + depth * step - step, "{     ", step);
	refused = is_refused(text, length);
	free(text);
	return refused;
}

static void test_depth_is_limited(void **state)
{
	(void)state;
	assert_false(depth_is_refused("[", "]", 1, true));
	assert_false(depth_is_refused("[", "]", 32, true));
	assert_true(depth_is_refused("[", "]", 33, true));
	assert_false(depth_is_refused("{\"a\":", "}", 32, true));
	assert_true(depth_is_refused("{\"a\":", "}", 33, true));
	assert_true(depth_is_refused("[", "]", 1000000, true));
	assert_true(depth_is_refused("[", "]", 1000000, false));
	assert_true(depth_is_refused("{\"a\":", "}", 1000000, false));
}

static void test_width_is_not(void **state)
{
	size_t count = 20000;
	char *text = malloc(3 * count + 2);
	const struct json *value = NULL;

	(void)state;
	for (size_t i = 0; i < count; i++)
		memcpy(text + 1 + 3 * i, "[],", 3);
	text[0] = '[';
	text[3 * count] = ']';
	assert_null(json_parse(text, 3 * count + 1, pool, &value));
	free(text);
	assert_int_equal(json_count(value), count);
	assert_true(json_is_array(json_at(value, count - 1)));
}

static void test_the_place_of_a_mistake_is_named(void **state)
{
	const struct json *value = NULL;
	const struct err *err = json_parse("{\n\"a\": 1,\n\"b\": x}", 17, pool, &value);

	(void)state;
	assert_non_null(err);
	assert_non_null(strstr(err->text, "line 3"));
}

static void test_members(void **state)
{
	const struct json *o = parse("{\"flight_no\":\"AX204\",\"version\":3,\"on_sale\":true,"
				     "\"nothing\":null,\"taxes\":[{\"code\":\"AT\"},5],\"in\":{}}");

	(void)state;
	assert_true(json_is_object(o));
	assert_true(json_is_text(json_member(o, "flight_no")));
	assert_false(json_is_text(json_member(o, "version")));
	assert_non_null(json_member(o, "nothing"));
	assert_null(json_member(o, "Flight_no"));
	assert_null(json_member(o, ""));
	assert_null(json_member(NULL, "x"));
	assert_null(json_member(json_member(o, "taxes"), "code"));
	assert_int_equal(json_count(json_member(o, "taxes")), 2);
	assert_int_equal(json_count(o), 0);
	assert_int_equal(json_count(NULL), 0);
	assert_null(json_at(json_member(o, "taxes"), 2));
	assert_null(json_at(o, 0));
	assert_true(json_is_object(json_member(o, "in")));
	assert_false(json_is_object(NULL));
	assert_false(json_is_array(o));
}

static void test_texts(void **state)
{
	const struct json *o = parse("{\"a\":\"Zürich\",\"e\":\"\",\"n\":7,\"z\":null,"
				     "\"u\":\"\\u00e9\\n\\ud83d\\udeeb\"}");
	const char *text = "before";

	(void)state;
	assert_null(json_text(o, "a", 7, 7, pool, &text));
	assert_string_equal(text, "Zürich");
	assert_null(json_text(o, "u", 1, 99, pool, &text));
	assert_string_equal(text, "é\n🛫");
	assert_null(json_text(o, "e", 0, 0, pool, &text));
	assert_string_equal(text, "");
	assert_true(err_is(json_text(o, "a", 8, 99, pool, &text), CODE_INVALID));
	assert_true(err_is(json_text(o, "a", 0, 6, pool, &text), CODE_INVALID));
	assert_true(err_is(json_text(o, "n", 0, 99, pool, &text), CODE_INVALID));
	assert_true(err_is(json_text(o, "z", 0, 99, pool, &text), CODE_INVALID));
	assert_true(err_is(json_text(o, "missing", 0, 99, pool, &text), CODE_INVALID));
	assert_non_null(strstr(json_text(o, "missing", 0, 9, pool, &text)->text, "missing"));
	assert_string_equal(text, "");
}

static void test_integers(void **state)
{
	static const struct {
		const char *text;
		bool is_int;
		int64_t number;
	} table[] = {
		{ "0", true, 0 }, { "-1", true, -1 }, { "2147483648", true, INT64_C(2147483648) },
		{ "9007199254740993", true, INT64_C(9007199254740993) },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN }, { "1.0", false, 0 },
		{ "1e3", false, 0 }, { "-0.0", false, 0 }, { "\"1\"", false, 0 },
		{ "true", false, 0 }, { "null", false, 0 }, { "[1]", false, 0 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		const struct json *o = parse(apr_pstrcat(pool, "{\"n\":", row->text, "}", NULL));
		int64_t number = 4711;
		const struct err *err = json_int(o, "n", INT64_MIN, INT64_MAX, pool, &number);

		assert_int_equal(err == NULL, row->is_int);
		assert_int_equal(number, row->is_int ? row->number : 4711);
	}
}

static void test_integers_within_limits(void **state)
{
	const struct json *o = parse("{\"n\":5,\"list\":[5,5.5,\"5\"]}");
	const struct json *list = json_member(o, "list");
	int64_t number;
	const char *text;

	(void)state;
	assert_null(json_int(o, "n", 5, 5, pool, &number));
	assert_true(err_is(json_int(o, "n", 6, 9, pool, &number), CODE_INVALID));
	assert_true(err_is(json_int(o, "n", 0, 4, pool, &number), CODE_INVALID));
	assert_true(err_is(json_int(o, "m", 0, 9, pool, &number), CODE_INVALID));
	assert_null(json_int_at(list, 0, 0, 9, pool, &number));
	assert_true(err_is(json_int_at(list, 0, 6, 9, pool, &number), CODE_INVALID));
	assert_true(err_is(json_int_at(list, 1, 0, 9, pool, &number), CODE_INVALID));
	assert_true(err_is(json_int_at(list, 3, 0, 9, pool, &number), CODE_INVALID));
	assert_null(json_text_at(list, 2, 1, 1, pool, &text));
	assert_string_equal(text, "5");
	assert_true(err_is(json_text_at(list, 0, 0, 9, pool, &text), CODE_INVALID));
	assert_true(err_is(json_text_at(list, 9, 0, 9, pool, &text), CODE_INVALID));
}

static void test_other_kinds(void **state)
{
	const struct json *o = parse("{\"lat\":48.110278,\"lon\":-16,\"big\":1e308,\"yes\":true,"
				     "\"no\":false,\"list\":[1,2,3],\"text\":\"1\"}");
	const struct json *list = NULL;
	double number = 0;
	bool flag = false;

	(void)state;
	assert_null(json_number(o, "lat", -90, 90, pool, &number));
	assert_true(number > 48.110277 && number < 48.110279);
	assert_null(json_number(o, "lon", -16, 180, pool, &number));
	assert_true(number > -16.001 && number < -15.999);
	assert_true(err_is(json_number(o, "lat", -45, 45, pool, &number), CODE_INVALID));
	assert_true(err_is(json_number(o, "text", -90, 90, pool, &number), CODE_INVALID));
	assert_null(json_number(o, "big", 0, DBL_MAX, pool, &number));
	assert_null(json_bool(o, "yes", pool, &flag));
	assert_true(flag);
	assert_null(json_bool(o, "no", pool, &flag));
	assert_false(flag);
	assert_true(err_is(json_bool(o, "list", pool, &flag), CODE_INVALID));
	assert_null(json_list(o, "list", 3, pool, &list));
	assert_int_equal(json_count(list), 3);
	assert_true(err_is(json_list(o, "list", 2, pool, &list), CODE_INVALID));
	assert_true(err_is(json_list(o, "yes", 2, pool, &list), CODE_INVALID));
}

static void test_the_tree_outlives_its_text(void **state)
{
	char text[] = "{\"name\":\"Vienna\"}";
	const struct json *value = parse(text);
	const char *name;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	assert_null(json_text(value, "name", 1, 99, pool, &name));
	assert_string_equal(name, "Vienna");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_what_is_taken),
		cmocka_unit_test(test_depth_is_limited),
		cmocka_unit_test(test_width_is_not),
		cmocka_unit_test(test_the_place_of_a_mistake_is_named),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_integers_within_limits),
		cmocka_unit_test(test_other_kinds),
		cmocka_unit_test(test_the_tree_outlives_its_text),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
