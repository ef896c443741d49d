/* Mail as files and over SMTP: both carry the same, whole, and nobody can add a header. */
#include "unit.h"

#include "base/clock.h"
#include "base/text.h"
#include "support/mailers.h"
#include "support/times.h"

#include <dirent.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FROM "Aisle Flüge <bookings@aisle.example>"

static apr_pool_t *pool;
static char folder[64];

static const struct mail mail = {
	.id = "booking-ABC234-1",
	.to = "ana.maría@example.org",
	.subject =
	    "Buchung ABC234 bestätigt: Frankfurt → São Paulo, zwei Plätze, 予約が確定しました",
	.text =
	    "Guten Tag,\n\nIhr Platz ist 12A. \n.\n..zwei Punkte\n"
	    "https://aisle.example/b?c=1&d=2=\n"
	    "Eine lange Zeile: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	.html = "<p>Ihr Platz ist <b>12A</b>\xf0\x9f\x9b\xab</p>\r\n<p>–</p>",
};

static struct mailer *file_mailer(void)
{
	struct mailer *mailer;

	assert_null(mailer_with(
	    apr_pstrcat(pool, "from = " FROM "\nfolder = ", folder, "/mail", NULL), pool, &mailer));
	return mailer;
}

static struct mailer *smtp_mailer(const struct sink *sink)
{
	struct mailer *mailer;

	assert_null(
	    mailer_with(apr_pstrcat(pool, "from = " FROM "\nsmtp_url = ", sink_url(sink), NULL),
		pool, &mailer));
	return mailer;
}

/* A mail's file, also that there is no other in the folder. */
static const char *only_file(const char *name)
{
	const char *path = apr_pstrcat(pool, folder, "/mail", NULL);
	DIR *items = opendir(path);
	struct dirent *item;
	gchar *bytes;
	const char *text;

	assert_non_null(items);
	while ((item = readdir(items)) != NULL) {
		if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0)
			assert_string_equal(item->d_name, name);
	}
	closedir(items);
	path = apr_pstrcat(pool, path, "/", name, NULL);
	assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
	text = apr_pstrdup(pool, bytes);
	g_free(bytes);
	return text;
}

/* "=C3=A4" and soft line breaks undone; in a header also "_". */
static const char *unquoted(const char *text, bool is_header)
{
	char *out = apr_palloc(pool, strlen(text) + 1), *at = out;

	for (; *text != '\0'; text++) {
		if (text[0] == '=' && text[1] == '\r') {
			text += 2;
		} else if (text[0] == '=') {
			assert_true(g_ascii_isxdigit(text[1]) && g_ascii_isxdigit(text[2]));
			*at++ = (char)(g_ascii_xdigit_value(text[1]) << 4 |
			    g_ascii_xdigit_value(text[2]));
			text += 2;
		} else {
			*at++ = is_header && *text == '_' ? ' ' : *text;
		}
	}
	*at = '\0';
	return out;
}

/* A header's value, unfolded. */
static const char *header(const char *message, const char *name)
{
	const char *end = strstr(message, "\r\n\r\n");
	const char *head = apr_pstrcat(
	    pool, "\r\n", apr_pstrmemdup(pool, message, (apr_size_t)(end - message)), "\r\n", NULL);
	const char *at = strstr(head, apr_pstrcat(pool, "\r\n", name, ": ", NULL));
	const char *value = "";

	if (at == NULL)
		fail_msg("no header %s", name);
	at += strlen(name) + 4;
	do {
		end = strstr(at, "\r\n");
		value = apr_pstrcat(
		    pool, value, apr_pstrmemdup(pool, at, (apr_size_t)(end - at)), NULL);
		at = end + 2;
	} while (*at == ' ');
	return value;
}

/* The text that a header's encoded words stand for (RFC 2047). */
static const char *words(const char *value)
{
	const char *text = "", *at = value;

	while (strncmp(at, "=?UTF-8?Q?", 10) == 0) {
		const char *end = strstr(at + 10, "?=");

		assert_non_null(end);
		assert_true(end - at <= 73);
		text = apr_pstrcat(pool, text,
		    unquoted(apr_pstrmemdup(pool, at + 10, (apr_size_t)(end - at - 10)), true),
		    NULL);
		assert_true(text_is_utf8(text, strlen(text)));
		at = end + 2;
		if (strncmp(at, " =?", 3) == 0)
			at++;
	}
	return apr_pstrcat(pool, text, at, NULL);
}

