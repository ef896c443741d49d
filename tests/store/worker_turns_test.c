/* What the worker writes down and forgets: all that is due, however much it is, in pieces; and a turn whose time is over ends. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"
#include "base/random.h"
#include "jobs/jobs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HOLDS 530
#define STUCK 120
#define FEW 20
#define SHORTER_THAN_A_WAIT_MS 2000 /* as the worker has it; for a lock 3 s, several times */
#define ROWS 99                     /* of a departure, four seats each */
#define OLD 5500

#define NUMBER(what) database_number(desks_db(), "SELECT COUNT(*) FROM " what)
#define DUE NUMBER("hold WHERE state = 'open' AND expires_at <= NOW(6)")

static struct job job_of(int64_t budget_ms)
{
	struct desk *desk = desk_new();

	desk->actor = "worker";
	desk->browser = NULL;
	return (struct job){ .desk = desk,
		.budget_ms = budget_ms,
		.last_over = pool_make(desk->pool, struct hold_due) };
}

/* Holds of as many browsers, whose time is over: one after the other, in the order in which they were made. */
static void holds_are_over(int count)
{
	struct desk *desk = desk_new();
	const struct departure *departure = NULL;

	for (int i = 0; i < count; i++) {
		if (i % (4 * ROWS) == 0)
			departure = departure_new(48, ROWS);
		desk->browser = random_ref(desk->pool);
		desk_hold(desk, &(struct wish){ .departures = { departure } });
	}
	database_sql(desks_db(),
	    "UPDATE hold SET expires_at = NOW(6) - INTERVAL 60 SECOND + INTERVAL id MICROSECOND"
	    " WHERE state = 'open'");
	database_sql(desks_db(),
	    "UPDATE seat_claim c JOIN hold h ON h.id = c.hold_id SET c.held_until = h.expires_at");
}

/* What only the writing down may write is there already for those that are over longest: it fails each time. */
static void some_cannot_be_written_down(void)
{
	database_sql(desks_db(),
	    "INSERT INTO keeping_gone (departure_id, address, at, hold_id, placed_at, seats)"
	    " SELECT s.departure_id, h.address, h.expires_at, h.id, h.placed_at, 1"
	    " FROM hold h JOIN segment s ON s.hold_id = h.id WHERE h.state = 'open'"
	    " ORDER BY h.expires_at LIMIT %d",
	    STUCK);
}

static void holds_that_are_over_are_written_down_however_many_there_are(void **state)
{
	struct job one = job_of(0), all = job_of(WHOLE_TURN_MS);

	(void)state;
	holds_are_over(HOLDS);
	assert_no_err(job_expire_holds(&one));
	assert_true(one.has_more);
	assert_int_equal(DUE, HOLDS - 1);
	/* Many of which nothing comes keep nobody from it. */
	some_cannot_be_written_down();
	assert_err(job_expire_holds(&all), CODE_DUPLICATE);
	assert_false(all.has_more);
	assert_int_equal(DUE, STUCK);
	database_sql(desks_db(),
	    "DELETE g FROM keeping_gone g JOIN hold h ON h.id = g.hold_id WHERE h.state = 'open'");
	assert_no_err(job_expire_holds(&all));
	assert_int_equal(DUE, 0);
	assert_int_equal(NUMBER("seat_claim"), 0);
}

/* Has the row of whose hold this is for himself, and stays away. */
static struct db *somebody_locks_the_customer_of(int64_t hold_id)
{
	struct db *somebody = database_open(desks_pool());
	int64_t customer_id = database_number(
	    desks_db(), "SELECT customer_id FROM hold WHERE id = %" APR_INT64_T_FMT, hold_id);

	database_sql(somebody, "SET SESSION wait_timeout = 28800");
	database_sql(somebody, "START TRANSACTION");
	assert_int_equal(
	    database_number(somebody,
		"SELECT id FROM customer WHERE id = %" APR_INT64_T_FMT " FOR UPDATE", customer_id),
	    customer_id);
	return somebody;
}

static void one_that_waits_in_vain_keeps_no_other_from_being_written_down(void **state)
{
	struct job job = job_of(SHORTER_THAN_A_WAIT_MS);
	struct db *somebody;
	int64_t first;

	(void)state;
	holds_are_over(FEW);
	first = database_number(desks_db(), "SELECT MIN(id) FROM hold WHERE state = 'open'");
	somebody = somebody_locks_the_customer_of(first);
	assert_err(job_expire_holds(&job), CODE_UNAVAILABLE);
	assert_true(job.has_more);
	assert_int_equal(DUE, FEW);
	/* The next turns go on with the others. */
	while (job.has_more)
		assert_no_err(job_expire_holds(&job));
	assert_int_equal(DUE, 1);
	assert_int_equal(
	    database_number(desks_db(), "SELECT id FROM hold WHERE state = 'open'"), first);
	/* When all were tried, its turn comes again. */
	database_sql(somebody, "ROLLBACK");
	assert_no_err(job_expire_holds(&job));
	assert_false(job.has_more);
	assert_int_equal(DUE, 0);
}

