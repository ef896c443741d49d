/* A flight database without departures, for each test. */
#ifndef TESTS_STORE_FLIGHTS_TABLES_H
#define TESTS_STORE_FLIGHTS_TABLES_H

#include "support/database.h"
#include "support/flights.h"

#include "base/pool.h"

static apr_pool_t *pool;
static struct db *db;

/* cmocka's set up and tear down of each test. */
static inline int flights_set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	db = database_open(pool);
	flights_tables(db, pool);
	return 0;
}

static inline int flights_tear_down(void **state)
{
	(void)state;
	flights_drop(db);
	apr_pool_destroy(pool);
	return 0;
}

#endif
