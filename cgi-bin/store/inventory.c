/* Departures as staff look at them. */
#include "store/inventory.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"

#define DEPARTURE_COLUMNS \
	"x.id, x.flight_no, x.departs_on, x.origin, x.destination, x.departs_at, x.arrives_at," \
	" x.origin_offset, x.destination_offset, x.state + 0 AS state_no," \
	" x.sales = 'closed' AS is_closed, x.aircraft_name, x.load_permille," \
	" x.gate_closed_at IS NOT NULL AS is_gate_closed"
/* What every list asks for, and what some do. Of the first alone, and the load, `departure_load` has all. */
#define WANTED \
	" WHERE x.departs_on BETWEEN ? AND ? AND (? IS NULL OR x.state = ?)" \
	" AND (? IS NULL OR x.sales = ?)"
#define WANTED_COUNT 6
#define NARROWED \
	" AND (? IS NULL OR x.flight_no LIKE CONCAT(?, '%'))" \
	" AND (? IS NULL OR x.origin = ?) AND (? IS NULL OR x.destination = ?)" \
	" AND x.departs_at >= ?"
#define NARROWED_COUNT 7

/* Around the departures that are wanted: how full each is. */
#define COUNTED(departures) \
	"SELECT d.id, d.flight_no, d.departs_on, d.origin, d.destination, d.departs_at," \
	" d.arrives_at, d.origin_offset, d.destination_offset, d.state_no, d.is_closed," \
	" d.aircraft_name, d.load_permille, d.is_gate_closed," \
	" COALESCE((SELECT SUM(k.seats) FROM departure_cabin k WHERE k.departure_id = d.id), 0)" \
	" AS seats, COUNT(CASE WHEN c.state = 'sold' THEN 1 END) AS sold," \
	" COUNT(CASE WHEN c.state = 'held' AND c.held_until > NOW(6) THEN 1 END) AS held," \
	" COUNT(CASE WHEN c.state = 'blocked' THEN 1 END) AS blocked" \
	" FROM (" departures ") d LEFT JOIN seat_claim c ON c.departure_id = d.id" \
	" GROUP BY d.id, d.flight_no, d.departs_on, d.origin, d.destination, d.departs_at," \
	" d.arrives_at, d.origin_offset, d.destination_offset, d.state_no, d.is_closed," \
	" d.aircraft_name, d.load_permille, d.is_gate_closed"

static struct inventory_departure read_departure(const struct rows *rows, apr_pool_t *pool)
{
	struct inventory_departure departure = {
		.id = row_int(rows, 0),
		.flight_no = row_text(rows, 1),
		.on = row_date(rows, 2),
		.origin = row_text(rows, 3),
		.destination = row_text(rows, 4),
		.departs_at = row_instant(rows, 5),
		.arrives_at = row_instant(rows, 6),
		.origin_offset = (int)row_int(rows, 7),
		.destination_offset = (int)row_int(rows, 8),
		.state = (enum departure_state)(row_int(rows, 9) - 1),
		.is_sales_closed = row_int(rows, 10) != 0,
		.aircraft_name = row_text(rows, 11),
		.load_permille = row_int(rows, 12),
		.is_gate_closed = row_int(rows, 13) != 0,
		.count = { row_int(rows, 14), row_int(rows, 15), row_int(rows, 16),
		    row_int(rows, 17) },
	};

	departure.name = apr_pstrcat(
	    pool, departure.flight_no, "/", date_text(departure.on, pool), NULL);
	return departure;
}

const struct err *inventory_find(struct db *db, const char *flight_no, int32_t on, apr_pool_t *pool,
    struct inventory_departure *out)
{
	static const struct query query = {
		.text = COUNTED("SELECT " DEPARTURE_COLUMNS
				" FROM departure x WHERE x.flight_no = ? AND x.departs_on = ?"),
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_text(flight_no), arg_date(on)), pool, &rows));
	*out = (struct inventory_departure){ .id = 0 };
	if (rows_next(rows))
		*out = read_departure(rows, pool);
	return NULL;
}

