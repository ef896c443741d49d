/* Checks that go through departures, and with each through the claims on it that are no hold's. */
#include "store/checks_internal.h"

#define UNION " UNION ALL "

/* What was done at the gate g of a departure d about a passenger n, with her coupon o and seat c. */
#define AT_THE_GATE \
	" FROM boarding g JOIN departure d ON d.id = g.departure_id" \
	" JOIN booking b ON b.id = g.booking_id" \
	" LEFT JOIN passenger n ON n.hold_id = b.hold_id AND n.no = g.passenger_no" \
	" LEFT JOIN coupon o ON o.departure_id = g.departure_id" \
	" AND o.booking_id = g.booking_id AND o.passenger_no = g.passenger_no" \
	" LEFT JOIN seat_claim c ON c.hold_id = b.hold_id AND c.departure_id = g.departure_id" \
	" AND c.passenger_no = g.passenger_no AND c.state = 'sold'" \
	" WHERE " IN_RANGES("g.departure_id") " AND d.state <> 'cancelled'"
#define WHO_AT_THE_GATE "CONCAT(b.locator, '/', g.passenger_no, ' ', g.state)"

const struct check_part checks_of_departures[] = {
	/* clang-format off */
	{ "I7", 3, OFFENDERS(
		"SELECT c.departure_id AS id, CONCAT(c.departure_id, '/', c.seat_no) AS what"
		" FROM seat_claim c LEFT JOIN departure_cabin p ON p.departure_id = c.departure_id"
		" AND p.code = c.cabin"
		" WHERE " IN_RANGES("c.departure_id") " AND c.hold_id IS NULL AND " NOT_ON_THE_PLAN
		" AND NOT " TAKEN_BEFORE_A_CHANGE
		UNION "SELECT c.departure_id, CONCAT(c.departure_id, ' ', c.cabin) FROM seat_claim c"
		" JOIN departure_cabin p ON p.departure_id = c.departure_id AND p.code = c.cabin"
		" WHERE " IN_RANGES("c.departure_id") " AND NOT " NOT_ON_THE_PLAN
		" GROUP BY c.departure_id, c.cabin, p.seats HAVING COUNT(*) > p.seats"
		UNION "SELECT c.departure_id, CONCAT(c.departure_id, '/', c.seat_no, ' blocked')"
		" FROM seat_claim c WHERE " IN_RANGES("c.departure_id")
		" AND ((c.state = 'blocked') <> (c.reason IS NOT NULL) OR (c.state = 'blocked'"
		" AND COALESCE((SELECT e.what FROM seat_event e WHERE e.departure_id = c.departure_id"
		" AND e.seat_no = c.seat_no ORDER BY e.id DESC LIMIT 1), '') <> 'blocked'))") },
	{ "I11", 1, OFFENDERS(
		"SELECT subject_id AS id, CONCAT('departure ', subject_id) AS what FROM event"
		" WHERE subject = 'departure' AND " IN_RANGES("subject_id")
		" AND from_state = 'cancelled' AND to_state <> 'cancelled'") },
	{ "I12", 1, OFFENDERS(
		"SELECT subject_id AS id, CONCAT('departure ', subject_id) AS what FROM event"
		" WHERE subject = 'departure' AND " IN_RANGES("subject_id")
		" GROUP BY subject_id HAVING MIN(version) <> 1 OR MAX(version) <> COUNT(*)") },
	{ "I13", 2, OFFENDERS(
		"SELECT d.id AS id, CONCAT(d.flight_no, '/', d.departs_on) AS what FROM departure d"
		" LEFT JOIN event e ON e.subject = 'departure' AND e.subject_id = d.id"
		" AND e.version = d.version WHERE " IN_RANGES("d.id") " AND e.id IS NULL"
		UNION "SELECT subject_id, CONCAT('departure ', subject_id, ' by nobody') FROM event"
		" WHERE subject = 'departure' AND " IN_RANGES("subject_id")
		" AND (actor = '' OR request_id = '')") },
	/* Who was told of a change, or seated anew after it, has a mail since. */
	{ "I14", 1, OFFENDERS(
		"SELECT w.departure_id AS id, CONCAT('booking ', t.booking_id, ' of change ', w.id) AS what"
		" FROM departure_work w JOIN departure_told t ON t.work_id = w.id"
		" WHERE " IN_RANGES("w.departure_id") " AND t.told_at IS NOT NULL"
		" AND t.is_silent = 0 AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.booking_id = t.booking_id"
		" AND o.kind = 'booking_changed' AND o.created_at >= w.learned_at)") },
	{ "I17", 2, OFFENDERS(
		"SELECT d.id AS id, CONCAT('departure ', d.id) AS what FROM departure d"
		" LEFT JOIN departure_cabin p ON p.departure_id = d.id"
		" WHERE " IN_RANGES("d.id") " AND p.code IS NULL"
		UNION "SELECT e.subject_id, CONCAT('events of departure ', e.subject_id) FROM event e"
		" LEFT JOIN departure d ON d.id = e.subject_id WHERE e.subject = 'departure' AND "
		IN_RANGES("e.subject_id") " AND d.id IS NULL") },
	{ "RESEAT", 1, OFFENDERS(
		"SELECT d.id AS id,"
		" CONCAT(b.locator, ' on ', d.flight_no, '/', d.departs_on, ' ', c.seat_no) AS what"
		" FROM departure d JOIN seat_claim c ON c.departure_id = d.id AND c.state = 'sold'"
		" JOIN booking b ON b.id = c.booking_id"
		" LEFT JOIN departure_cabin p ON p.departure_id = d.id AND p.code = c.cabin"
		" WHERE " IN_RANGES("d.id") " AND d.departs_at > NOW(6) AND d.state <> 'cancelled'"
		" AND d.gate_closed_at IS NULL AND " NOT_ON_THE_PLAN " AND " TAKEN_BEFORE_A_CHANGE) },
	{ "GATE", 9, OFFENDERS(
		"SELECT g.departure_id AS id, " WHO_AT_THE_GATE " AS what" AT_THE_GATE
		" AND g.state <> 'open' AND o.booking_id IS NULL"
		UNION "SELECT g.departure_id, " WHO_AT_THE_GATE AT_THE_GATE
		" AND g.state = 'boarded' AND n.type <> 'infant' AND c.seat_no IS NULL"
		UNION "SELECT g.departure_id, CONCAT('laps of ', b.locator)" AT_THE_GATE
		" AND g.state = 'boarded' GROUP BY g.departure_id, b.locator"
		" HAVING SUM(n.type = 'infant') > SUM(n.type = 'adult')"
		UNION "SELECT g.departure_id, " WHO_AT_THE_GATE AT_THE_GATE
		" AND g.state = 'no_show' AND d.gate_closed_at IS NULL"
		UNION "SELECT d.id, CONCAT(b.locator, '/', o.passenger_no, ' of a closed flight')"
		" FROM departure d JOIN coupon o ON o.departure_id = d.id"
		" JOIN booking b ON b.id = o.booking_id"
		" LEFT JOIN boarding g ON g.departure_id = o.departure_id"
		" AND g.booking_id = o.booking_id AND g.passenger_no = o.passenger_no"
		" WHERE " IN_RANGES("d.id") " AND d.gate_closed_at IS NOT NULL"
		" AND COALESCE(g.state, 'open') NOT IN ('boarded', 'no_show')"
		UNION "SELECT id, CONCAT(flight_no, '/', departs_on, ' sold though closed')"
		" FROM departure WHERE " IN_RANGES("id")
		" AND gate_closed_at IS NOT NULL AND sales = 'open'"
		UNION "SELECT g.departure_id, CONCAT('versions of boarding ', g.id) FROM boarding g"
		" LEFT JOIN event e ON e.subject = 'coupon' AND e.subject_id = g.id"
		" WHERE " IN_RANGES("g.departure_id") " GROUP BY g.id, g.departure_id, g.version"
		" HAVING COUNT(e.id) <> g.version OR MIN(e.version) <> 1 OR MAX(e.version) <> g.version"
		UNION "SELECT g.departure_id, CONCAT('event of boarding ', g.id) FROM boarding g"
		" LEFT JOIN event e ON e.subject = 'coupon' AND e.subject_id = g.id"
		" AND e.version = g.version WHERE " IN_RANGES("g.departure_id")
		" AND (e.id IS NULL OR e.to_state <> g.state OR e.actor <> g.changed_by"
		" OR e.request_id = '')"
		UNION "SELECT g.departure_id, CONCAT('boarding ', g.id, ' ', e.from_state, ' to ',"
		" e.to_state) FROM boarding g"
		" JOIN event e ON e.subject = 'coupon' AND e.subject_id = g.id"
		" WHERE " IN_RANGES("g.departure_id") " AND (e.from_state, e.to_state) NOT IN"
		" (('', 'checked_in'), ('open', 'checked_in'), ('checked_in', 'boarded'),"
		" ('boarded', 'checked_in'), ('checked_in', 'open'), ('', 'no_show'),"
		" ('open', 'no_show'), ('checked_in', 'no_show'))") },
	/* clang-format on */
};
const size_t checks_of_departures_count = sizeof(checks_of_departures) /
    sizeof(checks_of_departures[0]);
