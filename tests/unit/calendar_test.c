/* Calendar files: escaping, folding, line ends. That calendars read them is seen in tests/web with a parser of others. */
#include "unit_pool.h"

#include "base/calendar.h"
#include "base/clock.h"
#include "base/text.h"

#include <string.h>

#define LINE_MAX_BYTES 75

static const char *file_with(const char *description, enum calendar_method method)
{
	struct calendar_event event = {
		.uid = "K7QX3M-1@aisle.example",
		.sequence = 3,
		.status = method == CALENDAR_CANCEL ? CALENDAR_CANCELLED : CALENDAR_CONFIRMED,
		.summary = "AX204",
		.location = "Heathrow, London",
		.description = description,
		.url = "https://aisle.example/bookings/K7QX3M?a=1,2;3",
	};
	struct calendar calendar = {
		.product = "-//Aisle//Bookings//EN",
		.method = method,
		.organizer_name = "Aisle \"Air\"",
		.organizer = "mailto:bookings@aisle.example",
		.events = &event,
		.count = 1,
	};

	assert_true(clock_parse("2026-12-01T14:05:00+01:00", &event.starts_at, NULL));
	assert_true(clock_parse("2026-12-02T00:30:00Z", &event.ends_at, NULL));
	assert_true(clock_parse("2026-11-01T08:05:09Z", &calendar.stamp_at, NULL));
	return calendar_text(&calendar, pool);
}

static void the_whole_file(void **state)
{
	(void)state;
	assert_string_equal(file_with("Seat 12A", CALENDAR_PUBLISH),
	    "BEGIN:VCALENDAR\r\n"
	    "VERSION:2.0\r\n"
	    "PRODID:-//Aisle//Bookings//EN\r\n"
	    "METHOD:PUBLISH\r\n"
	    "BEGIN:VEVENT\r\n"
	    "UID:K7QX3M-1@aisle.example\r\n"
	    "DTSTAMP:20261101T080509Z\r\n"
	    "SEQUENCE:3\r\n"
	    "DTSTART:20261201T130500Z\r\n"
	    "DTEND:20261202T003000Z\r\n"
	    "STATUS:CONFIRMED\r\n"
	    "ORGANIZER;CN=\"Aisle 'Air'\":mailto:bookings@aisle.example\r\n"
	    "SUMMARY:AX204\r\n"
	    "LOCATION:Heathrow\\, London\r\n"
	    "DESCRIPTION:Seat 12A\r\n"
	    "URL:https://aisle.example/bookings/K7QX3M?a=1,2;3\r\n"
	    "END:VEVENT\r\n"
	    "END:VCALENDAR\r\n");
}

static void what_is_cancelled_says_so(void **state)
{
	const char *text = file_with("", CALENDAR_CANCEL);

	(void)state;
	assert_non_null(strstr(text, "\r\nMETHOD:CANCEL\r\n"));
	assert_non_null(strstr(text, "\r\nSTATUS:CANCELLED\r\n"));
	assert_string_equal(calendar_method_name(CALENDAR_CANCEL), "CANCEL");
	assert_string_equal(calendar_method_name(CALENDAR_PUBLISH), "PUBLISH");
}

static void texts_are_escaped(void **state)
{
	static const struct {
		const char *text, *line;
	} table[] = {
		{ "a,b;c:d\"e\\f", "\r\nDESCRIPTION:a\\,b\\;c:d\"e\\\\f\r\n" },
		{ "a\nb\r\nc", "\r\nDESCRIPTION:a\\nb\\nc\r\n" },
		{ "x\nEND:VEVENT\nBEGIN:VALARM", "\r\nDESCRIPTION:x\\nEND:VEVENT\\nBEGIN:VALARM\r\n" },
		{ "\x01"
		  "a\tb\x7f",
		    "\r\nDESCRIPTION:a\tb\r\n" },
		{ "", "\r\nDESCRIPTION:\r\n" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_non_null(strstr(file_with(row->text, CALENDAR_PUBLISH), row->line));
}

/* The file's lines are at most so long, and none ends within a letter; taken off, the folds leave the text. */
static void check_folds(const char *description)
{
	const char *text = file_with(description, CALENDAR_PUBLISH);
	char *flat = apr_palloc(pool, strlen(text) + 1), *to = flat;

	for (const char *at = text, *end; *at != '\0'; at = end + 2) {
		end = strstr(at, "\r\n");
		assert_non_null(end);
		assert_true(end - at <= LINE_MAX_BYTES);
		assert_true(text_is_utf8(at, (size_t)(end - at)));
		assert_null(memchr(at, '\n', (size_t)(end - at)));
		if (*at == ' ')
			at++;
		else
			*to++ = '\n';
		memcpy(to, at, (size_t)(end - at));
		to += end - at;
	}
	*to = '\0';
	assert_non_null(strstr(flat, apr_pstrcat(pool, "\nDESCRIPTION:", description, "\n", NULL)));
}

static void long_lines_are_folded(void **state)
{
	static const char *const letters[] = { "a", "\xc3\xb6", "\xe4\xba\x88", "\xf0\x9f\x9b\xab",
		" " };

	(void)state;
	for (size_t i = 0; i < ROWS(letters); i++) {
		const char *text = "";

		for (int n = 0; n < 200; n++) {
			text = apr_pstrcat(pool, text, letters[i], NULL);
			check_folds(text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_file),
		cmocka_unit_test(what_is_cancelled_says_so),
		cmocka_unit_test(texts_are_escaped),
		cmocka_unit_test(long_lines_are_folded),
	};

	pool_start();
	return cmocka_run_group_tests(tests, pool_set_up, pool_tear_down);
}
