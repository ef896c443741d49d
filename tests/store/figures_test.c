/* Days summed up against the real database: what is counted on which day, by how many workers whatsoever, and that verify sees when it is wrong. */
#include "support/database.h"
#include "support/desks.h"
#include "support/verifying.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/figures.h"
#include "domain/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define AT_ONCE 6
#define AT_LEISURE 60000 /* ms */
#define TODAY date_at_offset(clock_now(), 0)
#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)
#define SQL(...) database_sql(desks_db(), __VA_ARGS__)

static void refresh(void)
{
	assert_no_err(figures_refresh(desk_new(), AT_LEISURE));
}

/* What a day has in euros; all zero where nothing is. */
static struct sales_day sales_on(int32_t day)
{
	const struct sales_day *rows;
	int64_t made_at;
	size_t count;

	assert_no_err(figures_sales(desk_new(), TODAY, &rows, &count, &made_at));
	assert_true(made_at != CLOCK_NONE);
	for (size_t i = 0; i < count; i++)
		if (rows[i].day == day && strcmp(rows[i].currency, "EUR") == 0)
			return rows[i];
	return (struct sales_day){ .day = day };
}

static struct load_day load_on(int32_t day)
{
	const struct load_day *days;
	int64_t made_at;
	size_t count;

	assert_no_err(figures_load(desk_new(), TODAY, &days, &count, &made_at));
	assert_int_equal(count, (FIGURES_WEEKS_BACK + 1 + FIGURES_WEEKS_AHEAD) * 7);
	assert_int_equal(days[0].day, figures_monday(TODAY) - FIGURES_WEEKS_BACK * 7);
	return days[day - days[0].day];
}

/* Two people in a departure of five days ahead: 240.00. */
static const char *sell(const struct departure *departure)
{
	return desk_book(desk_new(),
	    &(struct wish){ .departures = { departure }, .party = { .adults = 2 } }, surname_new());
}

static void sold_days_ago(const char *locator, int days)
{
	SQL("UPDATE ledger l JOIN booking b ON b.id = l.booking_id"
	    " SET l.at = l.at - INTERVAL %d DAY, b.created_at = b.created_at - INTERVAL %d DAY"
	    " WHERE b.locator = '%s'",
	    days, days, locator);
}

/* As if nothing had been summed up yet. */
static int forget(void **state)
{
	(void)state;
	SQL("DELETE FROM figure_day");
	return 0;
}

static void cancel(const char *locator, int days)
{
	SQL("UPDATE booking SET state = 'cancelled', cancelled_at = NOW(6) - INTERVAL %d DAY"
	    " WHERE locator = '%s'",
	    days, locator);
}

static void uncancel(const char *locator)
{
	SQL("UPDATE booking SET state = 'confirmed', cancelled_at = NULL WHERE locator = '%s'",
	    locator);
}

static void each_amount_is_on_the_day_on_which_it_was_agreed_or_moved(void **state)
{
	const char *old = sell(departure_new(120, 3));
	struct sales_day sold, today;

	(void)state;
	sell(departure_new(120, 3));
	sold_days_ago(old, 4);
	cancel(old, 1);
	SQL("INSERT INTO ledger (booking_id, at, kind, amount_minor, currency) SELECT id,"
	    " NOW(6) - INTERVAL 2 DAY, 'payment', 24000, 'EUR' FROM booking WHERE locator = '%s'",
	    old);
	SQL("INSERT INTO ledger (booking_id, at, kind, amount_minor, currency) SELECT id,"
	    " NOW(6) - INTERVAL 1 DAY, 'refund', 9000, 'EUR' FROM booking WHERE locator = '%s'",
	    old);
	refresh();
	sold = sales_on(TODAY - 4);
	assert_int_equal(sold.bookings, 1);
	assert_int_equal(sold.passengers, 2);
	assert_int_equal(sold.sold_minor, 24000);
	assert_int_equal(sold.cancelled, 0);
	assert_int_equal(sales_on(TODAY - 2).paid_minor, 24000);
	assert_int_equal(sales_on(TODAY - 2).bookings, 0);
	assert_int_equal(sales_on(TODAY - 1).cancelled, 1);
	assert_int_equal(sales_on(TODAY - 1).given_up_minor, 24000);
	assert_int_equal(sales_on(TODAY - 1).refunded_minor, 9000);
	today = sales_on(TODAY);
	assert_int_equal(today.bookings, NUMBER("SELECT COUNT(*) FROM booking") - 1);
	assert_int_equal(today.sold_minor, today.bookings * 24000);
	SQL("DELETE FROM ledger WHERE kind <> 'sale'");
	uncancel(old);
}

