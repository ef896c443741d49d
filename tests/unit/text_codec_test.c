/* Codecs: base64url, hex, whole numbers and percent escapes. */
#include "unit.h"

#include "base/text.h"

#include <string.h>

static apr_pool_t *pool;

static void test_base64url(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *text;
	} table[] = {
		{ "", 0, "" }, { "f", 1, "Zg" }, { "fo", 2, "Zm8" }, { "foo", 3, "Zm9v" },
		{ "foob", 4, "Zm9vYg" }, { "fooba", 5, "Zm9vYmE" }, { "foobar", 6, "Zm9vYmFy" },
		{ "\xFB\xFF\xBF", 3, "-_-_" }, { "\0\0\0\0", 4, "AAAAAA" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(text_base64url(row->bytes, row->length, pool), row->text);
}

static void test_hex_there_and_back(void **state)
{
	unsigned char bytes[256], again[256];
	const char *hex;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)i;
	hex = text_hex(bytes, sizeof(bytes), pool);
	assert_int_equal(strlen(hex), 512);
	assert_memory_equal(hex, "000102030405060708090a0b0c0d0e0f10", 34);
	assert_true(text_unhex(hex, again, sizeof(again)));
	assert_memory_equal(again, bytes, sizeof(bytes));
	assert_string_equal(text_hex("", 0, pool), "");
	assert_true(text_unhex("", again, 0));
}

static void test_what_is_no_hex(void **state)
{
	static const char *const table[] = { "", "0", "012", "01234", "0g12", "0x12", " 012",
		"01 2", "012 ", "ABCD", "-012", "01\xEF\xBC\x92", "01234567" };
	const char *const *row;
	unsigned char bytes[2];

	(void)state;
	FOR_ROWS(row, table)
	assert_false(text_unhex(*row, bytes, sizeof(bytes)));
}

static void test_whole_numbers(void **state)
{
	static const struct {
		const char *text;
		int64_t min, max, number;
	} table[] = {
		{ "0", 0, 9, 0 }, { "9", 0, 9, 9 }, { "-9", -9, 9, -9 },
		{ "2147483647", INT64_MIN, INT64_MAX, INT64_C(2147483647) },
		{ "2147483648", INT64_MIN, INT64_MAX, INT64_C(2147483648) },
		{ "-2147483649", INT64_MIN, INT64_MAX, INT64_C(-2147483649) },
		{ "4294967296", INT64_MIN, INT64_MAX, INT64_C(4294967296) },
		{ "9007199254740992", INT64_MIN, INT64_MAX, INT64_C(9007199254740992) },
		{ "9007199254740993", INT64_MIN, INT64_MAX, INT64_C(9007199254740993) },
		{ "9223372036854775807", INT64_MIN, INT64_MAX, INT64_MAX },
		{ "-9223372036854775808", INT64_MIN, INT64_MAX, INT64_MIN },
		{ "10", 10, 10, 10 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int64_t number = 4711;

		assert_true(text_to_int(row->text, row->min, row->max, &number));
		assert_int_equal(number, row->number);
	}
}

static void test_what_is_no_whole_number(void **state)
{
	static const char *const table[] = { NULL, "", "-", "--1", "+1", " 1", "1 ", "\t1", "1\n",
		"00", "01", "-0", "-01", "1e3", "1E3", "1.0", "1,000", "1_000", "0x10", "x", "1a",
		"9223372036854775808", "-9223372036854775809", "18446744073709551616",
		"99999999999999999999999999", "１", "１２", "٣", "²", "∞", "nan", "1\xE2\x80\x8B" };
	const char *const *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int64_t number = 4711;

		assert_false(text_to_int(*row, INT64_MIN, INT64_MAX, &number));
		assert_int_equal(number, 4711);
	}
}

static void test_numbers_outside_their_limits(void **state)
{
	int64_t number = 4711;

	(void)state;
	assert_false(text_to_int("0", 1, 9, &number));
	assert_false(text_to_int("10", 1, 9, &number));
	assert_false(text_to_int("-1", 0, 9, &number));
	assert_false(text_to_int("9223372036854775807", 0, INT64_MAX - 1, &number));
	assert_int_equal(number, 4711);
}

static void test_percent_escapes(void **state)
{
	static const struct {
		const char *text, *escaped;
	} table[] = {
		{ "", "" }, { "AZaz09-._~", "AZaz09-._~" }, { "a b", "a%20b" },
		{ "AX204/2026-12-01", "AX204%2F2026-12-01" },
		{ "a+b&c=d?e#f", "a%2Bb%26c%3Dd%3Fe%23f" },
		{ "100%", "100%25" }, { "São", "S%C3%A3o" }, { "\r\n", "%0D%0A" },
		{ "\xFF", "%FF" }, { "\"'<>", "%22%27%3C%3E" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(text_percent(row->text, pool), row->escaped);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base64url),
		cmocka_unit_test(test_hex_there_and_back),
		cmocka_unit_test(test_what_is_no_hex),
		cmocka_unit_test(test_whole_numbers),
		cmocka_unit_test(test_what_is_no_whole_number),
		cmocka_unit_test(test_numbers_outside_their_limits),
		cmocka_unit_test(test_percent_escapes),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
