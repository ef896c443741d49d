/* What follows a change of a departure, while workers die and several are at work: nothing is left out, and nothing done twice. */
#include "support/changes.h"
#include "support/database.h"
#include "support/desks.h"
#include "support/proxy.h"

#include "base/pool.h"
#include "domain/departure_work.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The worker's connection is cut at each COMMIT, before it or behind it: the next one goes on, and nothing is done twice. */
static void a_worker_that_dies_leaves_it_to_the_next(enum proxy_fault fault)
{
	const struct departure *departure = departure_new(72, 10);
	struct proxy *proxy = proxy_start(database_settings()->socket, desks_pool());
	const char *locators[6];
	struct departure changed = changes_reequipped(departure, 5, true),
			 later = changes_retimed(&changed);
	int64_t turns = 0;

	for (int i = 0; i < 6; i++)
		locators[i] = changes_book(
		    departure, apr_psprintf(desks_pool(), "%dA %dB", 5 + i, 5 + i), 2);
	later.version = 2;
	changes_learn(&later);
	while (changes_open() > 0 && turns++ < 50) {
		struct desk *worker = desk_behind(desk_new(), proxy);

		if (turns % 2 == 1)
			proxy_fail(proxy, fault, 1);
		changes_run(worker, 2);
	}
	proxy_stop(proxy);
	assert_true(turns > 3 && turns < 50);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(changes_mails(locators[i], "%now departs at%"), 1);
		assert_int_equal(changes_mails(locators[i], "%"), 1);
		assert_int_equal(changes_version(locators[i]), i == 0 ? 1 : 2);
	}
}

static void a_worker_that_dies_before_its_commit(void **state)
{
	(void)state;
	a_worker_that_dies_leaves_it_to_the_next(PROXY_CUT_AT_COMMIT);
}

static void a_worker_that_dies_behind_its_commit(void **state)
{
	(void)state;
	a_worker_that_dies_leaves_it_to_the_next(PROXY_CUT_AFTER_COMMIT);
}

static void *run_in_vain(void *worker)
{
	int64_t steps;

	assert_err(departure_work_run(worker, CHANGES_MANY, &steps), CODE_UNAVAILABLE);
	return NULL;
}

/* It goes away behind the list of what is open: whoever waited for it once in vain does not do so for each of the others. */
static void a_worker_whose_database_goes_away_leaves_all_that_is_open(void **state)
{
	struct proxy *proxy = proxy_start(database_settings()->socket, desks_pool());
	struct desk *worker = desk_behind(desk_new(), proxy);
	const char *locators[3];
	pthread_t thread;

	(void)state;
	for (int i = 0; i < 3; i++) {
		const struct departure *departure = departure_new(72, 10);
		struct departure later = changes_retimed(departure);

		locators[i] = changes_book(departure, "5A", 1);
		changes_learn(&later);
	}
	proxy_halt(proxy, PROXY_BEGIN);
	int64_t session = database_number(worker->db, "SELECT CONNECTION_ID()");
	assert_int_equal(pthread_create(&thread, NULL, run_in_vain, worker), 0);
	assert_non_null(proxy_halted(proxy));
	proxy_fail(proxy, PROXY_CUT_AT_CONNECT, 100000);
	database_sql(desks_db(), "KILL %" PRId64, session);
	proxy_halt(proxy, NULL);
	proxy_go(proxy);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(changes_open(), 3);
	proxy_fail(proxy, PROXY_NONE, 0);
	changes_run(worker, CHANGES_MANY);
	for (int i = 0; i < 3; i++)
		assert_int_equal(changes_mails(locators[i], "%now departs at%"), 1);
	proxy_stop(proxy);
}

static struct desk *workers[4];

static void work(size_t number, void *arg)
{
	int64_t steps;

	(void)arg;
	assert_no_err(departure_work_run(workers[number], CHANGES_MANY, &steps));
}

static void four_workers_at_once_do_nothing_twice(void **state)
{
	const struct departure *departure = departure_new(72, 12);
	const char *locators[8];
	struct departure changed = changes_reequipped(departure, 8, true),
			 later = changes_retimed(&changed);

	(void)state;
	for (int i = 0; i < 8; i++)
		locators[i] = changes_book(
		    departure, apr_psprintf(desks_pool(), "%dA %dB", 5 + i, 5 + i), 2);
	later.version = 2;
	changes_learn(&later);
	for (size_t i = 0; i < 4; i++)
		workers[i] = desk_new();
	at_once(4, work, NULL);
	changes_finish();
	assert_int_equal(changes_open(), 0);
	for (int i = 0; i < 8; i++) {
		assert_int_equal(changes_mails(locators[i], "%"), 1);
		assert_int_equal(changes_version(locators[i]), i < 4 ? 1 : 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_worker_that_dies_before_its_commit),
		cmocka_unit_test(a_worker_that_dies_behind_its_commit),
		cmocka_unit_test(a_worker_whose_database_goes_away_leaves_all_that_is_open),
		cmocka_unit_test(four_workers_at_once_do_nothing_twice),
	};

	return cmocka_run_group_tests_name("departure_work_crash", tests, desks_start, desks_stop);
}
