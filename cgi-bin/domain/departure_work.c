/* What is open is gone on with: parties that have to sit elsewhere one by one, then those who are only to be told. */
#include "domain/departure_work.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/words.h"
#include "db/tx.h"
#include "domain/booking_internal.h"
#include "domain/departure_internal.h"
#include "domain/departure_standing.h"
#include "domain/departure_words.h"
#include "store/customers.h"
#include "store/departures.h"
#include "store/outbox.h"
#include "store/seats.h"

#include <string.h>

#define WORKS_MOST 500
#define MAILS_AT_ONCE 25

/* One piece of work. */
struct working {
	struct desk *desk;
	const struct departure_work *work;
	int64_t booking_id; /* whose turn it is; 0: nobody's */
	bool has_told;      /* this run of the transaction wrote mails */
};

/* A seat that was not in the aircraft before this change either was told with another one; and so it was where that change had its turn when this one was known already. */
static const struct err *find_lost(const struct working *working, struct db *db,
    const struct departure_standing *standing, const struct reseat_answer *answer, apr_pool_t *pool,
    struct departure_seat_changes *out)
{
	const struct reseat_case *state = &standing->state;
	const struct reseat_party *party = &state->parties[answer->party];
	const char *const *told;
	size_t count;

	TRY(departure_works_list_told_lost(db, working->work, party->id, pool, &told, &count));
	for (size_t i = 0; i < party->count; i++) {
		const char *seat = party->people[i].seat_no;
		bool is_new = answer->fates[i] == RESEAT_LOSES &&
		    reseat_is_there(state->was, state->was_count, party->cabin, seat);

		for (size_t t = 0; t < count; t++)
			is_new = is_new && strcmp(told[t], seat) != 0;
		if (is_new)
			out->lost[out->lost_count++] = seat;
	}
	return NULL;
}

static const struct err *find_changes(const struct working *working, struct db *db,
    const struct departure_standing *standing, const struct reseat_answer *answer, apr_pool_t *pool,
    struct departure_seat_changes *out)
{
	const struct reseat_party *party = &standing->state.parties[answer->party];

	*out = (struct departure_seat_changes){ .moved = 0 };
	for (size_t i = 0; i < party->count; i++) {
		if (answer->fates[i] != RESEAT_MOVES)
			continue;
		out->from[out->moved] = party->people[i].seat_no;
		out->to[out->moved++] = answer->seats[i];
	}
	return find_lost(working, db, standing, answer, pool, out);
}

/* Who has booked since it was learned knows of the new times. */
static const char *words_of(const struct departure_work *work,
    const struct departure_standing *standing, const struct reseat_answer *answer,
    const struct departure_seat_changes *seats, apr_pool_t *pool)
{
	const struct departure_parties *parties = &standing->parties;
	bool is_to_tell = parties->claims[parties->first[answer->party]].is_to_tell;

	return departure_told_words(is_to_tell ? &work->was : &work->is, &work->is, seats, pool);
}

/* The old seats go before the new ones come. */
static const struct err *move_seats(struct working *working, struct db *db, int64_t hold_id,
    const struct departure_standing *standing, const struct reseat_answer *answer, apr_pool_t *pool)
{
	const struct reseat_party *party = &standing->state.parties[answer->party];
	const struct seats_owner owner = {
		.hold_id = hold_id, .booking_id = party->id, .held_until = CLOCK_NONE
	};
	bool is_optimistic = working->desk->settings->locking == LOCKING_OPTIMISTIC;
	struct seat_wish wishes[PARTY_SEATS_MAX];
	struct seat_names given = { .n = 0 }, taken;

	for (size_t i = 0; i < party->count; i++) {
		if (answer->fates[i] != RESEAT_MOVES)
			continue;
		wishes[given.n] = (struct seat_wish){ answer->seats[i], party->cabin,
			party->people[i].no };
		given.v[given.n++] = party->people[i].seat_no;
	}
	if (given.n == 0)
		return NULL;
	TRY(seats_delete_named(db, hold_id, standing->row.id, &given, "moved", pool));
	TRY(seats_claim(db, is_optimistic ? SEATS_NO_LOCK : SEATS_LOCK_FIRST, &owner,
	    standing->row.id, wishes, given.n, pool, &taken));
	return taken.n == 0 ? NULL : tx_again(pool, "a seat was taken meanwhile");
}

