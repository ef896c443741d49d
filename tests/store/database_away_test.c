/* A server that is away for long: half of those who use it go on waiting, the others are refused without an attempt, and all are served when it is back. */
#include "db/session.h"
#include "db/tx.h"
#include "support/database.h"
#include "support/proxy.h"

#include "base/clock.h"
#include "base/pool.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#define WAITING 3
#define OTHERS 3
#define FOR_EVER 1000000
#define PATIENCE_MS 30000

static const struct query READ = { "SELECT 1", NULL };

static apr_pool_t *pool;
static struct proxy *door;

/* One who waits as long as it takes. */
struct waiter {
	pthread_t thread;
	apr_pool_t *pool;
	struct db *db;
	const struct err *err;
	_Atomic bool is_back;
};

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	door = proxy_start(database_settings()->socket, pool);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	proxy_stop(door);
	apr_pool_destroy(pool);
	return 0;
}

static struct db *open_through(apr_pool_t *of)
{
	struct db_settings settings = *database_settings();
	settings.socket = proxy_socket(door);
	return db_open(&settings, of);
}

static void *wait_for_it(void *arg)
{
	struct waiter *waiter = arg;
	waiter->err = session_need(waiter->db, INT64_MAX / 2, waiter->pool);
	waiter->is_back = true;
	return NULL;
}

static void begin_waiting(struct waiter *waiter)
{
	waiter->pool = pool_new(NULL);
	waiter->db = open_through(waiter->pool);
	int failed = pthread_create(&waiter->thread, NULL, wait_for_it, waiter);
	assert_int_equal(failed, 0);
}

static const struct err *read_in_tx(struct db *db, void *arg, apr_pool_t *memory)
{
	struct rows *rows;
	int *runs = arg;
	(*runs)++;
	return db_select(db, &READ, NO_ARGS, memory, &rows);
}

/* Until the others are known to wait in vain, and for long, each look is an attempt. */
static void await_refusal(struct db *db)
{
	uint64_t attempts;
	int64_t end_ms = clock_monotonic_ms() + PATIENCE_MS;
	do {
		assert_true(clock_monotonic_ms() < end_ms);
		attempts = db_round_trips(db);
		assert_err(db_ping(db, pool), CODE_UNAVAILABLE);
		session_pause(20);
	} while (db_round_trips(db) != attempts);
}

static void is_refused_at_once(struct db *db)
{
	struct rows *rows;
	int runs = 0;
	uint64_t attempts = db_round_trips(db);
	const struct err *err = assert_err(
	    db_select(db, &READ, NO_ARGS, pool, &rows), CODE_UNAVAILABLE);
	assert_int_equal(err->retry_after_s, 5);
	assert_err(db_ping(db, pool), CODE_UNAVAILABLE);
	assert_err(tx_run(db, read_in_tx, &runs, pool), CODE_UNAVAILABLE);
	assert_int_equal(runs, 0);
	assert_int_equal(db_round_trips(db), attempts);
}

static void half_go_on_waiting(enum proxy_fault fault)
{
	struct waiter waiters[WAITING] = { 0 };
	struct db *others[OTHERS];
	struct rows *rows;
	for (size_t i = 0; i < OTHERS; i++)
		others[i] = open_through(pool);
	proxy_fail(door, fault, FOR_EVER);
	for (size_t i = 0; i < WAITING; i++)
		begin_waiting(&waiters[i]);
	await_refusal(others[0]);
	for (size_t i = 0; i < OTHERS; i++)
		is_refused_at_once(others[i]);
	for (size_t i = 0; i < WAITING; i++)
		assert_false(waiters[i].is_back);
	proxy_fail(door, PROXY_NONE, 0);
	for (size_t i = 0; i < WAITING; i++) {
		pthread_join(waiters[i].thread, NULL);
		assert_no_err(waiters[i].err);
	}
	for (size_t i = 0; i < OTHERS; i++)
		assert_no_err(db_select(others[i], &READ, NO_ARGS, pool, &rows));
	for (size_t i = 0; i < WAITING; i++)
		apr_pool_destroy(waiters[i].pool);
}

static void of_a_server_where_nobody_listens(void **state)
{
	(void)state;
	half_go_on_waiting(PROXY_CUT_AT_CONNECT);
}

/* It stands still, or its machine is lost: each attempt takes its two seconds. */
static void of_a_server_that_says_nothing(void **state)
{
	(void)state;
	half_go_on_waiting(PROXY_SILENT_AT_CONNECT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(of_a_server_where_nobody_listens),
		TEST(of_a_server_that_says_nothing),
	};
	return cmocka_run_group_tests_name("database_away", tests, database_start, database_stop);
}
