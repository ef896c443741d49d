/* Money: currencies, sums at their limits, amounts as people read them. */
#include "unit.h"

#include "base/money.h"

static apr_pool_t *pool;

static void test_currencies(void **state)
{
	static const struct {
		const char *code;
		bool is_currency;
		int decimals;
	} table[] = {
		{ "EUR", true, 2 }, { "USD", true, 2 }, { "GBP", true, 2 }, { "CHF", true, 2 },
		{ "JPY", true, 0 }, { "KRW", true, 0 }, { "ISK", true, 0 }, { "XOF", true, 0 },
		{ "KWD", true, 3 }, { "BHD", true, 3 }, { "TND", true, 3 }, { "UYW", true, 4 },
		{ "HUF", true, 2 }, { "MGA", true, 2 }, { "XCD", true, 2 }, { "AED", true, 2 },
		{ "ZWG", true, 2 }, { "eur", false, 2 }, { "EU", false, 2 }, { "EURO", false, 2 },
		{ "", false, 2 }, { "XXX", false, 2 }, { "XTS", false, 2 }, { "XAU", false, 2 },
		{ "DEM", false, 2 }, { "ABC", false, 2 }, { "E\xC3\x9CR", false, 2 },
		{ NULL, false, 2 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		assert_int_equal(money_is_currency(row->code), row->is_currency);
		assert_int_equal(money_decimals(row->code), row->decimals);
	}
}

static void test_sums_stay_within_limits(void **state)
{
	static const struct {
		int64_t sum, amount;
		bool fits;
		int64_t result;
	} table[] = {
		{ 0, 0, true, 0 },
		{ 12950, 7300, true, 20250 },
		{ 500, -800, true, -300 },
		{ MONEY_MAX - 1, 1, true, MONEY_MAX },
		{ MONEY_MAX, 1, false, MONEY_MAX },
		{ MONEY_MAX, INT64_MAX, false, MONEY_MAX },
		{ -MONEY_MAX, -1, false, -MONEY_MAX },
		{ -1, INT64_MIN, false, -1 },
		{ 1, INT64_MAX, false, 1 },
		{ -MONEY_MAX, 2 * MONEY_MAX, true, MONEY_MAX },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int64_t sum = row->sum;

		assert_int_equal(money_add(&sum, row->amount), row->fits);
		assert_int_equal(sum, row->result);
	}
}

static void test_products_stay_within_limits(void **state)
{
	static const struct {
		int64_t sum, unit, quantity;
		bool fits;
		int64_t result;
	} table[] = {
		{ 100, 4999, 9, true, 45091 },
		{ 0, MONEY_MAX, 1, true, MONEY_MAX },
		{ 0, MONEY_MAX / 2 + 1, 2, false, 0 },
		{ 7, INT64_MAX, 2, false, 7 },
		{ 7, INT64_MIN, -1, false, 7 },
		{ 7, INT64_C(4294967296), INT64_C(4294967296), false, 7 },
		{ 7, INT64_MAX, 0, true, 7 },
		{ 5000, -2500, 2, true, 0 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int64_t sum = row->sum;

		assert_int_equal(money_add_times(&sum, row->unit, row->quantity), row->fits);
		assert_int_equal(sum, row->result);
	}
}

static void test_amounts_as_people_read_them(void **state)
{
	static const struct {
		int64_t minor;
		const char *currency, *text;
	} table[] = {
		{ 123450, "EUR", "EUR 1,234.50" },
		{ 12000, "JPY", "JPY 12,000" },
		{ -300, "EUR", "EUR -3.00" },
		{ 0, "EUR", "EUR 0.00" },
		{ 0, "JPY", "JPY 0" },
		{ 5, "EUR", "EUR 0.05" },
		{ -5, "USD", "USD -0.05" },
		{ 99999, "GBP", "GBP 999.99" },
		{ 100000, "GBP", "GBP 1,000.00" },
		{ 1234567, "KWD", "KWD 1,234.567" },
		{ 1, "KWD", "KWD 0.001" },
		{ 12345, "UYW", "UYW 1.2345" },
		{ 999, "JPY", "JPY 999" },
		{ 1000000, "JPY", "JPY 1,000,000" },
		{ MONEY_MAX, "EUR", "EUR 10,000,000,000.00" },
		{ INT64_MAX, "JPY", "JPY 9,223,372,036,854,775,807" },
		{ INT64_MIN, "EUR", "EUR -92,233,720,368,547,758.08" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_string_equal(money_text(row->minor, row->currency, pool), row->text);
}

static void test_amounts_as_people_type_them(void **state)
{
	static const struct {
		const char *text, *currency;
		int64_t minor; /* -1: it is none */
	} table[] = {
		{ "25", "EUR", 2500 },
		{ "25.00", "EUR", 2500 },
		{ "25,50", "EUR", 2550 },
		{ "0.05", "USD", 5 },
		{ "0", "EUR", 0 },
		{ "12000", "JPY", 12000 },
		{ "1.234", "KWD", 1234 },
		{ "1,234.00", "EUR", 123400 },
		{ "1,234.50", "EUR", 123450 },
		{ "1,234", "EUR", 123400 },
		{ "10,000,000,000.00", "EUR", MONEY_MAX },
		{ "12,000", "JPY", 12000 },
		{ "1,000,000,000,000", "JPY", MONEY_MAX },
		{ "1,234.000", "KWD", 1234000 },
		{ "1234", "KWD", 1234000 },
		{ "12,345,678", "KWD", 12345678000 },
		{ "1,234", "UYW", 12340000 },
		{ "1,2345", "UYW", 12345 },
		{ "1.234,50", "EUR", 123450 },
		{ "1.234,567", "KWD", 1234567 },
		{ "10000000000.00", "EUR", MONEY_MAX },
		{ "1000000000000", "JPY", MONEY_MAX },
		{ "10000000000.01", "EUR", -1 },
		{ "1000000000001", "JPY", -1 },
		{ "99999999999999999999999999", "EUR", -1 },
		{ "25.5", "EUR", -1 },
		{ "25.500", "EUR", -1 },
		{ "25.", "EUR", -1 },
		{ ".50", "EUR", -1 },
		{ ".", "EUR", -1 },
		{ ",", "EUR", -1 },
		{ ",234", "EUR", -1 },
		{ ",234.00", "EUR", -1 },
		{ "1,23.50", "EUR", -1 },
		{ "12,34", "JPY", -1 },
		{ "1,234,5", "EUR", -1 },
		{ "1,,234", "EUR", -1 },
		{ "1,234,", "EUR", -1 },
		{ "1234,567", "EUR", -1 },
		{ "1,234567", "JPY", -1 },
		{ "1,234,567,890.5", "EUR", -1 },
		{ "0,123", "EUR", -1 },
		{ "012,345.00", "EUR", -1 },
		{ "1.234", "EUR", -1 },
		{ "1.234.567", "EUR", -1 },
		{ "1.234.50", "EUR", -1 },
		{ "1,234.56,00", "EUR", -1 },
		{ "1.000", "JPY", -1 },
		{ "1,234", "KWD", -1 },
		{ "999,000", "BHD", -1 },
		{ "12.0", "JPY", -1 },
		{ "12.", "JPY", -1 },
		{ "-1", "EUR", -1 },
		{ "+1", "EUR", -1 },
		{ " 1", "EUR", -1 },
		{ "1e2", "EUR", -1 },
		{ "EUR 1", "EUR", -1 },
		{ "\xD9\xA3", "EUR", -1 },
		{ "", "EUR", -1 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int64_t minor = -1;

		assert_int_equal(money_parse(row->text, row->currency, &minor), row->minor >= 0);
		assert_int_equal(minor, row->minor);
	}
}

/* Whatever is left: what people are told to type is taken as that sum. */
static void test_amounts_as_they_are_proposed(void **state)
{
	static const char *const currencies[] = { "JPY", "EUR", "KWD", "UYW" };
	static const int64_t sums[] = { 0, 1, 5, 10, 99, 100, 999, 1000, 1234, 9999, 12000, 99999,
		100000, 123400, 999999, 1000000, 1234000, 1234567, 10000000, 123456789012,
		MONEY_MAX };

	(void)state;
	for (size_t c = 0; c < ROWS(currencies); c++)
		for (size_t i = 0; i < ROWS(sums); i++) {
			int64_t minor = -1;

			assert_true(money_parse(
			    money_number(sums[i], currencies[c], pool), currencies[c], &minor));
			assert_int_equal(minor, sums[i]);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_currencies),
		cmocka_unit_test(test_sums_stay_within_limits),
		cmocka_unit_test(test_products_stay_within_limits),
		cmocka_unit_test(test_amounts_as_people_read_them),
		cmocka_unit_test(test_amounts_as_people_type_them),
		cmocka_unit_test(test_amounts_as_they_are_proposed),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
