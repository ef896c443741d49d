/* What a search found: days, departures, prices, and the links that choose. */
#include "pages/search_list.h"

#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/text.h"
#include "pages/fill.h"
#include "view_keys.h"

#include <inttypes.h>
#include <string.h>

/* Seats are counted aloud from here down. */
#define FEW_SEATS 9

/* One direction of a search, found. */
struct leg {
	int64_t no; /* 1: there, 2: back */
	const char *title;
	int32_t on;
	struct offer_list list;
	const char *chosen;             /* this leg's departure that was chosen; NULL */
	const struct offer_item *other; /* what was chosen for the other leg; NULL */
	bool has_other;                 /* there is another leg to choose */
};

const char *search_path(const struct search_asked *asked, apr_pool_t *pool)
{
	const char *path = apr_pstrcat(pool, "/flights?origin=", text_percent(asked->origin, pool),
	    "&destination=", text_percent(asked->destination, pool),
	    "&date=", date_text(asked->on, pool), NULL);

	if (asked->back_on != DATE_NONE)
		path = apr_pstrcat(pool, path, "&return=", date_text(asked->back_on, pool), NULL);
	path = apr_pstrcat(pool, path, "&", fill_party_query(&asked->party, pool),
	    "&cabin=", text_percent(asked->cabin, pool), NULL);
	if (asked->sort != NULL)
		path = apr_pstrcat(pool, path, "&sort=", text_percent(asked->sort, pool), NULL);
	if (asked->outbound != NULL)
		path = apr_pstrcat(
		    pool, path, "&outbound=", text_percent(asked->outbound, pool), NULL);
	if (asked->inbound != NULL)
		path = apr_pstrcat(
		    pool, path, "&inbound=", text_percent(asked->inbound, pool), NULL);
	return path;
}

static enum offer_sort sort_of(const struct search_asked *asked)
{
	if (asked->sort != NULL && strcmp(asked->sort, "price") == 0)
		return OFFER_BY_PRICE;
	if (asked->sort != NULL && strcmp(asked->sort, "duration") == 0)
		return OFFER_BY_DURATION;
	return OFFER_BY_DEPARTURE;
}

static const struct err *find_leg(
    struct desk *desk, const struct search_asked *asked, struct leg *leg)
{
	bool is_back = leg->no == 2;
	struct offer_leg wanted = {
		.origin = is_back ? asked->destination : asked->origin,
		.destination = is_back ? asked->origin : asked->destination,
		.on = is_back ? asked->back_on : asked->on,
		.cabin = asked->cabin,
		.sort = sort_of(asked),
		.party = asked->party,
	};

	leg->on = wanted.on;
	leg->chosen = is_back ? asked->inbound : asked->outbound;
	return offer_search(desk, &wanted, &leg->list);
}

static const struct offer_item *item_named(const struct offer_list *list, const char *name)
{
	for (size_t i = 0; name != NULL && i < list->count; i++)
		if (strcmp(list->items[i].departure->name, name) == 0)
			return &list->items[i];
	return NULL;
}

/*
 * The same search with this leg on another day; what was chosen for the leg is dropped with its
 * day.
 */
static const char *day_link(
    const struct search_asked *asked, const struct leg *leg, int32_t on, apr_pool_t *pool)
{
	struct search_asked other = *asked;

	if (leg->no == 2) {
		other.back_on = on;
		other.inbound = NULL;
	} else {
		other.on = on;
		other.outbound = NULL;
	}
	if (other.back_on != DATE_NONE && other.back_on < other.on)
		return NULL;
	return search_path(&other, pool);
}

/* "Tue 1 Dec 2026" as its weekday and "1 Dec". */
static void fill_day_name(struct view *day, int32_t on, apr_pool_t *pool)
{
	const char *human = date_human(on, pool);
	const char *rest = strchr(human, ' ') + 1;

	view_text(day, K_WEEKDAY, apr_pstrmemdup(pool, human, (apr_size_t)(rest - human - 1)));
	view_text(day, K_DAY_NAME, apr_pstrmemdup(pool, rest, strlen(rest) - strlen(" 2026")));
}

/* The currency and the amount apart: a narrow page leaves the first one out. */
static void fill_day_price(struct view *day, const struct offer_day *offer, apr_pool_t *pool)
{
	struct view *priced;

	if (offer->price_minor < 0) {
		view_show(day, K_DAY_NONE);
		return;
	}
	priced = view_each(day, K_DAY_PRICED);
	view_text(priced, K_CURRENCY, offer->currency);
	view_text(priced, K_DAY_PRICE,
	    strchr(money_text(offer->price_minor, offer->currency, pool), ' ') + 1);
}

static void fill_day(struct view *view, const struct search_asked *asked, const struct leg *leg,
    const struct offer_day *offer, apr_pool_t *pool)
{
	struct view *day = view_each(view, K_DAY);
	const char *link = day_link(asked, leg, offer->on, pool);

	fill_day_name(day, offer->on, pool);
	if (link == NULL) {
		view_show(day, K_DAY_OFF);
		return;
	}
	day = view_each(day, K_DAY_LINK);
	view_text(day, K_LINK, link);
	fill_day_price(day, offer, pool);
	if (offer->on == leg->on)
		view_show(day, K_DAY_CURRENT);
}

