/* Calendar files (iCalendar, RFC 5545), line by line. */
#include "base/calendar.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#define LINE_MAX_BYTES 75 /* without its CRLF (RFC 5545, 3.1) */
#define FOLD "\r\n "

struct text {
	apr_pool_t *pool;
	apr_array_header_t *bytes;
};

static void put(struct text *text, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		APR_ARRAY_PUSH(text->bytes, char) = bytes[i];
}

/* One content line, folded, but not within a code point. */
static void put_line(struct text *text, const char *line)
{
	size_t used = 0;

	while (*line != '\0') {
		size_t length = text_point_bytes(line);

		if (used + length > LINE_MAX_BYTES) {
			put(text, FOLD, strlen(FOLD));
			used = 1;
		}
		put(text, line, length);
		used += length;
		line += length;
	}
	put(text, "\r\n", 2);
}

static void put_property(struct text *text, const char *name, const char *value)
{
	put_line(text, apr_pstrcat(text->pool, name, ":", value, NULL));
}

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* A value of the kind TEXT (3.3.11). */
static void put_text(struct text *text, const char *name, const char *value)
{
	char *escaped = apr_palloc(text->pool, strlen(value) * 2 + 1);
	char *at = escaped;

	for (; *value != '\0'; value++) {
		if (*value == '\n') {
			*at++ = '\\';
			*at++ = 'n';
			continue;
		}
		if (is_control(*value) && *value != '\t')
			continue;
		if (strchr("\\;,", *value) != NULL)
			*at++ = '\\';
		*at++ = *value;
	}
	*at = '\0';
	put_property(text, name, escaped);
}

/* "20261201T130500Z" (3.3.5, form 2). */
static void put_instant(struct text *text, const char *name, int64_t at)
{
	char *value = apr_pstrdup(text->pool, clock_text(at, text->pool));
	char *to = value;

	for (const char *from = value; *from != '\0'; from++)
		if (*from != '-' && *from != ':')
			*to++ = *from;
	*to = '\0';
	put_property(text, name, value);
}

/* A parameter's value in quotes, which cannot have any itself (3.2). */
static const char *quoted(const char *value, apr_pool_t *pool)
{
	char *inside = apr_palloc(pool, strlen(value) + 1);
	char *at = inside;

	for (; *value != '\0'; value++) {
		if (*value == '"')
			*at++ = '\'';
		else if (!is_control(*value))
			*at++ = *value;
	}
	*at = '\0';
	return apr_pstrcat(pool, "\"", inside, "\"", NULL);
}

static void put_organizer(struct text *text, const struct calendar *calendar)
{
	put_line(text,
	    apr_pstrcat(text->pool, "ORGANIZER;CN=", quoted(calendar->organizer_name, text->pool),
		":", calendar->organizer, NULL));
}

static void put_event(
    struct text *text, const struct calendar *calendar, const struct calendar_event *event)
{
	static const char *const statuses[] = { "TENTATIVE", "CONFIRMED", "CANCELLED" };

	put_property(text, "BEGIN", "VEVENT");
	put_text(text, "UID", event->uid);
	put_instant(text, "DTSTAMP", calendar->stamp_at);
	put_property(text, "SEQUENCE", apr_psprintf(text->pool, "%" PRId64, event->sequence));
	put_instant(text, "DTSTART", event->starts_at);
	put_instant(text, "DTEND", event->ends_at);
	put_property(text, "STATUS", statuses[event->status]);
	put_organizer(text, calendar);
	put_text(text, "SUMMARY", event->summary);
	put_text(text, "LOCATION", event->location);
	put_text(text, "DESCRIPTION", event->description);
	put_property(text, "URL", event->url);
	put_property(text, "END", "VEVENT");
}

const char *calendar_method_name(enum calendar_method method)
{
	return method == CALENDAR_CANCEL ? "CANCEL" : "PUBLISH";
}

const char *calendar_text(const struct calendar *calendar, apr_pool_t *pool)
{
	struct text text = { pool, apr_array_make(pool, 4096, sizeof(char)) };

	put_property(&text, "BEGIN", "VCALENDAR");
	put_property(&text, "VERSION", "2.0");
	put_text(&text, "PRODID", calendar->product);
	put_property(&text, "METHOD", calendar_method_name(calendar->method));
	for (size_t i = 0; i < calendar->count; i++)
		put_event(&text, calendar, &calendar->events[i]);
	put_property(&text, "END", "VCALENDAR");
	return apr_pstrmemdup(pool, text.bytes->elts, (apr_size_t)text.bytes->nelts);
}
