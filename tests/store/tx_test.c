/* Transactions against a real server: all or nothing, again where that is safe, unsure where nobody
 * can know. */
#include "accounts.h"
#include "support/proxy.h"

#include "base/clock.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const struct query INSERT = { "INSERT INTO account (id, sum) VALUES (?, 0)", NULL };

/* One transaction as these tests write it. */
struct plan {
	int runs;    /* how often `work` was called */
	int trouble; /* how many of its first runs meet the trouble */
	int64_t connection;
	const struct err *answer;
	struct proxy *proxy;
};

static const struct err *add_both(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	plan->runs++;
	TRY(db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL));
	TRY(db_run(in, &ADD, ARGS(arg_int(2)), memory, NULL));
	return plan->answer;
}

static void work_done_is_committed_in_four_round_trips(void **state)
{
	struct plan plan = { 0 };
	(void)state;
	assert_no_err(tx_run(db, add_both, &plan, pool));
	uint64_t before = db_round_trips(db);
	assert_no_err(tx_run(db, add_both, &plan, pool));
	/* The beginning, both changes, COMMIT with what ends it. */
#ifdef DB_ONE_BY_ONE
	assert_int_equal(db_round_trips(db) - before, 5);
#else
	assert_int_equal(db_round_trips(db) - before, 4);
#endif
	assert_int_equal(plan.runs, 2);
	assert_int_equal(sum_of(1), 2);
	assert_int_equal(sum_of(2), 2);
}

static void an_error_of_work_rolls_back_and_comes_out(void **state)
{
	struct plan plan = { .answer = err_new(pool, CODE_SEAT_TAKEN, "taken") };
	(void)state;
	assert_ptr_equal(tx_run(db, add_both, &plan, pool), plan.answer);
	assert_int_equal(plan.runs, 1);
	assert_int_equal(sum_of(1), 0);
	plan.answer = NULL;
	assert_no_err(tx_run(db, add_both, &plan, pool));
	assert_int_equal(sum_of(1), 1);
}

static const struct err *insert_existing(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	plan->runs++;
	TRY(db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL));
	const struct err *err = db_run(in, &INSERT, ARGS(arg_int(2)), memory, NULL);
	assert_true(db_is_duplicate(err, "PRIMARY"));
	return db_run(in, &ADD, ARGS(arg_int(2)), memory, NULL);
}

static void a_duplicate_may_be_handled_inside(void **state)
{
	struct plan plan = { 0 };
	(void)state;
	assert_no_err(tx_run(db, insert_existing, &plan, pool));
	assert_int_equal(sum_of(1), 1);
	assert_int_equal(sum_of(2), 1);
}

static const struct err *ignore_failure(struct db *in, void *arg, apr_pool_t *memory)
{
	static const struct query BAD = { "UPDATE nowhere SET sum = 1", NULL };
	struct plan *plan = arg;
	plan->runs++;
	TRY(db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL));
	assert_err(db_run(in, &BAD, NO_ARGS, memory, NULL), CODE_BROKEN);
	assert_err(db_run(in, &ADD, ARGS(arg_int(2)), memory, NULL), CODE_BROKEN);
	return NULL;
}

static void a_failure_that_work_ignores_is_not_committed(void **state)
{
	struct plan plan = { 0 };
	(void)state;
	assert_err(tx_run(db, ignore_failure, &plan, pool), CODE_BROKEN);
	assert_int_equal(sum_of(1), 0);
	assert_int_equal(sum_of(2), 0);
}

static const struct err *add_again(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	TRY(add_both(in, arg, memory));
	return plan->runs <= plan->trouble ? tx_again(memory, "somebody was first") : NULL;
}

static void tx_again_starts_from_the_beginning(void **state)
{
	struct plan plan = { .trouble = 3 };
	(void)state;
	assert_no_err(tx_run(db, add_again, &plan, pool));
	assert_int_equal(plan.runs, 4);
	assert_int_equal(sum_of(1), 1);
}

static void tx_again_for_ever_is_given_up_without_effect(void **state)
{
	struct plan plan = { .trouble = 1000 };
	(void)state;
	const struct err *err = assert_err(tx_run(db, add_again, &plan, pool), CODE_UNAVAILABLE);
	assert_true(err->retry_after_s > 0);
	assert_int_equal(plan.runs, 6);
	assert_int_equal(sum_of(1), 0);
}

