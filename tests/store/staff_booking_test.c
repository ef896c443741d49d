/* Staff act for customers: splitting keeps each sum, whoever comes at the same moment; a sale at the counter has an owner of its own. At the end every invariant must hold. */
#include "support/database.h"
#include "support/desks.h"
#include "support/parts.h"

#include "base/pool.h"
#include "domain/staff_booking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define FOUR ((struct party){ .adults = 2, .children = 1, .infants = 1 })
#define TWO ((struct party){ .adults = 2 })
#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)
#define RACES 6

/* What is owed and what is paid of a booking, refunds aside. */
struct sums {
	int64_t owed, paid;
};

static struct sums sums_of(const char *locator)
{
	return (struct sums){
		NUMBER(
		    "SELECT total_minor - credit_minor FROM booking WHERE locator = '%s'", locator),
		NUMBER(
		    "SELECT paid_minor - refund_minor FROM booking WHERE locator = '%s'", locator),
	};
}

static int64_t version_of(const char *locator)
{
	return NUMBER("SELECT version FROM booking WHERE locator = '%s'", locator);
}

static const struct err *split(
    struct desk *staff, const char *locator, const char *who, const char **out)
{
	struct booking_split request = { .locator = locator,
		.version = version_of(locator),
		.click = click_at(staff, "split") };
	for (; *who != '\0'; who++)
		request.goes[*who - '1'] = true;
	return staff_booking_split(staff, &request, out);
}

static void pay(struct desk *staff, const char *locator)
{
	struct sums sums = sums_of(locator);
	const struct booking_money money = { locator, version_of(locator), sums.owed - sums.paid,
		click_at(staff, "split") };
	assert_no_err(staff_booking_pay(staff, &money));
}

/* Nothing is lost and nothing is won; of a booking that is paid both parts are. */
static void each_sum_is_kept_however_a_booking_is_split(void **state)
{
	static const char *const groups[] = { "1", "2", "14", "24", "13", "143", "3" };
	struct desk *staff = desk_of_staff(desk_new());
	(void)state;
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		for (int money = 0; money < 3; money++) {
			struct desk *desk = desk_new();
			const char *locator = part_book(desk, departure_new(48, 6),
			    departure_new(72, 6), FOUR, money == 2 ? "YFLEX" : "YLIGHT");
			const char *other = NULL;
			if (money > 0)
				pay(staff, locator);
			if (money == 2)
				assert_no_err(part_give_up(desk, locator, part_passenger(4)));
			struct sums before = sums_of(locator);
			int64_t sold = NUMBER(
			    "SELECT SUM(amount_minor) FROM ledger WHERE kind = 'sale'");
			assert_no_err(split(staff, locator, groups[i], &other));
			struct sums old = sums_of(locator), new = sums_of(other);
			assert_int_equal(old.owed + new.owed, before.owed);
			/* It is no sale: the figures of no day change. */
			assert_int_equal(
			    NUMBER("SELECT SUM(amount_minor) FROM ledger WHERE kind = 'sale'"),
			    sold);
			assert_int_equal(old.paid + new.paid, before.paid);
			if (money == 0)
				assert_int_equal(new.paid, 0);
			else
				assert_int_equal(new.paid, new.owed);
			assert_int_equal(
			    NUMBER("SELECT COUNT(*) FROM seat_claim c JOIN booking b ON"
				   " b.id = c.booking_id WHERE b.locator IN ('%s', '%s')",
				locator, other),
			    6);
		}
}

static void set_rows(
    const struct departure *departure, const char *cabin, int first_row, int last_row)
{
	database_sql(desks_db(),
	    "UPDATE departure_cabin k JOIN departure d ON d.id = k.departure_id"
	    " SET k.first_row = %d, k.last_row = %d WHERE d.flight_no = '%s' AND k.code = '%s'",
	    first_row, last_row, departure->flight_no, cabin);
}

static void a_seat_that_waits_for_another_stays_where_it_is(void **state)
{
	struct desk *staff = desk_of_staff(desk_new());
	const struct departure *departure = departure_new(48, 6);
	const char *locator = desk_book(desk_new(),
	    &(const struct wish){ .departures = { departure }, .party = TWO, .seats = "6A 6B" },
	    surname_new());
	const char *other = NULL;
	(void)state;
	set_rows(departure, "Y", 1, 5);
	assert_err(split(staff, locator, "2", &other), CODE_INVALID);
	set_rows(departure, "Y", 1, 6);
	assert_no_err(split(staff, locator, "2", &other));
}

