/* Telling by mail what a departure's change means for each of its bookings. */
#include "domain/departure_tell.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "store/outbox.h"

#include <string.h>

/* An end of a flight at a time: its clock, and its day. */
struct end {
	int64_t at;
	int offset;
};

static const char *clock_words(const struct end *end, apr_pool_t *pool)
{
	return date_clock_at_offset(end->at, end->offset, pool);
}

static const char *day_words(const struct end *end, apr_pool_t *pool)
{
	return date_human(date_at_offset(end->at, end->offset), pool);
}

static bool is_same_day(const struct end *a, const struct end *b)
{
	return date_at_offset(a->at, a->offset) == date_at_offset(b->at, b->offset);
}

/* "departs at 08:20 (was 08:00)", with the dates where the day is another one; NULL: it is as it was. */
static const char *departs_words(const struct end *was, const struct end *is, apr_pool_t *pool)
{
	if (was->at == is->at)
		return NULL;
	if (is_same_day(was, is))
		return apr_psprintf(pool, say("departs at %s (was %s)"), clock_words(is, pool),
		    clock_words(was, pool));
	return apr_psprintf(pool, say("departs at %s on %s (was %s on %s)"), clock_words(is, pool),
	    day_words(is, pool), clock_words(was, pool), day_words(was, pool));
}

static const char *arrives_words(const struct end *was, const struct end *is, apr_pool_t *pool)
{
	if (was->at == is->at)
		return NULL;
	if (is_same_day(was, is))
		return apr_psprintf(pool, say("arrives at %s (was %s)"), clock_words(is, pool),
		    clock_words(was, pool));
	return apr_psprintf(pool, say("arrives at %s on %s (was %s on %s)"), clock_words(is, pool),
	    day_words(is, pool), clock_words(was, pool), day_words(was, pool));
}

/* What changed for who travels, in words; NULL: nothing. */
static const char *change_words(
    const struct departure *was, const struct departure *is, apr_pool_t *pool)
{
	const char *departs = departs_words(
	    &(const struct end){ was->departs_at, was->origin_offset },
	    &(const struct end){ is->departs_at, is->origin_offset }, pool);
	const char *arrives = arrives_words(
	    &(const struct end){ was->arrives_at, was->destination_offset },
	    &(const struct end){ is->arrives_at, is->destination_offset }, pool);

	if (is->state == DEPARTURE_CANCELLED && was->state != DEPARTURE_CANCELLED)
		return apr_psprintf(
		    pool, say("%s on %s was cancelled"), is->flight_no, date_human(is->on, pool));
	if (departs == NULL && arrives == NULL)
		return NULL;
	if (departs == NULL || arrives == NULL)
		return apr_psprintf(pool, say("%s on %s now %s"), is->flight_no,
		    date_human(is->on, pool), departs != NULL ? departs : arrives);
	return apr_psprintf(pool, say("%s on %s now %s and %s"), is->flight_no,
	    date_human(is->on, pool), departs, arrives);
}

static bool was_lost(const struct departure_told *told, const struct lost_seat *seat)
{
	for (size_t i = 0; i < told->lost_before_count; i++)
		if (told->lost_before[i].booking_id == seat->booking_id &&
		    strcmp(told->lost_before[i].seat_no, seat->seat_no) == 0)
			return true;
	return false;
}

/* Those that were in the aircraft until now; a flight that is not flown has other worries. */
static const struct err *find_newly_lost(struct db *db, const struct departure_told *told,
    apr_pool_t *pool, const struct lost_seat **out, size_t *count)
{
	const struct lost_seat *all;
	struct lost_seat *list;
	size_t all_count;

	*count = 0;
	*out = NULL;
	if (told->is->state == DEPARTURE_CANCELLED || told->is->state == DEPARTURE_DEPARTED)
		return NULL;
	TRY(lost_seats_list(db, told->was->id, pool, &all, &all_count));
	list = pool_make_many(pool, struct lost_seat, all_count);
	for (size_t i = 0; i < all_count; i++)
		if (!was_lost(told, &all[i]))
			list[(*count)++] = all[i];
	*out = list;
	return NULL;
}

/* "AX204 on Tue 1 Dec 2026 is flown with another aircraft, which has no seat 12A"; NULL: the booking has lost none. */
static const char *lost_words(const struct departure *is, const struct lost_seat *lost,
    size_t count, int64_t booking_id, apr_pool_t *pool)
{
	const char *seats = "";
	int64_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (lost[i].booking_id == booking_id)
			seats = apr_pstrcat(
			    pool, seats, n++ > 0 ? ", " : "", lost[i].seat_no, NULL);
	if (n == 0)
		return NULL;
	return apr_psprintf(pool,
	    say_count(n, "%s on %s is flown with another aircraft now, which has no seat %s",
		"%s on %s is flown with another aircraft now, which has no seats %s"),
	    is->flight_no, date_human(is->on, pool), seats);
}

static const char *both(const char *change, const char *lost, apr_pool_t *pool)
{
	if (change == NULL || lost == NULL)
		return change != NULL ? change : lost;
	return apr_pstrcat(pool, change, ". ", lost, NULL);
}

/* In the language of who booked, whoever learns of it. */
static const struct err *tell_booking(struct db *db, const struct departure_booking *booking,
    const struct departure_told *told, const struct lost_seat *lost, size_t lost_count,
    apr_pool_t *pool)
{
	const struct language *own = words_spoken();
	const struct err *err = NULL;
	const char *words;

	words_speak(words_language_named(booking->language));
	words = both(change_words(&told->was->departure, told->is, pool),
	    lost_words(told->is, lost, lost_count, booking->booking_id, pool), pool);
	if (words != NULL)
		err = outbox_insert(
		    db, "booking_changed", booking->booking_id, booking->email, words, pool);
	words_speak(own);
	return err;
}

const struct err *departure_tell(struct db *db, const struct departure_told *told, apr_pool_t *pool)
{
	const struct departure_booking *bookings;
	const struct lost_seat *lost;
	size_t count, lost_count;

	TRY(find_newly_lost(db, told, pool, &lost, &lost_count));
	if (lost_count == 0 && change_words(&told->was->departure, told->is, pool) == NULL)
		return NULL;
	TRY(departures_list_bookings(db, told->was->id, pool, &bookings, &count));
	for (size_t i = 0; i < count; i++)
		TRY(tell_booking(db, &bookings[i], told, lost, lost_count, pool));
	return NULL;
}
