/* Dates: the calendar, ages as the fare rules count them, local times where clocks are changed. */
#include "unit.h"

#include "base/clock.h"
#include "base/date.h"

#include <limits.h>
#include <pthread.h>

static apr_pool_t *pool;

static int32_t day(const char *text)
{
	int32_t on = DATE_NONE;

	assert_true(date_parse(text, &on));
	return on;
}

static int64_t instant(const char *text)
{
	int64_t at = CLOCK_NONE;

	assert_true(clock_parse(text, &at, NULL));
	return at;
}

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
		assert_int_equal(day(row->text), row->on);
		assert_string_equal(date_text(row->on, pool), row->text);
		assert_int_equal(date_weekday(row->on), row->weekday);
		assert_string_equal(date_human(row->on, pool), row->human);
	}
}

static void test_all_days_there_and_back(void **state)
{
	int32_t last = day("2199-12-31");
	int weekday = 1;

	(void)state;
	for (int32_t on = day("1900-01-01"); on <= last; on++) {
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
	assert_int_equal(date_age(day(row->born), day(row->on)), row->age);
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
		int64_t at = instant(row->at);

		assert_string_equal(date_text(date_at_offset(at, row->offset), pool), row->date);
		assert_string_equal(date_clock_at_offset(at, row->offset, pool), row->clock);
	}
	date_at_offset(INT64_MIN, -1440);
	date_at_offset(INT64_MAX, 1440);
}

