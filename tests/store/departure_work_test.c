/* What follows a change of a departure: passengers told once and seated anew, a transaction each; and what was shown before is what is done. */
#include "support/changes.h"
#include "support/database.h"
#include "support/desks.h"
#include "support/verifying.h"

#include "base/clock.h"
#include "base/pool.h"
#include "domain/departure.h"
#include "domain/departure_effect.h"
#include "domain/departure_work.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void each_booking_is_told_of_new_times_once(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	const char *first = changes_book(departure, "1A", 1),
		   *second = changes_book(departure, "2A 2B", 2);
	struct departure changed = changes_retimed(departure);

	(void)state;
	changes_learn(&changed);
	assert_int_equal(changes_mails(first, "%"), 0);
	/* Who buys at the new times is told nothing. */
	const char *later = changes_book(&changed, "3A", 1);
	assert_int_equal(changes_run(desk_new(), CHANGES_MANY), 1);
	assert_int_equal(changes_open(), 0);
	changes_finish();
	changes_learn(&changed);
	changes_finish();
	assert_int_equal(changes_mails(first, "%now departs at%"), 1);
	assert_int_equal(changes_mails(second, "%now departs at%"), 1);
	assert_int_equal(changes_mails(later, "%"), 0);
	assert_int_equal(changes_version(first), 1);
}

static void many_are_told_in_transactions_of_25_and_who_cancels_meanwhile_is_not(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	struct departure changed = *departure;
	const char *locators[30];
	struct desk *last = desk_new();
	int64_t sent = 0;

	(void)state;
	for (int i = 0; i < 30; i++) {
		const struct wish wish = { .departures = { departure },
			.seats = apr_psprintf(desks_pool(), "%d%c", 1 + i / 4, "ABCD"[i % 4]) };

		locators[i] = desk_book(i == 29 ? last : desk_new(), &wish, surname_new());
	}
	changed.version = 2;
	changed.state = DEPARTURE_CANCELLED;
	changes_learn(&changed);
	assert_int_equal(changes_run(desk_new(), 1), 1);
	for (int i = 0; i < 30; i++)
		sent += changes_mails(locators[i], "%was cancelled");
	assert_int_equal(sent, 25);
	assert_int_equal(changes_open(), 1);
	const struct click click = click_of(NULL, "cancel");
	assert_no_err(booking_cancel(last, locators[29], 1, 0, &click));
	changes_finish();
	for (int i = 0; i < 29; i++)
		assert_int_equal(changes_mails(locators[i], "%was cancelled"), 1);
	assert_int_equal(changes_mails(locators[29], "%was cancelled"), 0);
	assert_int_equal(changes_open(), 0);
}

static void who_loses_a_seat_gets_another_one_beside_their_own_people(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	const char *stays = changes_book(departure, "1A 1B", 2),
		   *moves = changes_book(departure, "9A 9B", 2);
	struct departure changed = changes_reequipped(departure, 8, true);
	struct verify_report report;

	(void)state;
	changes_learn(&changed);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "RESEAT");
	changes_finish();
	assert_int_equal(changes_sits(stays, "1A") + changes_sits(stays, "1B"), 2);
	assert_int_equal(changes_version(stays), 1);
	assert_int_equal(changes_mails(stays, "%"), 0);
	assert_int_equal(changes_sits(moves, "8A") + changes_sits(moves, "8B"), 2);
	assert_int_equal(changes_version(moves), 2);
	assert_int_equal(
	    changes_mails(moves,
		"%flown with another aircraft now, and you sit elsewhere: 8A, 8B instead of 9A, 9B"),
	    1);
	assert_int_equal(changes_open(), 0);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
}

/* One mail tells of both. */
static void new_times_and_another_aircraft_are_one_mail(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	const char *stays = changes_book(departure, "1A", 1),
		   *moves = changes_book(departure, "9D", 1);
	struct departure changed = changes_reequipped(departure, 8, true),
			 later = changes_retimed(&changed);

	(void)state;
	later.version = 2;
	changes_learn(&later);
	changes_finish();
	assert_int_equal(changes_mails(stays, "%"), 1);
	assert_int_equal(changes_mails(moves, "%"), 1);
	assert_int_equal(changes_mails(stays, "%now departs at%"), 1);
	assert_int_equal(changes_mails(moves, "%now departs at%. %elsewhere: 8D instead of 9D"), 1);
}

