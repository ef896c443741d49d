/* What staff decide about a departure that booking sells seats on. The flight service's own part (times, aircraft, fares) is not decided here. */
#ifndef DOMAIN_STAFF_DEPARTURE_H
#define DOMAIN_STAFF_DEPARTURE_H

#include "domain/click.h"

/* One decision, as its form carries it. */
struct staff_decision {
	const char *flight_no;
	int32_t on;
	int64_t version;    /* of booking's row, as it was seen */
	const char *reason; /* 200 letters at most */
	struct click click;
};

/*
 * All four: one transaction with the departure's row exclusively, so that buyers who are at work finish first and their sales stand; version +1, one event, one entry in the audit log, the click kept. `*answer` is
 * the path to show then. CODE_NOT_FOUND: booking does not know the departure; CODE_CHANGED_MEANWHILE: it is at another version; CODE_FLIGHT_CLOSED: it is closed at the gate; CODE_KEY_REUSED.
 *
 * Seats ("12A 12b, 14": a number is a whole row; 100 at most) are those of the aircraft as booking knows it now: CODE_INVALID (seats.1) for others. Blocked are all of them or none: CODE_SEAT_TAKEN
 * (FACT_SEATS, FACT_FIELDS seats.1) names those that are held, sold or blocked; CODE_DEPARTURE_ENDED: it has left or is cancelled. Freed are all of them or none: CODE_INVALID names those that are not blocked.
 */
#define STAFF_SEATS_MAX 100
const struct err *staff_block_seats(struct desk *desk, const struct staff_decision *decision,
    const char *seats, const char **answer);
const struct err *staff_unblock_seats(struct desk *desk, const struct staff_decision *decision,
    const char *seats, const char **answer);

/* Nobody can buy any more, holds that are open included; and again. What is so already changes nothing. */
const struct err *staff_close_sales(
    struct desk *desk, const struct staff_decision *decision, const char **answer);
const struct err *staff_open_sales(
    struct desk *desk, const struct staff_decision *decision, const char **answer);

#endif
