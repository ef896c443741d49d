/* verify, when the flight service gives a departure another aircraft. */
#include "support/database.h"
#include "support/desks.h"
#include "support/verifying.h"

#include "base/pool.h"
#include "domain/departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define ITS_ID "(SELECT id FROM departure WHERE flight_no = '%s')"
/* With the flight number put in. */
#define SQL(text) database_sql(desks_db(), text, departure->flight_no)

/* Cabin Y alone, of one row. */
static void fly_with(const struct departure *departure, int64_t version, bool is_small)
{
	static const struct cabin SMALL = {
		.code = "Y", .name = "Economy", .first_row = 1, .last_row = 1, .letters = "A B"
	};
	struct departure changed = *departure;
	int64_t id;

	changed.version = version;
	if (is_small) {
		changed.cabins = &SMALL;
		changed.cabin_count = 1;
	}
	assert_no_err(departure_learn(desk_new(), &changed, &id));
}

static const struct verify_result *result_of(const struct verify_report *report, const char *name)
{
	size_t i = 0;

	while (strcmp(report->results[i].name, name) != 0)
		i++;
	return &report->results[i];
}

static void seats_that_a_change_of_aircraft_takes_away_are_to_be_given_again(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	struct wish wish = {
		.departures = { departure }, .seats = "5A 5B 1A", .party = { .adults = 3 }
	};
	struct desk *customer = desk_new();
	const char *locator = desk_book(customer, &wish, "Lovelace");
	struct verify_report report;

	(void)state;
	fly_with(departure, 2, true);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "RESEAT");
	assert_true(result_of(&report, "RESEAT")->is_task);
	assert_int_equal(result_of(&report, "RESEAT")->violations, 2);
	assert_non_null(strstr(result_of(&report, "RESEAT")->sample, locator));
	/* Who is put where no seat is when that was known already, is another matter. */
	SQL("UPDATE seat_claim SET seat_no = '6A' WHERE seat_no = '5A' AND departure_id = " ITS_ID);
	SQL("INSERT INTO seat_event (departure_id, seat_no, at, what, hold_id)"
	    " SELECT departure_id, seat_no, NOW(6), 'held', hold_id FROM seat_claim"
	    " WHERE seat_no = '6A' AND departure_id = " ITS_ID);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "I7 RESEAT");
	assert_int_equal(result_of(&report, "RESEAT")->violations, 1);
	SQL("DELETE FROM seat_event WHERE seat_no = '6A' AND departure_id = " ITS_ID);
	SQL("UPDATE seat_claim SET seat_no = '5A' WHERE seat_no = '6A' AND departure_id = " ITS_ID);
	/* Once it has left nobody can be seated any more. */
	SQL("UPDATE departure SET departs_at = departs_at - INTERVAL 9 DAY WHERE flight_no = '%s'");
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
	SQL("UPDATE departure SET departs_at = departs_at + INTERVAL 9 DAY WHERE flight_no = '%s'");
	assert_string_equal(verify_found(VERIFY_ALL, &report), "RESEAT");
	/* There are two seats, and one of the three has the other. */
	const struct seat_change choice = {
		.locator = locator,
		.version = 1,
		.departure = departure->name,
		.passenger_no = database_number(desks_db(),
		    "SELECT passenger_no FROM seat_claim"
		    " WHERE seat_no = '5B' AND departure_id = " ITS_ID,
		    departure->flight_no),
		.seat = apr_pstrcat(desks_pool(), departure->name, "/1B", NULL),
		.click = click_of(NULL, "1B"),
	};
	assert_no_err(booking_set_seat(customer, &choice));
	assert_string_equal(verify_found(VERIFY_ALL, &report), "RESEAT");
	assert_int_equal(result_of(&report, "RESEAT")->violations, 1);
	fly_with(departure, 3, false);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seats_that_a_change_of_aircraft_takes_away_are_to_be_given_again),
	};

	return cmocka_run_group_tests_name("verify_seats", tests, desks_start, desks_stop);
}
