/* Is this a departure that may be sold? Every rule names the member that breaks it. */
#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "flights/schedule.h"

#include <string.h>

#define DURATION_MAX (30 * CLOCK_HOUR)
#define FIRST_AT (INT64_C(946684800) * CLOCK_SECOND) /* 2000-01-01 */
#define LAST_AT (INT64_C(5680281600) * CLOCK_SECOND) /* 2150-01-01 */
#define EARLIER_DAYS_MAX 1
#define LATER_DAYS_MAX 2

static const struct err *check_amount(int64_t amount, const char *member, apr_pool_t *pool)
{
	if (amount < 0 || amount > SCHEDULE_AMOUNT_MAX)
		return schedule_invalid(pool, member,
		    "an amount is 0 to %" APR_INT64_T_FMT " minor units", SCHEDULE_AMOUNT_MAX);
	return NULL;
}

static const struct err *check_taxes(const struct fare *fare, const char *at, apr_pool_t *pool)
{
	if (fare->tax_count > TAXES_MAX)
		return schedule_invalid(pool, apr_pstrcat(pool, at, "/taxes", NULL),
		    "a fare has at most %d taxes", TAXES_MAX);
	for (size_t i = 0; i < fare->tax_count; i++) {
		const char *member = apr_psprintf(pool, "%s/taxes/%" APR_SIZE_T_FMT, at, i);
		if (!schedule_is_code(fare->taxes[i].code, 2, 2))
			return schedule_invalid(pool, apr_pstrcat(pool, member, "/code", NULL),
			    "a tax code is two letters or digits");
		for (size_t k = 0; k < i; k++)
			if (strcmp(fare->taxes[k].code, fare->taxes[i].code) == 0)
				return schedule_invalid(pool,
				    apr_pstrcat(pool, member, "/code", NULL), "tax %s comes twice",
				    fare->taxes[i].code);
		TRY(check_amount(fare->taxes[i].amount_minor,
		    apr_pstrcat(pool, member, "/amount_minor", NULL), pool));
	}
	return NULL;
}

static const struct err *check_fare(const struct departure *departure,
    const struct aircraft *aircraft, size_t index, apr_pool_t *pool)
{
	const struct fare *fare = &departure->fares[index];
	const char *at = apr_psprintf(pool, "fares/%" APR_SIZE_T_FMT, index);

	if (!schedule_is_code(fare->basis, 1, 12))
		return schedule_invalid(pool, apr_pstrcat(pool, at, "/basis", NULL),
		    "a fare basis is 1 to 12 letters and digits");
	for (size_t i = 0; i < index; i++)
		if (strcmp(departure->fares[i].basis, fare->basis) == 0)
			return schedule_invalid(pool, apr_pstrcat(pool, at, "/basis", NULL),
			    "fare basis %s comes twice", fare->basis);
	if (catalog_cabin(aircraft, fare->cabin) == NULL)
		return schedule_invalid(pool, apr_pstrcat(pool, at, "/cabin", NULL),
		    "aircraft %s has no cabin %s", aircraft->code, fare->cabin);
	if (!money_is_currency(fare->currency))
		return schedule_invalid(pool, apr_pstrcat(pool, at, "/currency", NULL),
		    "%s is no currency of ISO 4217", fare->currency);
	if (strcmp(departure->fares[0].currency, fare->currency) != 0)
		return schedule_invalid(pool, apr_pstrcat(pool, at, "/currency", NULL),
		    "all fares of a departure have one currency");
	TRY(check_amount(fare->amount_minor, apr_pstrcat(pool, at, "/amount_minor", NULL), pool));
	TRY(check_amount(
	    fare->change_fee_minor, apr_pstrcat(pool, at, "/change_fee_minor", NULL), pool));
	TRY(check_amount(
	    fare->cancel_fee_minor, apr_pstrcat(pool, at, "/cancel_fee_minor", NULL), pool));
	return check_taxes(fare, at, pool);
}

static const struct err *check_times(
    const struct departure *departure, const struct airport *origin, apr_pool_t *pool)
{
	int32_t on;

	if (departure->departs_at < FIRST_AT || departure->departs_at > LAST_AT)
		return schedule_invalid(pool, "departs_at", "it departs between 2000 and 2150");
	if (departure->departs_at % CLOCK_MINUTE != 0)
		return schedule_invalid(pool, "departs_at", "times are whole minutes");
	if (departure->arrives_at % CLOCK_MINUTE != 0)
		return schedule_invalid(pool, "arrives_at", "times are whole minutes");
	if (departure->arrives_at <= departure->departs_at)
		return schedule_invalid(pool, "arrives_at", "it arrives before it departs");
	if (departure->arrives_at - departure->departs_at > DURATION_MAX)
		return schedule_invalid(pool, "arrives_at", "it flies for more than 30 hours");
	TRY(schedule_date(departure->departs_at, origin->zone, pool, &on));
	if (on < departure->on - EARLIER_DAYS_MAX || on > departure->on + LATER_DAYS_MAX)
		return schedule_invalid(pool, "departs_at",
		    "%s cannot leave on %s: %d day earlier or %d days later at most",
		    schedule_name(departure, pool), date_text(on, pool), EARLIER_DAYS_MAX,
		    LATER_DAYS_MAX);
	return NULL;
}

const struct err *schedule_check(
    const struct departure *departure, const struct catalog *catalog, apr_pool_t *pool)
{
	const struct airport *origin = catalog_airport(catalog, departure->origin);
	const struct aircraft *aircraft = catalog_aircraft(catalog, departure->aircraft);

	if (!schedule_is_flight_no(departure->flight_no))
		return schedule_invalid(pool, "flight_no", "a flight number is like AX204");
	if (origin == NULL)
		return schedule_invalid(pool, "origin", "no airport %s", departure->origin);
	if (catalog_airport(catalog, departure->destination) == NULL)
		return schedule_invalid(
		    pool, "destination", "no airport %s", departure->destination);
	if (strcmp(departure->origin, departure->destination) == 0)
		return schedule_invalid(pool, "destination", "origin and destination are the same");
	TRY(check_times(departure, origin, pool));
	if (aircraft == NULL)
		return schedule_invalid(pool, "aircraft", "no aircraft %s", departure->aircraft);
	if (departure->fare_count < 1 || departure->fare_count > FARES_MAX)
		return schedule_invalid(pool, "fares", "a departure has 1 to %d fares", FARES_MAX);
	for (size_t i = 0; i < departure->fare_count; i++)
		TRY(check_fare(departure, aircraft, i, pool));
	return NULL;
}