static void verify_finds_who_was_told_without_a_mail(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	const char *locator = changes_book(departure, "1A", 1);
	struct departure changed = changes_retimed(departure);
	struct verify_report report;

	(void)state;
	changes_learn(&changed);
	changes_finish();
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
	database_sql(desks_db(),
	    "UPDATE outbox o JOIN booking b ON b.id = o.booking_id SET o.kind = 'booking_link'"
	    " WHERE b.locator = '%s' AND o.kind = 'booking_changed'",
	    locator);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "I14");
	database_sql(desks_db(),
	    "UPDATE outbox o JOIN booking b ON b.id = o.booking_id SET o.kind = 'booking_changed'"
	    " WHERE b.locator = '%s' AND o.kind = 'booking_link'",
	    locator);
}

static void what_was_shown_before_is_what_is_done(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	const char *const bookings[] = { changes_book(departure, "1A 1B 1C 1D", 4),
		changes_book(departure, "2A 2B", 2), changes_book(departure, "9A 9B", 2),
		changes_book(departure, "10C 10D", 2), changes_book(departure, "2D", 1) };
	struct departure changed = changes_reequipped(departure, 3, true);
	struct departure_effect effect;

	(void)state;
	assert_no_err(departure_effect_find(desk_new(), departure, &changed, &effect));
	assert_int_equal(effect.people, 11);
	assert_int_equal(effect.keeps, 7);
	assert_int_equal(effect.moves, 4);
	assert_int_equal(effect.loses, 0);
	assert_int_equal(changes_version(bookings[2]), 1);
	changes_learn(&changed);
	changes_finish();
	for (size_t i = 0; i < effect.moved_count; i++)
		assert_int_equal(changes_sits(effect.moved[i].locator, effect.moved[i].to_seat), 1);
	assert_int_equal(effect.moved_count, 4);
}

static void who_finds_no_seat_is_told_and_may_choose_one_later(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	struct desk *customer = desk_new();
	const char *full = changes_book(departure, "1A 1B 1C 1D", 4);
	const char *lost = desk_book(customer,
	    &(struct wish){ .departures = { departure }, .seats = "5A", .party = { .adults = 1 } },
	    surname_new());
	struct departure changed = changes_reequipped(departure, 1, true);
	const struct booking *booking;
	struct verify_report report;

	(void)state;
	changes_learn(&changed);
	changes_finish();
	assert_int_equal(changes_open(), 0);
	assert_int_equal(changes_mails(full, "%"), 0);
	assert_int_equal(changes_mails(lost, "%another aircraft now, which has no seat 5A"), 1);
	assert_int_equal(changes_sits(lost, "5A"), 1);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "RESEAT");
	booking = desk_find_booking(customer, lost);
	assert_int_equal(booking->segments[0].lost_count, 1);
	/* A row more, later: who has a seat keeps it, and who has none gets one. */
	struct departure larger = changes_reequipped(&changed, 2, true);
	changes_learn(&larger);
	changes_finish();
	assert_int_equal(changes_sits(lost, "5A"), 0);
	assert_int_equal(changes_mails(lost, "%elsewhere: 2_ instead of 5A"), 1);
	booking = desk_find_booking(customer, lost);
	assert_int_equal(booking->segments[0].lost_count, 0);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
}

static void a_cabin_that_is_gone_loses_its_seats(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	const struct wish wish = { .departures = { departure },
		.seats = "20A",
		.basis = "JFLEX",
		.party = { .adults = 1 } };
	const char *lost = desk_book(desk_new(), &wish, surname_new());
	struct departure changed = changes_reequipped(departure, 25, false);

	(void)state;
	changes_learn(&changed);
	changes_finish();
	assert_int_equal(changes_mails(lost, "%which has no seat 20A"), 1);
	assert_int_equal(changes_sits(lost, "20A"), 1);
	/* Nobody else is put there meanwhile; the departure is called off, so that nothing is left to do for the tests that follow. */
	struct departure off = changed;
	off.version++;
	off.state = DEPARTURE_CANCELLED;
	changes_learn(&off);
	changes_finish();
}

/* Who chooses while the aircraft changes, and buys a seat that is not there any more, is seated then. */
static void a_seat_that_was_held_before_is_given_anew_when_it_is_bought(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	struct desk *customer = desk_new();
	const struct wish wish = { .departures = { departure }, .seats = "9A" };
	const char *other = changes_book(departure, "1A", 1), *locator;
	const char *ref = desk_hold(customer, &wish);
	struct departure changed = changes_reequipped(departure, 8, true);

	(void)state;
	desk_fill(customer, ref, surname_new());
	changes_learn(&changed);
	changes_finish();
	assert_int_equal(changes_open(), 1);
	const struct hold *hold = desk_find_hold(customer, ref);
	assert_no_err(booking_confirm(customer, ref, hold->version, hold->total_minor, &locator));
	changes_finish();
	assert_int_equal(changes_open(), 0);
	assert_int_equal(changes_sits(locator, "9A"), 0);
	assert_int_equal(changes_sits(locator, "8A"), 1);
	assert_int_equal(changes_mails(locator, "%elsewhere: 8A instead of 9A"), 1);
	assert_int_equal(changes_version(other), 1);
}

