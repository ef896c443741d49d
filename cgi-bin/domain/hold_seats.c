/* The seats of a hold that is being placed: those that were named, and the rest chosen near them. */
#include "domain/hold_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"

#include <stdlib.h>
#include <string.h>

/* So often the system chooses again when somebody else was faster. */
#define CHOICES_MAX 8
#define SPREAD 4096

/* Where hoping was in vain twice, too many want the same: then they wait for each other in one order. */
static enum seats_way way_of(const struct placing *placing)
{
	return placing->desk->settings->locking == LOCKING_OPTIMISTIC && placing->runs <= 2
	    ? SEATS_NO_LOCK
	    : SEATS_LOCK_FIRST;
}

static const struct err *sold_out(struct placing *placing, size_t index)
{
	const char *name = placing->offer->segments[index].departure->name;
	return err_with(err_new(placing->pool, CODE_SOLD_OUT, "too few free seats on %s", name),
	    FACT_DEPARTURE, name);
}

static const struct seat_cabin *cabin_of(const struct seat_map *map, const char *code)
{
	for (size_t i = 0; i < map->cabin_count; i++)
		if (strcmp(map->cabins[i].cabin->code, code) == 0)
			return &map->cabins[i];
	return NULL;
}

static bool has_to_choose(const struct placing *placing, size_t index)
{
	return placing->seats[index].named < placing->seated;
}

/* The seats that nobody named, out of what is not taken. */
static const struct err *choose_from(
    struct placing *placing, size_t index, const struct seat_taken *rows, size_t count)
{
	const struct offer_segment *segment = &placing->offer->segments[index];
	struct hold_seats *seats = &placing->seats[index];
	struct seat_map map;
	struct taken_seat *taken = pool_make_many(placing->pool, struct taken_seat, count);
	for (size_t i = 0; i < count; i++)
		taken[i] = (struct taken_seat){ rows[i].seat_no,
			rows[i].is_blocked ? SEAT_BLOCKED : SEAT_TAKEN };
	seating_map(segment->departure, taken, count, placing->pool, &map);
	const struct seat_cabin *cabin = cabin_of(&map, segment->fare->cabin);
	if (cabin == NULL ||
	    !seating_choose(cabin, placing->seated - seats->named, &placing->request->offer.party,
		seats->v, seats->named, random_below(SPREAD), placing->pool,
		seats->v + seats->named))
		return sold_out(placing, index);
	seats->n = placing->seated;
	return NULL;
}

static const struct err *choose(struct placing *placing, size_t index)
{
	const struct seat_taken *rows;
	size_t count;
	placing->seats[index].n = placing->seats[index].named;
	if (!has_to_choose(placing, index))
		return NULL;
	TRY(seats_list_taken(
	    placing->db, placing->departure_ids[index], placing->pool, &rows, &count));
	return choose_from(placing, index, rows, count);
}

static struct seats_owner owner_of(const struct placing *placing)
{
	return (struct seats_owner){
		.hold_id = placing->hold_id,
		.held_until = placing->expires_at,
	};
}

static void wish(const struct placing *placing, size_t index, struct seats_wanted *out)
{
	const struct hold_seats *seats = &placing->seats[index];
	out->departure_id = placing->departure_ids[index];
	out->count = seats->n;
	for (size_t i = 0; i < seats->n; i++)
		out->wishes[i] = (struct seat_wish){ seats->v[i],
			placing->offer->segments[index].fare->cabin, (int64_t)i + 1 };
}

static const struct err *claim(struct placing *placing, size_t index, struct seat_names *taken)
{
	const struct seats_owner owner = owner_of(placing);
	struct seats_wanted wanted;
	wish(placing, index, &wanted);
	return seats_claim(placing->db, way_of(placing), &owner, wanted.departure_id, wanted.wishes,
	    wanted.count, placing->pool, taken);
}

static bool is_among(const struct seat_names *names, const char *seat)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->v[i], seat) == 0)
			return true;
	return false;
}

static bool has_named(const struct hold_seats *seats, const struct seat_names *taken)
{
	for (size_t i = 0; i < seats->named; i++)
		if (is_among(taken, seats->v[i]))
			return true;
	return false;
}

/* Which of the named seats of a departure are somebody else's: all that is live there, when nothing is ours yet. */
static const struct err *look(struct placing *placing, size_t index, struct seat_names *out)
{
	const struct hold_seats *seats = &placing->seats[index];
	const struct seat_taken *rows;
	size_t count;
	TRY(seats_list_taken(
	    placing->db, placing->departure_ids[index], placing->pool, &rows, &count));
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < seats->named; j++)
			if (strcmp(seats->v[j], rows[i].seat_no) == 0 &&
			    !is_among(out, rows[i].seat_no))
				out->v[out->n++] = seats->v[j];
	return NULL;
}

