/* The flight service's copy of places and aircraft, asked for by many at one moment: one of them
 * reads the database, and what becomes of that holds for all who wait. */
#include "flights/catalog.h"
#include "support/database.h"
#include "support/flights.h"
#include "support/proxy.h"

#include "base/clock.h"
#include "base/pool.h"
#include "db/session.h"

#include <apr_time.h>
#include <inttypes.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ASKERS 8
#define NEVER_YOUNG (-1)
#define READING "SELECT a.code"
#define PATIENCE_MS 20000
#define LATELY_MS 5000 /* in which nobody waits behind a failure */

/* A thread of the service with a question, and a connection of its own. */
struct asker {
	pthread_t thread;
	_Atomic pid_t id; /* 0: does not run yet */
	atomic_bool is_answered;
	int64_t max_age_ms;
	apr_pool_t *pool;
	struct db *db;
	const struct err *err;
	const struct catalog *catalog;
};

static apr_pool_t *pool;
static struct proxy *line; /* all that the askers know of the server */
static struct asker askers[ASKERS];

static int start(void **state)
{
	if (database_start(state) != 0)
		return -1;
	apr_pool_t *own = pool_new(NULL);
	flights_tables(database_open(own), own);
	apr_pool_destroy(own);
	return 0;
}

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	line = proxy_start(database_settings()->socket, pool);
	struct db_settings settings = *database_settings();
	settings.socket = proxy_socket(line);
	for (size_t i = 0; i < ASKERS; i++) {
		askers[i] = (struct asker){ .pool = pool_new(NULL) };
		askers[i].db = db_open(&settings, askers[i].pool);
	}
	/* The first one has no answer until all others wait. */
	session_set_patience(askers[0].db, 3600);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < ASKERS; i++)
		apr_pool_destroy(askers[i].pool);
	if (line != NULL)
		proxy_stop(line);
	apr_pool_destroy(pool);
	return 0;
}

static void *ask(void *arg)
{
	struct asker *asker = arg;
	atomic_store(&asker->id, gettid());
	asker->err = catalog_get(asker->db, asker->max_age_ms, asker->pool, &asker->catalog);
	atomic_store(&asker->is_answered, true);
	return NULL;
}

static void begin(struct asker *asker, int64_t max_age_ms)
{
	asker->max_age_ms = max_age_ms;
	assert_int_equal(pthread_create(&asker->thread, NULL, ask, asker), 0);
}

/* Does the kernel say that this thread has nothing to do? */
static bool is_asleep(pid_t id)
{
	char path[64], state = '?';
	snprintf(path, sizeof(path), "/proc/self/task/%ld/stat", (long)id);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%*d (%*[^)]) %c", &state), 1);
	fclose(file);
	return state == 'S';
}

/* Until it waits for the one who reads. */
static void await_asleep(struct asker *asker)
{
	int64_t until_ms = clock_monotonic_ms() + PATIENCE_MS;
	while (atomic_load(&asker->id) == 0 || !is_asleep(atomic_load(&asker->id))) {
		assert_true(clock_monotonic_ms() < until_ms);
		apr_sleep(1000);
	}
}

/* All ask: the first one's question is on its way to the server, and the others wait for it. */
static void all_ask(int64_t max_age_ms)
{
	proxy_halt(line, READING);
	begin(&askers[0], max_age_ms);
	assert_non_null(proxy_halted(line));
	for (size_t i = 1; i < ASKERS; i++)
		begin(&askers[i], max_age_ms);
	for (size_t i = 1; i < ASKERS; i++)
		await_asleep(&askers[i]);
}

/* From now on nothing listens where the server was. */
static void the_server_goes(void)
{
	proxy_stop(line);
	line = NULL;
}

/* All have their answers, and only the first one has spoken to the database, or tried to. */
static void all_are_answered(void)
{
	for (size_t i = 0; i < ASKERS; i++)
		assert_int_equal(pthread_join(askers[i].thread, NULL), 0);
	assert_true(db_round_trips(askers[0].db) > 0);
	for (size_t i = 1; i < ASKERS; i++)
		assert_int_equal(db_round_trips(askers[i].db), 0);
}

