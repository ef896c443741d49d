/* What the gate keeps customers from, and closing a flight for good, against the real database. */
#include "support/database.h"
#include "support/gate.h"

#include "base/pool.h"
#include "domain/departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })
#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

#define ROUNDS 12

struct race {
	const struct departure *departure;
	struct desk *desks[2];
	const char *locator, *seen;
	const struct err *errors[2];
	struct gate_said said;
};

static const struct err *close_seen(
    struct desk *desk, const struct departure *departure, const char *seen)
{
	const char *path;

	return gate_close(desk,
	    &(const struct gate_close){
		departure->flight_no, departure->on, seen, "/admin/", click_of(NULL, seen) },
	    &path);
}

static const char *see(struct desk *desk, const struct departure *departure)
{
	struct gate gate;

	assert_no_err(
	    gate_find(desk, departure->flight_no, departure->on, false, "names-read", &gate));
	return gate_seen(&gate, desks_pool());
}

static void close_or_board(size_t number, void *arg)
{
	struct race *race = arg;

	if (number == 0)
		race->errors[0] = close_seen(race->desks[0], race->departure, race->seen);
	else
		race->errors[1] = gate_try(race->desks[1], race->departure,
		    apr_pstrcat(race->desks[1]->pool, race->locator, "/1", NULL), GATE_ANY_VERSION,
		    GATE_BOARD, &race->said);
}

static void closing_and_boarding_at_once_agree(void **state)
{
	struct race race = { .desks = { gate_desk_new("gate.1"), gate_desk_new("gate.2") } };

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		race.departure = departure_new(30, 3);
		race.locator = desk_book(
		    desk_new(), &(struct wish){ .departures = { race.departure } }, surname_new());
		gate_must(race.desks[0], race.departure, race.locator, 1, GATE_CHECK_IN);
		race.seen = see(race.desks[0], race.departure);
		at_once(2, close_or_board, &race);
		if (race.errors[0] == NULL) {
			assert_err(race.errors[1], CODE_GATE_REFUSED);
			assert_int_equal(race.said.answer, GATE_CLOSED);
		} else {
			assert_err(race.errors[0], CODE_CHANGED_MEANWHILE);
			assert_no_err(race.errors[1]);
		}
	}
}

static const struct err *sit(struct desk *desk, const char *locator,
    const struct departure *departure, int64_t no, const char *seat)
{
	return booking_set_seat(desk,
	    &(struct seat_change){ locator, desk_find_booking(desk, locator)->version,
		departure->name, no, apr_pstrcat(desks_pool(), departure->name, "/", seat, NULL),
		click_of(NULL, seat) });
}

static void who_is_checked_in_may_change_the_seat_until_boarding_and_nothing_else(void **state)
{
	struct desk *desk = gate_desk_new("gate.1"), *customer = desk_new();
	const struct departure *departure = departure_new(30, 3), *back = departure_new(80, 3);
	const char *locator = desk_book(customer,
	    &(struct wish){ .departures = { departure, back },
		.seats = apr_psprintf(desks_pool(), "%s/1A %s/1B %s/1A %s/1B", departure->name,
		    departure->name, back->name, back->name),
		.party = TWO,
		.basis = "YFLEX" },
	    surname_new());
	const struct booking_part alone = { 1, NULL }, other = { 2, NULL },
				  there = { 0, departure->name }, home = { 0, back->name };
	struct booking_quote quote;
	const struct booking *booking;
	int64_t refund_minor;

	(void)state;
	gate_must(desk, departure, locator, 1, GATE_CHECK_IN);
	assert_no_err(sit(customer, locator, departure, 1, "2A"));
	assert_err(desk_quote(customer, locator, &booking, &refund_minor), CODE_CHECKED_IN);
	assert_err(booking_quote(customer, locator, &alone, &quote), CODE_CHECKED_IN);
	assert_err(booking_quote(customer, locator, &there, &quote), CODE_CHECKED_IN);
	assert_no_err(booking_quote(customer, locator, &other, &quote));
	assert_no_err(booking_quote(customer, locator, &home, &quote));
	gate_must(desk, departure, locator, 1, GATE_BOARD);
	assert_err(sit(customer, locator, departure, 1, "3A"), CODE_CHECKED_IN);
	assert_err(sit(customer, locator, departure, 2, "2A"), CODE_CHECKED_IN);
	assert_no_err(sit(customer, locator, departure, 2, "3A"));
	assert_no_err(sit(customer, locator, back, 1, "3A"));
}

static void a_name_that_was_looked_at_stays(void **state)
{
	struct desk *desk = gate_desk_new("gate.1"), *customer = desk_new();
	const struct departure *departure = departure_new(30, 3);
	const char *locator = desk_book(
	    customer, &(struct wish){ .departures = { departure }, .party = TWO }, surname_new());
	const struct booking *booking = desk_find_booking(customer, locator);
	struct passenger people[2] = { booking->passengers[0], booking->passengers[1] };
	const struct name_change change = { locator, 1, people, 2, click_of(NULL, "names") };

	(void)state;
	gate_must(desk, departure, locator, 1, GATE_CHECK_IN);
	people[0].given_name = "Adda";
	assert_err(booking_set_names(customer, &change), CODE_CHECKED_IN);
	people[0].given_name = booking->passengers[0].given_name;
	people[1].given_name = "Bobb";
	assert_no_err(booking_set_names(customer, &change));
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM boarding g JOIN coupon o USING (departure_id,"
				" booking_id, passenger_no) JOIN booking b ON b.id = o.booking_id"
				" WHERE b.locator = '%s' AND g.state = 'checked_in'",
			     locator),
	    1);
}

