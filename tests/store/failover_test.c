/* Several database servers: which is used, what happens when it goes, and the way back. The servers are one and the same, behind doors that can be shut. */
#include "db/hosts.h"
#include "db/tx.h"
#include "support/database.h"
#include "support/proxy.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static apr_pool_t *pool, *door_pool;
static struct db *db; /* past the doors */
static struct proxy *doors[2];
static struct db_settings settings;

static const struct query INSERT = { "INSERT INTO thing (n) VALUES (?)", NULL };
static const struct query READ = { "SELECT 1", NULL };

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	door_pool = pool_new(NULL);
	db = database_open(pool);
	database_sql(db, "CREATE TABLE thing (n INT PRIMARY KEY) ENGINE InnoDB");
	for (size_t i = 0; i < 2; i++)
		doors[i] = proxy_start(database_settings()->socket, door_pool);
	settings = *database_settings();
	settings.socket = NULL;
	const char *list = apr_psprintf(
	    pool, "127.0.0.1:%u, 127.0.0.1:%u", proxy_port(doors[0]), proxy_port(doors[1]));
	assert_no_err(hosts_read(list, 3306, pool, &settings.hosts));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	database_sql(db, "SET GLOBAL read_only = 0");
	database_sql(db, "DROP TABLE thing");
	apr_pool_destroy(pool); /* closes all connections first */
	proxy_stop(doors[0]);
	proxy_stop(doors[1]);
	apr_pool_destroy(door_pool);
	return 0;
}

static size_t present(void)
{
	return hosts_present(settings.hosts);
}

static void insert(struct db *through, int n)
{
	assert_no_err(db_run(through, &INSERT, ARGS(arg_int(n)), pool, NULL));
}

static void the_first_is_used(void **state)
{
	struct db *through = db_open(&settings, pool);
	(void)state;
	insert(through, 1);
	assert_int_equal(present(), 0);
}

static void when_it_refuses_the_next_takes_its_place_for_all(void **state)
{
	struct db *one = db_open(&settings, pool), *other = db_open(&settings, pool);
	(void)state;
	insert(other, 1);
	proxy_fail(doors[0], PROXY_CUT_AT_CONNECT, 1);
	insert(one, 2);
	assert_int_equal(proxy_faults(doors[0]), 1);
	assert_int_equal(present(), 1);
	/* The other connection was well, and leads elsewhere now. A change that is swallowed behind the old door would end unsure. */
	proxy_fail(doors[0], PROXY_SWALLOW, 1000);
	insert(other, 3);
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM thing"), 3);
}

static void one_that_says_nothing_is_passed_by(void **state)
{
	struct db *through = db_open(&settings, pool);
	(void)state;
	proxy_fail(doors[0], PROXY_SILENT_AT_CONNECT, 1);
	insert(through, 1);
	assert_int_equal(proxy_faults(doors[0]), 1);
	assert_int_equal(present(), 1);
}

static void one_that_says_nothing_is_passed_by_before_anybody_asks(void **state)
{
	struct db *through = db_open(&settings, pool);
	(void)state;
	proxy_fail(doors[0], PROXY_SILENT_AT_CONNECT, 1);
	db_choose_host(through, pool);
	assert_int_equal(proxy_faults(doors[0]), 1);
	assert_int_equal(present(), 1);
	/* Nobody knocks at the first door again. */
	proxy_fail(doors[0], PROXY_CUT_AT_CONNECT, 1);
	insert(through, 1);
	assert_int_equal(proxy_faults(doors[0]), 1);
}

static void without_any_server_the_next_who_asks_tries_again(void **state)
{
	struct db *through = db_open(&settings, pool);
	(void)state;
	proxy_fail(doors[0], PROXY_CUT_AT_CONNECT, 1);
	proxy_fail(doors[1], PROXY_CUT_AT_CONNECT, 1);
	db_choose_host(through, pool);
	assert_int_equal(proxy_faults(doors[0]) + proxy_faults(doors[1]), 2);
	insert(through, 1);
	assert_int_equal(present(), 0);
}

static const struct err *insert_in_tx(struct db *in, void *arg, apr_pool_t *memory)
{
	const int *n = arg;
	TRY(db_run(in, &INSERT, ARGS(arg_int(*n)), memory, NULL));
	return db_run(in, &INSERT, ARGS(arg_int(*n + 1)), memory, NULL);
}

