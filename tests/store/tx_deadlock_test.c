/* A deadlock that is met behind the first rows of a result: the transaction runs again, at once and on the same connection. */
#include "support/database.h"

#include "base/clock.h"
#include "base/pool.h"
#include "db/tx.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Two who lock rows 1 to 4: one from the front, one first the last, then the second. */
struct party {
	pthread_barrier_t *has_first;
	bool
	    is_reader; /* locks many with one statement; its transaction weighs less, so it is the one to be ended */
	int runs;
	int64_t ms;
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
	int64_t start_ms = clock_monotonic_ms();
	party->err = tx_run(db, party->is_reader ? read_in_tx : write_in_tx, party, pool);
	party->ms = clock_monotonic_ms() - start_ms;
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
	assert_true(parties[0].ms < 4000);
	pthread_barrier_destroy(&has_first);
	apr_pool_destroy(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deadlock_behind_the_first_rows),
	};
	return cmocka_run_group_tests_name("tx, deadlock", tests, database_start, database_stop);
}