/* So is a family whose held seats have come to be in an exit row, with names or without. */
static void a_family_whose_held_seats_are_an_exit_row_now_is_seated_anew_when_it_buys(void **state)
{
	const struct departure *departure = departure_new(72, 10);
	struct desk *customer = desk_new();
	const struct wish wish = { .departures = { departure },
		.seats = "9A 9B",
		.party = { .adults = 1, .children = 1 } };
	const char *ref = desk_hold(customer, &wish), *locator;
	struct departure changed = changes_reequipped(departure, 10, true);
	struct cabin cabins[] = { changed.cabins[0], changed.cabins[1] };

	(void)state;
	cabins[0].exit_rows = (const int[]){ 9 };
	cabins[0].exit_row_count = 1;
	changed.cabins = cabins;
	changes_learn(&changed);
	changes_finish();
	assert_int_equal(changes_open(), 1);
	desk_fill(customer, ref, surname_new());
	changes_finish();
	assert_int_equal(changes_open(), 1);
	const struct hold *hold = desk_find_hold(customer, ref);
	assert_no_err(booking_confirm(customer, ref, hold->version, hold->total_minor, &locator));
	changes_finish();
	assert_int_equal(changes_open(), 0);
	assert_int_equal(changes_sits(locator, "9A") + changes_sits(locator, "9B"), 0);
	assert_int_equal(changes_mails(locator, "%you sit elsewhere%instead of 9A, 9B"), 1);
}

/* A flight that is full, and a family in what is an exit row now: it stays, since there is no other place, and is told nothing but what else is new. */
static void who_may_not_sit_there_and_finds_no_other_seat_stays(void **state)
{
	const struct departure *departure = departure_new(72, 2);
	const struct wish wish = { .departures = { departure },
		.seats = "2A 2B",
		.party = { .adults = 1, .children = 1 } };
	const char *family = desk_book(desk_new(), &wish, surname_new());
	const char *const others[] = { changes_book(departure, "1A 1B 1C 1D", 4),
		changes_book(departure, "2C 2D", 2) };
	struct departure changed = changes_reequipped(departure, 2, true), later;
	struct cabin cabins[] = { changed.cabins[0], changed.cabins[1] };
	struct verify_report report;

	(void)state;
	cabins[0].exit_rows = (const int[]){ 2 };
	cabins[0].exit_row_count = 1;
	changed.cabins = cabins;
	changes_learn(&changed);
	changes_finish();
	assert_int_equal(changes_open(), 0);
	assert_int_equal(changes_sits(family, "2A") + changes_sits(family, "2B"), 2);
	assert_int_equal(changes_version(family), 1);
	assert_int_equal(changes_mails(family, "%"), 0);
	later = changes_retimed(&changed);
	cabins[0].exit_rows = (const int[]){ 1, 2 };
	cabins[0].exit_row_count = 2;
	changes_learn(&later);
	changes_finish();
	assert_int_equal(changes_open(), 0);
	assert_int_equal(changes_sits(family, "2A") + changes_sits(family, "2B"), 2);
	assert_int_equal(changes_mails(family, "%"), 1);
	assert_int_equal(changes_mails(family, "%now departs at%"), 1);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(changes_mails(others[i], "%now departs at%"), 1);
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_booking_is_told_of_new_times_once),
		cmocka_unit_test(
		    many_are_told_in_transactions_of_25_and_who_cancels_meanwhile_is_not),
		cmocka_unit_test(who_loses_a_seat_gets_another_one_beside_their_own_people),
		cmocka_unit_test(new_times_and_another_aircraft_are_one_mail),
		cmocka_unit_test(verify_finds_who_was_told_without_a_mail),
		cmocka_unit_test(what_was_shown_before_is_what_is_done),
		cmocka_unit_test(who_finds_no_seat_is_told_and_may_choose_one_later),
		cmocka_unit_test(a_cabin_that_is_gone_loses_its_seats),
		cmocka_unit_test(a_seat_that_was_held_before_is_given_anew_when_it_is_bought),
		cmocka_unit_test(
		    a_family_whose_held_seats_are_an_exit_row_now_is_seated_anew_when_it_buys),
		cmocka_unit_test(who_may_not_sit_there_and_finds_no_other_seat_stays),
	};

	return cmocka_run_group_tests_name("departure_work", tests, desks_start, desks_stop);
}
