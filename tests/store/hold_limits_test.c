/* How much may be held: open holds of a browser, an account and an address, and seats that are kept longer than one hold time. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/account.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HOUR_S 3600
#define NINE ((struct party){ .adults = 9 })

/* The limits of this file alone; the tests' departures have 5 rows of 4 and 2 seats: nine may be kept. */
static void limit(int64_t per_browser, int64_t per_address)
{
	desks_reset();
	desks_settings()->hold_cool_down_s = 24 * HOUR_S;
	desks_settings()->holds_per_browser = per_browser;
	desks_settings()->holds_per_address = per_address;
}

static struct desk *desk_beside(const struct desk *other)
{
	struct desk *desk = desk_new();
	desk->address = other->address;
	return desk;
}

/* All that happened so far happened so long ago. */
static void time_passes(int64_t seconds)
{
	database_sql(desks_db(),
	    "UPDATE hold SET placed_at = placed_at - INTERVAL %d SECOND,"
	    " expires_at = expires_at - INTERVAL %d SECOND,"
	    " ended_at = ended_at - INTERVAL %d SECOND",
	    (int)seconds, (int)seconds, (int)seconds);
	database_sql(desks_db(),
	    "UPDATE seat_claim SET held_until = held_until - INTERVAL %d SECOND", (int)seconds);
	database_sql(
	    desks_db(), "UPDATE seat_event SET at = at - INTERVAL %d SECOND", (int)seconds);
}

static const struct err *place(
    struct desk *desk, const struct departure *departure, struct party party)
{
	const char *ref;
	return desk_place(
	    desk, &(struct wish){ .departures = { departure }, .party = party }, &ref);
}

/* Refused, for so many seconds more. */
static void assert_wait(const struct err *err, int64_t seconds)
{
	assert_err(err, CODE_KEPT_TOO_LONG);
	assert_string_equal(err_code_name(err->code), "too-many");
	assert_in_range(err->retry_after_s, seconds - 5, seconds + 1);
}

static void sign_in(struct desk *desk, const char *email)
{
	const char *token;
	assert_no_err(account_sign_in(desk, email, "a password of tests", &token));
	desk->browser = token;
}

static void an_account_has_as_many_open_holds_as_a_browser(void **state)
{
	struct desk *home = desk_new(), *phone = desk_new();
	(void)state;
	limit(2, 0);
	assert_no_err(account_register(home, "two@example.com", "a password of tests"));
	sign_in(home, "two@example.com");
	sign_in(phone, "two@example.com");
	assert_no_err(place(home, departure_new(48, 5), (struct party){ .adults = 1 }));
	assert_no_err(place(phone, departure_new(72, 5), (struct party){ .adults = 1 }));
	const struct err *err = assert_err(
	    place(phone, departure_new(96, 5), (struct party){ .adults = 1 }), CODE_TOO_MANY);
	assert_in_range(err->retry_after_s, 1190, 1201);
	assert_no_err(place(desk_new(), departure_new(96, 5), (struct party){ .adults = 1 }));
}

static void an_accounts_hold_moves_whichever_of_its_browsers_asks(void **state)
{
	struct desk *home = desk_new(), *phone = desk_new();
	const struct departure *departure = departure_new(48, 5);
	(void)state;
	limit(1, 0);
	assert_no_err(account_register(home, "move@example.com", "a password of tests"));
	sign_in(home, "move@example.com");
	sign_in(phone, "move@example.com");
	const char *ref = desk_hold(
	    home, &(struct wish){ .departures = { departure }, .seats = "1A" });
	const char *moved = desk_hold(
	    phone, &(struct wish){ .departures = { departure }, .seats = "2B" });
	assert_string_equal(moved, ref);
	const struct hold *hold = desk_find_hold(home, ref);
	assert_int_equal(hold->version, 2);
	assert_string_equal(
	    hold->seats_text, apr_pstrcat(desks_pool(), departure->name, "/2B", NULL));
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM seat_claim c JOIN departure d"
			     " ON d.id = c.departure_id WHERE d.flight_no = '%s'",
			     departure->flight_no),
	    1);
}

/* One hold ran out: the same again at once. From the second on a wait that is doubled each time. */
static void a_browser_waits_longer_each_time_its_hold_runs_out(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 5);
	const struct party one = { .adults = 1 };
	int64_t count, wait = 1200;
	(void)state;
	limit(3, 0);
	assert_no_err(place(desk, departure, one));
	time_passes(1200);
	assert_no_err(place(desk, departure, one));
	time_passes(1200);
	for (int i = 0; i < 3; i++, wait *= 2) {
		assert_no_err(hold_expire_due(desk, 100, &count));
		assert_wait(place(desk, departure, one), wait);
		assert_no_err(place(desk, departure_new(96, 5), one));
		time_passes(wait);
		assert_no_err(place(desk, departure, one));
		time_passes(1200);
	}
	/* Somebody else is not concerned. */
	assert_no_err(place(desk_new(), departure, one));
	/* It is never longer than the longest, and a day later all is forgotten. */
	desks_settings()->hold_cool_down_s = 2 * HOUR_S;
	assert_wait(place(desk, departure, one), 2 * HOUR_S);
	time_passes(24 * HOUR_S);
	assert_no_err(place(desk, departure, one));
}

