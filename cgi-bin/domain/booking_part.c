/* A part of a booking given up: one passenger on all departures, or all passengers on one. */
#include "domain/booking_internal.h"

#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "store/coupons.h"
#include "store/ledger.h"
#include "store/passengers.h"
#include "store/seats.h"
#include "store/segments.h"

#include <string.h>

static const struct segment *segment_of(const struct booking_locked *locked, int64_t departure_id)
{
	size_t i = 0;
	while (i + 1 < locked->segment_count && locked->segments[i].departure_id != departure_id)
		i++;
	return &locked->segments[i];
}

/* The seats on one departure that go: of one passenger, or (0) of all. */
static struct seat_names seats_on(const struct segment *segment, int64_t passenger_no)
{
	struct seat_names names = { .n = 0 };
	for (size_t i = 0; i < segment->seat_count; i++)
		if (segment->seats[i] != NULL &&
		    (passenger_no == 0 || passenger_no == (int64_t)i + 1))
			names.v[names.n++] = segment->seats[i];
	return names;
}

/* The departures of the part that can be given back, by ascending id; how many. */
static size_t departures_of(const struct booking_locked *locked, const struct booking_part *part,
    int64_t ids[DEPARTURES_PER_HOLD])
{
	size_t kept = booking_departures_kept(locked, ids), count = 0;
	for (size_t i = 0; i < kept; i++) {
		const struct segment *segment = segment_of(locked, ids[i]);
		if (!segment_has_departed(segment, locked->row.now) &&
		    (part->departure == NULL ||
			strcmp(segment->departure.name, part->departure) == 0))
			ids[count++] = ids[i];
	}
	return count;
}

/* Seats in order of departure, as all that takes or gives them back. */
const struct err *booking_give_back(struct db *db, const struct booking_locked *locked,
    const struct booking_part *part, apr_pool_t *pool)
{
	int64_t ids[DEPARTURES_PER_HOLD];
	size_t count = departures_of(locked, part, ids);
	for (size_t i = 0; i < count; i++) {
		struct seat_names names = seats_on(segment_of(locked, ids[i]), part->passenger_no);
		if (names.n > 0)
			TRY(seats_delete_named(
			    db, locked->row.hold_id, ids[i], &names, "cancelled", pool));
	}
	for (size_t i = 0; i < count; i++)
		TRY(coupons_delete_on(
		    db, locked->row.booking.id, ids[i], part->passenger_no, pool));
	return NULL;
}

static const struct segment *named(const struct booking_locked *locked, const char *departure)
{
	size_t i = 0;
	while (i + 1 < locked->segment_count &&
	    strcmp(locked->segments[i].departure.name, departure) != 0)
		i++;
	return &locked->segments[i];
}

static const struct err *mark(struct db *db, const struct booking_locked *locked,
    const struct booking_part *part, apr_pool_t *pool)
{
	const struct booking_row *row = &locked->row;
	if (part->passenger_no != 0)
		return passengers_set_cancelled(db, row->hold_id, part->passenger_no, pool);
	return segments_set_cancelled(
	    db, row->hold_id, named(locked, part->departure)->position, pool);
}

/* "Ada Lovelace does not travel any more. EUR 40.00 goes back to you" */
static const char *words(
    const struct booking_locked *locked, const struct booking_quote *quote, apr_pool_t *pool)
{
	const struct booking *booking = &locked->row.booking;
	const char *what;
	if (quote->part.passenger_no != 0) {
		const struct passenger *one = &booking->passengers[quote->part.passenger_no - 1];
		what = apr_psprintf(pool, say("%s%s%s does not travel any more"),
		    one->given_name != NULL ? one->given_name : "",
		    one->given_name != NULL ? " " : "", one->surname);
	} else {
		const struct departure *departure = &named(locked, quote->part.departure)
							 ->departure;
		what = apr_psprintf(pool, say("Flight %s on %s was cancelled as you wished"),
		    departure->flight_no, date_human(departure->on, pool));
	}
	if (quote->refund_minor == 0)
		return what;
	return apr_psprintf(pool, say("%s. %s goes back to you"), what,
	    money_text(quote->refund_minor, booking->currency, pool));
}

const struct err *booking_write_part(struct desk *desk, struct db *db,
    const struct booking_locked *locked, const struct booking_quote *quote, apr_pool_t *pool)
{
	const struct booking *booking = &locked->row.booking;
	int64_t credit = booking_credit(quote), refund = quote->refund_minor;
	TRY(booking_give_back(db, locked, &quote->part, pool));
	if (credit > 0)
		TRY(ledger_insert(db, booking->id, "credit", credit, booking->currency, pool));
	if (refund > 0)
		TRY(ledger_insert(db, booking->id, "refund", refund, booking->currency, pool));
	TRY(mark(db, locked, &quote->part, pool));
	const struct language *own = booking_speak(desk, booking->language);
	const struct err *err = booking_record_change(
	    desk, db, booking, words(locked, quote, pool), pool);
	words_speak(own);
	return err;
}