/* Other currencies are apart. */
static void money_of_two_currencies_is_never_added_up(void **state)
{
	const char *locator = sell(departure_new(120, 3));
	const struct sales_day *rows;
	int64_t made_at;
	size_t count;

	(void)state;
	sold_days_ago(locator, 7);
	SQL("UPDATE ledger l JOIN booking b ON b.id = l.booking_id SET l.currency = 'JPY'"
	    " WHERE b.locator = '%s'",
	    locator);
	locator = sell(departure_new(120, 3));
	sold_days_ago(locator, 7);
	refresh();
	assert_no_err(figures_sales(desk_new(), TODAY, &rows, &count, &made_at));
	while (count > 0 && rows->day != TODAY - 7) {
		rows++;
		count--;
	}
	assert_true(count > 1);
	assert_string_equal(rows[0].currency, "EUR");
	assert_int_equal(rows[0].sold_minor, 24000);
	assert_string_equal(rows[1].currency, "JPY");
	assert_int_equal(rows[1].sold_minor, 24000);
	SQL("UPDATE ledger SET currency = 'EUR'");
}

static void a_day_that_is_over_is_summed_up_once_and_the_present_one_again_and_again(void **state)
{
	int64_t before;

	(void)state;
	sold_days_ago(sell(departure_new(120, 3)), 10);
	refresh();
	assert_int_equal(sales_on(TODAY - 10).bookings, 1);
	before = sales_on(TODAY).bookings;
	sold_days_ago(sell(departure_new(120, 3)), 10);
	sell(departure_new(120, 3));
	refresh();
	assert_int_equal(sales_on(TODAY - 10).bookings, 1);
	assert_int_equal(sales_on(TODAY).bookings, before + 1);
	/* What was committed just after midnight may have begun before it. */
	SQL("UPDATE figure_day SET made_at = day + INTERVAL 1 DAY + INTERVAL 9 MINUTE"
	    " WHERE kind = 'sales' AND day = CURRENT_DATE - INTERVAL 10 DAY");
	refresh();
	assert_int_equal(sales_on(TODAY - 10).bookings, 2);
}

static int64_t departure_id(const struct departure *departure)
{
	return NUMBER("SELECT id FROM departure WHERE flight_no = '%s'", departure->flight_no);
}

static void seats_are_counted_by_the_day_of_departure_without_those_that_are_cancelled(void **state)
{
	const struct departure *full = departure_new(20 * 24, 3), *off = departure_new(20 * 24, 3);
	struct load_day day;

	(void)state;
	sell(full);
	desk_hold(desk_new(), &(struct wish){ .departures = { full } });
	sell(off);
	SQL("INSERT INTO seat_claim (departure_id, seat_no, cabin, state)"
	    " VALUES (%d, '20C', 'J', 'blocked')",
	    (int)departure_id(full));
	SQL("UPDATE departure SET state = 'cancelled' WHERE id = %d", (int)departure_id(off));
	refresh();
	day = load_on(full->on);
	assert_int_equal(day.departures, 1);
	assert_int_equal(day.cancelled, 1);
	assert_int_equal(day.count.seats,
	    NUMBER("SELECT SUM(seats) FROM departure_cabin WHERE departure_id = %d",
		(int)departure_id(full)));
	assert_int_equal(day.count.sold, 2);
	assert_int_equal(day.count.held, 1);
	assert_int_equal(day.count.blocked, 1);
	SQL("DELETE FROM seat_claim WHERE state = 'blocked'");
	SQL("UPDATE departure SET state = 'scheduled' WHERE id = %d", (int)departure_id(off));
}

