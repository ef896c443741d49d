/* The gate against the real database: each step once, whoever tries at the same moment, customers included. */
#include "support/database.h"
#include "support/gate.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })
#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

#define AT_ONCE 8
#define ROUNDS 12

static const char *pair_on(struct desk *customer, const struct departure *departure)
{
	return desk_book(customer,
	    &(struct wish){ .departures = { departure }, .party = TWO, .basis = "YFLEX" },
	    surname_new());
}

static int64_t events_of(const char *locator)
{
	return NUMBER("SELECT COUNT(*) FROM event e JOIN boarding g ON e.subject = 'coupon'"
		      " AND e.subject_id = g.id JOIN booking b ON b.id = g.booking_id"
		      " WHERE b.locator = '%s'",
	    locator);
}

static void a_passenger_goes_step_by_step_and_each_step_once(void **state)
{
	struct desk *desk = gate_desk_new("gate.1");
	const struct departure *departure = departure_new(30, 3);
	const char *locator = pair_on(desk_new(), departure);
	struct gate_said said;
	struct gate gate;

	(void)state;
	gate_assert(desk, departure, gate_code_of(locator, 1), GATE_BOARD, GATE_NOT_CHECKED_IN);
	gate_must(desk, departure, locator, 1, GATE_CHECK_IN);
	gate_assert(desk, departure, gate_code_of(locator, 1), GATE_CHECK_IN, GATE_ALREADY);
	gate_must(desk, departure, locator, 1, GATE_BOARD);
	gate_assert(desk, departure, gate_code_of(locator, 1), GATE_BOARD, GATE_ALREADY);
	gate_assert(desk, departure, gate_code_of(locator, 1), GATE_CHECK_IN, GATE_ALREADY);
	assert_err(gate_try(desk, departure, gate_code_of(locator, 1), 1, GATE_BACK, &said),
	    CODE_CHANGED_MEANWHILE);
	assert_int_equal(events_of(locator), 2);
	assert_no_err(
	    gate_find(desk, departure->flight_no, departure->on, false, "names-read", &gate));
	assert_int_equal(gate.total.booked, 2);
	assert_int_equal(gate.total.checked_in, 1);
	assert_int_equal(gate.total.boarded, 1);
	assert_int_equal(gate.total.missing, 1);
	assert_string_equal(gate.passengers[0].changed_by, "gate.1");
	gate_must(desk, departure, locator, 1, GATE_BACK);
	gate_must(desk, departure, locator, 1, GATE_BACK);
	assert_err(gate_try(desk, departure, gate_code_of(locator, 1), 4, GATE_BACK, &said),
	    CODE_CHANGED_MEANWHILE);
	gate_must(desk, departure, locator, 1, GATE_CHECK_IN);
	assert_int_equal(events_of(locator), 5);
}

static void a_code_is_read_as_scanners_type_it_and_others_get_their_answer(void **state)
{
	struct desk *desk = gate_desk_new("gate.1"), *customer = desk_new();
	const struct departure *departure = departure_new(30, 3), *other = departure_new(50, 3);
	const char *locator = pair_on(customer, departure);
	const char *alone = desk_book(
	    desk_new(), &(struct wish){ .departures = { departure } }, surname_new());
	struct gate_said said;
	const struct booking *booking;
	int64_t refund_minor;

	(void)state;
	assert_no_err(gate_try(desk, departure, apr_psprintf(desks_pool(), " %s ", alone),
	    GATE_ANY_VERSION, GATE_CHECK_IN, &said));
	assert_non_null(strstr(said.path, alone));
	gate_assert(desk, departure, locator, GATE_CHECK_IN, GATE_CHOOSE);
	gate_assert(desk, departure, gate_code_of(locator, 3), GATE_CHECK_IN, GATE_UNKNOWN);
	gate_assert(desk, departure, gate_code_of(locator, 0), GATE_CHECK_IN, GATE_UNKNOWN);
	gate_assert(desk, departure, "QQQQQQ", GATE_CHECK_IN, GATE_UNKNOWN);
	gate_assert(desk, departure, "'; --", GATE_CHECK_IN, GATE_UNKNOWN);
	desk_book(desk_new(), &(struct wish){ .departures = { other } }, surname_new());
	assert_err(
	    gate_try(desk, other, gate_code_of(locator, 1), GATE_ANY_VERSION, GATE_BOARD, &said),
	    CODE_GATE_REFUSED);
	assert_int_equal(said.answer, GATE_OTHER_FLIGHT);
	assert_string_equal(said.others, departure->name);
	assert_no_err(desk_quote(customer, locator, &booking, &refund_minor));
	assert_no_err(booking_cancel(customer, locator, 1, refund_minor,
	    &(const struct click){ "cancelled-once-only", click_of(NULL, "x").fingerprint, NULL }));
	gate_assert(desk, departure, gate_code_of(locator, 1), GATE_BOARD, GATE_CANCELLED);
}

