/* Connections to a real server: how a session is set up, lost, waited for and opened again. */
#include "db/statement.h"
#include "support/database.h"
#include "support/proxy.h"

#include "base/clock.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static apr_pool_t *pool;
static struct db *db;

static const struct query INSERT_EMAIL = { "INSERT INTO thing (email) VALUES (?)", NULL };

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	db = database_open(pool);
	database_sql(db, "CREATE TABLE thing (email VARCHAR(100)) DEFAULT CHARSET utf8mb4");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	database_sql(db, "DROP TABLE thing");
	apr_pool_destroy(pool);
	return 0;
}

static void the_session_is_as_promised(void **state)
{
	static const struct query READ = {
		"SELECT @@session.time_zone, @@session.autocommit,"
		" @@session.innodb_lock_wait_timeout,"
		" @@session.wait_timeout, @@session.character_set_client, @@session.tx_isolation,"
		" @@session.sql_mode",
		NULL
	};
	struct rows *rows;
	(void)state;
	assert_no_err(db_select(db, &READ, NO_ARGS, pool, &rows));
	assert_true(rows_next(rows));
	assert_string_equal(row_text(rows, 0), "+00:00");
	assert_int_equal(row_int(rows, 1), 1);
	assert_int_equal(row_int(rows, 2), 3);
	assert_int_equal(row_int(rows, 3), 30);
	assert_string_equal(row_text(rows, 4), "utf8mb4");
	assert_string_equal(row_text(rows, 5), "READ-COMMITTED");
	assert_non_null(strstr(row_text(rows, 6), "STRICT_ALL_TABLES"));
}

/* As MySQL has it where nobody says otherwise. */
static void long_lists_are_joined_whole(void **state)
{
	int64_t usual = database_number(db, "SELECT @@global.group_concat_max_len");
	(void)state;
	for (int i = 0; i < 30; i++)
		database_sql(db, "INSERT INTO thing (email) VALUES (REPEAT('x', 100))");
	database_sql(db, "SET GLOBAL group_concat_max_len = 1024");
	struct db *fresh = database_open(pool);
	int64_t length = database_number(
	    fresh, "SELECT CHAR_LENGTH(GROUP_CONCAT(email)) FROM thing");
	database_sql(db, "SET GLOBAL group_concat_max_len = %lld", (long long)usual);
	assert_int_equal(length, 30 * 100 + 29);
}

static void a_killed_connection_is_opened_again(void **state)
{
	struct db *other = database_open(pool);
	(void)state;
	for (int i = 0; i < 3; i++) {
		int64_t id = database_number(db, "SELECT CONNECTION_ID()");
		database_sql(other, "KILL %lld", (long long)id);
		assert_no_err(db_run(db, &INSERT_EMAIL, ARGS(arg_text(NULL)), pool, NULL));
		assert_true(database_number(db, "SELECT CONNECTION_ID()") != id);
	}
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM thing"), 3);
}

static void a_server_that_is_not_there_is_waited_for_briefly(void **state)
{
	static const struct query READ = { "SELECT 1", NULL };
	struct db_settings settings = *database_settings();
	struct rows *rows;
	(void)state;
	settings.socket = "/nonexistent/socket";
	struct db *nowhere = db_open(&settings, pool);
	assert_err(db_ping(nowhere, pool), CODE_UNAVAILABLE);
	assert_int_equal(db_round_trips(nowhere), 1);
	int64_t start_ms = clock_monotonic_ms();
	const struct err *err = assert_err(
	    db_select(nowhere, &READ, NO_ARGS, pool, &rows), CODE_UNAVAILABLE);
	assert_int_equal(err->retry_after_s, 5);
	assert_true(clock_monotonic_ms() - start_ms > 3000);
}

static void a_wrong_password_is_not_waited_for(void **state)
{
	struct db_settings settings = *database_settings();
	(void)state;
	settings.account = "nobody_of_this_name";
	settings.password = "wrong";
	struct db *refused = db_open(&settings, pool);
	static const struct query READ = { "SELECT 1", NULL };
	struct rows *rows;
	assert_err(db_select(refused, &READ, NO_ARGS, pool, &rows), CODE_BROKEN);
	assert_int_equal(db_round_trips(refused), 1);
}

static void a_server_that_comes_back_answers(void **state)
{
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct db_settings settings = *database_settings();
	(void)state;
	settings.socket = proxy_socket(proxy);
	struct db *through = db_open(&settings, pool);
	proxy_fail(proxy, PROXY_CUT_AT_CONNECT, 4);
	assert_no_err(db_run(through, &INSERT_EMAIL, ARGS(arg_text("a@example.com")), pool, NULL));
	assert_int_equal(proxy_faults(proxy), 4);
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM thing"), 1);
	proxy_stop(proxy);
}

static void a_change_that_got_no_answer_is_unsure_and_a_read_unavailable(void **state)
{
	static const struct query READ = { "SELECT 1", NULL };
	struct proxy *proxy = proxy_start(database_settings()->socket, pool);
	struct db_settings settings = *database_settings();
	struct rows *rows;
	(void)state;
	settings.socket = proxy_socket(proxy);
	struct db *through = db_open(&settings, pool);
	assert_no_err(db_run(through, &INSERT_EMAIL, ARGS(arg_text("a@example.com")), pool, NULL));
	proxy_fail(proxy, PROXY_SWALLOW, 1000);
	int64_t start_ms = clock_monotonic_ms();
	assert_err(db_run(through, &INSERT_EMAIL, ARGS(arg_text("b@example.com")), pool, NULL),
	    CODE_UNSURE);
	assert_true(clock_monotonic_ms() - start_ms > 4000);
	assert_err(db_select(through, &READ, NO_ARGS, pool, &rows), CODE_UNAVAILABLE);
	proxy_stop(proxy);
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM thing"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_session_is_as_promised),
		TEST(long_lists_are_joined_whole),
		TEST(a_killed_connection_is_opened_again),
		TEST(a_server_that_is_not_there_is_waited_for_briefly),
		TEST(a_wrong_password_is_not_waited_for),
		TEST(a_server_that_comes_back_answers),
		TEST(a_change_that_got_no_answer_is_unsure_and_a_read_unavailable),
	};
	return cmocka_run_group_tests_name("connection", tests, database_start, database_stop);
}
