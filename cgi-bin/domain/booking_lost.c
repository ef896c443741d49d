/* Seats of a booking that another aircraft has not: which they are, and others instead of them. */
#include "domain/booking_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/seating.h"
#include "store/seats.h"

#include <string.h>

/* So often seats are chosen again when somebody else was faster. */
#define CHOICES_MAX 8
#define SPREAD 4096

bool segment_has_seat(const struct segment *segment, const char *seat)
{
	const struct cabin *cabin = seating_cabin_of(&segment->departure, seat);
	return cabin != NULL && strcmp(cabin->code, segment->cabin) == 0;
}

void booking_find_lost(struct booking_locked *locked, apr_pool_t *pool)
{
	for (size_t i = 0; i < locked->segment_count; i++) {
		struct segment *segment = &locked->segments[i];
		const char **lost = pool_make_many(pool, const char *, segment->seat_count);
		segment->lost = lost;
		segment->lost_count = 0;
		for (size_t p = 0; p < segment->seat_count; p++) {
			const char *seat = segment->seats[p];
			if (seat == NULL || segment_has_seat(segment, seat))
				continue;
			lost[p] = seat;
			segment->lost_count++;
		}
	}
}

/* Seats of one departure: those that are lost, those that stay, and others for the lost, in the same order. */
struct moving {
	struct desk *desk;
	struct db *db;
	apr_pool_t *pool;
	const struct booking_locked *locked;
	const struct segment *segment;
	struct party party;
	struct seat_names lost, kept;
	int64_t passengers[PARTY_SEATS_MAX];
	const char *chosen[PARTY_SEATS_MAX];
};

static void sort_out(struct moving *moving)
{
	const struct segment *segment = moving->segment;
	for (size_t p = 0; p < segment->seat_count && p < PARTY_SEATS_MAX; p++) {
		if (segment->lost[p] != NULL) {
			moving->passengers[moving->lost.n] = (int64_t)p + 1;
			moving->lost.v[moving->lost.n++] = segment->lost[p];
		} else if (segment->seats[p] != NULL) {
			moving->kept.v[moving->kept.n++] = segment->seats[p];
		}
	}
}

static const struct err *none_free(const struct moving *moving)
{
	const char *name = moving->segment->departure.name, *seats = "";
	struct err *err = err_new(moving->pool, CODE_SOLD_OUT, "too few free seats on %s", name);
	for (size_t i = 0; i < moving->lost.n; i++)
		seats = apr_pstrcat(
		    moving->pool, seats, i > 0 ? " " : "", name, "/", moving->lost.v[i], NULL);
	err_with(err, FACT_DEPARTURE, name);
	return err_with(err, FACT_SEATS, seats);
}

static const struct err *choose(struct moving *moving)
{
	const struct seat_cabin *cabin = NULL;
	const struct seat_taken *rows;
	struct seat_map map;
	size_t count;
	TRY(seats_list_taken(
	    moving->db, moving->segment->departure_id, moving->pool, &rows, &count));
	struct taken_seat *taken = pool_make_many(moving->pool, struct taken_seat, count);
	for (size_t i = 0; i < count; i++)
		taken[i] = (struct taken_seat){ rows[i].seat_no,
			rows[i].is_blocked ? SEAT_BLOCKED : SEAT_TAKEN };
	seating_map(&moving->segment->departure, taken, count, moving->pool, &map);
	for (size_t i = 0; i < map.cabin_count; i++)
		if (strcmp(map.cabins[i].cabin->code, moving->segment->cabin) == 0)
			cabin = &map.cabins[i];
	if (cabin == NULL ||
	    !seating_choose(cabin, moving->lost.n, &moving->party, moving->kept.v, moving->kept.n,
		random_below(SPREAD), moving->pool, moving->chosen))
		return none_free(moving);
	return NULL;
}

/* The old seats are given back before: nobody can have them. */
static const struct err *take(struct moving *moving)
{
	const struct booking_locked *locked = moving->locked;
	const struct seats_owner owner = {
		.hold_id = locked->row.hold_id,
		.booking_id = locked->row.booking.id,
		.held_until = CLOCK_NONE,
	};
	bool is_optimistic = moving->desk->settings->locking == LOCKING_OPTIMISTIC;
	for (int i = 0; i < CHOICES_MAX; i++) {
		struct seat_wish wishes[PARTY_SEATS_MAX];
		struct seat_names taken;
		TRY(choose(moving));
		for (size_t n = 0; n < moving->lost.n; n++)
			wishes[n] = (struct seat_wish){ moving->chosen[n], moving->segment->cabin,
				moving->passengers[n] };
		TRY(seats_claim(moving->db, is_optimistic ? SEATS_NO_LOCK : SEATS_LOCK_FIRST,
		    &owner, moving->segment->departure_id, wishes, moving->lost.n, moving->pool,
		    &taken));
		if (taken.n == 0)
			return NULL;
	}
	return tx_again(moving->pool, "chosen seats were taken again and again");
}

static const struct segment *segment_of(const struct booking_locked *locked, int64_t departure_id)
{
	for (size_t i = 0; i < locked->segment_count; i++)
		if (locked->segments[i].departure_id == departure_id)
			return &locked->segments[i];
	return NULL;
}

static const struct err *move(struct moving *moving, const char **words)
{
	const struct segment *segment = moving->segment;
	apr_pool_t *pool = moving->pool;
	sort_out(moving);
	TRY(seats_delete_named(moving->db, moving->locked->row.hold_id, segment->departure_id,
	    &moving->lost, "moved", pool));
	TRY(take(moving));
	*words = apr_pstrcat(pool, *words, (*words)[0] != '\0' ? "; " : "",
	    apr_psprintf(pool, say("%s on %s instead of %s"),
		text_list(moving->chosen, moving->lost.n, pool), segment->departure.flight_no,
		text_list(moving->lost.v, moving->lost.n, pool)),
	    NULL);
	return NULL;
}

const struct err *booking_seat_lost(struct desk *desk, struct db *db,
    const struct booking_locked *locked, apr_pool_t *pool, const char **words)
{
	int64_t ids[DEPARTURES_PER_HOLD];
	size_t count = booking_departures_kept(locked, ids);
	*words = "";
	for (size_t i = 0; i < count; i++) {
		struct moving moving = {
			.desk = desk,
			.db = db,
			.pool = pool,
			.locked = locked,
			.segment = segment_of(locked, ids[i]),
			.party = booking_party(&locked->row.booking),
		};
		if (segment_lost(moving.segment, locked->row.now) > 0)
			TRY(move(&moving, words));
	}
	return NULL;
}