static void a_closed_flight_stays_as_it_is(void **state)
{
	struct desk *desk = gate_desk_new("gate.1"), *customer = desk_new(), *late = desk_new();
	const struct departure *departure = departure_new(30, 3), *back = departure_new(80, 3);
	const char *locator = desk_book(customer,
	    &(struct wish){ .departures = { departure, back }, .party = TWO, .basis = "YFLEX" },
	    surname_new());
	const char *ref = desk_hold(late, &(struct wish){ .departures = { departure } });
	const struct booking *booking;
	struct booking_quote quote;
	const char *seen, *other;
	bool is_changed;
	int64_t refund_minor;

	(void)state;
	gate_must(desk, departure, locator, 1, GATE_CHECK_IN);
	seen = see(desk, departure);
	gate_must(desk, departure, locator, 1, GATE_BOARD);
	assert_err(close_seen(desk, departure, seen), CODE_CHANGED_MEANWHILE);
	assert_no_err(close_seen(desk, departure, see(desk, departure)));
	assert_err(close_seen(desk, departure, see(desk, departure)), CODE_FLIGHT_CLOSED);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM boarding g JOIN booking b ON b.id ="
				" g.booking_id WHERE b.locator = '%s' AND g.state = 'no_show'",
			     locator),
	    1);
	gate_assert(desk, departure, gate_code_of(locator, 2), GATE_CHECK_IN, GATE_CLOSED);
	assert_err(sit(customer, locator, departure, 2, "3A"), CODE_FLIGHT_CLOSED);
	assert_err(booking_quote(customer, locator,
		       &(const struct booking_part){ 0, departure->name }, &quote),
	    CODE_FLIGHT_CLOSED);
	desk_fill(late, ref, surname_new());
	assert_err(booking_confirm(late, ref, desk_find_hold(late, ref)->version,
		       desk_find_hold(late, ref)->total_minor, &other),
	    CODE_SALES_CLOSED);
	assert_err(desk_place(desk_new(), &(struct wish){ .departures = { departure } }, &other),
	    CODE_SALES_CLOSED);
	assert_err(
	    departure_open_sales(desk, departure->flight_no, departure->on, NULL, &is_changed),
	    CODE_FLIGHT_CLOSED);
	/* What is ahead can be given up, and is all that it is worth; what is closed stays, as what was flown. */
	assert_no_err(
	    booking_quote(customer, locator, &(const struct booking_part){ 0, NULL }, &quote));
	assert_int_equal(quote.price_minor, 2 * 22000);
	assert_no_err(desk_quote(customer, locator, &booking, &refund_minor));
	assert_no_err(booking_cancel(customer, locator, booking->version, refund_minor,
	    &(const struct click){ "the-rest-of-it", click_of(NULL, "x").fingerprint, NULL }));
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM coupon o JOIN booking b ON b.id = o.booking_id"
		   " WHERE b.locator = '%s'",
		locator),
	    2);
}

/* How often somebody waits for the database to close a flight on which nobody came. */
static uint64_t trips_of_closing(struct desk *desk, int people)
{
	const struct departure *departure = departure_new(30, 12);
	const char *locator = NULL, *seen;
	uint64_t before;

	for (int i = 0; i < people; i += 8)
		locator = desk_book(desk_new(),
		    &(struct wish){ .departures = { departure },
			.party = { .adults = people - i < 8 ? people - i : 8 } },
		    surname_new());
	gate_must(desk, departure, locator, 1, GATE_CHECK_IN);
	seen = see(desk, departure);
	before = db_round_trips(desk->db);
	assert_no_err(close_seen(desk, departure, seen));
	before = db_round_trips(desk->db) - before;
	assert_int_equal(
	    NUMBER("SELECT COUNT(*) FROM boarding g JOIN departure d ON d.id = g.departure_id"
		   " JOIN event e ON e.subject = 'coupon' AND e.subject_id = g.id"
		   " AND e.to_state = 'no_show' AND e.version = g.version"
		   " WHERE d.flight_no = '%s' AND g.state = 'no_show'",
		departure->flight_no),
	    people);
	return before;
}

static void many_are_written_down_as_fast_as_few(void **state)
{
	struct desk *desk = gate_desk_new("gate.1");

	(void)state;
	trips_of_closing(desk, 2); /* then all is prepared */
	trips_of_closing(desk, 32);
	assert_int_equal(trips_of_closing(desk, 32), trips_of_closing(desk, 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(closing_and_boarding_at_once_agree),
		cmocka_unit_test(
		    who_is_checked_in_may_change_the_seat_until_boarding_and_nothing_else),
		cmocka_unit_test(a_name_that_was_looked_at_stays),
		cmocka_unit_test(a_closed_flight_stays_as_it_is),
		cmocka_unit_test(many_are_written_down_as_fast_as_few),
	};

	return cmocka_run_group_tests(tests, desks_start, desks_stop);
}
