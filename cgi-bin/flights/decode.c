/* The body of a POST or PATCH, read strictly into a departure; every refusal names its member. */
#include "flights/decode.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/pool.h"
#include "flights/rows.h"
#include "flights/schedule.h"

#include <string.h>

/* The reader's error with the member's full name. */
static const struct err *of_member(
    const struct err *err, const char *at, const char *name, apr_pool_t *pool)
{
	if (err == NULL)
		return NULL;
	return schedule_invalid(pool, apr_pstrcat(pool, at, name, NULL), "%s", err->text);
}

static const struct err *read_text(const struct json *object, const char *at, const char *name,
    size_t most, apr_pool_t *pool, const char **out)
{
	return of_member(json_text(object, name, 1, most, pool, out), at, name, pool);
}

static const struct err *read_amount(
    const struct json *object, const char *at, const char *name, apr_pool_t *pool, int64_t *out)
{
	return of_member(json_int(object, name, 0, SCHEDULE_AMOUNT_MAX, pool, out), at, name, pool);
}

static const struct err *read_taxes(
    const struct json *object, const char *at, apr_pool_t *pool, struct fare *fare)
{
	const struct json *list;

	TRY(of_member(json_list(object, "taxes", TAXES_MAX, pool, &list), at, "taxes", pool));
	struct tax *taxes = pool_make_many(pool, struct tax, json_count(list));
	for (size_t i = 0; i < json_count(list); i++) {
		const char *tax_at = apr_psprintf(pool, "%staxes/%" APR_SIZE_T_FMT "/", at, i);
		TRY(read_text(json_at(list, i), tax_at, "code", 2, pool, &taxes[i].code));
		TRY(read_amount(
		    json_at(list, i), tax_at, "amount_minor", pool, &taxes[i].amount_minor));
	}
	fare->taxes = taxes;
	fare->tax_count = json_count(list);
	return NULL;
}

static const struct err *read_fare(
    const struct json *object, size_t index, apr_pool_t *pool, struct fare *out)
{
	const char *at = apr_psprintf(pool, "fares/%" APR_SIZE_T_FMT "/", index);

	TRY(read_text(object, at, "basis", 12, pool, &out->basis));
	TRY(read_text(object, at, "cabin", 1, pool, &out->cabin));
	TRY(read_amount(object, at, "amount_minor", pool, &out->amount_minor));
	TRY(read_taxes(object, at, pool, out));
	TRY(read_text(object, at, "currency", 3, pool, &out->currency));
	TRY(of_member(
	    json_bool(object, "refundable", pool, &out->is_refundable), at, "refundable", pool));
	TRY(read_amount(object, at, "change_fee_minor", pool, &out->change_fee_minor));
	return read_amount(object, at, "cancel_fee_minor", pool, &out->cancel_fee_minor);
}

static const struct err *read_fares(
    const struct json *object, apr_pool_t *pool, struct departure *departure)
{
	const struct json *list;

	TRY(of_member(json_list(object, "fares", FARES_MAX, pool, &list), "", "fares", pool));
	struct fare *fares = pool_make_many(pool, struct fare, json_count(list));
	for (size_t i = 0; i < json_count(list); i++)
		TRY(read_fare(json_at(list, i), i, pool, &fares[i]));
	departure->fares = fares;
	departure->fare_count = json_count(list);
	return NULL;
}

/* {"code":"A320"} as in an answer, or the code alone. */
static const struct err *read_aircraft(
    const struct json *object, apr_pool_t *pool, const char **out)
{
	const struct json *member = json_member(object, "aircraft");

	if (json_is_object(member))
		return read_text(member, "aircraft/", "code", 4, pool, out);
	return read_text(object, "", "aircraft", 4, pool, out);
}

static const struct err *read_date(const struct json *object, apr_pool_t *pool, int32_t *out)
{
	const char *text;

	TRY(read_text(object, "", "date", 10, pool, &text));
	if (!date_parse(text, out))
		return schedule_invalid(pool, "date", "a date is like 2026-12-01");
	return NULL;
}

