/* The audit log against the real database: many write at once, any damage shows, and verify goes on where it stopped. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "db/tx.h"
#include "domain/audit.h"
#include "domain/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define AT_ONCE 8
#define A_STEP 1 /* ms: no time for more than the first step of anything */
#define STEP 1000
#define MANY 2500

static struct desk *tester_new(void)
{
	struct desk *desk = desk_new();

	desk->actor = "tester";
	return desk;
}

static int64_t last_seq(void)
{
	return database_number(desks_db(), "SELECT COALESCE(MAX(seq), 0) FROM staff_audit");
}

/* A look of so long: what it found wrong with the audit log, "" for nothing. */
static const char *wrong_after(int64_t budget_ms, struct verify_report *report)
{
	assert_no_err(verify_run(desk_new(), budget_ms, report));
	for (size_t i = 0; i < report->count; i++)
		if (strcmp(report->results[i].name, "AL") == 0)
			return report->results[i].violations == 0 ? "" : report->results[i].sample;
	fail_msg("verify does not look at the audit log");
	return NULL;
}

static void assert_whole(const char *wrong)
{
	struct verify_report report;
	const char *found = wrong_after(VERIFY_ALL, &report);

	if (wrong == NULL)
		assert_string_equal(found, "");
	else
		assert_non_null(strstr(found, wrong));
}

struct writers {
	struct desk *desks[AT_ONCE];
	const struct err *errors[AT_ONCE];
};

static void note(size_t number, void *arg)
{
	struct writers *writers = arg;

	for (int i = 0; i < 10 && writers->errors[number] == NULL; i++)
		writers->errors[number] = audit_note(
		    writers->desks[number], "looked", "departure/AX1/2026-12-01", "");
}

static void the_chain_is_whole_however_many_write_at_once(void **state)
{
	struct writers writers = { .errors = { NULL } };
	int64_t before = last_seq();

	(void)state;
	for (size_t i = 0; i < AT_ONCE; i++)
		writers.desks[i] = tester_new();
	at_once(AT_ONCE, note, &writers);
	for (size_t i = 0; i < AT_ONCE; i++)
		assert_null(writers.errors[i]);
	assert_int_equal(
	    database_number(desks_db(), "SELECT COUNT(*) FROM staff_audit"), before + 10 * AT_ONCE);
	assert_int_equal(last_seq(), before + 10 * AT_ONCE);
	assert_whole(NULL);
}

/* All acts of staff wait for the end of the log: who has it waits once for the entry and once for COMMIT. */
static void who_writes_an_entry_waits_for_it_once(void **state)
{
	struct desk *desk = tester_new();
	uint64_t before;

	(void)state;
	assert_no_err(audit_note(desk, "looked", "staff/ada", "")); /* then all is prepared */
	before = db_round_trips(desk->db);
	assert_no_err(audit_note(desk, "looked", "staff/ada", ""));
	assert_int_equal(db_round_trips(desk->db) - before, 3);
}

/* Each part of a row is in its hash, and nothing can move from one part into the next. */
static void any_change_of_a_row_shows(void **state)
{
	static const char *const changes[] = { "at = at + INTERVAL 1 MICROSECOND",
		"actor = CONCAT(actor, '.')", "action = 'looked.'",
		"subject = CONCAT(subject, '.')", "detail = '.'", "address = '192.0.2.1'",
		"request_id = 'other'", "hash = REPEAT(CHAR(1), 32)",
		"action = 'looke', subject = CONCAT('d', subject)" };
	int64_t seq;

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_no_err(audit_note(tester_new(), "looked", "staff/ada", ""));
	seq = database_number(desks_db(), "SELECT MAX(seq) - 1 FROM staff_audit");
	database_sql(desks_db(),
	    "CREATE TABLE kept AS SELECT seq, at, actor, action, subject, detail,"
	    " address, request_id, hash FROM staff_audit");
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		database_sql(
		    desks_db(), "UPDATE staff_audit SET %s WHERE seq = %d", changes[i], (int)seq);
		assert_whole("was changed");
		database_sql(desks_db(),
		    "UPDATE staff_audit a JOIN kept k ON k.seq = a.seq SET a.at = k.at, a.actor ="
		    " k.actor, a.action = k.action, a.subject = k.subject, a.detail = k.detail,"
		    " a.address = k.address, a.request_id = k.request_id, a.hash = k.hash");
		assert_whole(NULL);
	}
	database_sql(desks_db(), "DELETE FROM staff_audit WHERE seq = %d", (int)seq);
	assert_whole("is missing");
	database_sql(desks_db(), "DELETE FROM staff_audit WHERE seq > %d", (int)seq);
	assert_whole("is missing");
	database_sql(
	    desks_db(), "INSERT INTO staff_audit SELECT * FROM kept WHERE seq >= %d", (int)seq);
	assert_whole(NULL);
	database_sql(desks_db(), "DROP TABLE kept");
}

