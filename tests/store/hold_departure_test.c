/* Holds on departures that are not as the offer says. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static int64_t claims_on(const struct departure *departure)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM seat_claim c JOIN departure d"
	    " ON d.id = c.departure_id WHERE d.flight_no = '%s'",
	    departure->flight_no);
}

static void what_is_not_on_sale_is_refused(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const struct departure *soon = departure_new(0, 3);
	const char *ref;
	static const char *const changes[] = { "state = 'cancelled'", "state = 'departed'",
		"sales = 'closed'", "departs_at = NOW(6) + INTERVAL 59 MINUTE" };
	(void)state;
	const struct err *err = assert_err(
	    desk_place(desk, &(struct wish){ .departures = { soon } }, &ref), CODE_SALES_CLOSED);
	assert_string_equal(err->facts[FACT_DEPARTURE], soon->name);
	desk_hold(desk, &(struct wish){ .departures = { departure } });
	for (size_t i = 0; i < 4; i++) {
		const struct departure *next = departure_new(48, 3);
		hold_release(desk, desk_hold(desk, &(struct wish){ .departures = { next } }));
		database_sql(desks_db(), "UPDATE departure SET %s WHERE flight_no = '%s'",
		    changes[i], next->flight_no);
		err = assert_err(
		    desk_place(desk, &(struct wish){ .departures = { departure, next } }, &ref),
		    CODE_SALES_CLOSED);
		assert_string_equal(err->facts[FACT_DEPARTURE], next->name);
	}
	assert_int_equal(claims_on(departure), 1);
}

static void a_newer_departure_than_the_offer_is_stale(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref;
	(void)state;
	desk_hold(desk, &(struct wish){ .departures = { departure } });
	database_sql(desks_db(), "UPDATE departure SET service_version = 2 WHERE flight_no = '%s'",
	    departure->flight_no);
	assert_err(desk_place(desk_new(), &(struct wish){ .departures = { departure } }, &ref),
	    CODE_STALE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_on_sale_is_refused),
		cmocka_unit_test(a_newer_departure_than_the_offer_is_stale),
	};
	desks_locking(LOCKING_PESSIMISTIC);
	int failed = cmocka_run_group_tests_name(
	    "hold on departures, pessimistic", tests, desks_start, desks_stop);
	desks_locking(LOCKING_OPTIMISTIC);
	return failed +
	    cmocka_run_group_tests_name(
		"hold on departures, optimistic", tests, desks_start, desks_stop);
}
