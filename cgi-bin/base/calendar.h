/* Calendar files (iCalendar, RFC 5545): events that a calendar shows, changes and takes away again. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <apr_pools.h>
#include <stddef.h>
#include <stdint.h>

enum calendar_status { CALENDAR_TENTATIVE, CALENDAR_CONFIRMED, CALENDAR_CANCELLED };

/* Texts are UTF-8 and may have line breaks; what else is no text (controls) is left out. */
struct calendar_event {
	const char *uid;  /* the same for the same event for ever, and for no other one anywhere */
	int64_t sequence; /* grows with every change of the event */
	int64_t starts_at, ends_at;
	enum calendar_status status;
	const char *summary, *location, *description;
	const char *url;
};

/* What the file is for (RFC 5546): to be kept, or to take away what was kept. */
enum calendar_method { CALENDAR_PUBLISH, CALENDAR_CANCEL };

struct calendar {
	const char *product; /* who writes it: "-//Aisle//Bookings//EN" */
	enum calendar_method method;
	const char *organizer_name;
	const char *organizer; /* an address: "mailto:bookings@aisle.example" */
	int64_t stamp_at;      /* now: of two files with equal sequence the later one holds */
	const struct calendar_event *events;
	size_t count;
};

/* "PUBLISH", "CANCEL": as the file says it, and as the media type's parameter has to. */
const char *calendar_method_name(enum calendar_method method);

/* The file: times in UTC, lines of at most 75 bytes that end in CRLF. */
const char *calendar_text(const struct calendar *calendar, apr_pool_t *pool);

#endif
