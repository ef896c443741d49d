/* What cancelling a booking, or a part of it, is worth now, and which parts can be cancelled alone. */
#include "domain/booking_internal.h"

#include "base/clock.h"
#include "base/words.h"
#include "domain/fare.h"

#include <string.h>

static const struct err *invalid(apr_pool_t *pool, const char *field, const char *text)
{
	return err_with(err_new(pool, CODE_INVALID, "%s", text), FACT_FIELDS, field);
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void add(struct party *party, enum passenger_type type, int64_t number)
{
	switch (type) {
	case PASSENGER_ADULT:
		party->adults += number;
		return;
	case PASSENGER_CHILD:
		party->children += number;
		return;
	case PASSENGER_INFANT:
		party->infants += number;
		return;
	}
}

struct party booking_party(const struct booking *booking)
{
	struct party party = { 0, 0, 0 };
	for (size_t i = 0; i < booking->passenger_count; i++)
		if (!booking->passengers[i].is_cancelled)
			add(&party, booking->passengers[i].type, 1);
	return party;
}

/* One passenger: `party` is who travels, and becomes who is concerned. */
static const struct err *take_passenger(
    const struct booking *booking, apr_pool_t *pool, struct booking_part *part, struct party *party)
{
	int64_t no = part->passenger_no;
	struct party rest = *party, one = { 0, 0, 0 };
	if (no < 1 || no > (int64_t)booking->passenger_count ||
	    booking->passengers[no - 1].is_cancelled)
		return invalid(
		    pool, "passenger.1", say("This passenger does not travel in this booking"));
	add(&rest, booking->passengers[no - 1].type, -1);
	add(&one, booking->passengers[no - 1].type, 1);
	if (rest.adults + rest.children + rest.infants == 0) {
		*part = (struct booking_part){ 0, NULL };
		return NULL;
	}
	if (rest.infants > rest.adults)
		return invalid(pool, "passenger.1",
		    say("An infant travels on the lap of this adult: cancel the infant first, or the whole booking"));
	*party = one;
	return NULL;
}

/* One departure, which becomes `position`. */
static const struct err *take_departure(const struct booking_prices *prices, bool is_free,
    apr_pool_t *pool, struct booking_part *part, int64_t *position)
{
	const struct segment *found = NULL;
	size_t kept = 0;
	for (size_t i = 0; i < prices->segment_count; i++) {
		const struct segment *segment = &prices->segments[i];
		if (segment->is_cancelled)
			continue;
		kept++;
		if (strcmp(segment->departure.name, part->departure) == 0)
			found = segment;
	}
	if (found == NULL)
		return invalid(pool, "departure.1", say("This departure is not in this booking"));
	bool is_airlines = found->departure.state == DEPARTURE_CANCELLED;
	if (segment_is_over(found, prices->now) && !is_airlines)
		return booking_over(found, prices->now, pool);
	if (kept == 1) {
		*part = (struct booking_part){ 0, NULL };
		return NULL;
	}
	if (!found->is_refundable && !is_free && !is_airlines)
		return invalid(pool, "departure.1",
		    say("With this fare a flight cannot be cancelled alone, but with the whole booking"));
	*position = found->position;
	return NULL;
}

/* Until when nothing is kept: [cancel] free_hours after booking, and not after the first departure that is ahead. */
static int64_t free_until(
    const struct desk *desk, const struct booking *booking, const struct booking_prices *prices)
{
	int64_t until = booking->created_at + desk->settings->cancel_free_hours * CLOCK_HOUR;
	for (size_t i = 0; i < prices->segment_count; i++)
		if (!prices->segments[i].is_cancelled &&
		    !segment_is_over(&prices->segments[i], prices->now))
			until = least(until, prices->segments[i].departure.departs_at);
	return until > prices->now ? until : CLOCK_NONE;
}

static bool has_changed(const struct booking_prices *prices)
{
	for (size_t i = 0; i < prices->segment_count; i++)
		if (segment_is_changed(&prices->segments[i], prices->now))
			return true;
	return false;
}

const struct err *booking_price_part(const struct desk *desk, const struct booking *booking,
    const struct booking_prices *prices, apr_pool_t *pool, struct booking_quote *out)
{
	struct party party = booking_party(booking);
	int64_t paid = booking->paid_minor - booking->refund_minor;
	int64_t owed = booking->total_minor - booking->credit_minor;
	int64_t left = booking_left(booking);
	int64_t position = 0;
	TRY(booking_check_ahead(prices->segments, prices->segment_count, prices->now, pool));
	out->free_until_at = free_until(desk, booking, prices);
	out->is_airlines = has_changed(prices);
	bool is_free = out->is_airlines || out->free_until_at != CLOCK_NONE;
	if (out->part.passenger_no != 0)
		TRY(take_passenger(booking, pool, &out->part, &party));
	else if (out->part.departure != NULL)
		TRY(take_departure(prices, is_free, pool, &out->part, &position));
	TRY(booking_check_not_checked_in(prices->segments, prices->segment_count, prices->now,
	    position, out->part.passenger_no, pool));
	struct fare_value value = fare_value(prices->segments, prices->segment_count, prices->lines,
	    prices->line_count, &party, position, prices->now, is_free);
	out->price_minor = value.price_minor;
	out->fee_minor = least(value.price_minor - value.back_minor, paid);
	out->refund_minor = least(value.back_minor, left);
	out->due_minor = 0;
	if (out->part.passenger_no == 0 && out->part.departure == NULL)
		return NULL;
	owed -= booking_credit(out);
	out->refund_minor = least(most(paid - owed, 0), left);
	out->due_minor = most(owed - paid, 0);
	return NULL;
}

const struct err *booking_check_part(
    struct desk *desk, const struct booking *booking, const struct booking_part *part)
{
	const struct booking_prices prices = { booking->segments, booking->segment_count,
		booking->prices, booking->price_count, clock_now() };
	struct booking_quote quote = { .booking = booking, .part = *part };
	return booking_price_part(desk, booking, &prices, desk->pool, &quote);
}

int64_t booking_due(const struct booking *booking)
{
	return most(booking->total_minor - booking->credit_minor - booking->paid_minor +
		booking->refund_minor,
	    0);
}

int64_t booking_left(const struct booking *booking)
{
	return booking->paid_minor - booking->refund_minor - booking->goodwill_minor;
}

int64_t booking_credit(const struct booking_quote *quote)
{
	return quote->price_minor - quote->fee_minor;
}