static const struct err *write_moves(struct working *working, struct db *db,
    const struct reseat_party *party, const struct reseat_answer *answer, apr_pool_t *pool)
{
	struct work_move moves[PARTY_SEATS_MAX];
	size_t count = 0;

	for (size_t i = 0; i < party->count; i++)
		if (answer->fates[i] != RESEAT_KEEPS)
			moves[count++] = (struct work_move){ .booking_id = party->id,
				.passenger_no = party->people[i].no,
				.from_seat = party->people[i].seat_no,
				.to_seat = answer->fates[i] == RESEAT_MOVES ? answer->seats[i]
									    : NULL };
	return departure_works_insert_moves(db, working->work->id, moves, count, pool);
}

/* Who sits elsewhere has another version of the booking, with its event; who has lost a seat or flies at other times is told alone. */
static const struct err *write_change(struct working *working, struct db *db,
    const struct booking *booking, bool has_moved, const char *words, apr_pool_t *pool)
{
	bool is_done;

	if (words == NULL)
		return NULL;
	if (!has_moved)
		return outbox_insert(
		    db, "booking_changed", booking->id, booking->contact.email, words, pool);
	TRY(booking_record_change(working->desk, db, booking, words, pool));
	TRY(bookings_set_version(db, booking->id, booking->version, pool, &is_done));
	return is_done ? NULL : tx_again(pool, "the booking has just changed");
}

static const struct err *apply(struct working *working, struct db *db,
    const struct booking_row *row, const struct departure_standing *standing,
    const struct reseat_answer *answer, apr_pool_t *pool)
{
	const struct booking *booking = &row->booking;
	struct departure_seat_changes seats;
	const char *words;
	bool is_new;

	TRY(find_changes(working, db, standing, answer, pool, &seats));
	words = words_of(working->work, standing, answer, &seats, pool);
	TRY(departure_works_set_told(
	    db, working->work->id, booking->id, words == NULL, pool, &is_new));
	if (!is_new)
		return NULL;
	TRY(move_seats(working, db, row->hold_id, standing, answer, pool));
	TRY(write_moves(working, db, &standing->state.parties[answer->party], answer, pool));
	return write_change(working, db, booking, seats.moved > 0, words, pool);
}

/* In the language of who booked. */
static const struct err *apply_in_language(struct working *working, struct db *db,
    const struct booking_row *row, const struct departure_standing *standing,
    const struct reseat_answer *answer, apr_pool_t *pool)
{
	const struct language *own = words_spoken();
	const struct err *err;

	words_speak(words_language_named(row->booking.language));
	err = apply(working, db, row, standing, answer, pool);
	words_speak(own);
	return err;
}

/* Customer, departure, seats: in the order in which everybody locks. Whose turn it is is asked again under the locks. */
static const struct err *seat_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct working *working = arg;
	struct booking_row row, before;
	struct reseat_answer answer;
	struct departure_standing standing;
	struct customer customer;

	TRY(bookings_find_by_id(db, working->booking_id, pool, &before));
	if (before.booking.id == 0)
		return NULL;
	TRY(customers_lock(db, before.customer_id, pool, &customer));
	TRY(bookings_find_by_id(db, working->booking_id, pool, &row));
	if (row.customer_id != before.customer_id)
		return tx_again(pool, "the booking has just changed hands");
	TRY(departure_standing_lock(db, working->work, pool, &standing));
	if (row.booking.state != BOOKING_CONFIRMED || !departure_may_seat(&standing.row) ||
	    !reseat_next(&standing.state, pool, &answer) ||
	    standing.state.parties[answer.party].id != working->booking_id)
		return NULL;
	return apply_in_language(working, db, &row, &standing, &answer, pool);
}

