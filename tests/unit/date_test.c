/* Dates: the calendar, and ages as the fare rules count them. */
#include "unit.h"

#include "base/date.h"
#include "support/times.h"

#include <limits.h>

static apr_pool_t *pool;

static void test_known_days(void **state)
{
	static const struct {
		const char *text;
		int32_t on;
		int weekday;
		const char *human;
	} table[] = {
		{ "1970-01-01", 0, 4, "Thu 1 Jan 1970" },
		{ "1969-12-31", -1, 3, "Wed 31 Dec 1969" },
		{ "2000-02-29", 11016, 2, "Tue 29 Feb 2000" },
		{ "2026-12-01", 20788, 2, "Tue 1 Dec 2026" },
		{ "2028-02-29", 21243, 2, "Tue 29 Feb 2028" },
		{ "1900-01-01", -25567, 1, "Mon 1 Jan 1900" },
		{ "2199-12-31", 84005, 2, "Tue 31 Dec 2199" },
		{ "2100-02-28", 47540, 7, "Sun 28 Feb 2100" },
		{ "2100-03-01", 47541, 1, "Mon 1 Mar 2100" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		assert_int_equal(day_of(row->text), row->on);
		assert_string_equal(date_text(row->on, pool), row->text);
		assert_int_equal(date_weekday(row->on), row->weekday);
		assert_string_equal(date_human(row->on, pool), row->human);
	}
}

static void test_all_days_there_and_back(void **state)
{
	int32_t last = day_of("2199-12-31");
	int weekday = 1;

	(void)state;
	for (int32_t on = day_of("1900-01-01"); on <= last; on++) {
		int year, month, mday;
		int32_t again;

		date_to_civil(on, &year, &month, &mday);
		assert_true(date_from_civil(year, month, mday, &again));
		assert_int_equal(again, on);
		assert_int_equal(date_weekday(on), weekday);
		weekday = weekday % 7 + 1;
	}
}

static void test_days_far_away_do_no_harm(void **state)
{
	int year, month, mday;

	(void)state;
	date_to_civil(DATE_NONE, &year, &month, &mday);
	assert_true(month >= 1 && month <= 12 && mday >= 1 && mday <= 31);
	date_to_civil(INT32_MAX, &year, &month, &mday);
	assert_int_equal(year, 5881580);
	assert_true(date_weekday(INT32_MIN) >= 1 && date_weekday(INT32_MAX) <= 7);
}

static void test_what_is_no_date(void **state)
{
	static const char *const table[] = { "", "2026", "2026-12-1", "2026-1-01", "26-12-01",
		"2026-12-01 ", " 2026-12-01", "2026-12-01T00:00:00Z", "2026/12/01", "20261201",
		"2026-13-01", "2026-00-01", "2026-12-00", "2026-12-32", "2026-04-31", "2026-02-29",
		"2100-02-29", "1900-02-29", "1899-12-31", "2200-01-01", "0000-01-01", "-026-12-01",
		"+026-12-01", "2026-+1-01", "2026-12--1", "2026-0x-01", "2026-12-0a",
		"\xEF\xBC\x92\xEF\xBC\x90\xEF\xBC\x92\xEF\xBC\x96-12-01", "2026-12-01\n", "today",
		NULL };
	const char *const *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int32_t on = 4711;

		assert_false(date_parse(*row, &on));
		assert_int_equal(on, 4711);
	}
}

static void test_no_civil_date(void **state)
{
	static const int table[][3] = { { 2026, 2, 29 }, { 2026, 0, 1 }, { 2026, 13, 1 },
		{ 2026, 1, 0 }, { 2026, 1, -1 }, { INT_MAX, 1, 1 }, { INT_MIN, 1, 1 },
		{ 2026, INT_MAX, 1 }, { 2026, 1, INT_MAX }, { 2026, INT_MIN, INT_MIN },
		{ 1899, 12, 31 }, { 2200, 1, 1 } };
	int32_t on;

	(void)state;
	for (size_t i = 0; i < ROWS(table); i++)
		assert_false(date_from_civil(table[i][0], table[i][1], table[i][2], &on));
}

static void test_ages(void **state)
{
	static const struct {
		const char *born, *on;
		int age;
	} table[] = {
		{ "2000-06-15", "2026-06-14", 25 },
		{ "2000-06-15", "2026-06-15", 26 },
		{ "2000-06-15", "2026-06-16", 26 },
		/* infant under 2, child 2 to 11, adult from 12 */
		{ "2024-12-02", "2026-12-01", 1 },
		{ "2024-12-01", "2026-12-01", 2 },
		{ "2014-12-02", "2026-12-01", 11 },
		{ "2014-12-01", "2026-12-01", 12 },
		/* born on 29 February: the birthday is 1 March in other years */
		{ "2024-02-29", "2026-02-28", 1 },
		{ "2024-02-29", "2026-03-01", 2 },
		{ "2024-02-29", "2028-02-28", 3 },
		{ "2024-02-29", "2028-02-29", 4 },
		{ "2012-02-29", "2024-02-28", 11 },
		{ "2012-02-29", "2024-02-29", 12 },
		{ "2088-02-29", "2100-02-28", 11 },
		{ "2088-02-29", "2100-03-01", 12 },
		{ "2026-12-01", "2026-12-01", 0 },
		{ "2026-12-02", "2026-12-01", -1 },
		{ "2027-06-01", "2026-12-01", -1 },
		{ "2030-01-01", "2026-12-01", -4 },
		{ "1908-03-01", "2026-12-01", 118 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_int_equal(date_age(day_of(row->born), day_of(row->on)), row->age);
}

static void test_dates_and_clocks_at_an_offset(void **state)
{
	static const struct {
		const char *at;
		int offset;
		const char *date, *clock;
	} table[] = {
		{ "2026-12-01T09:30:00Z", 0, "2026-12-01", "09:30" },
		{ "2026-12-01T09:30:59Z", 60, "2026-12-01", "10:30" },
		{ "2026-12-01T23:30:00Z", 60, "2026-12-02", "00:30" },
		{ "2026-12-01T00:30:00Z", -60, "2026-11-30", "23:30" },
		{ "2026-12-01T20:00:00Z", 345, "2026-12-02", "01:45" },
		{ "2026-12-01T10:00:00Z", 840, "2026-12-02", "00:00" },
		{ "2026-12-01T10:00:00Z", -720, "2026-11-30", "22:00" },
		{ "1969-12-31T23:59:59Z", 0, "1969-12-31", "23:59" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int64_t at = instant_of(row->at);

		assert_string_equal(date_text(date_at_offset(at, row->offset), pool), row->date);
		assert_string_equal(date_clock_at_offset(at, row->offset, pool), row->clock);
	}
	assert_string_equal(date_moment_at_offset(instant_of("2026-12-01T20:00:00Z"), 345, pool),
	    "Wed 2 Dec 2026, 01:45");
	date_at_offset(INT64_MIN, -1440);
	date_at_offset(INT64_MAX, 1440);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_days),
		cmocka_unit_test(test_all_days_there_and_back),
		cmocka_unit_test(test_days_far_away_do_no_harm),
		cmocka_unit_test(test_what_is_no_date),
		cmocka_unit_test(test_no_civil_date),
		cmocka_unit_test(test_ages),
		cmocka_unit_test(test_dates_and_clocks_at_an_offset),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
