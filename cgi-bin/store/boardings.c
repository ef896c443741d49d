/* Table boarding. */
#include "store/boardings.h"

#include "base/date.h"
#include "base/pool.h"
#include "store/batch.h"
#include "store/checks_internal.h"
#include "store/names.h"

#define COLUMNS 5

/* A coupon o with its passenger, its seat c (of cabin p) and what was done at the gate. */
#define PASSENGERS \
	"SELECT g.id, o.booking_id, b.locator, o.passenger_no, n.type, n.given_name, n.surname," \
	" n.born_on, c.cabin, c.seat_no, COALESCE(NOT " NOT_ON_THE_PLAN ", 0)," \
	" COALESCE(g.state + 0, 1), COALESCE(g.version, 0), g.changed_at, g.changed_by" \
	" FROM coupon o JOIN booking b ON b.id = o.booking_id" \
	" JOIN passenger n ON n.hold_id = b.hold_id AND n.no = o.passenger_no" \
	" LEFT JOIN seat_claim c ON c.hold_id = b.hold_id AND c.departure_id = o.departure_id" \
	" AND c.passenger_no = o.passenger_no AND c.state = 'sold'" \
	" LEFT JOIN departure_cabin p ON p.departure_id = c.departure_id AND p.code = c.cabin" \
	" LEFT JOIN boarding g ON g.departure_id = o.departure_id" \
	" AND g.booking_id = o.booking_id AND g.passenger_no = o.passenger_no" \
	" WHERE o.departure_id = ?"

static const struct err *read_passengers(struct db *db, const struct query *query,
    const struct arg *args, size_t arg_count, apr_pool_t *pool, struct boarding **out,
    size_t *count)
{
	struct rows *rows;

	TRY(db_select(db, query, args, arg_count, pool, &rows));
	*out = pool_make_many(pool, struct boarding, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		(*out)[*count] = (struct boarding){
			.id = row_int(rows, 0),
			.booking_id = row_int(rows, 1),
			.locator = row_text(rows, 2),
			.passenger_no = row_int(rows, 3),
			.type = row_passenger_type(rows, 4),
			.given_name = row_text(rows, 5),
			.surname = row_text(rows, 6),
			.born_on = row_date(rows, 7),
			.cabin = row_text(rows, 8),
			.seat_no = row_text(rows, 9),
			.is_seat_there = row_int(rows, 10) != 0,
			.state = (enum boarding_state)(row_int(rows, 11) - 1),
			.version = row_int(rows, 12),
			.changed_at = row_instant(rows, 13),
			.changed_by = row_text(rows, 14),
		};
	return NULL;
}

const struct err *boardings_list(struct db *db, int64_t departure_id, bool is_by_name,
    apr_pool_t *pool, struct boarding **out, size_t *count)
{
	static const struct query by_seat = {
		.text = PASSENGERS " ORDER BY c.seat_no IS NULL, LENGTH(c.seat_no), c.seat_no,"
				   " b.locator, o.passenger_no",
	};
	static const struct query by_name = {
		.text = PASSENGERS " ORDER BY n.surname_folded, n.identity, b.locator,"
				   " o.passenger_no",
	};

	return read_passengers(
	    db, is_by_name ? &by_name : &by_seat, ARGS(arg_int(departure_id)), pool, out, count);
}

const struct err *boardings_count(
    struct db *db, int64_t departure_id, apr_pool_t *pool, struct boarding_count *out)
{
	static const struct query query = {
		.text = "SELECT COUNT(*), COUNT(CASE WHEN g.state IN ('checked_in', 'boarded')"
			" THEN 1 END), COUNT(CASE WHEN g.state = 'boarded' THEN 1 END)"
			" FROM coupon o LEFT JOIN boarding g ON g.departure_id = o.departure_id"
			" AND g.booking_id = o.booking_id AND g.passenger_no = o.passenger_no"
			" WHERE o.departure_id = ?",
	};
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(departure_id)), pool, &rows));
	if (!rows_next(rows))
		return err_new(pool, CODE_BROKEN, "a SELECT without a row");
	*out = (struct boarding_count){ .booked = row_int(rows, 0),
		.checked_in = row_int(rows, 1),
		.boarded = row_int(rows, 2) };
	out->missing = out->booked - out->boarded;
	return NULL;
}

const struct err *boardings_list_party(struct db *db, int64_t departure_id, const char *locator,
    apr_pool_t *pool, struct boarding **out, size_t *count)
{
	static const struct query query = {
		.text = PASSENGERS " AND b.locator = ? ORDER BY o.passenger_no",
	};

	return read_passengers(
	    db, &query, ARGS(arg_int(departure_id), arg_text(locator)), pool, out, count);
}

