/* The demo carrier: the project's own tables into a real database, filled, topped up, left
 * alone. */
#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "flights/catalog.h"
#include "flights/demo.h"
#include "flights/rows.h"
#include "flights/schedule.h"
#include "support/database.h"
#include "support/flights.h"
#include "support/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER "sql/demo"

static apr_pool_t *pool;
static struct db *db;
static struct catalog catalog;
static struct demo_report first;
static int32_t today;

/* One filling, from a day whose twelve weeks hold the end of summer time in Europe and in
 * America. */
static int start(void **state)
{
	if (database_start(state) != 0)
		return -1;
	pool = pool_new(NULL);
	db = database_open(pool);
	flights_tables(db, pool);
	today = day_of("2030-09-15");
	clock_set(instant_of("2030-09-15T12:00:00Z"));
	assert_no_err(demo_fill(db, FOLDER, today, pool, &first));
	assert_no_err(catalog_read(db, pool, &catalog));
	return 0;
}

static int stop(void **state)
{
	clock_set(CLOCK_NONE);
	apr_pool_destroy(pool);
	return database_stop(state);
}

static void twelve_weeks_are_on_sale(void **state)
{
	(void)state;
	assert_in_range(first.departures_added, 10000, 20000);
	assert_int_equal(first.departures_known, 0);
	assert_int_equal(catalog.airport_count, (size_t)(first.airports_added + 5));
	assert_int_equal(
	    database_number(db, "SELECT COUNT(*) FROM departure"), first.departures_added);
	assert_int_equal(
	    database_number(db, "SELECT COUNT(DISTINCT departs_on) FROM departure"), DEMO_DAYS);
	assert_int_equal(database_number(db,
			     "SELECT DATEDIFF(MIN(departs_on), '2030-09-15') FROM "
			     "departure"),
	    0);
	assert_int_equal(
	    database_number(db, "SELECT COUNT(*) FROM departure_change"), first.departures_added);
	assert_int_equal(
	    database_number(db, "SELECT last_cursor FROM feed_head"), first.departures_added);
}

static void every_departure_stands_the_check(void **state)
{
	(void)state;
	for (int day = 0; day < DEMO_DAYS; day++) {
		apr_pool_t *own = pool_new(pool);
		const struct departure_name *names;
		size_t count;
		assert_no_err(
		    rows_departure_names(db, today + day, today + day, own, &names, &count));
		assert_true(count > 100);
		/* A tenth of them, another each day. */
		for (size_t i = (size_t)day % 10; i < count; i += 10) {
			const struct departure *departure;
			assert_no_err(
			    rows_departure(db, names[i].flight_no, names[i].on, own, &departure));
			assert_no_err(schedule_check(departure, &catalog, own));
			for (size_t f = 0; f < departure->fare_count; f++)
				assert_int_equal(departure->fares[f].tax_count, 3);
		}
		apr_pool_destroy(own);
	}
}

/* A flight leaves at the same time of the clock before and after the clocks change. */
static void the_timetable_is_local(void **state)
{
	const struct departure *departures;
	size_t count;
	int before = 0, after = 0;

	(void)state;
	assert_no_err(rows_departures_of_flight(
	    db, "AX101", today, today + DEMO_DAYS, pool, &departures, &count));
	assert_int_equal(count, DEMO_DAYS);
	for (size_t i = 0; i < count; i++) {
		int offset;
		assert_no_err(
		    date_zone_offset(departures[i].departs_at, "Europe/Berlin", pool, &offset));
		assert_string_equal(
		    date_clock_at_offset(departures[i].departs_at, offset, pool), "10:25");
		assert_int_equal(
		    date_at_offset(departures[i].departs_at, offset), departures[i].on);
		before += offset == 120;
		after += offset == 60;
	}
	assert_int_equal(before, 42);
	assert_int_equal(after, 42);
}

static void again_it_adds_nothing(void **state)
{
	struct demo_report report;

	(void)state;
	assert_no_err(demo_fill(db, FOLDER, today, pool, &report));
	assert_int_equal(report.departures_added, 0);
	assert_int_equal(report.departures_known, first.departures_added);
	assert_int_equal(report.airports_added, 0);
	assert_int_equal(report.airports_changed, 0);
	assert_int_equal(report.aircraft_added, 0);
}

static void the_next_day_adds_a_day_and_leaves_the_others_alone(void **state)
{
	struct demo_report report;
	const struct departure *before, *after;

	(void)state;
	database_sql(db,
	    "UPDATE departure SET state = 'cancelled', version = 2 WHERE flight_no = 'AX101' "
	    "AND departs_on = '2030-10-01'");
	assert_no_err(rows_departure(db, "AX102", today + 20, pool, &before));
	assert_no_err(demo_fill(db, FOLDER, today + 1, pool, &report));
	assert_in_range(report.departures_added, 100, 250);
	assert_int_equal(
	    database_number(db, "SELECT COUNT(DISTINCT departs_on) FROM departure"), DEMO_DAYS + 1);
	assert_int_equal(database_number(db,
			     "SELECT version FROM departure WHERE flight_no = 'AX101' AND "
			     "departs_on = '2030-10-01'"),
	    2);

	/* What was taken out comes back as it was. */
	database_sql(db, "DELETE FROM departure_change WHERE flight_no = 'AX102'");
	database_sql(db, "DELETE FROM fare_tax WHERE flight_no = 'AX102'");
	database_sql(db, "DELETE FROM fare WHERE flight_no = 'AX102'");
	database_sql(db, "DELETE FROM departure WHERE flight_no = 'AX102'");
	assert_no_err(demo_fill(db, FOLDER, today + 1, pool, &report));
	assert_in_range(report.departures_added, 80, DEMO_DAYS);
	assert_no_err(rows_departure(db, "AX102", today + 20, pool, &after));
	assert_int_equal(after->departs_at, before->departs_at);
	assert_int_equal(after->fare_count, before->fare_count);
	for (size_t i = 0; i < after->fare_count; i++)
		assert_int_equal(after->fares[i].amount_minor, before->fares[i].amount_minor);
}

static void a_corrected_airport_is_taken_over(void **state)
{
	struct demo_report report;

	(void)state;
	database_sql(db, "UPDATE airport SET city = 'Nowhere' WHERE code = 'FRA'");
	assert_no_err(demo_fill(db, FOLDER, today, pool, &report));
	assert_int_equal(report.airports_changed, 1);
	assert_int_equal(
	    database_number(db, "SELECT COUNT(*) FROM airport WHERE city = 'Nowhere'"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twelve_weeks_are_on_sale),
		cmocka_unit_test(every_departure_stands_the_check),
		cmocka_unit_test(the_timetable_is_local),
		cmocka_unit_test(again_it_adds_nothing),
		cmocka_unit_test(the_next_day_adds_a_day_and_leaves_the_others_alone),
		cmocka_unit_test(a_corrected_airport_is_taken_over),
	};
	return cmocka_run_group_tests_name("flights_demo", tests, start, stop);
}
