/* What anybody was told of seats is in every look that begins later, also where it is told or counted late. */
#include "support/database.h"
#include "support/desks.h"
#include "support/looks.h"
#include "support/proxy.h"

#include "base/changes.h"
#include "base/random.h"
#include "domain/staff_departure.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Whose first answer was lost: the COMMIT may have come after what it changes was noted. */
static void what_is_told_again_is_in_the_next_look(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	const struct wish wish = {
		.departures = { departure }, .seats = "1A", .key = random_ref(desks_pool())
	};
	struct desk *desk = desk_new(), *buyer = desk_new();
	const char *ref = desk_hold(buyer, &wish);

	(void)state;
	share(desk, departure);
	taken_elsewhere(departure, "1B");
	assert_string_equal(desk_hold(buyer, &wish), ref);
	assert_true(is_taken(desk, departure, "1B"));
}

static const struct err *close_sales(
    const struct departure *departure, int64_t version, const char *key)
{
	struct desk *staff = desk_of_staff(desk_new());
	const struct staff_decision decision = { .flight_no = departure->flight_no,
		.on = departure->on,
		.version = version,
		.reason = "a test",
		.click = click_of(key, "close") };
	const char *answer;

	return staff_close_sales(staff, &decision, &answer);
}

/* The same of staff: their own click, and what somebody else has decided before. */
static void what_staff_are_told_again_is_in_the_next_look(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	const char *key = random_ref(desks_pool());
	struct desk *desk = desk_new();

	(void)state;
	assert_no_err(close_sales(departure, 1, key));
	share(desk, departure);
	taken_elsewhere(departure, "1B");
	assert_no_err(close_sales(departure, 1, key));
	assert_true(is_taken(desk, departure, "1B"));
	taken_elsewhere(departure, "1C");
	assert_no_err(close_sales(departure, 2, NULL));
	assert_true(is_taken(desk, departure, "1C"));
}

struct buying {
	struct desk *desk;
	const struct departure *departure;
};

static void *buy(void *arg)
{
	const struct buying *buying = arg;

	desk_hold(
	    buying->desk, &(struct wish){ .departures = { buying->departure }, .seats = "1A" });
	return NULL;
}

/* Whoever reads it, before he who did it is told that it is done. */
static void what_is_committed_and_not_answered_yet_is_in_the_next_look(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	struct proxy *line = proxy_start(database_settings()->socket, desks_pool());
	struct buying buying = { desk_behind(desk_new(), line), departure };
	struct desk *desk = desk_new();
	pthread_t thread;

	(void)state;
	look_at(buying.desk, departure, true);
	share(desk, departure);
	proxy_halt(line, PROXY_END);
	assert_int_equal(pthread_create(&thread, NULL, buy, &buying), 0);
	assert_non_null(proxy_halted(line));
	proxy_halt(line, NULL);
	assert_int_equal(claims_on(departure), 2);
	assert_true(is_taken(desk, departure, "1A"));
	proxy_go(line);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(is_taken(desk, departure, "1A"));
	proxy_stop(line);
}

/* Who looks while it is done may find that its time is just over. */
static void a_hold_that_is_kept_longer_is_in_the_next_look(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	struct desk *desk = desk_new(), *buyer = desk_new();
	const char *ref = desk_hold(
	    buyer, &(struct wish){ .departures = { departure }, .seats = "1A" });

	(void)state;
	database_sql(desks_db(),
	    "UPDATE seat_claim c JOIN departure d ON d.id = c.departure_id SET c.held_until ="
	    " NOW(6) - INTERVAL 1 SECOND WHERE d.flight_no = '%s' AND c.seat_no = '1A'",
	    departure->flight_no);
	assert_null(taken_of(look_at(desk, departure, true), "1A"));
	share(desk, departure);
	assert_no_err(hold_extend(buyer, ref));
	assert_true(is_taken(desk, departure, "1A"));
}

static void where_nobody_counts_each_look_asks(void **state)
{
	const struct departure *departure = departure_known_to_booking();
	struct desk *desk = desk_new();

	(void)state;
	share(desk, departure);
	changes_start("/nowhere/changes");
	taken_elsewhere(departure, "1A");
	assert_true(is_taken(desk, departure, "1A"));
	looks_count();
	share(desk, departure);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(what_is_told_again_is_in_the_next_look, share_for_an_hour),
		cmocka_unit_test_setup(
		    what_staff_are_told_again_is_in_the_next_look, share_for_an_hour),
		cmocka_unit_test_setup(
		    what_is_committed_and_not_answered_yet_is_in_the_next_look, share_for_an_hour),
		cmocka_unit_test_setup(
		    a_hold_that_is_kept_longer_is_in_the_next_look, share_for_an_hour),
		cmocka_unit_test_setup(where_nobody_counts_each_look_asks, share_for_an_hour),
	};

	return cmocka_run_group_tests(tests, looks_start, looks_stop);
}
