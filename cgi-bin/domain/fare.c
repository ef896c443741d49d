/* Prices: what a party pays for a departure, line by line. */
#include "domain/fare.h"

#include "base/money.h"

#include <string.h>

int64_t fare_with_taxes(const struct fare *fare)
{
	int64_t sum = fare->amount_minor;

	for (size_t i = 0; i < fare->tax_count; i++)
		sum += fare->taxes[i].amount_minor;
	return sum;
}

const struct fare *fare_cheapest(const struct departure *departure, const char *cabin)
{
	const struct fare *best = NULL;

	for (size_t i = 0; i < departure->fare_count; i++) {
		const struct fare *fare = &departure->fares[i];

		if (strcmp(fare->cabin, cabin) != 0)
			continue;
		if (best == NULL || fare_with_taxes(fare) < fare_with_taxes(best))
			best = fare;
	}
	return best;
}

const struct fare *fare_by_basis(const struct departure *departure, const char *basis)
{
	for (size_t i = 0; i < departure->fare_count; i++) {
		if (strcmp(departure->fares[i].basis, basis) == 0)
			return &departure->fares[i];
	}
	return NULL;
}

/* The lines under construction: where the next one goes, and the sum. */
struct pricing {
	struct price_line *lines;
	size_t count, max;
	int64_t position;
	int64_t total;
};

static bool add_line(struct pricing *pricing, enum price_kind kind, const char *code,
    enum passenger_type type, int64_t quantity, int64_t unit_minor)
{
	int64_t amount = 0;

	if (quantity == 0 || unit_minor == 0)
		return true;
	if (pricing->count == pricing->max)
		return false;
	if (!money_add_times(&amount, unit_minor, quantity) || !money_add(&pricing->total, amount))
		return false;
	pricing->lines[pricing->count++] = (struct price_line){
		.position = pricing->position,
		.kind = kind,
		.code = code,
		.type = type,
		.quantity = quantity,
		.unit_minor = unit_minor,
		.amount_minor = amount,
	};
	return true;
}

static bool add_seated(
    struct pricing *pricing, const struct fare *fare, enum passenger_type type, int64_t quantity)
{
	if (!add_line(pricing, PRICE_FARE, fare->basis, type, quantity, fare->amount_minor))
		return false;
	for (size_t i = 0; i < fare->tax_count; i++) {
		const struct tax *tax = &fare->taxes[i];

		if (!add_line(pricing, PRICE_TAX, tax->code, type, quantity, tax->amount_minor))
			return false;
	}
	return true;
}

const struct err *fare_price(const struct fare *fare, const struct party *party, int64_t position,
    apr_pool_t *pool, struct price_line *out, size_t max, size_t *count, int64_t *total)
{
	struct pricing pricing = {
		.lines = out, .max = max, .position = position, .total = *total
	};

	if (!add_seated(&pricing, fare, PASSENGER_ADULT, party->adults) ||
	    !add_seated(&pricing, fare, PASSENGER_CHILD, party->children) ||
	    !add_line(&pricing, PRICE_FARE, fare->basis, PASSENGER_INFANT, party->infants,
		fare->amount_minor / 10))
		return err_new(
		    pool, CODE_BROKEN, "fare %s: too many lines or too much money", fare->basis);
	*count = pricing.count;
	*total = pricing.total;
	return NULL;
}

static int64_t count_of(const struct party *party, enum passenger_type type)
{
	switch (type) {
	case PASSENGER_ADULT:
		return party->adults;
	case PASSENGER_CHILD:
		return party->children;
	case PASSENGER_INFANT:
		break;
	}
	return party->infants;
}

static int64_t segment_price(
    const struct price_line *prices, size_t count, int64_t position, const struct party *party)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++) {
		if (prices[i].position == position)
			sum += prices[i].unit_minor * count_of(party, prices[i].type);
	}
	return sum;
}

static int64_t back_of(
    const struct segment *segment, int64_t price, const struct party *party, bool is_free)
{
	int64_t fee = segment->cancel_fee_minor * (party->adults + party->children);

	if (is_free || segment->departure.state == DEPARTURE_CANCELLED)
		return price;
	return segment->is_refundable && price > fee ? price - fee : 0;
}

struct fare_value fare_value(const struct segment *segments, size_t segment_count,
    const struct price_line *prices, size_t price_count, const struct party *party,
    int64_t position, int64_t now_at, bool is_free)
{
	struct fare_value value = { 0, 0 };

	for (size_t i = 0; i < segment_count; i++) {
		const struct segment *segment = &segments[i];
		enum departure_state state = segment->departure.state;
		bool is_gone = state == DEPARTURE_DEPARTED ||
		    (state != DEPARTURE_CANCELLED &&
			(segment->departure.departs_at <= now_at ||
			    segment->departure.is_gate_closed));
		int64_t price = segment_price(prices, price_count, segment->position, party);

		if (segment->is_cancelled || is_gone ||
		    (position != 0 && segment->position != position))
			continue;
		value.price_minor += price;
		value.back_minor += back_of(segment, price, party, is_free);
	}
	return value;
}
