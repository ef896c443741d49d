/* Checks that go through departures, and with each through the claims on it that are no hold's. */
#include "store/checks_internal.h"

#define UNION " UNION ALL "

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
		" AND " NOT_ON_THE_PLAN " AND " TAKEN_BEFORE_A_CHANGE) },
	/* clang-format on */
};
const size_t checks_of_departures_count = sizeof(checks_of_departures) /
    sizeof(checks_of_departures[0]);
