/* A part of a booking cancelled: one passenger, one departure; what is kept, what goes back, what is left. */
#include "support/database.h"
#include "support/desks.h"
#include "support/parts.h"
#include "support/verifying.h"

#include "base/clock.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })
#define FAMILY ((struct party){ .adults = 1, .children = 1, .infants = 1 })
#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

static const struct err *refused(struct desk *desk, const char *locator, struct booking_part part)
{
	struct booking_quote out;
	return booking_quote(desk, locator, &part, &out);
}

static int64_t count_of(const char *table, const char *locator)
{
	return NUMBER("SELECT COUNT(*) FROM %s x JOIN booking b ON b.id = x.booking_id"
		      " WHERE b.locator = '%s'",
	    table, locator);
}

static int64_t ledger_of(const char *kind, const char *locator)
{
	return NUMBER("SELECT COALESCE(SUM(l.amount_minor), 0) FROM ledger l JOIN booking b"
		      " ON b.id = l.booking_id WHERE l.kind = '%s' AND b.locator = '%s'",
	    kind, locator);
}

static void one_passenger_leaves_and_the_rest_stays(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = part_book(desk, out, back, TWO, "YFLEX");
	(void)state;
	desk_pay(locator);
	const struct booking_quote seen = part_quote(desk, locator, part_passenger(2));
	assert_int_equal(seen.price_minor, 44000);
	assert_int_equal(seen.fee_minor, 6000);
	assert_int_equal(seen.refund_minor, 38000);
	assert_int_equal(seen.due_minor, 0);
	assert_int_equal(seen.free_until_at, CLOCK_NONE);
	const struct part_cancel request = { locator, 1, part_passenger(2), 38000, 0,
		click_of(NULL, "part") };
	assert_no_err(booking_cancel_part(desk, &request));
	assert_no_err(booking_cancel_part(desk, &request)); /* a copy of the click */
	const struct booking *booking = desk_find_booking(desk, locator);
	assert_int_equal(booking->version, 2);
	assert_int_equal(booking->state, BOOKING_CONFIRMED);
	assert_int_equal(booking->total_minor, 88000);
	assert_int_equal(booking->credit_minor, 38000);
	assert_int_equal(booking->refund_minor, 38000);
	assert_true(booking->passengers[1].is_cancelled);
	assert_false(booking->passengers[0].is_cancelled);
	for (size_t i = 0; i < 2; i++) {
		assert_non_null(booking->segments[i].seats[0]);
		assert_null(booking->segments[i].seats[1]);
	}
	assert_int_equal(count_of("seat_claim", locator), 2);
	assert_int_equal(count_of("coupon", locator), 2);
	assert_int_equal(ledger_of("credit", locator), 38000);
	assert_int_equal(ledger_of("refund", locator), 38000);
	/* What is left can be cancelled as any booking, and gives back what is left. */
	struct click click = click_of(NULL, "all");
	assert_int_equal(part_quote(desk, locator, PART_ALL).refund_minor, 38000);
	assert_no_err(booking_cancel(desk, locator, 2, 38000, &click));
	assert_int_equal(desk_find_booking(desk, locator)->refund_minor, 76000);
	assert_int_equal(ledger_of("refund", locator), 76000);
}

static void what_is_not_paid_is_not_owed_for_who_left(void **state)
{
	struct desk *desk = desk_new();
	const char *locator = part_book(
	    desk, departure_new(48, 3), departure_new(72, 3), TWO, "YLIGHT");
	const struct booking_quote seen = part_quote(desk, locator, part_passenger(1));
	(void)state;
	assert_int_equal(seen.price_minor, 24000);
	assert_int_equal(seen.fee_minor, 0);
	assert_int_equal(seen.refund_minor, 0);
	assert_int_equal(seen.due_minor, 24000);
	assert_no_err(part_give_up(desk, locator, part_passenger(1)));
	const struct booking *booking = desk_find_booking(desk, locator);
	assert_int_equal(booking->credit_minor, 24000);
	assert_int_equal(booking->refund_minor, 0);
	/* The passenger who left may be booked again; who stayed may not. */
	assert_int_equal(count_of("coupon", locator), 2);
}

