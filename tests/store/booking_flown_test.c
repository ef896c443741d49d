/* What was flown of a booking that is cancelled, in part or whole. */
#include "support/database.h"
#include "support/desks.h"
#include "support/parts.h"
#include "support/verifying.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FAMILY ((struct party){ .adults = 1, .children = 1, .infants = 1 })
#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

static void depart(const struct departure *departure)
{
	database_sql(desks_db(),
	    "UPDATE departure SET departs_at = NOW(6) - INTERVAL 3 HOUR,"
	    " arrives_at = NOW(6) - INTERVAL 1 HOUR WHERE flight_no = '%s'",
	    departure->flight_no);
}

static int64_t kept_on(const char *table, const struct departure *departure)
{
	return NUMBER("SELECT COUNT(*) FROM %s x JOIN departure d ON d.id = x.departure_id"
		      " WHERE d.flight_no = '%s'",
	    table, departure->flight_no);
}

/* Who sat on what has departed is still known, whoever gives up the way back, or all that is left. */
static void what_was_flown_stays(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = part_book(desk, out, back, FAMILY, "YFLEX");
	struct verify_report report;
	(void)state;
	depart(out);
	assert_no_err(part_give_up(desk, locator, part_passenger(2)));
	assert_int_equal(kept_on("seat_claim", out), 2);
	assert_int_equal(kept_on("coupon", out), 3);
	assert_int_equal(kept_on("seat_claim", back), 1);
	assert_int_equal(kept_on("coupon", back), 2);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
	const struct booking_quote seen = part_quote(desk, locator, PART_ALL);
	struct click click = click_of(NULL, "all");
	assert_no_err(
	    booking_cancel(desk, locator, seen.booking->version, seen.refund_minor, &click));
	assert_int_equal(kept_on("seat_claim", out), 2);
	assert_int_equal(kept_on("coupon", out), 3);
	assert_int_equal(kept_on("seat_claim", back), 0);
	assert_int_equal(kept_on("coupon", back), 0);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
	/* On what was not flown nothing may stay. */
	database_sql(desks_db(),
	    "UPDATE departure SET departs_at = departs_at + INTERVAL 9 HOUR,"
	    " arrives_at = arrives_at + INTERVAL 9 HOUR WHERE flight_no = '%s'",
	    out->flight_no);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "I8 I18");
	depart(out);
}

static const struct err *rename_to(
    struct desk *staff, const char *locator, const char *given_name, const char *surname)
{
	const struct booking *booking;
	struct passenger people[PARTY_PASSENGERS_MAX];
	assert_no_err(booking_find(staff, locator, &booking));
	size_t count = booking_travelling(booking, people);
	people[0].given_name = given_name;
	if (surname != NULL)
		people[0].surname = surname;
	return booking_set_names(staff,
	    &(struct name_change){
		locator, booking->version, people, count, click_at(staff, given_name) });
}

/* Staff may write any name, until somebody has flown by it. */
static void who_flew_stays_who_it_is(void **state)
{
	struct desk *desk = desk_new(), *staff = desk_of_staff(desk_new());
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = part_book(desk, out, back, FAMILY, "YFLEX");
	(void)state;
	assert_no_err(rename_to(staff, locator, "Wilhelmina", "Rathenau"));
	depart(out);
	const struct err *err = assert_err(
	    rename_to(staff, locator, "Bartholomew", "Ferdinand"), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "given_name.1 surname.1");
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM passenger WHERE surname = 'Rathenau'"), 1);
	/* Of the name that they wrote before, all corrections together. */
	assert_no_err(rename_to(staff, locator, "Wilhelmine", NULL));
	assert_no_err(rename_to(staff, locator, "Vilhelmin", NULL));
	err = assert_err(rename_to(staff, locator, "Vilhelm", NULL), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "given_name.1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_flown_stays),
		cmocka_unit_test(who_flew_stays_who_it_is),
	};
	return cmocka_run_group_tests_name(
	    "parts cancelled, flown", tests, desks_start, desks_stop);
}
