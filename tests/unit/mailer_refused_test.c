/* Mail servers that do not take a mail: they refuse it, or are away; the next mail is tried at once in the one case, and later in the other. */
#include "unit_pool.h"

#include "base/clock.h"
#include "support/mailers.h"

#include <string.h>

static const struct mail mail = {
	.id = "aisle-7", .to = "ada@example.org", .subject = "Seat 12A", .text = "Your seat is 12A."
};

/* It is this mail alone that is not taken, for now or for ever: the next one may be tried at once. */
static void test_servers_that_refuse_it(void **state)
{
	static const struct {
		const char *command, *answer;
	} rows[] = {
		{ "MAIL FROM", "550 no\r\n" },
		{ "RCPT TO", "550 no\r\n" },
		{ "RCPT TO", "450 not yet\r\n" },
		{ "DATA", "554 no\r\n" },
		{ ".", "552 too large\r\n" },
	};

	(void)state;
	/* After a refused EHLO comes HELO, which is enough. */
	assert_null(mailer_send(mailer_to_sink(sink_start("EHLO", pool), pool), &mail, pool));
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct mailer *mailer = mailer_to_sink(
		    sink_start_saying(rows[i].command, rows[i].answer, pool), pool);
		const struct err *err = mailer_send(mailer, &mail, pool);

		if (!err_is(err, CODE_INVALID))
			fail_msg("%s %s", rows[i].command, err == NULL ? "taken" : err->text);
		/* What it was is said. */
		assert_non_null(
		    strstr(err->text, apr_pstrmemdup(pool, rows[i].answer, strlen("550"))));
		assert_true(mailer_is_ready(mailer));
	}
}

/* It would not take another one either. */
static void test_servers_that_are_away(void **state)
{
	static const struct {
		const char *command, *answer;
	} rows[] = {
		{ "", "554 not from you\r\n" },
		{ "", "421 too busy\r\n" },
		{ "MAIL FROM", "421 going down\r\n" },
		{ "MAIL FROM", "530 sign in first\r\n" },
		{ ".", "421 going down\r\n" },
	};
	struct mailer *mailer;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		int64_t began_ms = clock_monotonic_ms();
		const struct err *err;

		mailer = mailer_to_sink(
		    sink_start_saying(rows[i].command, rows[i].answer, pool), pool);
		err = mailer_send(mailer, &mail, pool);
		if (!err_is(err, CODE_UNAVAILABLE))
			fail_msg("%s %s", rows[i].answer, err == NULL ? "taken" : err->text);
		/* It is left alone, unless this took longer than that. */
		assert_true(!mailer_is_ready(mailer) || clock_monotonic_ms() - began_ms >= 2000);
	}
	assert_null(
	    mailer_with("from = a@example.org\nsmtp_url = smtp://127.0.0.1:1", pool, &mailer));
	assert_true(err_is(mailer_send(mailer, &mail, pool), CODE_UNAVAILABLE));
}

/* STARTTLS is asked for and the server has none: no mail goes out in the clear. */
static void test_tls_or_nothing(void **state)
{
	struct sink *sink = sink_start(NULL, pool);
	struct mailer *mailer;

	(void)state;
	assert_null(mailer_with(
	    apr_pstrcat(
		pool, "from = a@example.org\nsmtp_tls = yes\nsmtp_url = ", sink_url(sink), NULL),
	    pool, &mailer));
	assert_true(err_is(mailer_send(mailer, &mail, pool), CODE_UNAVAILABLE));
	assert_null(strstr(sink_commands(sink, pool), "MAIL FROM"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, pool_set_up, pool_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_servers_that_refuse_it),
		TEST(test_servers_that_are_away),
		TEST(test_tls_or_nothing),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
