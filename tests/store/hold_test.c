/* Placing and moving holds: all seats or none, one hold for a departure, and every refusal without a trace. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TWO ((struct party){ .adults = 2 })

static const char *full(const struct departure *departure, const char *seat)
{
	return apr_pstrcat(desks_pool(), departure->name, "/", seat, NULL);
}

static void named_seats_are_held(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .seats = "2D 2C", .party = TWO });
	const struct hold *hold = desk_find_hold(desk, ref);
	(void)state;
	assert_int_equal(strlen(ref), 22);
	assert_int_equal(hold->state, HOLD_OPEN);
	assert_int_equal(hold->version, 1);
	assert_int_equal(hold->total_minor, 24000);
	assert_string_equal(hold->currency, "EUR");
	assert_int_equal(hold->expires_at - hold->placed_at, 1200 * CLOCK_SECOND);
	assert_string_equal(hold->seats_text,
	    apr_pstrcat(desks_pool(), full(departure, "2D"), " ", full(departure, "2C"), NULL));
	assert_int_equal(hold->segment_count, 1);
	assert_string_equal(hold->segments[0].departure.name, departure->name);
	assert_string_equal(hold->segments[0].cabin_name, "Economy");
	assert_int_equal(hold->segments[0].told_departs_at, departure->departs_at);
	assert_string_equal(hold->segments[0].basis, "YLIGHT");
	assert_string_equal(hold->segments[0].seats[1], "2C");
	assert_int_equal(hold->price_count, 3);
	assert_int_equal(hold->passenger_count, 0);
	assert_null(hold->contact.email);
}

static void a_hold_is_read_in_three_round_trips(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } });
	(void)state;
	desk_find_hold(desk, ref); /* prepares */
	uint64_t before = db_round_trips(desk->db);
	desk_find_hold(desk, ref);
	assert_true(db_round_trips(desk->db) - before <= 3);
}

static void unnamed_seats_are_chosen_together(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 6);
	const struct departure *back = departure_new(72, 6);
	const char *ref = desk_hold(desk,
	    &(struct wish){ .departures = { out, back },
		.seats = full(out, "3A"),
		.party = { .adults = 1, .children = 1, .infants = 1 } });
	const struct hold *hold = desk_find_hold(desk, ref);
	(void)state;
	assert_string_equal(hold->segments[0].seats[0], "3A");
	assert_string_equal(hold->segments[0].seats[1], "3B");
	assert_non_null(hold->segments[1].seats[1]);
	/* Both in the same row on the way back, whichever it is. */
	assert_int_equal(atoi(hold->segments[1].seats[0]), atoi(hold->segments[1].seats[1]));
}

static void all_seats_of_all_departures_or_none(void **state)
{
	struct desk *first = desk_new(), *second = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *ref;
	(void)state;
	desk_hold(first, &(struct wish){ .departures = { out }, .seats = "1B" });
	desk_hold(first, &(struct wish){ .departures = { back }, .seats = "2B 2C", .party = TWO });
	const char *seats = apr_pstrcat(desks_pool(), full(out, "1A"), " ", full(out, "1B"), " ",
	    full(back, "2B"), " ", full(back, "2D"), NULL);
	const struct err *err = assert_err(
	    desk_place(second,
		&(struct wish){ .departures = { out, back }, .seats = seats, .party = TWO }, &ref),
	    CODE_SEAT_TAKEN);
	assert_string_equal(err->facts[FACT_SEATS],
	    apr_pstrcat(desks_pool(), full(out, "1B"), " ", full(back, "2B"), NULL));
	assert_int_equal(claims_on(out), 1);
	assert_int_equal(claims_on(back), 2);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM hold WHERE address = '%s'", second->address),
	    0);
}

static void too_few_free_seats_are_sold_out(void **state)
{
	struct desk *first = desk_new(), *second = desk_new();
	const struct departure *departure = departure_new(48, 1);
	const char *ref;
	(void)state;
	desk_hold(first, &(struct wish){ .departures = { departure }, .party = { .adults = 3 } });
	const struct err *err = assert_err(
	    desk_place(second, &(struct wish){ .departures = { departure }, .party = TWO }, &ref),
	    CODE_SOLD_OUT);
	assert_string_equal(err->facts[FACT_DEPARTURE], departure->name);
	desk_hold(second, &(struct wish){ .departures = { departure } });
	assert_int_equal(claims_on(departure), 4);
}

