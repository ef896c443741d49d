/* Statements and rows against a real server: every type there and back, errors by name. */
#include "db/statement.h"
#include "support/database.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static apr_pool_t *pool;
static struct db *db;

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	db = database_open(pool);
	database_sql(db,
	    "CREATE TABLE thing (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
	    " small TINYINT, whole BIGINT, big BIGINT UNSIGNED, words VARCHAR(4000),"
	    " raw VARBINARY(4000),"
	    " at DATETIME(6), born_on DATE, price DECIMAL(20,0), share DECIMAL(10,4),"
	    " email VARCHAR(100),"
	    " UNIQUE KEY thing_email (email), UNIQUE KEY thing_whole (whole, born_on))"
	    " DEFAULT CHARSET utf8mb4");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	database_sql(db, "DROP TABLE thing");
	apr_pool_destroy(pool);
	return 0;
}

static const struct query INSERT = {
	"INSERT INTO thing (whole, words, raw, at, born_on) VALUES (?, ?, ?, ?, ?)", NULL
};
static const struct query INSERT_EMAIL = { "INSERT INTO thing (email) VALUES (?)", NULL };

/* A row with these values, read back. */
static struct rows *there_and_back(
    struct arg whole, struct arg words, struct arg raw, struct arg at, struct arg on)
{
	static const struct query READ = {
		"SELECT whole, words, raw, at, born_on FROM thing WHERE id = ?", NULL
	};
	struct db_done done;
	struct rows *rows;
	assert_no_err(db_run(db, &INSERT, ARGS(whole, words, raw, at, on), pool, &done));
	assert_int_equal(done.rows, 1);
	assert_true(done.id > 0);
	assert_no_err(db_select(db, &READ, ARGS(arg_int(done.id)), pool, &rows));
	assert_int_equal(rows_count(rows), 1);
	assert_true(rows_next(rows));
	return rows;
}

static void whole_numbers_keep_all_64_bits(void **state)
{
	static const int64_t NUMBERS[] = { 0, 1, -1, INT32_MAX, INT32_MIN, INT64_C(1) << 53,
		INT64_MAX, INT64_MIN };
	(void)state;
	for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(NUMBERS[0]); i++) {
		struct rows *rows = there_and_back(
		    arg_int(NUMBERS[i]), arg_null(), arg_null(), arg_null(), arg_null());
		assert_true(row_int(rows, 0) == NUMBERS[i]);
	}
}

static void text_of_any_script_comes_back_exactly(void **state)
{
	static const char *const TEXTS[] = { "", "Łódź", "東京",
		"\U0001F6EB \U0001F469\u200D\u2708\uFE0F", "it's \"quoted\" \\ %s ; -- DROP",
		"  blanks  ", "tab\tline\nend", "\u202Ertl" };
	(void)state;
	for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
		struct rows *rows = there_and_back(
		    arg_null(), arg_text(TEXTS[i]), arg_null(), arg_null(), arg_null());
		assert_string_equal(row_text(rows, 1), TEXTS[i]);
	}
}

static void long_text_and_bytes_come_back_whole(void **state)
{
	static const size_t LENGTHS[] = { 0, 1, 255, 256, 257, 3999, 4000 };
	(void)state;
	for (size_t i = 0; i < sizeof(LENGTHS) / sizeof(LENGTHS[0]); i++) {
		size_t length;
		char *bytes = apr_pcalloc(pool, LENGTHS[i] + 1);
		char *text = apr_pcalloc(pool, LENGTHS[i] + 1);
		for (size_t j = 0; j < LENGTHS[i]; j++) {
			bytes[j] = (char)(j * 7);
			text[j] = (char)('a' + j % 26);
		}
		struct rows *rows = there_and_back(arg_null(), arg_text(text),
		    arg_bytes(bytes, LENGTHS[i]), arg_null(), arg_null());
		assert_string_equal(row_text(rows, 1), text);
		const void *back = row_bytes(rows, 2, &length);
		assert_int_equal(length, LENGTHS[i]);
		assert_memory_equal(back, bytes, length);
	}
}

