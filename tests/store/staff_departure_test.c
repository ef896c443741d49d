/* Staff block seats that others want, give back or let go at the same moment; and the load by which lists are ordered. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "domain/departure.h"
#include "domain/inventory.h"
#include "domain/inventory_load.h"
#include "domain/staff_departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define BUYERS 5
#define ROUNDS 12

static struct desk *staff_desk_new(void)
{
	struct desk *desk = desk_new();

	desk->actor = "tester";
	return desk;
}

/* For what nobody else does at the same time. */
static struct desk *staff_desk(void)
{
	static struct desk *desk;

	if (desk == NULL)
		desk = staff_desk_new();
	return desk;
}

/* One that booking knows, at version 1. */
static const struct departure *departure_known_new(void)
{
	const struct departure *departure = departure_new(200, 4);
	int64_t id;

	assert_no_err(departure_learn(staff_desk(), departure, &id));
	return departure;
}

static int64_t number(const char *what, const struct departure *departure)
{
	return database_number(desks_db(), "%s WHERE flight_no = '%s'", what, departure->flight_no);
}

static int64_t claims(const struct departure *departure, const char *where)
{
	return number(apr_pstrcat(desks_pool(),
			  "SELECT COALESCE(SUM((SELECT COUNT(*) FROM seat_claim c WHERE"
			  " c.departure_id = departure.id AND ",
			  where, ")), 0) FROM departure", NULL),
	    departure);
}

static const struct err *block(
    struct desk *desk, const struct departure *departure, const char *seats)
{
	const struct staff_decision decision = {
		.flight_no = departure->flight_no,
		.on = departure->on,
		.version = number("SELECT version FROM departure", departure),
		.reason = "a test",
		.click = click_of(NULL, seats),
	};
	const char *answer;

	return staff_block_seats(desk, &decision, seats, &answer);
}

struct race {
	struct desk *desks[BUYERS + 1];
	const struct err *errors[BUYERS + 1];
	const struct departure *departure;
	struct staff_decision decision;
	const char *ref; /* a hold that is given back */
};

/* The last one is staff. */
static void want(size_t who, void *arg)
{
	struct race *race = arg;
	const char *out;

	if (who == BUYERS)
		race->errors[who] = staff_block_seats(
		    race->desks[who], &race->decision, "1A 1B", &out);
	else
		race->errors[who] = desk_place(race->desks[who],
		    &(struct wish){ .departures = { race->departure },
			.seats = "1A 1B",
			.party = { .adults = 2 } },
		    &out);
}

/* The same people each time, since each has a connection. */
static struct race race_new(const struct departure *departure)
{
	static struct desk *desks[BUYERS + 1];
	struct race race = { .departure = departure };

	for (size_t i = 0; i <= BUYERS; i++) {
		if (desks[i] == NULL)
			desks[i] = i < BUYERS ? desk_new() : staff_desk_new();
		race.desks[i] = desks[i];
	}
	race.decision = (struct staff_decision){ .flight_no = departure->flight_no,
		.on = departure->on,
		.version = 1,
		.reason = "a test",
		.click = click_of(NULL, "block") };
	return race;
}

static void one_wins(void)
{
	struct race race = race_new(departure_known_new());
	size_t winners = 0;

	at_once(BUYERS + 1, want, &race);
	for (size_t i = 0; i <= BUYERS; i++) {
		if (race.errors[i] == NULL)
			winners++;
		else
			assert_true(err_is(race.errors[i], CODE_SEAT_TAKEN));
	}
	assert_int_equal(winners, 1);
	assert_int_equal(claims(race.departure, "c.seat_no IN ('1A', '1B')"), 2);
	assert_int_equal(
	    claims(race.departure, "c.state = 'blocked'"), race.errors[BUYERS] == NULL ? 2 : 0);
}

static void of_buyers_and_staff_who_want_the_same_seats_one_has_them(void **state)
{
	static const enum seats_locking ways[] = { LOCKING_PESSIMISTIC, LOCKING_OPTIMISTIC };

	(void)state;
	for (size_t way = 0; way < 2; way++) {
		desks_locking(ways[way]);
		for (int i = 0; i < ROUNDS; i++)
			one_wins();
	}
	desks_reset();
}

static void give_back_or_block(size_t who, void *arg)
{
	struct race *race = arg;
	const char *answer;

	if (who == 0)
		race->errors[0] = hold_release(race->desks[0], race->ref);
	else
		race->errors[1] = staff_block_seats(
		    race->desks[BUYERS], &race->decision, "1A 1B", &answer);
}

static void seats_that_are_given_back_just_then_are_blocked_or_not_and_nobody_is_in_the_way(
    void **state)
{
	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct race race = race_new(departure_known_new());

		race.ref = desk_hold(race.desks[0],
		    &(struct wish){ .departures = { race.departure },
			.seats = "1A 1B",
			.party = { .adults = 2 } });
		at_once(2, give_back_or_block, &race);
		assert_no_err(race.errors[0]);
		if (race.errors[1] != NULL)
			assert_true(err_is(race.errors[1], CODE_SEAT_TAKEN));
		assert_int_equal(
		    claims(race.departure, "c.state = 'blocked'"), race.errors[1] == NULL ? 2 : 0);
	}
}

