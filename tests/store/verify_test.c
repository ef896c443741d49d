/* verify: each invariant broken once, and found by its check alone; what is looked at when. */
#include "support/database.h"
#include "support/desks.h"
#include "support/verifying.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define A_STEP 1 /* ms: no time for more than the first step */

/* Statements with the ids of a booking of two people put in: $B booking, $H hold, $D departure, $O open hold, $X another booking. */
static int64_t ids[128];

static int64_t id_of(char letter)
{
	return ids[(unsigned char)letter & 127];
}

static void change(const char *statements)
{
	verify_change(statements, id_of);
}

#define NUMBER(...) database_number(desks_db(), __VA_ARGS__)

static void make_world(void)
{
	const struct departure *departure = departure_new(48, 10);
	struct wish pair = {
		.departures = { departure }, .seats = "1A 1B", .party = { .adults = 2 }
	};
	const char *locator = desk_book(desk_new(), &pair, "Lovelace");

	ids['B'] = NUMBER("SELECT id FROM booking WHERE locator = '%s'", locator);
	ids['H'] = NUMBER("SELECT hold_id FROM booking WHERE locator = '%s'", locator);
	ids['D'] = NUMBER("SELECT MIN(departure_id) FROM seat_claim c JOIN booking b ON b.id ="
			  " c.booking_id WHERE b.locator = '%s'",
	    locator);
	struct desk *other = desk_new();
	locator = desk_book(
	    other, &(struct wish){ .departures = { departure }, .seats = "2A" }, "Babbage");
	ids['X'] = NUMBER("SELECT id FROM booking WHERE locator = '%s'", locator);
	ids['O'] = NUMBER("SELECT id FROM hold WHERE ref = '%s'",
	    desk_hold(other, &(struct wish){ .departures = { departure }, .seats = "3A" }));
	assert_string_equal(verify_found_in_all(), "");
}

#define EVENT \
	"INSERT INTO event (at, actor, request_id, subject, subject_id, version, from_state, to_state) VALUES (NOW(6), 'test', 'test', "
#define NO_EVENT "DELETE FROM event WHERE actor = 'test'"