static void so_does_one_that_is_in_another_cabin_now(void **state)
{
	struct desk *staff = desk_of_staff(desk_new());
	const struct departure *departure = departure_new(48, 6);
	const char *locator = desk_book(desk_new(),
	    &(const struct wish){
		.departures = { departure }, .party = TWO, .seats = "20A 20C", .basis = "JFLEX" },
	    surname_new());
	const char *other = NULL;
	(void)state;
	set_rows(departure, "J", 30, 30);
	set_rows(departure, "Y", 1, 20);
	assert_err(split(staff, locator, "2", &other), CODE_INVALID);
	set_rows(departure, "Y", 1, 6);
	set_rows(departure, "J", 20, 20);
	assert_no_err(split(staff, locator, "2", &other));
}

/* What happened is told in a line, which has an end. */
static void people_with_long_names_get_a_booking_of_their_own(void **state)
{
	struct desk *staff = desk_of_staff(desk_new());
	const char *locator = desk_book(desk_new(),
	    &(const struct wish){
		.departures = { departure_new(48, 6) }, .party = { .adults = 9 } },
	    surname_new());
	const char *other = NULL;
	(void)state;
	database_sql(desks_db(),
	    "UPDATE passenger p JOIN booking b ON b.hold_id = p.hold_id"
	    " SET p.given_name = REPEAT('é', 100), p.surname = REPEAT('ß', 100)"
	    " WHERE b.locator = '%s'",
	    locator);
	assert_no_err(split(staff, locator, "12345678", &other));
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM passenger p JOIN booking b ON b.hold_id = p.hold_id"
		   " WHERE b.locator = '%s'",
		other),
	    8);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM event e JOIN booking b ON b.id = e.subject_id"
		   " WHERE e.subject = 'booking' AND b.locator = '%s' AND e.version = 2"
		   " AND e.detail LIKE '%%ß, … to %s (why)'",
		locator, other),
	    1);
}

/* One booking, and two who change it at the same moment. */
struct race {
	struct desk *desks[2];
	const char *locator, *seat;
	const struct departure *departure;
	const struct err *errs[2];
};

static void change(size_t number, void *arg)
{
	struct race *race = arg;
	const char *other;
	if (number == 0) {
		race->errs[0] = split(race->desks[0], race->locator, "2", &other);
		return;
	}
	race->errs[1] = booking_set_seat(race->desks[1],
	    &(const struct seat_change){
		race->locator, 1, race->departure->name, 2, race->seat, click_of(NULL, "seat") });
}

static void a_split_and_a_change_of_the_customer_follow_one_another(void **state)
{
	(void)state;
	for (int i = 0; i < RACES; i++) {
		struct race race = { .desks = { desk_of_staff(desk_new()), desk_new() } };
		race.departure = departure_new(48, 6);
		race.locator = desk_book(race.desks[1],
		    &(const struct wish){
			.departures = { race.departure }, .party = TWO, .seats = "1A 1B" },
		    surname_new());
		race.seat = apr_pstrcat(desks_pool(), race.departure->name, "/3C", NULL);
		at_once(2, change, &race);
		/* Who was second is told; of the passenger who went the customer's seat change finds nothing. */
		assert_true(race.errs[0] == NULL || race.errs[1] == NULL);
		if (race.errs[0] != NULL)
			assert_err(race.errs[0], CODE_CHANGED_MEANWHILE);
		if (race.errs[0] == NULL && race.errs[1] != NULL)
			assert_true(err_is(race.errs[1], CODE_INVALID) ||
			    err_is(race.errs[1], CODE_CHANGED_MEANWHILE));
	}
}

static void sales_at_the_counter_have_owners_of_their_own(void **state)
{
	struct desk *staff = desk_of_staff(desk_new());
	const struct departure *departure = departure_new(48, 6);
	const struct wish wish = { .departures = { departure } };
	const char *first = desk_hold(staff, &wish), *second = desk_hold(staff, &wish);
	(void)state;
	assert_string_not_equal(first, second);
	assert_int_equal(
	    NUMBER("SELECT COUNT(DISTINCT customer_id) FROM hold WHERE ref IN ('%s', '%s')"
		   " AND state = 'open'",
		first, second),
	    2);
	const char *locator = desk_book(staff, &wish, surname_new());
	/* A colleague sees it and changes it, another customer does not. */
	const struct booking *booking;
	assert_no_err(booking_find(desk_of_staff(desk_new()), locator, &booking));
	assert_int_equal(booking->view, BOOKING_FULL);
	assert_err(booking_find(desk_new(), locator, &booking), CODE_NOT_FOUND);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM staff_audit WHERE actor = 'ada' AND subject ="
				" 'booking/%s'",
			     locator),
	    1);
}