static void nobody_boards_without_a_seat_that_the_aircraft_has(void **state)
{
	struct desk *desk = gate_desk_new("gate.1");
	const struct departure *departure = departure_new(30, 3);
	const char *locator = desk_book(desk_new(),
	    &(struct wish){ .departures = { departure }, .seats = "3D" }, surname_new());

	(void)state;
	gate_must(desk, departure, locator, 1, GATE_CHECK_IN);
	database_sql(desks_db(),
	    "UPDATE departure_cabin k JOIN departure d ON d.id = k.departure_id SET k.last_row = 2"
	    " WHERE d.flight_no = '%s' AND k.code = 'Y'",
	    departure->flight_no);
	gate_assert(desk, departure, locator, GATE_BOARD, GATE_NO_SEAT);
	database_sql(desks_db(),
	    "UPDATE departure_cabin k JOIN departure d ON d.id = k.departure_id SET k.last_row = 3"
	    " WHERE d.flight_no = '%s' AND k.code = 'Y'",
	    departure->flight_no);
	gate_must(desk, departure, locator, 1, GATE_BOARD);
}

static void an_infant_goes_with_an_adult_and_comes_back_before_her(void **state)
{
	struct desk *desk = gate_desk_new("gate.1");
	const struct departure *departure = departure_new(30, 3);
	const char *locator = desk_book(desk_new(),
	    &(struct wish){ .departures = { departure }, .party = { .adults = 2, .infants = 1 } },
	    surname_new());
	struct gate_said said;

	(void)state;
	gate_assert(desk, departure, gate_code_of(locator, 3), GATE_CHECK_IN, GATE_ADULT_FIRST);
	gate_must(desk, departure, locator, 2, GATE_CHECK_IN);
	gate_must(desk, departure, locator, 3, GATE_CHECK_IN);
	gate_assert(desk, departure, gate_code_of(locator, 3), GATE_BOARD, GATE_ADULT_FIRST);
	gate_must(desk, departure, locator, 2, GATE_BOARD);
	gate_must(desk, departure, locator, 3, GATE_BOARD);
	assert_err(gate_try(desk, departure, gate_code_of(locator, 2), 2, GATE_BACK, &said),
	    CODE_GATE_REFUSED);
	assert_int_equal(said.answer, GATE_ADULT_FIRST);
	gate_must(desk, departure, locator, 1, GATE_CHECK_IN);
	gate_must(desk, departure, locator, 1, GATE_BOARD);
	gate_must(desk, departure, locator, 2, GATE_BACK);
}

static void a_copy_of_a_click_is_answered_as_the_first(void **state)
{
	struct desk *desk = gate_desk_new("gate.1");
	const struct departure *departure = departure_new(30, 3);
	const char *locator = desk_book(
	    desk_new(), &(struct wish){ .departures = { departure } }, surname_new());
	struct gate_wish wish = { .flight_no = departure->flight_no,
		.on = departure->on,
		.code = locator,
		.version = GATE_ANY_VERSION,
		.act = GATE_CHECK_IN,
		.path = "/admin/",
		.click = click_of(NULL, "once") };
	struct gate_said first, second;

	(void)state;
	assert_no_err(gate_do(desk, &wish, &first));
	assert_no_err(gate_do(desk, &wish, &second));
	assert_string_equal(first.path, second.path);
	assert_int_equal(events_of(locator), 1);
	wish.click.fingerprint = click_of(NULL, "other").fingerprint;
	assert_err(gate_do(desk, &wish, &second), CODE_KEY_REUSED);
	/* Somebody else's click of this key is another one. */
	assert_err(gate_do(gate_desk_new("gate.2"), &wish, &second), CODE_GATE_REFUSED);
}

