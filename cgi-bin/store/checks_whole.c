/* Checks of what is small enough to be looked at whole: what the tables forbid by themselves, holds that are over. */
#include "store/checks_internal.h"

/* A unique key that is not as it should be: columns in order, without blanks. */
#define KEY_MISSING(table, key, columns) \
	"SELECT 0 AS id, 'key " key " of " table "' AS what FROM DUAL WHERE NOT (SELECT" \
	" GROUP_CONCAT(column_name ORDER BY seq_in_index) FROM information_schema.statistics" \
	" WHERE table_schema = DATABASE() AND table_name = '" table "' AND index_name = '" key \
	"' AND non_unique = 0) <=> '" columns "'"

/* A CHECK or foreign key that is not there. */
#define CONSTRAINT_MISSING(type, table, name) \
	"SELECT 0 AS id, 'constraint " name " of " table "' AS what FROM DUAL WHERE NOT EXISTS" \
	" (SELECT 1 FROM information_schema.table_constraints WHERE constraint_schema =" \
	" DATABASE() AND table_name = '" table "' AND constraint_name = '" name \
	"' AND constraint_type = '" type "')"
#define CHECK_MISSING(table, name) CONSTRAINT_MISSING("CHECK", table, name)
#define FOREIGN_KEY_MISSING(table, name) CONSTRAINT_MISSING("FOREIGN KEY", table, name)

#define UNION " UNION ALL "

const struct check_part checks_of_whole[] = {
	/* clang-format off */
	{ "I1", 0, OFFENDERS(
		KEY_MISSING("seat_claim", "PRIMARY", "departure_id,seat_no")
		UNION KEY_MISSING("seat_claim", "seat_claim_owner", "hold_id,departure_id,passenger_no")
		UNION CHECK_MISSING("seat_claim", "seat_claim_state")) },
	{ "I4", 0, OFFENDERS(KEY_MISSING("click", "PRIMARY", "browser_id,form_key")) },
	{ "I5", 0, OFFENDERS(
		CHECK_MISSING("booking", "booking_money")
		UNION CHECK_MISSING("booking", "booking_goodwill")) },
	{ "I6", 0, OFFENDERS(
		CHECK_MISSING("price_line", "price_line_amount")
		UNION CHECK_MISSING("booking", "booking_credit")) },
	{ "I9", 0, OFFENDERS(
		KEY_MISSING("booking", "booking_hold", "hold_id")
		UNION CHECK_MISSING("hold", "hold_end")
		UNION "SELECT 0, ref FROM hold"
		" WHERE state = 'open' AND expires_at < NOW(6) - INTERVAL 2 MINUTE") },
	{ "I11", 0, OFFENDERS(CHECK_MISSING("booking", "booking_end")) },
	{ "I12", 0, OFFENDERS(KEY_MISSING("event", "event_version", "subject,subject_id,version")) },
	{ "I15", 0, OFFENDERS(
		KEY_MISSING("booking", "booking_locator", "locator")
		UNION KEY_MISSING("hold", "hold_ref", "ref")) },
	{ "I17", 0, OFFENDERS(
		FOREIGN_KEY_MISSING("segment", "segment_hold")
		UNION FOREIGN_KEY_MISSING("segment", "segment_departure")
		UNION FOREIGN_KEY_MISSING("price_line", "price_line_segment")
		UNION FOREIGN_KEY_MISSING("passenger", "passenger_hold")
		UNION FOREIGN_KEY_MISSING("booking", "booking_hold")
		UNION FOREIGN_KEY_MISSING("seat_claim", "seat_claim_departure")
		UNION FOREIGN_KEY_MISSING("seat_claim", "seat_claim_hold")
		UNION FOREIGN_KEY_MISSING("seat_claim", "seat_claim_booking")
		UNION FOREIGN_KEY_MISSING("coupon", "coupon_departure")
		UNION FOREIGN_KEY_MISSING("coupon", "coupon_booking")
		UNION FOREIGN_KEY_MISSING("ledger", "ledger_booking")
		UNION FOREIGN_KEY_MISSING("outbox", "outbox_booking")
		UNION FOREIGN_KEY_MISSING("booking_note", "booking_note_booking")) },
	{ "I18", 0, OFFENDERS(
		KEY_MISSING("coupon", "coupon_passenger", "departure_id,identity,born_on")) },
	{ "GATE", 0, OFFENDERS(
		KEY_MISSING("boarding", "boarding_passenger", "departure_id,booking_id,passenger_no")
		UNION FOREIGN_KEY_MISSING("boarding", "boarding_departure")
		UNION FOREIGN_KEY_MISSING("boarding", "boarding_booking")) },
	/* clang-format on */
};
const size_t checks_of_whole_count = sizeof(checks_of_whole) / sizeof(checks_of_whole[0]);
