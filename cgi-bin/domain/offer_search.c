/* Searching: one list of the flight service, one count of booking's, put together. */
#include "domain/offer.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/fare.h"
#include "remote/flight_client.h"
#include "store/seat_maps.h"

#include <stdlib.h>
#include <string.h>

#define NEIGHBOURS 3
#define FARE_LINES_MAX 80

/* The taken seats on this departure, and whether staff closed it. */
static const struct seat_map_count *count_of(
    const struct seat_map_count *counts, size_t count, const struct departure *departure)
{
	for (size_t i = 0; i < count; i++) {
		if (counts[i].on == departure->on &&
		    strcmp(counts[i].flight_no, departure->flight_no) == 0)
			return &counts[i];
	}
	return NULL;
}

static int64_t seats_of(const struct departure *departure, const char *cabin)
{
	int64_t seats = 0;

	for (size_t i = 0; i < departure->cabin_count; i++) {
		if (strcmp(departure->cabins[i].code, cabin) == 0)
			seats += seating_count(&departure->cabins[i]);
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

/* May it be shown at all: not gone, not cancelled, with a fare in the cabin? */
static const struct fare *fare_shown(
    const struct departure *departure, const char *cabin, int64_t now)
{
	if (departure->state == DEPARTURE_CANCELLED || departure->state == DEPARTURE_DEPARTED ||
	    departure->departs_at <= now)
		return NULL;
	return fare_cheapest(departure, cabin);
}

static const struct err *make_item(struct desk *desk, const struct offer_leg *leg,
    const struct departure *departure, const struct fare *fare, const struct seat_map_count *taken,
    struct offer_item *out)
{
	int64_t closes_at = departure->departs_at -
	    desk->settings->sales_close_minutes * CLOCK_MINUTE;
	int64_t free_seats = seats_of(departure, leg->cabin) - (taken != NULL ? taken->taken : 0);

	*out = (struct offer_item){ .departure = departure,
		.fare = fare,
		.seats_free = free_seats > 0 ? free_seats : 0,
		.currency = fare->currency };
	out->is_open = clock_now() < closes_at && !(taken != NULL && taken->is_sales_closed) &&
	    free_seats >= leg->party.adults + leg->party.children;
	return price_of(desk, fare, &leg->party, &out->price_minor);
}

static int by_departure(const void *a, const void *b)
{
	const struct departure *left = ((const struct offer_item *)a)->departure;
	const struct departure *right = ((const struct offer_item *)b)->departure;

	if (left->departs_at != right->departs_at)
		return left->departs_at < right->departs_at ? -1 : 1;
	return strcmp(left->flight_no, right->flight_no);
}

static int by_price(const void *a, const void *b)
{
	const struct offer_item *left = a, *right = b;

	if (left->price_minor != right->price_minor)
		return left->price_minor < right->price_minor ? -1 : 1;
	return by_departure(a, b);
}

static int by_duration(const void *a, const void *b)
{
	const struct departure *left = ((const struct offer_item *)a)->departure;
	const struct departure *right = ((const struct offer_item *)b)->departure;
	int64_t left_time = left->arrives_at - left->departs_at;
	int64_t right_time = right->arrives_at - right->departs_at;

	if (left_time != right_time)
		return left_time < right_time ? -1 : 1;
	return by_departure(a, b);
}

static void sort_items(struct offer_list *list, enum offer_sort sort)
{
	static int (*const orders[])(
	    const void *, const void *) = { by_departure, by_price, by_duration };

	if (list->count > 1)
		qsort(list->items, list->count, sizeof(*list->items), orders[sort]);
}

static void lower(struct offer_day *day, const struct offer_item *item)
{
	if (!item->is_open || (day->price_minor >= 0 && day->price_minor <= item->price_minor))
		return;
	day->price_minor = item->price_minor;
	day->currency = item->currency;
}

/* Days before today at the origin, which is at most a day from UTC's, are not offered. */
static void start_days(struct offer_list *list, const struct offer_leg *leg, int32_t first)
{
	for (int i = 0; i < 2 * NEIGHBOURS + 1; i++) {
		int32_t on = leg->on - NEIGHBOURS + i;

		list->days[i] = (struct offer_day){ on >= first ? on : DATE_NONE, -1, NULL };
	}
}

static const struct err *put_together(struct desk *desk, const struct offer_leg *leg,
    const struct departures *found, struct offer_list *out)
{
	const struct seat_map_count *counts;
	size_t count;
	int64_t now = clock_now();

	TRY(seat_maps_count(desk->db, leg->origin, leg->destination, leg->on - NEIGHBOURS,
	    leg->on + NEIGHBOURS, leg->cabin, desk->pool, &counts, &count));
	out->items = pool_make_many(desk->pool, struct offer_item, found->n);
	for (size_t i = 0; i < found->n; i++) {
		const struct departure *departure = found->v[i];
		const struct fare *fare = fare_shown(departure, leg->cabin, now);
		int32_t day = departure->on - leg->on + NEIGHBOURS;
		struct offer_item item;

		if (fare == NULL || day < 0 || day > 2 * NEIGHBOURS)
			continue;
		TRY(make_item(
		    desk, leg, departure, fare, count_of(counts, count, departure), &item));
		lower(&out->days[day], &item);
		if (departure->on == leg->on)
			out->items[out->count++] = item;
	}
	return NULL;
}

const struct err *offer_search(
    struct desk *desk, const struct offer_leg *leg, struct offer_list *out)
{
	int32_t today = date_at_offset(clock_now(), 0);
	int32_t first = leg->on - NEIGHBOURS > today - 1 ? leg->on - NEIGHBOURS : today - 1;
	int32_t last = leg->on + NEIGHBOURS;
	struct departures found;

	if (last < first)
		last = first;
	*out = (struct offer_list){ .count = 0 };
	TRY(flight_client_departures(desk->flights, leg->origin, leg->destination, first,
	    last - first + 1, desk->pool, &found));
	out->is_cached = found.is_cached;
	out->as_of = found.as_of;
	start_days(out, leg, today);
	TRY(put_together(desk, leg, &found, out));
	sort_items(out, leg->sort);
	return NULL;
}
