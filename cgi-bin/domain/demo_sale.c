/* One made-up sale: who buys what and when, and what becomes of it. */
#include "domain/demo_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/fare.h"
#include "domain/hold_internal.h"
#include "domain/locator.h"

#include <string.h>

#define TRIES 50
#define LEAST_LEAD CLOCK_DAY
#define MOST_LEAD (60 * CLOCK_DAY)
#define STAY_AT_LEAST (20 * CLOCK_HOUR)
#define HOLD_S 1200
#define PRICES_MAX 96
#define LOCATOR_STEP INT64_C(100000007)

/* Like the real ones: mostly one or two, now and then a family. */
static struct party make_party(struct demo *demo)
{
	static const int64_t adults[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 4,
		5 };
	struct party party = { .adults = adults[demo_below(demo, 20)] };

	if (party.adults == 5 && demo_below(demo, 2) == 0)
		party.adults = 6;
	if (party.adults <= 3 && demo_below(demo, 8) == 0)
		party.children = 1 + demo_below(demo, 2);
	if (demo_below(demo, 25) == 0)
		party.infants = 1;
	return party;
}

/* The first flight of a list in order of time that departs then or later. */
static size_t first_from(struct demo_flight *const *flights, size_t count, int64_t at)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (flights[middle]->departure.departs_at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t cabin_index(const struct departure *departure, const char *code)
{
	size_t i = 0;

	while (i + 1 < departure->cabin_count && strcmp(departure->cabins[i].code, code) != 0)
		i++;
	return i;
}

/* A fare in a cabin that has so many seats left: a tenth of each cabin is never sold. NULL: none. */
static const struct fare *choose_fare(
    struct demo *demo, const struct demo_flight *flight, size_t seated)
{
	const struct departure *departure = &flight->departure;
	size_t nth = demo_below(demo, 10) < 6
	    ? 0
	    : (size_t)demo_below(demo, (int64_t)departure->fare_count);
	size_t cabin = cabin_index(departure, departure->fares[nth].cabin);

	if (flight->given[cabin] + seated > flight->aircraft->seats[cabin] * 9 / 10)
		return NULL;
	return &departure->fares[nth];
}

static struct segment take_seats(
    struct demo_flight *flight, const struct fare *fare, size_t seated, int64_t position)
{
	const struct departure *departure = &flight->departure;
	size_t cabin = cabin_index(departure, fare->cabin);
	size_t order = (size_t)(departure->on + departure->flight_no[2]) % DEMO_ORDERS;
	struct segment segment = {
		.position = position,
		.departure_id = flight->id,
		.departure = *departure,
		.told_departs_at = departure->departs_at,
		.told_arrives_at = departure->arrives_at,
		.cabin = fare->cabin,
		.basis = fare->basis,
		.currency = fare->currency,
		.is_refundable = fare->is_refundable,
		.change_fee_minor = fare->change_fee_minor,
		.cancel_fee_minor = fare->cancel_fee_minor,
		.seats = flight->aircraft->orders[cabin][order] + flight->given[cabin],
		.seat_count = seated,
	};

	flight->given[cabin] += seated;
	return segment;
}

/* A journey under way: which flights at which fares. */
struct journey {
	struct demo_flight *flights[2];
	const struct fare *fares[2];
	size_t count;
};

static const struct err *choose_there(
    struct demo *demo, int64_t placed_at, size_t seated, struct journey *journey)
{
	size_t first = first_from(demo->flights, demo->count, placed_at + LEAST_LEAD);
	size_t end = first_from(demo->flights, demo->count, placed_at + MOST_LEAD);
	int64_t count = (int64_t)(end - first);

	for (int64_t i = 0; count > 0 && i < TRIES + count; i++) {
		size_t nth = first + (size_t)(i < TRIES ? demo_below(demo, count) : i - TRIES);
		const struct fare *fare = choose_fare(demo, demo->flights[nth], seated);

		if (fare == NULL)
			continue;
		journey->flights[0] = demo->flights[nth];
		journey->fares[0] = fare;
		journey->count = 1;
		return NULL;
	}
	return err_new(demo->pool, CODE_SOLD_OUT,
	    "after %" APR_INT64_T_FMT " bookings there are no seats left", demo->made);
}

static void choose_back(struct demo *demo, size_t seated, struct journey *journey)
{
	const struct demo_flight *there = journey->flights[0];
	size_t nth = first_from(
	    there->back, there->back_count, there->departure.arrives_at + STAY_AT_LEAST);

	nth += (size_t)demo_below(demo, 9);
	if (demo_below(demo, 5) < 3 || nth >= there->back_count)
		return;
	struct demo_flight *back = there->back[nth];
	const struct fare *fare = choose_fare(demo, back, seated);
	if (fare == NULL || strcmp(fare->currency, journey->fares[0]->currency) != 0 ||
	    back->departure.departs_at > there->departure.arrives_at + 20 * CLOCK_DAY)
		return;
	journey->flights[1] = back;
	journey->fares[1] = fare;
	journey->count = 2;
}

static const struct err *price(
    const struct journey *journey, apr_pool_t *pool, struct demo_sale *out)
{
	struct price_line *prices = pool_make_many(pool, struct price_line, PRICES_MAX);
	size_t count;

	for (size_t i = 0; i < journey->count; i++) {
		TRY(fare_price(journey->fares[i], &out->party, (int64_t)i + 1, pool,
		    prices + out->price_count, PRICES_MAX - out->price_count, &count,
		    &out->total_minor));
		out->price_count += count;
	}
	out->prices = prices;
	out->currency = journey->fares[0]->currency;
	return NULL;
}

/* A new customer with a browser, or one of the last thousand again. */
static void find_customer(struct demo *demo, apr_pool_t *pool, struct demo_sale *out)
{
	int64_t nth = demo->customers;

	if (nth == 0 || demo_below(demo, 10) < 7) {
		unsigned char *digest = apr_palloc(pool, 32);

		demo_bytes(demo, digest, 32);
		out->token_digest = digest;
		demo->customers++;
	} else {
		nth -= 1 + demo_below(demo, nth < 1000 ? nth : 1000);
	}
	out->customer_id = demo->next.customer_id + nth;
	out->browser_id = demo->next.browser_id + nth;
	out->email = apr_psprintf(pool, "customer-%" APR_INT64_T_FMT "@example.%s", nth + 1,
	    nth % 3 == 0 ? "org" : "com");
	out->address = apr_psprintf(
	    pool, "2001:db8::%x:%x", (unsigned)(nth >> 16) + 1, (unsigned)(nth & 0xffff));
}

static void find_end(struct demo *demo, struct demo_sale *out)
{
	int64_t drawn = demo_below(demo, 100);
	int64_t left_s;

	out->end = drawn < 94 ? DEMO_SOLD : drawn < 97 ? DEMO_RELEASED : DEMO_EXPIRED;
	out->named_at = out->placed_at + (60 + demo_below(demo, 300)) * CLOCK_SECOND;
	out->ended_at = out->named_at + (20 + demo_below(demo, 400)) * CLOCK_SECOND;
	out->expires_at = out->placed_at + HOLD_S * CLOCK_SECOND;
	if (out->end == DEMO_EXPIRED)
		out->ended_at = out->expires_at + (1 + demo_below(demo, 5)) * CLOCK_SECOND;
	if (out->end != DEMO_SOLD && drawn % 2 == 0)
		out->named_at = CLOCK_NONE;
	left_s = (out->segments[0].told_departs_at - out->ended_at) / CLOCK_SECOND - 7200;
	if (left_s > (demo->ends_at - out->ended_at) / CLOCK_SECOND)
		left_s = (demo->ends_at - out->ended_at) / CLOCK_SECOND;
	if (drawn >= 6 || left_s < 3600)
		return;
	out->end = DEMO_CANCELLED;
	out->cancelled_at = out->ended_at + (1 + demo_below(demo, left_s)) * CLOCK_SECOND;
}

static void name_it(struct demo *demo, apr_pool_t *pool, struct demo_sale *out)
{
	unsigned char bits[16];

	demo_bytes(demo, bits, sizeof(bits));
	out->ref = text_base64url(bits, sizeof(bits), pool);
	out->hold_id = demo->next.hold_id++;
	if (out->end != DEMO_SOLD && out->end != DEMO_CANCELLED)
		return;
	out->locator = locator_nth(
	    (int64_t)(demo->seed & 0xffffffff) + demo->made * LOCATOR_STEP, pool);
	out->booking_id = demo->next.booking_id++;
	demo->made++;
}

const struct err *demo_make_sale(struct demo *demo, apr_pool_t *pool, struct demo_sale *out)
{
	int64_t pace = (demo->ends_at - CLOCK_HOUR - demo->begins_at) / demo->bookings;
	struct segment *segments = pool_make_many(pool, struct segment, 2);
	struct journey journey = { .count = 0 };

	*out = (struct demo_sale){ .party = make_party(demo), .segments = segments };
	size_t seated = party_seated(&out->party);
	out->placed_at = demo->begins_at + demo->made * pace + demo_below(demo, pace + 1);
	TRY(choose_there(demo, out->placed_at, seated, &journey));
	choose_back(demo, seated, &journey);
	for (size_t i = 0; i < journey.count; i++)
		segments[i] = take_seats(
		    journey.flights[i], journey.fares[i], seated, (int64_t)i + 1);
	out->segment_count = journey.count;
	TRY(price(&journey, pool, out));
	TRY(demo_people(demo, &out->party, segments[0].departure.on,
	    segments[journey.count - 1].departure.on, pool, &out->passengers,
	    &out->passenger_count));
	out->seats_text = hold_seats_text(segments, journey.count, pool);
	find_customer(demo, pool, out);
	find_end(demo, out);
	name_it(demo, pool, out);
	return NULL;
}
