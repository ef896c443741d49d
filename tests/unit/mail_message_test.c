/* A mail with a calendar file: what is in it, byte for byte the same in a file and over SMTP. */
#include "unit_pool.h"

#include "base/clock.h"
#include "remote/mail_message.h"
#include "support/mailers.h"
#include "support/times.h"

#include <string.h>

static const struct mail_from from = { "bookings@aisle.example", "bookings@aisle.example" };
static const struct mail mail = {
	.id = "aisle-7",
	.to = "ada@example.org",
	.subject = "Your booking",
	.text = "Text",
	.html = "<p>HTML</p>",
	.calendar = "BEGIN:VCALENDAR\r\nSUMMARY:AX204 K\xc3\xb6ln\r\n\r\n.\r\nEND:VCALENDAR\r\n",
	.calendar_method = "PUBLISH",
	.calendar_name = "K7QX3M.ics",
};
static void a_calendar_is_attached_beside_the_alternatives(void **state)
{
	(void)state;
	assert_string_equal(mail_message_text(&from, &mail, pool),
	    "Date: Tue, 01 Dec 2026 08:05:09 +0000\r\n"
	    "From: bookings@aisle.example\r\n"
	    "To: ada@example.org\r\n"
	    "Subject: Your booking\r\n"
	    "Message-ID: <aisle-7@aisle.example>\r\n"
	    "Auto-Submitted: auto-generated\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Content-Type: multipart/mixed; boundary=\"=_m.aisle-7\"\r\n"
	    "\r\n"
	    "--=_m.aisle-7\r\n"
	    "Content-Type: multipart/alternative; boundary=\"=_a.aisle-7\"\r\n"
	    "\r\n"
	    "--=_a.aisle-7\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"
	    "\r\n"
	    "Text\r\n"
	    "--=_a.aisle-7\r\n"
	    "Content-Type: text/html; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"
	    "\r\n"
	    "<p>HTML</p>\r\n"
	    "--=_a.aisle-7--\r\n"
	    "--=_m.aisle-7\r\n"
	    "Content-Type: text/calendar; charset=utf-8; method=PUBLISH;\r\n"
	    " name=\"K7QX3M.ics\"\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"
	    "Content-Disposition: attachment; filename=\"K7QX3M.ics\"\r\n"
	    "\r\n"
	    "BEGIN:VCALENDAR\r\n"
	    "SUMMARY:AX204 K=C3=B6ln\r\n"
	    "\r\n"
	    ".\r\n"
	    "END:VCALENDAR\r\n"
	    "--=_m.aisle-7--\r\n");
}

static void smtp_carries_the_same_bytes(void **state)
{
	struct sink *sink = sink_start(NULL, pool);
	struct mailer *mailer = mailer_to_sink(sink, pool);

	(void)state;
	assert_null(mailer_send(mailer, &mail, pool));
	assert_string_equal(sink_message(sink, pool), mail_message_text(&from, &mail, pool));
}

static int set_up(void **state)
{
	pool_set_up(state);
	clock_set(instant_of("2026-12-01T08:05:09Z"));
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, pool_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_calendar_is_attached_beside_the_alternatives),
		TEST(smtp_carries_the_same_bytes),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
