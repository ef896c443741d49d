/* Bookings that are made up: as good as real ones, repeatable, and never among those that somebody made. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/demo.h"
#include "domain/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)
#define TODAY date_at_offset(clock_now(), 0)

static void add_flight(struct demo *demo, const char *flight_no, int32_t on, bool is_back)
{
	struct demo_departure departure = {
		.flight_no = flight_no,
		.on = on,
		.origin = is_back ? "LHR" : "FRA",
		.destination = is_back ? "FRA" : "LHR",
		.departs_at = on * CLOCK_DAY + (is_back ? 18 : 8) * CLOCK_HOUR,
		.version = 1,
		.aircraft = "T4",
	};

	departure.arrives_at = departure.departs_at + 2 * CLOCK_HOUR;
	demo_add_departure(demo, &departure);
	demo_add_fare(demo, "YLIGHT", "Y", 10000, "EUR", false, 5000, 0);
	demo_add_tax(demo, "DE", 1500);
	demo_add_fare(demo, "JFLEX", "J", 60000, "EUR", true, 0, 0);
	demo_add_tax(demo, "DE", 1500);
}

/* Two flights there and two back a day, from 30 days ago to 40 days ahead: 288 seats a day. */
static const struct err *begin(int64_t bookings, uint64_t seed, struct demo **demo)
{
	TRY(demo_begin(desk_new(), bookings, seed, TODAY, demo));
	demo_add_aircraft(*demo, "T4", "Test aircraft");
	demo_add_cabin(*demo, "J", "Business", 1, 2, "A C", "", "");
	demo_add_cabin(*demo, "Y", "Economy", 5, 21, "AB CD", "10", "5A 5D 21B 21C");
	assert_int_equal(demo_seats(*demo, "T4"), 68);
	assert_int_equal(demo_seats(*demo, "T5"), 0);
	for (int32_t on = TODAY - 30; on <= TODAY + 40; on++) {
		add_flight(*demo, "AX1", on, false);
		add_flight(*demo, "AX2", on, true);
		add_flight(*demo, "AX3", on, false);
		add_flight(*demo, "AX4", on, true);
	}
	return NULL;
}

static const struct err *make(int64_t bookings, uint64_t seed)
{
	struct demo *demo;
	int64_t made = 0;

	TRY(begin(bookings, seed, &demo));
	while (made < bookings)
		TRY(demo_sell(demo, &made));
	return NULL;
}

static void assert_nothing_is_wrong(void)
{
	struct verify_report report;

	assert_no_err(verify_run(desk_new(), VERIFY_ALL, &report));
	for (size_t i = 0; i < report.count; i++)
		if (report.results[i].violations != 0)
			fail_msg("%s: %s", report.results[i].name, report.results[i].sample);
}

static int empty(void **state)
{
	static const char *const tables[] = { "outbox", "event", "click", "ledger", "coupon",
		"seat_event", "seat_claim", "booking_access", "booking", "passenger", "price_line",
		"segment", "hold", "departure_cabin", "departure", "browser", "customer" };

	(void)state;
	database_sql(desks_db(), "SET foreign_key_checks = 0");
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		database_sql(desks_db(), "TRUNCATE TABLE %s", tables[i]);
	database_sql(desks_db(), "SET foreign_key_checks = 1");
	return 0;
}

static void so_many_bookings_are_there_of_every_kind(void **state)
{
	(void)state;
	assert_no_err(make(2300, 7));
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM booking"), 2300);
	assert_true(NUMBER("SELECT COUNT(*) FROM booking WHERE state = 'cancelled'") > 20);
	assert_true(NUMBER("SELECT COUNT(*) FROM hold WHERE state = 'expired'") > 20);
	assert_true(NUMBER("SELECT COUNT(*) FROM hold WHERE state = 'released'") > 20);
	assert_true(NUMBER("SELECT COUNT(*) FROM segment WHERE position = 2") > 200);
	assert_int_equal(NUMBER("SELECT COUNT(DISTINCT adults + children) FROM hold"), 6);
	assert_true(NUMBER("SELECT COUNT(*) FROM hold WHERE infants > 0") > 20);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL"), 0);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM hold WHERE state = 'open'"), 0);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM booking WHERE email NOT LIKE '%%@example.com'"
				" AND email NOT LIKE '%%@example.org'"),
	    0);
	assert_nothing_is_wrong();
}

