/* What of a day's flights is shown: by time of day, price and seats. */
#include "pages/search_leg.h"

#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NOON (12 * 60)
#define EVENING (18 * 60)
#define MIDNIGHT (24 * 60)

static const struct search_time TIMES[] = {
	{ "morning", K_IS_MORNING, 0, NOON },
	{ "afternoon", K_IS_AFTERNOON, NOON, EVENING },
	{ "evening", K_IS_EVENING, EVENING, MIDNIGHT },
};

const struct search_time *search_time_of(const char *value)
{
	for (size_t i = 0; value != NULL && i < sizeof(TIMES) / sizeof(TIMES[0]); i++)
		if (strcmp(TIMES[i].value, value) == 0)
			return &TIMES[i];
	return NULL;
}

static void keep(struct view *part, const char *name, const char *value)
{
	struct view *row;

	if (value == NULL)
		return;
	row = view_each(part, K_KEPT);
	view_text(row, K_NAME, name);
	view_text(row, K_VALUE, value);
}

static void keep_search(struct view *part, const struct search_asked *asked, apr_pool_t *pool)
{
	view_text(part, K_KEPT_ORIGIN, asked->origin);
	view_text(part, K_KEPT_DESTINATION, asked->destination);
	view_text(part, K_KEPT_DATE, date_text(asked->on, pool));
	view_int(part, K_KEPT_ADULTS, asked->party.adults);
	view_int(part, K_KEPT_CHILDREN, asked->party.children);
	view_int(part, K_KEPT_INFANTS, asked->party.infants);
	view_text(part, K_KEPT_CABIN, asked->cabin);
	if (asked->back_on != DATE_NONE)
		keep(part, "return", date_text(asked->back_on, pool));
	keep(part, "sort", asked->sort);
	keep(part, "outbound", asked->outbound);
	keep(part, "inbound", asked->inbound);
}

static void fill_times(struct view *part, const char *name, const char *label, const char *chosen)
{
	const struct search_time *time = search_time_of(chosen);
	struct view *field = view_each(part, K_TIME);

	view_text(field, K_NAME, name);
	view_text(field, K_LABEL, label);
	if (time != NULL)
		view_show(field, time->is_selected);
}

static int by_size(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

/* Prices of what was found, in order; none where they are of several currencies. */
static size_t all_prices(
    const struct leg *there, const struct leg *back, int64_t *prices, const char **currency)
{
	const struct leg *legs[] = { there, back };
	size_t count = 0;

	*currency = NULL;
	for (size_t i = 0; i < 2 && legs[i] != NULL; i++) {
		for (size_t j = 0; j < legs[i]->list.count; j++) {
			const struct offer_item *item = &legs[i]->list.items[j];

			if (*currency != NULL && strcmp(*currency, item->currency) != 0)
				return 0;
			*currency = item->currency;
			prices[count++] = item->price_minor;
		}
	}
	if (count > 1)
		qsort(prices, count, sizeof(*prices), by_size);
	return count;
}

#define QUARTERS 4

/* Limits to choose from: near the quarters of the prices, in tens of the currency's units, below the highest price; and the one that is chosen. */
static size_t price_limits(
    const int64_t *prices, size_t count, const char *currency, int64_t chosen, int64_t *out)
{
	int64_t unit = 10;
	size_t n = 0;

	for (int i = money_decimals(currency); i > 0; i--)
		unit *= 10;
	for (size_t i = 0; i < QUARTERS - 1; i++) {
		int64_t tens = prices[count * i / QUARTERS] / unit + 1;

		if (tens * unit < prices[count - 1] && (n == 0 || out[n - 1] != tens * 10))
			out[n++] = tens * 10;
	}
	for (size_t i = 0; i < n; i++)
		if (out[i] == chosen)
			return n;
	if (chosen > 0)
		out[n++] = chosen;
	if (n > 1)
		qsort(out, n, sizeof(*out), by_size);
	return n;
}

static void fill_price_limits(struct view *part, const struct leg *there, const struct leg *back,
    int64_t chosen, apr_pool_t *pool)
{
	size_t room = there->list.count + (back != NULL ? back->list.count : 0);
	int64_t *prices = pool_make_many(pool, int64_t, room);
	int64_t limits[QUARTERS];
	const char *currency;
	size_t count = all_prices(there, back, prices, &currency);
	size_t n = count > 0 ? price_limits(prices, count, currency, chosen, limits) : 0;
	struct view *field;

	if (n == 0)
		return;
	field = view_each(part, K_PRICES);
	view_text(
	    field, K_LABEL, back != NULL ? say("Highest price, each way") : say("Highest price"));
	for (size_t i = 0; i < n; i++) {
		struct view *option = view_each(field, K_OPTION);

		view_int(option, K_VALUE, limits[i]);
		view_text(option, K_TEXT,
		    money_with_unit(apr_psprintf(pool, "%" PRId64, limits[i]), currency, pool));
		if (limits[i] == chosen)
			view_show(option, K_SELECTED);
	}
}

void fill_search_filter(struct view *view, enum view_key key, const struct search_asked *asked,
    const struct leg *there, const struct leg *back, apr_pool_t *pool)
{
	const struct offer_filter filter = search_leg_wanted(asked, there).filter;
	bool is_open_only = filter.is_open_only;
	bool is_filtered = is_open_only || filter.until_minutes > 0 || filter.price_max > 0 ||
	    (back != NULL && search_time_of(asked->return_time) != NULL);
	size_t count = there->list.count + (back != NULL ? back->list.count : 0);
	struct view *part;

	if (count < 2 && !is_filtered)
		return;
	part = view_include(view, key, "parts/search_filter");
	keep_search(part, asked, pool);
	fill_times(
	    part, "time", back != NULL ? say("Outbound, leaving") : say("Leaving"), asked->time);
	if (back != NULL)
		fill_times(part, "return_time", say("Return, leaving"), asked->return_time);
	fill_price_limits(part, there, back, filter.price_max, pool);
	if (is_open_only)
		view_show(part, K_ONLY_FREE);
	if (!is_filtered)
		return;
	view_show(part, K_FILTER_OPEN);
	view_text(view_each(part, K_FILTERED), K_LINK, search_unfiltered(asked, pool));
}
