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

static void a_refund_is_what_was_paid_less_the_fees_of_what_can_be_refunded(void **state)
{
	const int64_t now = 1000 * CLOCK_DAY;
	struct price_line lines[] = {
		{ .position = 1, .quantity = 2, .unit_minor = 10000, .amount_minor = 20000 },
		{ .position = 2, .quantity = 2, .unit_minor = 5000, .amount_minor = 10000 },
	};
	struct segment out = { .position = 1,
		.is_refundable = true,
		.cancel_fee_minor = 1500,
		.departure = { .departs_at = now + CLOCK_DAY } };
	struct segment back = { .position = 2,
		.is_refundable = false,
		.departure = { .departs_at = now + 2 * CLOCK_DAY } };
	struct segment both[] = { out, back };
	struct party two = { 1, 1, 1 };

	(void)state;
	assert_int_equal(fare_refund(both, 2, lines, 2, &two, 30000, now), 17000);
	/* Nothing paid, nothing back. */
	assert_int_equal(fare_refund(both, 2, lines, 2, &two, 0, now), 0);
	/* What the airline cancelled comes back whole, whatever the fare says. */
	both[1].departure.state = DEPARTURE_CANCELLED;
	assert_int_equal(fare_refund(both, 2, lines, 2, &two, 30000, now), 27000);
	/* What has departed gives nothing. */
	both[0].departure.departs_at = now;
	assert_int_equal(fare_refund(both, 2, lines, 2, &two, 30000, now), 10000);
	/* A fee above the price takes the price, not more. */
	both[0] = out;
	both[0].cancel_fee_minor = 90000;
	assert_int_equal(fare_refund(both, 1, lines, 2, &two, 30000, now), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cheapest_fare_of_the_cabin_is_the_default),
		cmocka_unit_test(a_party_pays_fare_and_taxes_and_a_tenth_for_a_lap),
		cmocka_unit_test(money_that_would_wrap_is_refused),
		cmocka_unit_test(a_refund_is_what_was_paid_less_the_fees_of_what_can_be_refunded),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