static void a_transaction_that_loses_its_server_is_run_at_the_next(void **state)
{
	struct db *through = db_open(&settings, pool);
	int n = 1;
	(void)state;
	assert_no_err(tx_run(through, insert_in_tx, &n, pool));
	/* What it says is heard no more, and then its new connection is not heard either. */
	proxy_fail(doors[0], PROXY_SWALLOW, 2);
	n = 3;
	assert_no_err(tx_run(through, insert_in_tx, &n, pool));
	assert_int_equal(proxy_faults(doors[0]), 2);
	assert_int_equal(present(), 1);
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM thing"), 4);
}

static void lost_at_commit_is_unsure_with_several_servers_too(void **state)
{
	struct db *through = db_open(&settings, pool);
	int n = 1;
	(void)state;
	insert(through, 9);
	proxy_fail(doors[0], PROXY_CUT_AFTER_COMMIT, 1);
	assert_err(tx_run(through, insert_in_tx, &n, pool), CODE_UNSURE);
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM thing"), 3);
}

static void the_first_is_gone_back_to(void **state)
{
	struct db *through = db_open(&settings, pool), *other = db_open(&settings, pool);
	(void)state;
	proxy_fail(doors[0], PROXY_CUT_AT_CONNECT, 2);
	insert(through, 1);
	insert(other, 2);
	assert_int_equal(present(), 1);
	/* Nobody has knocked again so far; when it is time to, the door is still shut, and later it is not. */
	assert_int_equal(proxy_faults(doors[0]), 1);
	hosts_set_look_ms(settings.hosts, 0);
	insert(through, 3);
	assert_int_equal(proxy_faults(doors[0]), 2);
	assert_int_equal(present(), 1);
	insert(through, 4);
	assert_int_equal(present(), 0);
	/* The other one goes with it: a change that is swallowed behind the second door would end unsure. */
	proxy_fail(doors[1], PROXY_SWALLOW, 1000);
	insert(other, 0);
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM thing"), 5);
}

static void a_server_that_is_read_only_is_not_used(void **state)
{
	struct db *through = db_open(&settings, pool);
	struct rows *rows;
	(void)state;
	database_sql(db, "SET GLOBAL read_only = 1");
	assert_err(db_ping(through, pool), CODE_UNAVAILABLE);
	assert_err(db_select(through, &READ, NO_ARGS, pool, &rows), CODE_UNAVAILABLE);
	database_sql(db, "SET GLOBAL read_only = 0");
	assert_no_err(db_ping(through, pool));
}

static void a_server_without_room_keeps_its_place(void **state)
{
	struct db *through = db_open(&settings, pool), *through_too = db_open(&settings, pool);
	(void)state;
	/* Nobody of its name but one: the second is refused by a server that is well. */
	database_sql(db, "CREATE USER crowd@localhost WITH MAX_USER_CONNECTIONS 1");
	database_sql(db, "GRANT ALL ON *.* TO crowd@localhost");
	settings.account = "crowd";
	struct db *in = db_open(&settings, pool), *out = db_open(&settings, pool);
	assert_no_err(db_ping(in, pool));
	/* Nobody knocks at the other door. */
	proxy_fail(doors[1], PROXY_CUT_AT_CONNECT, 1);
	assert_err(db_ping(out, pool), CODE_UNAVAILABLE);
	assert_int_equal(proxy_faults(doors[1]), 0);
	assert_int_equal(present(), 0);
	assert_no_err(db_ping(through, pool));
	assert_no_err(db_ping(through_too, pool));
	database_sql(db, "DROP USER crowd@localhost");
}

static void a_server_that_refuses_our_account_keeps_its_place(void **state)
{
	(void)state;
	settings.account = "nobody_of_this_name";
	settings.password = "wrong";
	proxy_fail(doors[1], PROXY_CUT_AT_CONNECT, 1);
	assert_err(db_ping(db_open(&settings, pool), pool), CODE_BROKEN);
	assert_int_equal(proxy_faults(doors[1]), 0);
	assert_int_equal(present(), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_is_used),
		TEST(when_it_refuses_the_next_takes_its_place_for_all),
		TEST(one_that_says_nothing_is_passed_by),
		TEST(one_that_says_nothing_is_passed_by_before_anybody_asks),
		TEST(without_any_server_the_next_who_asks_tries_again),
		TEST(a_transaction_that_loses_its_server_is_run_at_the_next),
		TEST(lost_at_commit_is_unsure_with_several_servers_too),
		TEST(the_first_is_gone_back_to),
		TEST(a_server_that_is_read_only_is_not_used),
		TEST(a_server_without_room_keeps_its_place),
		TEST(a_server_that_refuses_our_account_keeps_its_place),
	};
	return cmocka_run_group_tests_name("failover", tests, database_start, database_stop);
}
