/* Prices: what parties pay, and what comes back. */
#include "unit.h"

#include "base/clock.h"
#include "base/money.h"
#include "base/pool.h"
#include "domain/fare.h"

static const struct tax taxes[] = { { "XA", 1200 }, { "YQ", 350 } };
static const struct fare fares[] = {
	{ "YFLEX", "Y", 19900, taxes, 2, "EUR", true, 0, 2500 },
	{ "YLIGHT", "Y", 9950, taxes, 2, "EUR", false, 5000, 0 },
	{ "JFLEX", "J", 64900, taxes, 2, "EUR", true, 0, 0 },
};
static const struct departure departure = { .fares = fares, .fare_count = 3 };

static apr_pool_t *pool;

static int64_t total_of(const struct fare *fare, struct party party, size_t *lines)
{
	struct price_line out[32];
	int64_t total = 0;

	assert_null(fare_price(fare, &party, 1, pool, out, 32, lines, &total));
	return total;
}

static void the_cheapest_fare_of_the_cabin_is_the_default(void **state)
{
	(void)state;
	assert_string_equal(fare_cheapest(&departure, "Y")->basis, "YLIGHT");
	assert_string_equal(fare_cheapest(&departure, "J")->basis, "JFLEX");
	assert_null(fare_cheapest(&departure, "F"));
	assert_string_equal(fare_by_basis(&departure, "YFLEX")->basis, "YFLEX");
	assert_null(fare_by_basis(&departure, "yflex"));
}

static void a_party_pays_fare_and_taxes_and_a_tenth_for_a_lap(void **state)
{
	static const struct {
		struct party party;
		int64_t total;
		size_t lines;
	} rows[] = {
		{ { 1, 0, 0 }, 9950 + 1550, 3 },
		{ { 2, 0, 0 }, 2 * (9950 + 1550), 3 },
		{ { 2, 1, 0 }, 3 * (9950 + 1550), 6 },
		{ { 1, 0, 1 }, 9950 + 1550 + 995, 4 },
		{ { 0, 1, 0 }, 9950 + 1550, 3 },
		{ { 9, 0, 9 }, 9 * (9950 + 1550 + 995), 4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t lines;

		assert_int_equal(total_of(&fares[1], rows[i].party, &lines), rows[i].total);
		assert_int_equal(lines, rows[i].lines);
	}
}

static void money_that_would_wrap_is_refused(void **state)
{
	static const struct fare dear = { .basis = "F", .cabin = "Y", .amount_minor = MONEY_MAX };
	struct price_line out[4];
	struct party two = { 2, 0, 0 };
	int64_t total = 0;
	size_t count;

	(void)state;
	assert_true(err_is(fare_price(&dear, &two, 1, pool, out, 4, &count, &total), CODE_BROKEN));
	assert_int_equal(total, 0);
}

/* An adult, a child and an infant, there for 100.00 each and 10.00, back for 50.00 each and 5.00. */
static const struct price_line lines[] = {
	{ .position = 1, .type = PASSENGER_ADULT, .quantity = 1, .unit_minor = 10000 },
	{ .position = 1, .type = PASSENGER_CHILD, .quantity = 1, .unit_minor = 10000 },
	{ .position = 1, .type = PASSENGER_INFANT, .quantity = 1, .unit_minor = 1000 },
	{ .position = 2, .type = PASSENGER_ADULT, .quantity = 1, .unit_minor = 5000 },
	{ .position = 2, .type = PASSENGER_CHILD, .quantity = 1, .unit_minor = 5000 },
	{ .position = 2, .type = PASSENGER_INFANT, .quantity = 1, .unit_minor = 500 },
};
static const struct party all = { 1, 1, 1 };
#define NOW (1000 * CLOCK_DAY)

/* Refundable for a fee of 15.00 there, not refundable back. */
static void both_ways(struct segment segments[2])
{
	segments[0] = (struct segment){ .position = 1,
		.is_refundable = true,
		.cancel_fee_minor = 1500,
		.departure = { .departs_at = NOW + CLOCK_DAY } };
	segments[1] = (struct segment){ .position = 2,
		.departure = { .departs_at = NOW + 2 * CLOCK_DAY } };
}

static void assert_value(const struct segment segments[2], const struct party *party,
    int64_t position, bool is_free, int64_t price, int64_t back)
{
	struct fare_value value = fare_value(
	    segments, 2, lines, ROWS(lines), party, position, NOW, is_free);

	assert_int_equal(value.price_minor, price);
	assert_int_equal(value.back_minor, back);
}

static void what_comes_back_is_the_price_less_the_fees_of_what_can_be_refunded(void **state)
{
	struct segment both[2];

	(void)state;
	both_ways(both);
	assert_value(both, &all, 0, false, 31500, 18000);
	assert_value(both, &all, 0, true, 31500, 31500);
	/* What the airline cancelled comes back whole, whatever the fare says. */
	both[1].departure.state = DEPARTURE_CANCELLED;
	assert_value(both, &all, 0, false, 31500, 28500);
	/* What has departed gives nothing. */
	both[0].departure.departs_at = NOW;
	assert_value(both, &all, 0, true, 10500, 10500);
	both_ways(both);
	both[0].departure.state = DEPARTURE_DEPARTED;
	assert_value(both, &all, 0, true, 10500, 10500);
	/* A fee above the price takes the price, not more. */
	both_ways(both);
	both[0].cancel_fee_minor = 90000;
	assert_value(both, &all, 1, false, 21000, 0);
}

static void a_part_has_its_own_value(void **state)
{
	const struct party adult = { .adults = 1 }, infant = { .infants = 1 };
	struct segment both[2];

	(void)state;
	both_ways(both);
	assert_value(both, &adult, 0, false, 15000, 8500);
	/* Without a seat no fee. */
	assert_value(both, &infant, 0, false, 1500, 1000);
	assert_value(both, &all, 1, false, 21000, 18000);
	assert_value(both, &all, 2, false, 10500, 0);
	/* What was cancelled before is nobody's any more. */
	both[0].is_cancelled = true;
	assert_value(both, &adult, 0, true, 5000, 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cheapest_fare_of_the_cabin_is_the_default),
		cmocka_unit_test(a_party_pays_fare_and_taxes_and_a_tenth_for_a_lap),
		cmocka_unit_test(money_that_would_wrap_is_refused),
		cmocka_unit_test(
		    what_comes_back_is_the_price_less_the_fees_of_what_can_be_refunded),
		cmocka_unit_test(a_part_has_its_own_value),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