static const struct verify_damage damages[] = {
	{ "I1", "UPDATE seat_claim SET booking_id = $X WHERE booking_id = $B AND passenger_no = 1",
	    "UPDATE seat_claim SET booking_id = $B WHERE hold_id = $H" },
	{ "I1", "ALTER TABLE seat_claim DROP KEY seat_claim_owner, ADD KEY spare (hold_id)",
	    "ALTER TABLE seat_claim DROP KEY spare,"
	    " ADD UNIQUE KEY seat_claim_owner (hold_id, departure_id, passenger_no)" },
	{ "I1",
	    "ALTER TABLE seat_claim DROP KEY seat_claim_owner, ADD KEY spare (hold_id);"
	    "UPDATE seat_claim SET passenger_no = 1 WHERE hold_id = $H",
	    "UPDATE seat_claim SET passenger_no = 2 WHERE hold_id = $H AND seat_no = '1B';"
	    "ALTER TABLE seat_claim DROP KEY spare,"
	    " ADD UNIQUE KEY seat_claim_owner (hold_id, departure_id, passenger_no)" },
	{ "I4",
	    "INSERT INTO click (browser_id, form_key, fingerprint, answer, created_at) SELECT"
	    " MIN(id), 'test', REPEAT('x', 32), '/bookings/AAAAAA', NOW(6) FROM browser",
	    "DELETE FROM click WHERE form_key = 'test'" },
	{ "I4", "ALTER TABLE click DROP PRIMARY KEY, ADD KEY spare (browser_id)",
	    "ALTER TABLE click DROP KEY spare, ADD PRIMARY KEY (browser_id, form_key)" },
	{ "I5",
	    "INSERT INTO ledger (booking_id, at, kind, amount_minor, currency)"
	    " VALUES ($B, NOW(6), 'payment', 1, 'EUR')",
	    "DELETE FROM ledger WHERE kind = 'payment'" },
	{ "I5",
	    "INSERT INTO ledger (booking_id, at, kind, amount_minor, currency)"
	    " VALUES ($B, NOW(6), 'payout', 1, 'EUR')",
	    "DELETE FROM ledger WHERE kind = 'payout'" },
	{ "I5",
	    "INSERT INTO ledger (booking_id, at, kind, amount_minor, currency)"
	    " VALUES ($B, NOW(6), 'transfer', 1, 'EUR')",
	    "DELETE FROM ledger WHERE kind = 'transfer'" },
	{ "I5", "ALTER TABLE booking DROP CONSTRAINT booking_goodwill",
	    "ALTER TABLE booking ADD CONSTRAINT booking_goodwill"
	    " CHECK (goodwill_minor BETWEEN 0 AND paid_minor - refund_minor)" },
	{ "I5", "ALTER TABLE booking DROP CONSTRAINT booking_money",
	    "ALTER TABLE booking ADD CONSTRAINT booking_money CHECK (total_minor >= 0 AND"
	    " paid_minor BETWEEN 0 AND total_minor AND refund_minor BETWEEN 0 AND paid_minor)" },
	{ "I6",
	    "UPDATE price_line SET quantity = quantity + 1, amount_minor = amount_minor +"
	    " unit_minor WHERE hold_id = $H AND line_no = 1",
	    "UPDATE price_line SET quantity = quantity - 1, amount_minor = amount_minor -"
	    " unit_minor WHERE hold_id = $H AND line_no = 1" },
	{ "I6", "UPDATE ledger SET amount_minor = amount_minor - 1 WHERE booking_id = $B",
	    "UPDATE ledger SET amount_minor = amount_minor + 1 WHERE booking_id = $B" },
	{ "I6",
	    "UPDATE booking SET currency = 'USD' WHERE id = $B;"
	    "UPDATE ledger SET currency = 'USD' WHERE booking_id = $B",
	    "UPDATE booking SET currency = 'EUR' WHERE id = $B;"
	    "UPDATE ledger SET currency = 'EUR' WHERE booking_id = $B" },
	{ "I6", "UPDATE booking SET credit_minor = 1 WHERE id = $B",
	    "UPDATE booking SET credit_minor = 0 WHERE id = $B" },
	{ "I6", "ALTER TABLE booking DROP CONSTRAINT booking_credit",
	    "ALTER TABLE booking ADD CONSTRAINT booking_credit"
	    " CHECK (credit_minor BETWEEN 0 AND total_minor)" },
	{ "I7",
	    "INSERT INTO seat_claim (departure_id, seat_no, cabin, state)"
	    " VALUES ($D, '9Z', 'Y', 'blocked')",
	    "DELETE FROM seat_claim WHERE seat_no = '9Z'" },
	{ "I7",
	    "INSERT INTO seat_claim (departure_id, seat_no, cabin, state, reason)"
	    " VALUES ($D, '8A', 'Y', 'blocked', 'by nobody')",
	    "DELETE FROM seat_claim WHERE seat_no = '8A' AND departure_id = $D" },
	{ "I7", "UPDATE seat_claim SET reason = 'sold' WHERE hold_id = $H AND seat_no = '1A'",
	    "UPDATE seat_claim SET reason = NULL WHERE hold_id = $H AND seat_no = '1A'" },
	{ "I7", "UPDATE seat_claim SET seat_no = '11A' WHERE hold_id = $H AND seat_no = '1A'",
	    "UPDATE seat_claim SET seat_no = '1A' WHERE hold_id = $H AND seat_no = '11A'" },
	{ "I7", "UPDATE departure_cabin SET seats = 1 WHERE departure_id = $D AND code = 'Y'",
	    "UPDATE departure_cabin SET seats = 40 WHERE departure_id = $D AND code = 'Y'" },
	{ "I8", "UPDATE hold SET adults = 3 WHERE id = $H",
	    "UPDATE hold SET adults = 2 WHERE id = $H" },
	{ "I8",
	    "CREATE TABLE kept AS SELECT * FROM seat_claim WHERE hold_id = $O;"
	    "DELETE FROM seat_claim WHERE hold_id = $O",
	    "INSERT INTO seat_claim SELECT * FROM kept; DROP TABLE kept" },
	/* Who left keeps seat and coupon; a departure that was given up does; nobody is left but a lap. */
	{ "I8 I18", "UPDATE passenger SET cancelled_at = NOW(6) WHERE hold_id = $H AND no = 2",
	    "UPDATE passenger SET cancelled_at = NULL WHERE hold_id = $H" },
	{ "I8 I18", "UPDATE segment SET cancelled_at = NOW(6) WHERE hold_id = $H",
	    "UPDATE segment SET cancelled_at = NULL WHERE hold_id = $H" },
	{ "I8", "UPDATE passenger SET type = 'infant' WHERE hold_id = $H",
	    "UPDATE passenger SET type = 'adult' WHERE hold_id = $H" },
	{ "I9", "UPDATE hold SET expires_at = expires_at - INTERVAL 1 DAY WHERE id = $O",
	    "UPDATE hold SET expires_at = expires_at + INTERVAL 1 DAY WHERE id = $O" },
	/* Sold when its time was over; over before its time. */
	{ "I9", "UPDATE hold SET ended_at = expires_at + INTERVAL 1 MICROSECOND WHERE id = $H",
	    "UPDATE hold SET ended_at = expires_at - INTERVAL 1 SECOND WHERE id = $H" },
	{ "I8 I9 I13", "UPDATE hold SET state = 'expired', ended_at = NOW(6) WHERE id = $O",
	    "UPDATE hold SET state = 'open', ended_at = NULL WHERE id = $O" },
	{ "I9", EVENT "'hold', $H, 4, 'open', 'used'); UPDATE hold SET version = 4 WHERE id = $H",
	    NO_EVENT "; UPDATE hold SET version = 3 WHERE id = $H" },
	{ "I8 I9 I13", "UPDATE hold SET state = 'released' WHERE id = $H",
	    "UPDATE hold SET state = 'used' WHERE id = $H" },
	{ "I11",
	    EVENT "'departure', $D, 2, 'scheduled', 'cancelled');" EVENT
		  "'departure', $D, 3, 'cancelled', 'scheduled');"
		  "UPDATE departure SET version = 3 WHERE id = $D",
	    NO_EVENT "; UPDATE departure SET version = 1 WHERE id = $D" },
	{ "I11 I12",
	    EVENT "'booking', $B, 2, 'cancelled', 'confirmed');"
		  "UPDATE booking SET version = 2 WHERE id = $B",
	    NO_EVENT "; UPDATE booking SET version = 1 WHERE id = $B" },
	{ "I11 I12",
	    EVENT "'hold', $O, 2, 'expired', 'open'); UPDATE hold SET version = 2 WHERE id = $O",
	    NO_EVENT "; UPDATE hold SET version = 1 WHERE id = $O" },
	{ "I12",
	    "CREATE TABLE kept AS SELECT * FROM event WHERE subject = 'hold' AND subject_id = $H"
	    " AND version = 2; DELETE FROM event WHERE id = (SELECT id FROM kept)",
	    "INSERT INTO event SELECT * FROM kept; DROP TABLE kept" },
	{ "I12",
	    "UPDATE event SET from_state = 'open', to_state = 'expired' WHERE subject = 'hold' AND"
	    " subject_id = $H AND version = 3; UPDATE event SET from_state = '', to_state = 'used'"
	    " WHERE subject = 'hold' AND subject_id = $H AND version = 3",
	    "UPDATE event SET from_state = 'open' WHERE subject = 'hold' AND subject_id = $H AND"
	    " version = 3" },
	{ "I12", EVENT "'departure', $D, 5, 'scheduled', 'retimed')", NO_EVENT },
	{ "I13", "UPDATE booking SET version = 2 WHERE id = $B",
	    "UPDATE booking SET version = 1 WHERE id = $B" },
	{ "I13", "UPDATE departure SET version = 2 WHERE id = $D",
	    "UPDATE departure SET version = 1 WHERE id = $D" },
	{ "I13",
	    "UPDATE event SET actor = '' WHERE subject = 'hold' AND subject_id = $H AND version = 1",
	    "UPDATE event SET actor = 'customer' WHERE actor = ''" },
	{ "I14", "UPDATE outbox SET kind = 'booking_link' WHERE booking_id = $B",
	    "UPDATE outbox SET kind = 'booking_confirmed' WHERE booking_id = $B" },
	{ "I14",
	    "INSERT INTO outbox (kind, booking_id, recipient, created_at, due_at)"
	    " VALUES ('booking_cancelled', $B, 'a@example.com', NOW(6), NOW(6))",
	    "DELETE FROM outbox WHERE kind = 'booking_cancelled'" },
	{ "I14",
	    EVENT "'booking', $B, 2, 'confirmed', 'confirmed');"
		  "UPDATE booking SET version = 2 WHERE id = $B",
	    NO_EVENT "; UPDATE booking SET version = 1 WHERE id = $B" },
	{ "I15",
	    "CREATE TABLE kept AS SELECT locator FROM booking WHERE id = $B;"
	    "UPDATE booking SET locator = 'ABC0O1' WHERE id = $B",
	    "UPDATE booking SET locator = (SELECT locator FROM kept) WHERE id = $B;"
	    "DROP TABLE kept" },
	{ "I15", "ALTER TABLE hold DROP KEY hold_ref",
	    "ALTER TABLE hold ADD UNIQUE KEY hold_ref (ref)" },
	{ "I17",
	    "CREATE TABLE kept AS SELECT * FROM passenger WHERE hold_id = $H;"
	    "DELETE FROM passenger WHERE hold_id = $H",
	    "INSERT INTO passenger SELECT * FROM kept; DROP TABLE kept" },
	{ "I17",
	    "SET foreign_key_checks = 0; INSERT INTO seat_claim (departure_id, seat_no, cabin,"
	    " state, hold_id, passenger_no, held_until) VALUES ($D, '9A', 'Y', 'held', 999999999,"
	    " 1, NOW(6)); SET foreign_key_checks = 1",
	    "DELETE FROM seat_claim WHERE hold_id = 999999999" },
	{ "I17", EVENT "'hold', 999999999, 1, '', 'open')", NO_EVENT },
	{ "I17", EVENT "'booking', 999999999, 1, '', 'confirmed')", NO_EVENT },
	{ "I17", EVENT "'departure', 999999999, 1, '', 'scheduled')", NO_EVENT },
	{ "I17", "ALTER TABLE segment DROP FOREIGN KEY segment_departure",
	    "ALTER TABLE segment ADD CONSTRAINT segment_departure FOREIGN KEY (departure_id)"
	    " REFERENCES departure (id)" },
	{ "I18", "UPDATE coupon SET passenger_no = 9 WHERE booking_id = $B AND passenger_no = 1",
	    "UPDATE coupon SET passenger_no = 1 WHERE booking_id = $B AND passenger_no = 9" },
	{ "I18", "ALTER TABLE coupon DROP KEY coupon_passenger",
	    "ALTER TABLE coupon ADD UNIQUE KEY coupon_passenger (departure_id, identity, born_on)" },
};

