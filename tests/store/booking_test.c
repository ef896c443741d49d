/* Bookings: made once from a hold, seen by whom they concern, changed and cancelled by their version. */
#include "support/database.h"
#include "support/desks.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/booking_internal.h"

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

static int64_t count_of(const char *table, const char *locator)
{
	return database_number(desks_db(),
	    "SELECT COUNT(*) FROM %s x JOIN booking b ON b.id = x.booking_id"
	    " WHERE b.locator = '%s'",
	    table, locator);
}

static void a_hold_becomes_a_booking(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *out = departure_new(48, 3), *back = departure_new(96, 3);
	const char *seats = apr_pstrcat(desks_pool(), full(out, "1A"), " ", full(out, "1B"), " ",
	    full(back, "2C"), " ", full(back, "2D"), NULL);
	const char *ref = desk_hold(desk,
	    &(struct wish){ .departures = { out, back },
		.seats = seats,
		.party = { .adults = 1, .children = 1, .infants = 1 } });
	const char *locator, *again;
	(void)state;
	desk_fill(desk, ref, "Lovelace");
	const struct hold *hold = desk_find_hold(desk, ref);
	assert_no_err(booking_confirm(desk, ref, 2, hold->total_minor, &locator));
	assert_int_equal(strlen(locator), 6);
	assert_int_equal(strspn(locator, "ABCDEFGHJKLMNPQRSTUVWXYZ3789"), 6);
	const struct booking *booking = desk_find_booking(desk, locator);
	assert_int_equal(booking->state, BOOKING_CONFIRMED);
	assert_int_equal(booking->view, BOOKING_FULL);
	assert_int_equal(booking->version, 1);
	assert_false(booking->is_paid);
	assert_int_equal(booking->total_minor, hold->total_minor);
	assert_string_equal(booking->seats_text, seats);
	assert_int_equal(booking->segment_count, 2);
	assert_int_equal(booking->passenger_count, 3);
	assert_int_equal(booking->passengers[2].type, PASSENGER_INFANT);
	assert_string_equal(booking->contact.email, "ada@example.com");
	assert_int_equal(booking->price_count, hold->price_count);
	assert_int_equal(count_of("outbox", locator), 1);
	assert_int_equal(count_of("coupon", locator), 6);
	hold = desk_find_hold(desk, ref);
	assert_int_equal(hold->state, HOLD_USED);
	assert_int_equal(hold->version, 3);
	assert_string_equal(hold->locator, locator);
	assert_string_equal(hold->seats_text, seats);
	assert_string_equal(hold->segments[1].seats[0], "2C");
	/* Whenever and with whatever. */
	assert_no_err(booking_confirm(desk, ref, 99, 1, &again));
	assert_string_equal(again, locator);
	hold_is_over(ref);
	assert_no_err(booking_confirm(desk, ref, 2, 0, &again));
	assert_string_equal(again, locator);
	assert_err(hold_release(desk, ref), CODE_HOLD_ENDED);
	assert_err(hold_extend(desk, ref), CODE_HOLD_ENDED);
	uint64_t before = db_round_trips(desk->db);
	desk_find_booking(desk, locator);
	assert_true(db_round_trips(desk->db) - before <= 4);
	/* It was sold in time. */
	database_sql(desks_db(),
	    "UPDATE hold SET expires_at = expires_at + INTERVAL 1 HOUR WHERE ref = '%s'", ref);
}

static void what_was_not_seen_is_not_booked(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } });
	const char *locator;
	(void)state;
	assert_err(
	    booking_confirm(desk, "AAAAAAAAAAAAAAAAAAAAAA", 1, 12000, &locator), CODE_NOT_FOUND);
	assert_err(booking_confirm(desk, ref, 1, 12000, &locator), CODE_PASSENGERS_MISSING);
	desk_fill(desk, ref, "Lovelace");
	assert_err(booking_confirm(desk, ref, 1, 12000, &locator), CODE_CHANGED_MEANWHILE);
	const struct err *err = assert_err(
	    booking_confirm(desk, ref, 2, 11999, &locator), CODE_PRICE_CHANGED);
	assert_string_equal(err->facts[FACT_OLD_TOTAL], "11999");
	assert_int_equal(desk_find_hold(desk, ref)->version, 2);
	assert_no_err(booking_confirm(desk, ref, 2, 12000, &locator));
}

static void an_ended_hold_is_not_booked(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *released = desk_hold(desk, &(struct wish){ .departures = { departure } });
	const char *locator;
	int64_t count;
	(void)state;
	desk_fill(desk, released, "Lovelace");
	assert_no_err(hold_release(desk, released));
	assert_err(booking_confirm(desk, released, 2, 12000, &locator), CODE_HOLD_ENDED);
	const char *over = desk_hold(desk, &(struct wish){ .departures = { departure } });
	desk_fill(desk, over, "Lovelace");
	hold_is_over(over);
	assert_err(booking_confirm(desk, over, 2, 12000, &locator), CODE_HOLD_EXPIRED);
	assert_no_err(hold_expire_due(desk, FROM_THE_FIRST, WHOLE_TURN_MS, &count));
	assert_err(booking_confirm(desk, over, 2, 12000, &locator), CODE_HOLD_EXPIRED);
}

