/* Another aircraft while people buy: whoever has the departure's lock first is done first, be it a buyer, the change that is learned, or the worker who seats people anew; no seat has two owners. */
#include "support/changes.h"
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"
#include "support/waits.h"

#include "base/pool.h"
#include "domain/departure.h"
#include "domain/departure_work.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Rows 1 to 10, flown with 8 rows from now on: who sits in 9A has to move, to 8A. */
struct scene {
	const struct departure *departure;
	struct departure smaller;
	struct desk *customer; /* of the booking in 9A */
	const char *locator;
	struct proxy *first_line, *second_line;
	struct desk *first, *second;
	void (*first_does)(struct scene *scene, struct desk *desk);
	void (*second_does)(struct scene *scene, struct desk *desk);
	const struct err *buyer_err;
	const char *ref;
	_Atomic bool is_second_done;
};

static struct scene *scene_new(void)
{
	struct scene *scene = pool_make(desks_pool(), struct scene);

	scene->departure = departure_new(72, 10);
	scene->smaller = changes_reequipped(scene->departure, 8, true);
	scene->customer = desk_new();
	scene->locator = desk_book(scene->customer,
	    &(struct wish){ .departures = { scene->departure }, .seats = "9A" }, surname_new());
	scene->first_line = proxy_start(database_settings()->socket, desks_pool());
	scene->second_line = proxy_start(database_settings()->socket, desks_pool());
	scene->first = desk_behind(desk_new(), scene->first_line);
	scene->second = desk_behind(desk_new(), scene->second_line);
	return scene;
}

static void learn(struct scene *scene, struct desk *desk)
{
	int64_t id;

	assert_no_err(departure_learn(desk, &scene->smaller, &id));
}

static void seat_anew(struct scene *scene, struct desk *desk)
{
	int64_t steps;

	(void)scene;
	assert_no_err(departure_work_run(desk, CHANGES_MANY, &steps));
}

/* Somebody holds the seat that the worker would give. */
static void hold_8a(struct scene *scene, struct desk *desk)
{
	bool is_known = database_number(desks_db(),
			    "SELECT service_version FROM departure WHERE flight_no = '%s'",
			    scene->departure->flight_no) == 2;
	const struct departure *seen = is_known ? &scene->smaller : scene->departure;

	scene->buyer_err = desk_place(
	    desk, &(struct wish){ .departures = { seen }, .seats = "8A" }, &scene->ref);
}

/* Who sits in 9A gives it back, as the page of version 1 had it. */
static void cancel(struct scene *scene, struct desk *desk)
{
	const struct click click = click_of(NULL, scene->locator);

	(void)desk;
	scene->buyer_err = booking_cancel(scene->customer, scene->locator, 1, 0, &click);
}

static void *do_first(void *arg)
{
	struct scene *scene = arg;

	scene->first_does(scene, scene->first);
	return NULL;
}

static void *do_second(void *arg)
{
	struct scene *scene = arg;

	scene->second_does(scene, scene->second);
	atomic_store(&scene->is_second_done, true);
	return NULL;
}

/* The one is about to commit; the other waits for this lock, and is done after. */
static void one_behind_the_other(struct scene *scene, const char *table, const char *mode)
{
	pthread_t first, second;

	first = run_to_commit(scene->first_line, do_first, scene);
	assert_int_equal(pthread_create(&second, NULL, do_second, scene), 0);
	await_lock_waits(table, mode, 1);
	assert_false(atomic_load(&scene->is_second_done));
	proxy_go(scene->first_line);
	pthread_join(first, NULL);
	pthread_join(second, NULL);
	proxy_stop(scene->first_line);
	proxy_stop(scene->second_line);
}

static void end(void)
{
	changes_finish();
	assert_int_equal(changes_open(), 0);
}

static void who_buys_first_is_waited_for_and_seated_anew(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	scene->first_does = hold_8a;
	scene->second_does = learn;
	one_behind_the_other(scene, "departure", "X");
	assert_no_err(scene->buyer_err);
	end();
	assert_int_equal(changes_sits(scene->locator, "8A"), 0);
	assert_int_equal(changes_sits(scene->locator, "9A"), 0);
	assert_int_equal(changes_mails(scene->locator, "%you sit elsewhere%"), 1);
}

static void who_buys_behind_the_change_is_told_that_it_is_otherwise(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	scene->first_does = learn;
	scene->second_does = hold_8a;
	one_behind_the_other(scene, "departure", "S");
	assert_err(scene->buyer_err, CODE_STALE);
	end();
	assert_int_equal(changes_sits(scene->locator, "8A"), 1);
}

