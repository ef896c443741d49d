/* Reading seats: an expired hold's claim is free from the moment its time is over, whoever tidies it later. */
#include "store/seat_maps.h"

#include "base/pool.h"
#include "store/browsers.h"
#include "store/cabins.h"

#include <stdlib.h>
#include <string.h>

#define CLAIM_IS_LIVE "(c.state <> 'held' OR c.held_until > UTC_TIMESTAMP(6))"

/* Grouped in the order of the index by route: no other order needs a table of its own and a sort. */
#define COUNT(taken, more) \
	"SELECT MIN(d.flight_no), d.departs_on, MIN(d.sales = 'closed'), COUNT(c.seat_no), " taken \
	" FROM departure d LEFT JOIN seat_claim c ON c.departure_id = d.id" \
	" AND c.cabin = ? AND " CLAIM_IS_LIVE more \
	" WHERE d.origin = ? AND d.destination = ? AND d.departs_on BETWEEN ? AND ?" \
	" GROUP BY d.origin, d.destination, d.departs_on, d.id"

const struct err *seat_maps_count(struct db *db, const char *origin, const char *destination,
    int32_t from, int32_t to, const char *cabin, bool may_use_exits, apr_pool_t *pool,
    const struct seat_map_count **out, size_t *count)
{
	static const struct query all = { .text = COUNT("COUNT(c.seat_no)", "") };
	/* "12A" is in row "12". */
	static const struct query without_exits = {
		.text = COUNT("COALESCE(SUM(NOT FIND_IN_SET(LEFT(c.seat_no, LENGTH(c.seat_no) - 1),"
			      " REPLACE(COALESCE(p.exit_rows, ''), ' ', ','))), 0)",
		    " LEFT JOIN departure_cabin p ON p.departure_id = c.departure_id AND p.code = c.cabin"),
	};
	struct rows *rows;
	struct seat_map_count *list;
	size_t n = 0;

	TRY(db_select(db, may_use_exits ? &all : &without_exits,
	    ARGS(arg_text(cabin), arg_text(origin), arg_text(destination), arg_date(from),
		arg_date(to)),
	    pool, &rows));
	list = pool_make_many(pool, struct seat_map_count, rows_count(rows));
	while (rows_next(rows))
		list[n++] = (struct seat_map_count){ row_text(rows, 0), row_date(rows, 1),
			row_int(rows, 2) != 0, row_int(rows, 3), row_int(rows, 4) };
	*out = list;
	*count = n;
	return NULL;
}

static const struct err *read_rows(
    struct rows *rows, apr_pool_t *pool, const struct seat_map_row **out, size_t *count)
{
	struct seat_map_row *list = pool_make_many(pool, struct seat_map_row, rows_count(rows));
	size_t n = 0;

	while (rows_next(rows))
		list[n++] = (struct seat_map_row){
			.flight_no = row_text(rows, 0),
			.on = row_date(rows, 1),
			.is_sales_closed = row_int(rows, 2) != 0,
			.seat_no = row_text(rows, 3),
			.is_blocked = row_int(rows, 4) != 0,
			.held_by = row_int(rows, 5),
			.departure_id = row_int(rows, 6),
			.held_ms = row_int(rows, 7),
		};
	*out = list;
	*count = n;
	return NULL;
}

#define MAP_COLUMNS \
	"d.flight_no, d.departs_on, d.sales = 'closed', c.seat_no, " \
	"COALESCE(c.state = 'blocked', 0), IF(c.state = 'held', c.hold_id, NULL), d.id, " \
	"IF(c.state = 'held', TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), c.held_until) DIV 1000, NULL)"
#define MAP_TABLES "departure d LEFT JOIN seat_claim c ON c.departure_id = d.id AND " CLAIM_IS_LIVE

/* Whose browser asks is left out: joined to every claim it would cost more than all the rest. */
const struct err *seat_maps_list(struct db *db, const struct seat_map_name *names,
    size_t name_count, apr_pool_t *pool, const struct seat_map_row **out, size_t *count)
{
	static const struct query one = {
		.text = "SELECT " MAP_COLUMNS " FROM " MAP_TABLES
			" WHERE d.flight_no = ? AND d.departs_on = ?",
	};
	static const struct query several = {
		.text = "SELECT " MAP_COLUMNS " FROM " MAP_TABLES
			" WHERE (d.flight_no = ? AND d.departs_on = ?) "
			"OR (d.flight_no = ? AND d.departs_on = ?) "
			"OR (d.flight_no = ? AND d.departs_on = ?) "
			"OR (d.flight_no = ? AND d.departs_on = ?)",
	};
	size_t asked = name_count == 1 ? 1 : DEPARTURES_PER_HOLD;
	struct arg args[2 * DEPARTURES_PER_HOLD];
	struct rows *rows;

	for (size_t i = 0; i < asked; i++) {
		args[2 * i] = i < name_count ? arg_text(names[i].flight_no) : arg_null();
		args[2 * i + 1] = i < name_count ? arg_date(names[i].on) : arg_null();
	}
	TRY(db_select(db, asked == 1 ? &one : &several, args, 2 * asked, pool, &rows));
	return read_rows(rows, pool, out, count);
}

