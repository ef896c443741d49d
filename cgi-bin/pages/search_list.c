/* What a search found: days, departures, prices, and the links that choose. */
#include "pages/search_list.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/text.h"
#include "base/words.h"
#include "pages/fill.h"
#include "pages/search_leg.h"
#include "view_keys.h"

#include <string.h>

/* Seats are counted aloud from here down. */
#define FEW_SEATS 9

bool search_is_month(const struct search_asked *asked)
{
	return asked->view != NULL && strcmp(asked->view, "month") == 0;
}

static const struct offer_item *item_named(const struct offer_list *list, const char *name)
{
	for (size_t i = 0; name != NULL && i < list->count; i++)
		if (strcmp(list->items[i].departure->name, name) == 0)
			return &list->items[i];
	return NULL;
}

static void fill_sorts(
    struct view *view, const struct search_asked *asked, enum offer_sort sort, apr_pool_t *pool)
{
	static const struct {
		enum offer_sort sort;
		const char *value, *text;
	} sorts[] = {
		{ OFFER_BY_DEPARTURE, "departure", TO_SAY("departure time") },
		{ OFFER_BY_PRICE, "price", TO_SAY("price") },
		{ OFFER_BY_DURATION, "duration", TO_SAY("duration") },
	};

	for (size_t i = 0; i < 3; i++) {
		struct search_asked other = *asked;
		struct view *row = view_each(view, K_SORT);

		other.sort = sorts[i].value;
		view_text(row, K_LINK, search_path(&other, pool));
		view_text(row, K_TEXT, say(sorts[i].text));
		if (sorts[i].sort == sort)
			view_show(row, K_SORT_CURRENT);
	}
}

static const char *offer_link(
    const struct search_asked *asked, const char *first, const char *second, apr_pool_t *pool)
{
	const char *link = apr_pstrcat(pool, "/offer?departure=", first, NULL);

	if (second != NULL)
		link = apr_pstrcat(pool, link, "&departure=", second, NULL);
	return apr_pstrcat(pool, link, "&", fill_party_query(&asked->party, pool),
	    "&cabin=", text_percent(asked->cabin, pool), NULL);
}

/* Where choosing a departure leads: to the offer, or first to the choice of the other leg. */
static const char *choose_link(
    const struct search_asked *asked, const struct leg *leg, const char *name, apr_pool_t *pool)
{
	struct search_asked next = *asked;

	if (!leg->has_other)
		return offer_link(asked, name, NULL, pool);
	if (leg->other != NULL)
		return leg->no == 1 ? offer_link(asked, name, leg->other->departure->name, pool)
				    : offer_link(asked, leg->other->departure->name, name, pool);
	if (leg->no == 1) {
		next.outbound = name;
		return apr_pstrcat(pool, search_path(&next, pool), "#leg-2", NULL);
	}
	next.inbound = name;
	return apr_pstrcat(pool, search_path(&next, pool), "#leg-1", NULL);
}

/* Why it cannot be chosen, in words; NULL: it can. */
static const char *why_not(const struct search_asked *asked, const struct leg *leg,
    const struct offer_item *item, apr_pool_t *pool)
{
	const struct departure *there = leg->no == 1 ? item->departure : NULL;
	const struct departure *back = leg->no == 2 ? item->departure : NULL;

	if (item->seats_free == 0)
		return say("Sold out");
	if (item->seats_for_party == 0)
		return say("Only exit rows left");
	if (item->seats_for_party < asked->party.adults + asked->party.children)
		return apr_psprintf(pool,
		    say_count(item->seats_for_party, "Only %d seat left", "Only %d seats left"),
		    (int)item->seats_for_party);
	if (!item->is_open)
		return say("Not on sale any more");
	if (leg->other == NULL)
		return NULL;
	if (there == NULL)
		there = leg->other->departure;
	else
		back = leg->other->departure;
	return back->departs_at >= there->arrives_at ? NULL : say("Times do not fit together");
}

static void fill_item_price(
    struct view *row, const struct leg *leg, const struct offer_item *item, apr_pool_t *pool)
{
	view_int(row, K_SEATS_FREE, item->seats_free);
	view_int(row, K_PRICE_MINOR, item->price_minor);
	view_text(row, K_CURRENCY, item->currency);
	view_text(row, K_PRICE, money_text(item->price_minor, item->currency, pool));
	if (leg->other != NULL && strcmp(leg->other->currency, item->currency) == 0)
		view_text(view_each(row, K_BOTH_WAYS), K_TEXT,
		    money_text(item->price_minor + leg->other->price_minor, item->currency, pool));
}

