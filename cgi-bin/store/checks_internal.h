/* What the files with the queries of checks share. */
#ifndef STORE_CHECKS_INTERNAL_H
#define STORE_CHECKS_INTERNAL_H

#include "store/checks.h"
#include "store/events.h"
#include "store/seat_plan.h"

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

/*
 * Claim c was there before the flight service last changed its departure, and with it maybe the plan: the first event of its seat since the seat was last given back is older. A claim without
 * events was not.
 */
#define TAKEN_BEFORE_A_CHANGE \
	"COALESCE((SELECT MIN(t.at) FROM seat_event t WHERE t.departure_id = c.departure_id" \
	" AND t.seat_no = c.seat_no AND t.hold_id <=> c.hold_id" \
	" AND t.id > COALESCE((SELECT MAX(g.id) FROM seat_event g" \
	" WHERE g.departure_id = c.departure_id AND g.seat_no = c.seat_no" \
	" AND g.what IN ('moved', 'released', 'expired', 'cancelled', 'unblocked')), 0))" \
	" < (SELECT MAX(w.at) FROM event w WHERE w.subject = 'departure'" \
	" AND w.subject_id = c.departure_id AND w.version > 1" \
	" AND w.detail LIKE '" EVENTS_LEARNED "%'), 0)"

extern const struct check_part checks_of_whole[], checks_of_holds[], checks_of_departures[],
    checks_of_clicks[];
extern const size_t checks_of_whole_count, checks_of_holds_count, checks_of_departures_count,
    checks_of_clicks_count;

#endif