struct race {
	const struct departure *departure;
	struct desk *desks[AT_ONCE], *customer;
	const char *locator;
	int64_t refund_minor;
	const struct err *errors[AT_ONCE];
	struct gate_said said[AT_ONCE];
};

static void board(size_t number, void *arg)
{
	struct race *race = arg;

	race->errors[number] = gate_try(race->desks[number], race->departure,
	    apr_pstrcat(race->desks[number]->pool, race->locator, "/1", NULL), GATE_ANY_VERSION,
	    GATE_BOARD, &race->said[number]);
}

static void of_many_gates_one_boards_a_passenger_and_the_others_see_it(void **state)
{
	struct race race = { .departure = departure_new(30, 10) };

	(void)state;
	for (size_t i = 0; i < AT_ONCE; i++)
		race.desks[i] = gate_desk_new(apr_psprintf(desks_pool(), "gate.%d", (int)i));
	for (int round = 0; round < ROUNDS; round++) {
		int done = 0;

		race.locator = desk_book(
		    desk_new(), &(struct wish){ .departures = { race.departure } }, surname_new());
		gate_must(race.desks[0], race.departure, race.locator, 1, GATE_CHECK_IN);
		at_once(AT_ONCE, board, &race);
		for (size_t i = 0; i < AT_ONCE; i++) {
			done += race.errors[i] == NULL;
			if (race.errors[i] == NULL)
				continue;
			assert_err(race.errors[i], CODE_GATE_REFUSED);
			assert_int_equal(race.said[i].answer, GATE_ALREADY);
			assert_int_equal(race.said[i].passenger.state, BOARDING_BOARDED);
		}
		assert_int_equal(done, 1);
		assert_int_equal(events_of(race.locator), 2);
	}
}

static void check_in_or_cancel(size_t number, void *arg)
{
	struct race *race = arg;

	if (number == 0)
		race->errors[0] = gate_try(race->desks[0], race->departure,
		    apr_pstrcat(race->desks[0]->pool, race->locator, "/1", NULL), GATE_ANY_VERSION,
		    GATE_CHECK_IN, &race->said[0]);
	else
		race->errors[1] = booking_cancel(race->customer, race->locator, 1,
		    race->refund_minor,
		    &(const struct click){
			race->locator, click_of(race->locator, "cancel").fingerprint, NULL });
}

static void a_check_in_and_a_cancellation_at_once_go_one_after_the_other(void **state)
{
	struct race race = { .departure = departure_new(30, 10) };
	const struct booking *booking;

	(void)state;
	race.desks[0] = gate_desk_new("gate.1");
	for (int round = 0; round < ROUNDS; round++) {
		race.customer = desk_new();
		race.locator = desk_book(race.customer,
		    &(struct wish){ .departures = { race.departure } }, surname_new());
		assert_no_err(
		    desk_quote(race.customer, race.locator, &booking, &race.refund_minor));
		at_once(2, check_in_or_cancel, &race);
		if (race.errors[0] == NULL) {
			assert_err(race.errors[1], CODE_CHECKED_IN);
		} else {
			assert_no_err(race.errors[1]);
			assert_int_equal(race.said[0].answer, GATE_CANCELLED);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_passenger_goes_step_by_step_and_each_step_once),
		cmocka_unit_test(a_code_is_read_as_scanners_type_it_and_others_get_their_answer),
		cmocka_unit_test(nobody_boards_without_a_seat_that_the_aircraft_has),
		cmocka_unit_test(an_infant_goes_with_an_adult_and_comes_back_before_her),
		cmocka_unit_test(a_copy_of_a_click_is_answered_as_the_first),
		cmocka_unit_test(of_many_gates_one_boards_a_passenger_and_the_others_see_it),
		cmocka_unit_test(a_check_in_and_a_cancellation_at_once_go_one_after_the_other),
	};

	return cmocka_run_group_tests(tests, desks_start, desks_stop);
}