static void fill_choose(struct view *row, const struct search_asked *asked, const struct leg *leg,
    const char *name, apr_pool_t *pool)
{
	const char *link = choose_link(asked, leg, name, pool);
	struct view *chosen;

	if (leg->chosen == NULL || strcmp(leg->chosen, name) != 0) {
		view_text(view_each(row, K_MAY_CHOOSE), K_LINK, link);
		return;
	}
	chosen = view_each(view_each(row, K_CHOSEN), K_CHOSEN_LINK);
	view_text(chosen, K_LINK, link);
	view_text(chosen, K_TEXT, leg->no == 1 ? say("Now the return") : say("Now the outbound"));
}

static void fill_item(struct view *view, struct desk *desk, const struct search_asked *asked,
    const struct leg *leg, const struct offer_item *item)
{
	apr_pool_t *pool = desk->pool;
	const struct departure *departure = item->departure;
	struct view *row = view_each(view, K_ITEM);
	const char *reason = why_not(asked, leg, item, pool);

	view_text(row, K_DEPARTURE_NAME, departure->name);
	view_text(row, K_FLIGHT_NO, departure->flight_no);
	view_text(row, K_DEPARTS_TIME,
	    fill_local_time(departure->departs_at, departure->origin_offset, pool));
	fill_item_price(row, leg, item, pool);
	fill_departure(row, desk, departure);
	if (reason != NULL) {
		struct view *not_now = view_each(row, K_NOT_NOW);

		view_text(not_now, K_TEXT, reason);
		view_text(not_now, K_LINK,
		    apr_pstrcat(pool, "/flights/", departure->name, "?",
			fill_party_query(&asked->party, pool),
			"&cabin=", text_percent(asked->cabin, pool), NULL));
		return;
	}
	if (item->seats_for_party <= FEW_SEATS)
		view_text(view_each(row, K_SEATS_LEFT), K_TEXT,
		    apr_psprintf(pool,
			say_count(item->seats_for_party, "%d seat left", "%d seats left"),
			(int)item->seats_for_party));
	fill_choose(row, asked, leg, departure->name, pool);
}

/* The next days with something to buy, as links. */
static void fill_nearest(struct view *view, enum view_key key, const struct search_asked *asked,
    const struct leg *leg, apr_pool_t *pool)
{
	const struct offer_day *days[] = { &leg->list.before, &leg->list.after };

	for (size_t i = 0; i < 2; i++) {
		const char *link = NULL;
		struct view *row;

		if (days[i]->on != DATE_NONE)
			link = search_day_link(asked, leg, days[i]->on, pool);
		if (link == NULL)
			continue;
		row = view_each(view, key);
		view_text(row, K_LINK, link);
		view_text(row, K_LABEL, i == 0 ? say("Earlier") : say("Later"));
		view_text(row, K_DAY_ON, date_text(days[i]->on, pool));
		view_text(row, K_DAY_NAME, date_human(days[i]->on, pool));
		view_text(row, K_PRICE, money_text(days[i]->price_minor, days[i]->currency, pool));
	}
}

static bool has_nearest(const struct offer_list *list)
{
	return list->before.on != DATE_NONE || list->after.on != DATE_NONE;
}

/* No flight is shown: there is none, or all are filtered out. */
static void fill_nothing(
    struct view *view, const struct search_asked *asked, const struct leg *leg, apr_pool_t *pool)
{
	struct view *nothing = view_each(view, K_NOTHING);

	if (leg->list.count > 0) {
		view_text(nothing, K_TEXT, say("Your filter hides all flights of this day."));
		view_text(view_each(nothing, K_UNFILTERED), K_LINK, search_unfiltered(asked, pool));
		return;
	}
	view_text(nothing, K_TEXT,
	    has_nearest(&leg->list)
		? say("No flights on this day. The next days with seats for you:")
		: say("No flights on this day, and none near it."));
	if (!has_nearest(&leg->list))
		view_text(view_each(nothing, K_NONE_NEAR), K_LINK,
		    search_month_link(asked, leg, NULL, pool));
	fill_nearest(nothing, K_NEAREST, asked, leg, pool);
}

static bool is_any_open(const struct offer_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].is_open)
			return true;
	return false;
}

static const char *count_words(const struct offer_list *list, apr_pool_t *pool)
{
	const int count = (int)list->count;

	if (list->hidden > 0)
		return apr_psprintf(pool, say_count(count, "%d of %d flight", "%d of %d flights"),
		    count - (int)list->hidden, count);
	return apr_psprintf(pool, say_count(count, "%d flight", "%d flights"), count);
}

static void fill_found(
    struct view *view, struct desk *desk, const struct search_asked *asked, const struct leg *leg)
{
	struct view *found = view_each(view, K_FOUND);

	if (!is_any_open(&leg->list) && has_nearest(&leg->list))
		fill_nearest(view_each(found, K_NONE_OPEN), K_NEAREST, asked, leg, desk->pool);
	if (leg->list.count > 1)
		fill_sorts(view_each(found, K_SORTS), asked, search_leg_wanted(asked, leg).sort,
		    desk->pool);
	for (size_t i = 0; i < leg->list.count; i++)
		if (!leg->list.items[i].is_hidden)
			fill_item(found, desk, asked, leg, &leg->list.items[i]);
}

