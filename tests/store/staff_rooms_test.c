/* What one part of the staff's work does holds in the others: splitting, blocking, selling and changing departures against the gate and each other. At the end every invariant must hold. */
#include "support/changes.h"
#include "support/database.h"
#include "support/gate.h"

#include "base/pool.h"
#include "domain/departure_effect.h"
#include "domain/departure_order.h"
#include "domain/staff_booking.h"
#include "domain/staff_departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })
#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

static const char *book(const struct departure *departure, const char *seats)
{
	return desk_book(desk_new(),
	    &(const struct wish){ .departures = { departure }, .party = TWO, .seats = seats },
	    surname_new());
}

/* The passenger of this number gets a booking of her own. */
static const struct err *split(
    struct desk *agent, const char *locator, size_t number, const char **out)
{
	struct booking_split wish = { .locator = locator,
		.version = NUMBER("SELECT version FROM booking WHERE locator = '%s'", locator),
		.click = click_at(agent, "split") };

	wish.goes[number - 1] = true;
	return staff_booking_split(agent, &wish, out);
}

static void who_is_checked_in_is_not_split_off(void **state)
{
	struct desk *agent = desk_of_staff(desk_new()), *gate = gate_desk_new("gus");
	const struct departure *departure = departure_new(48, 6);
	const char *locator = book(departure, "1A 1B"), *other = NULL;

	(void)state;
	gate_must(gate, departure, locator, 1, GATE_CHECK_IN);
	assert_err(split(agent, locator, 1, &other), CODE_CHECKED_IN);
	assert_no_err(split(agent, locator, 2, &other));
	/* Each is at the gate under the booking that she travels with now. */
	gate_must(gate, departure, locator, 1, GATE_BOARD);
	gate_assert(gate, departure, gate_code_of(locator, 2), GATE_CHECK_IN, GATE_CANCELLED);
	gate_must(gate, departure, other, 1, GATE_CHECK_IN);
	gate_must(gate, departure, other, 1, GATE_BOARD);
}

static void who_was_put_back_may_be_split_off(void **state)
{
	struct desk *agent = desk_of_staff(desk_new()), *gate = gate_desk_new("gus");
	const struct departure *departure = departure_new(48, 6);
	const char *locator = book(departure, "1A 1B"), *other = NULL;

	(void)state;
	gate_must(gate, departure, locator, 2, GATE_CHECK_IN);
	gate_must(gate, departure, locator, 2, GATE_BACK);
	database_sql(
	    desks_db(), "UPDATE booking SET language = 'de' WHERE locator = '%s'", locator);
	assert_no_err(split(agent, locator, 2, &other));
	gate_must(gate, departure, other, 1, GATE_CHECK_IN);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM booking WHERE language = 'de' AND locator = '%s'", other),
	    1);
}

static void close_gate(struct desk *desk, const struct departure *departure)
{
	struct gate gate;
	const char *path;

	assert_no_err(
	    gate_find(desk, departure->flight_no, departure->on, false, "names-read", &gate));
	const struct gate_close wish = { departure->flight_no, departure->on,
		gate_seen(&gate, desks_pool()), "/admin/", click_of(NULL, "close") };
	assert_no_err(gate_close(desk, &wish, &path));
}

static void nothing_is_decided_about_a_closed_flight(void **state)
{
	struct desk *agent = desk_of_staff(desk_new()), *gate = gate_desk_new("gus");
	const struct departure *departure = departure_new(48, 6);
	const char *locator = book(departure, "1A 1B"), *other = NULL;
	struct staff_decision decision = { .flight_no = departure->flight_no,
		.on = departure->on,
		.reason = "a test",
		.click = click_of(NULL, "3A") };

	(void)state;
	decision.version = NUMBER(
	    "SELECT version FROM departure WHERE flight_no = '%s'", departure->flight_no);
	assert_no_err(staff_block_seats(gate, &decision, "3A", &other));
	close_gate(gate, departure);
	decision.version = NUMBER(
	    "SELECT version FROM departure WHERE flight_no = '%s'", departure->flight_no);
	decision.click = click_of(NULL, "later");
	assert_err(staff_block_seats(gate, &decision, "3B", &other), CODE_FLIGHT_CLOSED);
	assert_err(staff_unblock_seats(gate, &decision, "3A", &other), CODE_FLIGHT_CLOSED);
	assert_err(staff_open_sales(gate, &decision, &other), CODE_FLIGHT_CLOSED);
	assert_err(split(agent, locator, 2, &other), CODE_FLIGHT_CLOSED);
}