/* Two threads that lock the same rows in opposite order, and meet when each has its first. */
struct rival {
	int first;
	int second;
	int runs;
	pthread_barrier_t *meeting;
	enum err_code code; /* CODE_COUNT: no error */
};

static const struct err *lock_crosswise(struct db *in, void *arg, apr_pool_t *memory)
{
	struct rival *rival = arg;
	rival->runs++;
	TRY(db_run(in, &ADD, ARGS(arg_int(rival->first)), memory, NULL));
	if (rival->runs == 1)
		pthread_barrier_wait(rival->meeting);
	return db_run(in, &ADD, ARGS(arg_int(rival->second)), memory, NULL);
}

static void *run_rival(void *arg)
{
	struct rival *rival = arg;
	apr_pool_t *own = pool_new(NULL);
	const struct err *err = tx_run(database_open(own), lock_crosswise, rival, own);
	rival->code = err == NULL ? CODE_COUNT : err->code;
	apr_pool_destroy(own);
	return NULL;
}

static void of_a_deadlock_both_finish(void **state)
{
	pthread_barrier_t meeting;
	pthread_t threads[2];
	struct rival rivals[2] = {
		{ .first = 1, .second = 2, .meeting = &meeting },
		{ .first = 2, .second = 1, .meeting = &meeting },
	};
	(void)state;
	pthread_barrier_init(&meeting, NULL, 2);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, run_rival, &rivals[i]), 0);
	for (size_t i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&meeting);
	assert_int_equal(rivals[0].code, CODE_COUNT);
	assert_int_equal(rivals[1].code, CODE_COUNT);
	assert_true(rivals[0].runs + rivals[1].runs >= 3);
	assert_int_equal(sum_of(1), 2);
	assert_int_equal(sum_of(2), 2);
}

static const struct err *add_when_unlocked(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	if (plan->runs == plan->trouble)
		database_sql(other, "COMMIT");
	return add_both(in, arg, memory);
}

static void a_lock_that_is_given_back_in_time_is_waited_for(void **state)
{
	struct plan plan = { .trouble = 1 };
	(void)state;
	database_sql(other, "BEGIN");
	database_sql(other, "UPDATE account SET sum = sum + 10 WHERE id = 2");
	assert_no_err(tx_run(db, add_when_unlocked, &plan, pool));
	assert_int_equal(plan.runs, 2);
	assert_int_equal(sum_of(1), 1);
	assert_int_equal(sum_of(2), 11);
}

static void a_lock_that_stays_is_given_up_without_effect(void **state)
{
	struct plan plan = { 0 };
	(void)state;
	database_sql(other, "BEGIN");
	database_sql(other, "UPDATE account SET sum = sum + 10 WHERE id = 2");
	assert_err(tx_run(db, add_both, &plan, pool), CODE_UNAVAILABLE);
	database_sql(other, "COMMIT");
	assert_int_equal(sum_of(1), 0);
	assert_int_equal(sum_of(2), 10);
}

/* Ends a connection, and waits until the server has none of that number any more. */
static void kill_connection(int64_t id)
{
	const struct timespec pause = { .tv_nsec = 5000000 };
	database_sql(other, "KILL %lld", (long long)id);
	while (database_number(other,
		   "SELECT COUNT(*) FROM information_schema.processlist WHERE id = %lld",
		   (long long)id) > 0)
		nanosleep(&pause, NULL);
}

static const struct err *add_and_be_killed(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	TRY(add_both(in, arg, memory));
	if (plan->runs <= plan->trouble)
		kill_connection(database_number(in, "SELECT CONNECTION_ID()"));
	return NULL;
}

static void a_connection_killed_before_commit_runs_again(void **state)
{
	struct plan plan = { .trouble = 2 };
	(void)state;
	assert_no_err(tx_run(db, add_and_be_killed, &plan, pool));
	assert_int_equal(plan.runs, 3);
	assert_int_equal(sum_of(1), 1);
	assert_int_equal(sum_of(2), 1);
}

