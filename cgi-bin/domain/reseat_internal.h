/* Places of a cabin, and groups of them for people who travel together: what domain/reseat chooses with. */
#ifndef DOMAIN_RESEAT_INTERNAL_H
#define DOMAIN_RESEAT_INTERNAL_H

#include "domain/reseat.h"

enum { PLACE_WINDOW = 1, PLACE_AISLE = 2 };

struct place {
	const char *no;
	int row,
	    column; /* a column of the plan, aisles counted: to sit across one is further than beside */
	unsigned kind; /* PLACE_…; of a seat that is in no plan: none */
};

struct places {
	struct place *v;
	size_t n;
};

/* Where a seat is in a plan; by its row and letter alone where it is in none. */
struct place place_of(const struct cabin *plan, size_t count, const char *seat_no);

/* How far two people sit from each other: a row costs as much as four places. */
int place_distance(const struct place *a, const struct place *b);
/* Does everybody sit near somebody of the group, and the group hang together? */
bool places_are_together(const struct place *places, size_t count);

/* Does who had `had` miss at `gets` what he had: a window, an aisle? */
bool place_is_unlike(const struct place *had, const struct place *gets);

/*
 * For people who have sat at `old` (`count` of them, at most nine) the best of the free places: beside `kept`, together, like for like, near. `out[i]` is for old[i]. False: there are too few. The cost
 * of two choices can be compared.
 */
bool places_choose(const struct places *spare, const struct place *kept, size_t kept_count,
    const struct place *old, size_t count, struct place *out);

#endif
