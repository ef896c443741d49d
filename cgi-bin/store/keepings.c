/* What an address or a customer keeps, and what they gave back unbought. */
#include "store/keepings.h"

#include "base/pool.h"

#include <string.h>

#define THESE "(?,?,?,?)"

static void set_ids(struct arg args[], const int64_t *departure_ids, size_t count)
{
	for (size_t i = 0; i < DEPARTURES_PER_HOLD; i++)
		args[i] = arg_int(departure_ids[i < count ? i : 0]);
}

/*
 * Given back is what a seat event says, also when its hold went on with other seats. Seats whose time was over are those of their hold: who takes one over in place does not write down from whom, and
 * nobody may have written anything yet.
 *
 * Holds are found by their address and the end of their time, which no seat of theirs outlasts; all else by the hold's id. The plan is a range of hold_address, then a ref of seat_claim_owner,
 * seat_event_hold ("Using index") or segment's PRIMARY for each row; left to itself the server may read all of a departure instead.
 */
#define HOLDS " FROM hold h FORCE INDEX (hold_address) STRAIGHT_JOIN "
#define PLAN \
	"SELECT NOW(6), 0, departure_id, 0, SUM(seats), NULL, NULL, NULL FROM departure_cabin" \
	" WHERE departure_id IN " THESE " GROUP BY departure_id"
#define HELD \
	"SELECT NOW(6), 1, c.departure_id, h.id, COUNT(*), h.placed_at, h.placed_at, h.expires_at" HOLDS \
	"seat_claim c FORCE INDEX (seat_claim_owner) ON c.hold_id = h.id" \
	" WHERE c.departure_id IN " THESE " AND h.address = ? AND h.state = 'open'" \
	" AND h.expires_at > NOW(6) AND c.state = 'held' AND c.held_until > NOW(6)" \
	" GROUP BY c.departure_id, h.id, h.placed_at, h.expires_at"
#define FROM_GIVEN_BACK \
	HOLDS "seat_event e FORCE INDEX (seat_event_hold) ON e.hold_id = h.id" \
	      " WHERE e.departure_id IN " THESE " AND h.address = ?" \
	      " AND h.state IN ('open', 'used', 'released', 'expired')" \
	      " AND h.expires_at > NOW(6) - " KEEPINGS_DAY " AND e.what = 'released'" \
	      " AND e.at > NOW(6) - " KEEPINGS_DAY
#define GIVEN_BACK \
	"SELECT NOW(6), 2, e.departure_id, 0, COUNT(*), MIN(h.placed_at), MIN(e.at)," \
	" MAX(e.at)" FROM_GIVEN_BACK " GROUP BY e.departure_id"
#define FROM_OVER \
	HOLDS "segment s FORCE INDEX (PRIMARY) ON s.hold_id = h.id" \
	      " WHERE s.departure_id IN " THESE \
	      " AND h.address = ? AND h.state IN ('open', 'expired')" \
	      " AND h.expires_at > NOW(6) - " KEEPINGS_DAY " AND h.expires_at <= NOW(6)"
#define OVER \
	"SELECT NOW(6), 2, s.departure_id, 0, SUM(h.adults + h.children), MIN(h.placed_at)," \
	" MIN(h.expires_at), MAX(h.expires_at)" FROM_OVER " GROUP BY s.departure_id"

enum { WITH_ADDRESS = DEPARTURES_PER_HOLD + 1 };

static void set_parts(struct arg args[], size_t parts, const int64_t *departure_ids, size_t count,
    const char *address)
{
	for (size_t i = 0; i < parts; i++) {
		struct arg *part = &args[i * WITH_ADDRESS];
		set_ids(part, departure_ids, count);
		part[DEPARTURES_PER_HOLD] = arg_bytes(address, strlen(address));
	}
}