static void a_departure_that_is_off_sale_is_not_booked(void **state)
{
	static const char *const changes[] = { "state = 'cancelled'", "state = 'departed'",
		"sales = 'closed'", "departs_at = NOW(6) - INTERVAL 1 SECOND" };
	struct desk *desk = desk_new();
	const char *locator;
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const struct departure *departure = departure_new(48, 3);
		const char *ref = desk_hold(desk, &(struct wish){ .departures = { departure } });
		desk_fill(desk, ref, "Lovelace");
		database_sql(desks_db(), "UPDATE departure SET %s WHERE flight_no = '%s'",
		    changes[i], departure->flight_no);
		const struct err *err = assert_err(
		    booking_confirm(desk, ref, 2, 12000, &locator), CODE_SALES_CLOSED);
		assert_string_equal(err->facts[FACT_DEPARTURE], departure->name);
		assert_int_equal(desk_find_hold(desk, ref)->state, HOLD_OPEN);
	}
	/* The last hour is closed for new holds, not for those that are open. */
	const struct departure *soon = departure_new(48, 3);
	const char *ref = desk_hold(desk, &(struct wish){ .departures = { soon } });
	desk_fill(desk, ref, "Lovelace");
	database_sql(desks_db(),
	    "UPDATE departure SET departs_at = NOW(6) + INTERVAL 30 MINUTE"
	    " WHERE flight_no = '%s'",
	    soon->flight_no);
	assert_no_err(booking_confirm(desk, ref, 2, 12000, &locator));
}

static void the_same_passenger_is_on_a_departure_once(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const struct departure *before = departure_new(24, 3), *departure = departure_new(48, 3);
	const char *first = desk_book(
	    desk, &(struct wish){ .departures = { departure } }, "O'Neil");
	const char *ref = desk_hold(
	    other, &(struct wish){ .departures = { before, departure }, .party = TWO });
	const char *locator;
	int64_t refund;
	const struct booking *booking;
	struct click click = click_of(NULL, "cancel");
	(void)state;
	desk_fill(other, ref, "oneil");
	const struct err *err = assert_err(
	    booking_confirm(other, ref, 2, 48000, &locator), CODE_DUPLICATE_PASSENGER);
	assert_string_equal(err->facts[FACT_DEPARTURE], departure->name);
	const struct hold *hold = desk_find_hold(other, ref);
	assert_int_equal(hold->state, HOLD_OPEN);
	assert_int_equal(hold->version, 2);
	assert_int_equal(database_number(desks_db(),
			     "SELECT COUNT(*) FROM seat_claim c JOIN hold h"
			     " ON h.id = c.hold_id WHERE h.ref = '%s' AND c.state = 'held'",
			     ref),
	    4);
	/* After cancelling one may book again. */
	assert_no_err(desk_quote(desk, first, &booking, &refund));
	assert_no_err(booking_cancel(desk, first, 1, refund, &click));
	assert_no_err(booking_confirm(other, ref, 2, 48000, &locator));
}

static void cancelling_gives_all_back(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = desk_book(desk,
	    &(struct wish){ .departures = { departure }, .party = TWO, .basis = "YFLEX" },
	    "Lovelace");
	const struct booking *booking;
	int64_t refund;
	struct click click = click_of(NULL, "cancel"), other = click_of(click.key, "other");
	(void)state;
	desk_pay(locator);
	assert_no_err(desk_quote(desk, locator, &booking, &refund));
	assert_true(booking->is_paid);
	assert_int_equal(refund, 38000);
	assert_err(booking_cancel(desk, locator, 2, refund, &click), CODE_CHANGED_MEANWHILE);
	const struct err *err = assert_err(
	    booking_cancel(desk, locator, 1, 44000, &click), CODE_PRICE_CHANGED);
	assert_string_equal(err->facts[FACT_OLD_TOTAL], "44000");
	assert_no_err(booking_cancel(desk, locator, 1, refund, &click));
	booking = desk_find_booking(desk, locator);
	assert_int_equal(booking->state, BOOKING_CANCELLED);
	assert_int_equal(booking->version, 2);
	assert_int_equal(booking->refund_minor, 38000);
	assert_string_equal(booking->seats_text, "");
	assert_null(booking->segments[0].seats[0]);
	assert_int_equal(booking->passenger_count, 2);
	assert_int_equal(count_of("seat_claim", locator), 0);
	assert_int_equal(count_of("coupon", locator), 0);
	assert_int_equal(count_of("outbox", locator), 2);
	/* A copy, another click, and another request under the key. */
	assert_no_err(booking_cancel(desk, locator, 1, refund, &click));
	struct click later = click_of(NULL, "cancel");
	assert_no_err(booking_cancel(desk, locator, 1, 0, &later));
	assert_err(booking_cancel(desk, locator, 1, refund, &other), CODE_KEY_REUSED);
	assert_int_equal(desk_find_booking(desk, locator)->version, 2);
	desk_hold(
	    desk_new(), &(struct wish){ .departures = { departure }, .party = { .adults = 9 } });
}

