/* The days around a search: the strip of seven, and the calendar of a month. */
#include "pages/search_leg.h"

#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

#include <stdlib.h>
#include <string.h>

#define WEEK 7

int64_t search_lowest(const struct offer_day *days, size_t count)
{
	int64_t lowest = -1;
	bool is_remarkable = false;

	for (size_t i = 0; i < count; i++) {
		int64_t price = days[i].price_minor;

		if (price < 0)
			continue;
		is_remarkable |= lowest >= 0 && price != lowest;
		if (lowest < 0 || price < lowest)
			lowest = price;
	}
	return is_remarkable ? lowest : -1;
}

/* "Tue 1 Dec 2026" as its weekday and "1 Dec". */
static void fill_day_name(struct view *day, int32_t on, apr_pool_t *pool)
{
	view_text(day, K_DAY_ON, date_text(on, pool));
	view_text(day, K_WEEKDAY, date_weekday_short(on));
	view_text(day, K_DAY_NAME, date_day_month(on, pool));
}

/* Where the language has it. */
static void fill_unit(struct view *priced, const char *currency)
{
	view_text(view_each(priced, words_spoken()->is_amount_first ? K_UNIT_LAST : K_UNIT_FIRST),
	    K_CURRENCY, money_unit(currency));
}

/* The currency and the amount apart: a narrow page leaves the first one out. */
static void fill_day_price(
    struct view *day, const struct offer_day *offer, int64_t lowest, apr_pool_t *pool)
{
	struct view *priced;

	if (offer->price_minor < 0) {
		view_show(day, K_DAY_NONE);
		return;
	}
	priced = view_each(day, K_DAY_PRICED);
	fill_unit(priced, offer->currency);
	view_text(priced, K_DAY_PRICE, money_number(offer->price_minor, offer->currency, pool));
	if (offer->price_minor == lowest)
		view_show(day, K_DAY_LOWEST);
}

static void fill_day(struct view *view, const struct search_asked *asked, const struct leg *leg,
    const struct offer_day *offer, int64_t lowest, apr_pool_t *pool)
{
	struct view *day = view_each(view, K_DAY);
	const char *link = search_day_link(asked, leg, offer->on, pool);

	fill_day_name(day, offer->on, pool);
	if (link == NULL) {
		view_show(day, K_DAY_OFF);
		return;
	}
	day = view_each(day, K_DAY_LINK);
	view_text(day, K_LINK, link);
	fill_day_price(day, offer, lowest, pool);
	if (offer->on == leg->on)
		view_show(day, K_DAY_CURRENT);
}

void fill_search_days(
    struct view *view, const struct search_asked *asked, const struct leg *leg, apr_pool_t *pool)
{
	int64_t lowest = search_lowest(leg->list.days, OFFER_DAYS);

	for (size_t i = 0; i < OFFER_DAYS; i++)
		fill_day(view, asked, leg, &leg->list.days[i], lowest, pool);
}

/* "2026-12" */
static const char *month_text(int32_t on, apr_pool_t *pool)
{
	return apr_pstrmemdup(pool, date_text(on, pool), strlen("2026-12"));
}

/* The first of the month that was asked for, not before the first day that can be, nor after the last; else that of the leg's day. */
static int32_t month_asked(
    const struct search_asked *asked, const struct leg *leg, apr_pool_t *pool)
{
	const char *typed = leg->no == 2 ? asked->return_month : asked->month;
	int32_t on = leg->on;

	if (typed != NULL)
		date_parse(apr_pstrcat(pool, typed, "-01", NULL), &on);
	if (on > leg->last_on)
		on = leg->last_on;
	return on > leg->first_on ? on : leg->first_on;
}

static void fill_turn(struct view *view, enum view_key key, const struct search_asked *asked,
    const struct leg *leg, int32_t on, apr_pool_t *pool)
{
	struct view *turn = view_each(view, key);

	view_text(turn, K_LINK, search_month_link(asked, leg, month_text(on, pool), pool));
	view_text(turn, K_TEXT, date_month_year(on, pool));
}

