/* What an address keeps of a departure longer than one hold time. */
#include "support/limits.h"

#include "base/clock.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A departure of tests has two seats more than four in each row: of 198 nine may be kept, of 178 eight, of 22 six. */
#define ROWS_FOR_NINE 49
#define ROWS_FOR_EIGHT 44
#define ROWS_FOR_SIX 5

static void an_address_keeps_few_seats_longer_than_one_hold_time(void **state)
{
	struct desk *first = desk_new(), *honest = desk_new();
	const struct departure *departure = departure_new(48, ROWS_FOR_NINE);
	const struct party one = { .adults = 1 };
	(void)state;
	limit(0, 100);
	/* As many as they like for one hold time. */
	for (int i = 0; i < 5; i++)
		assert_no_err(place(desk_beside(first), departure, (struct party){ .adults = 4 }));
	time_passes(1200);
	/* 20 seats ended: three allowances, the third begun. Nine again at once, one more not. */
	assert_no_err(place(desk_beside(first), departure, NINE));
	assert_wait(place(desk_beside(first), departure, one), 1200);
	assert_no_err(place(honest, departure, one));
	assert_no_err(place(desk_beside(first), departure_new(96, 5), one));
	/* When those nine end, nine may be kept again. */
	time_passes(1200);
	assert_no_err(place(desk_beside(first), departure, NINE));
	time_passes(600);
	assert_wait(place(desk_beside(first), departure, one), 600);
}

/* The wait counts from the last end, and is longer the more has ended. */
static void an_address_that_left_it_alone_may_come_back(void **state)
{
	struct desk *first = desk_new();
	const struct departure *departure = departure_new(48, ROWS_FOR_NINE);
	const struct party four = { .adults = 4 };
	(void)state;
	limit(0, 100);
	desks_settings()->hold_seconds = 600;
	desks_settings()->hold_max_seconds = 0;
	for (int i = 0; i < 3; i++)
		assert_no_err(place(desk_beside(first), departure, four));
	time_passes(600 + 1100);
	/* Twelve ended: two hold times. */
	assert_no_err(place(desk_beside(first), departure, four));
	assert_no_err(place(desk_beside(first), departure, four));
	assert_wait(place(desk_beside(first), departure, four), 100);
	time_passes(100);
	assert_no_err(place(desk_beside(first), departure, four));
}

static void extending_and_moving_are_keeping(void **state)
{
	struct desk *first = desk_new(), *second = desk_beside(first), *third = desk_beside(first);
	const struct departure *departure = departure_new(48, ROWS_FOR_NINE);
	(void)state;
	limit(0, 100);
	const char *nine = desk_hold(first,
	    &(struct wish){ .departures = { departure },
		.seats = "1A 1B 1C 1D 2A 2B 2C 2D 3A",
		.party = NINE });
	const char *one = desk_hold(
	    second, &(struct wish){ .departures = { departure }, .seats = "4A" });
	desk_hold(third, &(struct wish){ .departures = { departure }, .seats = "5A" });
	time_passes(60);
	assert_no_err(hold_extend(first, nine));
	const struct err *err = assert_err(hold_extend(second, one), CODE_HOLD_LIMIT);
	assert_string_equal(err->facts[FACT_DEPARTURE], departure->name);
	const struct hold *hold = desk_find_hold(second, one);
	assert_int_equal(hold->version, 1);
	assert_int_equal(hold->expires_at - hold->placed_at, 1200 * CLOCK_SECOND);
	/* It moves, and has no more time for it. */
	const char *ref;
	const struct wish two = { .departures = { departure }, .party = { .adults = 2 } };
	assert_no_err(desk_place(third, &two, &ref));
	assert_left(third, ref, 1200 - 60);
	assert_int_equal(desk_find_hold(second, one)->state, HOLD_OPEN);
	/* Once the nine are gone there is room. */
	assert_no_err(hold_release(first, nine));
	assert_no_err(hold_extend(second, one));
	assert_no_err(desk_place(third, &two, &ref));
	assert_left(third, ref, 1200);
}