const struct err *boardings_find_elsewhere(struct db *db, int64_t departure_id, const char *locator,
    int64_t passenger_no, apr_pool_t *pool, struct boarding_elsewhere *out)
{
	static const struct query query = {
		.text = "SELECT b.state = 'cancelled', s.departure_id = ?,"
			" CONCAT(d.flight_no, '/', d.departs_on), s.cancelled_at IS NOT NULL,"
			" n.no IS NOT NULL, n.cancelled_at IS NOT NULL"
			" FROM booking b JOIN segment s ON s.hold_id = b.hold_id"
			" JOIN departure d ON d.id = s.departure_id"
			" LEFT JOIN passenger n ON n.hold_id = b.hold_id AND n.no = ?"
			" WHERE b.locator = ? ORDER BY s.position",
	};
	struct rows *rows;

	*out = (struct boarding_elsewhere){ .departures = "" };
	TRY(db_select(db, &query,
	    ARGS(arg_int(departure_id), arg_int(passenger_no), arg_text(locator)), pool, &rows));
	while (rows_next(rows)) {
		bool is_here = row_int(rows, 1) != 0;

		out->is_known = passenger_no == 0 || row_int(rows, 4) != 0;
		out->is_cancelled = out->is_cancelled || row_int(rows, 0) != 0 ||
		    row_int(rows, 5) != 0 || (is_here && row_int(rows, 3) != 0);
		if (!is_here && row_int(rows, 3) == 0)
			out->departures = apr_pstrcat(pool, out->departures,
			    out->departures[0] != '\0' ? " " : "", row_text(rows, 2), NULL);
	}
	return NULL;
}

const struct err *boardings_insert(struct db *db, int64_t departure_id,
    const struct boarding *boarding, enum boarding_state state, const char *actor, apr_pool_t *pool,
    int64_t *id)
{
	static const struct query query = {
		.text = "INSERT INTO boarding (departure_id, booking_id, passenger_no, state,"
			" changed_at, changed_by) VALUES (?,?,?,?,NOW(6),?)",
	};
	struct db_done done;

	TRY(db_run(db, &query,
	    ARGS(arg_int(departure_id), arg_int(boarding->booking_id),
		arg_int(boarding->passenger_no), arg_text(name_of_boarding_state(state)),
		arg_text(actor)),
	    pool, &done));
	*id = done.id;
	return NULL;
}

const struct err *boardings_insert_many(struct db *db, int64_t departure_id,
    const struct boarding *list, size_t count, enum boarding_state state, const char *actor,
    apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO boarding (departure_id, booking_id, passenger_no, state,"
			" changed_at, changed_by) VALUES",
		.row = "(?,?,?,?,NOW(6),?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);

	for (size_t i = 0; i < count; i++) {
		struct arg *row = &args[i * COLUMNS];

		row[0] = arg_int(departure_id);
		row[1] = arg_int(list[i].booking_id);
		row[2] = arg_int(list[i].passenger_no);
		row[3] = arg_text(name_of_boarding_state(state));
		row[4] = arg_text(actor);
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *boardings_set_state(
    struct db *db, int64_t id, enum boarding_state state, const char *actor, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE boarding SET state = ?, version = version + 1,"
			" changed_at = NOW(6), changed_by = ? WHERE id = ?",
	};

	return db_run_later(db, &query,
	    ARGS(arg_text(name_of_boarding_state(state)), arg_text(actor), arg_int(id)), pool);
}

const struct err *boardings_list_of_booking_later(
    struct db *db, int64_t booking_id, apr_pool_t *pool, struct asked *out)
{
	static const struct query query = {
		.text = "SELECT departure_id, passenger_no, state = 'boarded' FROM boarding"
			" WHERE booking_id = ? AND state IN ('checked_in', 'boarded')",
	};

	return db_select_later(db, &query, ARGS(arg_int(booking_id)), pool, &out->rows);
}

void boardings_read_marks(const struct asked *asked, struct segment *segments, size_t count)
{
	while (rows_next(asked->rows)) {
		unsigned mark = 1u << (row_int(asked->rows, 1) - 1);

		for (size_t i = 0; i < count; i++) {
			if (segments[i].departure_id != row_int(asked->rows, 0))
				continue;
			segments[i].checked_in |= mark;
			if (row_int(asked->rows, 2) != 0)
				segments[i].boarded |= mark;
		}
	}
}
