/* What a change would do: seats by domain/reseat, connections by the times of a booking's other flights. */
#include "domain/departure_effect.h"

#include "base/pool.h"
#include "domain/audit.h"
#include "domain/departure_parties.h"
#include "domain/seating.h"
#include "store/cabins.h"
#include "store/departures.h"

static void add_moves(const struct departure_parties *parties, const struct reseat_plan *plan,
    enum reseat_fate fate, struct effect_move *moves, size_t *count)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct reseat_answer *answer = &plan->answers[i];
		const struct reseat_party *party = &parties->parties[answer->party];

		for (size_t p = 0; p < party->count; p++) {
			const struct work_claim
			    *claim = &parties->claims[parties->first[answer->party] + p];

			if (answer->fates[p] != fate)
				continue;
			moves[(*count)++] = (struct effect_move){ claim->locator, claim->given_name,
				claim->surname, claim->seat_no,
				fate == RESEAT_MOVES ? answer->seats[p] : NULL,
				claim->is_checked_in };
		}
	}
}

static void find_moves(const struct departure_parties *parties, const struct departure_row *row,
    const struct departure *after, apr_pool_t *pool, struct departure_effect *out)
{
	const struct reseat_case state = departure_parties_case(parties, row->departure.cabins,
	    row->departure.cabin_count, after->cabins, after->cabin_count);
	struct effect_move *moves = pool_make_many(
	    pool, struct effect_move, parties->claim_count + 1);
	struct reseat_plan plan;

	reseat_all(&state, pool, &plan);
	out->keeps = plan.keeps;
	out->moves = plan.moves;
	out->loses = plan.loses;
	out->unlike = plan.unlike;
	out->apart = plan.apart;
	add_moves(parties, &plan, RESEAT_LOSES, moves, &out->moved_count);
	add_moves(parties, &plan, RESEAT_MOVES, moves, &out->moved_count);
	for (size_t i = 0; i < out->moved_count; i++)
		out->checked_in += moves[i].is_checked_in;
	out->moved = moves;
}

/* Does another flight of the booking, before or after this one, not fit to it at these times? */
static bool is_clash(const struct work_beside *beside, const struct departure *departure)
{
	return beside->is_after ? beside->departs_at < departure->arrives_at
				: beside->arrives_at > departure->departs_at;
}

static const struct err *find_clashes(struct desk *desk, int64_t departure_id,
    const struct departure *now, const struct departure *after, struct departure_effect *out)
{
	const struct work_beside *beside;
	struct effect_clash *clashes;
	size_t count;

	TRY(departure_works_list_beside(desk->db, departure_id, desk->pool, &beside, &count));
	clashes = pool_make_many(desk->pool, struct effect_clash, count + 1);
	for (size_t i = 0; i < count; i++)
		if (is_clash(&beside[i], after) && !is_clash(&beside[i], now))
			clashes[out->clash_count++] = (struct effect_clash){ beside[i].locator,
				beside[i].departure, beside[i].is_after };
	out->clashes = clashes;
	return NULL;
}

const struct err *departure_effect_find(struct desk *desk, const struct departure *now,
    const struct departure *after, struct departure_effect *out)
{
	struct departure_parties parties;
	struct departure_row row;

	*out = (struct departure_effect){ .people = 0 };
	TRY(departures_find(desk->db, now->flight_no, now->on, desk->pool, &row));
	if (row.id == 0)
		return NULL;
	TRY(cabins_fill(desk->db, &row, 1, desk->pool));
	TRY(departure_parties_read(desk->db, 0, row.id, desk->pool, &parties));
	out->people = parties.people;
	out->infants = parties.infants;
	out->bookings = (int64_t)parties.count;
	out->held = parties.held;
	if (!seating_is_same_plan(now, after)) {
		TRY(audit_note(desk, "names-read",
		    apr_pstrcat(desk->pool, "departure/", now->name, NULL),
		    apr_pstrcat(desk->pool, "effect of aircraft ", after->aircraft_code, NULL)));
		find_moves(&parties, &row, after, desk->pool, out);
	}
	if (now->departs_at == after->departs_at && now->arrives_at == after->arrives_at)
		return NULL;
	return find_clashes(desk, row.id, now, after, out);
}