/* What comes behind the last one that was seen, and so many from there. */
#define BY_LOAD \
	" AND (? = 0 OR x.load_permille < ? OR (x.load_permille = ? AND (x.departs_on > ?" \
	" OR (x.departs_on = ? AND x.flight_no > ?))))" \
	" ORDER BY x.load_permille DESC, x.departs_on, x.flight_no LIMIT ?"
#define IN_ORDER_OF_LOAD " ORDER BY d.load_permille DESC, d.departs_on, d.flight_no"
/* The ids first, where it can be from an index alone; then the rows of those. */
#define THOSE(wanted) \
	"SELECT " DEPARTURE_COLUMNS " FROM (SELECT x.id FROM departure x" wanted ") i" \
	" JOIN departure x ON x.id = i.id"

static const struct query *query_of(enum inventory_sort sort, bool is_narrowed)
{
	static const struct query by_time = {
		.text = COUNTED(
		    "SELECT " DEPARTURE_COLUMNS " FROM departure x" WANTED NARROWED
		    " AND (? = 0 OR x.departs_on > ? OR (x.departs_on = ?"
		    " AND (x.departs_at > ? OR (x.departs_at = ? AND x.id > ?))))"
		    " ORDER BY x.departs_on, x.departs_at, x.id LIMIT ?") " ORDER BY d.departs_on, d.departs_at, d.id",
	};
	static const struct query by_flight = {
		.text = COUNTED(
		    "SELECT " DEPARTURE_COLUMNS " FROM departure x" WANTED NARROWED
		    " AND (? = 0 OR x.flight_no > ? OR (x.flight_no = ?"
		    " AND x.departs_on > ?))"
		    " ORDER BY x.flight_no, x.departs_on LIMIT ?") " ORDER BY d.flight_no, d.departs_on",
	};
	static const struct query by_load = {
		.text = COUNTED(THOSE(WANTED BY_LOAD)) IN_ORDER_OF_LOAD,
	};
	static const struct query by_load_narrowed = {
		.text = COUNTED(THOSE(WANTED NARROWED BY_LOAD)) IN_ORDER_OF_LOAD,
	};

	if (sort == INVENTORY_BY_LOAD)
		return is_narrowed ? &by_load_narrowed : &by_load;
	return sort == INVENTORY_BY_FLIGHT ? &by_flight : &by_time;
}

/* Arguments behind those of what is wanted; how many. */
static size_t push_place(struct arg *args, enum inventory_sort sort,
    const struct inventory_departure *after, int64_t most)
{
	struct arg *arg = args;

	*arg++ = arg_int(after->id != 0);
	if (sort == INVENTORY_BY_TIME) {
		*arg++ = arg_date(after->on);
		*arg++ = arg_date(after->on);
		*arg++ = arg_instant(after->departs_at);
		*arg++ = arg_instant(after->departs_at);
		*arg++ = arg_int(after->id);
	} else if (sort == INVENTORY_BY_FLIGHT) {
		*arg++ = arg_text(after->flight_no);
		*arg++ = arg_text(after->flight_no);
		*arg++ = arg_date(after->on);
	} else {
		*arg++ = arg_int(after->load_permille);
		*arg++ = arg_int(after->load_permille);
		*arg++ = arg_date(after->on);
		*arg++ = arg_date(after->on);
		*arg++ = arg_text(after->flight_no);
	}
	*arg++ = arg_int(most);
	return (size_t)(arg - args);
}

static size_t push_narrowed(struct arg *args, const struct inventory_wanted *wanted)
{
	args[0] = args[1] = arg_text(wanted->flight_no);
	args[2] = args[3] = arg_text(wanted->origin);
	args[4] = args[5] = arg_text(wanted->destination);
	args[6] = arg_instant(wanted->from_at);
	return NARROWED_COUNT;
}