/* The decoded body of the part of this type. */
static const char *part(const char *message, const char *type)
{
	const char *at = strstr(message, apr_pstrcat(pool, "\r\nContent-Type: ", type, NULL));
	const char *end;

	assert_non_null(at);
	assert_non_null(strstr(at, "\r\nContent-Transfer-Encoding: quoted-printable\r\n"));
	at = strstr(at, "\r\n\r\n") + 4;
	end = strstr(at, "\r\n--");
	assert_non_null(end);
	return unquoted(apr_pstrmemdup(pool, at, (apr_size_t)(end - at)), false);
}

static const char *with_line_ends(const char *text)
{
	char *out = apr_palloc(pool, strlen(text) * 2 + 1), *at = out;

	for (; *text != '\0'; text++) {
		if (*text == '\n')
			*at++ = '\r';
		if (*text != '\r')
			*at++ = *text;
	}
	*at = '\0';
	return out;
}

static void check_message(const char *message)
{
	assert_string_equal(words(header(message, "From")), FROM);
	assert_string_equal(header(message, "To"), mail.to);
	assert_string_equal(words(header(message, "Subject")), mail.subject);
	assert_string_equal(header(message, "Message-ID"), "<booking-ABC234-1@aisle.example>");
	assert_string_equal(header(message, "Date"), "Tue, 01 Dec 2026 08:05:09 +0000");
	assert_string_equal(header(message, "MIME-Version"), "1.0");
	assert_int_equal(
	    strncmp(header(message, "Content-Type"), "multipart/alternative; boundary=", 32), 0);
	assert_int_equal(strncmp(part(message, "text/plain; charset=utf-8"),
			     with_line_ends(mail.text), strlen(with_line_ends(mail.text))),
	    0);
	assert_int_equal(strncmp(part(message, "text/html; charset=utf-8"),
			     with_line_ends(mail.html), strlen(with_line_ends(mail.html))),
	    0);
	assert_true(strstr(message, "text/plain") < strstr(message, "text/html"));
	for (const char *at = message, *end; (end = strstr(at, "\r\n")) != NULL; at = end + 2)
		assert_true(end - at <= 76 || strncmp(at, "Content-Type: ", 14) == 0);
	assert_null(strstr(message, "\n\n"));
}

static void test_a_file(void **state)
{
	struct mailer *mailer = file_mailer();

	(void)state;
	assert_null(mailer_send(mailer, &mail, pool));
	check_message(only_file("booking-ABC234-1.eml"));
	/* Once more is the same mail. */
	assert_null(mailer_send(mailer, &mail, pool));
	check_message(only_file("booking-ABC234-1.eml"));
}

static void test_smtp(void **state)
{
	struct sink *sink = sink_start(NULL, pool);
	struct mailer *mailer = smtp_mailer(sink);
	const char *commands;

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_null(mailer_send(mailer, &mail, pool));
		check_message(sink_message(sink, pool));
	}
	commands = sink_commands(sink, pool);
	assert_non_null(strstr(commands, "MAIL FROM:<bookings@aisle.example>"));
	assert_non_null(strstr(commands, "RCPT TO:<ana.maría@example.org>"));
}

static void test_plain_only(void **state)
{
	struct sink *sink = sink_start(NULL, pool);
	struct mail plain = mail;
	const char *message;

	(void)state;
	plain.html = NULL;
	plain.subject = "Seat 12A";
	assert_null(mailer_send(smtp_mailer(sink), &plain, pool));
	assert_null(mailer_send(file_mailer(), &plain, pool));
	for (int i = 0; i < 2; i++) {
		message = i == 0 ? sink_message(sink, pool) : only_file("booking-ABC234-1.eml");
		assert_string_equal(header(message, "Subject"), "Seat 12A");
		assert_null(strstr(message, "text/html"));
		assert_non_null(strstr(part(message, "text/plain"), "12A"));
	}
}