static void nobody_is_on_two_journeys_and_nobody_comes_back_before_going(void **state)
{
	(void)state;
	assert_no_err(make(1500, 8));
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM (SELECT identity, born_on FROM passenger"
				" GROUP BY identity, born_on HAVING COUNT(*) > 1) twice"),
	    0);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM segment a JOIN segment b ON b.hold_id ="
				" a.hold_id AND b.position = 2 WHERE a.position = 1"
				" AND b.told_departs_at < a.told_arrives_at"),
	    0);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM hold h JOIN segment s ON s.hold_id = h.id"
				" WHERE h.ended_at > s.told_departs_at"),
	    0);
}

static int64_t sum_of_everything(void)
{
	return NUMBER(
	    "SELECT (SELECT SUM(CRC32(CONCAT_WS('/', id, ref, customer_id, state, placed_at,"
	    " ended_at, total_minor, sold_seats))) FROM hold) + (SELECT SUM(CRC32(CONCAT_WS('/',"
	    " id, locator, hold_id, state, created_at))) FROM booking) + (SELECT SUM(CRC32("
	    "CONCAT_WS('/', hold_id, no, given_name, surname, born_on))) FROM passenger)"
	    " + (SELECT SUM(CRC32(CONCAT_WS('/', id, at, subject, subject_id, version))) FROM event)"
	    " + (SELECT SUM(CRC32(CONCAT_WS('/', id, at, departure_id, seat_no))) FROM seat_event)");
}

static void the_same_seed_gives_the_same_and_another_one_something_else(void **state)
{
	int64_t sum;

	assert_no_err(make(1200, 3));
	sum = sum_of_everything();
	empty(state);
	assert_no_err(make(1200, 3));
	assert_true(sum_of_everything() == sum);
	empty(state);
	assert_no_err(make(1200, 4));
	assert_true(sum_of_everything() != sum);
}

static void nothing_is_made_up_among_what_is_there(void **state)
{
	struct wish wish = { .departures = { departure_new(48, 3) } };

	(void)state;
	desk_hold(desk_new(), &wish);
	assert_err(make(10, 1), CODE_INVALID);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM hold"), 1);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM departure"), 1);
}

static void when_all_seats_are_given_it_says_so_and_what_is_there_is_right(void **state)
{
	(void)state;
	assert_err(make(50000, 5), CODE_SOLD_OUT);
	assert_true(NUMBER("SELECT COUNT(*) FROM booking") > 1000);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM (SELECT c.departure_id, c.cabin FROM seat_claim c JOIN"
		   " departure_cabin p ON p.departure_id = c.departure_id AND p.code = c.cabin"
		   " GROUP BY c.departure_id, c.cabin, p.seats HAVING COUNT(*) > p.seats * 9 / 10)"
		   " too_full"),
	    0);
	assert_nothing_is_wrong();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(so_many_bookings_are_there_of_every_kind, empty),
		cmocka_unit_test_setup(
		    nobody_is_on_two_journeys_and_nobody_comes_back_before_going, empty),
		cmocka_unit_test_setup(
		    the_same_seed_gives_the_same_and_another_one_something_else, empty),
		cmocka_unit_test_setup(nothing_is_made_up_among_what_is_there, empty),
		cmocka_unit_test_setup(
		    when_all_seats_are_given_it_says_so_and_what_is_there_is_right, empty),
	};

	return cmocka_run_group_tests_name("demo", tests, desks_start, desks_stop);
}