/* With the other departure the hold goes on, and its seats here have ended all the same. */
static void moving_away_from_a_departure_is_giving_it_back(void **state)
{
	struct desk *first = desk_new();
	const struct departure *departure = departure_new(48, ROWS_FOR_NINE),
			       *other = departure_new(72, 9);
	const char *ref;
	(void)state;
	limit(0, 100);
	const char *moved = desk_hold(
	    first, &(struct wish){ .departures = { departure, other }, .party = NINE });
	time_passes(700);
	assert_string_equal(
	    desk_hold(first, &(struct wish){ .departures = { other }, .party = NINE }), moved);
	assert_no_err(place(desk_beside(first), departure, NINE));
	assert_err(
	    desk_place(desk_beside(first), &(struct wish){ .departures = { departure } }, &ref),
	    CODE_KEPT_TOO_LONG);
}

/* Of 178 seats nine are more than 5 of a hundred: they have the time of one hold, however it is used. */
static void a_party_above_the_allowance_has_one_hold_time(void **state)
{
	struct desk *first = desk_new(), *later = desk_beside(first);
	const struct departure *departure = departure_new(48, ROWS_FOR_EIGHT);
	const struct wish nine = { .departures = { departure }, .party = NINE };
	const char *ref;
	(void)state;
	limit(0, 100);
	assert_no_err(desk_place(first, &nine, &ref));
	time_passes(120);
	assert_no_err(desk_place(first, &nine, &ref));
	assert_left(first, ref, 1200 - 120);
	assert_err(hold_extend(first, ref), CODE_HOLD_LIMIT);
	assert_no_err(hold_release(first, ref));
	time_passes(120);
	assert_no_err(desk_place(later, &nine, &ref));
	assert_left(later, ref, 1200 - 240);
	/* That does not count as kept. */
	assert_no_err(place(desk_beside(first), departure, (struct party){ .adults = 8 }));
	assert_no_err(hold_release(later, ref));
	time_passes(400);
	/* Too late for nine; when the eight are over there is room. */
	assert_wait(place(desk_beside(first), departure, NINE), 1200 - 400);
}

/* What was given back has not to be kept for long to count once there is much of it: six parties of nine. */
static void taking_and_giving_back_comes_to_an_end(void **state)
{
	struct desk *first = desk_new();
	const struct departure *departure = departure_new(48, ROWS_FOR_NINE);
	const struct wish nine = { .departures = { departure }, .party = NINE };
	const char *ref;
	int64_t wait = 1200;
	(void)state;
	limit(0, 100);
	for (int i = 0; i < 6; i++) {
		struct desk *desk = desk_beside(first);
		assert_no_err(hold_release(desk, desk_hold(desk, &nine)));
	}
	for (int i = 0; i < 3; i++, wait *= 2) {
		struct desk *desk = desk_beside(first);
		assert_wait(place(desk, departure, (struct party){ .adults = 1 }), wait);
		assert_no_err(place(desk_new(), departure, (struct party){ .adults = 1 }));
		assert_no_err(place(desk, departure_new(96, 5), (struct party){ .adults = 1 }));
		time_passes(wait);
		assert_no_err(desk_place(desk, &nine, &ref));
		assert_no_err(hold_release(desk, ref));
	}
}

/* Moving is giving back and taking. */
static void moving_for_ever_comes_to_an_end(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, ROWS_FOR_NINE);
	const struct wish nine = { .departures = { departure }, .party = NINE };
	(void)state;
	limit(0, 100);
	const char *ref = desk_hold(desk, &nine);
	for (int i = 0; i < 5; i++)
		desk_hold(desk, &nine);
	assert_wait(place(desk, departure, NINE), 1200);
	assert_int_equal(desk_find_hold(desk, ref)->state, HOLD_OPEN);
	assert_no_err(hold_extend(desk, ref));
}

static void a_family_of_six_keeps_its_seats_on_a_small_aircraft(void **state)
{
	struct desk *first = desk_new();
	const struct departure *departure = departure_new(48, ROWS_FOR_SIX);
	const struct party six = { .adults = 6 };
	(void)state;
	limit(0, 100);
	const char *ref = desk_hold(
	    first, &(struct wish){ .departures = { departure }, .party = six });
	time_passes(60);
	assert_no_err(hold_extend(first, ref));
	time_passes(1200);
	assert_no_err(place(first, departure, six));
	assert_wait(place(desk_beside(first), departure, (struct party){ .adults = 1 }), 1200);
}

