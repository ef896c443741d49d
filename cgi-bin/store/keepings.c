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
 * What ended is in keeping_gone, but for holds whose time is over and nobody has written it down yet: those are few, and found by their address and state. The plan of these is a range of hold_address,
 * then a ref of seat_claim_owner or segment's PRIMARY for each row; left to itself the server may read all of a departure instead.
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
#define FROM_GONE \
	" FROM keeping_gone g WHERE g.departure_id IN " THESE \
	" AND g.address = ? AND g.at > NOW(6) - " KEEPINGS_DAY
#define GONE \
	"SELECT NOW(6), 2, g.departure_id, 0, SUM(g.seats), MIN(g.placed_at), MIN(g.at)," \
	" MAX(g.at)" FROM_GONE " GROUP BY g.departure_id"
#define FROM_OVER \
	HOLDS "segment s FORCE INDEX (PRIMARY) ON s.hold_id = h.id" \
	      " WHERE s.departure_id IN " THESE " AND h.address = ? AND h.state = 'open'" \
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
		.text = "SELECT EXISTS (SELECT 1" FROM_GONE ") OR EXISTS (SELECT 1" FROM_OVER ")",
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
		.text = PLAN " UNION ALL " HELD " UNION ALL " GONE " UNION ALL " OVER,
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

#define INSERT "INSERT INTO keeping_gone (departure_id, address, at, hold_id, placed_at, seats)"

const struct err *keepings_insert_given_back_later(struct db *db, int64_t hold_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = INSERT " SELECT c.departure_id, h.address, NOW(6), h.id, h.placed_at,"
			       " COUNT(*) FROM hold h JOIN seat_claim c ON c.hold_id = h.id"
			       " WHERE h.id = ?"
			       " GROUP BY c.departure_id, h.address, h.id, h.placed_at",
	};
	return db_run_later(db, &query, ARGS(arg_int(hold_id)), pool);
}

const struct err *keepings_insert_over_later(struct db *db, int64_t hold_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = INSERT " SELECT s.departure_id, h.address, h.expires_at, h.id,"
			       " h.placed_at, h.adults + h.children"
			       " FROM hold h JOIN segment s ON s.hold_id = h.id WHERE h.id = ?",
	};
	return db_run_later(db, &query, ARGS(arg_int(hold_id)), pool);
}

const struct err *keepings_delete_old(struct db *db, int64_t most, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text = "DELETE FROM keeping_gone WHERE at < NOW(6) - " KEEPINGS_DAY
			" ORDER BY at LIMIT ?",
	};
	struct db_done done;
	TRY(db_run(db, &query, ARGS(arg_int(most)), pool, &done));
	*count = done.rows;
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
	"SELECT h.id, h.state = 'used', COALESCE(s.departure_id, 0), h.placed_at," \
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
		    "h.browser_id") " ORDER BY end_at DESC LIMIT 400",
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
		list[*found] = (struct keeping_end){ row_int(rows, 1) != 0, row_int(rows, 2),
			row_instant(rows, 3), row_instant(rows, 4) };
	*out = list;
}
