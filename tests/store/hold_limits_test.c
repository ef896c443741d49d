/* How much may be held: open holds of a browser, an account and an address; and the same seats again and again. */
#include "support/limits.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/account.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HOUR_S 3600

static void sign_in(struct desk *desk, const char *email)
{
	const char *token;
	assert_no_err(account_sign_in(desk, email, "a password of tests", "a test", &token));
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
		assert_no_err(hold_expire_due(desk, FROM_THE_FIRST, WHOLE_TURN_MS, &count));
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

/* One hold of each ran out: of neither are two hold times used up. */
static void a_journey_waits_for_those_of_its_departures_that_were_held_too_often(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 5), *back = departure_new(96, 5);
	const struct wish both = { .departures = { out, back } };
	const struct party one = { .adults = 1 };
	const char *ref;
	(void)state;
	limit(3, 0);
	assert_no_err(place(desk, out, one));
	time_passes(1200);
	assert_no_err(place(desk, back, one));
	time_passes(1200);
	desk_hold(desk, &both);
	time_passes(1200);
	assert_wait(desk_place(desk, &both, &ref), 1200);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_account_has_as_many_open_holds_as_a_browser),
		cmocka_unit_test(an_accounts_hold_moves_whichever_of_its_browsers_asks),
		cmocka_unit_test(a_browser_waits_longer_each_time_its_hold_runs_out),
		cmocka_unit_test(
		    a_journey_waits_for_those_of_its_departures_that_were_held_too_often),
		cmocka_unit_test(what_is_given_back_soon_counts_little),
		cmocka_unit_test(who_books_begins_again),
		cmocka_unit_test(nothing_is_limited_where_it_is_switched_off),
	};
	return DESKS_RUN("limits", tests, limits_stop);
}
