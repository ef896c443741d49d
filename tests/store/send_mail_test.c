/* The worker's mails, to real servers that are well, slow, away or particular: each is sent once, none waits behind another, and a turn ends. */
#include "support/database.h"
#include "support/desks.h"
#include "support/folder.h"
#include "support/mailers.h"

#include "base/pool.h"
#include "jobs/jobs.h"
#include "web/view.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MAILS 12
#define NOBODY "smtp://127.0.0.1:1"

#define NUMBER(what) database_number(desks_db(), "SELECT COUNT(*) FROM outbox WHERE " what)
#define SENT NUMBER("sent_at IS NOT NULL")
#define UNTRIED NUMBER("sent_at IS NULL AND due_at <= NOW(6) AND attempts = 0")

static const char *folder;

static struct mailer *mailer_to(const char *where)
{
	struct mailer *mailer;

	assert_no_err(
	    mailer_with(apr_pstrcat(desks_pool(), "from = bookings@aisle.example\n", where, NULL),
		desks_pool(), &mailer));
	return mailer;
}

/* A worker's job of sending by this way. */
static struct job job_by(struct mailer *mailer, int64_t budget_ms)
{
	struct desk *desk = desk_new();

	desk->actor = "worker";
	desk->browser = NULL;
	return (struct job){ .desk = desk, .mailer = mailer, .budget_ms = budget_ms };
}

/* To the first address, due first, and to others of example.org. */
static void mails_are_due(const char *first)
{
	database_sql(desks_db(), "DELETE FROM outbox");
	for (int i = 0; i < MAILS; i++)
		database_sql(desks_db(),
		    "INSERT INTO outbox (kind, recipient, created_at, due_at) VALUES"
		    " ('account_exists', '%s', NOW(6), NOW(6) - INTERVAL %d SECOND)",
		    i == 0 ? first : apr_psprintf(desks_pool(), "m%d@example.org", i), 100 - i);
}

/* How often the sink was given such a line. */
static int lines(struct sink *sink, const char *line)
{
	int count = 0;

	for (const char *at = sink_commands(sink, desks_pool()); (at = strstr(at, line)) != NULL;
	     at += strlen(line))
		count++;
	return count;
}

static void all_that_is_due_is_sent_in_one_turn(void **state)
{
	struct sink *sink = sink_start(NULL, desks_pool());
	struct job job = job_by(mailer_to_sink(sink, desks_pool()), WHOLE_TURN_MS);

	(void)state;
	mails_are_due("first@example.org");
	assert_no_err(job_send_mail(&job));
	assert_false(job.has_more);
	assert_int_equal(SENT, MAILS);
	assert_int_equal(lines(sink, "DATA\r\n"), MAILS);
	/* Sent, they tell nobody's code or address. */
	assert_int_equal(NUMBER("recipient = '' AND attempts = 1"), MAILS);
}

static void a_turn_whose_time_is_over_ends_and_says_that_there_is_more(void **state)
{
	struct sink *sink = sink_start(NULL, desks_pool());
	struct job job = job_by(mailer_to_sink(sink, desks_pool()), 0);

	(void)state;
	mails_are_due("first@example.org");
	assert_no_err(job_send_mail(&job));
	assert_true(job.has_more);
	assert_int_equal(lines(sink, "RCPT TO:<first@example.org>"), 1);
	assert_int_equal(SENT, 1);
	/* What it did not come to is anybody's. */
	assert_int_equal(UNTRIED, MAILS - 1);
}

/* The signal waits, as the worker takes none in a turn. */
static void who_is_told_to_stop_begins_no_other_mail(void **state)
{
	struct sink *sink = sink_start(NULL, desks_pool());
	struct job job = job_by(mailer_to_sink(sink, desks_pool()), WHOLE_TURN_MS);
	sigset_t stop;
	int signal;

	(void)state;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	mails_are_due("first@example.org");
	assert_int_equal(pthread_sigmask(SIG_BLOCK, &stop, NULL), 0);
	assert_int_equal(pthread_kill(pthread_self(), SIGTERM), 0);
	assert_no_err(job_send_mail(&job));
	assert_int_equal(UNTRIED, MAILS);
	assert_int_equal(sigwait(&stop, &signal), 0);
	assert_int_equal(pthread_sigmask(SIG_UNBLOCK, &stop, NULL), 0);
	assert_no_err(job_send_mail(&job));
	assert_int_equal(SENT, MAILS);
}

static void a_server_that_is_away_ends_the_turn(void **state)
{
	struct job job = job_by(mailer_to("smtp_url = " NOBODY), WHOLE_TURN_MS);

	(void)state;
	mails_are_due("first@example.org");
	assert_no_err(job_send_mail(&job));
	assert_false(job.has_more);
	assert_int_equal(NUMBER("recipient = 'first@example.org' AND attempts = 1"
				" AND due_at > NOW(6) AND last_error IS NOT NULL"),
	    1);
	assert_int_equal(UNTRIED, MAILS - 1);
}

static void an_address_that_is_refused_holds_up_no_other(void **state)
{
	struct sink *sink = sink_start("RCPT TO:<bad@", desks_pool());
	struct job job = job_by(mailer_to_sink(sink, desks_pool()), WHOLE_TURN_MS);

	(void)state;
	mails_are_due("bad@example.org");
	assert_no_err(job_send_mail(&job));
	assert_int_equal(SENT, MAILS - 1);
	assert_int_equal(lines(sink, "RCPT TO:<bad@example.org>"), 1);
	assert_int_equal(NUMBER("recipient = 'bad@example.org' AND sent_at IS NULL AND attempts = 1"
				" AND due_at > NOW(6) AND last_error LIKE '%%(550)%%'"),
	    1);
}

