/* A day's money: what was kept of what was cancelled is what was sold, less what was given up, whether a part or the whole was cancelled. */
#include "support/database.h"
#include "support/desks.h"
#include "support/parts.h"

#include "base/clock.h"
#include "base/date.h"
#include "store/sales_days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SOLD (2 * 22000)
#define FEE 3000
#define TODAY date_at_offset(clock_now(), 0)

/* All of today. */
static struct sales_day sum(void)
{
	const struct sales_day *rows;
	size_t count;
	assert_no_err(sales_days_sum(desks_db(), TODAY, TODAY, desks_pool(), &rows, &count));
	return count > 0 ? rows[0] : (struct sales_day){ .sold_minor = 0 };
}

/* There and back with a fee for each, paid, and past the time in which cancelling is free. */
static const char *sell(struct desk *desk)
{
	const char *locator = part_book(desk, departure_new(120, 3), departure_new(144, 3),
	    (struct party){ .adults = 1 }, "YFLEX");
	desk_pay(locator);
	database_sql(desks_db(),
	    "UPDATE booking SET created_at = created_at - INTERVAL 60 DAY WHERE locator = '%s'",
	    locator);
	return locator;
}

static void assert_kept(const struct sales_day *before, int64_t kept)
{
	struct sales_day after = sum();
	assert_int_equal(after.sold_minor - before->sold_minor, SOLD);
	assert_int_equal(after.given_up_minor - before->given_up_minor, SOLD - kept);
	assert_int_equal(
	    after.paid_minor - before->paid_minor - (after.refunded_minor - before->refunded_minor),
	    kept);
}

static void a_fee_is_not_given_up(void **state)
{
	struct desk *desk = desk_new();
	struct sales_day before = sum();
	const char *locator = sell(desk);
	(void)state;
	assert_no_err(part_give_up(desk, locator, PART_ALL));
	assert_kept(&before, 2 * FEE);
}

static void of_what_was_never_paid_all_is(void **state)
{
	struct desk *desk = desk_new();
	struct sales_day before = sum();
	const struct departure *back = departure_new(144, 3);
	const char *locator = part_book(
	    desk, departure_new(120, 3), back, (struct party){ .adults = 1 }, "YFLEX");
	(void)state;
	/* First a part of it, within the time in which that is free. */
	assert_no_err(part_give_up(desk, locator, part_flight(back)));
	assert_no_err(part_give_up(desk, locator, PART_ALL));
	assert_kept(&before, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fee_is_not_given_up),
		cmocka_unit_test(of_what_was_never_paid_all_is),
	};
	return cmocka_run_group_tests_name("figures, kept", tests, desks_start, desks_stop);
}
