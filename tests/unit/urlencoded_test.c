/* Percent escapes and form bodies: decoded once, strictly, within limits. */
#include "unit_pool.h"

#include "web/urlencoded.h"

#include <string.h>

static void escapes_are_decoded_once(void **state)
{
	static const struct row {
		const char *text;
		bool is_plus_space;
		const char *expected;
	} rows[] = {
		{ "", true, "" },
		{ "a+b%20c", true, "a b c" },
		{ "a+b%20c", false, "a+b c" },
		{ "%2541", true, "%41" },
		{ "%e2%82%ac", true, "\xe2\x82\xac" },
		{ "\xf0\x9f\x9b\xab%F0%9F%9B%AB", true, "\xf0\x9f\x9b\xab\xf0\x9f\x9b\xab" },
		{ "%2F%3f", true, "/?" },
	};
	const struct row *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		const char *out;

		assert_null(urlencoded_decode(
		    row->text, strlen(row->text), row->is_plus_space, pool, &out));
		assert_string_equal(out, row->expected);
	}
}

static void what_is_broken_is_refused(void **state)
{
	static const char *const rows[] = { "%", "%4", "a%4", "%g1", "%1g", "%-1", "%%41", "%00",
		"a%00b", "%ff", "%c0%80", "%ed%a0%80", "%f4%90%80%80", "\xff", "%e2%82" };
	const char *const *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		const char *out;
		const struct err *err = urlencoded_decode(*row, strlen(*row), true, pool, &out);

		if (!err_is(err, CODE_BAD_REQUEST))
			fail_msg("accepted: %s", *row);
	}
	assert_non_null(urlencoded_decode("a\0b", 3, true, pool, &(const char *){ NULL }));
}

static void pairs_come_in_their_order(void **state)
{
	static const char text[] = "&a=1&&b&c=x=y&a=%26&=z&";
	const struct urlencoded_pair *pairs;
	size_t count;

	(void)state;
	assert_null(urlencoded_parse(text, strlen(text), pool, &pairs, &count));
	assert_int_equal(count, 5);
	assert_string_equal(pairs[0].name, "a");
	assert_string_equal(pairs[0].value, "1");
	assert_string_equal(pairs[1].name, "b");
	assert_string_equal(pairs[1].value, "");
	assert_string_equal(pairs[2].value, "x=y");
	assert_string_equal(pairs[3].value, "&");
	assert_string_equal(pairs[4].name, "");
	assert_null(urlencoded_parse("", 0, pool, &pairs, &count));
	assert_int_equal(count, 0);
}

static const struct err *parse_many(size_t count)
{
	const struct urlencoded_pair *pairs;
	char *text = apr_palloc(pool, count * 4 + 1);
	size_t found;

	for (size_t i = 0; i < count; i++)
		memcpy(text + i * 4, "a=1&", 4);
	return urlencoded_parse(text, count * 4, pool, &pairs, &found);
}

static const struct err *parse_long(size_t length, const char *unit)
{
	const struct urlencoded_pair *pairs;
	size_t unit_length = strlen(unit);
	char *text = apr_palloc(pool, 2 + length * unit_length);
	size_t found;

	memcpy(text, "a=", 2);
	for (size_t i = 0; i < length; i++)
		memcpy(text + 2 + i * unit_length, unit, unit_length);
	return urlencoded_parse(text, 2 + length * unit_length, pool, &pairs, &found);
}

static void limits_hold_at_the_edge(void **state)
{
	(void)state;
	assert_null(parse_many(URLENCODED_PAIRS_MAX - 1));
	assert_null(parse_many(URLENCODED_PAIRS_MAX));
	assert_true(err_is(parse_many(URLENCODED_PAIRS_MAX + 1), CODE_BAD_REQUEST));
	assert_null(parse_long(URLENCODED_VALUE_MAX, "x"));
	assert_null(parse_long(URLENCODED_VALUE_MAX, "%41"));
	assert_true(err_is(parse_long(URLENCODED_VALUE_MAX + 1, "x"), CODE_BAD_REQUEST));
	assert_true(err_is(parse_long(URLENCODED_VALUE_MAX + 1, "%41"), CODE_BAD_REQUEST));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    escapes_are_decoded_once, pool_set_up, pool_tear_down),
		cmocka_unit_test_setup_teardown(
		    what_is_broken_is_refused, pool_set_up, pool_tear_down),
		cmocka_unit_test_setup_teardown(
		    pairs_come_in_their_order, pool_set_up, pool_tear_down),
		cmocka_unit_test_setup_teardown(
		    limits_hold_at_the_edge, pool_set_up, pool_tear_down),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
