/* Statements whose answers are read later: one round trip for many, each with its own answer, and all or nothing as ever. */
#include "accounts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Without a library that can send before it reads, each statement is a round trip of its own. */
#ifdef DB_ONE_BY_ONE
#define TRIPS(together, one_by_one) (one_by_one)
#else
#define TRIPS(together, one_by_one) (together)
#endif

#define MANY 70
#define LONG 60000

static const struct query NOTE = { "INSERT INTO note (text) VALUES (?)", NULL };
static const struct query NOTES = { "INSERT INTO note (text) VALUES", "(?)" };
static const struct query NAME = { "INSERT INTO name (name) VALUES (?)", NULL };
static const struct query SUM = { "SELECT sum, id FROM account WHERE id = ?", NULL };
static const struct query SUM_TOO = { "SELECT id, sum FROM account WHERE id = ?", NULL };
static const struct query MISTAKE = { "UPDATE account SET sum = sum - 100000 WHERE id = ?", NULL };

static int set_up(void **state)
{
	accounts_set_up(state);
	database_sql(other, "REPLACE INTO account VALUES (1, 10), (2, 20), (3, 30)");
	database_sql(other,
	    "CREATE TABLE name (name VARCHAR(50) PRIMARY KEY) ENGINE InnoDB"
	    " DEFAULT CHARSET utf8mb4");
	return 0;
}

static int tear_down(void **state)
{
	database_sql(other, "DROP TABLE name");
	return accounts_tear_down(state);
}

static const struct err *prepare_in_tx(struct db *in, void *arg, apr_pool_t *memory)
{
	struct rows *rows;
	(void)arg;
	TRY(db_run_later(in, &ADD, ARGS(arg_int(9)), memory));
	TRY(db_run_later(in, &MISTAKE, ARGS(arg_int(9)), memory));
	TRY(db_run_later(in, &NOTE, ARGS(arg_text("")), memory));
	TRY(db_run_later(in, &NAME, ARGS(arg_text("")), memory));
	TRY(db_select_later(in, &SUM, ARGS(arg_int(9)), memory, &rows));
	return err_new(memory, CODE_SEAT_TAKEN, "only to prepare");
}

/* What has to be prepared first is not sent together. */
static void prepare(void)
{
	assert_err(tx_run(db, prepare_in_tx, NULL, pool), CODE_SEAT_TAKEN);
}

/* What a transaction here is given, and what it saw. */
struct plan {
	const char *name;
	const struct query *queries;
	const struct err *met;
	int runs;
};

static const struct err *read_and_write(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	struct rows *first, *second, *third;
	TRY(db_select_later(in, &SUM, ARGS(arg_int(1)), memory, &first));
	TRY(db_select_later(in, &SUM_TOO, ARGS(arg_int(2)), memory, &second));
	TRY(db_select(in, &SUM, ARGS(arg_int(3)), memory, &third));
	assert_true(rows_next(first) && rows_next(second) && rows_next(third));
	assert_int_equal(row_int(first, 0), 10 + plan->runs);
	assert_int_equal(row_int(second, 1), 20);
	assert_int_equal(row_int(third, 0), 30);
	TRY(db_run_later(in, &ADD, ARGS(arg_int(1)), memory));
	TRY(db_insert_many_later(
	    in, &NOTES, 2, 1, (const struct arg[]){ arg_text("a"), arg_text("b") }, memory));
	TRY(db_run_later(in, &NAME, ARGS(arg_text(plan->name)), memory));
	plan->runs++;
	return NULL;
}

/* The transaction begins with the first two; the third is the first again and has to wait for it; the changes; COMMIT. */
static void statements_sent_together_are_one_round_trip(void **state)
{
	struct plan plan = { .name = "Ada" };
	(void)state;
	assert_no_err(tx_run(db, read_and_write, &plan, pool));
	plan.name = "Grace";
	uint64_t trips = db_round_trips(db), statements = db_statements(db);
	assert_no_err(tx_run(db, read_and_write, &plan, pool));
	assert_int_equal(db_round_trips(db) - trips, TRIPS(4, 9));
	assert_int_equal(db_statements(db) - statements, 9);
	assert_int_equal(sum_of(1), 12);
	assert_int_equal(notes(), 4);
	assert_int_equal(database_number(other, "SELECT COUNT(*) FROM name"), 2);
}

static const struct err *settle_in_between(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	struct rows *rows;
	TRY(db_select_later(in, &SUM, ARGS(arg_int(1)), memory, &rows));
	TRY(db_settle(in, memory));
	assert_true(rows_next(rows));
	assert_int_equal(row_int(rows, 0), 10);
	TRY(db_run_later(in, &NAME, ARGS(arg_text("Ada")), memory));
	/* Whether the duplicate key is known here depends on whether the answer has been read. */
	(void)db_run_later(in, &NOTE, ARGS(arg_text("x")), memory);
	plan->met = db_settle(in, memory);
	assert_ptr_equal(db_settle(in, memory), plan->met);
	return plan->met;
}

