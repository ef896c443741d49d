/* What a browser holds already, on the page that refuses it more. */
#include "pages/open_holds.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/hold.h"
#include "pages/fill.h"
#include "view_keys.h"

#include <string.h>

#define SHOWN 20

/* "Frankfurt to Lisbon, Tue 1 Dec 2026: 12A, 12B" */
static const char *flight_words(struct desk *desk, const struct segment *segment, apr_pool_t *pool)
{
	const struct departure *departure = &segment->departure;
	const char *words = apr_pstrcat(pool,
	    apr_psprintf(pool, say("%s to %s"), offer_airport(desk, departure->origin)->city,
		offer_airport(desk, departure->destination)->city),
	    ", ", date_human(departure->on, pool), NULL);

	for (size_t i = 0, n = 0; i < segment->seat_count; i++)
		if (segment->seats[i] != NULL)
			words = apr_pstrcat(
			    pool, words, n++ == 0 ? ": " : ", ", segment->seats[i], NULL);
	return words;
}

static void fill_one(struct view *list, struct desk *desk, const struct hold *hold)
{
	const struct departure *first = &hold->segments[0].departure;
	struct view *row = view_each(list, K_OPEN_HOLD);

	view_text(row, K_REF, hold->ref);
	for (size_t i = 0; i < hold->segment_count; i++)
		view_text(view_each(row, K_OPEN_FLIGHT), K_WORDS,
		    flight_words(desk, &hold->segments[i], desk->pool));
	view_text(row, K_EXPIRES_AT, clock_text(hold->expires_at, desk->pool));
	view_text(row, K_EXPIRES_TIME,
	    fill_local_time(hold->expires_at, fill_offset_at_origin(desk, first, hold->expires_at),
		desk->pool));
	view_text(row, K_EXPIRES_PLACE, offer_airport(desk, first->origin)->city);
	view_text(row, K_DEPARTURE_NAME, first->flight_no);
}

const struct err *open_holds_fill(const struct page_parts *parts, struct desk *desk)
{
	const struct hold *holds;
	struct view *list;
	size_t count;

	TRY(hold_list_open(desk, SHOWN, &holds, &count));
	if (count == 0)
		return NULL;
	list = view_include(parts->body, K_OPEN_HOLDS, "parts/open_holds");
	for (size_t i = 0; i < count; i++)
		if (holds[i].segment_count > 0)
			fill_one(list, desk, &holds[i]);
	return NULL;
}
