/* Local times of zones, where clocks are changed. */
#include "unit.h"

#include "base/clock.h"
#include "base/date.h"
#include "support/times.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static apr_pool_t *pool;

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

		assert_null(date_local_to_instant(day_of(local_times[i].date),
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
		assert_null(date_zone_offset(instant_of(row->at), row->zone, pool, &offset));
		assert_int_equal(offset, row->offset);
	}
	assert_null(date_zone_offset(INT64_MIN, "Europe/Vienna", pool, &offset));
	assert_null(date_zone_offset(INT64_MAX, "Europe/Vienna", pool, &offset));
}

/* As the C library reads the same files, from `from` to `to`, every `step_s`. TZ is the zone's. */
static void assert_offsets(const char *zone, int64_t from_s, int64_t to_s, int64_t step_s)
{
	for (int64_t at_s = from_s; at_s < to_s; at_s += step_s) {
		time_t at = (time_t)at_s;
		struct tm local;
		int offset;

		assert_non_null(localtime_r(&at, &local));
		assert_null(date_zone_offset(at_s * CLOCK_SECOND, zone, pool, &offset));
		assert_int_equal(offset, local.tm_gmtoff / 60);
	}
}

static void test_offsets_near_and_far(void **state)
{
	static const char *const zones[] = { "Europe/Vienna", "America/New_York",
		"Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago", "Pacific/Apia" };
	const char *set = getenv("TZ");
	const char *before = set != NULL ? apr_pstrdup(pool, set) : NULL;
	int64_t now_s = clock_now() / CLOCK_SECOND, year_s = (int64_t)365 * 86400;

	(void)state;
	for (size_t i = 0; i < ROWS(zones); i++) {
		assert_int_equal(setenv("TZ", zones[i], 1), 0);
		tzset();
		assert_offsets(zones[i], now_s - 5 * year_s, now_s + 5 * year_s, 10000);
		assert_offsets(zones[i], now_s - 10 * year_s, now_s + 10 * year_s, 30 * 86400);
	}
	assert_int_equal(before != NULL ? setenv("TZ", before, 1) : unsetenv("TZ"), 0);
	tzset();
}

static void test_local_times_that_are_none(void **state)
{
	int64_t at = 4711;
	int offset = 4711;
	int32_t on = day_of("2026-12-01");

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
		cmocka_unit_test(test_zones_in_many_threads), /* first: no zone is known yet */
		cmocka_unit_test(test_which_zones_there_are),
		cmocka_unit_test(test_local_times),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_offsets_near_and_far),
		cmocka_unit_test(test_local_times_that_are_none),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