static void a_fare_that_gives_nothing_back_is_kept(void **state)
{
	struct desk *desk = desk_new();
	const char *locator = part_book(
	    desk, departure_new(48, 3), departure_new(72, 3), TWO, "YLIGHT");
	(void)state;
	desk_pay(locator);
	const struct booking_quote seen = part_quote(desk, locator, part_passenger(1));
	assert_int_equal(seen.fee_minor, 24000);
	assert_int_equal(seen.refund_minor, 0);
	assert_int_equal(seen.due_minor, 0);
	assert_no_err(part_give_up(desk, locator, part_passenger(1)));
	assert_int_equal(desk_find_booking(desk, locator)->credit_minor, 0);
}

static void one_direction_goes_where_its_fare_allows(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = part_book(desk, back, out, FAMILY, "YFLEX");
	const char *strict = part_book(desk, out, back, TWO, "YLIGHT");
	(void)state;
	const struct err *err = assert_err(refused(desk, strict, part_flight(back)), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "departure.1");
	desk_pay(locator);
	/* Two seats for 220.00 each less 30.00, and a lap for 20.00. */
	const struct booking_quote seen = part_quote(desk, locator, part_flight(back));
	assert_int_equal(seen.price_minor, 46000);
	assert_int_equal(seen.fee_minor, 6000);
	assert_int_equal(seen.refund_minor, 40000);
	assert_no_err(part_give_up(desk, locator, part_flight(back)));
	const struct booking *booking = desk_find_booking(desk, locator);
	assert_true(booking->segments[0].is_cancelled);
	assert_false(booking->segments[1].is_cancelled);
	assert_int_equal(count_of("seat_claim", locator), 2);
	assert_int_equal(count_of("coupon", locator), 3);
	err = assert_err(refused(desk, locator, part_flight(back)), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "departure.1");
	/* The only one that is left is the whole booking. Then one passenger of that. */
	assert_null(part_quote(desk, locator, part_flight(out)).part.departure);
	assert_no_err(part_give_up(desk, locator, part_passenger(2)));
	assert_int_equal(count_of("coupon", locator), 2);
	assert_int_equal(count_of("seat_claim", locator), 1);
	assert_int_equal(desk_find_booking(desk, locator)->refund_minor, 59000);
}

static void a_lap_is_not_left_alone(void **state)
{
	struct desk *desk = desk_new();
	const char *locator = part_book(desk, departure_new(48, 3), NULL, FAMILY, "YFLEX");
	(void)state;
	const struct err *err = assert_err(refused(desk, locator, part_passenger(1)), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "passenger.1");
	static const int64_t nobody[] = { -1, 4, 99 };
	for (size_t i = 0; i < sizeof(nobody) / sizeof(nobody[0]); i++)
		assert_err(refused(desk, locator, part_passenger(nobody[i])), CODE_INVALID);
	assert_no_err(part_give_up(desk, locator, part_passenger(3)));
	assert_err(refused(desk, locator, part_passenger(3)), CODE_INVALID);
	assert_no_err(part_give_up(desk, locator, part_passenger(1)));
	/* The last one is the whole booking. */
	const struct booking_quote seen = part_quote(desk, locator, part_passenger(2));
	assert_int_equal(seen.part.passenger_no, 0);
	assert_no_err(part_give_up(desk, locator, part_passenger(2)));
	assert_int_equal(desk_find_booking(desk, locator)->state, BOOKING_CANCELLED);
	assert_int_equal(count_of("seat_claim", locator), 0);
}

