/* What stands behind a failure in the same round trip is executed by the server, and must have no effect: deadlocks, a beginning or an end that fails, killed connections, changed tables. */
#include "accounts.h"
#include "support/proxy.h"

#include "base/clock.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#define PATIENCE_MS 20000

static const struct query NOTE = { "INSERT INTO note (text) VALUES (?)", NULL };
static const struct query LOCK = { "SELECT sum FROM account WHERE id = ? FOR UPDATE", NULL };
static const struct query CONNECTION = { "SELECT CONNECTION_ID()", NULL };

/* Until somebody waits for a row of `account`. */
static void await_waiting(struct db *through)
{
	/* The server makes its account of waits anew only for who has not asked for a tenth of a second. */
	const struct timespec pause = { .tv_nsec = 150000000 };
	int64_t until_ms = clock_monotonic_ms() + PATIENCE_MS;
	do {
		assert_true(clock_monotonic_ms() < until_ms);
		nanosleep(&pause, NULL);
	} while (database_number(through,
		     "SELECT COUNT(*) FROM information_schema.innodb_trx"
		     " WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%%account%%'") == 0);
}

/* Two who want both rows, in opposite order; the heavy one is the one that the server lets go on. */
struct party {
	pthread_barrier_t *has_first;
	int runs;
	const struct err *err;
};

static const struct err *heavy_in_tx(struct db *in, void *arg, apr_pool_t *memory)
{
	static const struct query WEIGHT = {
		"INSERT INTO note (text) SELECT 'weight' FROM seq_1_to_50", NULL
	};
	struct party *party = arg;
	TRY(db_run(in, &WEIGHT, NO_ARGS, memory, NULL));
	TRY(db_run(in, &ADD, ARGS(arg_int(2)), memory, NULL));
	if (party->runs++ == 0)
		pthread_barrier_wait(party->has_first);
	return db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL);
}

static void *run_heavy(void *arg)
{
	struct party *party = arg;
	apr_pool_t *own = pool_new(NULL);
	party->err = tx_run(database_open(own), heavy_in_tx, party, own);
	if (party->err == NULL)
		apr_pool_destroy(own);
	return NULL;
}

static const struct err *light_in_tx(struct db *in, void *arg, apr_pool_t *memory)
{
	struct party *party = arg;
	struct rows *rows;
	TRY(db_select(in, &LOCK, ARGS(arg_int(1)), memory, &rows));
	if (party->runs++ == 0) {
		pthread_barrier_wait(party->has_first);
		await_waiting(other);
	}
	TRY(db_run_later(in, &ADD, ARGS(arg_int(2)), memory));
	TRY(db_run_later(in, &NOTE, ARGS(arg_text("light")), memory));
	return db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL);
}

static void behind_a_deadlock_nothing_is_committed(void **state)
{
	pthread_barrier_t has_first;
	pthread_t thread;
	struct party alone = { .runs = 1 };
	(void)state;
	/* What has to be prepared first is not sent together. */
	assert_no_err(tx_run(db, light_in_tx, &alone, pool));
	assert_int_equal(pthread_barrier_init(&has_first, NULL, 2), 0);
	struct party light = { .has_first = &has_first }, heavy = light;
	assert_int_equal(pthread_create(&thread, NULL, run_heavy, &heavy), 0);
	assert_no_err(tx_run(db, light_in_tx, &light, pool));
	pthread_join(thread, NULL);
	pthread_barrier_destroy(&has_first);
	assert_no_err(heavy.err);
	assert_int_equal(heavy.runs, 1);
	assert_int_equal(light.runs, 2);
	assert_int_equal(notes(), 52);
	assert_int_equal(sum_of(1), 3);
	assert_int_equal(sum_of(2), 3);
}

static const struct err *add_one(struct db *in, void *arg, apr_pool_t *memory)
{
	const struct err *answer = *(const struct err **)arg;
	TRY(db_run_later(in, &ADD, ARGS(arg_int(1)), memory));
	TRY(db_run_later(in, &NOTE, ARGS(arg_text("in it")), memory));
	return answer;
}

/* The server fails at this word of a transaction whose work ends with `answer`: what is left of it, and what a statement alone does then. */
static const struct err *stumble(enum proxy_fault fault, const struct err *answer)
{
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct db_settings settings = *database_settings();
	apr_pool_t *own = pool_new(pool);
	settings.socket = proxy_socket(proxy);
	struct db *through = db_open(&settings, own);
	const struct err *refused = err_new(pool, CODE_SEAT_TAKEN, "only to prepare");
	assert_ptr_equal(tx_run(through, add_one, &refused, pool), refused);
	proxy_fail(proxy, fault, 1);
	const struct err *err = tx_run(through, add_one, &answer, pool);
	assert_int_equal(proxy_faults(proxy), 1);
	assert_no_err(db_run(through, &ADD, ARGS(arg_int(2)), pool, NULL));
	assert_int_equal(sum_of(2), 1);
	apr_pool_destroy(own);
	proxy_stop(proxy);
	return err;
}

