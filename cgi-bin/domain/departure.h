/* Departures as booking knows them: learned from the flight service, sold, refreshed when it changes them. */
#ifndef DOMAIN_DEPARTURE_H
#define DOMAIN_DEPARTURE_H

#include "domain/offer.h"

/*
 * Write down what the flight service said, in a transaction of its own, if it is new or of a higher version; `*id` is booking's. What this process has learned before is not asked for again. What was said may be old: the worker asks
 * about a new one once more.
 */
const struct err *departure_learn(
    struct desk *desk, const struct departure *departure, int64_t *id);

/* Sales of a departure as staff left them, whatever else keeps it from being sold. */
struct departure_sales {
	const char *name;
	bool is_closed;
	const char *state; /* "scheduled", "retimed", "cancelled", "departed" */
	int64_t version;   /* of booking's row; 0: booking does not know the departure */
};

/* CODE_NOT_FOUND: neither booking nor the flight service knows it. CODE_FLIGHT_SERVICE_DOWN. */
const struct err *departure_find_sales(
    struct desk *desk, const char *flight_no, int32_t on, struct departure_sales *out);

/*
 * Staff close and open sales, under the exclusive lock: buyers who are at work on the departure finish first and their sales stand; who comes later is refused with CODE_SALES_CLOSED, holds that are
 * open already included. Version +1 and one event with desk->actor and `reason` (NULL: none; at most 900 bytes). Closing what is closed, and opening what is open, changes nothing (`*is_changed`). A
 * departure that booking does not know is learned first. Errors as departure_find_sales; opening what is closed at the gate: CODE_FLIGHT_CLOSED.
 */
const struct err *departure_close_sales(
    struct desk *desk, const char *flight_no, int32_t on, const char *reason, bool *is_changed);
const struct err *departure_open_sales(
    struct desk *desk, const char *flight_no, int32_t on, const char *reason, bool *is_changed);

/* Everything not free, sorted by seat, and the map's revision, which only grows. CODE_NOT_FOUND: neither booking nor the flight service knows it. */
struct departure_seats {
	const char *name;
	int64_t revision;
	const char *const *taken;
	size_t count;
};
const struct err *departure_seats(
    struct desk *desk, const char *flight_no, int32_t on, struct departure_seats *out);

/* The worker: read the changes feed from where it stood, and learn the changed departures that booking knows and those that it has learned since; what changed is an event of the departure, and the rest, mails and seats, is work that is open (domain/departure_work). `*count` learned. When `budget_ms` are over it ends with the batch of the feed or the departure that it is at, one of each in any case, and `*has_more` if there may be others. */
const struct err *departure_refresh(
    struct desk *desk, int64_t budget_ms, int64_t *count, bool *has_more);

#endif
