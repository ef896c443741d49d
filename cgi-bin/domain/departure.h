/* Departures as booking knows them: learned from the flight service, sold, refreshed when it changes them. */
#ifndef DOMAIN_DEPARTURE_H
#define DOMAIN_DEPARTURE_H

#include "domain/offer.h"

/* Write down what the flight service said, in a transaction of its own, if it is new or of a higher version; `*id` is booking's. */
const struct err *departure_learn(
    struct desk *desk, const struct departure *departure, int64_t *id);

/* Everything not free, sorted by seat, and the map's revision, which only grows. CODE_NOT_FOUND: neither booking nor the flight service knows it. */
struct departure_seats {
	const char *name;
	int64_t revision;
	const char *const *taken;
	size_t count;
};
const struct err *departure_seats(
    struct desk *desk, const char *flight_no, int32_t on, struct departure_seats *out);

/* The worker: read the changes feed from where it stood and learn the changed departures that booking knows; what changed is an event of the departure, and each live booking on it gets a mail (outbox booking_changed). `*count` learned. */
const struct err *departure_refresh(struct desk *desk, int64_t *count);

#endif
