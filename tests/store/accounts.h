/* What the tests of transactions run on: accounts 1 and 2 with nothing on them, no notes, a connection that runs and one that looks on. */
#ifndef TESTS_STORE_ACCOUNTS_H
#define TESTS_STORE_ACCOUNTS_H

#include "db/tx.h"
#include "support/database.h"

#include "base/pool.h"

static apr_pool_t *pool;
static struct db *db;    /* runs the transactions */
static struct db *other; /* looks on, and disturbs */

static const struct query ADD = { "UPDATE account SET sum = sum + 1 WHERE id = ?", NULL };

/* cmocka's set up and tear down of each test. */
static inline int accounts_set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	db = database_open(pool);
	other = database_open(pool);
	database_sql(other,
	    "CREATE TABLE account (id INT PRIMARY KEY, sum INT NOT NULL, CHECK (sum >= 0))"
	    " ENGINE InnoDB");
	database_sql(other, "INSERT INTO account VALUES (1, 0), (2, 0)");
	database_sql(other,
	    "CREATE TABLE note (id INT AUTO_INCREMENT PRIMARY KEY, text MEDIUMTEXT NOT NULL)"
	    " ENGINE InnoDB DEFAULT CHARSET utf8mb4");
	return 0;
}

static inline int accounts_tear_down(void **state)
{
	(void)state;
	database_sql(other, "DROP TABLE account, note");
	apr_pool_destroy(pool);
	return 0;
}

static inline int64_t sum_of(int id)
{
	return database_number(other, "SELECT sum FROM account WHERE id = %d", id);
}

static inline int64_t notes(void)
{
	return database_number(other, "SELECT COUNT(*) FROM note");
}

#endif