static void a_departure_without_a_plan_has_the_least_allowance(void **state)
{
	struct desk *first = desk_new();
	const struct departure *departure = departure_new(48, ROWS_FOR_NINE);
	(void)state;
	limit(0, 100);
	assert_no_err(place(first, departure, NINE));
	time_passes(1200);
	database_sql(desks_db(),
	    "CREATE TABLE plan_kept SELECT c.* FROM departure_cabin c"
	    " JOIN departure d ON d.id = c.departure_id WHERE d.flight_no = '%s'",
	    departure->flight_no);
	database_sql(desks_db(),
	    "DELETE FROM departure_cabin WHERE departure_id IN"
	    " (SELECT departure_id FROM plan_kept)");
	const struct err *six = place(desk_beside(first), departure, (struct party){ .adults = 6 });
	const struct err *one = place(desk_beside(first), departure, (struct party){ .adults = 1 });
	database_sql(desks_db(), "INSERT INTO departure_cabin SELECT * FROM plan_kept");
	database_sql(desks_db(), "DROP TABLE plan_kept");
	assert_no_err(six);
	assert_wait(one, 1200);
}

/* Of a departure with 300 seats it is fourteen: less than five of a hundred. */
static void the_allowance_grows_with_the_aircraft(void **state)
{
	struct desk *first = desk_new();
	const struct departure *departure = departure_new(48, 74);
	const struct party five = { .adults = 5 };
	(void)state;
	limit(0, 100);
	for (int i = 0; i < 4; i++)
		assert_no_err(place(desk_beside(first), departure, NINE));
	time_passes(1200);
	assert_no_err(place(desk_beside(first), departure, NINE));
	assert_no_err(place(desk_beside(first), departure, five));
	assert_wait(place(desk_beside(first), departure, (struct party){ .adults = 1 }), 1200);
}

struct rush {
	struct desk *desks[16];
	const struct departure *departure;
	const struct err *errs[16];
};

static void place_one(size_t number, void *arg)
{
	struct rush *rush = arg;
	rush->errs[number] = place(
	    rush->desks[number], rush->departure, (struct party){ .adults = 3 });
}

static void of_many_who_keep_seats_at_once_each_counts_those_before(void **state)
{
	struct desk *first = desk_new();
	struct rush rush = { .departure = departure_new(48, ROWS_FOR_NINE) };
	size_t placed = 0;
	(void)state;
	limit(0, 100);
	desk_hold(first, &(struct wish){ .departures = { rush.departure }, .party = NINE });
	time_passes(1200);
	for (size_t i = 0; i < 16; i++)
		rush.desks[i] = desk_beside(first);
	at_once(16, place_one, &rush);
	for (size_t i = 0; i < 16; i++) {
		placed += rush.errs[i] == NULL;
		if (rush.errs[i] != NULL)
			assert_err(rush.errs[i], CODE_KEPT_TOO_LONG);
	}
	assert_int_equal(placed, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_keeps_few_seats_longer_than_one_hold_time),
		cmocka_unit_test(an_address_that_left_it_alone_may_come_back),
		cmocka_unit_test(extending_and_moving_are_keeping),
		cmocka_unit_test(moving_away_from_a_departure_is_giving_it_back),
		cmocka_unit_test(a_party_above_the_allowance_has_one_hold_time),
		cmocka_unit_test(taking_and_giving_back_comes_to_an_end),
		cmocka_unit_test(moving_for_ever_comes_to_an_end),
		cmocka_unit_test(a_family_of_six_keeps_its_seats_on_a_small_aircraft),
		cmocka_unit_test(a_departure_without_a_plan_has_the_least_allowance),
		cmocka_unit_test(the_allowance_grows_with_the_aircraft),
		cmocka_unit_test(of_many_who_keep_seats_at_once_each_counts_those_before),
	};
	return DESKS_RUN("kept", tests, limits_stop);
}