static void who_buys_before_the_worker_has_the_seat(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	changes_learn(&scene->smaller);
	scene->first_does = hold_8a;
	scene->second_does = seat_anew;
	one_behind_the_other(scene, "departure", "X");
	assert_no_err(scene->buyer_err);
	end();
	assert_int_equal(changes_sits(scene->locator, "8A"), 0);
	assert_int_equal(changes_mails(scene->locator, "%you sit elsewhere%instead of 9A"), 1);
}

static void who_buys_behind_the_worker_finds_the_seat_taken(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	changes_learn(&scene->smaller);
	scene->first_does = seat_anew;
	scene->second_does = hold_8a;
	one_behind_the_other(scene, "departure", "S");
	assert_err(scene->buyer_err, CODE_SEAT_TAKEN);
	end();
	assert_int_equal(changes_sits(scene->locator, "8A"), 1);
}

static void who_cancels_before_the_worker_has_cancelled_and_is_told_of_nothing_else(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	changes_learn(&scene->smaller);
	scene->customer = desk_behind(scene->customer, scene->first_line);
	scene->first_does = cancel;
	scene->second_does = seat_anew;
	one_behind_the_other(scene, "customer", "X");
	assert_no_err(scene->buyer_err);
	end();
	assert_int_equal(changes_mails(scene->locator, "%"), 0);
	assert_int_equal(changes_version(scene->locator), 2);
}

static void who_cancels_behind_the_worker_sees_first_what_changed(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	changes_learn(&scene->smaller);
	scene->first_does = seat_anew;
	scene->second_does = cancel;
	one_behind_the_other(scene, "customer", "X");
	assert_err(scene->buyer_err, CODE_CHANGED_MEANWHILE);
	end();
	assert_int_equal(changes_sits(scene->locator, "8A"), 1);
	assert_int_equal(changes_mails(scene->locator, "%you sit elsewhere%"), 1);
}

static void confirm(struct scene *scene, struct desk *desk)
{
	const struct hold *hold = desk_find_hold(desk, scene->ref);
	const char *locator;

	scene->buyer_err = booking_confirm(
	    desk, scene->ref, hold->version, hold->total_minor, &locator);
	scene->locator = locator;
}

/* In time, though the hold is over before the sale is there for all to see: the worker, whose clock is a day on, waits for what becomes of it. */
static void who_buys_at_the_last_moment_is_seated_anew_too(void **state)
{
	struct scene *scene = scene_new();
	struct desk *buyer = desk_new(), *worker = desk_new();
	pthread_t buying;

	(void)state;
	scene->ref = desk_hold(
	    buyer, &(struct wish){ .departures = { scene->departure }, .seats = "10A" });
	desk_fill(buyer, scene->ref, surname_new());
	scene->first = desk_behind(buyer, scene->first_line);
	scene->first_does = confirm;
	changes_learn(&scene->smaller);
	changes_finish();
	buying = run_to_commit(scene->first_line, do_first, scene);
	database_sql(worker->db, "SET timestamp = UNIX_TIMESTAMP() + 86400");
	changes_run(worker, CHANGES_MANY);
	proxy_go(scene->first_line);
	pthread_join(buying, NULL);
	proxy_stop(scene->first_line);
	proxy_stop(scene->second_line);
	assert_no_err(scene->buyer_err);
	end();
	assert_int_equal(changes_sits(scene->locator, "10A"), 0);
	assert_int_equal(changes_mails(scene->locator, "%you sit elsewhere%instead of 10A"), 1);
}

/* Whose time is over has bought nothing: nothing is waited for any more. */
static void who_lets_the_time_of_a_seat_go_by_holds_up_nothing(void **state)
{
	struct scene *scene = scene_new();
	struct desk *chooser = desk_new();
	int64_t count;

	(void)state;
	scene->ref = desk_hold(
	    chooser, &(struct wish){ .departures = { scene->departure }, .seats = "10A" });
	changes_learn(&scene->smaller);
	hold_is_over(scene->ref);
	assert_no_err(hold_expire_due(desk_new(), FROM_THE_FIRST, WHOLE_TURN_MS, &count));
	end();
	proxy_stop(scene->first_line);
	proxy_stop(scene->second_line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_buys_first_is_waited_for_and_seated_anew),
		cmocka_unit_test(who_buys_behind_the_change_is_told_that_it_is_otherwise),
		cmocka_unit_test(who_buys_before_the_worker_has_the_seat),
		cmocka_unit_test(who_buys_behind_the_worker_finds_the_seat_taken),
		cmocka_unit_test(
		    who_cancels_before_the_worker_has_cancelled_and_is_told_of_nothing_else),
		cmocka_unit_test(who_cancels_behind_the_worker_sees_first_what_changed),
		cmocka_unit_test(who_buys_at_the_last_moment_is_seated_anew_too),
		cmocka_unit_test(who_lets_the_time_of_a_seat_go_by_holds_up_nothing),
	};
	return DESKS_RUN("re-seating", tests, desks_stop);
}
