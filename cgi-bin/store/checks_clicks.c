/* Checks that go through clicks, by the time they were written down at. What was changed of an account has no row of its own to be missed. */
#include "store/checks_internal.h"

const struct check_part checks_of_clicks[] = {
	/* clang-format off */
	{ "I4", 1, OFFENDERS(
		"SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', c.created_at) AS id,"
		" CONCAT('click to ', c.answer) AS what FROM click c"
		" LEFT JOIN hold h ON h.ref = SUBSTRING(c.answer, 8) AND c.answer LIKE '/holds/%'"
		" LEFT JOIN booking b ON b.locator = SUBSTRING(c.answer, 11)"
		" AND c.answer LIKE '/bookings/%'"
		" WHERE " IN_RANGES("c.created_at") " AND h.id IS NULL AND b.id IS NULL"
		" AND c.answer NOT LIKE '/account?%'") },
	/* clang-format on */
};
const size_t checks_of_clicks_count = sizeof(checks_of_clicks) / sizeof(checks_of_clicks[0]);