static void what_is_given_back_soon_counts_little(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 5);
	(void)state;
	limit(3, 0);
	for (int i = 0; i < 6; i++) {
		const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } });
		time_passes(300);
		assert_no_err(hold_release(desk, ref));
	}
	/* A quarter each: with the eighth two hold times are used up. */
	for (int i = 0; i < 2; i++) {
		const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } });
		time_passes(300);
		assert_no_err(hold_release(desk, ref));
	}
	assert_wait(place(desk, departure, (struct party){ .adults = 1 }), 1200);
}

static void who_books_begins_again(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 5), *other = departure_new(72, 5);
	const struct party one = { .adults = 1 };
	(void)state;
	limit(3, 0);
	for (int i = 0; i < 2; i++) {
		assert_no_err(place(desk, departure, one));
		time_passes(1200);
	}
	assert_wait(place(desk, departure, one), 1200);
	desk_book(desk, &(struct wish){ .departures = { other } }, "Lovelace");
	assert_no_err(place(desk, departure, one));
}

/* 22 seats: nine may be kept. */
static void an_address_keeps_few_seats_longer_than_one_hold_time(void **state)
{
	struct desk *first = desk_new(), *honest = desk_new();
	const struct departure *departure = departure_new(48, 5);
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
	const struct departure *departure = departure_new(48, 5);
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
	const struct departure *departure = departure_new(48, 5);
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
	assert_wait(place(third, departure, (struct party){ .adults = 2 }), 1200);
	assert_int_equal(desk_find_hold(second, one)->state, HOLD_OPEN);
	/* Once the nine are gone there is room. */
	assert_no_err(hold_release(first, nine));
	assert_no_err(hold_extend(second, one));
	assert_no_err(place(third, departure, (struct party){ .adults = 2 }));
}

/* With the other departure the hold goes on, and its seats here have ended all the same. */
static void moving_away_from_a_departure_is_giving_it_back(void **state)
{
	struct desk *first = desk_new();
	const struct departure *departure = departure_new(48, 5), *other = departure_new(72, 9);
	const char *ref;
	(void)state;
	limit(0, 100);
	const char *moved = desk_hold(
	    first, &(struct wish){ .departures = { departure, other }, .party = NINE });
	time_passes(60);
	assert_string_equal(
	    desk_hold(first, &(struct wish){ .departures = { other }, .party = NINE }), moved);
	assert_no_err(place(desk_beside(first), departure, NINE));
	assert_err(
	    desk_place(desk_beside(first), &(struct wish){ .departures = { departure } }, &ref),
	    CODE_KEPT_TOO_LONG);
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
	struct rush rush = { .departure = departure_new(48, 25) };
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

static void nothing_is_limited_where_it_is_switched_off(void **state)
{
	struct desk *first = desk_new();
	const struct departure *departure = departure_new(48, 5);
	(void)state;
	limit(3, 100);
	desks_settings()->hold_cool_down_s = 0;
	for (int i = 0; i < 4; i++) {
		assert_no_err(place(first, departure, NINE));
		assert_no_err(place(desk_beside(first), departure, NINE));
		time_passes(1200);
	}
}

/* The worker, before the rules of the data are looked at. */
static int stop(void **state)
{
	int64_t count;
	desks_reset();
	assert_no_err(hold_expire_due(desk_new(), 1000, &count));
	return desks_stop(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_account_has_as_many_open_holds_as_a_browser),
		cmocka_unit_test(an_accounts_hold_moves_whichever_of_its_browsers_asks),
		cmocka_unit_test(a_browser_waits_longer_each_time_its_hold_runs_out),
		cmocka_unit_test(what_is_given_back_soon_counts_little),
		cmocka_unit_test(who_books_begins_again),
		cmocka_unit_test(an_address_keeps_few_seats_longer_than_one_hold_time),
		cmocka_unit_test(an_address_that_left_it_alone_may_come_back),
		cmocka_unit_test(extending_and_moving_are_keeping),
		cmocka_unit_test(moving_away_from_a_departure_is_giving_it_back),
		cmocka_unit_test(the_allowance_grows_with_the_aircraft),
		cmocka_unit_test(of_many_who_keep_seats_at_once_each_counts_those_before),
		cmocka_unit_test(nothing_is_limited_where_it_is_switched_off),
	};
	desks_locking(LOCKING_PESSIMISTIC);
	int failed = cmocka_run_group_tests_name("limits, pessimistic", tests, desks_start, stop);
	desks_locking(LOCKING_OPTIMISTIC);
	return failed + cmocka_run_group_tests_name("limits, optimistic", tests, desks_start, stop);
}