const struct err *inventory_list(struct db *db, const struct inventory_wanted *wanted, int64_t most,
    apr_pool_t *pool, struct inventory_departure **out, size_t *count)
{
	struct inventory_departure after = { .id = 0, .on = DATE_NONE, .departs_at = CLOCK_NONE };
	bool is_narrowed = wanted->flight_no != NULL || wanted->origin != NULL ||
	    wanted->destination != NULL || wanted->from_at != 0;
	struct arg args[WANTED_COUNT + NARROWED_COUNT + 8] = {
		arg_date(wanted->from_on),
		arg_date(wanted->until_on),
		arg_text(wanted->state),
		arg_text(wanted->state),
		arg_text(wanted->sales),
		arg_text(wanted->sales),
	};
	size_t n = WANTED_COUNT;
	struct rows *rows;

	if (wanted->after_flight_no != NULL)
		TRY(inventory_find(db, wanted->after_flight_no, wanted->after_on, pool, &after));
	if (is_narrowed || wanted->sort != INVENTORY_BY_LOAD)
		n += push_narrowed(args + n, wanted);
	n += push_place(args + n, wanted->sort, &after, most);
	TRY(db_select(db, query_of(wanted->sort, is_narrowed), args, n, pool, &rows));
	*out = pool_make_many(pool, struct inventory_departure, rows_count(rows));
	*count = 0;
	while (rows_next(rows))
		(*out)[(*count)++] = read_departure(rows, pool);
	return NULL;
}

const struct err *inventory_list_cabins(struct db *db, int64_t departure_id, apr_pool_t *pool,
    struct inventory_cabin **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT k.code, k.name, k.first_row, k.last_row, k.letters, k.exit_rows,"
		    " k.missing, k.seats, COUNT(CASE WHEN c.state = 'sold' THEN 1 END),"
		    " COUNT(CASE WHEN c.state = 'held' AND c.held_until > NOW(6) THEN 1 END),"
		    " COUNT(CASE WHEN c.state = 'blocked' THEN 1 END)"
		    " FROM departure_cabin k LEFT JOIN seat_claim c"
		    " ON c.departure_id = k.departure_id AND c.cabin = k.code"
		    " WHERE k.departure_id = ? GROUP BY k.departure_id, k.code, k.position,"
		    " k.name, k.first_row, k.last_row, k.letters, k.exit_rows, k.missing, k.seats"
		    " ORDER BY k.position, k.code",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(departure_id)), pool, &rows));
	*out = pool_make_many(pool, struct inventory_cabin, rows_count(rows));
	*count = 0;
	while (rows_next(rows))
		(*out)[(*count)++] = (struct inventory_cabin){
			.code = row_text(rows, 0),
			.name = row_text(rows, 1),
			.first_row = (int)row_int(rows, 2),
			.last_row = (int)row_int(rows, 3),
			.letters = row_text(rows, 4),
			.exit_rows = row_text(rows, 5),
			.missing = row_text(rows, 6),
			.count = { row_int(rows, 7), row_int(rows, 8), row_int(rows, 9),
			    row_int(rows, 10) },
		};
	return NULL;
}

const struct err *inventory_list_seats(struct db *db, int64_t departure_id, apr_pool_t *pool,
    struct inventory_seat **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT c.seat_no, c.cabin, c.state + 0, b.locator, p.given_name, p.surname,"
		    " p.type, c.held_until, c.reason FROM seat_claim c"
		    " LEFT JOIN booking b ON b.id = c.booking_id"
		    " LEFT JOIN passenger p ON p.hold_id = c.hold_id AND p.no = c.passenger_no"
		    " WHERE c.departure_id = ?"
		    " AND (c.state <> 'held' OR c.held_until > NOW(6))"
		    " ORDER BY LENGTH(c.seat_no), c.seat_no",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(departure_id)), pool, &rows));
	*out = pool_make_many(pool, struct inventory_seat, rows_count(rows));
	*count = 0;
	while (rows_next(rows)) {
		static const enum inventory_state states[] = { INVENTORY_HELD, INVENTORY_SOLD,
			INVENTORY_BLOCKED };

		(*out)[(*count)++] = (struct inventory_seat){
			.seat_no = row_text(rows, 0),
			.cabin = row_text(rows, 1),
			.state = states[row_int(rows, 2) - 1],
			.locator = row_text(rows, 3),
			.given_name = row_text(rows, 4),
			.surname = row_text(rows, 5),
			.type = row_text(rows, 6),
			.held_until = row_instant(rows, 7),
			.reason = row_text(rows, 8),
		};
	}
	return NULL;
}
