/* The row of a hold that is being placed: a new one, or an open one that shares a departure with the request and is moved. */
#include "domain/hold_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "store/keepings.h"
#include "store/passengers.h"
#include "store/price_lines.h"
#include "store/segments.h"

#include <string.h>

int64_t hold_expiry(const struct settings *settings, int64_t placed_at, int64_t now)
{
	int64_t at = now + settings->hold_seconds * CLOCK_SECOND;
	int64_t last_at = placed_at + settings->hold_max_seconds * CLOCK_SECOND;
	return settings->hold_max_seconds > 0 && last_at < at ? last_at : at;
}

const struct err *hold_gather_later(struct placing *placing)
{
	const struct customer_here *here = &placing->here;
	const char *address = hold_address(placing->desk);
	/* Where an address has no limit, a whole office's holds are not counted for nothing. */
	bool is_counted = placing->desk->settings->holds_per_address > 0;
	TRY(holds_count_open_later(placing->db, here->customer_id, here->browser_id,
	    is_counted ? address : NULL, placing->pool, &placing->open));
	if (placing->is_new)
		return NULL;
	TRY(holds_list_moving_later(placing->db, here->customer_id, placing->departure_ids,
	    placing->offer->segment_count, here->browser_id, address, placing->pool,
	    &placing->may_move));
	return hold_list_ends_later(placing);
}

const struct err *hold_gather(struct placing *placing)
{
	struct holds_open open;
	placing->moving_count = 0;
	if (!placing->is_new)
		holds_read_moving(
		    &placing->may_move, placing->pool, &placing->moving, &placing->moving_count);
	TRY(hold_check_locked(placing));
	TRY(holds_read_open(&placing->open, placing->pool, &open));
	placing->now = open.now;
	TRY(hold_check_open_count(placing, &open));
	return hold_check_again(placing);
}

static const struct err *give_back(struct placing *placing)
{
	for (size_t i = 0; i < placing->moving_count; i++) {
		const struct hold_moving *moving = &placing->moving[i];
		int64_t count;
		bool is_done;
		TRY(keepings_insert_given_back_later(placing->db, moving->id, placing->pool));
		TRY(seats_delete(placing->db, moving->id, "released", placing->pool, &count));
		if (i == 0)
			continue;
		TRY(holds_set_released(
		    placing->db, moving->id, moving->version, placing->pool, &is_done));
		if (!is_done)
			return tx_again(placing->pool, "a hold to be released has just ended");
		TRY(hold_record(placing->desk, placing->db, moving->id, moving->version + 1,
		    HOLD_OPEN, HOLD_RELEASED, "for a newer hold of the same departure",
		    placing->pool));
	}
	return NULL;
}

static bool is_same_party(const struct party *a, const struct party *b)
{
	return a->adults == b->adults && a->children == b->children && a->infants == b->infants;
}

/* Whose people travel: those of the hold that is moved, else of the ended one that was named. Id 0: they are asked for. */
static const struct err *find_people(struct placing *placing, struct hold_row *out)
{
	const struct offer *offer = placing->offer;
	const char *from = placing->request->from;
	struct hold_row named = { .customer_id = 0 };
	*out = (struct hold_row){ .customer_id = 0 };
	if (from != NULL && from[0] != '\0') {
		TRY(holds_find_owned(
		    placing->db, from, placing->here.customer_id, placing->pool, &named));
		if (named.hold.id == 0)
			return err_new(
			    placing->pool, CODE_NOT_FOUND, "no hold %s of this customer", from);
		if (named.hold.state == HOLD_OPEN) /* only what has ended is taken over */
			named = (struct hold_row){ .customer_id = 0 };
	}
	if (placing->moving_count > 0 && placing->moving[0].has_passengers)
		TRY(holds_find_by_id(placing->db, placing->moving[0].id, placing->pool, &named));
	if (named.hold.passenger_count == 0 ||
	    !is_same_party(&named.hold.party, &placing->request->offer.party) ||
	    passengers_check_ages(named.hold.passengers, named.hold.passenger_count,
		offer->segments[0].departure->on,
		offer->segments[offer->segment_count - 1].departure->on, placing->pool) != NULL)
		return NULL;
	*out = named;
	return NULL;
}

static const struct err *insert(struct placing *placing, struct hold_new *hold)
{
	placing->ref = random_ref(placing->pool);
	placing->version = 1;
	hold->ref = placing->ref;
	return holds_insert(placing->db, hold, placing->pool, &placing->hold_id);
}

static const struct err *move(
    struct placing *placing, const struct hold_new *hold, int64_t people_hold_id)
{
	const struct hold_moving *moving = &placing->moving[0];
	bool is_done;
	placing->ref = moving->ref;
	placing->hold_id = moving->id;
	placing->version = moving->version + 1;
	TRY(holds_set_moved(
	    placing->db, moving->id, moving->version, hold, placing->pool, &is_done));
	if (!is_done)
		return tx_again(placing->pool, "the hold to be moved has just ended");
	TRY(price_lines_delete(placing->db, moving->id, placing->pool));
	TRY(segments_delete(placing->db, moving->id, placing->pool));
	if (moving->has_passengers && people_hold_id != moving->id)
		TRY(passengers_delete(placing->db, moving->id, placing->pool));
	return NULL;
}

static const struct err *write_segments(struct placing *placing)
{
	struct segment segments[DEPARTURES_PER_HOLD];
	const struct offer *offer = placing->offer;
	for (size_t i = 0; i < offer->segment_count; i++) {
		const struct departure *departure = offer->segments[i].departure;
		const struct fare *fare = offer->segments[i].fare;
		segments[i] = (struct segment){
			.position = (int64_t)i + 1,
			.departure_id = placing->departure_ids[i],
			.told_departs_at = departure->departs_at,
			.told_arrives_at = departure->arrives_at,
			.cabin = fare->cabin,
			.basis = fare->basis,
			.is_refundable = fare->is_refundable,
			.change_fee_minor = fare->change_fee_minor,
			.cancel_fee_minor = fare->cancel_fee_minor,
		};
	}
	TRY(segments_insert(
	    placing->db, placing->hold_id, segments, offer->segment_count, placing->pool));
	return price_lines_insert(
	    placing->db, placing->hold_id, offer->prices, offer->price_count, placing->pool);
}

const struct err *hold_write(struct placing *placing)
{
	struct hold_row people;
	TRY(find_people(placing, &people));
	TRY(give_back(placing));
	struct hold_new hold = {
		.customer_id = placing->here.customer_id,
		.browser_id = placing->here.browser_id,
		.address = hold_address(placing->desk),
		.placed_at = placing->moving_count > 0 ? placing->moving[0].placed_at
						       : placing->now,
		.party = placing->request->offer.party,
		.currency = placing->offer->currency,
		.total_minor = placing->offer->total_minor,
		.contact = people.hold.contact,
	};
	hold.expires_at = hold_expiry(placing->desk->settings, hold.placed_at, placing->now);
	placing->expires_at = hold.expires_at;
	TRY(placing->moving_count > 0 ? move(placing, &hold, people.hold.id)
				      : insert(placing, &hold));
	TRY(write_segments(placing));
	if (people.hold.id != 0 && people.hold.id != placing->hold_id)
		TRY(passengers_copy(placing->db, people.hold.id, placing->hold_id, placing->pool));
	return hold_record(placing->desk, placing->db, placing->hold_id, placing->version,
	    HOLD_OPEN, HOLD_OPEN, placing->moving_count > 0 ? "moved" : "", placing->pool);
}
