/* Searching: one list of the flight service, one count of booking's, put together. */
#include "domain/offer_internal.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "remote/flight_client.h"

#include <stdlib.h>
#include <string.h>

#define NEIGHBOURS ((OFFER_DAYS - 1) / 2)
/* So far is looked before and after a day without departures: as far as one question reaches. */
#define FAR ((OFFER_QUESTION_DAYS - 1) / 2)

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

/* Minutes after midnight, by the clocks of the place that it leaves. */
static int leaves_at(const struct departure *departure)
{
	int64_t local = departure->departs_at + departure->origin_offset * CLOCK_MINUTE;

	return (int)(local % CLOCK_DAY / CLOCK_MINUTE);
}

static int64_t price_limit(int64_t units, const char *currency)
{
	int64_t limit = units;

	for (int i = money_decimals(currency); i > 0; i--)
		limit *= 10;
	return limit;
}

static bool is_kept(const struct offer_item *item, const struct offer_filter *filter)
{
	int minutes = leaves_at(item->departure);

	if (filter->until_minutes > 0 &&
	    (minutes < filter->from_minutes || minutes >= filter->until_minutes))
		return false;
	if (filter->price_max > 0 &&
	    item->price_minor > price_limit(filter->price_max, item->currency))
		return false;
	return item->is_open || !filter->is_open_only;
}

static void hide_items(struct offer_list *list, const struct offer_filter *filter)
{
	for (size_t i = 0; i < list->count; i++) {
		list->items[i].is_hidden = !is_kept(&list->items[i], filter);
		list->hidden += list->items[i].is_hidden;
	}
}

int32_t offer_last_day(const struct desk *desk, int32_t today)
{
	return today + (int32_t)desk->settings->search_days;
}

static const struct err *ask(struct desk *desk, const struct offer_leg *leg, int32_t from,
    int32_t to, struct departures *out)
{
	if (from < leg->first_on)
		from = leg->first_on;
	if (to > leg->last_on)
		to = leg->last_on;
	if (to < from)
		to = from;
	return flight_client_departures(
	    desk->flights, leg->origin, leg->destination, from, to - from + 1, desk->pool, out);
}

static bool has_on(const struct departures *found, const struct offer_leg *leg)
{
	int64_t now = clock_now();

	for (size_t i = 0; i < found->n; i++)
		if (found->v[i]->on == leg->on &&
		    offer_fare_shown(found->v[i], leg->cabin, now) != NULL)
			return true;
	return false;
}

/*
 * Is it worth asking for more days? Not of a service that does not answer, whose customers wait long enough, and not where so much departs around this day that the answer would be too long.
 */
static bool may_look_far(const struct departures *found, const struct offer_leg *leg)
{
	return !leg->is_near_only && !found->is_cached && !has_on(found, leg) &&
	    found->n * OFFER_QUESTION_DAYS <= OFFER_QUESTION_DEPARTURES * OFFER_DAYS;
}

/* The next days with a price on both sides of the nth. */
static void find_nearest(
    const struct offer_day *days, size_t count, size_t nth, struct offer_list *out)
{
	out->before = out->after = (struct offer_day){ DATE_NONE, -1, NULL };
	for (size_t i = nth; i > 0 && out->before.on == DATE_NONE; i--)
		if (days[i - 1].price_minor >= 0)
			out->before = days[i - 1];
	for (size_t i = nth + 1; i < count && out->after.on == DATE_NONE; i++)
		if (days[i].price_minor >= 0)
			out->after = days[i];
}

const struct err *offer_search(
    struct desk *desk, const struct offer_leg *leg, struct offer_list *out)
{
	struct offer_day days[2 * FAR + 1];
	int32_t reach = NEIGHBOURS;
	struct departures found, more;
	size_t count;

	*out = (struct offer_list){ .count = 0 };
	TRY(ask(desk, leg, leg->on - NEIGHBOURS, leg->on + NEIGHBOURS, &found));
	if (may_look_far(&found, leg)) {
		out->was_far_in_vain = ask(desk, leg, leg->on - FAR, leg->on + FAR, &more) != NULL;
		if (!out->was_far_in_vain) {
			found = more;
			reach = FAR;
		}
	}
	out->is_cached = found.is_cached;
	out->as_of = found.as_of;
	out->items = pool_make_many(desk->pool, struct offer_item, found.n);
	count = (size_t)(2 * reach + 1);
	offer_days_start(days, count, leg->on - reach);
	TRY(offer_gather(desk, leg, &found, days, count, out->items, &out->count));
	memcpy(out->days, &days[reach - NEIGHBOURS], sizeof(out->days));
	find_nearest(days, count, (size_t)reach, out);
	sort_items(out, leg->sort);
	hide_items(out, &leg->filter);
	return NULL;
}