static void a_stale_quote_is_refused(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = part_book(desk, departure, NULL, TWO, "YFLEX");
	struct part_cancel request = { locator, 2, part_passenger(1), 19000, 0,
		click_of(NULL, "part") };
	(void)state;
	desk_pay(locator);
	assert_err(booking_cancel_part(desk, &request), CODE_CHANGED_MEANWHILE);
	request.version = 1;
	request.refund_minor = 22000;
	const struct err *err = assert_err(booking_cancel_part(desk, &request), CODE_PRICE_CHANGED);
	assert_string_equal(err->facts[FACT_OLD_TOTAL], "22000");
	request.refund_minor = 19000;
	request.due_minor = 1;
	assert_err(booking_cancel_part(desk, &request), CODE_PRICE_CHANGED);
	assert_err(booking_cancel_part(desk_new(), &request), CODE_NOT_FOUND);
	database_sql(desks_db(), "UPDATE departure SET state = 'departed' WHERE flight_no = '%s'",
	    departure->flight_no);
	assert_err(booking_cancel_part(desk, &request), CODE_SALES_CLOSED);
	assert_int_equal(desk_find_booking(desk, locator)->version, 1);
	assert_int_equal(count_of("seat_claim", locator), 2);
}

static void a_finder_is_told_nothing(void **state)
{
	struct desk *desk = desk_new(), *finder = desk_new();
	const char *surname = surname_new(), *found;
	const char *locator = desk_book(
	    desk, &(struct wish){ .departures = { departure_new(48, 3) }, .party = TWO }, surname);
	(void)state;
	assert_no_err(booking_lookup(finder, locator, surname, &found));
	assert_err(refused(finder, locator, part_passenger(1)), CODE_NEEDS_LINK);
	assert_err(booking_cancel_part(finder,
		       &(struct part_cancel){
			   locator, 1, part_passenger(1), 0, 12000, click_of(NULL, "part") }),
	    CODE_NEEDS_LINK);
}

/* Age the booking by hours. */
static void age(const char *locator, int hours)
{
	database_sql(desks_db(),
	    "UPDATE booking SET created_at = created_at - INTERVAL %d HOUR WHERE locator = '%s'",
	    hours, locator);
}

static void a_day_after_booking_nothing_is_kept(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = part_book(desk, out, back, TWO, "YLIGHT");
	(void)state;
	desk_pay(locator);
	assert_int_equal(part_quote(desk, locator, PART_ALL).refund_minor, 0);
	desks_settings()->cancel_free_hours = 24;
	struct booking_quote seen = part_quote(desk, locator, PART_ALL);
	assert_int_equal(seen.refund_minor, 48000);
	assert_int_equal(seen.fee_minor, 0);
	assert_int_equal(seen.free_until_at, seen.booking->created_at + 24 * CLOCK_HOUR);
	assert_int_equal(part_quote(desk, locator, part_passenger(1)).refund_minor, 24000);
	assert_int_equal(part_quote(desk, locator, part_flight(back)).refund_minor, 24000);
	/* Not beyond the departure itself. */
	desks_settings()->cancel_free_hours = 100;
	assert_int_equal(part_quote(desk, locator, PART_ALL).free_until_at, out->departs_at);
	/* Quoted in time, and sent too late. */
	desks_settings()->cancel_free_hours = 24;
	age(locator, 23);
	seen = part_quote(desk, locator, PART_ALL);
	assert_int_equal(seen.refund_minor, 48000);
	age(locator, 1);
	struct click click = click_of(NULL, "all");
	assert_err(booking_cancel(desk, locator, 1, 48000, &click), CODE_PRICE_CHANGED);
	assert_int_equal(part_quote(desk, locator, PART_ALL).free_until_at, CLOCK_NONE);
	assert_no_err(booking_cancel(desk, locator, 1, 0, &click));
	desks_reset();
}

static void what_the_airline_changed_costs_nothing(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = part_book(desk, out, back, TWO, "YLIGHT");
	(void)state;
	desk_pay(locator);
	database_sql(desks_db(),
	    "UPDATE departure SET departs_at = departs_at + INTERVAL 77 MINUTE,"
	    " arrives_at = arrives_at + INTERVAL 77 MINUTE WHERE flight_no = '%s'",
	    back->flight_no);
	const struct booking_quote seen = part_quote(desk, locator, PART_ALL);
	assert_true(seen.is_airlines);
	assert_int_equal(seen.refund_minor, 48000);
	assert_no_err(part_give_up(desk, locator, part_flight(back)));
	assert_int_equal(desk_find_booking(desk, locator)->refund_minor, 24000);
	/* What is left is as it was sold. */
	assert_false(part_quote(desk, locator, PART_ALL).is_airlines);
	assert_int_equal(part_quote(desk, locator, PART_ALL).refund_minor, 0);
	database_sql(desks_db(), "UPDATE departure SET state = 'cancelled' WHERE flight_no = '%s'",
	    out->flight_no);
	struct click click = click_of(NULL, "all");
	assert_no_err(booking_cancel(desk, locator, 2, 24000, &click));
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM event e JOIN booking b ON b.id = e.subject_id"
				" WHERE e.subject = 'booking' AND e.to_state = 'cancelled'"
				" AND e.detail <> '' AND b.locator = '%s'",
			     locator),
	    1);
}

