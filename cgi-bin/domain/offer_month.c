/* A month of a route: the lowest price of each day. */
#include "domain/offer_internal.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "remote/flight_client.h"

#include <string.h>

/* So long takes no answer of a service that is well. */
#define WAITED_MS 500

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

/* The week around the searched day, which the list of its flights has just been made from: it tells how much departs. */
static const struct err *ask_week(
    struct desk *desk, const struct offer_leg *leg, struct departures *out, int32_t *days)
{
	int32_t from = leg->on - 3 > leg->first_on ? leg->on - 3 : leg->first_on;
	int32_t to = leg->on + 3 < leg->last_on ? leg->on + 3 : leg->last_on;

	if (to < from)
		to = from;
	*days = to - from + 1;
	return flight_client_departures(
	    desk->flights, leg->origin, leg->destination, from, *days, desk->pool, out);
}

/* How many days one answer has room for. */
static int32_t days_at_once(const struct departures *week, int32_t days)
{
	int32_t room = OFFER_QUESTION_DEPARTURES * days / (int32_t)(week->n > 0 ? week->n : 1);

	if (room > OFFER_QUESTION_DAYS)
		return OFFER_QUESTION_DAYS;
	return room > OFFER_DAYS ? room : OFFER_DAYS;
}

/*
 * What departs from `from` on, until at least `to`. Who has waited for a service that hangs does not wait for it again: of such a month the week is shown that is known.
 */
static const struct err *ask(struct desk *desk, const struct offer_leg *leg, int32_t from,
    int32_t to, struct departures *out)
{
	int64_t start_ms = clock_monotonic_ms();
	struct departures week;
	int32_t days, at_once;

	TRY(ask_week(desk, leg, &week, &days));
	*out = week;
	if (week.is_cached && clock_monotonic_ms() - start_ms > WAITED_MS)
		return NULL;
	*out = (struct departures){ .n = 0 };
	at_once = days_at_once(&week, days);
	for (int32_t on = from; on <= to && on <= leg->last_on; on += at_once) {
		int32_t left = leg->last_on - on + 1;
		struct departures some;

		TRY(flight_client_departures(desk->flights, leg->origin, leg->destination, on,
		    at_once < left ? at_once : left, desk->pool, &some));
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
