/* A month of a route: the lowest price of each day. */
#include "domain/offer_internal.h"

#include "base/date.h"
#include "base/pool.h"
#include "remote/flight_client.h"

#include <string.h>

static void month_of(int32_t on, int32_t *first, int32_t *last)
{
	int year, month, day, of_next = 0;

	date_to_civil(on, &year, &month, &day);
	*first = on - day + 1;
	for (*last = *first + 27;; (*last)++) {
		date_to_civil(*last + 1, &year, &of_next, &day);
		if (of_next != month)
			return;
	}
}

static void append(struct departures *all, const struct departures *some, apr_pool_t *pool)
{
	const struct departure **v = pool_make_many(
	    pool, const struct departure *, all->n + some->n);

	if (all->n > 0)
		memcpy(v, all->v, all->n * sizeof(*v));
	if (some->n > 0)
		memcpy(v + all->n, some->v, some->n * sizeof(*v));
	all->v = v;
	all->n += some->n;
	all->is_cached |= some->is_cached;
	if (all->as_of == 0 || some->as_of < all->as_of)
		all->as_of = some->as_of;
}

/*
 * How many days to ask for together. The week around the searched day, which the list of its flights has just been made from, tells how much departs.
 */
static const struct err *days_at_once(struct desk *desk, const struct offer_leg *leg, int32_t *out)
{
	int32_t from = leg->on - 3 > leg->first_on ? leg->on - 3 : leg->first_on;
	int32_t to = leg->on + 3 > from ? leg->on + 3 : from;
	struct departures week;
	int32_t days;

	TRY(flight_client_departures(
	    desk->flights, leg->origin, leg->destination, from, to - from + 1, desk->pool, &week));
	days = OFFER_QUESTION_DEPARTURES * (to - from + 1) / (int32_t)(week.n > 0 ? week.n : 1);
	*out = days > OFFER_QUESTION_DAYS ? OFFER_QUESTION_DAYS
	    : days < OFFER_DAYS           ? OFFER_DAYS
					  : days;
	return NULL;
}

/* What departs from `from` on, until at least `to`. */
static const struct err *ask(struct desk *desk, const struct offer_leg *leg, int32_t from,
    int32_t to, struct departures *out)
{
	int32_t at_once;

	*out = (struct departures){ .n = 0 };
	TRY(days_at_once(desk, leg, &at_once));
	for (int32_t on = from; on <= to; on += at_once) {
		struct departures some;

		TRY(flight_client_departures(
		    desk->flights, leg->origin, leg->destination, on, at_once, desk->pool, &some));
		append(out, &some, desk->pool);
	}
	return NULL;
}

const struct err *offer_month(
    struct desk *desk, const struct offer_leg *leg, int32_t on, struct offer_month *out)
{
	int32_t first, last, from;
	struct departures found;

	month_of(on, &first, &last);
	from = first > leg->first_on ? first : leg->first_on;
	*out = (struct offer_month){ .count = (size_t)(last - first + 1) };
	out->days = pool_make_many(desk->pool, struct offer_day, out->count);
	offer_days_start(out->days, out->count, first);
	if (from > last)
		return NULL;
	TRY(ask(desk, leg, from, last, &found));
	out->is_cached = found.is_cached;
	out->as_of = found.as_of;
	for (size_t i = 0; i < found.n; i++)
		out->has_later |= found.v[i]->on > last;
	return offer_gather(
	    desk, leg, &found, out->days + (from - first), (size_t)(last - from + 1), NULL, NULL);
}