static void test_which_zones_there_are(void **state)
{
	static const struct {
		const char *zone;
		bool exists;
	} table[] = {
		{ "Europe/Vienna", true }, { "America/Argentina/Buenos_Aires", true },
		{ "America/Port-au-Prince", true }, { "UTC", true }, { "Etc/GMT+5", true },
		{ "Asia/Kathmandu", true }, { "Australia/Lord_Howe", true },
		{ "Europe/Atlantis", false }, { "europe/vienna", false }, { "Europe", false },
		{ "Europe/", false }, { "/Europe/Vienna", false }, { "Europe//Vienna", false },
		{ "", false }, { NULL, false }, { "+01:00", false }, { "CET-1CEST", false },
		{ "Z", false }, { "Etc/../Europe/Vienna", false }, { "../../../etc/passwd", false },
		{ "right/Europe/Vienna", false }, { "posix/Europe/Vienna", false },
		{ "leapseconds", false }, { "zone.tab", false }, { "tzdata.zi", false },
		{ "Europe/Vienna ", false }, { " Europe/Vienna", false },
		{ "America/Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
		{ "/usr/share/zoneinfo/Europe/Vienna", false },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_int_equal(date_zone_exists(row->zone), row->exists);
}

static const struct {
	const char *zone, *date;
	int hour, minute;
	const char *at;
} local_times[] = {
	{ "Europe/Vienna", "2026-12-01", 10, 30, "2026-12-01T09:30:00Z" },
	{ "Europe/Vienna", "2026-07-01", 10, 30, "2026-07-01T08:30:00Z" },
	/* the gap of spring: 02:30 is read as 02:30+01, which the clocks call 03:30 */
	{ "Europe/Vienna", "2027-03-28", 1, 59, "2027-03-28T00:59:00Z" },
	{ "Europe/Vienna", "2027-03-28", 2, 0, "2027-03-28T01:00:00Z" },
	{ "Europe/Vienna", "2027-03-28", 2, 30, "2027-03-28T01:30:00Z" },
	{ "Europe/Vienna", "2027-03-28", 3, 0, "2027-03-28T01:00:00Z" },
	/* the hour of autumn that comes twice: the first */
	{ "Europe/Vienna", "2026-10-25", 1, 59, "2026-10-24T23:59:00Z" },
	{ "Europe/Vienna", "2026-10-25", 2, 0, "2026-10-25T00:00:00Z" },
	{ "Europe/Vienna", "2026-10-25", 2, 30, "2026-10-25T00:30:00Z" },
	{ "Europe/Vienna", "2026-10-25", 3, 0, "2026-10-25T02:00:00Z" },
	{ "America/New_York", "2026-11-01", 1, 30, "2026-11-01T05:30:00Z" },
	{ "America/New_York", "2026-11-01", 2, 0, "2026-11-01T07:00:00Z" },
	{ "America/New_York", "2027-03-14", 2, 30, "2027-03-14T07:30:00Z" },
	{ "America/New_York", "2026-12-31", 23, 59, "2027-01-01T04:59:00Z" },
	{ "Asia/Kathmandu", "2026-12-01", 0, 0, "2026-11-30T18:15:00Z" },
	{ "Asia/Tokyo", "2026-12-01", 0, 5, "2026-11-30T15:05:00Z" },
	/* half an hour of daylight saving */
	{ "Australia/Lord_Howe", "2027-04-04", 1, 29, "2027-04-03T14:29:00Z" },
	{ "Australia/Lord_Howe", "2027-04-04", 1, 45, "2027-04-03T14:45:00Z" },
	{ "Australia/Lord_Howe", "2027-04-04", 2, 0, "2027-04-03T15:30:00Z" },
	{ "Australia/Lord_Howe", "2026-10-04", 2, 15, "2026-10-03T15:45:00Z" },
	{ "Australia/Lord_Howe", "2026-10-04", 2, 30, "2026-10-03T15:30:00Z" },
	{ "Africa/Casablanca", "2026-12-01", 12, 0, "2026-12-01T11:00:00Z" },
	{ "Pacific/Kiritimati", "2026-12-01", 0, 0, "2026-11-30T10:00:00Z" },
	/* the day that Samoa left out */
	{ "Pacific/Apia", "2011-12-29", 23, 0, "2011-12-30T09:00:00Z" },
	{ "Pacific/Apia", "2011-12-30", 12, 0, "2011-12-30T22:00:00Z" },
	{ "Pacific/Apia", "2011-12-31", 1, 0, "2011-12-30T11:00:00Z" },
	/* beyond the years that zone files list one by one */
	{ "Europe/Vienna", "2050-07-01", 12, 0, "2050-07-01T10:00:00Z" },
	{ "Europe/Vienna", "2050-01-01", 12, 0, "2050-01-01T11:00:00Z" },
	{ "UTC", "2026-12-01", 23, 59, "2026-12-01T23:59:00Z" },
};

static void test_local_times(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(local_times); i++) {
		int64_t at = CLOCK_NONE;

		assert_null(date_local_to_instant(day(local_times[i].date),
		    local_times[i].hour * 60 + local_times[i].minute, local_times[i].zone, pool,
		    &at));
		assert_string_equal(clock_text(at, pool), local_times[i].at);
	}
}

static void test_offsets(void **state)
{
	static const struct {
		const char *zone, *at;
		int offset;
	} table[] = {
		{ "Europe/Vienna", "2027-03-28T00:59:59Z", 60 },
		{ "Europe/Vienna", "2027-03-28T01:00:00Z", 120 },
		{ "Europe/Vienna", "2026-10-25T00:59:59Z", 120 },
		{ "Europe/Vienna", "2026-10-25T01:00:00Z", 60 },
		{ "Asia/Kathmandu", "2026-12-01T00:00:00Z", 345 },
		{ "Australia/Lord_Howe", "2027-01-01T00:00:00Z", 660 },
		{ "Australia/Lord_Howe", "2027-07-01T00:00:00Z", 630 },
		{ "America/St_Johns", "2026-12-01T00:00:00Z", -210 },
		{ "UTC", "1969-12-31T23:59:59.5Z", 0 },
	}, *row;
	int offset;

	(void)state;
	FOR_ROWS(row, table)
	{
		assert_null(date_zone_offset(instant(row->at), row->zone, pool, &offset));
		assert_int_equal(offset, row->offset);
	}
	assert_null(date_zone_offset(INT64_MIN, "Europe/Vienna", pool, &offset));
	assert_null(date_zone_offset(INT64_MAX, "Europe/Vienna", pool, &offset));
}

static void test_local_times_that_are_none(void **state)
{
	int64_t at = 4711;
	int offset = 4711;
	int32_t on = day("2026-12-01");

	(void)state;
	assert_true(err_is(date_local_to_instant(on, 600, "Mars/Base", pool, &at), CODE_INVALID));
	assert_true(err_is(date_local_to_instant(on, 600, NULL, pool, &at), CODE_INVALID));
	assert_true(err_is(date_local_to_instant(on, -1, "UTC", pool, &at), CODE_INVALID));
	assert_true(err_is(date_local_to_instant(on, 1440, "UTC", pool, &at), CODE_INVALID));
	assert_true(err_is(date_local_to_instant(DATE_NONE, 0, "UTC", pool, &at), CODE_INVALID));
	assert_true(err_is(date_local_to_instant(INT32_MAX, 0, "UTC", pool, &at), CODE_INVALID));
	assert_true(err_is(date_zone_offset(0, "Mars/Base", pool, &offset), CODE_INVALID));
	assert_int_equal(at, 4711);
	assert_int_equal(offset, 4711);
}

/* Every thread asks for every zone; the answers must be those of one thread. */
static void *ask_zones(void *wrong)
{
	apr_pool_t *own = pool_new(NULL);

	for (int round = 0; round < 200; round++)
		for (size_t i = 0; i < ROWS(local_times); i++) {
			int32_t on;
			int64_t at = CLOCK_NONE, expected = 0;

			if (!date_parse(local_times[i].date, &on) ||
			    !clock_parse(local_times[i].at, &expected, NULL) ||
			    date_local_to_instant(on,
				local_times[i].hour * 60 + local_times[i].minute,
				local_times[i].zone, own, &at) != NULL ||
			    at != expected)
				*(bool *)wrong = true;
		}
	apr_pool_destroy(own);
	return NULL;
}

static void test_zones_in_many_threads(void **state)
{
	pthread_t threads[8];
	bool wrong[8] = { false };

	(void)state;
	for (size_t i = 0; i < ROWS(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_zones, &wrong[i]), 0);
	for (size_t i = 0; i < ROWS(threads); i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_false(wrong[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zones_in_many_threads), /* first: the cache is still empty */
		cmocka_unit_test(test_known_days),
		cmocka_unit_test(test_all_days_there_and_back),
		cmocka_unit_test(test_days_far_away_do_no_harm),
		cmocka_unit_test(test_what_is_no_date),
		cmocka_unit_test(test_no_civil_date),
		cmocka_unit_test(test_ages),
		cmocka_unit_test(test_dates_and_clocks_at_an_offset),
		cmocka_unit_test(test_which_zones_there_are),
		cmocka_unit_test(test_local_times),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_local_times_that_are_none),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
