/* The rules of a schedule: names, times in zones, block times, and how a departure may change. */
#include "flights/schedule.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#define EARTH_RADIUS_KM 6371.0088
#define TAXI_CLIMB_APPROACH_MIN 35
#define BLOCK_STEP_MIN 5

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool schedule_is_letters(const char *text, size_t least, size_t most)
{
	size_t length = strlen(text);
	for (size_t i = 0; i < length; i++)
		if (!is_upper(text[i]))
			return false;
	return length >= least && length <= most;
}

bool schedule_is_code(const char *text, size_t least, size_t most)
{
	size_t length = strlen(text);
	for (size_t i = 0; i < length; i++)
		if (!is_upper(text[i]) && !is_digit(text[i]))
			return false;
	return length >= least && length <= most;
}

bool schedule_is_flight_no(const char *text)
{
	if (!schedule_is_code(text, 3, 6) || (!is_upper(text[0]) && !is_upper(text[1])))
		return false;
	for (const char *c = text + 2; *c != '\0'; c++)
		if (!is_digit(*c))
			return false;
	return text[2] != '0';
}

const char *schedule_name(const struct departure *departure, apr_pool_t *pool)
{
	return apr_pstrcat(pool, departure->flight_no, "/", date_text(departure->on, pool), NULL);
}

const struct err *schedule_invalid(apr_pool_t *pool, const char *member, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	const char *text = apr_pvsprintf(pool, format, values);
	va_end(values);
	return err_with(err_new(pool, CODE_INVALID, "%s", text), FACT_FIELDS, member);
}

enum departure_state schedule_state(const struct departure *departure, int64_t now)
{
	if (departure->state != DEPARTURE_CANCELLED && departure->departs_at <= now)
		return DEPARTURE_DEPARTED;
	return departure->state;
}

const struct err *schedule_date(int64_t at, const char *zone, apr_pool_t *pool, int32_t *out)
{
	int offset;
	TRY(date_zone_offset(at, zone, pool, &offset));
	*out = date_at_offset(at, offset);
	return NULL;
}

const struct err *schedule_local(
    int32_t on, int minutes, const char *zone, apr_pool_t *pool, int64_t *out)
{
	int offset;
	TRY(date_local_to_instant(on, minutes, zone, pool, out));
	TRY(date_zone_offset(*out, zone, pool, &offset));
	if (*out + offset * CLOCK_MINUTE != on * CLOCK_DAY + minutes * CLOCK_MINUTE)
		return err_new(pool, CODE_INVALID, "%02d:%02d is skipped by the clocks of %s on %s",
		    minutes / 60, minutes % 60, zone, date_text(on, pool));
	return NULL;
}

static double radians(int64_t degrees_e6)
{
	return (double)degrees_e6 / 1e6 * M_PI / 180;
}

/* Haversine: well conditioned for small distances. */
static double distance_km(const struct airport *from, const struct airport *to)
{
	double phi1 = radians(from->latitude_e6), phi2 = radians(to->latitude_e6);
	double lat = sin((phi2 - phi1) / 2);
	double lon = sin((radians(to->longitude_e6) - radians(from->longitude_e6)) / 2);
	double h = lat * lat + cos(phi1) * cos(phi2) * lon * lon;
	return 2 * EARTH_RADIUS_KM * asin(fmin(1, sqrt(h)));
}

int schedule_block_minutes(
    const struct airport *origin, const struct airport *destination, int64_t cruise_kmh)
{
	double minutes = distance_km(origin, destination) / (double)cruise_kmh * 60 +
	    TAXI_CLIMB_APPROACH_MIN;
	return (int)ceil(minutes / BLOCK_STEP_MIN) * BLOCK_STEP_MIN;
}

static bool has_tax(const struct fare *fare, const struct tax *wanted)
{
	for (size_t i = 0; i < fare->tax_count; i++)
		if (strcmp(fare->taxes[i].code, wanted->code) == 0)
			return fare->taxes[i].amount_minor == wanted->amount_minor;
	return false;
}

static bool is_same_fare(const struct fare *a, const struct fare *b)
{
	if (strcmp(a->basis, b->basis) != 0 || strcmp(a->cabin, b->cabin) != 0 ||
	    strcmp(a->currency, b->currency) != 0 || a->amount_minor != b->amount_minor ||
	    a->is_refundable != b->is_refundable || a->change_fee_minor != b->change_fee_minor ||
	    a->cancel_fee_minor != b->cancel_fee_minor || a->tax_count != b->tax_count)
		return false;
	for (size_t i = 0; i < a->tax_count; i++)
		if (!has_tax(b, &a->taxes[i]))
			return false;
	return true;
}

/* Fares and taxes are sets: their order says nothing. */
static bool is_same_fares(const struct departure *a, const struct departure *b)
{
	if (a->fare_count != b->fare_count)
		return false;
	for (size_t i = 0; i < a->fare_count; i++) {
		bool is_found = false;
		for (size_t k = 0; k < b->fare_count && !is_found; k++)
			is_found = is_same_fare(&a->fares[i], &b->fares[k]);
		if (!is_found)
			return false;
	}
	return true;
}

const struct err *schedule_revise(const struct departure *before, struct departure *after,
    int64_t now, apr_pool_t *pool, struct revision *out)
{
	bool is_moved = before->departs_at != after->departs_at ||
	    before->arrives_at != after->arrives_at;
	bool is_cancelled = after->state == DEPARTURE_CANCELLED &&
	    before->state != DEPARTURE_CANCELLED;

	if (strcmp(before->origin, after->origin) != 0)
		return schedule_invalid(pool, "origin", "%s flies from %s: its route cannot change",
		    schedule_name(before, pool), before->origin);
	if (strcmp(before->destination, after->destination) != 0)
		return schedule_invalid(pool, "destination",
		    "%s flies to %s: its route cannot change", schedule_name(before, pool),
		    before->destination);
	out->is_fares_changed = !is_same_fares(before, after);
	out->is_changed = is_moved || is_cancelled || out->is_fares_changed ||
	    strcmp(before->aircraft, after->aircraft) != 0;
	after->state = is_cancelled ? DEPARTURE_CANCELLED : before->state;
	after->version = before->version;
	if (!out->is_changed)
		return NULL;
	enum departure_state state = schedule_state(before, now);
	if (state == DEPARTURE_CANCELLED || state == DEPARTURE_DEPARTED)
		return err_new(pool, CODE_DEPARTURE_ENDED, "%s %s: it stays as it is",
		    schedule_name(before, pool),
		    state == DEPARTURE_CANCELLED ? "is cancelled" : "has departed");
	if (is_moved && !is_cancelled)
		after->state = DEPARTURE_RETIMED;
	after->version = before->version + 1;
	return NULL;
}
