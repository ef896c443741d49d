/* An offer: one to four departures in full, priced for a party. */
#include "domain/offer.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/words.h"
#include "domain/fare.h"
#include "domain/seat_looks.h"
#include "remote/flight_client.h"
#include "store/seat_maps.h"

#include <string.h>

#define PRICES_MAX 320

static const struct err *invalid(struct desk *desk, const char *field, size_t nth, const char *text)
{
	return err_with(err_new(desk->pool, CODE_INVALID, "%s", text), FACT_FIELDS,
	    apr_psprintf(desk->pool, "%s.%" APR_SIZE_T_FMT, field, nth));
}

static const struct err *parse_names(
    struct desk *desk, const struct offer_request *request, struct seat_map_name *names)
{
	if (request->departure_count < 1 || request->departure_count > DEPARTURES_PER_HOLD)
		return invalid(desk, "departure", 1, say("Choose one to four departures"));
	for (size_t i = 0; i < request->departure_count; i++) {
		if (!departure_name_parse(
			request->departures[i], desk->pool, &names[i].flight_no, &names[i].on))
			return invalid(
			    desk, "departure", i + 1, say("This is not the name of a departure"));
		for (size_t j = 0; j < i; j++) {
			if (strcmp(request->departures[i], request->departures[j]) == 0)
				return invalid(
				    desk, "departure", i + 1, say("This departure is there twice"));
		}
	}
	return NULL;
}

static const struct err *ask(struct desk *desk, const struct offer_request *request,
    const struct seat_map_name *names, struct offer *out)
{
	for (size_t i = 0; i < request->departure_count; i++) {
		bool is_cached;
		const struct err *err = flight_client_departure(desk->flights, names[i].flight_no,
		    names[i].on, request->max_age_s, desk->pool, &out->segments[i].departure,
		    &is_cached);

		if (err_is(err, CODE_NOT_FOUND))
			return err_with(err_new(desk->pool, CODE_NOT_FOUND, "no departure %s",
					    request->departures[i]),
			    FACT_DEPARTURE, request->departures[i]);
		TRY(err);
		out->is_cached |= is_cached;
		if (is_cached &&
		    (out->as_of == 0 || out->segments[i].departure->as_of < out->as_of))
			out->as_of = out->segments[i].departure->as_of;
	}
	out->segment_count = request->departure_count;
	return NULL;
}

static const struct err *check_order(struct desk *desk, const struct offer *offer)
{
	for (size_t i = 1; i < offer->segment_count; i++) {
		if (offer->segments[i].departure->departs_at <
		    offer->segments[i - 1].departure->arrives_at)
			return invalid(desk, "departure", i + 1,
			    say("This departure leaves before the one before it has arrived"));
	}
	return NULL;
}

static bool has_cabin(const struct departure *departure, const char *cabin)
{
	for (size_t i = 0; i < departure->cabin_count; i++) {
		if (strcmp(departure->cabins[i].code, cabin) == 0)
			return true;
	}
	return false;
}

static const struct err *choose_fare(
    struct desk *desk, const struct offer_request *request, size_t i, struct offer_segment *segment)
{
	const char *basis = i < request->basis_count ? request->bases[i] : NULL;

	if (basis != NULL && basis[0] != '\0') {
		segment->fare = fare_by_basis(segment->departure, basis);
		if (segment->fare == NULL)
			return invalid(
			    desk, "fare", i + 1, say("This fare is not sold on this departure"));
		return NULL;
	}
	if (!has_cabin(segment->departure, request->cabin))
		return invalid(desk, "cabin", 1, say("There is no such cabin on this aircraft"));
	segment->fare = fare_cheapest(segment->departure, request->cabin);
	if (segment->fare == NULL)
		return invalid(desk, "cabin", 1, say("No fare is sold in this cabin"));
	return NULL;
}

/* What booking says about all departures of an offer, and the open holds of who asks (not asked for where no seat is held). */
struct seats_said {
	struct seat_look looks[DEPARTURES_PER_HOLD];
	const int64_t *own;
	size_t own_count;
};

static bool is_any_held(const struct seat_look *look)
{
	for (size_t i = 0; i < look->count; i++) {
		if (look->seats[i].held_by != 0)
			return true;
	}
	return false;
}