/* A departure that left so many days ago; a booking of it was made so many days before. */
static void leave(const struct departure *departure, int days_ago, const char *locator, int before)
{
	int id = (int)departure_id(departure);

	SQL("UPDATE departure SET departs_at = NOW(6) - INTERVAL %d DAY,"
	    " arrives_at = departs_at + INTERVAL 1 HOUR, departs_on = DATE(departs_at)"
	    " WHERE id = %d",
	    days_ago, id);
	SQL("UPDATE segment s JOIN departure d ON d.id = s.departure_id"
	    " SET s.told_departs_at = d.departs_at, s.told_arrives_at = d.arrives_at"
	    " WHERE d.id = %d",
	    id);
	SQL("UPDATE booking b JOIN departure d ON d.id = %d SET b.created_at = d.departs_at"
	    " - INTERVAL %d DAY - INTERVAL 1 HOUR WHERE b.locator = '%s'",
	    id, before, locator);
}

/* The place of so many days before in the leads. */
static size_t lead_of(int days)
{
	size_t nth = 0;

	while (figures_lead_days(nth) != days)
		nth++;
	return nth;
}

static void a_booking_counts_from_its_day_on_in_the_curve_and_in_what_is_usual(void **state)
{
	const struct departure *left = departure_new(100, 3), *next = departure_new(50, 3);
	const char *locator = sell(left), *late = sell(left);
	const struct load_curve *curves, *curve = NULL;
	struct figures_usual usual;
	size_t count;

	(void)state;
	leave(left, 5, locator, 10);
	SQL("UPDATE booking b JOIN departure d ON d.id = %d SET b.created_at = d.departs_at"
	    " - INTERVAL 30 HOUR WHERE b.locator = '%s'",
	    (int)departure_id(left), late);
	sell(next);
	refresh();
	assert_no_err(figures_curves(desk_new(), clock_now(), 50, &curves, &count, &usual));
	assert_int_equal(usual.departures, 1);
	assert_int_equal(usual.seats,
	    NUMBER("SELECT SUM(seats) FROM departure_cabin WHERE departure_id = %d",
		(int)departure_id(left)));
	assert_int_equal(usual.leads.sold[lead_of(14)], 0);
	assert_int_equal(usual.leads.sold[lead_of(10)], 2);
	assert_int_equal(usual.leads.sold[lead_of(2)], 2);
	assert_int_equal(usual.leads.sold[lead_of(1)], 4);
	assert_int_equal(usual.leads.sold[lead_of(0)], 4);
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || curves[i].departs_at >= curves[i - 1].departs_at);
		if (strcmp(curves[i].name, next->name) == 0)
			curve = &curves[i];
		assert_string_not_equal(curves[i].name, left->name);
	}
	assert_non_null(curve);
	assert_int_equal(curve->sold, 2);
	assert_int_equal(curve->leads.sold[lead_of(3)], 0);
	assert_int_equal(curve->leads.sold[lead_of(2)], 2);
}

struct workers {
	struct desk *desks[AT_ONCE];
	const struct err *errors[AT_ONCE];
};

static void work(size_t number, void *arg)
{
	struct workers *workers = arg;

	workers->errors[number] = figures_refresh(workers->desks[number], AT_LEISURE);
}

static void any_number_of_workers_sum_up_the_same(void **state)
{
	struct workers workers;
	struct sales_day before;

	(void)state;
	sell(departure_new(120, 3));
	refresh();
	before = sales_on(TODAY);
	forget(NULL);
	for (size_t i = 0; i < AT_ONCE; i++)
		workers.desks[i] = desk_new();
	at_once(AT_ONCE, work, &workers);
	for (size_t i = 0; i < AT_ONCE; i++)
		assert_no_err(workers.errors[i]);
	assert_int_equal(sales_on(TODAY).bookings, before.bookings);
	assert_int_equal(sales_on(TODAY).sold_minor, before.sold_minor);
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM figure_day WHERE kind = 'sales'"), FIGURES_SALES_DAYS);
}

