/* What happened: the events of a booking, a hold or a departure, as staff read them. */
#ifndef DOMAIN_HISTORY_H
#define DOMAIN_HISTORY_H

#include "domain/desk.h"

/* One change: the version that it led to, from which state to which, and who did it. */
struct history_line {
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

/*
 * By a locator (any case) or a hold's ref: the lines of the hold, of the booking made from it, and of its departures since it was placed, in order of time. By a departure's name: the lines of the
 * departure. Whoever asks sees all: for staff. CODE_NOT_FOUND: there is nothing of this name.
 */
const struct err *history_list(
    struct desk *desk, const char *name, const struct history_line **out, size_t *count);

#endif
