/* The gate of a departure: who is booked, checked in, on board and missing; and what staff do about it. docs/staff.md has the rules. */
#ifndef DOMAIN_STAFF_GATE_H
#define DOMAIN_STAFF_GATE_H

#include "domain/click.h"
#include "model/boarding.h"
#include "model/departure.h"

/* A departure with all its passengers. */
struct gate {
	int64_t id, version;
	struct departure departure; /* without cabins and fares */
	int64_t closed_at;          /* CLOCK_NONE: open */
	const struct boarding *passengers;
	size_t count;
	struct boarding_count total;
};
/* By name, or by seat. That names are read is written into the audit log first, as `action`. CODE_NOT_FOUND. */
const struct err *gate_find(struct desk *desk, const char *flight_no, int32_t on, bool is_by_name,
    const char *action, struct gate *out);
/* The same with its counters alone: no names. CODE_NOT_FOUND. */
const struct err *gate_count(
    struct desk *desk, const char *flight_no, int32_t on, struct gate *out);
/* One passenger of it, which is written into the audit log first. CODE_NOT_FOUND. */
const struct err *gate_find_passenger(struct desk *desk, const char *flight_no, int32_t on,
    const char *locator, int64_t passenger_no, struct boarding *out);

/* "ABC789/2", as it is typed and scanned: a booking's locator and the passenger's number in it. */
const char *gate_code(const struct boarding *passenger, apr_pool_t *pool);
/* "open", "checked-in", "boarded", "no-show" */
const char *gate_state_name(enum boarding_state state);

enum gate_act { GATE_CHECK_IN, GATE_BOARD, GATE_BACK };

/* Why something was not done; GATE_DONE: it was. */
enum gate_answer {
	GATE_DONE,
	GATE_ALREADY,        /* she is checked in, or on board */
	GATE_NOT_CHECKED_IN, /* so she cannot board */
	GATE_NO_SEAT,        /* or one that the aircraft does not have */
	GATE_ADULT_FIRST, /* an infant without an adult of its booking; or the adult's way back before the infant's */
	GATE_CHOOSE, /* the booking has several passengers here */
	GATE_OTHER_FLIGHT,
	GATE_CANCELLED, /* the booking, the passenger, or this departure in it */
	GATE_UNKNOWN,   /* no such booking or passenger */
	GATE_CLOSED,    /* the flight is, or has left */
	GATE_NOT_FLOWN, /* the departure is cancelled */
	GATE_OTHERWISE, /* somebody else did something else meanwhile */
	GATE_ANSWERS
};
/* "done", "already", "not-checked-in", … */
const char *gate_answer_name(enum gate_answer answer);

#define GATE_ANY_VERSION (-1)
struct gate_wish {
	const char *flight_no;
	int32_t on;
	const char *
	    code; /* what was typed or scanned: a locator, or one with "/" and a passenger's number */
	int64_t
	    version; /* of the passenger, as it was seen; GATE_ANY_VERSION: not looked at before */
	enum gate_act act;
	const char *path; /* where the click leads, up to the passenger's code */
	struct click click;
};
struct gate_said {
	enum gate_answer answer;
	const char *path;          /* done: where the click leads */
	struct boarding passenger; /* as she was found; surname NULL: was not */
	const struct boarding *party;
	size_t party_count; /* of the booking on this departure */
	const char *others; /* GATE_OTHER_FLIGHT: departures, space separated */
};
/*
 * Check in, board, or go a step back (on board to checked in, checked in to open), under the exclusive lock of the departure: of two gates one wins, and the other is told. Version +1, its event, and an entry of the
 * audit log. CODE_GATE_REFUSED, CODE_CHANGED_MEANWHILE (GATE_OTHERWISE): `out->answer` says why. CODE_NOT_FOUND (the departure), CODE_KEY_REUSED.
 */
const struct err *gate_do(struct desk *desk, const struct gate_wish *wish, struct gate_said *out);

/* What a preview of closing showed, as text to be sent back with it. */
const char *gate_seen(const struct gate *gate, apr_pool_t *pool);
struct gate_close {
	const char *flight_no;
	int32_t on;
	const char *seen; /* gate_seen, of the list by seat */
	const char *path; /* where the click leads */
	struct click click;
};
/* Close the flight, for good: who is not on board is a no-show, its sales are closed, nobody changes anything on it any more. CODE_CHANGED_MEANWHILE, CODE_FLIGHT_CLOSED, CODE_GATE_REFUSED (it is not flown), CODE_NOT_FOUND, CODE_KEY_REUSED. */
const struct err *gate_close(struct desk *desk, const struct gate_close *wish, const char **path);

#endif
