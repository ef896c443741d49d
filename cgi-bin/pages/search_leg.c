/* One direction of a search: what is asked about it. */
#include "pages/search_leg.h"

#include "base/date.h"
#include "base/text.h"
#include "base/words.h"

#include <string.h>

/* More whole units than any price has. */
#define PRICE_LIMIT_MAX 1000000000

struct leg search_leg(const struct search *search, int64_t no)
{
	const struct search_asked *asked = &search->asked;
	bool has_other = asked->back_on != DATE_NONE;
	struct leg leg = { .no = no, .last_on = search->last, .has_other = has_other };

	if (no == 2) {
		leg.title = say("Return");
		leg.on = asked->back_on;
		leg.first_on = search->today[1] > asked->on ? search->today[1] : asked->on;
		leg.chosen = asked->inbound;
		return leg;
	}
	leg.title = has_other ? say("Outbound") : say("Flights");
	leg.on = asked->on;
	leg.first_on = search->today[0];
	leg.chosen = asked->outbound;
	return leg;
}

static enum offer_sort sort_of(const struct search_asked *asked)
{
	if (asked->sort != NULL && strcmp(asked->sort, "price") == 0)
		return OFFER_BY_PRICE;
	if (asked->sort != NULL && strcmp(asked->sort, "duration") == 0)
		return OFFER_BY_DURATION;
	return OFFER_BY_DEPARTURE;
}

struct offer_leg search_leg_wanted(const struct search_asked *asked, const struct leg *leg)
{
	bool is_back = leg->no == 2;
	const struct search_time *time = search_time_of(is_back ? asked->return_time : asked->time);
	struct offer_leg wanted = {
		.origin = is_back ? asked->destination : asked->origin,
		.destination = is_back ? asked->origin : asked->destination,
		.on = leg->on,
		.first_on = leg->first_on,
		.last_on = leg->last_on,
		.cabin = asked->cabin,
		.sort = sort_of(asked),
		.party = asked->party,
		.filter.is_open_only = asked->seats != NULL && strcmp(asked->seats, "free") == 0,
	};

	if (time != NULL) {
		wanted.filter.from_minutes = time->from_minutes;
		wanted.filter.until_minutes = time->until_minutes;
	}
	if (asked->price_max != NULL)
		text_to_int(asked->price_max, 1, PRICE_LIMIT_MAX, &wanted.filter.price_max);
	return wanted;
}
