/* The rules of a schedule, without a database. */
#include "unit_pool.h"

#include "base/clock.h"
#include "base/date.h"
#include "flights/encode.h"
#include "flights/generate.h"
#include "flights/schedule.h"
#include "support/database.h"
#include "support/flights.h"
#include "support/times.h"

#include <string.h>

static void a_flight_number_is_a_carrier_and_a_number(void **state)
{
	static const char *const good[] = { "AX204", "9W7", "U21", "AX9999", "X31234" };
	static const char *const bad[] = { "", "AX", "AX0", "AX0204", "ax204", "AX20444", "12345",
		"A-204", "AX204A", "AX 204", "ÄX204" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(schedule_is_flight_no(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(schedule_is_flight_no(bad[i]));
}

static void local_times_follow_the_clocks_of_the_airport(void **state)
{
	static const struct {
		const char *date;
		int minutes;
		const char *zone, *utc;
	} rows[] = {
		{ "2026-07-01", 10 * 60, "Europe/Berlin", "2026-07-01T08:00:00Z" },
		{ "2026-12-01", 10 * 60, "Europe/Berlin", "2026-12-01T09:00:00Z" },
		{ "2026-10-25", 2 * 60 + 30, "Europe/Berlin", "2026-10-25T00:30:00Z" },
		{ "2026-10-25", 3 * 60, "Europe/Berlin", "2026-10-25T02:00:00Z" },
		{ "2027-03-28", 3 * 60, "Europe/Berlin", "2027-03-28T01:00:00Z" },
		{ "2026-12-01", 0, "Pacific/Auckland", "2026-11-30T11:00:00Z" },
		{ "2026-12-01", 23 * 60 + 59, "America/New_York", "2026-12-02T04:59:00Z" },
	};
	int64_t at;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_no_err(
		    schedule_local(day_of(rows[i].date), rows[i].minutes, rows[i].zone, pool, &at));
		assert_string_equal(clock_text(at, pool), rows[i].utc);
	}
	assert_err(schedule_local(day_of("2027-03-28"), 2 * 60 + 30, "Europe/Berlin", pool, &at),
	    CODE_INVALID);
}

static void block_times_come_from_the_distance(void **state)
{
	const struct airport *fra = catalog_airport(flights_catalog(), "FRA");
	const struct airport *lhr = catalog_airport(flights_catalog(), "LHR");
	const struct airport *akl = catalog_airport(flights_catalog(), "AKL");
	const struct airport *rar = catalog_airport(flights_catalog(), "RAR");

	(void)state;
	/* 655 km: 47 minutes and 35. */
	assert_int_equal(schedule_block_minutes(fra, lhr, 830), 85);
	assert_int_equal(schedule_block_minutes(lhr, fra, 830), 85);
	/* 3,010 km across the date line: 208 minutes and 35. */
	assert_int_equal(schedule_block_minutes(akl, rar, 870), 245);
}

/* What breaks a sound departure, and which member is named. */
static void break_nothing(struct departure *d)
{
	(void)d;
}
static void break_number(struct departure *d)
{
	d->flight_no = "204";
}
static void break_origin(struct departure *d)
{
	d->origin = "QQQ";
}
static void break_destination(struct departure *d)
{
	d->destination = "QQQ";
}
static void break_route(struct departure *d)
{
	d->destination = d->origin;
}
static void break_seconds(struct departure *d)
{
	d->departs_at += CLOCK_SECOND;
}
static void break_year(struct departure *d)
{
	d->departs_at = instant_of("2150-06-01T09:00:00Z");
	d->arrives_at = d->departs_at + CLOCK_HOUR;
	d->on = day_of("2150-06-01");
}
static void break_order(struct departure *d)
{
	d->arrives_at = d->departs_at;
}
static void break_length(struct departure *d)
{
	d->arrives_at += 29 * CLOCK_HOUR;
}
static void break_day(struct departure *d)
{
	d->departs_at += 3 * CLOCK_DAY;
	d->arrives_at += 3 * CLOCK_DAY;
}
static void break_aircraft(struct departure *d)
{
	d->aircraft = "B744";
}
static void break_fares(struct departure *d)
{
	d->fare_count = 0;
}
static struct fare broken_fare;
static void fare_of(struct departure *d)
{
	broken_fare = d->fares[0];
	d->fares = &broken_fare;
}
static void break_basis(struct departure *d)
{
	fare_of(d);
	broken_fare.basis = "y-1";
}
static void break_cabin(struct departure *d)
{
	fare_of(d);
	broken_fare.cabin = "J";
}
static void break_currency(struct departure *d)
{
	fare_of(d);
	broken_fare.currency = "EUX";
}
static void break_amount(struct departure *d)
{
	fare_of(d);
	broken_fare.amount_minor = -1;
}
static void break_fee(struct departure *d)
{
	fare_of(d);
	broken_fare.cancel_fee_minor = 1000000001;
}
static void break_tax(struct departure *d)
{
	static const struct tax taxes[] = { { "DE", 1 }, { "DE", 2 } };
	fare_of(d);
	broken_fare.taxes = taxes;
	broken_fare.tax_count = 2;
}

static void what_cannot_be_sold_is_refused_by_member(void **state)
{
	static const struct {
		void (*break_it)(struct departure *);
		const char *member; /* NULL: it stands */
	} rows[] = {
		{ break_nothing, NULL },
		{ break_number, "flight_no" },
		{ break_origin, "origin" },
		{ break_destination, "destination" },
		{ break_route, "destination" },
		{ break_seconds, "departs_at" },
		{ break_year, "departs_at" },
		{ break_order, "arrives_at" },
		{ break_length, "arrives_at" },
		{ break_day, "departs_at" },
		{ break_aircraft, "aircraft" },
		{ break_fares, "fares" },
		{ break_basis, "fares/0/basis" },
		{ break_cabin, "fares/0/cabin" },
		{ break_currency, "fares/0/currency" },
		{ break_amount, "fares/0/amount_minor" },
		{ break_fee, "fares/0/cancel_fee_minor" },
		{ break_tax, "fares/0/taxes/1/code" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct departure departure = flights_departure(
		    "AX204", instant_of("2026-12-01T09:00:00Z"));
		rows[i].break_it(&departure);
		const struct err *err = schedule_check(&departure, flights_catalog(), pool);
		if (rows[i].member == NULL) {
			assert_no_err(err);
			continue;
		}
		assert_err(err, CODE_INVALID);
		assert_string_equal(err->facts[FACT_FIELDS], rows[i].member);
	}
}

static void a_departure_changes_only_along_its_states(void **state)
{
	int64_t at = instant_of("2026-12-01T09:00:00Z");
	int64_t before_it = at - CLOCK_DAY;
	struct departure first = flights_departure("AX204", at);
	struct departure after = first;
	struct revision revision;

	(void)state;
	assert_no_err(schedule_revise(&first, &after, before_it, pool, &revision));
	assert_false(revision.is_changed);
	assert_int_equal(after.version, 1);

	after.departs_at += CLOCK_HOUR;
	assert_no_err(schedule_revise(&first, &after, before_it, pool, &revision));
	assert_true(revision.is_changed);
	assert_false(revision.is_fares_changed);
	assert_int_equal(after.state, DEPARTURE_RETIMED);
	assert_int_equal(after.version, 2);

	struct departure cancelled = after;
	cancelled.state = DEPARTURE_CANCELLED;
	assert_no_err(schedule_revise(&after, &cancelled, before_it, pool, &revision));
	assert_int_equal(cancelled.state, DEPARTURE_CANCELLED);
	assert_int_equal(cancelled.version, 3);

	struct departure again = cancelled;
	again.aircraft = "A333";
	assert_err(
	    schedule_revise(&cancelled, &again, before_it, pool, &revision), CODE_DEPARTURE_ENDED);
	again = first;
	again.departs_at += CLOCK_HOUR;
	assert_err(schedule_revise(&first, &again, at, pool, &revision), CODE_DEPARTURE_ENDED);
	again = first;
	again.destination = "JFK";
	assert_err(schedule_revise(&first, &again, before_it, pool, &revision), CODE_INVALID);
}

static void it_has_departed_once_its_time_has_come(void **state)
{
	int64_t at = instant_of("2026-12-01T09:00:00Z");
	struct departure departure = flights_departure("AX204", at);

	(void)state;
	assert_int_equal(schedule_state(&departure, at - 1), DEPARTURE_SCHEDULED);
	assert_int_equal(schedule_state(&departure, at), DEPARTURE_DEPARTED);
	assert_string_equal(encode_departure_etag(&departure, at - 1, pool), "\"v1\"");
	assert_string_equal(encode_departure_etag(&departure, at, pool), "\"v1-departed\"");
	departure.state = DEPARTURE_CANCELLED;
	assert_int_equal(schedule_state(&departure, at), DEPARTURE_CANCELLED);
}

static void etags_are_compared_as_lists(void **state)
{
	(void)state;
	assert_true(encode_etag_matches("\"v7\"", "\"v7\"", true));
	assert_true(encode_etag_matches("*", "\"v7\"", true));
	assert_true(encode_etag_matches("\"v6\", \"v7\"", "\"v7\"", true));
	assert_true(encode_etag_matches("W/\"v7\"", "\"v7\"", false));
	assert_false(encode_etag_matches("W/\"v7\"", "\"v7\"", true));
	assert_false(encode_etag_matches("\"v77\"", "\"v7\"", true));
	assert_false(encode_etag_matches("v7", "\"v7\"", true));
	assert_false(encode_etag_matches("\"v7", "\"v7\"", true));
	assert_false(encode_etag_matches("", "\"v7\"", true));
}

static void the_demo_carrier_asks_the_same_whenever_asked(void **state)
{
	const struct timetable_row row = { "AX101", "FRA", "JFK", 10 * 60 + 25, 127, "A333", 25,
		41900, "EUR" };
	struct departure first, again, next;
	int32_t on = day_of("2026-12-01");

	(void)state;
	assert_no_err(generate_departure(&row, flights_catalog(), on, pool, &first));
	assert_no_err(generate_departure(&row, flights_catalog(), on, pool, &again));
	assert_no_err(generate_departure(&row, flights_catalog(), on + 1, pool, &next));
	assert_no_err(schedule_check(&first, flights_catalog(), pool));
	assert_string_equal(clock_text(first.departs_at, pool), "2026-12-01T09:25:00Z");
	assert_int_equal(first.fare_count, 3);
	for (size_t i = 0; i < first.fare_count; i++) {
		assert_int_equal(first.fares[i].amount_minor, again.fares[i].amount_minor);
		assert_int_not_equal(first.fares[i].amount_minor, next.fares[i].amount_minor);
		assert_int_equal(first.fares[i].amount_minor % 100, 0);
		assert_in_range(first.fares[i].amount_minor, 41900 / 2, 41900 * 5);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_flight_number_is_a_carrier_and_a_number),
		cmocka_unit_test(local_times_follow_the_clocks_of_the_airport),
		cmocka_unit_test(block_times_come_from_the_distance),
		cmocka_unit_test(what_cannot_be_sold_is_refused_by_member),
		cmocka_unit_test(a_departure_changes_only_along_its_states),
		cmocka_unit_test(it_has_departed_once_its_time_has_come),
		cmocka_unit_test(etags_are_compared_as_lists),
		cmocka_unit_test(the_demo_carrier_asks_the_same_whenever_asked),
	};

	pool_start();
	return cmocka_run_group_tests_name("flights_schedule", tests, pool_set_up, pool_tear_down);
}