static void instants_keep_microseconds(void **state)
{
	static const int64_t INSTANTS[] = { 0, 1, -1, INT64_C(1796117400123456), 999999,
		-86400 * CLOCK_SECOND, -2208988800 * CLOCK_SECOND, INT64_C(4102444799999999) };
	(void)state;
	for (size_t i = 0; i < sizeof(INSTANTS) / sizeof(INSTANTS[0]); i++) {
		struct rows *rows = there_and_back(
		    arg_null(), arg_null(), arg_null(), arg_instant(INSTANTS[i]), arg_null());
		assert_true(row_instant(rows, 3) == INSTANTS[i]);
	}
	struct rows *rows = there_and_back(arg_int(7), arg_text("x"), arg_null(),
	    arg_instant(INT64_C(1796117400123456)), arg_null());
	assert_true(row_instant(rows, 3) == INT64_C(1796117400123456));
	assert_int_equal(database_number(db,
			     "SELECT COUNT(*) FROM thing"
			     " WHERE whole = 7 AND at = '2026-12-01 09:30:00.123456'"),
	    1);
}

static void dates_keep_their_day(void **state)
{
	static const char *const DATES[] = { "1900-01-01", "1969-12-31", "1970-01-01", "2000-02-29",
		"2026-12-01", "2199-12-31" };
	(void)state;
	for (size_t i = 0; i < sizeof(DATES) / sizeof(DATES[0]); i++) {
		int32_t on;
		assert_true(date_parse(DATES[i], &on));
		struct rows *rows = there_and_back(
		    arg_null(), arg_null(), arg_null(), arg_null(), arg_date(on));
		assert_int_equal(row_date(rows, 4), on);
		assert_int_equal(database_number(db,
				     "SELECT COUNT(*) FROM thing WHERE born_on = '%s'", DATES[i]),
		    1);
	}
}

static void what_is_not_known_is_null(void **state)
{
	size_t length = 1;
	(void)state;
	struct rows *rows = there_and_back(arg_null(), arg_text(NULL), arg_bytes(NULL, 3),
	    arg_instant(CLOCK_NONE), arg_date(DATE_NONE));
	for (size_t i = 0; i < 5; i++)
		assert_true(row_is_null(rows, i));
	assert_int_equal(row_int(rows, 0), 0);
	assert_null(row_text(rows, 1));
	assert_null(row_bytes(rows, 2, &length));
	assert_int_equal(length, 0);
	assert_true(row_instant(rows, 3) == CLOCK_NONE);
	assert_int_equal(row_date(rows, 4), DATE_NONE);
	assert_false(rows_next(rows));
}

static void sums_and_odd_types_are_readable(void **state)
{
	static const struct query READ = {
		"SELECT SUM(whole), COUNT(*), MAX(price), MAX(share), CAST(1.5 AS DOUBLE), NULL,"
		" CAST('11:22:33' AS TIME), MAX(small), MAX(big), 2 > 1 FROM thing",
		NULL
	};
	struct rows *rows;
	(void)state;
	database_sql(db,
	    "INSERT INTO thing (whole, price, share, small, big) VALUES"
	    " (9223372036854775807, 12345678901234567, 12.3456, -128, 9223372036854775807)");
	assert_no_err(db_select(db, &READ, NO_ARGS, pool, &rows));
	assert_true(rows_next(rows));
	assert_true(row_int(rows, 0) == INT64_MAX);
	assert_int_equal(row_int(rows, 1), 1);
	assert_true(row_int(rows, 2) == INT64_C(12345678901234567));
	assert_string_equal(row_text(rows, 3), "12.3456");
	assert_string_equal(row_text(rows, 4), "1.5");
	assert_true(row_is_null(rows, 5));
	assert_int_equal(strncmp(row_text(rows, 6), "11:22:33", 8), 0);
	assert_int_equal(row_int(rows, 7), -128);
	assert_true(row_int(rows, 8) == INT64_MAX);
	assert_int_equal(row_int(rows, 9), 1);
}

