/* Holds on departures that are not as the offer says, and that move away from one. */
#include "support/database.h"
#include "support/desks.h"
#include "support/waits.h"

#include "base/pool.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

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

/* A hold on two departures that moves to the second and a third. */
struct mover {
	struct desk *desk;
	const struct departure *left, *kept, *added;
	const char *ref;
	const struct err *err;
};

static void *move(void *arg)
{
	struct mover *mover = arg;
	mover->err = desk_place(mover->desk,
	    &(struct wish){ .departures = { mover->kept, mover->added } }, &mover->ref);
	return NULL;
}

/* Staff have the one that it leaves: it waits there first, and keeps nobody from the others meanwhile, who may have what staff wait for. */
static void a_hold_that_moves_locks_what_it_leaves_in_order_too(void **state)
{
	struct db *staff = database_open(desks_pool()), *others = database_open(desks_pool());
	struct mover mover = { .desk = desk_new(),
		.left = departure_new(48, 3),
		.kept = departure_new(72, 3),
		.added = departure_new(96, 3) };
	const char *ref = desk_hold(
	    mover.desk, &(struct wish){ .departures = { mover.left, mover.kept } });
	pthread_t thread;
	(void)state;
	database_sql(staff, "START TRANSACTION");
	database_number(staff, "SELECT version FROM departure WHERE flight_no = '%s' FOR UPDATE",
	    mover.left->flight_no);
	assert_int_equal(pthread_create(&thread, NULL, move, &mover), 0);
	await_lock_waits("departure", "S", 1);
	database_number(others,
	    "SELECT version FROM departure WHERE flight_no = '%s' FOR UPDATE NOWAIT",
	    mover.kept->flight_no);
	/* Nor has it given back anything there. */
	database_number(staff,
	    "SELECT COUNT(*) FROM seat_claim c JOIN departure d ON d.id = c.departure_id"
	    " WHERE d.flight_no = '%s' FOR UPDATE NOWAIT",
	    mover.left->flight_no);
	database_sql(staff, "COMMIT");
	pthread_join(thread, NULL);
	assert_no_err(mover.err);
	assert_string_equal(mover.ref, ref);
	assert_int_equal(claims_on(mover.left), 0);
	assert_int_equal(claims_on(mover.kept), 1);
	assert_int_equal(claims_on(mover.added), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_on_sale_is_refused),
		cmocka_unit_test(a_newer_departure_than_the_offer_is_stale),
		cmocka_unit_test(a_hold_that_moves_locks_what_it_leaves_in_order_too),
	};
	return DESKS_RUN("hold on departures", tests, desks_stop);
}