/* Of each kind so many that are old, and one that is not. */
static void much_is_old(void)
{
	struct desk *desk = desk_new();

	desk_hold(desk, &(struct wish){ .departures = { departure_new(48, 3) } });
	database_sql(desks_db(), "DELETE FROM keeping_gone");
	database_sql(desks_db(),
	    "INSERT INTO click (browser_id, form_key, fingerprint, answer, created_at)"
	    " SELECT (SELECT MAX(id) FROM browser), CONCAT('old-key-of-a-click-', seq),"
	    " REPEAT('x', 32), '/', NOW(6) - INTERVAL 49 HOUR FROM seq_1_to_%d",
	    OLD);
	database_sql(desks_db(),
	    "INSERT INTO staff_click (actor, form_key, fingerprint, answer, created_at)"
	    " SELECT 'ada', form_key, fingerprint, answer, created_at FROM click");
	database_sql(desks_db(),
	    "INSERT INTO throttle (subject, minute_at, tries)"
	    " SELECT form_key, created_at, 1 FROM click");
	database_sql(desks_db(),
	    "INSERT INTO keeping_gone (departure_id, address, at, hold_id, placed_at, seats)"
	    " SELECT 1, form_key, created_at, 1, created_at, 1 FROM click");
}

/* Of each kind this many rows. */
static void there_are(int64_t count)
{
	assert_int_equal(NUMBER("click WHERE form_key LIKE 'old%%'"), count);
	assert_int_equal(NUMBER("staff_click WHERE form_key LIKE 'old%%'"), count);
	assert_int_equal(NUMBER("throttle WHERE subject LIKE 'old%%'"), count);
	assert_int_equal(NUMBER("keeping_gone WHERE address LIKE 'old%%'"), count);
}

static void sweep(size_t number, void *arg)
{
	struct job *jobs = arg;

	assert_no_err(job_sweep(&jobs[number]));
}

static void what_is_old_is_forgotten_however_much_it_is(void **state)
{
	struct job piece = job_of(0), both[] = { job_of(WHOLE_TURN_MS), job_of(WHOLE_TURN_MS) };
	int64_t young, left;

	(void)state;
	much_is_old();
	young = NUMBER("click") - OLD;
	assert_true(young > 0);
	there_are(OLD);
	/* A piece of each, small enough for others to come in between. */
	assert_no_err(job_sweep(&piece));
	assert_true(piece.has_more);
	left = NUMBER("click WHERE form_key LIKE 'old%%'");
	assert_in_range(left, OLD - 1000, OLD - 1);
	there_are(left);
	/* Two workers at once are in nobody's way. */
	at_once(2, sweep, both);
	assert_false(both[0].has_more);
	assert_false(both[1].has_more);
	there_are(0);
	/* What is young stays: it answers. */
	assert_int_equal(NUMBER("click"), young);
	assert_int_equal(NUMBER("staff_click"), young);
	assert_int_equal(NUMBER("throttle"), young);
	assert_int_equal(NUMBER("keeping_gone"), young);
}

static void while_the_database_is_away_only_one_kind_waits_for_it(void **state)
{
	struct proxy *proxy = proxy_start(database_settings()->socket, desks_pool());
	struct job job = job_of(WHOLE_TURN_MS);

	(void)state;
	job.desk = desk_behind(job.desk, proxy);
	proxy_fail(proxy, PROXY_CUT_AT_CONNECT, 100000);
	assert_err(job_sweep(&job), CODE_UNAVAILABLE);
	assert_false(job.has_more);
	proxy_fail(proxy, PROXY_NONE, 0);
	assert_no_err(job_sweep(&job));
	proxy_stop(proxy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_that_are_over_are_written_down_however_many_there_are),
		cmocka_unit_test(one_that_waits_in_vain_keeps_no_other_from_being_written_down),
		cmocka_unit_test(what_is_old_is_forgotten_however_much_it_is),
		cmocka_unit_test(while_the_database_is_away_only_one_kind_waits_for_it),
	};

	return cmocka_run_group_tests_name("worker_turns", tests, desks_start, desks_stop);
}
