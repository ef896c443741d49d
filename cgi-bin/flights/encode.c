/* Answers as JSON texts, and the ETags that name them. */
#include "flights/encode.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "flights/rows.h"
#include "flights/schedule.h"

#include <string.h>

#define ETAG_BYTES 16

static const char *etag_of(const char *text, size_t length, apr_pool_t *pool)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	secret_digest(text, length, digest);
	return apr_pstrcat(pool, "\"", text_base64url(digest, ETAG_BYTES, pool), "\"", NULL);
}

static void finish(struct json_out *json, apr_pool_t *pool, struct body *out)
{
	out->text = json_out_text(json, &out->length);
	out->etag = etag_of(out->text, out->length, pool);
}

void encode_airports(struct catalog *catalog, apr_pool_t *pool)
{
	/* What it grew in is gone when it is there: it is kept for long. */
	apr_pool_t *scratch = pool_new(pool);
	struct json_out *json = json_out_new(scratch);
	struct body body;

	json_open(json, NULL, '{');
	json_open(json, "airports", '[');
	for (size_t i = 0; i < catalog->airport_count; i++) {
		const struct airport *airport = &catalog->airports[i];
		json_open(json, NULL, '{');
		json_put_text(json, "code", airport->code);
		json_put_text(json, "name", airport->name);
		json_put_text(json, "city", airport->city);
		json_put_text(json, "country", airport->country);
		json_put_text(json, "zone", airport->zone);
		json_put_real(json, "latitude", (double)airport->latitude_e6 / 1e6);
		json_put_real(json, "longitude", (double)airport->longitude_e6 / 1e6);
		json_put_bool(json, "served", airport->is_served);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
	finish(json, pool, &body);
	catalog->airports_json = apr_pstrmemdup(pool, body.text, body.length);
	catalog->airports_json_length = body.length;
	catalog->airports_etag = body.etag;
	apr_pool_destroy(scratch);
}

static void put_cabin(struct json_out *json, const struct cabin *cabin, apr_pool_t *pool)
{
	size_t count;

	json_open(json, NULL, '{');
	json_put_text(json, "code", cabin->code);
	json_put_text(json, "name", cabin->name);
	json_put_int(json, "first_row", cabin->first_row);
	json_put_int(json, "last_row", cabin->last_row);
	json_put_text(json, "letters", cabin->letters);
	json_open(json, "exit_rows", '[');
	const char *const *words = text_words(cabin->exit_rows, pool, &count);
	for (size_t i = 0; i < count; i++) {
		int64_t row;
		if (text_to_int(words[i], 1, 99, &row))
			json_put_int(json, NULL, row);
	}
	json_close(json, ']');
	json_open(json, "missing", '[');
	words = text_words(cabin->missing, pool, &count);
	for (size_t i = 0; i < count; i++)
		json_put_text(json, NULL, words[i]);
	json_close(json, ']');
	json_close(json, '}');
}

void encode_aircraft(const struct catalog *catalog, apr_pool_t *pool, struct body *out)
{
	struct json_out *json = json_out_new(pool);

	json_open(json, NULL, '{');
	json_open(json, "aircraft", '[');
	for (size_t i = 0; i < catalog->aircraft_count; i++) {
		const struct aircraft *aircraft = &catalog->aircraft[i];
		json_open(json, NULL, '{');
		json_put_text(json, "code", aircraft->code);
		json_put_text(json, "name", aircraft->name);
		json_open(json, "cabins", '[');
		for (size_t k = 0; k < aircraft->cabin_count; k++)
			put_cabin(json, &aircraft->cabins[k], pool);
		json_close(json, ']');
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
	finish(json, pool, out);
}

static void put_fare(struct json_out *json, const struct fare *fare)
{
	json_open(json, NULL, '{');
	json_put_text(json, "basis", fare->basis);
	json_put_text(json, "cabin", fare->cabin);
	json_put_int(json, "amount_minor", fare->amount_minor);
	json_open(json, "taxes", '[');
	for (size_t i = 0; i < fare->tax_count; i++) {
		json_open(json, NULL, '{');
		json_put_text(json, "code", fare->taxes[i].code);
		json_put_int(json, "amount_minor", fare->taxes[i].amount_minor);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_put_text(json, "currency", fare->currency);
	json_put_bool(json, "refundable", fare->is_refundable);
	json_put_int(json, "change_fee_minor", fare->change_fee_minor);
	json_put_int(json, "cancel_fee_minor", fare->cancel_fee_minor);
	json_close(json, '}');
}

/* An instant as the clocks of an airport show it. */
static const struct err *put_local(struct json_out *json, const char *name, int64_t at,
    const struct airport *airport, apr_pool_t *pool)
{
	int offset;
	TRY(date_zone_offset(at, airport->zone, pool, &offset));
	json_put_text(json, name, clock_text_at_offset(at, offset, pool));
	return NULL;
}

static const struct err *put_departure(struct json_out *json, const struct departure *departure,
    const struct catalog *catalog, int64_t now, apr_pool_t *pool)
{
	const struct airport *origin = catalog_airport(catalog, departure->origin);
	const struct airport *destination = catalog_airport(catalog, departure->destination);
	const struct aircraft *aircraft = catalog_aircraft(catalog, departure->aircraft);

	if (origin == NULL || destination == NULL || aircraft == NULL)
		return err_new(pool, CODE_NOT_FOUND, "%s: airport or aircraft not in the catalog",
		    schedule_name(departure, pool));
	json_open(json, NULL, '{');
	json_put_text(json, "flight_no", departure->flight_no);
	json_put_text(json, "date", date_text(departure->on, pool));
	json_put_text(json, "origin", departure->origin);
	json_put_text(json, "destination", departure->destination);
	TRY(put_local(json, "departs_at", departure->departs_at, origin, pool));
	TRY(put_local(json, "arrives_at", departure->arrives_at, destination, pool));
	json_put_text(json, "state", rows_state_text(schedule_state(departure, now)));
	json_put_int(json, "version", departure->version);
	json_open(json, "aircraft", '{');
	json_put_text(json, "code", aircraft->code);
	json_put_text(json, "name", aircraft->name);
	json_close(json, '}');
	json_open(json, "cabins", '[');
	for (size_t i = 0; i < aircraft->cabin_count; i++)
		put_cabin(json, &aircraft->cabins[i], pool);
	json_close(json, ']');
	json_open(json, "fares", '[');
	for (size_t i = 0; i < departure->fare_count; i++)
		put_fare(json, &departure->fares[i]);
	json_close(json, ']');
	json_close(json, '}');
	return NULL;
}

const struct err *encode_departure(const struct departure *departure, const struct catalog *catalog,
    int64_t now, apr_pool_t *pool, struct body *out)
{
	struct json_out *json = json_out_new(pool);
	TRY(put_departure(json, departure, catalog, now, pool));
	out->text = json_out_text(json, &out->length);
	out->etag = encode_departure_etag(departure, now, pool);
	return NULL;
}

const struct err *encode_departures(const struct departure *departures, size_t count,
    const struct catalog *catalog, int64_t now, apr_pool_t *pool, struct body *out)
{
	struct json_out *json = json_out_new(pool);
	json_open(json, NULL, '{');
	json_open(json, "departures", '[');
	for (size_t i = 0; i < count; i++)
		TRY(put_departure(json, &departures[i], catalog, now, pool));
	json_close(json, ']');
	json_close(json, '}');
	finish(json, pool, out);
	return NULL;
}

void encode_changes(const struct change *changes, size_t count, apr_pool_t *pool, struct body *out)
{
	struct json_out *json = json_out_new(pool);
	json_open(json, NULL, '{');
	json_open(json, "changes", '[');
	for (size_t i = 0; i < count; i++) {
		json_open(json, NULL, '{');
		json_put_int(json, "cursor", changes[i].cursor);
		json_put_text(json, "flight_no", changes[i].flight_no);
		json_put_text(json, "date", date_text(changes[i].on, pool));
		json_put_int(json, "version", changes[i].version);
		json_put_text(json, "state", rows_state_text(changes[i].state));
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
	finish(json, pool, out);
}

const char *encode_departure_etag(const struct departure *departure, int64_t now, apr_pool_t *pool)
{
	bool has_left = schedule_state(departure, now) == DEPARTURE_DEPARTED;
	return apr_psprintf(
	    pool, "\"v%" APR_INT64_T_FMT "%s\"", departure->version, has_left ? "-departed" : "");
}

bool encode_etag_matches(const char *field, const char *etag, bool is_strong)
{
	size_t length = strlen(etag);
	const char *c = field + strspn(field, " \t,");

	if (strcmp(c, "*") == 0)
		return true;
	while (*c != '\0') {
		bool is_weak = strncmp(c, "W/", 2) == 0;
		if (is_weak)
			c += 2;
		if (*c != '"')
			return false;
		const char *end = strchr(c + 1, '"');
		if (end == NULL)
			return false;
		if (!(is_weak && is_strong) && (size_t)(end + 1 - c) == length &&
		    strncmp(c, etag, length) == 0)
			return true;
		c = end + 1 + strspn(end + 1, " \t,");
	}
	return false;
}