static const struct err *be_killed_and_add(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	TRY(db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL));
	if (plan->runs++ < plan->trouble) {
		if (plan->proxy != NULL)
			proxy_fail(plan->proxy, PROXY_CUT_AT_CONNECT, 3);
		kill_connection(database_number(in, "SELECT CONNECTION_ID()"));
	}
	return db_run(in, &ADD, ARGS(arg_int(2)), memory, NULL);
}

static void a_connection_killed_in_the_middle_runs_again(void **state)
{
	struct plan plan = { .trouble = 1 };
	(void)state;
	assert_no_err(tx_run(db, be_killed_and_add, &plan, pool));
	assert_int_equal(plan.runs, 2);
	assert_int_equal(sum_of(1), 1);
	assert_int_equal(sum_of(2), 1);
}

static struct db *open_through(struct proxy *proxy)
{
	struct db_settings settings = *database_settings();
	settings.socket = proxy_socket(proxy);
	return db_open(&settings, pool);
}

static void a_server_lost_in_the_middle_may_take_a_while_to_come_back(void **state)
{
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct plan plan = { .trouble = 1, .proxy = proxy };
	(void)state;
	assert_no_err(tx_run(open_through(proxy), be_killed_and_add, &plan, pool));
	assert_int_equal(proxy_faults(proxy), 3);
	assert_int_equal(plan.runs, 2);
	assert_int_equal(sum_of(1), 1);
	assert_int_equal(sum_of(2), 1);
	proxy_stop(proxy);
}

/* The connection is cut when COMMIT has been sent. `sum` says whether the server still got it. */
static void lose_commit(enum proxy_fault fault, int sum)
{
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct db *through = open_through(proxy);
	struct plan plan = { 0 };
	proxy_fail(proxy, fault, 1);
	const struct err *err = assert_err(tx_run(through, add_both, &plan, pool), CODE_UNSURE);
	assert_int_equal(err->kind, ERR_UNSURE);
	assert_int_equal(proxy_faults(proxy), 1);
	assert_int_equal(plan.runs, 1);
	assert_no_err(tx_run(through, add_both, &plan, pool));
	assert_int_equal(sum_of(1), sum + 1);
	assert_int_equal(sum_of(2), sum + 1);
	proxy_stop(proxy);
}

static void lost_before_the_server_had_commit_is_unsure(void **state)
{
	(void)state;
	lose_commit(PROXY_CUT_AT_COMMIT, 0);
}

static void lost_after_the_server_had_commit_is_unsure(void **state)
{
	(void)state;
	lose_commit(PROXY_CUT_AFTER_COMMIT, 1);
}

static void a_silent_server_is_given_up(void **state)
{
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct db *through = open_through(proxy);
	struct plan plan = { 0 };
	(void)state;
	assert_no_err(tx_run(through, add_both, &plan, pool));
	proxy_fail(proxy, PROXY_SWALLOW, 1000);
	int64_t start_ms = clock_monotonic_ms();
	assert_err(tx_run(through, add_both, &plan, pool), CODE_UNAVAILABLE);
	assert_true(clock_monotonic_ms() - start_ms > 4000);
	proxy_stop(proxy);
	assert_int_equal(sum_of(1), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, accounts_set_up, accounts_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(work_done_is_committed_in_four_round_trips),
		TEST(an_error_of_work_rolls_back_and_comes_out),
		TEST(a_duplicate_may_be_handled_inside),
		TEST(a_failure_that_work_ignores_is_not_committed),
		TEST(tx_again_starts_from_the_beginning),
		TEST(tx_again_for_ever_is_given_up_without_effect),
		TEST(of_a_deadlock_both_finish),
		TEST(a_lock_that_is_given_back_in_time_is_waited_for),
		TEST(a_lock_that_stays_is_given_up_without_effect),
		TEST(a_connection_killed_before_commit_runs_again),
		TEST(a_connection_killed_in_the_middle_runs_again),
		TEST(a_server_lost_in_the_middle_may_take_a_while_to_come_back),
		TEST(lost_before_the_server_had_commit_is_unsure),
		TEST(lost_after_the_server_had_commit_is_unsure),
		TEST(a_silent_server_is_given_up),
	};
	return cmocka_run_group_tests_name("tx", tests, database_start, database_stop);
}
