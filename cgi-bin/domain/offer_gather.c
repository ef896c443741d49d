/* Days of a route: fares and seats of what departs, and the lowest price of each day. */
#include "domain/offer_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/fare.h"
#include "store/seat_maps.h"

#include <string.h>

#define FARE_LINES_MAX 80

void offer_days_start(struct offer_day *days, size_t count, int32_t from)
{
	for (size_t i = 0; i < count; i++)
		days[i] = (struct offer_day){ from + (int32_t)i, -1, NULL };
}

const struct fare *offer_fare_shown(
    const struct departure *departure, const char *cabin, int64_t now)
{
	if (departure->state == DEPARTURE_CANCELLED || departure->state == DEPARTURE_DEPARTED ||
	    departure->departs_at <= now)
		return NULL;
	return fare_cheapest(departure, cabin);
}

/* What booking counted, by day: each day's first row, and for each row the next of its day (from 1; 0: none). */
struct counted {
	const struct seat_map_count *rows;
	size_t *first, *next;
};

static const struct err *count_seats(struct desk *desk, const struct offer_leg *leg,
    const struct offer_day *days, size_t day_count, struct counted *out)
{
	size_t count;

	TRY(seat_maps_count(desk->db, leg->origin, leg->destination, days[0].on,
	    days[day_count - 1].on, leg->cabin, seating_may_use_exits(&leg->party), desk->pool,
	    &out->rows, &count));
	out->first = pool_make_many(desk->pool, size_t, day_count);
	out->next = pool_make_many(desk->pool, size_t, count);
	for (size_t i = 0; i < count; i++) {
		size_t *first = &out->first[out->rows[i].on - days[0].on];

		out->next[i] = *first;
		*first = i + 1;
	}
	return NULL;
}

/* The taken seats on a departure of the nth day, and whether staff closed it; NULL: booking does not know it. */
static const struct seat_map_count *count_of(
    const struct counted *counted, size_t nth, const struct departure *departure)
{
	for (size_t i = counted->first[nth]; i != 0; i = counted->next[i - 1]) {
		if (strcmp(counted->rows[i - 1].flight_no, departure->flight_no) == 0)
			return &counted->rows[i - 1];
	}
	return NULL;
}

/* Those that the party may have; NULL: all. */
static int64_t seats_of(
    const struct departure *departure, const char *cabin, const struct party *party)
{
	int64_t seats = 0;

	for (size_t i = 0; i < departure->cabin_count; i++) {
		if (strcmp(departure->cabins[i].code, cabin) == 0)
			seats += party == NULL ? seating_count(&departure->cabins[i])
					       : seating_count_for(&departure->cabins[i], party);
	}
	return seats;
}

static const struct err *price_of(
    struct desk *desk, const struct fare *fare, const struct party *party, int64_t *price)
{
	struct price_line lines[FARE_LINES_MAX];
	size_t count;

	*price = 0;
	return fare_price(fare, party, 1, desk->pool, lines, FARE_LINES_MAX, &count, price);
}

static const struct err *make_item(struct desk *desk, const struct offer_leg *leg,
    const struct departure *departure, const struct fare *fare, const struct seat_map_count *taken,
    struct offer_item *out)
{
	int64_t closes_at = departure->departs_at -
	    desk->settings->sales_close_minutes * CLOCK_MINUTE;
	int64_t all = seats_of(departure, leg->cabin, NULL) - (taken != NULL ? taken->taken : 0);
	int64_t theirs = seats_of(departure, leg->cabin, &leg->party) -
	    (taken != NULL ? taken->taken_of_those : 0);

	*out = (struct offer_item){ .departure = departure,
		.fare = fare,
		.seats_free = all > 0 ? all : 0,
		.seats_for_party = theirs > 0 ? theirs : 0,
		.currency = fare->currency };
	out->is_open = clock_now() < closes_at && !(taken != NULL && taken->is_sales_closed) &&
	    theirs >= leg->party.adults + leg->party.children;
	return price_of(desk, fare, &leg->party, &out->price_minor);
}

static void lower(struct offer_day *day, const struct offer_item *item)
{
	if (!item->is_open || (day->price_minor >= 0 && day->price_minor <= item->price_minor))
		return;
	day->price_minor = item->price_minor;
	day->currency = item->currency;
}

const struct err *offer_gather(struct desk *desk, const struct offer_leg *leg,
    const struct departures *found, struct offer_day *days, size_t day_count,
    struct offer_item *items, size_t *item_count)
{
	struct counted counted;
	int64_t now = clock_now();

	TRY(count_seats(desk, leg, days, day_count, &counted));
	for (size_t i = 0; i < found->n; i++) {
		const struct departure *departure = found->v[i];
		const struct fare *fare = offer_fare_shown(departure, leg->cabin, now);
		int32_t nth = departure->on - days[0].on;
		struct offer_item item;

		if (fare == NULL || nth < 0 || nth >= (int32_t)day_count)
			continue;
		TRY(make_item(
		    desk, leg, departure, fare, count_of(&counted, (size_t)nth, departure), &item));
		lower(&days[nth], &item);
		if (items != NULL && departure->on == leg->on)
			items[(*item_count)++] = item;
	}
	return NULL;
}