static void settling_reads_all_answers(void **state)
{
	struct plan plan = { 0 };
	(void)state;
	prepare();
	assert_no_err(tx_run(db, settle_in_between, &plan, pool));
	assert_int_equal(notes(), 1);
	const struct err *err = tx_run(db, settle_in_between, &plan, pool);
	assert_true(db_is_duplicate(err, "PRIMARY"));
	assert_ptr_equal(plan.met, err);
	assert_int_equal(notes(), 1);
}

static const struct err *end_with_a_duplicate(struct db *in, void *arg, apr_pool_t *memory)
{
	(void)arg;
	TRY(db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL));
	TRY(db_run_later(in, &NAME, ARGS(arg_text("Ada")), memory));
	return NULL;
}

/* Nobody looked at the last answer but COMMIT. */
static void an_error_that_comes_at_the_end_is_not_committed(void **state)
{
	(void)state;
	prepare();
	assert_no_err(tx_run(db, end_with_a_duplicate, NULL, pool));
	const struct err *err = assert_err(
	    tx_run(db, end_with_a_duplicate, NULL, pool), CODE_DUPLICATE);
	assert_true(db_is_duplicate(err, "PRIMARY"));
	assert_int_equal(sum_of(1), 11);
}

static const struct err *fail_twice(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	struct rows *rows;
	plan->runs++;
	TRY(db_run(in, &ADD, ARGS(arg_int(1)), memory, NULL));
	TRY(db_run_later(in, &NAME, ARGS(arg_text("Ada")), memory));
	TRY(db_run_later(in, &MISTAKE, ARGS(arg_int(2)), memory));
	TRY(db_select_later(in, &SUM, ARGS(arg_int(3)), memory, &rows));
	/* Its own key would have the same name. */
	plan->met = db_run(in, &NOTE, ARGS(arg_text("after")), memory, NULL);
	assert_err(db_run(in, &ADD, ARGS(arg_int(2)), memory, NULL), CODE_BROKEN);
	return plan->met;
}

static void the_first_error_is_the_transactions(void **state)
{
	struct plan plan = { 0 };
	(void)state;
	prepare();
	database_sql(other, "INSERT INTO name VALUES ('Ada')");
	int64_t connection = database_number(db, "SELECT CONNECTION_ID()");
	const struct err *err = tx_run(db, fail_twice, &plan, pool);
	assert_true(db_is_duplicate(err, "PRIMARY"));
	assert_false(db_is_duplicate(plan.met, "PRIMARY"));
	assert_int_equal(plan.runs, 1);
	/* Nothing of it is left, neither rows nor answers. */
	assert_int_equal(notes(), 0);
	assert_int_equal(sum_of(1), 10);
	assert_int_equal(database_number(db, "SELECT CONNECTION_ID()"), connection);
	assert_int_equal(database_number(db, "SELECT 42"), 42);
}

static const struct err *take_another_name(struct db *in, void *arg, apr_pool_t *memory)
{
	(void)arg;
	TRY(db_select_later(in, &SUM, ARGS(arg_int(1)), memory, &(struct rows *){ NULL }));
	TRY(db_run_later(in, &ADD, ARGS(arg_int(1)), memory));
	assert_true(
	    db_is_duplicate(db_run(in, &NAME, ARGS(arg_text("Ada")), memory, NULL), "PRIMARY"));
	return db_run(in, &NAME, ARGS(arg_text("Grace")), memory, NULL);
}

static void a_duplicate_that_is_waited_for_may_still_be_handled(void **state)
{
	(void)state;
	database_sql(other, "INSERT INTO name VALUES ('Ada')");
	assert_no_err(tx_run(db, take_another_name, NULL, pool));
	assert_int_equal(sum_of(1), 11);
	assert_int_equal(database_number(other, "SELECT COUNT(*) FROM name"), 2);
}

static const struct err *send_many(struct db *in, void *arg, apr_pool_t *memory)
{
	struct plan *plan = arg;
	for (size_t i = 0; i < MANY; i++)
		TRY(db_run_later(in, &plan->queries[i],
		    ARGS(arg_text(apr_psprintf(memory, "%d", (int)i))), memory));
	return NULL;
}

static void any_number_may_be_sent(void **state)
{
	struct query *queries = pool_make_many(pool, struct query, MANY);
	struct plan plan = { .queries = queries };
	(void)state;
	for (int i = 0; i < MANY; i++)
		queries[i].text = apr_psprintf(
		    pool, "INSERT INTO note (text) VALUES (? /* %d */)", i);
	assert_no_err(tx_run(db, send_many, &plan, pool));
	uint64_t trips = db_round_trips(db);
	assert_no_err(tx_run(db, send_many, &plan, pool));
	/* The beginning, as a change follows; three times 32 at most; COMMIT. */
	assert_int_equal(db_round_trips(db) - trips, TRIPS(5, MANY + 3));
	assert_int_equal(
	    database_number(other, "SELECT COUNT(DISTINCT CAST(text AS INT)) FROM note"), MANY);
	assert_int_equal(notes(), 2 * MANY);
}

