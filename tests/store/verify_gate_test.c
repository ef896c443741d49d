/* verify at the gate: each thing that must not be there, once, found by its check alone until it is mended. */
#include "support/database.h"
#include "support/desks.h"
#include "support/verifying.h"

#include "base/pool.h"
#include "domain/staff_gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct departure *departure;

static void act(const char *code, enum gate_act act)
{
	struct desk *desk = desk_new();
	struct gate_said said;

	desk->actor = "gate.1";
	assert_no_err(gate_do(desk,
	    &(const struct gate_wish){ .flight_no = departure->flight_no,
		.on = departure->on,
		.code = code,
		.version = GATE_ANY_VERSION,
		.act = act,
		.path = "/",
		.click = click_of(NULL, code) },
	    &said));
}

/* $D departure, $B booking, $H its hold; $G the passenger on board, $I the infant, who is checked in. */
static int64_t id_of(char letter)
{
	static const char names[] = "DBHGI";
	static const char *const numbers[] = { "SELECT MIN(departure_id) FROM boarding",
		"SELECT MIN(booking_id) FROM boarding",
		"SELECT b.hold_id FROM boarding g JOIN booking b ON b.id = g.booking_id LIMIT 1",
		"SELECT MIN(id) FROM boarding", "SELECT MAX(id) FROM boarding" };

	return database_number(desks_db(), "%s", numbers[strchr(names, letter) - names]);
}

#define KEPT(table) "CREATE TABLE kept AS SELECT * FROM " table
#define BACK(table, columns) \
	"INSERT INTO " table " (" columns ") SELECT " columns " FROM kept;DROP TABLE kept"

#define STEP(id, version, from, to) \
	"INSERT INTO event (at, actor, request_id, subject, subject_id, version, from_state," \
	" to_state, detail) VALUES (NOW(6), 'gate.1', 'test', 'coupon', " id ", " version \
	", '" from "', '" to "', 'damage')"

static const struct verify_damage damages[] = {
	{ "GATE", "UPDATE boarding SET state = 'open' WHERE id = $G",
	    "UPDATE boarding SET state = 'boarded' WHERE id = $G" },
	{ "GATE", "UPDATE boarding SET state = 'no_show' WHERE id = $I",
	    "UPDATE boarding SET state = 'checked_in' WHERE id = $I" },
	{ "GATE", "UPDATE boarding SET version = 3 WHERE id = $G",
	    "UPDATE boarding SET version = 2 WHERE id = $G" },
	{ "GATE", "UPDATE boarding SET changed_by = 'somebody' WHERE id = $G",
	    "UPDATE boarding SET changed_by = 'gate.1' WHERE id = $G" },
	{ "GATE", "UPDATE event SET from_state = 'open' WHERE subject = 'coupon' AND version = 2",
	    "UPDATE event SET from_state = 'checked_in' WHERE subject = 'coupon' AND version = 2" },
	{ "GATE", "UPDATE event SET request_id = '' WHERE subject = 'coupon' AND version = 2",
	    "UPDATE event SET request_id = 'test' WHERE subject = 'coupon' AND version = 2" },
	{ "GATE", "UPDATE boarding SET passenger_no = 9 WHERE id = $I",
	    "UPDATE boarding SET passenger_no = 2 WHERE id = $I" },
	{ "GATE", "UPDATE departure SET sales = 'closed', gate_closed_at = NOW(6) WHERE id = $D",
	    "UPDATE departure SET sales = 'open', gate_closed_at = NULL WHERE id = $D" },
	{ "GATE", "ALTER TABLE boarding DROP FOREIGN KEY boarding_departure",
	    "ALTER TABLE boarding ADD CONSTRAINT boarding_departure FOREIGN KEY (departure_id)"
	    " REFERENCES departure (id)" },
	/* An infant on board, whose adult went off again: each step has its event. */
	{ "GATE",
	    "UPDATE boarding SET state = 'checked_in', version = 3 WHERE id = $G;" STEP(
		"$G", "3", "boarded", "checked_in") ";UPDATE boarding SET state = 'boarded',"
						    " version = 2 WHERE id = $I;" STEP(
							"$I", "2", "checked_in", "boarded"),
	    "DELETE FROM event WHERE subject = 'coupon' AND detail = 'damage';"
	    "UPDATE boarding SET state = 'boarded', version = 2 WHERE id = $G;"
	    "UPDATE boarding SET state = 'checked_in', version = 1 WHERE id = $I" },
	/* On board without a seat: the claim is wrong too. */
	{ "I8 GATE",
	    KEPT("seat_claim WHERE hold_id = $H") ";DELETE FROM seat_claim WHERE hold_id = $H",
	    BACK("seat_claim",
		"departure_id, seat_no, cabin, state, hold_id, passenger_no, booking_id,"
		" held_until") },
};

static void each_damage_is_found_until_it_is_mended(void **state)
{
	const char *locator;

	(void)state;
	departure = departure_new(30, 3);
	locator = desk_book(desk_new(),
	    &(struct wish){ .departures = { departure }, .party = { .adults = 1, .infants = 1 } },
	    surname_new());
	act(apr_pstrcat(desks_pool(), locator, "/1", NULL), GATE_CHECK_IN);
	act(apr_pstrcat(desks_pool(), locator, "/1", NULL), GATE_BOARD);
	act(apr_pstrcat(desks_pool(), locator, "/2", NULL), GATE_CHECK_IN);
	assert_string_equal(verify_found_in_all(), "");
	verify_damages(damages, sizeof(damages) / sizeof(damages[0]), id_of);
}

static void what_happened_at_a_gate_is_looked_at_first(void **state)
{
	struct verify_report report;

	(void)state;
	database_sql(desks_db(), "UPDATE event SET at = at - INTERVAL 1 HOUR");
	assert_string_equal(verify_found_in_all(), "");
	assert_string_equal(verify_found(1, &report), "");
	act(apr_psprintf(desks_pool(), "%s/1",
		desk_book(
		    desk_new(), &(struct wish){ .departures = { departure } }, surname_new())),
	    GATE_CHECK_IN);
	verify_found(1, &report);
	assert_true(report.changed_departures >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_damage_is_found_until_it_is_mended),
		cmocka_unit_test(what_happened_at_a_gate_is_looked_at_first),
	};

	return cmocka_run_group_tests(tests, desks_start, desks_stop);
}