static struct view *fill_leg(struct view *body, const struct leg *leg, apr_pool_t *pool)
{
	struct view *view = view_each(body, K_LEG);

	view_int(view, K_LEG_NO, leg->no);
	view_text(view, K_LEG_TITLE, leg->title);
	view_text(view, K_LEG_ON, date_text(leg->on, pool));
	view_text(view, K_LEG_DATE, date_human(leg->on, pool));
	return view;
}

static void fill_flights(
    struct view *body, struct desk *desk, const struct search_asked *asked, const struct leg *leg)
{
	struct view *view = fill_leg(body, leg, desk->pool);
	struct view *strip = view_each(view, K_STRIP);

	fill_search_days(strip, asked, leg, desk->pool);
	view_text(strip, K_MONTH_LINK, search_month_link(asked, leg, NULL, desk->pool));
	if (leg->list.count > 0)
		view_text(view_each(view, K_COUNTED), K_TEXT, count_words(&leg->list, desk->pool));
	if (leg->list.count > leg->list.hidden)
		fill_found(view, desk, asked, leg);
	else
		fill_nothing(view, asked, leg, desk->pool);
}

static void fill_heading(struct view *body, const struct search *search, apr_pool_t *pool)
{
	struct view *asked = view_each(body, K_ASKED);
	bool is_business = strcmp(search->asked.cabin, "J") == 0;
	bool is_economy = strcmp(search->asked.cabin, "Y") == 0;

	view_text(body, K_HEADING,
	    apr_psprintf(pool,
		search->asked.back_on != DATE_NONE ? say("%s to %s and back") : say("%s to %s"),
		search->origins.v[0].city, search->destinations.v[0].city));
	view_text(asked, K_PARTY_WORDS, fill_party_words(&search->asked.party, pool));
	view_text(asked, K_CABIN_WORDS,
	    is_economy        ? say("Economy")
		: is_business ? say("Business")
			      : search->asked.cabin);
}

static void fill_age(struct view *body, struct desk *desk, const struct search *search,
    bool is_cached, int64_t as_of)
{
	struct view *age;

	if (!is_cached)
		return;
	age = view_each(body, K_AS_OF);
	view_text(age, K_TEXT, fill_as_of(desk, search->origins.v[0].code, as_of));
	view_text(age, K_AS_OF_AT, clock_text(as_of, desk->pool));
}

static const struct err *fill_lists(
    struct view *body, struct desk *desk, const struct search *search)
{
	const struct search_asked *asked = &search->asked;
	struct leg there = search_leg(search, 1), back = search_leg(search, 2);
	struct offer_leg wanted = search_leg_wanted(asked, &there);

	TRY(offer_search(desk, &wanted, &there.list));
	if (there.has_other) {
		wanted = search_leg_wanted(asked, &back);
		wanted.is_near_only = there.list.was_far_in_vain;
		TRY(offer_search(desk, &wanted, &back.list));
		there.other = item_named(&back.list, back.chosen);
		back.other = item_named(&there.list, there.chosen);
	}
	fill_age(body, desk, search, there.list.is_cached || back.list.is_cached,
	    there.list.is_cached ? there.list.as_of : back.list.as_of);
	fill_search_filter(
	    body, K_FILTER, asked, &there, there.has_other ? &back : NULL, desk->pool);
	fill_flights(body, desk, asked, &there);
	if (there.has_other)
		fill_flights(body, desk, asked, &back);
	return NULL;
}

/* Calendars: one for each leg. */
static const struct err *fill_months(
    struct view *body, struct desk *desk, const struct search *search)
{
	int64_t last = search->asked.back_on != DATE_NONE ? 2 : 1;
	struct search_asked listed = search->asked;
	bool is_cached = false;
	int64_t as_of = 0;

	listed.view = listed.month = listed.return_month = NULL;
	view_text(view_each(body, K_LISTED), K_LINK, search_path(&listed, desk->pool));
	for (int64_t no = 1; no <= last; no++) {
		struct leg leg = search_leg(search, no);
		struct view *view;
		struct offer_month month;

		leg.title = apr_psprintf(desk->pool, say("%s: another day than"), leg.title);
		view = fill_leg(body, &leg, desk->pool);
		TRY(fill_search_month(view, desk, &search->asked, &leg, &month));
		if (month.is_cached && (!is_cached || month.as_of < as_of))
			as_of = month.as_of;
		is_cached |= month.is_cached;
	}
	fill_age(body, desk, search, is_cached, as_of);
	return NULL;
}

const struct err *fill_search(struct view *body, struct desk *desk, const struct search *search)
{
	fill_heading(body, search, desk->pool);
	return search_is_month(&search->asked) ? fill_months(body, desk, search)
					       : fill_lists(body, desk, search);
}