/* A whole number of the currency, rounded up: "1,235". */
static const char *whole_price(const struct offer_day *day, apr_pool_t *pool)
{
	int64_t unit = 1;
	const char *text;

	for (int i = money_decimals(day->currency); i > 0; i--)
		unit *= 10;
	text = money_number((day->price_minor + unit - 1) / unit * unit, day->currency, pool);
	if (unit == 1)
		return text;
	return apr_pstrmemdup(pool, text, (size_t)(strrchr(text, words_spoken()->decimal) - text));
}

static void fill_cell(struct view *week, const struct search_asked *asked, const struct leg *leg,
    const struct offer_day *day, int64_t lowest, apr_pool_t *pool)
{
	struct view *cell = view_each(week, K_CELL);
	const char *link = search_day_link(asked, leg, day->on, pool);
	struct view *shown;

	if (link == NULL || day->price_minor < 0) {
		shown = view_each(cell, K_CELL_OFF);
		if (link != NULL)
			view_show(shown, K_DAY_NONE);
	} else {
		shown = view_each(cell, K_CELL_LINK);
		view_text(shown, K_LINK, link);
		fill_unit(shown, day->currency);
		view_text(shown, K_DAY_PRICE, whole_price(day, pool));
		if (day->price_minor == lowest)
			view_show(shown, K_DAY_LOWEST);
	}
	fill_day_name(shown, day->on, pool);
	view_int(shown, K_DAY_NO, strtol(date_text(day->on, pool) + strlen("2026-12-"), NULL, 10));
	if (day->on == leg->on)
		view_show(shown, K_DAY_CURRENT);
}

static void fill_weeks(struct view *part, const struct search_asked *asked, const struct leg *leg,
    const struct offer_month *month, apr_pool_t *pool)
{
	int64_t lowest = search_lowest(month->days, month->count);
	int before = date_weekday(month->days[0].on) - 1;
	struct view *week = view_each(part, K_WEEK);

	for (int i = 0; i < before; i++)
		view_show(view_each(week, K_CELL), K_CELL_EMPTY);
	for (size_t i = 0; i < month->count; i++) {
		if (i > 0 && date_weekday(month->days[i].on) == 1)
			week = view_each(part, K_WEEK);
		fill_cell(week, asked, leg, &month->days[i], lowest, pool);
	}
	for (int i = date_weekday(month->days[month->count - 1].on); i < WEEK; i++)
		view_show(view_each(week, K_CELL), K_CELL_EMPTY);
}

static const char *currency_of(const struct offer_month *month)
{
	for (size_t i = 0; i < month->count; i++)
		if (month->days[i].price_minor >= 0)
			return month->days[i].currency;
	return NULL;
}

const struct err *fill_search_month(struct view *view, struct desk *desk,
    const struct search_asked *asked, const struct leg *leg, struct offer_month *out)
{
	const struct offer_leg wanted = search_leg_wanted(asked, leg);
	apr_pool_t *pool = desk->pool;
	struct view *part;
	const char *currency;
	int32_t first;

	TRY(offer_month(desk, &wanted, month_asked(asked, leg, pool), out));
	part = view_include(view_each(view, K_CALENDAR), K_MONTH, "parts/search_month");
	first = out->days[0].on;
	currency = currency_of(out);
	view_text(part, K_MONTH_NAME, date_month_year(first, pool));
	view_int(part, K_LEG_NO, leg->no);
	if (first > leg->first_on)
		fill_turn(part, K_PREVIOUS, asked, leg, first - 1, pool);
	if (out->has_later)
		fill_turn(part, K_NEXT, asked, leg, first + (int32_t)out->count, pool);
	if (currency != NULL)
		view_text(view_each(part, K_MONTH_PRICED), K_CURRENCY, currency);
	else
		view_show(part, K_MONTH_NOTHING);
	if (leg->no == 1 && leg->has_other)
		view_show(part, K_MONTH_MOVES);
	fill_weeks(part, asked, leg, out, pool);
	return NULL;
}
