/* Looks at seats are shared, and never older than what anybody was told. */
#include "support/database.h"
#include "support/desks.h"
#include "support/looks.h"

#include "base/changes.h"
#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"
#include "store/departures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define AT_ONCE 8
#define ROUNDS 50
#define LOOKS 20

static void many_who_look_ask_once(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	struct desk *first = desk_new(), *others[AT_ONCE];

	(void)state;
	share(first, departure);
	for (size_t i = 0; i < AT_ONCE; i++) {
		others[i] = desk_new();
		assert_non_null(taken_of(look_at(others[i], departure, false), "4D"));
		assert_null(taken_of(look_at(others[i], departure, false), "1A"));
		assert_int_equal(db_round_trips(others[i]->db), 0);
	}
}

static void what_somebody_was_told_is_in_the_next_look(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	struct desk *desk = desk_new(), *buyer = desk_new();
	const struct wish wish = { .departures = { departure }, .seats = "1A" };
	bool is_changed;
	const char *ref;

	(void)state;
	share(desk, departure);
	ref = desk_hold(buyer, &wish);
	assert_int_equal(taken_of(look_at(desk, departure, false), "1A")->held_by,
	    database_number(desks_db(), "SELECT id FROM hold WHERE ref = '%s'", ref));
	share(desk, departure);
	assert_no_err(hold_release(buyer, ref));
	assert_false(is_taken(desk, departure, "1A"));
	share(desk, departure);
	desk_book(buyer, &wish, surname_new());
	assert_int_equal(taken_of(look_at(desk, departure, false), "1A")->held_by, 0);
	share(desk, departure);
	assert_no_err(departure_close_sales(
	    desk, departure->flight_no, departure->on, "a test", &is_changed));
	assert_true(look_at(desk, departure, false).is_sales_closed);
	share(desk, departure);
	assert_no_err(
	    departure_open_sales(desk, departure->flight_no, departure->on, "a test", &is_changed));
	assert_false(look_at(desk, departure, false).is_sales_closed);
}

static void a_departure_that_nobody_knew_is_shared_until_it_is_known(void **state)
{
	const struct departure *departure = departure_new(48, 4);
	struct desk *desk = desk_new();

	(void)state;
	share(desk, departure);
	assert_int_equal(look_at(desk, departure, false).count, 0);
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "2B" });
	assert_true(is_taken(desk, departure, "2B"));
	share(desk, departure);
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "2C" });
	assert_true(is_taken(desk, departure, "2C"));
}

static void what_is_told_here_of_a_departure_that_another_machine_made_known_is_in_the_next_look(
    void **state)
{
	const struct departure *departure = departure_new(48, 4);
	struct desk *desk = desk_new();

	(void)state;
	share(desk, departure);
	/* The other machine's programs count elsewhere. */
	changes_start("/nonexistent/changes");
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "4D" });
	looks_count();
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "2B" });
	assert_true(is_taken(desk, departure, "2B"));
}

/* Changes of what nobody knew are counted apart from those of what is known: equal numbers of both say nothing. */
static void a_departure_that_has_just_become_known_is_counted_as_known(void **state)
{
	const struct departure *departure = departure_new(48, 4);
	struct desk *desk = desk_new();
	uint64_t unknown, known;
	int64_t id;

	(void)state;
	for (int i = 0; i < 1000; i++)
		changes_note(DEPARTURE_UNKNOWN);
	share(desk, departure);
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "2B" });
	assert_true(is_taken(desk, departure, "2B"));
	id = database_number(
	    desks_db(), "SELECT id FROM departure WHERE flight_no = '%s'", departure->flight_no);
	assert_true(changes_count(DEPARTURE_UNKNOWN, &unknown));
	/* What a transaction changes is counted twice. */
	for (assert_true(changes_count(id, &known)); known < unknown - 2; known++)
		changes_note(id);
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "2C" });
	assert_true(is_taken(desk, departure, "2C"));
}

static void several_departures_are_looked_at_together(void **state)
{
	const struct departure *shared = departure_known_to_booking();
	const struct departure *other = departure_known_to_booking();
	struct seat_map_name names[] = { { other->flight_no, other->on },
		{ shared->flight_no, shared->on }, { "AX9999", shared->on } };
	struct desk *desk = desk_new();
	struct seat_look looks[3];

	(void)state;
	desk_hold(desk_new(), &(struct wish){ .departures = { other }, .seats = "1B" });
	share(desk, shared);
	assert_no_err(seat_looks_at(desk, names, 3, false, looks));
	assert_int_equal(looks[0].count, 2);
	assert_non_null(taken_of(looks[0], "1B"));
	assert_int_equal(looks[1].count, 1);
	assert_int_equal(looks[2].count, 0);
}

static void a_hold_whose_time_is_over_is_not_in_a_look(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	struct desk *desk = desk_new();
	int64_t patience_ms = clock_monotonic_ms() + 20000;

	(void)state;
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "1A" });
	desks_settings()->hold_seconds = 1;
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "1B" });
	while (is_taken(desk, departure, "1B"))
		assert_true(clock_monotonic_ms() < patience_ms);
	assert_true(is_taken(desk, departure, "1A"));
}