const struct err *seat_maps_list_holds(struct db *db, const unsigned char *browser_digest,
    apr_pool_t *pool, const int64_t **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT h.id FROM browser br JOIN hold h ON h.customer_id = br.customer_id "
			"AND h.state = 'open' WHERE br.token_digest = ? AND " BROWSER_IS_GOOD,
	};
	struct rows *rows;
	int64_t *list;
	size_t n = 0;

	TRY(db_select(db, &query, ARGS(arg_bytes(browser_digest, 32)), pool, &rows));
	list = pool_make_many(pool, int64_t, rows_count(rows));
	while (rows_next(rows))
		list[n++] = row_int(rows, 0);
	*out = list;
	*count = n;
	return NULL;
}

/*
 * The taken seats, whatever cabin they were taken in, come with the first cabin; each other cabin is a row.
 */
const struct err *seat_maps_list_booking(struct db *db, int64_t departure_id, int64_t booking_id,
    apr_pool_t *pool, struct departure *departure, const struct seat_map_row **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT " CABIN_COLUMNS ", c.seat_no, COALESCE(c.state = 'blocked', 0), "
			"COALESCE(c.booking_id = ?, 0) FROM departure_cabin k "
			"LEFT JOIN seat_claim c ON c.departure_id = k.departure_id "
			"AND k.position = 1 AND " CLAIM_IS_LIVE
			" WHERE k.departure_id = ? ORDER BY k.position",
	};
	struct seat_map_row *list;
	struct cabin *cabins;
	struct rows *rows;
	size_t n = 0;

	TRY(db_select(db, &query, ARGS(arg_int(booking_id), arg_int(departure_id)), pool, &rows));
	list = pool_make_many(pool, struct seat_map_row, rows_count(rows));
	cabins = pool_make_many(pool, struct cabin, rows_count(rows));
	*count = 0;
	while (rows_next(rows)) {
		if (n == 0 || strcmp(cabins[n - 1].code, row_text(rows, CABIN_CODE)) != 0)
			cabins_read(rows, pool, &cabins[n++]);
		if (!row_is_null(rows, CABIN_AFTER))
			list[(*count)++] = (struct seat_map_row){
				.seat_no = row_text(rows, CABIN_AFTER),
				.is_blocked = row_int(rows, CABIN_AFTER + 1) != 0,
				.is_yours = row_int(rows, CABIN_AFTER + 2) != 0,
			};
	}
	departure->cabins = cabins;
	departure->cabin_count = n;
	*out = list;
	return NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/*
 * One statement, so one snapshot: the events of the departure, and the claims whose time is over but which nobody has tidied. An event weighs two: what happens to a claim that was seen to be over, be it given
 * back, taken over, sold or kept longer by whoever began in time and commits now, is an event and one claim less that is over. So the sum only grows, and is another one whenever the seats are.
 */
#define EVENT_WEIGHT 2

const struct err *seat_maps_revision(struct db *db, const char *flight_no, int32_t on,
    apr_pool_t *pool, int64_t *id, int64_t *revision, const char *const **taken, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT d.id, (SELECT COUNT(*) FROM seat_event e WHERE e.departure_id = d.id), "
		    "c.seat_no, COALESCE(" CLAIM_IS_LIVE ", 0) "
		    "FROM departure d LEFT JOIN seat_claim c ON c.departure_id = d.id "
		    "WHERE d.flight_no = ? AND d.departs_on = ?",
	};
	struct rows *rows;
	const char **seats;
	int64_t over = 0, events = 0;

	TRY(db_select(db, &query, ARGS(arg_text(flight_no), arg_date(on)), pool, &rows));
	seats = pool_make_many(pool, const char *, rows_count(rows));
	*count = 0;
	*id = 0;
	while (rows_next(rows)) {
		*id = row_int(rows, 0);
		events = row_int(rows, 1);
		if (row_is_null(rows, 2))
			continue;
		if (row_int(rows, 3) != 0)
			seats[(*count)++] = row_text(rows, 2);
		else
			over++;
	}
	if (*count > 1)
		qsort(seats, *count, sizeof(*seats), by_text);
	*revision = EVENT_WEIGHT * events + over;
	*taken = seats;
	return NULL;
}
