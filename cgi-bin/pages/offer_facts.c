/* All that an offer page is made from, as bytes. What is made of these by rule (fares chosen, prices, words) is not among them; settings do not change while a process lives. */
#include "pages/offer_facts.h"

#include "base/pool.h"

#include <string.h>

#define ROOM 4096

/* Bytes that are gathered; more room is made as it is needed. */
struct gathering {
	apr_pool_t *pool;
	char *bytes;
	size_t length, room;
};

static void put_bytes(struct gathering *out, const void *bytes, size_t length)
{
	if (out->length + length > out->room) {
		char *larger = apr_palloc(out->pool, 2 * (out->room + length));

		memcpy(larger, out->bytes, out->length);
		out->bytes = larger;
		out->room = 2 * (out->room + length);
	}
	memcpy(out->bytes + out->length, bytes, length);
	out->length += length;
}

/* With its end, so that two texts are not taken for others of the same letters. */
static void put_text(struct gathering *out, const char *text)
{
	put_bytes(out, text != NULL ? text : "", text != NULL ? strlen(text) + 1 : 1);
}

static void put_int(struct gathering *out, int64_t number)
{
	put_bytes(out, &number, sizeof(number));
}

static void put_cabin(struct gathering *out, const struct cabin *cabin)
{
	put_text(out, cabin->code);
	put_text(out, cabin->name);
	put_int(out, cabin->first_row);
	put_int(out, cabin->last_row);
	put_text(out, cabin->letters);
	put_int(out, (int64_t)cabin->exit_row_count);
	for (size_t i = 0; i < cabin->exit_row_count; i++)
		put_int(out, cabin->exit_rows[i]);
	put_int(out, (int64_t)cabin->missing_count);
	for (size_t i = 0; i < cabin->missing_count; i++)
		put_text(out, cabin->missing[i]);
}

static void put_fare(struct gathering *out, const struct fare *fare)
{
	put_text(out, fare->basis);
	put_text(out, fare->cabin);
	put_int(out, fare->amount_minor);
	put_int(out, (int64_t)fare->tax_count);
	for (size_t i = 0; i < fare->tax_count; i++) {
		put_text(out, fare->taxes[i].code);
		put_int(out, fare->taxes[i].amount_minor);
	}
	put_text(out, fare->currency);
	put_int(out, fare->is_refundable);
	put_int(out, fare->cancel_fee_minor);
}

static void put_departure(struct gathering *out, const struct departure *departure)
{
	put_text(out, departure->name);
	put_text(out, departure->flight_no);
	put_int(out, departure->on);
	put_text(out, departure->origin);
	put_text(out, departure->destination);
	put_int(out, departure->departs_at);
	put_int(out, departure->arrives_at);
	put_int(out, departure->origin_offset);
	put_int(out, departure->destination_offset);
	put_int(out, departure->state);
	put_int(out, departure->version);
	put_text(out, departure->aircraft_code);
	put_text(out, departure->aircraft_name);
	put_int(out, (int64_t)departure->cabin_count);
	for (size_t i = 0; i < departure->cabin_count; i++)
		put_cabin(out, &departure->cabins[i]);
	put_int(out, (int64_t)departure->fare_count);
	for (size_t i = 0; i < departure->fare_count; i++)
		put_fare(out, &departure->fares[i]);
}

/* FNV-1a, eight bytes at a time. */
static uint64_t hash_of(const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	uint64_t hash = UINT64_C(14695981039346656037) ^ length;
	size_t rest = length;

	for (; rest >= sizeof(uint64_t); rest -= sizeof(uint64_t), at += sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, at, sizeof(word));
		hash = (hash ^ word) * UINT64_C(1099511628211);
		hash ^= hash >> 29;
	}
	for (; rest > 0; rest--, at++)
		hash = (hash ^ *at) * UINT64_C(1099511628211);
	return hash ^ hash >> 32;
}

struct offer_facts offer_facts_of(
    const struct offer_asked *asked, const struct offer *offer, struct desk *desk)
{
	struct gathering out = { desk->pool, apr_palloc(desk->pool, ROOM), 0, ROOM };

	put_int(&out, asked->party.adults);
	put_int(&out, asked->party.children);
	put_int(&out, asked->party.infants);
	put_text(&out, asked->cabin);
	put_int(&out, (int64_t)offer->segment_count);
	for (size_t i = 0; i < offer->segment_count; i++) {
		const struct offer_segment *segment = &offer->segments[i];

		put_departure(&out, segment->departure);
		put_text(&out, segment->fare->basis);
		put_int(&out, segment->sales);
		put_text(&out, offer_airport(desk, segment->departure->origin)->city);
		put_text(&out, offer_airport(desk, segment->departure->destination)->city);
	}
	return (struct offer_facts){ out.bytes, out.length, hash_of(out.bytes, out.length) };
}
