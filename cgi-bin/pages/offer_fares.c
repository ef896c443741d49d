/* An offer's fares: conditions in words and as a table, and links to the others. */
#include "pages/offer_fares.h"

#include "base/money.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/fare.h"
#include "pages/fill.h"
#include "view_keys.h"

#include <string.h>

static const char *cancel_words(const struct fare *fare, apr_pool_t *pool)
{
	if (!fare->is_refundable)
		return "Nothing comes back";
	if (fare->cancel_fee_minor == 0)
		return "All of it comes back";
	return apr_psprintf(pool, "All but %s a person comes back",
	    money_text(fare->cancel_fee_minor, fare->currency, pool));
}

static const char *cancel_sentence(const struct fare *fare, apr_pool_t *pool)
{
	if (!fare->is_refundable)
		return "If you cancel, you get nothing back.";
	if (fare->cancel_fee_minor == 0)
		return "If you cancel, you get all of it back.";
	return apr_psprintf(pool, "If you cancel, you get all but %s a person back.",
	    money_text(fare->cancel_fee_minor, fare->currency, pool));
}

/* The same with every fare. */
static const char *change_sentence(const struct desk *desk)
{
	return desk->settings->name_corrections > 0
	    ? " Seats can be changed after booking, and slips in names corrected, at no charge."
	    : " Seats can be changed after booking, at no charge.";
}

static int64_t adult_price(const struct fare *fare)
{
	int64_t sum = fare->amount_minor;

	for (size_t i = 0; i < fare->tax_count; i++)
		sum += fare->taxes[i].amount_minor;
	return sum;
}

/* /offer with the same departures and fares, but `basis` (NULL: no other) on the segment `index`. */
static const char *offer_link(const struct offer_asked *asked, const struct offer *offer,
    size_t index, const char *basis, apr_pool_t *pool)
{
	const char *link = apr_pstrcat(pool, "/offer?", fill_party_query(&asked->party, pool),
	    "&cabin=", text_percent(asked->cabin, pool), NULL);

	if (asked->from != NULL)
		link = apr_pstrcat(pool, link, "&from=", text_percent(asked->from, pool), NULL);
	for (size_t i = 0; i < offer->segment_count; i++) {
		const struct offer_segment *segment = &offer->segments[i];
		const char *own = segment->fare->basis;

		link = apr_pstrcat(pool, link, "&departure=", segment->departure->name,
		    "&fare=", text_percent(i == index && basis != NULL ? basis : own, pool), NULL);
	}
	return link;
}

const char *offer_suggest_link(
    const struct offer_asked *asked, const struct offer *offer, size_t index, apr_pool_t *pool)
{
	return apr_psprintf(pool, "%s&suggest=1#seats-%" APR_SIZE_T_FMT,
	    offer_link(asked, offer, index, NULL, pool), index + 1);
}

/* A fare of the cabin, as a row of the table. */
static void fill_fare(struct view *line, const struct offer_asked *asked, const struct offer *offer,
    size_t index, const struct fare *fare, apr_pool_t *pool)
{
	view_text(line, K_FARE_BASIS, fare->basis);
	view_text(line, K_PRICE, money_text(adult_price(fare), fare->currency, pool));
	view_text(line, K_CANCEL_WORDS, cancel_words(fare, pool));
	if (strcmp(fare->basis, offer->segments[index].fare->basis) == 0)
		view_show(line, K_FARE_CHOSEN);
	else if (offer->is_on_sale)
		view_text(view_each(line, K_FARE_LINK), K_LINK,
		    offer_link(asked, offer, index, fare->basis, pool));
}

/* Cabins of the aircraft that can be bought instead, each by its cheapest fare. */
static void fill_other_cabins(struct view *table, const struct offer_asked *asked,
    const struct offer *offer, size_t index, apr_pool_t *pool)
{
	const struct offer_segment *segment = &offer->segments[index];

	for (size_t i = 0; i < segment->departure->cabin_count && offer->is_on_sale; i++) {
		const struct cabin *cabin = &segment->departure->cabins[i];
		const struct fare *fare = fare_cheapest(segment->departure, cabin->code);
		struct view *line;

		if (fare == NULL || strcmp(cabin->code, segment->fare->cabin) == 0)
			continue;
		line = view_each(table, K_OTHER_CABIN);
		view_text(line, K_LINK, offer_link(asked, offer, index, fare->basis, pool));
		view_text(line, K_CABIN_NAME, cabin->name);
		view_text(line, K_PRICE, money_text(adult_price(fare), fare->currency, pool));
	}
}

void offer_fill_fares(struct view *row, const struct offer_asked *asked, const struct offer *offer,
    size_t index, struct desk *desk)
{
	const struct offer_segment *segment = &offer->segments[index];
	const struct departure *departure = segment->departure;
	struct view *table = view_each(row, K_FARES);
	apr_pool_t *pool = desk->pool;
	size_t lines = 0;

	view_text(table, K_FARE_BASIS, segment->fare->basis);
	view_text(table, K_FARE_WORDS,
	    apr_pstrcat(pool, cancel_sentence(segment->fare, pool), change_sentence(desk), NULL));
	for (size_t i = 0; i < departure->fare_count; i++) {
		const struct fare *fare = &departure->fares[i];

		if (strcmp(fare->cabin, segment->fare->cabin) != 0)
			continue;
		fill_fare(view_each(table, K_FARE), asked, offer, index, fare, pool);
		lines++;
	}
	if (lines > 1)
		view_show(table, K_FARES_MANY);
	fill_other_cabins(table, asked, offer, index, pool);
}