static void fill_days(
    struct view *view, const struct search_asked *asked, const struct leg *leg, apr_pool_t *pool)
{
	for (size_t i = 0; i < 7; i++)
		if (leg->list.days[i].on != DATE_NONE)
			fill_day(view, asked, leg, &leg->list.days[i], pool);
}

static void fill_sorts(struct view *view, const struct search_asked *asked, apr_pool_t *pool)
{
	static const struct {
		enum offer_sort sort;
		const char *value, *text;
	} sorts[] = {
		{ OFFER_BY_DEPARTURE, "departure", "departure" },
		{ OFFER_BY_PRICE, "price", "price" },
		{ OFFER_BY_DURATION, "duration", "duration" },
	};

	for (size_t i = 0; i < 3; i++) {
		struct search_asked other = *asked;
		struct view *row = view_each(view, K_SORT);

		other.sort = sorts[i].value;
		view_text(row, K_LINK, search_path(&other, pool));
		view_text(row, K_TEXT, sorts[i].text);
		if (sorts[i].sort == sort_of(asked))
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
		return "Sold out";
	if (item->seats_free < asked->party.adults + asked->party.children)
		return apr_psprintf(pool, "Only %" PRId64 " seat%s left", item->seats_free,
		    item->seats_free == 1 ? "" : "s");
	if (!item->is_open)
		return "Not on sale any more";
	if (leg->other == NULL)
		return NULL;
	if (there == NULL)
		there = leg->other->departure;
	else
		back = leg->other->departure;
	return back->departs_at >= there->arrives_at ? NULL : "Times do not fit together";
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
	view_text(chosen, K_TEXT, leg->no == 1 ? "Now the way back" : "Now the way there");
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
	if (item->seats_free <= FEW_SEATS)
		view_text(view_each(row, K_SEATS_LEFT), K_TEXT,
		    apr_psprintf(pool, "%" PRId64 " seat%s left", item->seats_free,
			item->seats_free == 1 ? "" : "s"));
	fill_choose(row, asked, leg, departure->name, pool);
}

static bool has_other_day(const struct offer_list *list)
{
	for (size_t i = 0; i < 7; i++)
		if (list->days[i].on != DATE_NONE && list->days[i].price_minor >= 0)
			return true;
	return false;
}

static void fill_leg(
    struct view *body, struct desk *desk, const struct search_asked *asked, const struct leg *leg)
{
	struct view *view = view_each(body, K_LEG);
	struct view *found;

	view_int(view, K_LEG_NO, leg->no);
	view_text(view, K_LEG_TITLE, leg->title);
	view_text(view, K_LEG_DATE, date_human(leg->on, desk->pool));
	fill_days(view, asked, leg, desk->pool);
	if (leg->list.count == 0) {
		view_text(view_each(view, K_NOTHING), K_TEXT,
		    has_other_day(&leg->list) ? "There are some on the days above."
					      : "There are none on the days around it either.");
		return;
	}
	found = view_each(view, K_FOUND);
	if (leg->list.count > 1)
		fill_sorts(view_each(found, K_SORTS), asked, desk->pool);
	for (size_t i = 0; i < leg->list.count; i++)
		fill_item(found, desk, asked, leg, &leg->list.items[i]);
}

static void fill_heading(struct view *body, const struct search *search, apr_pool_t *pool)
{
	struct view *asked = view_each(body, K_ASKED);
	bool is_business = strcmp(search->asked.cabin, "J") == 0;
	bool is_economy = strcmp(search->asked.cabin, "Y") == 0;

	view_text(body, K_HEADING,
	    apr_psprintf(pool, "%s to %s%s", search->origins.v[0].city,
		search->destinations.v[0].city,
		search->asked.back_on != DATE_NONE ? " and back" : ""));
	view_text(asked, K_PARTY_WORDS, fill_party_words(&search->asked.party, pool));
	view_text(asked, K_CABIN_WORDS,
	    is_economy        ? "Economy"
		: is_business ? "Business"
			      : search->asked.cabin);
}

const struct err *fill_search(struct view *body, struct desk *desk, const struct search *search)
{
	const struct search_asked *asked = &search->asked;
	bool has_return = asked->back_on != DATE_NONE;
	struct leg there = {
		.no = 1, .title = has_return ? "Way there" : "Flights", .has_other = has_return
	};
	struct leg back = { .no = 2, .title = "Way back", .has_other = true };

	TRY(find_leg(desk, asked, &there));
	if (has_return) {
		TRY(find_leg(desk, asked, &back));
		there.other = item_named(&back.list, back.chosen);
		back.other = item_named(&there.list, there.chosen);
	}
	fill_heading(body, search, desk->pool);
	if (there.list.is_cached || back.list.is_cached)
		view_text(view_each(body, K_AS_OF), K_TEXT,
		    fill_as_of(
			there.list.is_cached ? there.list.as_of : back.list.as_of, desk->pool));
	fill_leg(body, desk, asked, &there);
	if (has_return)
		fill_leg(body, desk, asked, &back);
	return NULL;
}