static void each_damage_is_found_by_its_own_check_and_reported_until_it_is_mended(void **state)
{
	(void)state;
	make_world();
	verify_damages(damages, sizeof(damages) / sizeof(damages[0]), id_of);
}

/* Holds 1 to 1,000, 1,001 to 2,000 and the rest are a step each, the departures another. */
static void spread_out(void)
{
	database_sql(desks_db(), "ALTER TABLE hold AUTO_INCREMENT = 2501");
	make_world();
	database_sql(desks_db(), "UPDATE event SET at = at - INTERVAL 1 HOUR");
	assert_string_equal(verify_found_in_all(), "");
}

static void what_was_wrong_for_long_is_found_when_its_turn_comes(void **state)
{
	struct verify_report report;

	(void)state;
	spread_out();
	change("UPDATE price_line SET amount_minor = 0, unit_minor = 0 WHERE hold_id = $H");
	for (int i = 0; i < 2; i++) {
		assert_string_equal(verify_found(A_STEP, &report), "");
		assert_false(report.is_everything);
		assert_int_equal(report.span_count, 1);
		assert_int_equal(report.spans[0].first, i * 1000 + 1);
		assert_int_equal(report.unseen_hold_id, i * 1000 + 1001);
	}
	assert_string_equal(verify_found(A_STEP, &report), "I6");
	assert_int_equal(report.spans[0].first, 2001);
	for (int i = 0; i < 2; i++)
		assert_string_equal(verify_found(A_STEP, &report), "I6");
	change("UPDATE price_line SET unit_minor = 12000, amount_minor = 24000"
	       " WHERE hold_id = $H AND line_no = 1");
	assert_string_equal(verify_found(A_STEP, &report), "");
	assert_true(report.spans[0].first < 2001);
}

