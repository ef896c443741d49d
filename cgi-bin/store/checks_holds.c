/* Checks that go through holds, and with each through all that hangs on it: its booking, claims, money, people, events, mails. */
#include "store/checks_internal.h"

#define UNION " UNION ALL "

/* Was the segment's departure in the air, or closed at the gate, when `moment` came? Then seats and coupons stay. What is retimed later had left by the time that was told. */
#define HAD_LEFT(moment) \
	"(s.cancelled_at IS NULL AND d.state <> 'cancelled' AND COALESCE(LEAST(d.departs_at," \
	" s.told_departs_at, COALESCE(d.gate_closed_at, d.departs_at)) <= " moment \
	" OR (d.state = 'departed' AND " moment " IS NOT NULL), 0))"

const struct check_part checks_of_holds[] = {
	/* clang-format off */
	{ "I1", 2, OFFENDERS(
		"SELECT hold_id AS id, CONCAT('hold ', hold_id, ' passenger ', passenger_no) AS what"
		" FROM seat_claim WHERE " IN_RANGES("hold_id")
		" GROUP BY hold_id, departure_id, passenger_no HAVING COUNT(*) > 1"
		UNION "SELECT c.hold_id, CONCAT(c.departure_id, '/', c.seat_no) FROM seat_claim c"
		" LEFT JOIN booking b ON b.id = c.booking_id WHERE " IN_RANGES("c.hold_id")
		" AND c.state = 'sold' AND (b.id IS NULL OR b.hold_id <> c.hold_id)") },
	{ "I5", 1, OFFENDERS(
		"SELECT b.hold_id AS id, b.locator AS what FROM booking b"
		" LEFT JOIN ledger l ON l.booking_id = b.id WHERE " IN_RANGES("b.hold_id")
		" GROUP BY b.id, b.hold_id, b.locator, b.paid_minor, b.refund_minor,"
		" b.goodwill_minor"
		" HAVING SUM(COALESCE(l.kind = 'payment', 0)) > 1"
		" OR SUM(IF(l.kind IN ('payment', 'transfer'), l.amount_minor, 0)) <> b.paid_minor"
		" OR SUM(IF(l.kind = 'refund', l.amount_minor, 0)) <> b.refund_minor"
		" OR SUM(IF(l.kind = 'goodwill', l.amount_minor, 0)) <> b.goodwill_minor"
		" OR SUM(IF(l.kind = 'payout', l.amount_minor, 0)) > b.refund_minor + b.goodwill_minor"
		" OR b.refund_minor + b.goodwill_minor > b.paid_minor") },
	{ "I6", 4, OFFENDERS(
		"SELECT h.id AS id, h.ref AS what FROM hold h"
		" LEFT JOIN price_line p ON p.hold_id = h.id WHERE " IN_RANGES("h.id")
		" GROUP BY h.id, h.ref, h.total_minor"
		" HAVING COALESCE(SUM(p.amount_minor), 0) <> h.total_minor"
		UNION "SELECT b.hold_id, b.locator FROM booking b JOIN hold h ON h.id = b.hold_id"
		" WHERE " IN_RANGES("b.hold_id")
		" AND (b.total_minor <> h.total_minor OR b.currency <> h.currency)"
		UNION "SELECT b.hold_id, b.locator FROM booking b"
		" LEFT JOIN ledger l ON l.booking_id = b.id AND (l.kind = 'sale'"
		" OR (l.kind = 'split' AND l.amount_minor >= 0))"
		" WHERE " IN_RANGES("b.hold_id")
		" GROUP BY b.id, b.hold_id, b.locator, b.total_minor, b.currency"
		" HAVING COALESCE(SUM(l.amount_minor), 0) <> b.total_minor"
		" OR SUM(l.currency <> b.currency) > 0"
		UNION "SELECT b.hold_id, CONCAT('credit of ', b.locator) FROM booking b"
		" LEFT JOIN ledger l ON l.booking_id = b.id AND (l.kind = 'credit'"
		" OR (l.kind = 'split' AND l.amount_minor < 0))"
		" WHERE " IN_RANGES("b.hold_id")
		" GROUP BY b.id, b.hold_id, b.locator, b.credit_minor"
		" HAVING COALESCE(SUM(ABS(l.amount_minor)), 0) <> b.credit_minor") },
	{ "I7", 1, OFFENDERS(
		"SELECT c.hold_id AS id, CONCAT(c.departure_id, '/', c.seat_no) AS what"
		" FROM seat_claim c LEFT JOIN departure_cabin p ON p.departure_id = c.departure_id"
		" AND p.code = c.cabin WHERE " IN_RANGES("c.hold_id") " AND " NOT_ON_THE_PLAN
		" AND NOT " TAKEN_BEFORE_A_CHANGE) },
	/*
	 * A hold's last second is left out, for servers of a cluster whose clocks differ. The zero keeps the server from going through all claims of a departure
	 * for each hold.
	 */
	{ "I8", 2, OFFENDERS(
		"SELECT id, what FROM (SELECT h.id AS id, h.ref AS what, h.state AS hold_state,"
		" h.expires_at > NOW(6) + INTERVAL 1 SECOND AS is_in_time,"
		" IF(s.cancelled_at IS NULL, h.adults + h.children - (SELECT COUNT(*) FROM passenger p"
		" WHERE p.hold_id = h.id AND p.cancelled_at IS NOT NULL AND p.type <> 'infant'), 0)"
		" AS seated, (SELECT COUNT(*) FROM passenger p WHERE p.hold_id = h.id"
		" AND p.type <> 'infant' AND " HAD_LEFT("p.cancelled_at") ") AS left_later,"
		" IF(" HAD_LEFT("b.cancelled_at") ", h.adults + h.children, 0) AS flown,"
		" b.state AS booking_state, COUNT(c.seat_no) AS claimed"
		" FROM segment s JOIN hold h ON h.id = s.hold_id"
		" JOIN departure d ON d.id = s.departure_id"
		" LEFT JOIN booking b ON b.hold_id = h.id"
		" LEFT JOIN seat_claim c ON c.hold_id = s.hold_id AND c.departure_id + 0 = s.departure_id"
		" WHERE " IN_RANGES("s.hold_id")
		" GROUP BY h.id, h.ref, h.state, h.expires_at, h.adults, h.children, b.state,"
		" b.cancelled_at, d.departs_at, d.state, d.gate_closed_at, s.told_departs_at,"
		" s.position, s.cancelled_at) parties WHERE NOT CASE"
		" WHEN hold_state = 'open' AND is_in_time THEN claimed = seated"
		" WHEN hold_state = 'open' THEN 1"
		" WHEN hold_state = 'used' AND booking_state = 'confirmed'"
		" THEN claimed BETWEEN seated AND seated + left_later"
		" ELSE claimed BETWEEN 0 AND flown END"
		UNION "SELECT b.hold_id, CONCAT('who is left of ', b.locator) FROM booking b"
		" JOIN passenger p ON p.hold_id = b.hold_id WHERE " IN_RANGES("b.hold_id")
		" AND b.state = 'confirmed' GROUP BY b.hold_id, b.locator"
		" HAVING SUM(p.cancelled_at IS NULL AND p.type <> 'infant') = 0"
		" OR SUM(p.cancelled_at IS NULL AND p.type = 'infant')"
		" > SUM(p.cancelled_at IS NULL AND p.type = 'adult')"
		" OR NOT EXISTS (SELECT 1 FROM segment s WHERE s.hold_id = b.hold_id"
		" AND s.cancelled_at IS NULL)") },
	/* `ended_at` is the time by which the statement that ended it decided. (What was split off a booking was never kept: there it is `expires_at`.) */
	{ "I9", 2, OFFENDERS(
		"SELECT h.id AS id, h.ref AS what FROM hold h LEFT JOIN booking b ON b.hold_id = h.id"
		" WHERE " IN_RANGES("h.id") " AND ((h.state = 'used') <> (b.id IS NOT NULL)"
		" OR IF(h.state = 'expired', h.ended_at < h.expires_at, h.ended_at > h.expires_at))"
		UNION "SELECT subject_id, CONCAT('hold ', subject_id) FROM event"
		" WHERE subject = 'hold' AND " IN_RANGES("subject_id") " AND to_state <> 'open'"
		" GROUP BY subject_id HAVING COUNT(*) > 1") },
	{ "I11", 2, OFFENDERS(
		"SELECT subject_id AS id, CONCAT('hold ', subject_id) AS what FROM event"
		" WHERE subject = 'hold' AND " IN_RANGES("subject_id")
		" AND from_state IN ('used', 'released', 'expired')"
		UNION "SELECT b.hold_id, b.locator FROM booking b"
		" JOIN event e ON e.subject = 'booking' AND e.subject_id = b.id"
		" WHERE " IN_RANGES("b.hold_id") " AND e.from_state IN ('cancelled', 'expired')") },
	{ "I12", 4, OFFENDERS(
		"SELECT subject_id AS id, CONCAT('hold ', subject_id) AS what FROM event"
		" WHERE subject = 'hold' AND " IN_RANGES("subject_id")
		" GROUP BY subject_id HAVING MIN(version) <> 1 OR MAX(version) <> COUNT(*)"
		UNION "SELECT subject_id, CONCAT('hold ', subject_id, ' ', from_state, ' to ', to_state)"
		" FROM event WHERE subject = 'hold' AND " IN_RANGES("subject_id")
		" AND (from_state, to_state) NOT IN (('', 'open'), ('open', 'open'),"
		" ('open', 'used'), ('open', 'released'), ('open', 'expired'))"
		UNION "SELECT b.hold_id, CONCAT('booking ', b.locator) FROM booking b"
		" JOIN event e ON e.subject = 'booking' AND e.subject_id = b.id"
		" WHERE " IN_RANGES("b.hold_id") " GROUP BY b.id, b.hold_id, b.locator"
		" HAVING MIN(e.version) <> 1 OR MAX(e.version) <> COUNT(*)"
		UNION "SELECT b.hold_id,"
		" CONCAT('booking ', b.locator, ' ', e.from_state, ' to ', e.to_state)"
		" FROM booking b JOIN event e ON e.subject = 'booking' AND e.subject_id = b.id"
		" WHERE " IN_RANGES("b.hold_id")
		" AND (e.from_state, e.to_state) NOT IN (('', 'confirmed'), ('', 'pending'),"
		" ('pending', 'confirmed'), ('pending', 'expired'), ('confirmed', 'confirmed'),"
		" ('confirmed', 'cancelled'))") },
	{ "I13", 4, OFFENDERS(
		"SELECT h.id AS id, h.ref AS what FROM hold h"
		" LEFT JOIN event e ON e.subject = 'hold' AND e.subject_id = h.id"
		" AND e.version = h.version"
		" WHERE " IN_RANGES("h.id") " AND (e.id IS NULL OR e.to_state <> h.state)"
		UNION "SELECT subject_id, CONCAT('hold ', subject_id, ' by nobody') FROM event"
		" WHERE subject = 'hold' AND " IN_RANGES("subject_id")
		" AND (actor = '' OR request_id = '')"
		UNION "SELECT b.hold_id, b.locator FROM booking b"
		" LEFT JOIN event e ON e.subject = 'booking' AND e.subject_id = b.id"
		" AND e.version = b.version"
		" WHERE " IN_RANGES("b.hold_id") " AND (e.id IS NULL OR e.to_state <> b.state)"
		UNION "SELECT b.hold_id, CONCAT(b.locator, ' by nobody') FROM booking b"
		" JOIN event e ON e.subject = 'booking' AND e.subject_id = b.id"
		" WHERE " IN_RANGES("b.hold_id") " AND (e.actor = '' OR e.request_id = '')") },
	/* Who is told of the airline's own changes gets more mails than versions. */
	{ "I14", 2, OFFENDERS(
		"SELECT b.hold_id AS id, b.locator AS what FROM booking b"
		" LEFT JOIN outbox o ON o.booking_id = b.id"
		" AND o.kind IN ('booking_confirmed', 'booking_cancelled')"
		" WHERE " IN_RANGES("b.hold_id") " GROUP BY b.id, b.hold_id, b.locator, b.state"
		" HAVING SUM(COALESCE(o.kind = 'booking_confirmed', 0)) <> 1"
		" OR SUM(COALESCE(o.kind = 'booking_cancelled', 0)) <> (b.state = 'cancelled')"
		UNION "SELECT b.hold_id, b.locator FROM booking b"
		" WHERE " IN_RANGES("b.hold_id") " AND b.version > 1"
		" AND (SELECT COUNT(*) FROM event e WHERE e.subject = 'booking'"
		" AND e.subject_id = b.id AND e.from_state = 'confirmed'"
		" AND e.to_state = 'confirmed' AND e.detail <> " EVENTS_ADOPTED ") > (SELECT COUNT(*) FROM outbox o"
		" WHERE o.booking_id = b.id AND o.kind = 'booking_changed')") },
	{ "I15", 2, OFFENDERS(
		"SELECT hold_id AS id, locator AS what FROM booking WHERE " IN_RANGES("hold_id")
		" AND locator NOT REGEXP '^[ABCDEFGHJKLMNPQRSTUVWXYZ3789]{6}$'"
		UNION "SELECT id, ref FROM hold WHERE " IN_RANGES("id")
		" AND ref NOT REGEXP '^[A-Za-z0-9_-]{22}$'") },
	/* Nothing leads from a hold to a booking that is not there: its events are found by its own number. */
	{ "I17", 6, OFFENDERS(
		"SELECT h.id AS id, h.ref AS what FROM hold h LEFT JOIN segment s ON s.hold_id = h.id"
		" WHERE " IN_RANGES("h.id") " AND s.hold_id IS NULL"
		UNION "SELECT b.hold_id, b.locator FROM booking b"
		" LEFT JOIN passenger p ON p.hold_id = b.hold_id"
		" WHERE " IN_RANGES("b.hold_id") " AND p.no IS NULL"
		UNION "SELECT b.hold_id, b.locator FROM booking b LEFT JOIN hold h ON h.id = b.hold_id"
		" WHERE " IN_RANGES("b.hold_id") " AND h.id IS NULL"
		UNION "SELECT c.hold_id, CONCAT('claim of hold ', c.hold_id) FROM seat_claim c"
		" LEFT JOIN segment s ON s.hold_id = c.hold_id AND s.departure_id = c.departure_id"
		" WHERE " IN_RANGES("c.hold_id") " AND s.hold_id IS NULL"
		UNION "SELECT e.subject_id, CONCAT('events of hold ', e.subject_id) FROM event e"
		" LEFT JOIN hold h ON h.id = e.subject_id"
		" WHERE e.subject = 'hold' AND " IN_RANGES("e.subject_id") " AND h.id IS NULL"
		UNION "SELECT e.subject_id, CONCAT('events of booking ', e.subject_id) FROM event e"
		" LEFT JOIN booking b ON b.id = e.subject_id"
		" WHERE e.subject = 'booking' AND " IN_RANGES("e.subject_id")
		" AND b.id IS NULL") },
	/* What the flight service changed after both sales may have brought a person's flights together, and nobody sold that. A second before counts too, for servers of a cluster whose clocks differ. */
	{ "I18", 3, OFFENDERS(
		"SELECT b.hold_id AS id, b.locator AS what FROM booking b"
		" JOIN segment s ON s.hold_id = b.hold_id JOIN passenger p ON p.hold_id = b.hold_id"
		" JOIN departure d ON d.id = s.departure_id"
		" LEFT JOIN coupon c ON c.departure_id = s.departure_id AND c.booking_id = b.id"
		" AND c.passenger_no = p.no AND c.identity = p.identity AND c.born_on = p.born_on"
		" WHERE " IN_RANGES("b.hold_id")
		" AND (b.state = 'confirmed' AND p.cancelled_at IS NULL AND s.cancelled_at IS NULL)"
		" <> (c.booking_id IS NOT NULL)"
		" AND NOT " HAD_LEFT("COALESCE(p.cancelled_at, b.cancelled_at)")
		UNION "SELECT b.hold_id, CONCAT('coupons of ', b.locator) FROM booking b"
		" JOIN coupon c ON c.booking_id = b.id"
		" LEFT JOIN segment s ON s.hold_id = b.hold_id AND s.departure_id = c.departure_id"
		" WHERE " IN_RANGES("b.hold_id") " AND s.hold_id IS NULL"
		UNION "SELECT STRAIGHT_JOIN b.hold_id, CONCAT(b.locator, ' in two aircraft')"
		" FROM booking b JOIN coupon c ON c.booking_id = b.id"
		" JOIN coupon x FORCE INDEX (coupon_person) ON x.identity = c.identity"
		" AND x.born_on = c.born_on AND x.departure_id <> c.departure_id"
		" JOIN departure d ON d.id = c.departure_id JOIN departure o ON o.id = x.departure_id"
		" AND o.departs_at < d.arrives_at AND o.arrives_at > d.departs_at"
		" JOIN booking y ON y.id = x.booking_id"
		" WHERE " IN_RANGES("b.hold_id") " AND 'cancelled' NOT IN (d.state, o.state)"
		" AND NOT EXISTS (SELECT 1 FROM event w WHERE w.subject = 'departure'"
		" AND w.subject_id IN (d.id, o.id) AND w.version > 1"
		" AND w.detail LIKE '" EVENTS_LEARNED "%'"
		" AND w.at > GREATEST(b.created_at, y.created_at) - INTERVAL 1 SECOND)") },
	/* clang-format on */
};
const size_t checks_of_holds_count = sizeof(checks_of_holds) / sizeof(checks_of_holds[0]);
