/* What waits for somebody of staff. */
#ifndef MODEL_WAITING_H
#define MODEL_WAITING_H

#include "model/departure.h"

/* Where a part of a list begins: behind this row of it; {0, 0}: with the first one. */
struct waiting_place {
	int64_t at, id;
};

/* A mail that was tried and could not be sent; it is tried again when it is due. */
struct waiting_mail {
	int64_t id;          /* 0: there is none */
	const char *kind;    /* "booking_confirmed" */
	const char *locator; /* of its booking; NULL: it is about an account */
	int64_t attempts;
	int64_t created_at, due_at;
	bool is_due;       /* it goes out with the worker's next turn */
	const char *error; /* of the last try */
};

/* A departure that was changed, and who still goes by what was told before. */
struct waiting_departure {
	int64_t id;
	const char *name, *origin, *destination;
	int64_t departs_at;
	int origin_offset;
	enum departure_state state;
	int64_t bookings, passengers; /* 0: nobody waits */
	int64_t unsent;               /* bookings whose mail about it has not gone out yet */
};

#endif