/* Everything that stands in the way, not only what was met first. `order` from `at` on has not been claimed. */
static const struct err *refuse(
    struct placing *placing, const size_t *order, size_t at, const struct seat_names *met)
{
	struct seat_names taken[DEPARTURES_PER_HOLD] = { { .n = 0 } };
	const char *text = "";
	taken[order[at]] = *met;
	for (size_t i = at; i < placing->offer->segment_count; i++)
		TRY(look(placing, order[i], &taken[order[i]]));
	for (size_t i = 0; i < placing->offer->segment_count; i++)
		for (size_t j = 0; j < placing->seats[i].named; j++)
			if (is_among(&taken[i], placing->seats[i].v[j]))
				text = apr_pstrcat(placing->pool, text, text[0] != '\0' ? " " : "",
				    placing->offer->segments[i].departure->name, "/",
				    placing->seats[i].v[j], NULL);
	return err_with(
	    err_new(placing->pool, CODE_SEAT_TAKEN, "taken: %s", text), FACT_SEATS, text);
}

static const struct err *take(struct placing *placing, const size_t *order, size_t at)
{
	size_t index = order[at];
	for (int i = 0; i < CHOICES_MAX; i++) {
		struct seat_names taken;
		const struct err *err = choose(placing, index);
		if (err_is(err, CODE_SOLD_OUT) && placing->seats[index].named > 0) {
			/* Named seats that are gone are the better answer. */
			taken.n = 0;
			TRY(look(placing, index, &taken));
			return taken.n > 0 ? refuse(placing, order, at, &taken) : err;
		}
		TRY(err);
		TRY(claim(placing, index, &taken));
		if (taken.n == 0)
			return NULL;
		if (has_named(&placing->seats[index], &taken))
			return refuse(placing, order, at, &taken);
	}
	return tx_again(placing->pool, "chosen seats were taken again and again");
}

/* Departures in order of id, whatever the order of travel: so no two buyers wait for each other. */
static void set_order(const struct placing *placing, size_t order[DEPARTURES_PER_HOLD])
{
	for (size_t i = 0; i < placing->offer->segment_count; i++) {
		size_t at = i;
		for (; at > 0 && placing->departure_ids[order[at - 1]] > placing->departure_ids[i];
		     at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
}

const struct err *hold_list_taken_later(struct placing *placing)
{
	for (size_t i = 0; i < placing->offer->segment_count; i++)
		if (has_to_choose(placing, i))
			TRY(seats_list_taken_later(placing->db, i, placing->departure_ids[i],
			    placing->pool, &placing->taken[i]));
	return NULL;
}

static bool choose_all(struct placing *placing)
{
	for (size_t i = 0; i < placing->offer->segment_count; i++) {
		const struct seat_taken *rows;
		size_t count;
		placing->seats[i].n = placing->seats[i].named;
		if (!has_to_choose(placing, i))
			continue;
		seats_read_taken(&placing->taken[i], placing->pool, &rows, &count);
		if (choose_from(placing, i, rows, count) != NULL)
			return false;
	}
	return true;
}

const struct err *hold_find_seats_later(struct placing *placing)
{
	size_t order[DEPARTURES_PER_HOLD];
	placing->may_insert = false;
	if (placing->runs > 1 || placing->moving_count > 0 || !choose_all(placing))
		return NULL;
	set_order(placing, order);
	for (size_t i = 0; i < placing->offer->segment_count; i++) {
		struct seats_wanted wanted;
		wish(placing, order[i], &wanted);
		TRY(seats_lock_later(
		    placing->db, way_of(placing), i, &wanted, placing->pool, &placing->claims[i]));
	}
	placing->may_insert = true;
	return NULL;
}

static bool are_all_free(const struct placing *placing)
{
	for (size_t i = 0; i < placing->offer->segment_count; i++)
		if (!seats_are_free(&placing->claims[i]))
			return false;
	return true;
}

const struct err *hold_take_seats(struct placing *placing)
{
	size_t order[DEPARTURES_PER_HOLD];
	size_t count = placing->offer->segment_count;
	set_order(placing, order);
	if (placing->may_insert && are_all_free(placing)) {
		const struct seats_owner owner = owner_of(placing);
		struct seats_wanted wanted[DEPARTURES_PER_HOLD];
		for (size_t i = 0; i < count; i++)
			wish(placing, order[i], &wanted[i]);
		return seats_insert_later(placing->db, &owner, wanted, count, placing->pool);
	}
	for (size_t i = 0; i < count; i++)
		TRY(take(placing, order, i));
	return NULL;
}
