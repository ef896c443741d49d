/* What the demo carrier asks for a seat: weekday, season and a draw that depends on nothing but
 * flight and date. */
#include "flights/price.h"

#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"

#include <math.h>
#include <string.h>

#define DRAW_PCT 8.0
#define TAXES_OF_A_FARE 3

/* FNV-1a of a text and a number. */
static uint64_t draw(const char *text, int32_t number)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	for (int shift = 0; shift < 32; shift += 8)
		hash = (hash ^ ((uint32_t)number >> shift & 255)) * UINT64_C(1099511628211);
	return hash ^ hash >> 32;
}

/* -1 (February, November) to 1 (late July, and the days around Christmas). */
static double season(int32_t on)
{
	int year, month, day;
	int32_t first;

	date_to_civil(on, &year, &month, &day);
	if ((month == 12 && day >= 19) || (month == 1 && day <= 5))
		return 1;
	if (!date_from_civil(year, 1, 1, &first))
		return 0;
	return cos(2 * M_PI * (on - first - 204) / 365.25);
}

static double weekday_factor(int32_t on)
{
	static const double factors[] = { 1.05, 0.90, 0.88, 0.98, 1.18, 0.95, 1.15 };
	return factors[date_weekday(on) - 1];
}

/* To whole units of the currency, and not nothing. */
static int64_t whole(double minor, const char *currency)
{
	int64_t unit = 1;
	for (int i = money_decimals(currency); i > 0; i--)
		unit *= 10;
	int64_t units = llround(minor / (double)unit);
	return (units < 1 ? 1 : units) * unit;
}

static const struct tax *price_taxes(
    const struct timetable_row *row, const struct airport *origin, apr_pool_t *pool)
{
	struct tax *taxes = pool_make_many(pool, struct tax, TAXES_OF_A_FARE);
	int64_t base = row->base_fare_minor;
	int64_t airport_pct = 8 + (int64_t)(draw(origin->code, 0) % 8);

	taxes[0] = (struct tax){ origin->country, base * airport_pct / 100 };
	taxes[1] = (struct tax){ "XA", base * 3 / 100 };
	taxes[2] = (struct tax){ "YQ", base * 6 / 100 };
	return taxes;
}

void price_departure(const struct timetable_row *row, const struct aircraft *aircraft,
    const struct airport *origin, int32_t on, apr_pool_t *pool, struct departure *out)
{
	double base = (double)row->base_fare_minor;
	double drawn = (double)(draw(row->flight_no, on) % 2001) / 1000 - 1; /* -1 to 1 */
	double light = base * weekday_factor(on) *
	    (1 + season(on) * (double)row->season_pct / 100) * (1 + drawn * DRAW_PCT / 100);
	struct fare *fares = pool_make_many(pool, struct fare, aircraft->cabin_count + 1);
	const struct tax *taxes = price_taxes(row, origin, pool);
	size_t n = 0;

	for (size_t i = 0; i < aircraft->cabin_count; i++) {
		const char *cabin = aircraft->cabins[i].code;
		bool is_economy = strcmp(cabin, "Y") == 0;
		if (is_economy)
			fares[n++] = (struct fare){ .basis = "YLIGHT",
				.cabin = cabin,
				.amount_minor = whole(light, row->currency),
				.change_fee_minor = whole(base * 0.4, row->currency) };
		fares[n++] = (struct fare){ .basis = apr_pstrcat(pool, cabin, "FLEX", NULL),
			.cabin = cabin,
			.amount_minor = whole(light * (is_economy ? 1.45 : 3.2), row->currency),
			.is_refundable = true,
			.cancel_fee_minor = is_economy ? whole(base * 0.1, row->currency) : 0 };
	}
	for (size_t i = 0; i < n; i++) {
		fares[i].currency = row->currency;
		fares[i].taxes = taxes;
		fares[i].tax_count = TAXES_OF_A_FARE;
	}
	out->fares = fares;
	out->fare_count = n;
}