#define MAIL(mail_id, address, words) \
	{ \
		.id = (mail_id), .to = (address), .subject = (words), .text = "t" \
	}
#define WITH_CALENDAR(method, name) \
	{ \
		.id = "x", .to = "a@example.org", .subject = "s", .text = "t", .calendar = "c", \
		.calendar_method = (method), .calendar_name = (name) \
	}

static void test_mails_that_cannot_be(void **state)
{
	static const struct mail rows[] = {
		MAIL("x", "a@example.org\r\nBcc: b@example.org", "s"),
		MAIL("x", "a@example.org\nb", "s"),
		MAIL("x", "a@example.org, b@example.org", "s"),
		MAIL("x", "<a@example.org>", "s"),
		MAIL("x", "nobody", "s"),
		MAIL("x", "", "s"),
		MAIL("x", "a@example.org", "s\r\nBcc: b@example.org"),
		MAIL("x", "a@example.org", "s\n"),
		MAIL("x", "a@example.org", "\xff"),
		MAIL("../x", "a@example.org", "s"),
		MAIL(".x", "a@example.org", "s"),
		MAIL("x>\r\n", "a@example.org", "s"),
		MAIL("", "a@example.org", "s"),
		WITH_CALENDAR("PUBLISH", "a\".ics"),
		WITH_CALENDAR("PUBLISH", "a\r\nBcc: b@example.org"),
		WITH_CALENDAR("PUBLISH\r\nBcc: b@example.org", "a.ics"),
	};
	struct sink *sink = sink_start(NULL, pool);
	struct mailer *mailers[] = { file_mailer(), smtp_mailer(sink) };
	const struct mail *row;

	(void)state;
	FOR_ROWS(row, rows)
	{
		for (size_t i = 0; i < ROWS(mailers); i++)
			assert_true(err_is(mailer_send(mailers[i], row, pool), CODE_INVALID));
	}
	assert_string_equal(sink_commands(sink, pool), "");
}

static void test_a_folder_that_goes_away(void **state)
{
	struct mailer *mailer = file_mailer();
	const char *path = apr_pstrcat(pool, folder, "/mail", NULL);

	(void)state;
	assert_int_equal(rmdir(path), 0);
	assert_true(err_is(mailer_send(mailer, &mail, pool), CODE_UNAVAILABLE));
	assert_int_equal(mkdir(path, 0700), 0);
	assert_null(mailer_send(mailer, &mail, pool));
}

static void test_settings_that_cannot_be(void **state)
{
	static const char *const rows[] = { "folder = /tmp", "from = a@example.org",
		"from = Aisle\nfolder = /tmp", "from = Aisle <a@example.org\nfolder = /tmp",
		"from = a@example.org\nsmtp_url = http://127.0.0.1",
		"from = a@example.org\nsmtp_url = smtp://me:secret@127.0.0.1",
		"from = a@example.org\nsmtp_url = smtp://127.0.0.1\nsmtp_tls = perhaps",
		"from = a@example.org\nsmtp_url = smtp://127.0.0.1\nsmtp_account = me",
		"from = a@example.org\nfolder = /dev/null/mail" };
	struct mailer *mailer;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		if (!err_is(mailer_with(rows[i], pool, &mailer), CODE_INVALID))
			fail_msg("taken: %s", rows[i]);
	}
}

static int set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	memcpy(folder, "/tmp/aisle-mail-XXXXXX", sizeof("/tmp/aisle-mail-XXXXXX"));
	assert_non_null(mkdtemp(folder));
	clock_set(instant_of("2026-12-01T08:05:09Z"));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	(void)unlink(apr_pstrcat(pool, folder, "/mail/booking-ABC234-1.eml", NULL));
	(void)rmdir(apr_pstrcat(pool, folder, "/mail", NULL));
	assert_int_equal(rmdir(folder), 0);
	apr_pool_destroy(pool);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_file),
		TEST(test_smtp),
		TEST(test_plain_only),
		TEST(test_mails_that_cannot_be),
		TEST(test_a_folder_that_goes_away),
		TEST(test_settings_that_cannot_be),
	};

	pool_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
