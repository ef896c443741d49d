/* Migrations against a real server: in order, each once, and refused where they do not fit. */
#include "db/migrate.h"
#include "support/database.h"
#include "support/folder.h"

#include "base/pool.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define FIRST "CREATE TABLE step (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20));\n"
#define SECOND "INSERT INTO step (name) VALUES ('second');\n"
#define THIRD "INSERT INTO step (name) VALUES ('third');\n"

static apr_pool_t *pool;
static struct db *db;
static const char *folder;

static const char *path_of(const char *name)
{
	return apr_pstrcat(pool, folder, "/", name, NULL);
}

static void put(const char *name, const char *text)
{
	FILE *file = fopen(path_of(name), "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void put_three(void)
{
	put("001_first.sql", FIRST);
	put("002_second.sql", SECOND);
	put("003_third.sql", THIRD);
}

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	db = database_open(pool);
	folder = folder_new(pool);
	return folder == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	const char *name = database_settings()->database;
	database_sql(db, "DROP DATABASE %s", name);
	database_sql(db, "CREATE DATABASE %s CHARACTER SET utf8mb4", name);
	folder_delete(folder);
	apr_pool_destroy(pool);
	return 0;
}

static int64_t steps(void)
{
	return database_number(db, "SELECT COUNT(*) FROM step");
}

static int64_t recorded(void)
{
	return database_number(db, "SELECT COUNT(*) FROM schema_migration");
}

static void run_and_expect(int64_t applied, int64_t known, const char *latest)
{
	struct migration_report report;
	assert_no_err(migrate_run(db, folder, MIGRATION_PATIENCE, pool, &report));
	assert_int_equal(report.applied, applied);
	assert_int_equal(report.known, known);
	assert_string_equal(report.latest, latest);
	assert_no_err(migrate_check(db, folder, pool));
}

/* It is refused, and the text says this. */
static void refuse(const char *says)
{
	struct migration_report report;
	const struct err *err = assert_err(
	    migrate_run(db, folder, MIGRATION_PATIENCE, pool, &report), CODE_INVALID);
	if (strstr(err->text, says) == NULL)
		fail_msg("does not say \"%s\": %s", says, err->text);
	assert_err(migrate_check(db, folder, pool), CODE_UNAVAILABLE);
}

static void files_run_in_order_and_once(void **state)
{
	(void)state;
	assert_err(migrate_check(db, folder, pool), CODE_UNAVAILABLE);
	put_three();
	put("README.md", "not a migration");
	assert_err(migrate_check(db, folder, pool), CODE_UNAVAILABLE);
	run_and_expect(3, 0, "003_third.sql");
	assert_int_equal(database_number(db,
			     "SELECT COUNT(*) FROM step"
			     " WHERE (id, name) IN ((1, 'second'), (2, 'third'))"),
	    2);
	run_and_expect(0, 3, "003_third.sql");
	assert_int_equal(steps(), 2);
	put("004_fourth.sql", "INSERT INTO step (name) VALUES ('fourth');\n");
	assert_err(migrate_check(db, folder, pool), CODE_UNAVAILABLE);
	run_and_expect(1, 3, "004_fourth.sql");
	assert_int_equal(steps(), 3);
	assert_int_equal(database_number(db,
			     "SELECT COUNT(*) FROM schema_migration WHERE finished = 1"
			     " AND number BETWEEN 1 AND 4 AND LENGTH(checksum) = 64"
			     " AND ABS(TIMESTAMPDIFF(SECOND, applied_at, UTC_TIMESTAMP(6))) < 60"),
	    4);
}

static void statements_end_where_a_line_does(void **state)
{
	(void)state;
	put("001_first.sql",
	    "-- A comment that ends in a semicolon;\n\n" FIRST
	    "INSERT INTO step (name)\r\n  -- inside;\r\n  VALUES ('a;b'),\r\n\t('-- c');  \r\n"
	    "SELECT name FROM step;\n"
	    "INSERT INTO step (name) VALUES ('\U0001F6EB');");
	run_and_expect(1, 0, "001_first.sql");
	assert_int_equal(database_number(db,
			     "SELECT COUNT(*) FROM step"
			     " WHERE BINARY name IN ('a;b', '-- c', '\U0001F6EB')"),
	    3);
}

static void a_changed_file_is_refused(void **state)
{
	(void)state;
	put_three();
	run_and_expect(3, 0, "003_third.sql");
	put("002_second.sql", SECOND "\n");
	put("004_fourth.sql", SECOND);
	refuse("002_second.sql");
	assert_int_equal(steps(), 2);
	assert_int_equal(recorded(), 3);
	put("002_second.sql", SECOND);
	run_and_expect(1, 3, "004_fourth.sql");
}

static void a_renamed_or_missing_file_is_refused(void **state)
{
	(void)state;
	put_three();
	run_and_expect(3, 0, "003_third.sql");
	assert_int_equal(unlink(path_of("002_second.sql")), 0);
	refuse("002 is missing");
	put("002_other.sql", SECOND);
	refuse("002_second.sql was run on this database");
}

static void a_database_from_the_future_is_refused(void **state)
{
	(void)state;
	put_three();
	run_and_expect(3, 0, "003_third.sql");
	assert_int_equal(unlink(path_of("003_third.sql")), 0);
	refuse("003_third.sql");
}

static void a_folder_that_makes_no_sense_is_refused_before_anything_runs(void **state)
{
	static const struct {
		const char *name, *text, *says;
	} BAD[] = {
		{ "003_again.sql", SECOND, "twice" },
		{ "005_gap.sql", SECOND, "004 is missing" },
		{ "4_short.sql", SECOND, "NNN_name.sql" },
		{ "004_open.sql", "INSERT INTO step\n VALUES ('x')\n", "line 1 does not end in ;" },
		{ "004_empty.sql", "-- nothing\n", "no statement" },
		{ "004_latin.sql", "INSERT INTO step (name) VALUES ('\xe9');\n", "UTF-8" },
	};
	(void)state;
	put_three();
	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
		put(BAD[i].name, BAD[i].text);
		refuse(BAD[i].says);
		assert_int_equal(unlink(path_of(BAD[i].name)), 0);
	}
	assert_int_equal(
	    database_number(db,
		"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"),
	    0);
	run_and_expect(3, 0, "003_third.sql");
}

