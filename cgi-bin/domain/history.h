/* What happened: the events of a booking, a hold or a departure, as staff read them. */
#ifndef DOMAIN_HISTORY_H
#define DOMAIN_HISTORY_H

#include "domain/desk.h"

/* One change: the version that it led to, from which state to which, and who did it. */
struct history_line {
	int64_t id; /* with `at` its place in the order */
	int64_t at;
	const char *subject; /* "booking", "hold", "departure" */
	const char *name;    /* locator, ref, "AX204/2026-12-01" */
	int64_t version;
	const char *from_state; /* "" for a new one */
	const char *to_state;
	const char *actor;
	const char *request_id; /* "" where there was none */
	const char *detail;     /* "" where there is nothing to add */
};

/* The place of a line in the order of time. */
struct history_place {
	int64_t at, id;
};
#define HISTORY_START ((struct history_place){ 0, 0 })
/* Behind all: the end of what can be asked for, the year 2199. */
#define HISTORY_END_AT INT64_C(7258118399999999)
#define HISTORY_END ((struct history_place){ HISTORY_END_AT, INT64_MAX })

/*
 * By a locator (any case) or a hold's ref: the lines of the hold, of the booking made from it, and of its departures since it was placed, in order of time. By a departure's name: the lines of the
 * departure. The first ones after a place, or the last ones before it; at most `most`. Whoever asks sees all: for staff. CODE_NOT_FOUND: there is nothing of this name; behind the last line, and before the
 * first, there are none.
 */
const struct err *history_list_after(struct desk *desk, const char *name,
    struct history_place after, int64_t most, const struct history_line **out, size_t *count);
const struct err *history_list_before(struct desk *desk, const char *name,
    struct history_place before, int64_t most, const struct history_line **out, size_t *count);

#endif
