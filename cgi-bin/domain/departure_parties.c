/* Claims of a departure to parties: a booking's people in one cabin travel together. */
#include "domain/departure_parties.h"

#include "base/pool.h"

#include <string.h>

static bool is_of(const struct reseat_party *party, const struct work_claim *claim)
{
	return party->id == claim->booking_id && strcmp(party->cabin, claim->cabin) == 0 &&
	    party->count < PARTY_SEATS_MAX;
}

static void begin_party(
    struct departure_parties *out, struct reseat_party *party, const struct work_claim *claim)
{
	*party = (struct reseat_party){ .id = claim->booking_id,
		.cabin = claim->cabin,
		.party = { .children = claim->children, .infants = claim->infants },
		.is_decided = claim->is_told };
	out->children += claim->children;
	out->infants += claim->infants;
	out->count++;
}

const struct err *departure_parties_read(struct db *db, int64_t work_id, int64_t departure_id,
    apr_pool_t *pool, struct departure_parties *out)
{
	struct reseat_party *parties, *party = NULL;
	const char **others;
	size_t *first;

	*out = (struct departure_parties){ .count = 0 };
	TRY(departure_works_list_claims(
	    db, work_id, departure_id, pool, &out->claims, &out->claim_count));
	parties = pool_make_many(pool, struct reseat_party, out->claim_count + 1);
	others = pool_make_many(pool, const char *, out->claim_count + 1);
	first = pool_make_many(pool, size_t, out->claim_count + 1);
	for (size_t i = 0; i < out->claim_count; i++) {
		const struct work_claim *claim = &out->claims[i];

		if (claim->is_over)
			continue;
		if (claim->booking_id == 0) {
			others[out->other_count++] = claim->seat_no;
			out->held += claim->is_held;
			continue;
		}
		if (party == NULL || !is_of(party, claim)) {
			first[out->count] = i;
			party = &parties[out->count];
			begin_party(out, party, claim);
		}
		party->people[party->count].no = claim->passenger_no;
		party->people[party->count].is_fixed = claim->is_checked_in;
		party->people[party->count++].seat_no = claim->seat_no;
		party->party.adults++;
		out->people++;
	}
	out->parties = parties;
	out->first = first;
	out->others = others;
	return NULL;
}

struct reseat_case departure_parties_case(const struct departure_parties *parties,
    const struct cabin *was, size_t was_count, const struct cabin *is, size_t is_count)
{
	return (struct reseat_case){ .was = was,
		.was_count = was_count,
		.is = is,
		.is_count = is_count,
		.parties = parties->parties,
		.count = parties->count,
		.others = parties->others,
		.other_count = parties->other_count };
}

int64_t departure_parties_held_off(
    const struct departure_parties *parties, const struct cabin *plan, size_t count)
{
	int64_t off = 0;

	for (size_t i = 0; i < parties->claim_count; i++) {
		const struct work_claim *claim = &parties->claims[i];
		const struct party party = {
			.adults = 1, .children = claim->children, .infants = claim->infants
		};

		off += claim->is_held &&
		    !reseat_is_right(plan, count, claim->cabin, &party, claim->seat_no);
	}
	return off;
}
