/* Seats that the system would choose, shown before they are held. */
#include "domain/offer.h"

#include "base/pool.h"
#include "base/random.h"

#include <string.h>

#define SPREAD 4096

/* The party's own seats, as many as it needs; how many. */
static size_t own_seats(
    const struct seat_cabin *cabin, const struct party *party, size_t wanted, const char **out)
{
	size_t n = 0;

	for (size_t r = 0; r < cabin->row_count; r++) {
		const struct seat_row *row = &cabin->rows[r];

		for (size_t i = 0; i < row->seat_count && n < wanted; i++) {
			const struct seat *seat = &row->seats[i];

			if (seat->no != NULL && seat->state == SEAT_YOURS &&
			    seating_may_have(cabin->cabin, seat->no, party))
				out[n++] = seat->no;
		}
	}
	return n;
}

static void suggest_in(const struct seat_cabin *cabin, const struct party *party,
    struct seat_map *map, apr_pool_t *pool)
{
	const char *own[PARTY_SEATS_MAX], *chosen[PARTY_SEATS_MAX];
	size_t wanted = (size_t)(party->adults + party->children);
	size_t own_count = own_seats(cabin, party, wanted, own);

	if (own_count < wanted &&
	    seating_choose(cabin, wanted - own_count, party, own, own_count, random_below(SPREAD),
		pool, chosen))
		seating_map_set(
		    map, cabin->cabin->code, chosen, wanted - own_count, SEAT_SUGGESTED, pool);
}

void offer_suggest(struct desk *desk, const struct party *party, struct offer *offer)
{
	for (size_t i = 0; i < offer->segment_count && offer->is_on_sale; i++) {
		struct offer_segment *segment = &offer->segments[i];

		for (size_t k = 0; k < segment->map.cabin_count; k++) {
			const struct seat_cabin *cabin = &segment->map.cabins[k];

			if (strcmp(cabin->cabin->code, segment->fare->cabin) == 0)
				suggest_in(cabin, party, &segment->map, desk->pool);
		}
	}
}
