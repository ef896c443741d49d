/* verify: one person in two aircraft at one time, by whoever sold it; what the airline changes afterwards is nobody's mistake. */
#include "support/changes.h"
#include "support/database.h"
#include "support/desks.h"
#include "support/verifying.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/staff_booking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct passenger PEOPLE[] = {
	{ .given_name = "Amelia", .surname = "Earhart", .born_on = 3000 },
	{ .given_name = "Bessie", .surname = "Coleman", .born_on = 3001 }
};

/* For both of them. */
static const char *book(const struct departure *departure)
{
	struct desk *desk = desk_new();
	const struct wish wish = { .departures = { departure }, .party = { .adults = 2 } };
	const char *ref = desk_hold(desk, &wish), *locator;
	assert_no_err(hold_set_passengers(
	    desk, ref, PEOPLE, 2, &(const struct contact){ "ada@example.com", NULL }));
	assert_no_err(
	    booking_confirm(desk, ref, 2, desk_find_hold(desk, ref)->total_minor, &locator));
	return locator;
}

static int64_t later_id;

static int64_t id_of(char letter)
{
	(void)letter;
	return later_id;
}

static int64_t find_id(const struct departure *departure)
{
	return database_number(
	    desks_db(), "SELECT id FROM departure WHERE flight_no = '%s'", departure->flight_no);
}

static void who_was_sold_two_flights_at_one_time_is_found(void **state)
{
	static const struct verify_damage damage = { "I18",
		"UPDATE departure SET departs_at = departs_at - INTERVAL 23 HOUR,"
		" arrives_at = arrives_at - INTERVAL 23 HOUR WHERE id = $D",
		"UPDATE departure SET departs_at = departs_at + INTERVAL 23 HOUR,"
		" arrives_at = arrives_at + INTERVAL 23 HOUR WHERE id = $D" };
	const struct departure *later = departure_new(72, 3);
	(void)state;
	book(departure_new(48, 3));
	book(later);
	later_id = find_id(later);
	assert_string_equal(verify_found_in_all(), "");
	verify_damages(&damage, 1, id_of);
}

static void split(const char *locator)
{
	struct desk *staff = desk_of_staff(desk_new());
	const struct booking_split split = { .locator = locator,
		.version = 1,
		.goes = { [1] = true },
		.click = click_at(staff, "split") };
	const char *made;
	assert_no_err(staff_booking_split(staff, &split, &made));
}

/* A part that gets a booking of its own was sold when the whole was. */
static void whom_the_airline_brought_there_is_none(void **state)
{
	const struct departure *one = departure_new(96, 3), *later = departure_new(120, 3);
	struct departure changed = *later;
	const char *locator;
	(void)state;
	book(one);
	locator = book(later);
	changed.version = 2;
	changed.state = DEPARTURE_RETIMED;
	changed.departs_at = one->departs_at + CLOCK_HOUR;
	changed.arrives_at = one->arrives_at + CLOCK_HOUR;
	changes_learn(&changed);
	assert_string_equal(verify_found_in_all(), "");
	split(locator);
	assert_string_equal(verify_found_in_all(), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_was_sold_two_flights_at_one_time_is_found),
		cmocka_unit_test(whom_the_airline_brought_there_is_none),
	};
	return cmocka_run_group_tests_name("verify persons", tests, desks_start, desks_stop);
}