static void *send_all(void *arg)
{
	assert_no_err(job_send_mail(arg));
	return NULL;
}

/* A minute passes while the one waits for the server: whatever he has taken besides is the other's. */
static void what_waits_behind_a_slow_server_is_sent_by_another_worker_and_once(void **state)
{
	struct sink *sink = sink_start(NULL, desks_pool()), *quick = sink_start(NULL, desks_pool());
	struct job slow = job_by(mailer_to_sink(sink, desks_pool()), WHOLE_TURN_MS),
		   other = job_by(mailer_to_sink(quick, desks_pool()), WHOLE_TURN_MS);
	pthread_t thread;

	(void)state;
	mails_are_due("first@example.org");
	sink_slow(sink, true);
	assert_int_equal(pthread_create(&thread, NULL, send_all, &slow), 0);
	sink_await_message(sink);
	database_sql(desks_db(),
	    "UPDATE outbox SET due_at = due_at - INTERVAL 1 MINUTE"
	    " WHERE recipient <> 'first@example.org'");
	assert_no_err(job_send_mail(&other));
	assert_int_equal(SENT, MAILS - 1);
	sink_slow(sink, false);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(SENT, MAILS);
	assert_int_equal(lines(sink, "DATA\r\n"), 1);
	assert_int_equal(lines(quick, "DATA\r\n"), MAILS - 1);
}

static void send_too(size_t number, void *arg)
{
	struct job *jobs = arg;

	assert_no_err(job_send_mail(&jobs[number]));
}

static void two_workers_send_each_mail_once(void **state)
{
	struct sink *sinks[] = { sink_start(NULL, desks_pool()), sink_start(NULL, desks_pool()) };
	struct job jobs[] = { job_by(mailer_to_sink(sinks[0], desks_pool()), WHOLE_TURN_MS),
		job_by(mailer_to_sink(sinks[1], desks_pool()), WHOLE_TURN_MS) };

	(void)state;
	mails_are_due("first@example.org");
	at_once(2, send_too, jobs);
	assert_int_equal(lines(sinks[0], "DATA\r\n") + lines(sinks[1], "DATA\r\n"), MAILS);
	assert_int_equal(NUMBER("sent_at IS NOT NULL AND attempts = 1"), MAILS);
}

/* A kind that nobody knows; the mail behind it goes out. */
static void a_row_that_cannot_be_read_holds_up_no_other(void **state)
{
	struct job job = job_by(
	    mailer_to(apr_pstrcat(desks_pool(), "folder = ", folder, NULL)), WHOLE_TURN_MS);

	(void)state;
	mails_are_due("first@example.org");
	database_sql(desks_db(),
	    "UPDATE outbox SET kind = 'unheard_of' WHERE recipient = 'first@example.org'");
	assert_no_err(job_send_mail(&job));
	assert_int_equal(SENT, MAILS - 1);
	assert_int_equal(NUMBER("kind = 'unheard_of' AND last_error IS NOT NULL"), 1);
}

static void a_turn_ends_however_many_rows_cannot_be_read(void **state)
{
	struct job job = job_by(mailer_to(apr_pstrcat(desks_pool(), "folder = ", folder, NULL)), 0);

	(void)state;
	mails_are_due("first@example.org");
	database_sql(desks_db(),
	    "UPDATE outbox SET kind = 'unheard_of' WHERE recipient <> 'm%d@example.org'",
	    MAILS - 1);
	assert_no_err(job_send_mail(&job));
	assert_true(job.has_more);
	assert_int_equal(NUMBER("last_error IS NOT NULL AND attempts = 1"), 1);
	assert_int_equal(UNTRIED, MAILS - 1);
	while (job.has_more)
		assert_no_err(job_send_mail(&job));
	assert_int_equal(NUMBER("last_error IS NOT NULL AND attempts = 1"), MAILS - 1);
	assert_int_equal(SENT, 1);
}

static int start(void **state)
{
	static const char *const parts[] = { "mail", NULL };

	if (desks_start(state) != 0)
		return -1;
	folder = folder_new(desks_pool());
	assert_non_null(folder);
	assert_no_err(view_start("templates", parts, desks_pool()));
	return 0;
}

static int stop(void **state)
{
	folder_delete(folder);
	return desks_stop(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_is_due_is_sent_in_one_turn),
		cmocka_unit_test(a_turn_whose_time_is_over_ends_and_says_that_there_is_more),
		cmocka_unit_test(a_server_that_is_away_ends_the_turn),
		cmocka_unit_test(who_is_told_to_stop_begins_no_other_mail),
		cmocka_unit_test(an_address_that_is_refused_holds_up_no_other),
		cmocka_unit_test(
		    what_waits_behind_a_slow_server_is_sent_by_another_worker_and_once),
		cmocka_unit_test(two_workers_send_each_mail_once),
		cmocka_unit_test(a_row_that_cannot_be_read_holds_up_no_other),
		cmocka_unit_test(a_turn_ends_however_many_rows_cannot_be_read),
	};

	return cmocka_run_group_tests_name("send_mail", tests, start, stop);
}
