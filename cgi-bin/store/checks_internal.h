/* What the files with the queries of checks share. */
#ifndef STORE_CHECKS_INTERNAL_H
#define STORE_CHECKS_INTERNAL_H

#include "store/checks.h"

/* Around a list of offenders: an id and a text column `what` a row. */
#define OFFENDERS(select) \
	{ \
		.text = "SELECT id, COUNT(*), MIN(what) FROM (" select ") offenders" \
			" GROUP BY id ORDER BY id LIMIT 20000" \
	}

/* CHECK_RANGES ranges of a column, which an index has first. */
#define RANGE(column) column " BETWEEN ? AND ?"
#define RANGES_4(column) \
	RANGE(column) " OR " RANGE(column) " OR " RANGE(column) " OR " RANGE(column)
#define IN_RANGES(column) \
	"(" RANGES_4(column) " OR " RANGES_4(column) " OR " RANGES_4(column) " OR " RANGES_4( \
	    column) ")"

/* Claim c is no seat of its cabin p (outer joined). */
#define NOT_ON_THE_PLAN \
	"(p.code IS NULL OR CAST(LEFT(c.seat_no, CHAR_LENGTH(c.seat_no) - 1) AS UNSIGNED)" \
	" NOT BETWEEN p.first_row AND p.last_row OR LOCATE(RIGHT(c.seat_no, 1), p.letters) = 0" \
	" OR LOCATE(CONCAT(' ', c.seat_no, ' '), CONCAT(' ', p.missing, ' ')) > 0)"

extern const struct check_part checks_of_whole[], checks_of_holds[], checks_of_departures[];
extern const size_t checks_of_whole_count, checks_of_holds_count, checks_of_departures_count;

#endif