static void seats_of_who_left_are_nobodys(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *locator = part_book(desk, out, back, TWO, "YFLEX");
	const char *seat = apr_pstrcat(desks_pool(), out->name, "/3D", NULL);
	(void)state;
	assert_no_err(part_give_up(desk, locator, part_passenger(1)));
	assert_no_err(part_give_up(desk, locator, part_flight(back)));
	struct seat_change change = { locator, 3, out->name, 1, seat, click_of(NULL, "seat") };
	const struct err *err = assert_err(booking_set_seat(desk, &change), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "passenger.1");
	change.departure = back->name;
	change.passenger_no = 2;
	err = assert_err(booking_set_seat(desk, &change), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "departure.1");
	change.departure = out->name;
	assert_no_err(booking_set_seat(desk, &change));
	assert_string_equal(desk_find_booking(desk, locator)->seats_text, seat);
}

#define CLICKS 6
struct leaving {
	struct desk *desks[CLICKS];
	const char *locator;
	struct booking_part parts[CLICKS];
	struct click clicks[CLICKS];
	const struct err *errs[CLICKS];
};

static void leave(size_t number, void *arg)
{
	struct leaving *all = arg;
	all->errs[number] = booking_cancel_part(all->desks[number],
	    &(struct part_cancel){ all->locator, 1, all->parts[number], 0,
		all->parts[number].passenger_no != 0 ? 88000 : 66000, all->clicks[number] });
}

/* Tabs of the owner and of somebody with the link, each of whom wants another part gone: of what all of them saw one happens. */
static void of_many_parts_at_once_one_goes(void **state)
{
	struct leaving all;
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	struct desk *owner = desk_new(), *friend = desk_new();
	size_t won = 0;
	(void)state;
	all.locator = part_book(owner, out, back, (struct party){ .adults = 3 }, "YFLEX");
	assert_no_err(
	    booking_open_link(friend, all.locator, booking_link_code(friend, all.locator, 0)));
	for (size_t i = 0; i < CLICKS; i++) {
		all.desks[i] = desk_tab(i % 3 == 0 ? friend : owner);
		all.parts[i] = i % 2 == 0 ? part_passenger((int64_t)i / 2 + 1) : part_flight(back);
		all.clicks[i] = click_of(NULL, "part");
	}
	at_once(CLICKS, leave, &all);
	for (size_t i = 0; i < CLICKS; i++) {
		won += all.errs[i] == NULL ? 1 : 0;
		if (all.errs[i] != NULL)
			assert_err(all.errs[i], CODE_CHANGED_MEANWHILE);
	}
	assert_int_equal(won, 1);
	assert_int_equal(desk_find_booking(owner, all.locator)->version, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_passenger_leaves_and_the_rest_stays),
		cmocka_unit_test(what_is_not_paid_is_not_owed_for_who_left),
		cmocka_unit_test(a_fare_that_gives_nothing_back_is_kept),
		cmocka_unit_test(one_direction_goes_where_its_fare_allows),
		cmocka_unit_test(a_lap_is_not_left_alone),
		cmocka_unit_test(a_stale_quote_is_refused),
		cmocka_unit_test(a_finder_is_told_nothing),
		cmocka_unit_test(a_day_after_booking_nothing_is_kept),
		cmocka_unit_test(what_the_airline_changed_costs_nothing),
		cmocka_unit_test(seats_of_who_left_are_nobodys),
		cmocka_unit_test(of_many_parts_at_once_one_goes),
	};
	return cmocka_run_group_tests_name("parts cancelled", tests, desks_start, desks_stop);
}
