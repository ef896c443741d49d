/* Seats of a booking, changed one by one: free ones, taken ones, and those of the same party. */
#include "support/database.h"
#include "support/desks.h"

#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })

static const char *full(const struct departure *departure, const char *seat)
{
	return apr_pstrcat(desks_pool(), departure->name, "/", seat, NULL);
}

/* One change under a new key. */
static const struct err *sit(struct desk *desk, const char *locator, int64_t version,
    const struct departure *departure, int64_t passenger_no, const char *seat)
{
	return booking_set_seat(desk,
	    &(struct seat_change){ locator, version, departure->name, passenger_no,
		full(departure, seat), click_of(NULL, seat) });
}

static const char *seats_of(struct desk *desk, const char *locator)
{
	const struct booking *booking = desk_find_booking(desk, locator);
	return apr_pstrcat(
	    desks_pool(), booking->segments[0].seats[0], " ", booking->segments[0].seats[1], NULL);
}

static void a_free_seat_is_taken(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = desk_book(desk,
	    &(struct wish){ .departures = { departure }, .seats = "1A 1B", .party = TWO },
	    "Lovelace");
	const struct seat_change change = { locator, 1, departure->name, 2, full(departure, "3D"),
		click_of(NULL, "3D") };
	(void)state;
	assert_no_err(booking_set_seat(desk, &change));
	assert_string_equal(seats_of(desk, locator), "1A 3D");
	assert_int_equal(desk_find_booking(desk, locator)->version, 2);
	/* A copy of the click, and the seat that one has. */
	assert_no_err(booking_set_seat(desk, &change));
	assert_no_err(sit(desk, locator, 2, departure, 2, "3D"));
	assert_int_equal(desk_find_booking(desk, locator)->version, 2);
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "1B" });
}

static void a_seat_of_the_party_swaps(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = desk_book(desk,
	    &(struct wish){ .departures = { departure }, .seats = "1A 1B", .party = TWO },
	    "Lovelace");
	(void)state;
	assert_no_err(sit(desk, locator, 1, departure, 1, "1B"));
	assert_string_equal(seats_of(desk, locator), "1B 1A");
	assert_int_equal(desk_find_booking(desk, locator)->version, 2);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM seat_claim c JOIN departure d"
			     " ON d.id = c.departure_id WHERE d.flight_no = '%s'",
			     departure->flight_no),
	    2);
}

static void a_taken_seat_stays_whose_it_is(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = desk_book(desk,
	    &(struct wish){ .departures = { departure }, .seats = "1A 1B", .party = TWO },
	    "Lovelace");
	const char *held = desk_hold(
	    other, &(struct wish){ .departures = { departure }, .seats = "1C" });
	(void)state;
	const struct err *err = assert_err(
	    sit(desk, locator, 1, departure, 1, "1C"), CODE_SEAT_TAKEN);
	assert_string_equal(err->facts[FACT_SEATS], full(departure, "1C"));
	assert_string_equal(seats_of(desk, locator), "1A 1B");
	assert_int_equal(desk_find_booking(desk, locator)->version, 1);
	/* Until its hold's time is over. */
	hold_is_over(held);
	assert_no_err(sit(desk, locator, 1, departure, 1, "1C"));
	assert_string_equal(seats_of(desk, locator), "1C 1B");
}

static void what_cannot_be_is_refused(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3), *other = departure_new(48, 3);
	const char *locator = desk_book(desk,
	    &(struct wish){ .departures = { departure },
		.seats = "1A 1B",
		.party = { .adults = 2, .infants = 1 } },
	    "Lovelace");
	static const struct {
		int64_t passenger_no;
		const char *seat, *field;
	} cases[] = {
		{ 0, "2A", "passenger.1" },
		{ 3, "2A", "passenger.1" },
		{ 1, "4A", "seat.1" },
		{ 1, "20A", "seat.1" },
		{ 1, "2X", "seat.1" },
		{ 1, "", "seat.1" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct err *err = assert_err(
		    sit(desk, locator, 1, departure, cases[i].passenger_no, cases[i].seat),
		    CODE_INVALID);
		assert_string_equal(err->facts[FACT_FIELDS], cases[i].field);
	}
	const struct err *err = assert_err(sit(desk, locator, 1, other, 1, "2A"), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "departure.1");
	assert_err(sit(desk, locator, 2, departure, 1, "2A"), CODE_CHANGED_MEANWHILE);
	assert_err(sit(desk_new(), locator, 1, departure, 1, "2A"), CODE_NOT_FOUND);
	database_sql(desks_db(), "UPDATE departure SET state = 'departed' WHERE flight_no = '%s'",
	    departure->flight_no);
	assert_err(sit(desk, locator, 1, departure, 1, "2A"), CODE_SALES_CLOSED);
	assert_string_equal(seats_of(desk, locator), "1A 1B");
}