/* The change is known, and nobody is told yet. */
static void who_is_split_off_is_told_of_new_times_too(void **state)
{
	struct desk *agent = desk_of_staff(desk_new());
	const struct departure *departure = departure_new(48, 6);
	const char *locator = book(departure, "1A 1B"), *other = NULL;
	struct departure changed = changes_retimed(departure);

	(void)state;
	changes_learn(&changed);
	assert_no_err(split(agent, locator, 2, &other));
	changes_finish();
	assert_int_equal(changes_mails(locator, "%now departs at%"), 1);
	assert_int_equal(changes_mails(other, "%now departs at%"), 1);
}

static void who_is_checked_in_sits_elsewhere_where_her_seat_is_gone_alone(void **state)
{
	struct desk *gate = gate_desk_new("gus");
	const struct departure *departure = departure_new(48, 6);
	const char *moves = book(departure, "6A 6B"), *apart = book(departure, "4A 6C");
	struct departure changed = changes_reequipped(departure, 5, true);
	struct departure_effect effect;

	(void)state;
	gate_must(gate, departure, moves, 1, GATE_CHECK_IN);
	gate_must(gate, departure, apart, 1, GATE_CHECK_IN);
	assert_no_err(departure_effect_find(desk_new(), departure, &changed, &effect));
	assert_int_equal(effect.moves, 3);
	assert_int_equal(effect.checked_in, 1);
	changes_learn(&changed);
	changes_finish();
	assert_int_equal(changes_sits(apart, "4A"), 1);
	assert_int_equal(changes_sits(apart, "6C") + changes_sits(moves, "6A"), 0);
	/* She is still checked in, and boards with the seat that she has now. */
	gate_must(gate, departure, moves, 1, GATE_BOARD);
}

static void nobody_is_seated_anew_on_a_closed_flight(void **state)
{
	struct desk *gate = gate_desk_new("gus");
	const struct departure *departure = departure_new(48, 6);
	const char *locator = book(departure, "6A 6B");
	struct departure smaller = changes_reequipped(departure, 5, true),
			 later = changes_retimed(&smaller);

	(void)state;
	/* The change is known before the flight is closed, and followed up after. */
	changes_learn(&smaller);
	close_gate(gate, departure);
	assert_err(
	    departure_check_gate(gate, departure->flight_no, departure->on), CODE_FLIGHT_CLOSED);
	changes_finish();
	assert_int_equal(changes_sits(locator, "6A") + changes_sits(locator, "6B"), 2);
	assert_int_equal(changes_mails(locator, "%"), 0);
	changes_learn(&later);
	changes_finish();
	assert_int_equal(changes_mails(locator, "%now departs at%"), 1);
	assert_int_equal(changes_mails(locator, "%seat%"), 0);
	assert_int_equal(changes_open(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_checked_in_is_not_split_off),
		cmocka_unit_test(who_was_put_back_may_be_split_off),
		cmocka_unit_test(nothing_is_decided_about_a_closed_flight),
		cmocka_unit_test(who_is_split_off_is_told_of_new_times_too),
		cmocka_unit_test(who_is_checked_in_sits_elsewhere_where_her_seat_is_gone_alone),
		cmocka_unit_test(nobody_is_seated_anew_on_a_closed_flight),
	};

	return cmocka_run_group_tests(tests, desks_start, desks_stop);
}