/* First of all tests: a process that has just started. */
static void without_a_copy_all_are_told_what_one_of_them_met(void **state)
{
	(void)state;
	all_ask(CATALOG_AGE_MS);
	the_server_goes();
	all_are_answered();
	for (size_t i = 0; i < ASKERS; i++) {
		assert_err(askers[i].err, CODE_UNAVAILABLE);
		assert_string_equal(askers[i].err->text, askers[0].err->text);
		assert_int_equal(askers[i].err->retry_after_s, 5);
	}
}

static void who_comes_after_a_failure_tries_again(void **state)
{
	(void)state;
	proxy_fail(line, PROXY_CUT_AT_CONNECT, 1000);
	assert_err(
	    catalog_get(askers[0].db, CATALOG_AGE_MS, pool, &askers[0].catalog), CODE_UNAVAILABLE);
	int tries = proxy_faults(line);
	assert_true(tries > 0);
	assert_err(
	    catalog_get(askers[1].db, CATALOG_AGE_MS, pool, &askers[1].catalog), CODE_UNAVAILABLE);
	assert_true(proxy_faults(line) > tries);
}

/* The server takes connections and says nothing: who finds that out takes his time. */
static void behind_one_who_tries_again_nobody_waits(void **state)
{
	(void)state;
	proxy_fail(line, PROXY_SILENT_AT_CONNECT, 1000);
	begin(&askers[0], CATALOG_AGE_MS);
	int64_t until_ms = clock_monotonic_ms() + PATIENCE_MS;
	while (proxy_faults(line) == 0) {
		assert_true(clock_monotonic_ms() < until_ms);
		apr_sleep(1000);
	}
	for (size_t i = 1; i < ASKERS; i++) {
		assert_err(catalog_get(askers[i].db, CATALOG_AGE_MS, pool, &askers[i].catalog),
		    CODE_UNAVAILABLE);
		assert_int_equal(db_round_trips(askers[i].db), 0);
	}
	assert_false(atomic_load(&askers[0].is_answered));
	assert_int_equal(pthread_join(askers[0].thread, NULL), 0);
	assert_err(askers[0].err, CODE_UNAVAILABLE);
}

/* When the failure is so old that who comes waits again. */
static void when_the_server_is_back_one_reads_for_all(void **state)
{
	(void)state;
	for (int64_t since_ms = clock_monotonic_ms(); clock_monotonic_ms() <= since_ms + LATELY_MS;)
		apr_sleep(50000);
	all_ask(CATALOG_AGE_MS);
	proxy_halt(line, NULL);
	proxy_go(line);
	all_are_answered();
	for (size_t i = 0; i < ASKERS; i++) {
		assert_no_err(askers[i].err);
		assert_non_null(catalog_airport(askers[i].catalog, "FRA"));
	}
}

/* Who asks for a code that is not in the copy. */
static void with_a_copy_all_who_want_a_newer_one_get_the_old_one(void **state)
{
	const struct catalog *old;
	(void)state;
	assert_no_err(catalog_get(askers[0].db, CATALOG_AGE_MS, pool, &old));
	assert_int_equal(db_round_trips(askers[0].db), 0);
	all_ask(NEVER_YOUNG);
	the_server_goes();
	all_are_answered();
	for (size_t i = 0; i < ASKERS; i++) {
		assert_no_err(askers[i].err);
		assert_ptr_equal(askers[i].catalog, old);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_copy_all_are_told_what_one_of_them_met),
		TEST(who_comes_after_a_failure_tries_again),
		TEST(behind_one_who_tries_again_nobody_waits),
		TEST(when_the_server_is_back_one_reads_for_all),
		TEST(with_a_copy_all_who_want_a_newer_one_get_the_old_one),
	};
	return cmocka_run_group_tests_name("catalog", tests, start, database_stop);
}
