/* Deadlocks: behind the first rows of a result the transaction runs again, at once and on the same connection; a statement alone is sent again. */
#include "support/database.h"

#include "base/clock.h"
#include "base/pool.h"
#include "db/tx.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#define PATIENCE_MS 20000
/* The server makes its account of waits anew only for who has not asked for a tenth of a second. */
static const struct timespec ACCOUNT_IS_NEW = { .tv_nsec = 150000000 };

static const char DEADLOCKS[] =
    "SELECT CAST(VARIABLE_VALUE AS INT) FROM information_schema.global_status"
    " WHERE VARIABLE_NAME = 'INNODB_DEADLOCKS'";

/* Two who lock rows 1 to 4: one from the front, one first the last, then the second. */
struct party {
	pthread_barrier_t *has_first;
	bool
	    is_reader; /* locks many with one statement; its transaction weighs less, so it is the one to be ended */
	int runs;
	int64_t connection; /* of the last run */
	int connections;
	const struct err *err;
};

static const struct err *lock_one(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "SELECT id FROM row_of WHERE id = ? FOR UPDATE"
	};
	struct rows *rows;
	return db_select(db, &query, ARGS(arg_int(id)), pool, &rows);
}

static const struct err *read_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "SELECT id FROM row_of WHERE id IN (1,2,3,4) ORDER BY id FOR UPDATE",
	};
	struct party *party = arg;
	struct rows *rows;
	int64_t connection = database_number(db, "SELECT CONNECTION_ID()");
	party->connections += connection != party->connection;
	party->connection = connection;
	TRY(lock_one(db, 2, pool));
	if (party->runs++ == 0)
		pthread_barrier_wait(party->has_first);
	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	assert_int_equal(rows_count(rows), 4);
	return NULL;
}

static const struct err *write_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO weight VALUES (1),(2),(3),(4),(5)"
	};
	struct party *party = arg;
	TRY(db_run(db, &query, NO_ARGS, pool, NULL));
	TRY(lock_one(db, 4, pool));
	if (party->runs++ == 0)
		pthread_barrier_wait(party->has_first);
	return lock_one(db, 2, pool);
}

static void *run(void *arg)
{
	struct party *party = arg;
	apr_pool_t *pool = pool_new(NULL);
	struct db *db = database_open(pool);
	party->err = tx_run(db, party->is_reader ? read_in_tx : write_in_tx, party, pool);
	if (party->err == NULL)
		apr_pool_destroy(pool);
	return NULL;
}

static void deadlock_behind_the_first_rows(void **state)
{
	apr_pool_t *pool = pool_new(NULL);
	struct db *db = database_open(pool);
	pthread_barrier_t has_first;
	pthread_t threads[2];
	(void)state;
	database_sql(db, "CREATE TABLE row_of (id BIGINT PRIMARY KEY) ENGINE=InnoDB");
	database_sql(db, "CREATE TABLE weight (id BIGINT) ENGINE=InnoDB");
	database_sql(db, "INSERT INTO row_of VALUES (1),(2),(3),(4)");
	assert_int_equal(pthread_barrier_init(&has_first, NULL, 2), 0);
	struct party parties[] = {
		{ .has_first = &has_first, .is_reader = true },
		{ .has_first = &has_first },
	};
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, run, &parties[i]), 0);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert_no_err(parties[0].err);
	assert_no_err(parties[1].err);
	assert_int_equal(parties[0].runs, 2);
	/* Whoever waits for rows that do not come gives up the connection in the end. */
	assert_int_equal(parties[0].connections, 1);
	pthread_barrier_destroy(&has_first);
	apr_pool_destroy(pool);
}

/* One statement of no transaction, between whose two rows a heavier transaction stands. */
static void *update_both(void *arg)
{
	static const struct query query = { .text = "UPDATE pair SET n = n + 1 WHERE id IN (1,2)" };
	struct party *party = arg;
	apr_pool_t *pool = pool_new(NULL);
	party->err = db_run(database_open(pool), &query, NO_ARGS, pool, NULL);
	if (party->err == NULL)
		apr_pool_destroy(pool);
	return NULL;
}

static const struct err *stand_between(struct db *db, void *arg, apr_pool_t *pool)
{
	static const struct query weight = {
		.text = "INSERT INTO burden VALUES (1),(2),(3),(4),(5)"
	};
	static const struct query second = { .text = "SELECT n FROM pair WHERE id = 2 FOR UPDATE" };
	static const struct query first = { .text = "SELECT n FROM pair WHERE id = 1 FOR UPDATE" };
	static const char WAITS[] = "SELECT COUNT(*) FROM information_schema.innodb_trx"
				    " WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%pair%'";
	pthread_t *thread = arg;
	static struct party party;
	struct db *other = database_open(pool);
	struct rows *rows;
	TRY(db_run(db, &weight, NO_ARGS, pool, NULL));
	TRY(db_select(db, &second, NO_ARGS, pool, &rows));
	assert_int_equal(pthread_create(thread, NULL, update_both, &party), 0);
	int64_t until_ms = clock_monotonic_ms() + PATIENCE_MS;
	while (database_number(other, "%s", WAITS) == 0) {
		assert_true(clock_monotonic_ms() < until_ms);
		nanosleep(&ACCOUNT_IS_NEW, NULL);
	}
	return db_select(db, &first, NO_ARGS, pool, &rows);
}

static void a_statement_alone_that_meets_a_conflict_is_sent_again(void **state)
{
	apr_pool_t *pool = pool_new(NULL);
	struct db *db = database_open(pool);
	pthread_t thread;
	(void)state;
	database_sql(db, "CREATE TABLE pair (id INT PRIMARY KEY, n INT NOT NULL) ENGINE=InnoDB");
	database_sql(db, "CREATE TABLE burden (id BIGINT) ENGINE=InnoDB");
	database_sql(db, "INSERT INTO pair VALUES (1,0),(2,0)");
	int64_t before = database_number(db, "%s", DEADLOCKS);
	assert_no_err(tx_run(db, stand_between, &thread, pool));
	pthread_join(thread, NULL);
	assert_int_equal(database_number(db, "%s", DEADLOCKS), before + 1);
	assert_int_equal(database_number(db, "SELECT SUM(n) FROM pair"), 2);
	apr_pool_destroy(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deadlock_behind_the_first_rows),
		cmocka_unit_test(a_statement_alone_that_meets_a_conflict_is_sent_again),
	};
	return cmocka_run_group_tests_name("tx, deadlock", tests, database_start, database_stop);
}