static void numbers_beyond_64_bits_are_an_error(void **state)
{
	static const struct query BIG = { "SELECT big FROM thing", NULL };
	static const struct query SUM = { "SELECT SUM(whole) FROM thing", NULL };
	struct rows *rows;
	(void)state;
	database_sql(db, "INSERT INTO thing (big) VALUES (9223372036854775808)");
	assert_err(db_select(db, &BIG, NO_ARGS, pool, &rows), CODE_BROKEN);
	database_sql(db, "INSERT INTO thing (whole) VALUES (9223372036854775807), (1)");
	assert_err(db_select(db, &SUM, NO_ARGS, pool, &rows), CODE_BROKEN);
}

static void a_duplicate_names_its_key(void **state)
{
	static const struct query COPY = { "INSERT INTO thing (id) VALUES (?)", NULL };
	const char *email = "for key 'PRIMARY'@example.com";
	struct db_done done;
	(void)state;
	assert_no_err(db_run(db, &INSERT_EMAIL, ARGS(arg_text(email)), pool, &done));
	const struct err *err = assert_err(
	    db_run(db, &INSERT_EMAIL, ARGS(arg_text(email)), pool, NULL), CODE_DUPLICATE);
	assert_string_equal(err->facts[FACT_KEY_NAME], "thing_email");
	assert_true(db_is_duplicate(err, "thing_email"));
	assert_false(db_is_duplicate(err, "PRIMARY"));
	assert_null(strstr(err->text, "example.com"));
	err = db_run(db, &COPY, ARGS(arg_int(done.id)), pool, NULL);
	assert_true(db_is_duplicate(err, "PRIMARY"));
	assert_false(db_is_duplicate(NULL, "PRIMARY"));
}

static void rows_that_match_are_counted_even_unchanged(void **state)
{
	static const struct query UPDATE = { "UPDATE thing SET small = ? WHERE small >= ?", NULL };
	struct db_done done;
	(void)state;
	database_sql(db, "INSERT INTO thing (small) VALUES (1), (1), (0)");
	assert_no_err(db_run(db, &UPDATE, ARGS(arg_int(1), arg_int(1)), pool, &done));
	assert_int_equal(done.rows, 2);
	assert_int_equal(done.id, 0);
	assert_no_err(db_run(db, &UPDATE, ARGS(arg_int(1), arg_int(5)), pool, &done));
	assert_int_equal(done.rows, 0);
}

static void many_rows_go_in_one_statement(void **state)
{
	static const struct query MANY = { "INSERT INTO thing (whole, email) VALUES", "(?,?)" };
	static const size_t sizes[] = { 1, 2, 64, 511, 512 };
	struct arg args[2 * 512];
	struct db_done done;
	(void)state;
	for (size_t n = 0; n < sizeof(sizes) / sizeof(sizes[0]); n++) {
		size_t rows = sizes[n];
		database_sql(db, "DELETE FROM thing");
		for (size_t i = 0; i < rows; i++) {
			args[2 * i] = arg_int((int64_t)i);
			args[2 * i + 1] = arg_text(apr_psprintf(pool, "%d@example.com", (int)i));
		}
		uint64_t before = db_round_trips(db);
		assert_no_err(db_insert_many(db, &MANY, rows, 2, args, pool, &done));
		assert_int_equal(db_round_trips(db) - before, 2); /* prepared, executed */
		assert_int_equal(done.rows, rows);
		assert_int_equal(done.id, database_number(db, "SELECT MIN(id) FROM thing"));
		assert_int_equal(database_number(db,
				     "SELECT COUNT(*) FROM thing WHERE whole + 0 ="
				     " CAST(SUBSTRING_INDEX(email, '@', 1) AS SIGNED)"),
		    rows);
	}
	assert_true(
	    db_is_duplicate(db_insert_many(db, &MANY, 3, 2, args, pool, &done), "thing_email"));
	assert_int_equal(database_number(db, "SELECT COUNT(*) FROM thing"), 512);
}