/* A desk at which the last look is shared, and is old: seat 1A was taken since, and nobody here knows. */
static struct desk *desk_with_an_old_look(const struct departure *departure)
{
	struct desk *desk = desk_new();

	share(desk, departure);
	taken_elsewhere(departure, "1A");
	assert_false(is_taken(desk, departure, "1A"));
	return desk;
}

static void what_another_machine_changed_is_seen_when_the_time_is_over(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	struct desk *desk = desk_with_an_old_look(departure);

	(void)state;
	desks_settings()->look_ms = 0;
	assert_true(is_taken(desk, departure, "1A"));
	taken_elsewhere(departure, "1B");
	assert_true(is_taken(desk, departure, "1B"));
}

static void who_asks_anew_is_told_what_is_now_and_so_are_all_after_him(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	struct desk *desk = desk_with_an_old_look(departure);

	(void)state;
	assert_true(taken_of(look_at(desk, departure, true), "1A")->is_blocked);
	assert_true(is_taken(desk, departure, "1A"));
}

/* More than there is room for: who was looked at longest ago gives way, and nobody is told of another one. */
static void very_many_departures_are_told_apart(void **state)
{
	static const char *const seats[] = { "1A", "1B", "1C", "1D", "2A" };
	const struct departure *departures[120];
	struct desk *desk = desk_new(), *buyer = desk_new();

	(void)state;
	for (size_t i = 0; i < sizeof(departures) / sizeof(departures[0]); i++) {
		departures[i] = departure_new(48, 4);
		desk_hold(buyer,
		    &(struct wish){ .departures = { departures[i] }, .seats = seats[i % 5] });
	}
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < sizeof(departures) / sizeof(departures[0]); i++) {
			struct seat_look look = look_at(desk, departures[i], false);

			assert_int_equal(look.count, 1);
			assert_string_equal(look.seats[0].seat_no, seats[i % 5]);
		}
}

struct crowd {
	const struct departure *departure;
	struct desk *desks[AT_ONCE];
	int wrong[AT_ONCE];
	atomic_int buyers; /* who are not ready yet */
};

/* Each has a seat of its own, takes it and gives it back: what it was told has to be in its next looks. */
static void take_and_give_back(struct crowd *crowd, size_t number)
{
	struct desk *desk = crowd->desks[number];
	const char *seat = apr_psprintf(
	    desk->pool, "%d%c", 1 + (int)number / 4, "ABCD"[number % 4]);

	for (int round = 0; round < ROUNDS; round++) {
		const char *ref = desk_hold(
		    desk, &(struct wish){ .departures = { crowd->departure }, .seats = seat });

		for (int i = 0; i < LOOKS; i++)
			crowd->wrong[number] += !is_taken(desk, crowd->departure, seat);
		assert_no_err(hold_release(desk, ref));
		for (int i = 0; i < LOOKS; i++)
			crowd->wrong[number] += is_taken(desk, crowd->departure, seat);
	}
	atomic_fetch_sub(&crowd->buyers, 1);
}

/* The others ask all the time, so that there is an answer under way whenever something changes. */
static void buy_or_look(size_t number, void *arg)
{
	struct crowd *crowd = arg;

	if (number % 2 == 0)
		take_and_give_back(crowd, number);
	else
		while (atomic_load(&crowd->buyers) > 0)
			look_at(crowd->desks[number], crowd->departure, true);
}

static void in_a_crowd_each_sees_what_it_was_told(void **state)
{
	struct crowd crowd = { .departure = departure_known_to_booking(), .buyers = AT_ONCE / 2 };

	(void)state;
	for (size_t i = 0; i < AT_ONCE; i++)
		crowd.desks[i] = desk_new();
	at_once(AT_ONCE, buy_or_look, &crowd);
	for (size_t i = 0; i < AT_ONCE; i++)
		assert_int_equal(crowd.wrong[i], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(many_who_look_ask_once, share_for_an_hour),
		cmocka_unit_test_setup(
		    what_somebody_was_told_is_in_the_next_look, share_for_an_hour),
		cmocka_unit_test_setup(
		    a_departure_that_nobody_knew_is_shared_until_it_is_known, share_for_an_hour),
		cmocka_unit_test_setup(
		    what_is_told_here_of_a_departure_that_another_machine_made_known_is_in_the_next_look,
		    share_for_an_hour),
		cmocka_unit_test_setup(
		    a_departure_that_has_just_become_known_is_counted_as_known, share_for_an_hour),
		cmocka_unit_test_setup(
		    several_departures_are_looked_at_together, share_for_an_hour),
		cmocka_unit_test_setup(
		    a_hold_whose_time_is_over_is_not_in_a_look, share_for_an_hour),
		cmocka_unit_test_setup(
		    what_another_machine_changed_is_seen_when_the_time_is_over, share_for_an_hour),
		cmocka_unit_test_setup(
		    who_asks_anew_is_told_what_is_now_and_so_are_all_after_him, share_for_an_hour),
		cmocka_unit_test_setup(very_many_departures_are_told_apart, share_for_an_hour),
		cmocka_unit_test_setup(in_a_crowd_each_sees_what_it_was_told, share_for_an_hour),
	};

	return cmocka_run_group_tests(tests, looks_start, looks_stop);
}