static void the_map_shows_the_partys_seats(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = desk_book(desk,
	    &(struct wish){ .departures = { departure }, .seats = "1A 1B", .party = TWO },
	    "Lovelace");
	const struct booking *booking;
	const struct segment *segment;
	struct seat_map map;
	(void)state;
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "1C" });
	assert_no_err(booking_find_seated(desk, locator, &booking));
	assert_no_err(booking_seat_map(desk, booking, departure->name, 2, &segment, &map));
	assert_string_equal(segment->departure.name, departure->name);
	assert_int_equal(map.cabin_count, 2);
	const struct seat *seats = NULL;
	for (size_t i = 0; i < map.cabin_count; i++)
		if (strcmp(map.cabins[i].cabin->code, "Y") == 0)
			seats = map.cabins[i].rows[0].seats;
	assert_non_null(seats); /* A B, the aisle, C D */
	assert_int_equal(seats[0].state, SEAT_YOURS);
	assert_int_equal(seats[1].state, SEAT_YOURS);
	assert_int_equal(seats[3].state, SEAT_TAKEN);
	assert_int_equal(seats[4].state, SEAT_FREE);
	const struct err *err = assert_err(
	    booking_seat_map(desk, booking, departure->name, 3, &segment, &map), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "passenger.1");
	err = assert_err(
	    booking_seat_map(desk, booking, "AX9999/2026-12-01", 1, &segment, &map), CODE_INVALID);
	assert_string_equal(err->facts[FACT_FIELDS], "departure.1");
}

#define SITTERS 12
struct sitting {
	struct desk *desks[SITTERS];
	const char *locators[SITTERS];
	const struct departure *departure;
	const char *seat;
	struct click clicks[SITTERS];
	const struct err *errs[SITTERS];
};

static void sit_down(size_t number, void *arg)
{
	struct sitting *all = arg;
	all->errs[number] = booking_set_seat(all->desks[number],
	    &(struct seat_change){ all->locators[number], 1, all->departure->name, 1, all->seat,
		all->clicks[number] });
}

static void one_free_seat_has_one_winner(void **state)
{
	struct sitting all = { .departure = departure_new(48, 4) };
	size_t won = 0;
	(void)state;
	all.seat = full(all.departure, "4D");
	for (size_t i = 0; i < SITTERS; i++) {
		const char seat[] = { (char)('1' + i / 4), "ABCD"[i % 4], '\0' };
		all.desks[i] = desk_new();
		all.clicks[i] = click_of(NULL, "4D");
		all.locators[i] = desk_book(all.desks[i],
		    &(struct wish){
			.departures = { all.departure }, .seats = apr_pstrdup(desks_pool(), seat) },
		    apr_psprintf(desks_pool(), "Sitter %c", (char)('a' + i)));
	}
	at_once(SITTERS, sit_down, &all);
	for (size_t i = 0; i < SITTERS; i++) {
		won += all.errs[i] == NULL ? 1 : 0;
		if (all.errs[i] != NULL)
			assert_err(all.errs[i], CODE_SEAT_TAKEN);
	}
	assert_int_equal(won, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_free_seat_is_taken),
		cmocka_unit_test(a_seat_of_the_party_swaps),
		cmocka_unit_test(a_taken_seat_stays_whose_it_is),
		cmocka_unit_test(what_cannot_be_is_refused),
		cmocka_unit_test(the_map_shows_the_partys_seats),
		cmocka_unit_test(one_free_seat_has_one_winner),
	};
	return DESKS_RUN("seat changed", tests, desks_stop);
}