static void a_statement_is_prepared_once(void **state)
{
	static const struct query READ = { "SELECT id FROM thing WHERE id = ?", NULL };
	struct rows *rows;
	(void)state;
	assert_no_err(db_select(db, &READ, ARGS(arg_int(1)), pool, &rows));
	uint64_t before = db_round_trips(db);
	for (int64_t i = 0; i < 10; i++)
		assert_no_err(db_select(db, &READ, ARGS(arg_int(i)), pool, &rows));
	assert_int_equal(db_round_trips(db) - before, 10);
	assert_int_equal(rows_count(rows), 0);
	assert_false(rows_next(rows));
}

static void more_rows_than_anybody_reads_are_an_error(void **state)
{
	static const struct query MANY = {
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
		" SELECT i FROM n",
		NULL
	};
	struct rows *rows;
	(void)state;
	database_sql(db, "SET max_recursive_iterations = 30000");
	assert_no_err(db_select(db, &MANY, ARGS(arg_int(20000)), pool, &rows));
	assert_int_equal(rows_count(rows), 20000);
	int64_t last = 0;
	while (rows_next(rows))
		last = row_int(rows, 0);
	assert_int_equal(last, 20000);
	assert_err(db_select(db, &MANY, ARGS(arg_int(20001)), pool, &rows), CODE_BROKEN);
	assert_no_err(db_select(db, &MANY, ARGS(arg_int(3)), pool, &rows));
}

static void faults_of_ours_are_broken(void **state)
{
	static const struct query SYNTAX = { "SELEC 1", NULL };
	static const struct query TABLE = { "SELECT 1 FROM nowhere WHERE 1 = ?", NULL };
	static const struct query LONG = { "INSERT INTO thing (email) VALUES (REPEAT('x', ?))",
		NULL };
	struct rows *rows;
	(void)state;
	assert_err(db_select(db, &SYNTAX, NO_ARGS, pool, &rows), CODE_BROKEN);
	assert_err(db_select(db, &TABLE, ARGS(arg_int(1)), pool, &rows), CODE_BROKEN);
	assert_err(db_run(db, &LONG, ARGS(arg_int(101)), pool, NULL), CODE_BROKEN);
	assert_err(db_run(db, &LONG, NO_ARGS, pool, NULL), CODE_BROKEN);
	assert_err(db_select(db, &LONG, ARGS(arg_int(1)), pool, &rows), CODE_BROKEN);
	assert_err(db_run(db, &INSERT,
		       ARGS(arg_null(), arg_null(), arg_null(), arg_instant(INT64_MAX), arg_null()),
		       pool, NULL),
	    CODE_BROKEN);
	assert_no_err(db_ping(db, pool));
}

static void a_changed_table_is_read_with_its_new_columns(void **state)
{
	static const struct query READ = { "SELECT words FROM thing", NULL };
	struct rows *rows;
	(void)state;
	database_sql(db, "INSERT INTO thing (words) VALUES ('7')");
	assert_no_err(db_select(db, &READ, NO_ARGS, pool, &rows));
	database_sql(db, "ALTER TABLE thing MODIFY words BIGINT");
	assert_no_err(db_select(db, &READ, NO_ARGS, pool, &rows));
	assert_true(rows_next(rows));
	assert_int_equal(row_int(rows, 0), 7);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(whole_numbers_keep_all_64_bits),
		TEST(text_of_any_script_comes_back_exactly),
		TEST(long_text_and_bytes_come_back_whole),
		TEST(instants_keep_microseconds),
		TEST(dates_keep_their_day),
		TEST(what_is_not_known_is_null),
		TEST(sums_and_odd_types_are_readable),
		TEST(numbers_beyond_64_bits_are_an_error),
		TEST(a_duplicate_names_its_key),
		TEST(rows_that_match_are_counted_even_unchanged),
		TEST(many_rows_go_in_one_statement),
		TEST(a_statement_is_prepared_once),
		TEST(more_rows_than_anybody_reads_are_an_error),
		TEST(faults_of_ours_are_broken),
		TEST(a_changed_table_is_read_with_its_new_columns),
	};
	return cmocka_run_group_tests_name("db", tests, database_start, database_stop);
}