static void a_folder_that_is_not_there_is_refused(void **state)
{
	struct migration_report report;
	(void)state;
	assert_err(
	    migrate_run(db, path_of("nowhere"), MIGRATION_PATIENCE, pool, &report), CODE_INVALID);
}

static void a_file_that_failed_half_way_is_refused_until_somebody_looked(void **state)
{
	(void)state;
	put_three();
	put("002_second.sql", SECOND "\nINSERT INTO nowhere\nVALUES (1);\n");
	refuse("002_second.sql, line 3");
	assert_int_equal(steps(), 1);
	put("002_second.sql", SECOND "\nINSERT INTO step (name) VALUES ('rest');\n");
	struct migration_report report;
	assert_err(migrate_run(db, folder, MIGRATION_PATIENCE, pool, &report), CODE_INVALID);
	assert_int_equal(steps(), 1);
	/* As the message says: undone, and its record taken away. */
	database_sql(db, "DELETE FROM step");
	database_sql(db, "DELETE FROM schema_migration WHERE number = 2");
	run_and_expect(2, 1, "003_third.sql");
	assert_int_equal(steps(), 3);
}

static void a_half_run_file_may_be_finished_by_hand(void **state)
{
	(void)state;
	put_three();
	put("002_second.sql", SECOND "INSERT INTO late (id) VALUES (1);\n");
	refuse("002_second.sql, line 2");
	refuse("failed half-way before");
	database_sql(db, "CREATE TABLE late (id INT)");
	database_sql(db, "INSERT INTO late (id) VALUES (1)");
	database_sql(db, "UPDATE schema_migration SET finished = 1 WHERE number = 2");
	run_and_expect(1, 2, "003_third.sql");
}

static void a_file_whose_first_statement_fails_is_just_corrected(void **state)
{
	(void)state;
	put_three();
	put("002_second.sql", "INSERT INTO nowhere VALUES (1);\n");
	refuse("002_second.sql, line 1");
	assert_int_equal(recorded(), 1);
	put("002_second.sql", SECOND);
	run_and_expect(2, 1, "003_third.sql");
}

struct runner {
	pthread_t thread;
	pthread_barrier_t *start;
	struct migration_report report;
	char failure[400];
};

static void *run_runner(void *arg)
{
	struct runner *runner = arg;
	apr_pool_t *own = pool_new(NULL);
	struct db *connection = database_open(own);
	pthread_barrier_wait(runner->start);
	const struct err *err = migrate_run(
	    connection, folder, MIGRATION_PATIENCE, own, &runner->report);
	if (err != NULL)
		snprintf(runner->failure, sizeof(runner->failure), "%s", err->text);
	apr_pool_destroy(own);
	return NULL;
}

/* One statement takes longer than an ordinary one may. */
static void of_two_runners_one_does_it_and_one_waits(void **state)
{
	pthread_barrier_t start;
	struct runner runners[2] = { { .start = &start }, { .start = &start } };
	(void)state;
	put_three();
	put("002_second.sql", "DO SLEEP(5.5);\n" SECOND);
	pthread_barrier_init(&start, NULL, 2);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(
		    pthread_create(&runners[i].thread, NULL, run_runner, &runners[i]), 0);
	for (size_t i = 0; i < 2; i++)
		pthread_join(runners[i].thread, NULL);
	pthread_barrier_destroy(&start);
	assert_string_equal(runners[0].failure, "");
	assert_string_equal(runners[1].failure, "");
	assert_int_equal(runners[0].report.applied + runners[1].report.applied, 3);
	assert_int_equal(runners[0].report.known + runners[1].report.known, 3);
	assert_int_equal(steps(), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(files_run_in_order_and_once),
		TEST(statements_end_where_a_line_does),
		TEST(a_changed_file_is_refused),
		TEST(a_renamed_or_missing_file_is_refused),
		TEST(a_database_from_the_future_is_refused),
		TEST(a_folder_that_makes_no_sense_is_refused_before_anything_runs),
		TEST(a_folder_that_is_not_there_is_refused),
		TEST(a_file_that_failed_half_way_is_refused_until_somebody_looked),
		TEST(a_half_run_file_may_be_finished_by_hand),
		TEST(a_file_whose_first_statement_fails_is_just_corrected),
		TEST(of_two_runners_one_does_it_and_one_waits),
	};
	return cmocka_run_group_tests_name("migrate", tests, database_start, database_stop);
}
