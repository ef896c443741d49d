/* The clock: instants written and read, a clock that tests set and move. */
#include "unit.h"

#include "base/clock.h"

#include <stdlib.h>
#include <time.h>

static apr_pool_t *pool;

#define AT_2026_12_01 (INT64_C(20788) * CLOCK_DAY)

static void test_instants_read(void **state)
{
	static const struct {
		const char *text;
		int64_t at;
		int offset;
	} table[] = {
		{ "1970-01-01T00:00:00Z", 0, 0 },
		{ "1969-12-31T23:59:59Z", -CLOCK_SECOND, 0 },
		{ "2026-12-01T00:00:00Z", AT_2026_12_01, 0 },
		{ "2026-12-01T09:30:00Z", AT_2026_12_01 + 570 * CLOCK_MINUTE, 0 },
		{ "2026-12-01T10:30:00+01:00", AT_2026_12_01 + 570 * CLOCK_MINUTE, 60 },
		{ "2026-12-01T00:30:00+05:45", AT_2026_12_01 - 315 * CLOCK_MINUTE, 345 },
		{ "2026-11-30T20:30:00-03:30", AT_2026_12_01, -210 },
		{ "2026-12-01T00:00:00+00:00", AT_2026_12_01, 0 },
		{ "2026-12-01T00:00:00-00:00", AT_2026_12_01, 0 },
		{ "2026-12-01T00:00:00.5Z", AT_2026_12_01 + 500000, 0 },
		{ "2026-12-01T00:00:00.000001Z", AT_2026_12_01 + 1, 0 },
		{ "2026-12-01T00:00:00.123456789Z", AT_2026_12_01 + 123456, 0 },
		{ "2028-02-29T23:59:59Z", INT64_C(21244) * CLOCK_DAY - CLOCK_SECOND, 0 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int64_t at = CLOCK_NONE;
		int offset = 4711;

		assert_true(clock_parse(row->text, &at, &offset));
		assert_int_equal(at, row->at);
		assert_int_equal(offset, row->offset);
		assert_true(clock_parse(row->text, &at, NULL));
	}
}

static void test_what_is_no_instant(void **state)
{
	static const char *const table[] = { NULL, "", "2026-12-01", "2026-12-01T09:30:00",
		"2026-12-01T09:30Z", "2026-12-01 09:30:00Z", "2026-12-01t09:30:00z",
		"2026-12-01T24:00:00Z", "2026-12-01T09:60:00Z", "2026-12-01T09:30:60Z",
		"2026-02-29T09:30:00Z", "2026-13-01T09:30:00Z", "2026-12-01T09:30:00Z ",
		" 2026-12-01T09:30:00Z", "2026-12-01T09:30:00+1:00", "2026-12-01T09:30:00+0100",
		"2026-12-01T09:30:00+01", "2026-12-01T09:30:00+24:00", "2026-12-01T09:30:00+01:60",
		"2026-12-01T09:30:00.Z", "2026-12-01T09:30:00.1234567890Z",
		"2026-12-01T09:30:00,5Z", "2026-12-01T09:30:00ZZ", "2026-12-01T09:30:00Z+01:00",
		"2026-12-01T-9:30:00Z", "2026-12-01T09:30:00 01:00", "1899-12-31T09:30:00Z",
		"2026-12-01T9:30:00Z0000", "2026-12-01T09-30-00Z", "2026-335T09:30:00Z00",
		"-026-12-01T09:30:00Z" };
	const char *const *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		int64_t at = 4711;
		int offset = 4711;

		assert_false(clock_parse(*row, &at, &offset));
		assert_int_equal(at, 4711);
		assert_int_equal(offset, 4711);
	}
}

static void test_instants_written(void **state)
{
	static const struct {
		int64_t at;
		int offset;
		const char *utc, *local;
	} table[] = {
		{ 0, 0, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00" },
		{ AT_2026_12_01 + 570 * CLOCK_MINUTE, 60, "2026-12-01T09:30:00Z",
		    "2026-12-01T10:30:00+01:00" },
		{ AT_2026_12_01 + 59 * CLOCK_SECOND + 999999, -210, "2026-12-01T00:00:59Z",
		    "2026-11-30T20:30:59-03:30" },
		{ AT_2026_12_01, -30, "2026-12-01T00:00:00Z", "2026-11-30T23:30:00-00:30" },
		{ AT_2026_12_01, 345, "2026-12-01T00:00:00Z", "2026-12-01T05:45:00+05:45" },
		{ -1, 0, "1969-12-31T23:59:59Z", "1969-12-31T23:59:59+00:00" },
		{ -CLOCK_MINUTE, 0, "1969-12-31T23:59:00Z", "1969-12-31T23:59:00+00:00" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		assert_string_equal(clock_text(row->at, pool), row->utc);
		assert_string_equal(clock_text_at_offset(row->at, row->offset, pool), row->local);
	}
	assert_non_null(clock_text(CLOCK_NONE, pool));
	assert_non_null(clock_text(INT64_MAX, pool));
}

static void test_the_clock_of_tests(void **state)
{
	(void)state;
	clock_set(AT_2026_12_01);
	assert_int_equal(clock_now(), AT_2026_12_01);
	clock_set(0);
	assert_int_equal(clock_now(), 0);
	clock_set(CLOCK_NONE);
	assert_true(clock_now() > AT_2026_12_01 - 20 * 366 * CLOCK_DAY);
}

/* main() has moved the clock by a day before anybody asked for the time. */
static void test_the_environment_moves_the_clock(void **state)
{
	int64_t before = (int64_t)time(NULL) * CLOCK_SECOND;
	int64_t now = clock_now();

	(void)state;
	assert_true(now >= before + CLOCK_DAY);
	assert_true(now < (int64_t)time(NULL) * CLOCK_SECOND + CLOCK_DAY + 2 * CLOCK_SECOND);
}

static void test_durations_never_go_back(void **state)
{
	int64_t last = clock_monotonic_ms();

	(void)state;
	for (int i = 0; i < 10000; i++) {
		int64_t now = clock_monotonic_ms();

		assert_true(now >= last);
		last = now;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_instants_read),
		cmocka_unit_test(test_what_is_no_instant),
		cmocka_unit_test(test_instants_written),
		cmocka_unit_test(test_the_clock_of_tests),
		cmocka_unit_test(test_the_environment_moves_the_clock),
		cmocka_unit_test(test_durations_never_go_back),
	};

	setenv("AISLE_CLOCK_OFFSET_S", "86400", 1);
	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
