/* The invariants as queries. Each is one statement, so one snapshot: it holds while customers go on buying. */
#include "store/checks.h"

/* Around a list of offenders, one text column `what` a row. */
#define OFFENDERS(select) \
	{ \
		.text = "SELECT COUNT(*), MIN(what) FROM (" select ") offenders" \
	}

static const struct check checks[] = {
	{ "I1", "no seat has two owners, no passenger two seats on a departure",
	    OFFENDERS(
		"SELECT CONCAT(departure_id, '/', seat_no) AS what FROM seat_claim "
		"GROUP BY departure_id, seat_no HAVING COUNT(*) > 1 "
		"UNION ALL SELECT CONCAT('hold ', hold_id, ' passenger ', passenger_no) FROM seat_claim "
		"WHERE hold_id IS NOT NULL "
		"GROUP BY hold_id, departure_id, passenger_no HAVING COUNT(*) > 1 "
		"UNION ALL SELECT CONCAT(c.departure_id, '/', c.seat_no) FROM seat_claim c "
		"LEFT JOIN booking b ON b.id = c.booking_id "
		"WHERE c.state = 'sold' AND (b.id IS NULL OR b.hold_id <> c.hold_id)") },
	{ "I5", "at most one charge for a booking, refunds never above it",
	    OFFENDERS(
		"SELECT b.locator AS what FROM booking b JOIN ledger l ON l.booking_id = b.id "
		"GROUP BY b.id, b.locator, b.paid_minor, b.refund_minor "
		"HAVING SUM(l.kind = 'payment') > 1 "
		"OR SUM(IF(l.kind = 'payment', l.amount_minor, 0)) <> b.paid_minor "
		"OR SUM(IF(l.kind = 'refund', l.amount_minor, 0)) <> b.refund_minor "
		"OR b.refund_minor > b.paid_minor") },
	{ "I6", "a total is the sum of its price lines, and of its sale in the ledger",
	    OFFENDERS("SELECT h.ref AS what FROM hold h "
		      "LEFT JOIN price_line p ON p.hold_id = h.id "
		      "GROUP BY h.id, h.ref, h.total_minor "
		      "HAVING COALESCE(SUM(p.amount_minor), 0) <> h.total_minor "
		      "UNION ALL SELECT b.locator FROM booking b JOIN hold h ON h.id = b.hold_id "
		      "WHERE b.total_minor <> h.total_minor OR b.currency <> h.currency "
		      "UNION ALL SELECT b.locator FROM booking b "
		      "LEFT JOIN ledger l ON l.booking_id = b.id AND l.kind = 'sale' "
		      "GROUP BY b.id, b.locator, b.total_minor "
		      "HAVING COALESCE(SUM(l.amount_minor), 0) <> b.total_minor") },
	{ "I7", "every claim is a seat of its cabin's plan; free + held + sold + blocked = seats",
	    OFFENDERS(
		"SELECT CONCAT(c.departure_id, '/', c.seat_no) AS what FROM seat_claim c "
		"LEFT JOIN departure_cabin p ON p.departure_id = c.departure_id AND p.code = c.cabin "
		"WHERE p.code IS NULL "
		"OR CAST(LEFT(c.seat_no, CHAR_LENGTH(c.seat_no) - 1) AS UNSIGNED) "
		"NOT BETWEEN p.first_row AND p.last_row "
		"OR LOCATE(RIGHT(c.seat_no, 1), p.letters) = 0 "
		"OR LOCATE(CONCAT(' ', c.seat_no, ' '), CONCAT(' ', p.missing, ' ')) > 0 "
		"UNION ALL SELECT CONCAT(c.departure_id, ' ', c.cabin) FROM seat_claim c "
		"JOIN departure_cabin p ON p.departure_id = c.departure_id AND p.code = c.cabin "
		"GROUP BY c.departure_id, c.cabin, p.seats HAVING COUNT(*) > p.seats") },
	{ "I8", "a party has all its seats on all its departures, or none",
	    OFFENDERS(
		"SELECT what FROM (SELECT h.ref AS what, h.state AS hold_state, "
		"h.expires_at > NOW(6) AS is_in_time, h.adults + h.children AS seated, "
		"b.state AS booking_state, COUNT(c.seat_no) AS claimed "
		"FROM hold h JOIN segment s ON s.hold_id = h.id "
		"LEFT JOIN booking b ON b.hold_id = h.id "
		"LEFT JOIN seat_claim c ON c.hold_id = h.id AND c.departure_id = s.departure_id "
		"GROUP BY h.id, h.ref, h.state, h.expires_at, h.adults, h.children, b.state, "
		"s.position) parties "
		"WHERE claimed <> CASE "
		"WHEN hold_state = 'open' AND is_in_time THEN seated "
		"WHEN hold_state = 'open' THEN claimed "
		"WHEN hold_state = 'used' AND booking_state = 'confirmed' THEN seated "
		"ELSE 0 END") },
	{ "I9",
	    "each hold ends once; none stays open two minutes past its end; a used one has its booking",
	    OFFENDERS("SELECT ref AS what FROM hold "
		      "WHERE state = 'open' AND expires_at < NOW(6) - INTERVAL 2 MINUTE "
		      "UNION ALL SELECT h.ref FROM hold h LEFT JOIN booking b ON b.hold_id = h.id "
		      "WHERE (h.state = 'used') <> (b.id IS NOT NULL) "
		      "UNION ALL SELECT CONCAT('hold ', subject_id) FROM event "
		      "WHERE subject = 'hold' AND to_state <> 'open' "
		      "GROUP BY subject_id HAVING COUNT(*) > 1") },
	{ "I11", "what was cancelled, released or expired never comes back",
	    OFFENDERS(
		"SELECT CONCAT(subject, ' ', subject_id) AS what FROM event "
		"WHERE (subject = 'booking' AND from_state IN ('cancelled', 'expired')) "
		"OR (subject = 'hold' AND from_state IN ('used', 'released', 'expired')) "
		"OR (subject = 'departure' AND from_state = 'cancelled' AND to_state <> 'cancelled')") },
	{ "I12", "only the allowed steps between states; versions 1 to n without gaps",
	    OFFENDERS(
		"SELECT CONCAT(subject, ' ', subject_id) AS what FROM event "
		"GROUP BY subject, subject_id "
		"HAVING MIN(version) <> 1 OR MAX(version) <> COUNT(*) "
		"UNION ALL SELECT CONCAT(subject, ' ', subject_id, ' ', from_state, ' to ', to_state) "
		"FROM event WHERE (subject = 'hold' AND (from_state, to_state) NOT IN "
		"(('', 'open'), ('open', 'open'), ('open', 'used'), ('open', 'released'), "
		"('open', 'expired'))) OR (subject = 'booking' AND (from_state, to_state) NOT IN "
		"(('', 'confirmed'), ('', 'pending'), ('pending', 'confirmed'), ('pending', 'expired'), "
		"('confirmed', 'confirmed'), ('confirmed', 'cancelled')))") },
	{ "I13", "each version has its event line, with the state it led to",
	    OFFENDERS(
		"SELECT h.ref AS what FROM hold h LEFT JOIN event e "
		"ON e.subject = 'hold' AND e.subject_id = h.id AND e.version = h.version "
		"WHERE e.id IS NULL OR e.to_state <> h.state "
		"UNION ALL SELECT b.locator FROM booking b LEFT JOIN event e "
		"ON e.subject = 'booking' AND e.subject_id = b.id AND e.version = b.version "
		"WHERE e.id IS NULL OR e.to_state <> b.state "
		"UNION ALL SELECT CONCAT(d.flight_no, '/', d.departs_on) FROM departure d LEFT JOIN event e "
		"ON e.subject = 'departure' AND e.subject_id = d.id AND e.version = d.version "
		"WHERE e.id IS NULL") },
	{ "I14", "each sale and each cancellation has its mail in the outbox",
	    OFFENDERS(
		"SELECT b.locator AS what FROM booking b LEFT JOIN outbox o "
		"ON o.booking_id = b.id AND o.kind = 'booking_confirmed' "
		"GROUP BY b.id, b.locator HAVING COUNT(o.id) <> 1 "
		"UNION ALL SELECT b.locator FROM booking b LEFT JOIN outbox o "
		"ON o.booking_id = b.id AND o.kind = 'booking_cancelled' WHERE b.state = 'cancelled' "
		"GROUP BY b.id, b.locator HAVING COUNT(o.id) <> 1") },
	{ "I15", "locators and refs are unique and of their alphabets",
	    OFFENDERS("SELECT locator AS what FROM booking GROUP BY locator HAVING COUNT(*) > 1 "
		      "OR locator NOT REGEXP '^[ABCDEFGHJKLMNPQRSTUVWXYZ3789]{6}$' "
		      "UNION ALL SELECT ref FROM hold GROUP BY ref HAVING COUNT(*) > 1 "
		      "OR ref NOT REGEXP '^[A-Za-z0-9_-]{22}$'") },
	{ "I17", "no orphan rows",
	    OFFENDERS(
		"SELECT h.ref AS what FROM hold h LEFT JOIN segment s ON s.hold_id = h.id "
		"WHERE s.hold_id IS NULL "
		"UNION ALL SELECT CONCAT('departure ', d.id) FROM departure d "
		"LEFT JOIN departure_cabin p ON p.departure_id = d.id WHERE p.code IS NULL "
		"UNION ALL SELECT CONCAT('claim of hold ', c.hold_id) FROM seat_claim c "
		"LEFT JOIN segment s ON s.hold_id = c.hold_id AND s.departure_id = c.departure_id "
		"WHERE c.hold_id IS NOT NULL AND s.hold_id IS NULL "
		"UNION ALL SELECT b.locator FROM booking b LEFT JOIN passenger p ON p.hold_id = b.hold_id "
		"WHERE p.no IS NULL") },
	{ "I18",
	    "the same passenger is on a departure once; every live passenger has a coupon for each departure",
	    OFFENDERS(
		"SELECT CONCAT(departure_id, ' ', identity) AS what FROM coupon "
		"GROUP BY departure_id, identity, born_on HAVING COUNT(*) > 1 "
		"UNION ALL SELECT b.locator FROM booking b JOIN segment s ON s.hold_id = b.hold_id "
		"JOIN passenger p ON p.hold_id = b.hold_id "
		"LEFT JOIN coupon c ON c.departure_id = s.departure_id AND c.booking_id = b.id "
		"AND c.passenger_no = p.no AND c.identity = p.identity AND c.born_on = p.born_on "
		"WHERE (b.state = 'confirmed') <> (c.booking_id IS NOT NULL)") },
};

const struct check *checks_list(size_t *count)
{
	*count = sizeof(checks) / sizeof(checks[0]);
	return checks;
}

const struct err *checks_count(struct db *db, const struct check *check, apr_pool_t *pool,
    int64_t *violations, const char **sample)
{
	struct rows *rows;

	TRY(db_select(db, &check->query, NO_ARGS, pool, &rows));
	*violations = 0;
	*sample = NULL;
	if (!rows_next(rows))
		return NULL;
	*violations = row_int(rows, 0);
	*sample = row_text(rows, 1);
	return NULL;
}