static void what_has_departed_is_not_cancelled(void **state)
{
	struct desk *desk = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = desk_book(
	    desk, &(struct wish){ .departures = { departure } }, "Lovelace");
	const struct booking *booking;
	int64_t refund;
	struct click click = click_of(NULL, "cancel");
	(void)state;
	database_sql(desks_db(),
	    "UPDATE departure SET departs_at = NOW(6) - INTERVAL 1 SECOND"
	    " WHERE flight_no = '%s'",
	    departure->flight_no);
	assert_err(desk_quote(desk, locator, &booking, &refund), CODE_SALES_CLOSED);
	assert_err(booking_cancel(desk, locator, 1, 0, &click), CODE_SALES_CLOSED);
	assert_int_equal(desk_find_booking(desk, locator)->state, BOOKING_CONFIRMED);
}

static void who_finds_it_sees_less_and_changes_nothing(void **state)
{
	struct desk *desk = desk_new(), *finder = desk_new();
	const struct departure *departure = departure_new(48, 3);
	const char *locator = desk_book(
	    desk, &(struct wish){ .departures = { departure }, .seats = "1A" }, "García-López");
	const struct booking *booking;
	const char *found;
	int64_t refund;
	struct click click = click_of(NULL, "");
	(void)state;
	assert_err(booking_find(finder, locator, &booking), CODE_NOT_FOUND);
	assert_err(booking_lookup(finder, locator, "Lopez", &found), CODE_NOT_FOUND);
	assert_err(booking_lookup(finder, "??????", "Garcia Lopez", &found), CODE_NOT_FOUND);
	assert_err(booking_find(finder, locator, &booking), CODE_NOT_FOUND);
	char *lower = apr_pstrdup(desks_pool(), locator);
	for (char *c = lower; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	assert_no_err(booking_lookup(finder, lower, " garcía lopez", &found));
	assert_string_equal(found, locator);
	booking = desk_find_booking(finder, locator);
	assert_int_equal(booking->view, BOOKING_FOUND);
	assert_null(booking->contact.email);
	assert_null(booking->contact.phone);
	assert_int_equal(booking->passengers[0].born_on, DATE_NONE);
	assert_string_equal(booking->passengers[0].surname, "García-López");
	assert_string_equal(booking->seats_text, full(departure, "1A"));
	assert_err(desk_quote(finder, locator, &booking, &refund), CODE_NEEDS_LINK);
	assert_err(booking_cancel(finder, locator, 1, 0, &click), CODE_NEEDS_LINK);
	assert_err(booking_set_seat(finder,
		       &(struct seat_change){
			   locator, 1, departure->name, 1, full(departure, "1B"), click }),
	    CODE_NEEDS_LINK);
	assert_err(booking_cancel(desk_new(), locator, 1, 0, &click), CODE_NOT_FOUND);
}

static void a_link_gives_the_full_right(void **state)
{
	struct desk *desk = desk_new(), *other = desk_new();
	const char *locator = desk_book(
	    desk, &(struct wish){ .departures = { departure_new(48, 3) } }, "Lovelace");
	const char *code = booking_link_code(desk, locator, 0), *found;
	const char *second = desk_book(
	    desk, &(struct wish){ .departures = { departure_new(48, 3) } }, "Lovelace");
	struct click click = click_of(NULL, "");
	(void)state;
	assert_err(booking_open_link(other, second, code), CODE_NOT_FOUND);
	assert_err(booking_open_link(other, locator, NULL), CODE_NOT_FOUND);
	assert_err(booking_send_link(other, locator), CODE_NOT_FOUND);
	assert_no_err(booking_lookup(other, locator, "Lovelace", &found));
	assert_no_err(booking_send_link(other, locator));
	assert_no_err(booking_send_link(other, locator));
	assert_int_equal(
	    database_number(desks_db(),
		"SELECT COUNT(*) FROM outbox o JOIN booking b"
		" ON b.id = o.booking_id WHERE b.locator = '%s' AND kind = 'booking_link'",
		locator),
	    1);
	assert_no_err(booking_open_link(other, locator, code));
	assert_int_equal(desk_find_booking(other, locator)->view, BOOKING_FULL);
	/* Found once more, it stays so. */
	assert_no_err(booking_lookup(other, locator, "Lovelace", &found));
	assert_int_equal(desk_find_booking(other, locator)->view, BOOKING_FULL);
	/* Also in a browser whose sign-in is over. */
	database_sql(desks_db(),
	    "UPDATE browser SET signed_in_at = NOW(6) - INTERVAL 1 DAY"
	    " WHERE token_digest = UNHEX(SHA2('%s', 256))",
	    other->browser);
	assert_no_err(booking_cancel(other, locator, 1, 0, &click));
	assert_int_equal(desk_find_booking(desk, locator)->state, BOOKING_CANCELLED);
}

/* The throttle's minute is the database's: what is counted must lie in one. */
static void wait_for_a_fresh_minute(void)
{
	while (database_number(desks_db(), "SELECT SECOND(NOW())") > 50)
		database_number(desks_db(), "SELECT SLEEP(1)");
}

static void guessing_is_throttled(void **state)
{
	struct desk *desk = desk_new(), *guesser = desk_new();
	const char *locator = desk_book(
	    desk, &(struct wish){ .departures = { departure_new(48, 3) } }, "Lovelace");
	const char *found;
	(void)state;
	desks_settings()->find_per_minute = 9;
	wait_for_a_fresh_minute();
	for (int i = 0; i < 4; i++)
		assert_err(booking_lookup(guesser, locator, "Guess", &found), CODE_NOT_FOUND);
	assert_no_err(booking_lookup(guesser, locator, "Lovelace", &found));
	const struct err *err = assert_err(
	    booking_lookup(desk_new(), locator, "Lovelace", &found), CODE_TOO_MANY);
	assert_in_range(err->retry_after_s, 1, 60);
	for (int i = 0; i < 4; i++)
		assert_err(booking_lookup(guesser, "AAAAA3", "Guess", &found), CODE_NOT_FOUND);
	assert_err(booking_lookup(guesser, "AAAAA7", "Guess", &found), CODE_TOO_MANY);
	assert_err(booking_lookup(desk, "AAAAA7", "Guess", &found), CODE_NOT_FOUND);
	desks_reset();
}

static void mail_reads_it_in_full(void **state)
{
	struct desk *desk = desk_new(), *worker = desk_new();
	const char *locator = desk_book(
	    desk, &(struct wish){ .departures = { departure_new(48, 3) } }, "Lovelace");
	const struct booking *mine = desk_find_booking(desk, locator), *booking;
	const struct booking *const *list;
	size_t count;
	(void)state;
	worker->browser = NULL;
	assert_no_err(booking_read(worker, mine->id, &booking));
	assert_string_equal(booking->seats_text, mine->seats_text);
	assert_string_equal(booking->contact.email, "ada@example.com");
	assert_err(booking_read(worker, 999999, &booking), CODE_NOT_FOUND);
	assert_err(booking_find(worker, locator, &booking), CODE_NOT_FOUND);
	/* A guest has no list; an account has. */
	assert_no_err(booking_list_mine(desk, &list, &count));
	assert_int_equal(count, 0);
	const char *second = desk_book(desk,
	    &(struct wish){
		.departures = { departure_new(48, 3), departure_new(72, 3) }, .party = TWO },
	    "Lovelace");
	database_sql(desks_db(),
	    "UPDATE customer SET email = 'ada@example.com',"
	    " email_folded = 'ada@example.com', password_hash = 'x'"
	    " WHERE id = (SELECT customer_id FROM booking WHERE locator = '%s')",
	    locator);
	assert_no_err(booking_list_mine(desk, &list, &count));
	assert_int_equal(count, 2);
	assert_string_equal(list[0]->locator, second);
	assert_int_equal(list[0]->segment_count, 2);
	assert_int_equal(list[0]->passenger_count, 2);
	assert_string_equal(list[0]->seats_text, desk_find_booking(desk, second)->seats_text);
	assert_string_equal(list[1]->seats_text, mine->seats_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hold_becomes_a_booking),
		cmocka_unit_test(what_was_not_seen_is_not_booked),
		cmocka_unit_test(an_ended_hold_is_not_booked),
		cmocka_unit_test(a_departure_that_is_off_sale_is_not_booked),
		cmocka_unit_test(the_same_passenger_is_on_a_departure_once),
		cmocka_unit_test(cancelling_gives_all_back),
		cmocka_unit_test(what_has_departed_is_not_cancelled),
		cmocka_unit_test(who_finds_it_sees_less_and_changes_nothing),
		cmocka_unit_test(a_link_gives_the_full_right),
		cmocka_unit_test(guessing_is_throttled),
		cmocka_unit_test(mail_reads_it_in_full),
	};
	return cmocka_run_group_tests_name("booking", tests, desks_start, desks_stop);
}
