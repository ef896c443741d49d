/* What a change of a departure would do to who has bought: asked before it is made. Nothing here changes anything. */
#ifndef DOMAIN_DEPARTURE_EFFECT_H
#define DOMAIN_DEPARTURE_EFFECT_H

#include "domain/desk.h"
#include "model/departure.h"

struct effect_move {
	const char *locator, *given_name, *surname;
	const char *from_seat, *to_seat; /* to_seat NULL: there is none left */
	bool is_checked_in;              /* or on board: needs another boarding pass */
};
/* A booking whose flights would not follow each other any more. */
struct effect_clash {
	const char *locator, *departure; /* the other one */
	bool is_after;                   /* it is the later one, and is missed; else this one is */
};

struct departure_effect {
	int64_t people, infants, bookings; /* with seats; on laps */
	int64_t held;                      /* seats that are kept for people who are choosing now */
	int64_t keeps, moves, loses, unlike, apart; /* of an aircraft (domain/reseat) */
	int64_t checked_in;                         /* of those who move or lose */
	const struct effect_move *moved;            /* who loses a seat first */
	size_t moved_count;
	const struct effect_clash *clashes;
	size_t clash_count;
};

/*
 * Of this departure, as it is at the flight service, with the seat plan, or at the times, of `after` (what it leaves as it is has no effect). The worker carries out the same by the same functions. With another aircraft it has names, and the
 * audit log notes that first. A departure that booking does not know has sold nothing.
 */
const struct err *departure_effect_find(struct desk *desk, const struct departure *now,
    const struct departure *after, struct departure_effect *out);

#endif
