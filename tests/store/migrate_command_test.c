/* `aisle migrate` with settings of its own, against a real server. */
#include "commands/migrate.h"
#include "support/database.h"
#include "support/folder.h"

#include "base/config.h"
#include "base/pool.h"

#include <apr_file_io.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static apr_pool_t *pool;
static struct db *db;
static const char *folder;

static const char *put(const char *name, const char *text)
{
	const char *path = apr_pstrcat(pool, folder, "/", name, NULL);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	return path;
}

static int set_up(void **state)
{
	(void)state;
	const char *name = database_settings()->database;
	pool = pool_new(NULL);
	db = database_open(pool);
	database_sql(db, "CREATE DATABASE %s_flights CHARACTER SET utf8mb4", name);
	folder = folder_new(pool);
	if (folder == NULL)
		return 1;
	apr_dir_make(apr_pstrcat(pool, folder, "/booking", NULL), APR_FPROT_OS_DEFAULT, pool);
	apr_dir_make(apr_pstrcat(pool, folder, "/flights", NULL), APR_FPROT_OS_DEFAULT, pool);
	put("booking/001_a.sql", "CREATE TABLE a (id INT);\n");
	put("flights/001_b.sql", "CREATE TABLE b (id INT);\n");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	const char *name = database_settings()->database;
	database_sql(db, "DROP DATABASE %s_flights", name);
	database_sql(db, "DROP DATABASE %s", name);
	database_sql(db, "CREATE DATABASE %s CHARACTER SET utf8mb4", name);
	folder_delete(folder);
	apr_pool_destroy(pool);
	return 0;
}

static const struct config *configure(const char *sections)
{
	const struct config *config;
	const char *path = put("aisle.ini",
	    apr_psprintf(pool, "[database]\nsocket = %s\n[migrate]\naccount = root\nsql = %s\n%s",
		database_settings()->socket, folder, sections));
	setenv("AISLE_CONFIG", path, 1);
	assert_no_err(config_read(pool, &config));
	return config;
}

static const struct config *configure_both(void)
{
	const char *name = database_settings()->database;
	return configure(apr_psprintf(
	    pool, "[booking]\ndatabase = %s\n[flights]\ndatabase = %s_flights\n", name, name));
}

static int64_t has_table(const char *suffix, const char *table)
{
	return database_number(db,
	    "SELECT COUNT(*) FROM information_schema.tables"
	    " WHERE table_schema = '%s%s' AND table_name = '%s'",
	    database_settings()->database, suffix, table);
}

static void each_database_gets_its_folder(void **state)
{
	int status = 0;
	(void)state;
	assert_no_err(command_migrate(0, NULL, configure_both(), pool, &status));
	assert_int_equal(status, 0);
	assert_int_equal(has_table("", "a"), 1);
	assert_int_equal(has_table("", "b"), 0);
	assert_int_equal(has_table("_flights", "b"), 1);
	assert_int_equal(has_table("_flights", "a"), 0);
}

static void one_that_fails_does_not_keep_the_other_from_its_own(void **state)
{
	int status = 0;
	(void)state;
	put("booking/001_a.sql", "CREATE TABEL a (id INT);\n");
	assert_no_err(command_migrate(0, NULL, configure_both(), pool, &status));
	assert_int_equal(status, 1);
	assert_int_equal(has_table("_flights", "b"), 1);
}

static void a_database_that_is_not_configured_is_left_alone(void **state)
{
	int status = 0;
	(void)state;
	const struct config *config = configure(apr_psprintf(
	    pool, "[flights]\ndatabase = %s_flights\n", database_settings()->database));
	assert_no_err(command_migrate(0, NULL, config, pool, &status));
	assert_int_equal(status, 0);
	assert_int_equal(has_table("", "a"), 0);
	assert_int_equal(has_table("_flights", "b"), 1);
	assert_err(command_migrate(0, NULL, configure(""), pool, &status), CODE_INVALID);
}

static void wrong_usage_changes_nothing(void **state)
{
	static char word[] = "everything";
	char *argv[] = { word, NULL };
	int status = 0;
	(void)state;
	assert_no_err(command_migrate(1, argv, configure_both(), pool, &status));
	assert_int_equal(status, 2);
	assert_int_equal(has_table("", "a"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_database_gets_its_folder),
		TEST(one_that_fails_does_not_keep_the_other_from_its_own),
		TEST(a_database_that_is_not_configured_is_left_alone),
		TEST(wrong_usage_changes_nothing),
	};
	return cmocka_run_group_tests_name("migrate-command", tests, database_start, database_stop);
}