static const struct err *ask_seats(struct desk *desk, const struct offer_request *request,
    const struct seat_map_name *names, struct seats_said *out)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	bool is_held = false;

	*out = (struct seats_said){ .own_count = 0 };
	TRY(seat_looks_at(
	    desk, names, request->departure_count, request->is_asked_anew, out->looks));
	for (size_t i = 0; i < request->departure_count; i++)
		is_held |= is_any_held(&out->looks[i]);
	if (!is_held || desk->browser == NULL || desk->is_browser_new)
		return NULL;
	secret_digest(desk->browser, strlen(desk->browser), digest);
	return seat_maps_list_holds(desk->db, digest, desk->pool, &out->own, &out->own_count);
}

static enum seat_state seat_state_of(const struct seats_said *said, const struct looked_seat *seat)
{
	if (seat->is_blocked)
		return SEAT_BLOCKED;
	for (size_t i = 0; seat->held_by != 0 && i < said->own_count; i++) {
		if (said->own[i] == seat->held_by)
			return SEAT_YOURS;
	}
	return SEAT_TAKEN;
}

static void mark_seats(struct desk *desk, const struct seats_said *said,
    const struct seat_look *look, const struct party *party, struct offer_segment *segment)
{
	struct taken_seat *taken = pool_make_many(desk->pool, struct taken_seat, look->count);

	for (size_t i = 0; i < look->count; i++)
		taken[i] = (struct taken_seat){ look->seats[i].seat_no,
			seat_state_of(said, &look->seats[i]) };
	seating_map(segment->departure, taken, look->count, desk->pool, &segment->map);
	seating_map_for(&segment->map, party, desk->pool);
}

static enum sales_state sales_of(
    struct desk *desk, const struct departure *departure, bool is_sales_closed)
{
	int64_t now = clock_now();

	if (departure->state == DEPARTURE_CANCELLED)
		return SALES_CANCELLED;
	if (departure->state == DEPARTURE_DEPARTED || departure->departs_at <= now)
		return SALES_DEPARTED;
	if (is_sales_closed ||
	    departure->departs_at - desk->settings->sales_close_minutes * CLOCK_MINUTE <= now)
		return SALES_CLOSED;
	return SALES_ON;
}

static const struct err *price(
    struct desk *desk, const struct offer_request *request, struct offer *out)
{
	struct price_line *prices = pool_make_many(desk->pool, struct price_line, PRICES_MAX);

	for (size_t i = 0; i < out->segment_count; i++) {
		const struct fare *fare;
		size_t count;

		TRY(choose_fare(desk, request, i, &out->segments[i]));
		fare = out->segments[i].fare;
		if (out->currency != NULL && strcmp(out->currency, fare->currency) != 0)
			return invalid(desk, "departure", i + 1,
			    say("These departures are sold in different currencies"));
		out->currency = fare->currency;
		TRY(fare_price(fare, &request->party, (int64_t)i + 1, desk->pool,
		    prices + out->price_count, PRICES_MAX - out->price_count, &count,
		    &out->total_minor));
		out->price_count += count;
	}
	out->prices = prices;
	return NULL;
}

/* What the flight service and the fares say. */
static const struct err *ask_and_price(struct desk *desk, const struct offer_request *request,
    struct seat_map_name *names, struct offer *out)
{
	*out = (struct offer){ .is_on_sale = true };
	TRY(offer_check_party(&request->party, desk->pool));
	TRY(parse_names(desk, request, names));
	TRY(ask(desk, request, names, out));
	TRY(check_order(desk, out));
	return price(desk, request, out);
}

const struct err *offer_price(
    struct desk *desk, const struct offer_request *request, struct offer *out)
{
	struct seat_map_name names[DEPARTURES_PER_HOLD];

	TRY(ask_and_price(desk, request, names, out));
	for (size_t i = 0; i < out->segment_count; i++) {
		struct offer_segment *segment = &out->segments[i];

		segment->sales = sales_of(desk, segment->departure, false);
		out->is_on_sale &= segment->sales == SALES_ON;
	}
	return NULL;
}

const struct err *offer_show(
    struct desk *desk, const struct offer_request *request, struct offer *out)
{
	struct seat_map_name names[DEPARTURES_PER_HOLD];
	struct seats_said said;

	TRY(ask_and_price(desk, request, names, out));
	TRY(ask_seats(desk, request, names, &said));
	for (size_t i = 0; i < out->segment_count; i++) {
		struct offer_segment *segment = &out->segments[i];

		mark_seats(desk, &said, &said.looks[i], &request->party, segment);
		segment->sales = sales_of(desk, segment->departure, said.looks[i].is_sales_closed);
		out->is_on_sale &= segment->sales == SALES_ON;
	}
	return NULL;
}
