/* The body of a POST or PATCH, read strictly into a departure. */
#ifndef FLIGHTS_DECODE_H
#define FLIGHTS_DECODE_H

#include "flights/catalog.h"

#include <stddef.h>

enum decode_member {
	MEMBER_FLIGHT_NO = 1,
	MEMBER_DATE = 2,
	MEMBER_ORIGIN = 4,
	MEMBER_DESTINATION = 8,
	MEMBER_DEPARTS_AT = 16,
	MEMBER_ARRIVES_AT = 32,
	MEMBER_AIRCRAFT = 64,
	MEMBER_FARES = 128,
	MEMBER_STATE = 256
};
/* What a new departure needs, and what may be changed in one. */
#define MEMBERS_NEW \
	(MEMBER_FLIGHT_NO | MEMBER_DATE | MEMBER_ORIGIN | MEMBER_DESTINATION | MEMBER_DEPARTS_AT | \
	    MEMBER_ARRIVES_AT | MEMBER_AIRCRAFT | MEMBER_FARES)
#define MEMBERS_WRITABLE \
	(MEMBER_DEPARTS_AT | MEMBER_ARRIVES_AT | MEMBER_AIRCRAFT | MEMBER_FARES | MEMBER_STATE)

/*
 * Members that are there replace those of `*departure`; `*present` tells which. Members that no
 * Departure has, and those that are not for writing (version, cabins), are ignored.
 * CODE_BAD_REQUEST: not JSON, or no object. CODE_INVALID: a member of a wrong type, form or size,
 * or a time whose offset is not that of its airport. Texts live in `pool`. What it means together
 * is for schedule_check.
 */
const struct err *decode_departure(const char *text, size_t length, const struct catalog *catalog,
    apr_pool_t *pool, struct departure *departure, unsigned *present);

/* The name of the first member that is wanted and not present, or NULL. */
const char *decode_missing(unsigned present, unsigned wanted);

#endif