static void what_was_wrong_for_long_is_found_by_all_at_once(void **state)
{
	(void)state;
	spread_out();
	change("UPDATE hold SET total_minor = total_minor + 1 WHERE id = $O");
	assert_string_equal(verify_found_in_all(), "I6");
	change("UPDATE hold SET total_minor = total_minor - 1 WHERE id = $O");
}

static void what_changed_is_looked_at_first(void **state)
{
	struct verify_report report;

	(void)state;
	spread_out();
	assert_string_equal(verify_found(A_STEP, &report), "");
	assert_true(report.changed_since != CLOCK_NONE);
	assert_int_equal(report.changed_holds, 0);
	const char *ref = desk_hold(desk_new(),
	    &(struct wish){ .departures = { departure_new(50, 3), departure_new(60, 3) } });
	database_sql(
	    desks_db(), "UPDATE hold SET total_minor = total_minor + 1 WHERE ref = '%s'", ref);
	assert_string_equal(verify_found(A_STEP, &report), "I6");
	assert_true(report.spans[0].last < 2501);
	assert_int_equal(report.changed_holds, 1);
	assert_int_equal(report.changed_departures, 2);
	assert_true(report.is_changed_done);
	database_sql(
	    desks_db(), "UPDATE hold SET total_minor = total_minor - 1 WHERE ref = '%s'", ref);
	assert_string_equal(verify_found(A_STEP, &report), "");
	assert_int_equal(report.changed_holds, 1); /* of the last two minutes: still looked at */
}