static const struct err *write_many(struct db *db, void *arg, apr_pool_t *pool)
{
	for (int i = 0; i < MANY; i++)
		TRY(audit_write(arg, db, "looked", "staff/ada", "", pool));
	return NULL;
}

/* A log of which everything was looked at, and many entries more. How many there were before. */
static int64_t log_grown(void)
{
	int64_t before;

	assert_no_err(audit_note(tester_new(), "looked", "staff/ada", ""));
	assert_whole(NULL);
	before = last_seq();
	assert_true(before < STEP);
	assert_no_err(tx_run(desks_db(), write_many, tester_new(), desks_pool()));
	return before;
}

static void new_entries_are_looked_at_once_and_the_rest_in_turn(void **state)
{
	struct verify_report report;
	int64_t old = log_grown();

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_string_equal(wrong_after(A_STEP, &report), "");
		assert_int_equal(report.audit_new, STEP);
		assert_int_equal(report.audit_entries, STEP);
		assert_false(report.is_audit_done);
	}
	/* The rest of the new ones, and a step of the round. */
	assert_string_equal(wrong_after(A_STEP, &report), "");
	assert_int_equal(report.audit_new, MANY - 2 * STEP);
	assert_int_equal(report.audit_entries, MANY - 2 * STEP + STEP);
	/* Nothing is new: the last one again, and the next step of the round, which is from 1,001 on. */
	assert_string_equal(wrong_after(A_STEP, &report), "");
	assert_int_equal(report.audit_new, 0);
	assert_int_equal(report.audit_entries, 1 + STEP);
	database_sql(desks_db(), "UPDATE staff_audit SET detail = 'x' WHERE seq = 5");
	assert_string_equal(wrong_after(A_STEP, &report), "");
	assert_int_equal(report.audit_entries, old + MANY - 2 * STEP);
	/* Round again: found, and known until it is mended, wherever the round is. */
	assert_string_equal(
	    wrong_after(A_STEP, &report), "entry 5, or the one before it, was changed");
	assert_string_equal(
	    wrong_after(A_STEP, &report), "entry 5, or the one before it, was changed");
	database_sql(desks_db(), "UPDATE staff_audit SET detail = '' WHERE seq = 5");
	assert_string_equal(wrong_after(A_STEP, &report), "");
	/* With time enough it is all of it each time, each entry once. */
	assert_string_equal(wrong_after(600000, &report), "");
	assert_int_equal(report.audit_entries, old + MANY);
	assert_true(report.is_audit_done);
}

/* Whoever cuts off the newest entries and turns the head back leaves a chain that is whole in itself. */
static void a_log_that_has_become_shorter_is_found(void **state)
{
	struct verify_report report;
	int64_t seq;

	(void)state;
	for (int i = 0; i < 2; i++)
		assert_no_err(audit_note(tester_new(), "looked", "staff/ada", ""));
	assert_whole(NULL);
	seq = last_seq();
	database_sql(
	    desks_db(), "CREATE TABLE kept AS SELECT * FROM staff_audit WHERE seq = %d", (int)seq);
	database_sql(desks_db(), "DELETE FROM staff_audit WHERE seq = %d", (int)seq);
	database_sql(desks_db(),
	    "UPDATE staff_audit_head SET seq = seq - 1, hash = (SELECT a.hash FROM staff_audit a"
	    " WHERE a.seq = %d - 1)",
	    (int)seq);
	assert_string_equal(wrong_after(A_STEP, &report),
	    apr_psprintf(desks_pool(), "entry %d is missing", (int)seq));
	database_sql(desks_db(), "INSERT INTO staff_audit SELECT * FROM kept");
	assert_string_equal(wrong_after(A_STEP, &report),
	    apr_psprintf(
		desks_pool(), "entry %d comes after the one that was written last", (int)seq));
	database_sql(desks_db(),
	    "UPDATE staff_audit_head SET seq = %d, hash = (SELECT k.hash FROM kept k)", (int)seq);
	assert_string_equal(wrong_after(A_STEP, &report), "");
	database_sql(desks_db(), "DROP TABLE kept");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_chain_is_whole_however_many_write_at_once),
		cmocka_unit_test(who_writes_an_entry_waits_for_it_once),
		cmocka_unit_test(any_change_of_a_row_shows),
		cmocka_unit_test(new_entries_are_looked_at_once_and_the_rest_in_turn),
		cmocka_unit_test(a_log_that_has_become_shorter_is_found),
	};

	pool_start();
	return cmocka_run_group_tests(tests, desks_start, desks_stop);
}