static const struct err *send_the_same(struct db *in, void *arg, apr_pool_t *memory)
{
	struct rows *rows[3];
	(void)arg;
	for (int i = 0; i < 3; i++)
		TRY(db_select_later(in, &SUM, ARGS(arg_int(i + 1)), memory, &rows[i]));
	for (int i = 0; i < 5; i++)
		TRY(db_run_later(in, &NOTE, ARGS(arg_text(apr_psprintf(memory, "%d", i))), memory));
	TRY(db_settle(in, memory));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(rows_count(rows[i]), 1);
		assert_true(rows_next(rows[i]));
		assert_int_equal(row_int(rows[i], 0), 10 * (i + 1));
	}
	return NULL;
}

/* A statement keeps one answer: it is read before the same one is sent again. */
static void the_same_statement_may_be_sent_again(void **state)
{
	(void)state;
	assert_no_err(tx_run(db, send_the_same, NULL, pool));
	assert_int_equal(database_number(other, "SELECT SUM(CAST(text AS INT)) FROM note"), 10);
}

static const struct err *send_long_ones(struct db *in, void *arg, apr_pool_t *memory)
{
	static const struct query ALL = { "SELECT a.text FROM note a, note b", NULL };
	struct plan *plan = arg;
	struct rows *rows;
	char *text = apr_pcalloc(memory, LONG + 1);
	memset(text, 'x', LONG);
	TRY(db_select_later(in, &ALL, NO_ARGS, memory, &rows));
	for (int i = 0; i < 20; i++)
		TRY(db_run_later(in, &plan->queries[i], ARGS(arg_text(text)), memory));
	TRY(db_settle(in, memory));
	assert_int_equal(rows_count(rows), 100);
	return NULL;
}

/* The server has megabytes to say and we as much: who only spoke would wait for ever, and both would. */
static void neither_side_speaks_without_listening(void **state)
{
	struct query *queries = pool_make_many(pool, struct query, MANY);
	struct plan plan = { .queries = queries };
	(void)state;
	database_sql(
	    other, "INSERT INTO note (text) SELECT REPEAT('y', %d) FROM seq_1_to_10", LONG);
	for (int i = 0; i < MANY; i++)
		queries[i].text = apr_psprintf(
		    pool, "INSERT INTO note (text) VALUES (? /* %d */)", i);
	/* Once so that they are prepared: that is waited for. */
	assert_no_err(tx_run(db, send_many, &plan, pool));
	database_sql(other, "DELETE FROM note WHERE LENGTH(text) < 9");
	int64_t connection = database_number(db, "SELECT CONNECTION_ID()");
	assert_no_err(tx_run(db, send_long_ones, &plan, pool));
	assert_int_equal(database_number(db, "SELECT CONNECTION_ID()"), connection);
	assert_int_equal(notes(), 30);
}

static const struct err *write_and_ask(struct db *in, void *arg, apr_pool_t *memory)
{
	struct db_done *done = arg;
	TRY(db_run_later_done(in, &NOTE, ARGS(arg_text("a")), memory, &done[0]));
	TRY(db_run_later_done(in, &ADD, ARGS(arg_int(1)), memory, &done[1]));
	TRY(db_settle(in, memory));
	return db_run_later_done(in, &NOTE, ARGS(arg_text("b")), memory, &done[2]);
}

static void what_was_done_is_known_when_its_answer_is_read(void **state)
{
	struct db_done done[3] = { { 0, 0 } };
	(void)state;
	prepare();
	assert_no_err(tx_run(db, write_and_ask, done, pool));
	assert_int_equal(done[0].id, database_number(other, "SELECT MIN(id) FROM note"));
	assert_int_equal(done[1].rows, 1);
	assert_int_equal(done[2].id, database_number(other, "SELECT MAX(id) FROM note"));
	assert_int_not_equal(done[2].id, done[0].id);
}

static void outside_of_a_transaction_each_is_done_at_once(void **state)
{
	struct rows *rows;
	(void)state;
	assert_no_err(db_run_later(db, &NOTE, ARGS(arg_text("a")), pool));
	assert_int_equal(notes(), 1);
	assert_no_err(db_select_later(db, &SUM, ARGS(arg_int(1)), pool, &rows));
	assert_true(rows_next(rows));
	assert_int_equal(row_int(rows, 0), 10);
	assert_no_err(db_settle(db, pool));
	assert_no_err(db_run_later(db, &NAME, ARGS(arg_text("Ada")), pool));
	assert_true(
	    db_is_duplicate(db_run_later(db, &NAME, ARGS(arg_text("Ada")), pool), "PRIMARY"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(statements_sent_together_are_one_round_trip),
		TEST(settling_reads_all_answers),
		TEST(an_error_that_comes_at_the_end_is_not_committed),
		TEST(the_first_error_is_the_transactions),
		TEST(a_duplicate_that_is_waited_for_may_still_be_handled),
		TEST(any_number_may_be_sent),
		TEST(the_same_statement_may_be_sent_again),
		TEST(neither_side_speaks_without_listening),
		TEST(what_was_done_is_known_when_its_answer_is_read),
		TEST(outside_of_a_transaction_each_is_done_at_once),
	};
	return cmocka_run_group_tests_name("pipeline", tests, database_start, database_stop);
}