static void a_whole_round_is_told_once_it_is_done(void **state)
{
	struct verify_report report;
	int64_t full_at;

	(void)state;
	spread_out();
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
	full_at = report.full_began_at;
	for (int i = 0; i < 3; i++) {
		assert_string_equal(verify_found(A_STEP, &report), "");
		assert_int_equal(report.full_began_at, full_at);
	}
	assert_string_equal(verify_found(A_STEP, &report), "");
	assert_true(report.spans[0].is_departures);
	assert_true(report.full_began_at > full_at);
	assert_true(report.full_ended_at > report.full_began_at);
	assert_string_equal(verify_found(60000, &report), "");
	assert_true(report.is_everything);
}

static void events_of_a_booking_that_is_not_there_are_found_at_once(void **state)
{
	struct verify_report report;

	(void)state;
	spread_out();
	change(EVENT "'booking', 999999998, 1, '', 'confirmed')");
	assert_string_equal(verify_found(A_STEP, &report), "I17");
	assert_true(report.spans[0].last < 2501);
	change(NO_EVENT);
	assert_string_equal(verify_found(A_STEP, &report), "");
}

/* A step is 500 clicks. */
static void clicks_are_gone_through_in_steps(void **state)
{
	struct verify_report report;

	(void)state;
	make_world();
	assert_string_equal(verify_found_in_all(), "");
	change("DELETE FROM click;"
	       "INSERT INTO click (browser_id, form_key, fingerprint, answer, created_at)"
	       " SELECT h.browser_id, CONCAT('many-', seq), REPEAT('x', 32), CONCAT('/holds/',"
	       " IF(seq = 1100, 'nobody', h.ref)), NOW(6) - INTERVAL 1 HOUR + INTERVAL seq SECOND"
	       " FROM seq_1_to_1200 JOIN hold h ON h.id = $H");
	for (int i = 0; i < 2; i++) {
		assert_string_equal(verify_found(A_STEP, &report), "");
		assert_int_equal(report.clicks, 500);
		assert_false(report.are_clicks_done);
		assert_false(report.is_everything);
	}
	assert_string_equal(verify_found(A_STEP, &report), "I4");
	assert_int_equal(report.clicks, 200);
	assert_string_equal(verify_found(A_STEP, &report), "I4");
	assert_int_equal(report.clicks, 500);
	change("UPDATE click SET answer = (SELECT CONCAT('/holds/', ref) FROM hold WHERE id = $H)"
	       " WHERE form_key = 'many-1100'");
	assert_string_equal(verify_found(A_STEP, &report), "");
	assert_string_equal(verify_found(VERIFY_ALL, &report), "");
	assert_int_equal(report.clicks, 1200);
	assert_true(report.is_everything);
	change("DELETE FROM click WHERE form_key LIKE 'many-%'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    each_damage_is_found_by_its_own_check_and_reported_until_it_is_mended),
		cmocka_unit_test(what_was_wrong_for_long_is_found_when_its_turn_comes),
		cmocka_unit_test(what_was_wrong_for_long_is_found_by_all_at_once),
		cmocka_unit_test(what_changed_is_looked_at_first),
		cmocka_unit_test(a_whole_round_is_told_once_it_is_done),
		cmocka_unit_test(events_of_a_booking_that_is_not_there_are_found_at_once),
		cmocka_unit_test(clicks_are_gone_through_in_steps),
	};

	return cmocka_run_group_tests_name("verify", tests, desks_start, desks_stop);
}