static void let_go_or_block(size_t who, void *arg)
{
	struct race *race = arg;
	const char *answer;
	int64_t count;

	if (who == 0)
		race->errors[0] = hold_expire_due(
		    race->desks[0], FROM_THE_FIRST, WHOLE_TURN_MS, &count);
	else
		race->errors[1] = staff_block_seats(
		    race->desks[BUYERS], &race->decision, "1A 1B", &answer);
}

static void seats_whose_time_is_over_are_blocked_while_the_worker_tidies(void **state)
{
	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct race race = race_new(departure_known_new());

		race.ref = desk_hold(race.desks[0],
		    &(struct wish){ .departures = { race.departure },
			.seats = "1A 1B",
			.party = { .adults = 2 } });
		hold_is_over(race.ref);
		at_once(2, let_go_or_block, &race);
		assert_no_err(race.errors[0]);
		assert_no_err(race.errors[1]);
		assert_int_equal(claims(race.departure, "c.state = 'blocked'"), 2);
		assert_int_equal(claims(race.departure, "c.state = 'held'"), 0);
	}
}

/* The load of this list's first, and of its last. */
static void assert_order(const struct departure *fullest, const struct departure *emptiest)
{
	const struct inventory_wanted wanted = {
		.from_on = fullest->on,
		.until_on = fullest->on,
		.flight_no = NULL,
		.after_on = INT32_MIN,
		.sort = INVENTORY_BY_LOAD,
	};
	const struct inventory_departure *list;
	size_t count, first = SIZE_MAX, last = 0;

	assert_no_err(inventory_departures(staff_desk(), &wanted, 1000, &list, &count));
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].flight_no, fullest->flight_no) == 0)
			first = i;
		if (strcmp(list[i].flight_no, emptiest->flight_no) == 0)
			last = i;
	}
	assert_true(first < last);
}

static void loads_follow_what_is_sold_and_given_back(void **state)
{
	const struct departure *empty = departure_known_new(), *full = departure_known_new();
	struct desk *customer = desk_new();
	const struct booking *booking;
	int64_t count, refund;
	const char *locator;

	(void)state;
	locator = desk_book(customer,
	    &(struct wish){ .departures = { full }, .party = { .adults = 3 } }, surname_new());
	assert_no_err(inventory_count_loads(staff_desk(), 3600, &count));
	assert_int_equal(number("SELECT load_permille FROM departure", full), 0);
	assert_no_err(inventory_count_loads(staff_desk(), 0, &count));
	/* Three of its 18 seats. */
	assert_int_equal(number("SELECT load_permille FROM departure", full), 3 * 1000 / 18);
	assert_order(full, empty);
	assert_no_err(inventory_count_loads(staff_desk(), 0, &count));
	assert_int_equal(count, 0);
	assert_no_err(desk_quote(customer, locator, &booking, &refund));
	const struct click click = click_of(NULL, "cancel");
	assert_no_err(booking_cancel(customer, locator, booking->version, refund, &click));
	assert_no_err(inventory_count_loads(staff_desk(), 0, &count));
	assert_int_equal(count, 1);
	assert_int_equal(number("SELECT load_permille FROM departure", full), 0);
}

static void at_most_a_hundred_seats_are_blocked_at_once_and_all_or_none(void **state)
{
	const struct departure *departure = departure_new(200, 40);
	int64_t id;

	(void)state;
	assert_no_err(departure_learn(staff_desk(), departure, &id));
	const char *rows = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25";
	const struct err *err = block(
	    staff_desk(), departure, apr_pstrcat(desks_pool(), rows, " 26A", NULL));
	assert_true(err_is(err, CODE_INVALID));
	assert_int_equal(claims(departure, "1"), 0);
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "25A" });
	err = block(staff_desk(), departure, "1 2 25A");
	assert_true(err_is(err, CODE_SEAT_TAKEN));
	assert_string_equal(err->facts[FACT_SEATS], "25A");
	assert_int_equal(claims(departure, "c.state = 'blocked'"), 0);
	assert_no_err(block(staff_desk(), departure, "1 2 3 4 5 6 7 8 9 10 11 12"));
	assert_int_equal(claims(departure, "c.state = 'blocked'"), 48);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_buyers_and_staff_who_want_the_same_seats_one_has_them),
		cmocka_unit_test(
		    seats_that_are_given_back_just_then_are_blocked_or_not_and_nobody_is_in_the_way),
		cmocka_unit_test(seats_whose_time_is_over_are_blocked_while_the_worker_tidies),
		cmocka_unit_test(at_most_a_hundred_seats_are_blocked_at_once_and_all_or_none),
		cmocka_unit_test(loads_follow_what_is_sold_and_given_back),
	};

	return cmocka_run_group_tests_name("staff_departure", tests, desks_start, desks_stop);
}