static void a_transaction_that_does_not_begin_has_no_effect(void **state)
{
	(void)state;
	assert_err(stumble(PROXY_SPOIL_BEGIN, NULL), CODE_BROKEN);
	assert_int_equal(sum_of(1), 0);
	assert_int_equal(notes(), 0);
}

static void a_rollback_that_fails_commits_nothing(void **state)
{
	(void)state;
	assert_err(stumble(PROXY_SPOIL_ROLLBACK, err_new(pool, CODE_SEAT_TAKEN, "taken")),
	    CODE_SEAT_TAKEN);
	assert_int_equal(sum_of(1), 0);
	assert_int_equal(notes(), 0);
}

static void a_connection_that_stays_in_transactions_is_not_used_again(void **state)
{
	(void)state;
	assert_no_err(stumble(PROXY_SPOIL_END, NULL));
	assert_int_equal(sum_of(1), 1);
	assert_int_equal(notes(), 1);
	database_sql(other, "UPDATE account SET sum = 0");
	assert_err(
	    stumble(PROXY_SPOIL_END, err_new(pool, CODE_SEAT_TAKEN, "taken")), CODE_SEAT_TAKEN);
	assert_int_equal(sum_of(1), 0);
	assert_int_equal(notes(), 1);
}

struct killing {
	int64_t connection;
	int runs;
};

/* Kills a connection that waits for a lock in the middle of what it was sent, and lets the lock go. */
static void *kill_who_waits(void *arg)
{
	const struct killing *killing = arg;
	apr_pool_t *own = pool_new(NULL);
	struct db *killer = database_open(own);
	await_waiting(killer);
	database_sql(killer, "KILL %lld", (long long)killing->connection);
	database_sql(other, "ROLLBACK");
	apr_pool_destroy(own);
	return NULL;
}

static const struct err *wait_in_the_middle(struct db *in, void *arg, apr_pool_t *memory)
{
	struct killing *killing = arg;
	struct rows *rows;
	killing->runs++;
	TRY(db_select(in, &LOCK, ARGS(arg_int(1)), memory, &rows));
	TRY(db_run_later(in, &NOTE, ARGS(arg_text("before")), memory));
	TRY(db_run_later(in, &ADD, ARGS(arg_int(2)), memory));
	TRY(db_select_later(in, &CONNECTION, NO_ARGS, memory, &rows));
	return db_settle(in, memory);
}

static void a_connection_killed_in_the_middle_runs_again(void **state)
{
	struct killing killing = { .connection = database_number(db, "SELECT CONNECTION_ID()") };
	pthread_t thread;
	(void)state;
	assert_no_err(tx_run(db, wait_in_the_middle, &killing, pool));
	database_sql(other, "BEGIN");
	database_sql(other, "UPDATE account SET sum = 100 WHERE id = 2");
	assert_int_equal(pthread_create(&thread, NULL, kill_who_waits, &killing), 0);
	assert_no_err(tx_run(db, wait_in_the_middle, &killing, pool));
	pthread_join(thread, NULL);
	assert_int_equal(killing.runs, 3);
	assert_int_equal(notes(), 2);
	assert_int_equal(sum_of(2), 2);
}

struct reading {
	size_t columns;
	int runs;
};

static const struct err *read_all_columns(struct db *in, void *arg, apr_pool_t *memory)
{
	static const struct query ALL = { "SELECT * FROM account WHERE id = 1", NULL };
	struct rows *rows, *first;
	struct reading *reading = arg;
	reading->runs++;
	TRY(db_select(in, &LOCK, ARGS(arg_int(1)), memory, &first));
	TRY(db_select_later(in, &ALL, NO_ARGS, memory, &rows));
	TRY(db_run_later(in, &NOTE, ARGS(arg_text("x")), memory));
	TRY(db_settle(in, memory));
	assert_true(rows_next(rows));
	assert_int_equal(row_int(rows, reading->columns - 1), reading->columns == 3 ? 7 : 0);
	return NULL;
}

static void a_statement_older_than_its_table_runs_again(void **state)
{
	struct reading reading = { .columns = 2 };
	(void)state;
	assert_no_err(tx_run(db, read_all_columns, &reading, pool));
	database_sql(other, "ALTER TABLE account ADD COLUMN more INT NOT NULL DEFAULT 7");
	reading = (struct reading){ .columns = 3 };
	assert_no_err(tx_run(db, read_all_columns, &reading, pool));
	assert_int_equal(reading.runs, 2);
	assert_int_equal(notes(), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, accounts_set_up, accounts_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(behind_a_deadlock_nothing_is_committed),
		TEST(a_transaction_that_does_not_begin_has_no_effect),
		TEST(a_rollback_that_fails_commits_nothing),
		TEST(a_connection_that_stays_in_transactions_is_not_used_again),
		TEST(a_connection_killed_in_the_middle_runs_again),
		TEST(a_statement_older_than_its_table_runs_again),
	};
	return cmocka_run_group_tests_name(
	    "pipeline, faults", tests, database_start, database_stop);
}