static void assert_fields(const struct err *err, const char *fields)
{
	assert_string_equal(err->facts[FACT_FIELDS], fields);
}

static void seats_that_cannot_be_are_invalid(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3), *other = departure_new(48, 3);
	static const struct {
		const char *seats, *fields;
	} cases[] = {
		{ "1A 9A", "seat.2" },
		{ "1A 1A", "seat.2" },
		{ "1A 1B 1C", "seat.3" },
		{ "20A", "seat.1" },
		{ "1X", "seat.1" },
		{ "nonsense", "seat.1" },
		{ "01A", "seat.1" },
	};
	const char *ref;
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_fields(assert_err(desk_place(desk,
					     &(struct wish){ .departures = { departure },
						 .seats = cases[i].seats,
						 .party = TWO },
					     &ref),
				  CODE_INVALID),
		    cases[i].fields);
	assert_fields(assert_err(desk_place(desk,
				     &(struct wish){ .departures = { departure },
					 .seats = full(other, "1A"),
					 .party = TWO },
				     &ref),
			  CODE_INVALID),
	    "seat.1");
	assert_int_equal(claims_on(departure), 0);
}

static void an_open_hold_moves(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *ref = desk_hold(
	    desk, &(struct wish){ .departures = { out, back }, .seats = NULL });
	(void)state;
	desk_fill(desk, ref, "Lovelace");
	const char *again = desk_hold(
	    desk_tab(desk), &(struct wish){ .departures = { out }, .seats = "3D" });
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_string_equal(again, ref);
	assert_int_equal(hold->version, 3);
	assert_string_equal(hold->seats_text, full(out, "3D"));
	assert_int_equal(hold->total_minor, 12000);
	assert_int_equal(claims_on(out), 1);
	assert_int_equal(claims_on(back), 0);
	assert_int_equal(hold->passenger_count, 1);
	assert_string_equal(hold->passengers[0].surname, "Lovelace");
	assert_string_equal(hold->contact.email, "ada@example.com");
	/* Another party is asked for again. */
	desk_hold(desk, &(struct wish){ .departures = { out }, .party = TWO });
	hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->version, 4);
	assert_int_equal(hold->passenger_count, 0);
	assert_null(hold->contact.email);
}

static void several_holds_become_the_newest(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(72, 3);
	const char *first = desk_hold(desk, &(struct wish){ .departures = { out }, .seats = "1A" });
	const char *second = desk_hold(
	    desk, &(struct wish){ .departures = { back }, .seats = "1A" });
	const char *moved = desk_hold(desk,
	    &(struct wish){ .departures = { out, back },
		.seats = apr_pstrcat(desks_pool(), full(out, "1A"), " ", full(back, "1B"), NULL) });
	(void)state;
	assert_string_not_equal(first, second);
	assert_string_equal(moved, second);
	assert_int_equal(desk_find_hold(desk, first)->state, HOLD_RELEASED);
	assert_string_equal(desk_find_hold(desk, first)->seats_text, "");
	assert_string_equal(desk_find_hold(desk, second)->segments[0].seats[0], "1A");
	assert_int_equal(claims_on(out), 1);
	assert_int_equal(claims_on(back), 1);
}

static void a_refused_move_leaves_the_old_hold(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .seats = "1A" });
	const char *refused;
	(void)state;
	desk_hold(desk_new(), &(struct wish){ .departures = { departure }, .seats = "1B" });
	assert_err(desk_place(desk, &(struct wish){ .departures = { departure }, .seats = "1B" },
		       &refused),
	    CODE_SEAT_TAKEN);
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->version, 1);
	assert_string_equal(hold->seats_text, full(departure, "1A"));
	assert_int_equal(hold->price_count, 3);
}

static void a_move_stays_within_two_hours_of_the_first_placing(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .seats = "1A" });
	(void)state;
	database_sql(desks_db(),
	    "UPDATE hold SET placed_at = NOW(6) - INTERVAL 7000 SECOND"
	    " WHERE ref = '%s'",
	    ref);
	desk_hold(desk, &(struct wish){ .departures = { departure }, .seats = "1A" });
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->expires_at - hold->placed_at, 7200 * CLOCK_SECOND);
	assert_int_equal(
	    database_number(desks_db(),
		"SELECT COUNT(*) FROM seat_claim c JOIN hold h"
		" ON h.id = c.hold_id WHERE h.ref = '%s' AND c.held_until = h.expires_at",
		ref),
	    1);
}

