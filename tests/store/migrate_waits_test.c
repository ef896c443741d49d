/* Migrations that have to wait: for another runner, and for tables that others use. */
#include "db/migrate.h"
#include "support/database.h"
#include "support/folder.h"
#include "support/proxy.h"

#include "base/clock.h"
#include "base/pool.h"

#include <apr_time.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define FIRST "CREATE TABLE step (id INT PRIMARY KEY, name VARCHAR(20));\n"
#define SECOND "INSERT INTO step VALUES (1, 'one');\n"
#define LOCKING "SELECT id FROM schema_migration_lock WHERE"
#define WAITING_FOR_LOCK "info LIKE 'SELECT id FROM schema_migration_lock%'"
#define WAITING_FOR_TABLE "state = 'Waiting for table metadata lock'"
#define PATIENCE_MS 20000

static apr_pool_t *pool;
static struct db *db;    /* looks on */
static struct db *other; /* has what is waited for */
static const char *folder;

static void put(const char *name, const char *text)
{
	FILE *file = fopen(apr_pstrcat(pool, folder, "/", name, NULL), "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	db = database_open(pool);
	other = database_open(pool);
	folder = folder_new(pool);
	return folder == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	const char *name = database_settings()->database;
	database_sql(other, "ROLLBACK");
	database_sql(db, "DROP DATABASE %s", name);
	database_sql(db, "CREATE DATABASE %s CHARACTER SET utf8mb4", name);
	folder_delete(folder);
	apr_pool_destroy(pool);
	return 0;
}

/* `aisle migrate` in a thread of its own. */
struct runner {
	pthread_t thread;
	struct migration_patience patience;
	struct migration_report report;
	enum err_code code;
	char failure[400]; /* "": none */
	_Atomic bool is_done;
};

static void *run(void *arg)
{
	struct runner *runner = arg;
	apr_pool_t *own = pool_new(NULL);
	const struct err *err = migrate_run(
	    database_open(own), folder, &runner->patience, own, &runner->report);
	if (err != NULL) {
		runner->code = err->code;
		snprintf(runner->failure, sizeof(runner->failure), "%s", err->text);
	}
	apr_pool_destroy(own);
	atomic_store(&runner->is_done, true);
	return NULL;
}

static void begin(struct runner *runner)
{
	assert_int_equal(pthread_create(&runner->thread, NULL, run, runner), 0);
}

static void end(struct runner *runner)
{
	assert_int_equal(pthread_join(runner->thread, NULL), 0);
}

static void migrate(void)
{
	struct migration_report report;
	assert_no_err(migrate_run(db, folder, MIGRATION_PATIENCE, pool, &report));
}

/* Fails with this code and these words. */
static void refuse(struct migration_patience patience, enum err_code code, const char *says)
{
	struct migration_report report;
	const struct err *err = assert_err(migrate_run(db, folder, &patience, pool, &report), code);
	if (strstr(err->text, says) == NULL)
		fail_msg("does not say \"%s\": %s", says, err->text);
}

/* The connection that waits so; 0: none does. */
static int64_t waiting(const char *so)
{
	return database_number(db,
	    "SELECT COALESCE(MAX(id), 0) FROM information_schema.processlist"
	    " WHERE db = DATABASE() AND %s",
	    so);
}

/* Until another one than `not_this` does, or the runner is done. */
static int64_t await_waiting(struct runner *runner, const char *so, int64_t not_this)
{
	int64_t until_ms = clock_monotonic_ms() + PATIENCE_MS, found = 0;
	while ((found == 0 || found == not_this) && !atomic_load(&runner->is_done)) {
		assert_true(clock_monotonic_ms() < until_ms);
		apr_sleep(10000);
		found = waiting(so);
	}
	return found;
}

static void await_no_longer(const char *so)
{
	int64_t until_ms = clock_monotonic_ms() + PATIENCE_MS;
	while (waiting(so) != 0) {
		assert_true(clock_monotonic_ms() < until_ms);
		apr_sleep(10000);
	}
}

static void hold_the_lock(void)
{
	put("001_first.sql", FIRST);
	migrate();
	put("002_second.sql", SECOND);
	database_sql(other, "BEGIN");
	database_sql(other, "SELECT id FROM schema_migration_lock FOR UPDATE");
}

static void who_waits_in_vain_for_another_runner_is_told_so(void **state)
{
	(void)state;
	hold_the_lock();
	refuse((struct migration_patience){ 1, 600 }, CODE_UNAVAILABLE,
	    "another runner has been at work for 1 seconds");
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM step"), 0);
}

/* The lock is that of a connection, and another one has none. */
static void who_loses_the_connection_while_waiting_for_the_lock_runs_nothing(void **state)
{
	struct runner runner = { .patience = { 30, 600 } };
	int64_t guard;
	(void)state;
	hold_the_lock();
	begin(&runner);
	guard = await_waiting(&runner, WAITING_FOR_LOCK, 0);
	database_sql(db, "KILL %lld", (long long)guard);
	await_waiting(&runner, WAITING_FOR_LOCK, guard);
	database_sql(other, "ROLLBACK");
	end(&runner);
	assert_string_not_equal(runner.failure, "");
	assert_int_equal(runner.code, CODE_UNAVAILABLE);
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM step"), 0);
	migrate();
}

/* It takes the question for the lock, and never says anything again. */
static void a_server_that_freezes_is_waited_for_as_long_as_another_runner(void **state)
{
	struct proxy *line = proxy_start(database_settings()->socket, pool);
	struct db_settings settings = *database_settings();
	struct migration_report report;
	(void)state;
	settings.socket = proxy_socket(line);
	put("001_first.sql", FIRST);
	proxy_halt(line, LOCKING);
	assert_err(migrate_run(db_open(&settings, pool), folder,
		       &(const struct migration_patience){ 1, 600 }, pool, &report),
	    CODE_UNAVAILABLE);
	assert_non_null(proxy_halted(line));
	assert_int_equal(report.applied, 0);
	proxy_stop(line);
	migrate();
}

/* Somebody reads table step, and has not ended the transaction. */
static void hold_the_table(const char *second)
{
	put("001_first.sql", FIRST);
	migrate();
	put("002_second.sql", second);
	database_sql(other, "BEGIN");
	database_sql(other, "SELECT * FROM step");
}

/* What came before it in the file is not done twice. */
static void a_table_that_somebody_reads_is_changed_when_he_has_done(void **state)
{
	struct runner runner = { .patience = { 30, 600 } };
	(void)state;
	hold_the_table(SECOND "ALTER TABLE step ADD COLUMN more INT;\n");
	begin(&runner);
	assert_true(await_waiting(&runner, WAITING_FOR_TABLE, 0) != 0);
	await_no_longer(WAITING_FOR_TABLE);
	database_sql(other, "ROLLBACK");
	end(&runner);
	assert_string_equal(runner.failure, "");
	assert_int_equal(runner.report.applied, 1);
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM step WHERE more IS NULL"), 1);
}

static void who_waits_in_vain_for_a_table_is_told_where_and_goes_on_later(void **state)
{
	(void)state;
	hold_the_table("ALTER TABLE step ADD COLUMN more INT;\n");
	refuse((struct migration_patience){ 30, 1 }, CODE_UNAVAILABLE, "a dump or a long report");
	refuse((struct migration_patience){ 30, 1 }, CODE_UNAVAILABLE, "002_second.sql, line 1");
	database_sql(other, "ROLLBACK");
	migrate();
	assert_int_equal(database_number(db, "SELECT COUNT(more) FROM step"), 0);
}

/* Of a transaction in the file the server may have undone more than the one statement. */
static void what_is_in_a_transaction_of_the_file_is_not_tried_again(void **state)
{
	struct migration_report report;
	const struct err *err;
	(void)state;
	put("001_first.sql", FIRST SECOND);
	migrate();
	put("002_second.sql",
	    "BEGIN;\nINSERT INTO step VALUES (2, 'two');\n"
	    "UPDATE step SET name = 'other' WHERE id = 1;\nCOMMIT;\n");
	database_sql(other, "BEGIN");
	database_sql(other, "SELECT * FROM step WHERE id = 1 FOR UPDATE");
	err = assert_err(
	    migrate_run(db, folder, &(const struct migration_patience){ 30, 1 }, pool, &report),
	    CODE_UNAVAILABLE);
	assert_non_null(strstr(err->text, "002_second.sql, line 3"));
	assert_null(strstr(err->text, "again"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_waits_in_vain_for_another_runner_is_told_so),
		TEST(who_loses_the_connection_while_waiting_for_the_lock_runs_nothing),
		TEST(a_server_that_freezes_is_waited_for_as_long_as_another_runner),
		TEST(a_table_that_somebody_reads_is_changed_when_he_has_done),
		TEST(who_waits_in_vain_for_a_table_is_told_where_and_goes_on_later),
		TEST(what_is_in_a_transaction_of_the_file_is_not_tried_again),
	};
	return cmocka_run_group_tests_name("migrate-waits", tests, database_start, database_stop);
}