static const struct err *read_state(
    const struct json *object, apr_pool_t *pool, enum departure_state *out)
{
	const char *text;

	TRY(read_text(object, "", "state", 9, pool, &text));
	for (int state = DEPARTURE_SCHEDULED; state <= DEPARTURE_DEPARTED; state++)
		if (strcmp(text, rows_state_text((enum departure_state)state)) == 0) {
			*out = (enum departure_state)state;
			return NULL;
		}
	return schedule_invalid(pool, "state", "there is no state %s", text);
}

/* A time with the offset that the airport's clocks have then. */
static const struct err *read_time(const struct json *object, const char *name,
    const char *airport_code, const struct catalog *catalog, apr_pool_t *pool, int64_t *out)
{
	const struct airport *airport = catalog_airport(catalog, airport_code);
	const char *text;
	int said, is;

	TRY(read_text(object, "", name, 40, pool, &text));
	if (!clock_parse(text, out, &said))
		return schedule_invalid(pool, name, "a time is like 2026-12-01T10:30:00+01:00");
	if (airport == NULL)
		return NULL;
	TRY(date_zone_offset(*out, airport->zone, pool, &is));
	if (said != is)
		return schedule_invalid(pool, name,
		    "in %s it is %s then: write it with that offset", airport_code,
		    clock_text_at_offset(*out, is, pool));
	return NULL;
}

/* In the order of enum decode_member. */
static const char *const MEMBER_NAMES[] = { "flight_no", "date", "origin", "destination",
	"departs_at", "arrives_at", "aircraft", "fares", "state" };
#define MEMBER_COUNT (sizeof(MEMBER_NAMES) / sizeof(MEMBER_NAMES[0]))

static unsigned members_of(const struct json *object)
{
	unsigned present = 0;

	for (unsigned i = 0; i < MEMBER_COUNT; i++)
		if (json_member(object, MEMBER_NAMES[i]) != NULL)
			present |= 1u << i;
	return present;
}

const char *decode_missing(unsigned present, unsigned wanted)
{
	for (unsigned i = 0; i < MEMBER_COUNT; i++)
		if ((wanted & ~present & 1u << i) != 0)
			return MEMBER_NAMES[i];
	return NULL;
}

const struct err *decode_departure(const char *text, size_t length, const struct catalog *catalog,
    apr_pool_t *pool, struct departure *departure, unsigned *present)
{
	const struct json *object;
	const struct err *err = json_parse(text, length, pool, &object);

	if (err != NULL)
		return err_new(pool, CODE_BAD_REQUEST, "%s", err->text);
	if (!json_is_object(object))
		return err_new(pool, CODE_BAD_REQUEST, "the body is not an object");
	*present = members_of(object);
	if (*present & MEMBER_FLIGHT_NO)
		TRY(read_text(object, "", "flight_no", 6, pool, &departure->flight_no));
	if (*present & MEMBER_DATE)
		TRY(read_date(object, pool, &departure->on));
	if (*present & MEMBER_ORIGIN)
		TRY(read_text(object, "", "origin", 3, pool, &departure->origin));
	if (*present & MEMBER_DESTINATION)
		TRY(read_text(object, "", "destination", 3, pool, &departure->destination));
	if (*present & MEMBER_DEPARTS_AT)
		TRY(read_time(object, "departs_at", departure->origin, catalog, pool,
		    &departure->departs_at));
	if (*present & MEMBER_ARRIVES_AT)
		TRY(read_time(object, "arrives_at", departure->destination, catalog, pool,
		    &departure->arrives_at));
	if (*present & MEMBER_AIRCRAFT)
		TRY(read_aircraft(object, pool, &departure->aircraft));
	if (*present & MEMBER_FARES)
		TRY(read_fares(object, pool, departure));
	if (*present & MEMBER_STATE)
		TRY(read_state(object, pool, &departure->state));
	return NULL;
}