static void limits_count_open_holds(void **state)
{
	struct desk *desk = desk_new(), *neighbour = desk_new();
	const char *first, *ref;
	const struct departure *departure = departure_new(48, 3);
	(void)state;
	desks_settings()->holds_per_browser = 2;
	first = desk_hold(desk, &(struct wish){ .departures = { departure } });
	desk_hold(desk, &(struct wish){ .departures = { departure_new(48, 3) } });
	const struct err *err = assert_err(
	    desk_place(desk, &(struct wish){ .departures = { departure_new(48, 3) } }, &ref),
	    CODE_TOO_MANY);
	assert_in_range(err->retry_after_s, 1000, 1201);
	/* To move is not to have one more. */
	desk_hold(desk, &(struct wish){ .departures = { departure } });
	hold_is_over(first);
	desk_hold(desk, &(struct wish){ .departures = { departure_new(48, 3) } });
	desks_settings()->holds_per_browser = 0;
	desks_settings()->holds_per_address = 2;
	neighbour->address = desk->address;
	assert_err(
	    desk_place(neighbour, &(struct wish){ .departures = { departure_new(48, 3) } }, &ref),
	    CODE_TOO_MANY);
	desks_settings()->holds_per_address = 3;
	desk_hold(neighbour, &(struct wish){ .departures = { departure_new(48, 3) } });
	desks_reset();
}

static void an_ended_hold_gives_its_people(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *old = desk_hold(desk, &(struct wish){ .departures = { departure } });
	const char *ref;
	(void)state;
	desk_fill(desk, old, "Noether");
	hold_is_over(old);
	assert_err(desk_place(desk_new(),
		       &(struct wish){ .departures = { departure }, .from = old }, &ref),
	    CODE_NOT_FOUND);
	ref = desk_hold(desk, &(struct wish){ .departures = { departure }, .from = old });
	assert_string_not_equal(ref, old);
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->passenger_count, 1);
	assert_string_equal(hold->passengers[0].surname, "Noether");
	assert_string_equal(hold->contact.email, "ada@example.com");
	/* Not for another party. */
	hold_release(desk, ref);
	ref = desk_hold(
	    desk, &(struct wish){ .departures = { departure }, .from = old, .party = TWO });
	assert_int_equal(desk_find_hold(desk, ref)->passenger_count, 0);
}

static void a_stranger_sees_nothing(void **state)
{
	struct desk *desk = desk_new(), *stranger = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const struct hold *hold;
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } });
	const char *locator;
	(void)state;
	desk_hold(stranger, &(struct wish){ .departures = { departure_new(48, 3) } });
	assert_err(hold_find(stranger, ref, &hold), CODE_NOT_FOUND);
	assert_err(hold_find(desk_new(), ref, &hold), CODE_NOT_FOUND);
	assert_err(hold_extend(stranger, ref), CODE_NOT_FOUND);
	assert_err(hold_release(stranger, ref), CODE_NOT_FOUND);
	assert_err(booking_confirm(stranger, ref, 1, 12000, &locator), CODE_NOT_FOUND);
	assert_err(hold_find(desk, "AAAAAAAAAAAAAAAAAAAAAA", &hold), CODE_NOT_FOUND);
	assert_int_equal(desk_find_hold(desk, ref)->version, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(named_seats_are_held),
		cmocka_unit_test(a_hold_is_read_in_three_round_trips),
		cmocka_unit_test(unnamed_seats_are_chosen_together),
		cmocka_unit_test(all_seats_of_all_departures_or_none),
		cmocka_unit_test(too_few_free_seats_are_sold_out),
		cmocka_unit_test(seats_that_cannot_be_are_invalid),
		cmocka_unit_test(an_open_hold_moves),
		cmocka_unit_test(several_holds_become_the_newest),
		cmocka_unit_test(a_refused_move_leaves_the_old_hold),
		cmocka_unit_test(a_move_stays_within_two_hours_of_the_first_placing),
		cmocka_unit_test(limits_count_open_holds),
		cmocka_unit_test(an_ended_hold_gives_its_people),
		cmocka_unit_test(a_stranger_sees_nothing),
	};
	return DESKS_RUN("hold", tests, desks_stop);
}