static const struct err *seat_next(
    struct working *working, const struct departure_standing *standing)
{
	struct desk *desk = working->desk;
	struct reseat_answer answer;

	working->booking_id = 0;
	if (!departure_may_seat(&standing->row) ||
	    !reseat_next(&standing->state, desk->pool, &answer))
		return NULL;
	working->booking_id = standing->state.parties[answer.party].id;
	return tx_run(desk->db, seat_in_tx, working, desk->pool);
}

static const struct err *tell_booking(struct db *db, const struct departure_work *work,
    const struct work_booking *booking, apr_pool_t *pool)
{
	const struct language *own = words_spoken();
	const struct err *err;
	bool is_new;

	words_speak(words_language_named(booking->language));
	err = departure_works_set_told(db, work->id, booking->id, false, pool, &is_new);
	if (err == NULL && is_new)
		err = outbox_insert(db, "booking_changed", booking->id, booking->email,
		    departure_change_words(&work->was, &work->is, pool), pool);
	words_speak(own);
	return err;
}

/* Whoever cancels a booking of this departure waits meanwhile, so that none is told that was cancelled. Who changes its address does not: the mail goes to the address of when it is sent. */
static const struct err *tell_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct working *working = arg;
	const struct departure_work *work = working->work;
	const struct work_booking *bookings;
	struct departure_row row;
	size_t count;

	TRY(departures_lock(db, work->is.flight_no, work->is.on, pool, &row));
	TRY(departure_works_list_untold(db, work->id, MAILS_AT_ONCE, pool, &bookings, &count));
	for (size_t i = 0; i < count; i++)
		TRY(tell_booking(db, work, &bookings[i], pool));
	working->has_told = count > 0;
	return NULL;
}

static const struct err *end_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct working *working = arg;

	TRY(departure_works_delete_gone(db, working->work->id, pool));
	return departure_works_set_done(db, working->work->id, pool);
}

/* One transaction of a work; false in `has_more`: there is nothing to do for it now. Who holds a seat that is not there any more may still buy it: the work is open till then. */
static const struct err *step(struct working *working, bool *has_more)
{
	struct desk *desk = working->desk;
	const struct departure_work *work = working->work;
	struct departure_standing standing;

	*has_more = true;
	if (work->is_reseating) {
		TRY(departure_standing_read(desk->db, work, desk->pool, &standing));
		TRY(seat_next(working, &standing));
		if (working->booking_id != 0)
			return NULL;
	}
	if (work->is_news) {
		TRY(tx_run(desk->db, tell_in_tx, working, desk->pool));
		if (working->has_told)
			return NULL;
	}
	*has_more = false;
	if (work->is_reseating && departure_may_seat(&standing.row) &&
	    departure_parties_held_off(
		&standing.parties, standing.state.is, standing.state.is_count) > 0)
		return NULL;
	return tx_run(desk->db, end_in_tx, working, desk->pool);
}

/* What fails is left for the next turn, and keeps the others from nothing; a database that is away is an error. */
static const struct err *run_work(
    struct desk *desk, const struct departure_work *work, int64_t most, int64_t *steps)
{
	bool has_more = true;

	while (has_more && *steps < most) {
		struct desk own = *desk;
		struct working working = { .desk = &own, .work = work };
		const struct err *err;

		own.pool = pool_new(desk->pool);
		err = departure_kept(step(&working, &has_more), desk->pool);
		apr_pool_destroy(own.pool);
		if (db_is_away(desk->db, err, desk->pool))
			return err;
		if (err != NULL) {
			log_err(LOG_WARN, "departure.work", err);
			has_more = false;
		}
		*steps += has_more;
	}
	return NULL;
}

const struct err *departure_work_run(struct desk *desk, int64_t most, int64_t *steps)
{
	const struct departure_work *works;
	size_t count;

	*steps = 0;
	TRY(departure_works_list_open(desk->db, WORKS_MOST, desk->pool, &works, &count));
	for (size_t i = 0; i < count; i++)
		TRY(run_work(desk, &works[i], most, steps));
	return NULL;
}