const struct err *keepings_find_gone(struct db *db, const int64_t *departure_ids, size_t count,
    const char *address, apr_pool_t *pool, bool *is_there)
{
	static const struct query query = {
		.text = "SELECT EXISTS (SELECT 1" FROM_GIVEN_BACK ") OR EXISTS (SELECT 1" FROM_OVER
			")",
	};
	struct arg args[2 * WITH_ADDRESS];
	struct rows *rows;
	set_parts(args, 2, departure_ids, count, address);
	TRY(db_select(db, &query, args, 2 * WITH_ADDRESS, pool, &rows));
	*is_there = !rows_next(rows) || row_int(rows, 0) != 0;
	return NULL;
}

const struct err *keepings_list(struct db *db, const int64_t *departure_ids, size_t count,
    const char *address, apr_pool_t *pool, struct keeping **out, size_t *found, int64_t *now)
{
	static const struct query query = {
		.text = PLAN " UNION ALL " HELD " UNION ALL " GIVEN_BACK " UNION ALL " OVER,
	};
	struct arg args[DEPARTURES_PER_HOLD + 3 * WITH_ADDRESS];
	struct rows *rows;
	set_ids(args, departure_ids, count);
	set_parts(&args[DEPARTURES_PER_HOLD], 3, departure_ids, count, address);
	TRY(db_select(db, &query, args, sizeof(args) / sizeof(args[0]), pool, &rows));
	struct keeping *list = pool_make_many(pool, struct keeping, rows_count(rows));
	for (*found = 0; rows_next(rows); (*found)++) {
		*now = row_instant(rows, 0);
		list[*found] = (struct keeping){
			.kind = (enum keeping_kind)row_int(rows, 1),
			.departure_id = row_int(rows, 2),
			.hold_id = row_int(rows, 3),
			.seats = row_int(rows, 4),
			.placed_at = row_instant(rows, 5),
			.first_at = row_instant(rows, 6),
			.last_at = row_instant(rows, 7),
		};
	}
	*out = list;
	return NULL;
}

const struct err *keepings_lock(
    struct db *db, const int64_t *departure_ids, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "SELECT departure_id FROM departure_cabin WHERE departure_id IN " THESE
			" ORDER BY departure_id, code FOR UPDATE",
	};
	struct arg args[DEPARTURES_PER_HOLD];
	struct rows *rows;
	set_ids(args, departure_ids, count);
	return db_select(db, &query, args, DEPARTURES_PER_HOLD, pool, &rows);
}

/* A hold that was given back ended then; else when its time was over, whenever that was written down. */
#define ENDS(WHOSE) \
	"SELECT h.id, h.state = 'used', h.placed_at," \
	" LEAST(COALESCE(h.ended_at, h.expires_at), h.expires_at) AS end_at" \
	" FROM hold h LEFT JOIN segment s ON s.hold_id = h.id AND s.departure_id IN " THESE \
	" WHERE " WHOSE " = ? AND h.expires_at > NOW(6) - " KEEPINGS_DAY \
	" AND (h.state = 'used' OR (s.hold_id IS NOT NULL" \
	" AND (h.state <> 'open' OR h.expires_at <= NOW(6))))"

const struct err *keepings_list_ends_later(struct db *db, int64_t customer_id, int64_t browser_id,
    const int64_t *departure_ids, size_t count, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = ENDS("h.customer_id") " UNION " ENDS(
		    "h.browser_id") " ORDER BY end_at DESC LIMIT 100",
	};
	enum { PART = DEPARTURES_PER_HOLD + 1 };
	struct arg args[2 * PART];
	set_ids(args, departure_ids, count);
	args[DEPARTURES_PER_HOLD] = arg_int(customer_id);
	set_ids(&args[PART], departure_ids, count);
	args[PART + DEPARTURES_PER_HOLD] = arg_int(browser_id);
	return db_select_later(db, &query, args, 2 * PART, pool, &out->rows);
}

void keepings_read_ends(
    const struct asked *asked, apr_pool_t *pool, struct keeping_end **out, size_t *found)
{
	struct rows *rows = asked->rows;
	struct keeping_end *list = pool_make_many(pool, struct keeping_end, rows_count(rows));
	for (*found = 0; rows_next(rows); (*found)++)
		list[*found] = (struct keeping_end){ row_int(rows, 1) != 0, row_instant(rows, 2),
			row_instant(rows, 3) };
	*out = list;
}
