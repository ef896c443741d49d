/* Who sits where when a departure gets another aircraft. Pure rules; no database: what is shown before and what is done after are answers of the same functions. */
#ifndef DOMAIN_RESEAT_H
#define DOMAIN_RESEAT_H

#include "base/pool.h"
#include "model/departure.h"
#include "model/party.h"

/* People who travel together in one cabin, with the seats that they have now. */
struct reseat_party {
	int64_t id; /* the caller's; who booked first has the lower one */
	const char *cabin;
	struct party party; /* whether exit rows are for them */
	struct {
		int64_t no; /* the caller's */
		const char *seat_no;
		bool is_fixed; /* checked in: whose seat is there keeps it, come what may */
	} people[PARTY_SEATS_MAX];
	size_t count;
	bool is_decided; /* dealt with already: it keeps what it has, come what may */
};

struct reseat_case {
	const struct cabin *was; /* the seat plan that their seats were chosen from */
	size_t was_count;
	const struct cabin *is; /* the one that there is, or will be */
	size_t is_count;
	const struct reseat_party *parties;
	size_t count;
	const char *const *others; /* seats that are not free and no party's: held, blocked */
	size_t other_count;
};

enum reseat_fate {
	RESEAT_KEEPS, /* the seat is there, in the same cabin; and it may be theirs, or there is no other  */
	RESEAT_MOVES, /* to another seat of the same cabin                                                 */
	RESEAT_LOSES /* it is not there and none is left; they keep their claim alone                     */
};

/* What becomes of one party. */
struct reseat_answer {
	size_t party; /* its place in the case */
	enum reseat_fate fates[PARTY_SEATS_MAX];
	const char
	    *seats[PARTY_SEATS_MAX]; /* the new one of who moves, the old one of the others */
	bool is_apart;               /* sat together and does not any more */
};

/* Is this seat one of this cabin (its code) in the plan? And may the party have it? */
bool reseat_is_there(
    const struct cabin *plan, size_t count, const char *cabin, const char *seat_no);
bool reseat_is_right(const struct cabin *plan, size_t count, const char *cabin,
    const struct party *party, const char *seat_no);

/*
 * The next party whose seats have to change, and how; false: there is none. A seat that is there in the same cabin is kept. Whoever has to move gets a free seat of the cabin beside their
 * own people, of the same kind (window, aisle), near the old row; where the party would be torn apart and could sit together elsewhere, all of it moves. Exit rows are for adults alone. Who is checked in moves where the seat is gone, and for nothing else. Parties with
 * children or infants choose first (they may not sit everywhere), then who booked first; a party that does not fit as a whole comes after all that do, and then the last of its people lose their seats. The
 * same case gives the same answer; and to be asked again, with the answer carried out and the party decided, leads to what reseat_all says.
 */
bool reseat_next(const struct reseat_case *state, apr_pool_t *pool, struct reseat_answer *out);

/* All of them, one after the other; and how many people keep, move and lose, those of other parties included. */
struct reseat_plan {
	const struct reseat_answer *answers;
	size_t count;
	int64_t keeps, moves, loses;
	int64_t unlike; /* who move and had a window or an aisle, and do not get one */
	int64_t apart;  /* parties that sat together, and do not any more */
};
void reseat_all(const struct reseat_case *state, apr_pool_t *pool, struct reseat_plan *out);

#endif