static void what_has_no_name_for_the_audit_log_is_not_done(void **state)
{
	struct desk *staff = desk_of_staff(desk_new());
	const struct departure *departure = departure_new(48, 3);
	const char *locator = desk_book(
	    desk_new(), &(const struct wish){ .departures = { departure } }, surname_new());
	const char *ref = desk_hold(staff, &(const struct wish){ .departures = { departure } });
	const struct booking_money money = { locator, 1, 12000, click_at(staff, "split") };
	(void)state;
	staff->act = NULL;
	assert_err(staff_booking_pay(staff, &money), CODE_BROKEN);
	assert_int_equal(sums_of(locator).paid, 0);
	assert_err(hold_release(staff, ref), CODE_BROKEN);
	assert_int_equal(desk_find_hold(staff, ref)->state, HOLD_OPEN);
}

/* Money that is paid, goes back and is split never goes twice. */
static void money_is_taken_and_given_once(void **state)
{
	struct desk *staff = desk_of_staff(desk_new());
	const char *locator = part_book(
	    desk_new(), departure_new(48, 3), departure_new(72, 3), TWO, "YFLEX");
	struct sums sums = sums_of(locator);
	const struct booking_money money = { locator, 1, sums.owed, click_at(staff, "split") };
	(void)state;
	assert_no_err(staff_booking_pay(staff, &money));
	assert_no_err(staff_booking_pay(staff, &money)); /* a copy of the click */
	const struct booking_money again = { locator, 2, sums.owed, click_at(staff, "split") };
	assert_err(staff_booking_pay(staff, &again), CODE_CHANGED_MEANWHILE);
	assert_int_equal(sums_of(locator).paid, sums.owed);
	const struct booking_money nothing = { locator, 2, 1, click_at(staff, "split") };
	assert_err(staff_booking_pay_out(staff, &nothing), CODE_CHANGED_MEANWHILE);
}

struct paying_out {
	struct desk *staff[2];
	struct booking_money money[2];
	const struct err *errs[2];
};

static void pay_out(size_t number, void *arg)
{
	struct paying_out *paying = arg;
	paying->errs[number] = staff_booking_pay_out(paying->staff[number], &paying->money[number]);
}

/* Two colleagues, each with a click of their own; the booking's version does not tell them of each other. */
static void what_goes_back_goes_once_whoever_does_it(void **state)
{
	struct paying_out paying = { .staff = {
					 desk_of_staff(desk_new()), desk_of_staff(desk_new()) } };
	(void)state;
	paying.staff[1]->actor = "bob";
	for (int i = 0; i < RACES; i++) {
		struct desk *desk = desk_new();
		const char *locator = part_book(
		    desk, departure_new(48, 3), departure_new(72, 3), TWO, "YFLEX");
		pay(paying.staff[0], locator);
		assert_no_err(part_give_up(desk, locator, part_passenger(2)));
		int64_t back = NUMBER(
		    "SELECT refund_minor FROM booking WHERE locator = '%s'", locator);
		for (size_t j = 0; j < 2; j++)
			paying.money[j] = (struct booking_money){ locator, version_of(locator),
				back, click_at(paying.staff[j], "split") };
		at_once(2, pay_out, &paying);
		assert_true((paying.errs[0] == NULL) != (paying.errs[1] == NULL));
		assert_err(paying.errs[paying.errs[0] == NULL ? 1 : 0], CODE_CHANGED_MEANWHILE);
		assert_int_equal(
		    NUMBER("SELECT SUM(amount_minor) FROM ledger l JOIN booking b ON b.id ="
			   " l.booking_id WHERE b.locator = '%s' AND l.kind = 'payout'",
			locator),
		    back);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sum_is_kept_however_a_booking_is_split),
		cmocka_unit_test(a_seat_that_waits_for_another_stays_where_it_is),
		cmocka_unit_test(so_does_one_that_is_in_another_cabin_now),
		cmocka_unit_test(people_with_long_names_get_a_booking_of_their_own),
		cmocka_unit_test(a_split_and_a_change_of_the_customer_follow_one_another),
		cmocka_unit_test(sales_at_the_counter_have_owners_of_their_own),
		cmocka_unit_test(what_has_no_name_for_the_audit_log_is_not_done),
		cmocka_unit_test(money_is_taken_and_given_once),
		cmocka_unit_test(what_goes_back_goes_once_whoever_does_it),
	};
	return cmocka_run_group_tests(tests, desks_start, desks_stop);
}