static void assert_found(const char *sample)
{
	struct verify_report report;

	assert_string_equal(verify_found(VERIFY_ALL, &report), sample == NULL ? "" : "DAY");
	assert_true(report.are_days_done);
	for (size_t i = 0; sample != NULL && i < report.count; i++)
		if (strcmp(report.results[i].name, "DAY") == 0)
			assert_string_equal(report.results[i].sample, sample);
}

static void verify_finds_a_day_that_is_not_what_its_rows_say(void **state)
{
	const char *words = apr_pstrcat(
	    desks_pool(), "sales of ", date_text(TODAY - 15, desks_pool()), NULL);

	(void)state;
	sold_days_ago(sell(departure_new(120, 3)), 15);
	refresh();
	assert_found(NULL);
	SQL("UPDATE sales_day SET sold_minor = sold_minor + 1"
	    " WHERE day = CURRENT_DATE - INTERVAL 15 DAY");
	assert_found(words);
	assert_found(words);
	SQL("UPDATE sales_day SET sold_minor = sold_minor - 1"
	    " WHERE day = CURRENT_DATE - INTERVAL 15 DAY");
	assert_found(NULL);
	SQL("UPDATE sales_day SET bookings = bookings + 1 WHERE day = CURRENT_DATE");
	assert_found(NULL); /* the day is not over */
	SQL("DELETE FROM sales_day WHERE day = CURRENT_DATE - INTERVAL 15 DAY");
	assert_found(words);
}

static void verify_lets_a_day_be_whose_seats_changed_since(void **state)
{
	const struct departure *left = departure_new(130, 3);
	const char *locator = sell(left);
	int32_t day = TODAY - 6;

	(void)state;
	leave(left, 6, locator, 3);
	SQL("UPDATE seat_event SET at = at - INTERVAL 3 HOUR WHERE departure_id = %d",
	    (int)departure_id(left));
	SQL("UPDATE event SET at = at - INTERVAL 3 HOUR WHERE subject = 'departure'"
	    " AND subject_id = %d",
	    (int)departure_id(left));
	refresh();
	assert_int_equal(load_on(day).count.sold, 2);
	assert_found(NULL);
	SQL("UPDATE load_day SET sold = sold + 1 WHERE day = CURRENT_DATE - INTERVAL 6 DAY");
	assert_found(apr_pstrcat(desks_pool(), "load of ", date_text(day, desks_pool()), NULL));
	SQL("UPDATE seat_event SET at = NOW(6) WHERE departure_id = %d", (int)departure_id(left));
	assert_found(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
		    each_amount_is_on_the_day_on_which_it_was_agreed_or_moved, forget),
		cmocka_unit_test_setup(money_of_two_currencies_is_never_added_up, forget),
		cmocka_unit_test_setup(
		    a_day_that_is_over_is_summed_up_once_and_the_present_one_again_and_again,
		    forget),
		cmocka_unit_test_setup(
		    seats_are_counted_by_the_day_of_departure_without_those_that_are_cancelled,
		    forget),
		cmocka_unit_test_setup(
		    a_booking_counts_from_its_day_on_in_the_curve_and_in_what_is_usual, forget),
		cmocka_unit_test_setup(any_number_of_workers_sum_up_the_same, forget),
		cmocka_unit_test_setup_teardown(
		    verify_finds_a_day_that_is_not_what_its_rows_say, forget, forget),
		cmocka_unit_test_setup_teardown(
		    verify_lets_a_day_be_whose_seats_changed_since, forget, forget),
	};

	return cmocka_run_group_tests(tests, desks_start, desks_stop);
}
