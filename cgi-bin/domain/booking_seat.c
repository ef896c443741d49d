/* One passenger's seat on one departure, changed or swapped within the party. */
#include "domain/booking_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/click_internal.h"
#include "domain/hold_internal.h"
#include "domain/offer.h"
#include "store/seats.h"
#include "store/segments.h"

#include <string.h>

struct changing {
	struct desk *desk;
	const struct seat_change *change;
	/* Set by each run of the transaction. */
	struct db *db;
	apr_pool_t *pool;
	struct booking_locked locked;
	const struct segment *segment;
	const char *seat; /* wanted */
	const char *old_seat;
	int64_t swap_no; /* who sits there of the same party; 0: nobody */
	const char *answer;
};

static const struct err *invalid(struct changing *changing, const char *field, const char *text)
{
	return err_with(err_new(changing->pool, CODE_INVALID, "%s", text), FACT_FIELDS, field);
}

static const struct err *find_segment(struct changing *changing)
{
	struct booking_locked *locked = &changing->locked;
	TRY(booking_lock_departures_later(changing->db, locked, changing->pool));
	TRY(segments_fill_cabins(
	    changing->db, locked->segments, locked->segment_count, changing->pool));
	TRY(booking_read_departures(locked, changing->pool));
	for (size_t i = 0; i < locked->segment_count; i++)
		if (!locked->segments[i].is_cancelled &&
		    strcmp(locked->segments[i].departure.name, changing->change->departure) == 0) {
			changing->segment = &locked->segments[i];
			return NULL;
		}
	return invalid(changing, "departure.1", say("This departure is not in this booking"));
}

static const struct err *find_seats(struct changing *changing)
{
	const struct segment *segment = changing->segment;
	int64_t no = changing->change->passenger_no;
	const struct party party = booking_party(&changing->locked.row.booking);
	const char *departure;
	if (!booking_may_sit(&changing->locked.row.booking, no))
		return invalid(changing, "passenger.1",
		    say("There is no such passenger with a seat in this booking"));
	if (!seat_name_parse(changing->change->seat, changing->pool, &departure, &changing->seat) ||
	    strcmp(departure, segment->departure.name) != 0)
		return invalid(changing, "seat.1", say("This seat is not on this departure"));
	const struct cabin *cabin = seating_cabin_of(&segment->departure, changing->seat);
	if (cabin == NULL)
		return invalid(changing, "seat.1", say("There is no such seat on this aircraft"));
	if (strcmp(cabin->code, segment->cabin) != 0)
		return invalid(changing, "seat.1", say("This seat is in another cabin"));
	changing->old_seat = segment->seats[no - 1];
	changing->swap_no = 0;
	for (size_t i = 0; i < segment->seat_count; i++)
		if (segment->seats[i] != NULL && strcmp(segment->seats[i], changing->seat) == 0)
			changing->swap_no = (int64_t)i + 1;
	/* Nobody can be sent to a seat that the aircraft has not any more, or has in another cabin. */
	if (changing->swap_no != 0 && changing->swap_no != no && changing->old_seat != NULL &&
	    !segment_has_seat(segment, changing->old_seat))
		return invalid(changing, "seat.1",
		    say("The seat you had is not in this aircraft: choose a free one"));
	if (changing->swap_no == 0 && !seating_may_have(cabin, changing->seat, &party))
		return invalid(changing, "seat.1",
		    say("Exit rows are not for parties with children or infants"));
	return NULL;
}

static bool is_on_board(const struct segment *segment, int64_t passenger_no)
{
	return passenger_no != 0 && (segment->boarded & 1u << (passenger_no - 1)) != 0;
}

/* Who is checked in may change seats until boarding: at the gate the present seat counts. */
static const struct err *check(struct changing *changing)
{
	const struct segment *segment = changing->segment;
	const struct booking *booking = &changing->locked.row.booking;
	if (segment_is_over(segment, changing->locked.row.now))
		return booking_over(segment, changing->locked.row.now, changing->pool);
	if (is_on_board(segment, changing->change->passenger_no) ||
	    is_on_board(segment, changing->swap_no))
		return booking_checked_in(segment, changing->pool);
	if (booking->version != changing->change->version || booking->state != BOOKING_CONFIRMED ||
	    changing->old_seat == NULL)
		return err_new(changing->pool, CODE_CHANGED_MEANWHILE,
		    "booking %s is at another version", booking->locator);
	return NULL;
}

/* The old seats go before the new ones come, so that a swap meets no seat of its own. */
static const struct err *move(struct changing *changing)
{
	const struct segment *segment = changing->segment;
	const struct seats_owner owner = {
		.hold_id = changing->locked.row.hold_id,
		.booking_id = changing->locked.row.booking.id,
		.held_until = CLOCK_NONE,
	};
	const struct seat_wish wishes[] = {
		{ changing->seat, segment->cabin, changing->change->passenger_no },
		{ changing->old_seat, segment->cabin, changing->swap_no },
	};
	size_t count = changing->swap_no != 0 ? 2 : 1;
	const struct seat_names given = { { changing->old_seat, changing->seat }, count };
	bool is_optimistic = changing->desk->settings->locking == LOCKING_OPTIMISTIC;
	struct seat_names taken;
	TRY(seats_delete_named(
	    changing->db, owner.hold_id, segment->departure_id, &given, "moved", changing->pool));
	TRY(seats_claim(changing->db, is_optimistic ? SEATS_NO_LOCK : SEATS_LOCK_FIRST, &owner,
	    segment->departure_id, wishes, count, changing->pool, &taken));
	if (taken.n == 0)
		return NULL;
	const char *name = apr_pstrcat(
	    changing->pool, segment->departure.name, "/", changing->seat, NULL);
	return err_with(
	    err_new(changing->pool, CODE_SEAT_TAKEN, "taken: %s", name), FACT_SEATS, name);
}

static const struct err *tell(struct changing *changing)
{
	const struct booking *booking = &changing->locked.row.booking;
	const struct language *own = booking_speak(changing->desk, booking->language);
	const char *detail = apr_psprintf(changing->pool, say("Seat on %s changed from %s to %s"),
	    changing->segment->departure.name, changing->old_seat, changing->seat);
	const struct err *err = booking_record_change(
	    changing->desk, changing->db, booking, detail, changing->pool);
	words_speak(own);
	return err;
}

static const struct err *record(struct changing *changing)
{
	const struct booking *booking = &changing->locked.row.booking;
	bool is_done;
	TRY(tell(changing));
	changing->answer = booking_path(booking->locator, changing->pool);
	TRY(click_keep(changing->db, changing->locked.here.browser_id, &changing->change->click,
	    changing->answer, changing->pool));
	TRY(bookings_set_version(
	    changing->db, booking->id, booking->version, changing->pool, &is_done));
	return is_done ? NULL : tx_again(changing->pool, "the booking has just changed");
}

static const struct err *change_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct changing *changing = arg;
	changing->db = db;
	changing->pool = pool;
	TRY(booking_lock(changing->desk, db, changing->change->locator, &changing->change->click,
	    pool, &changing->locked, &changing->answer));
	if (changing->answer != NULL)
		return NULL;
	TRY(find_segment(changing));
	TRY(find_seats(changing));
	if (changing->swap_no == changing->change->passenger_no) /* there already */
		return customer_tell_again(changing->desk, db, pool);
	TRY(check(changing));
	TRY(move(changing));
	return record(changing);
}

const struct err *booking_set_seat(struct desk *desk, const struct seat_change *change)
{
	struct changing changing = { .desk = desk, .change = change };
	return click_run(desk, &change->click, change_in_tx, &changing, &changing.answer);
}
