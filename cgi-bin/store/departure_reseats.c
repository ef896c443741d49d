/* Tables departure_work_cabin and departure_reseat: the seat plan that was, who sits where, who was seated anew, and what else they fly. */
#include "store/departure_works.h"

#include "base/pool.h"
#include "store/batch.h"
#include "store/cabins.h"
#include "store/seat_plan.h"

#define COLUMNS 5

const struct err *departure_works_list_cabins(
    struct db *db, int64_t id, apr_pool_t *pool, const struct cabin **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT k.work_id, k.code, k.name, k.first_row, k.last_row, k.letters,"
			" k.exit_rows, k.missing FROM departure_work_cabin k WHERE k.work_id = ?"
			" ORDER BY k.position",
	};
	struct cabin *cabins;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(id)), pool, &rows));
	cabins = pool_make_many(pool, struct cabin, rows_count(rows) + 1);
	for (*count = 0; rows_next(rows); (*count)++)
		cabins_read(rows, pool, &cabins[*count]);
	*out = cabins;
	return NULL;
}

const struct err *departure_works_list_claims(struct db *db, int64_t work_id, int64_t departure_id,
    apr_pool_t *pool, const struct work_claim **out, size_t *count)
{
/* Of a hold as they were asked for: its passengers may have no names yet. */
#define TRAVEL(type, asked) \
	"IF(c.state = 'held', h." asked ", (SELECT COUNT(*) FROM passenger q" \
	" WHERE q.hold_id = c.hold_id AND q.type = '" type "' AND q.cancelled_at IS NULL))"
	static const struct query query = {
		.text =
		    "SELECT c.seat_no, c.cabin, c.state = 'held', IF(b.state = 'confirmed', b.id, 0),"
		    " COALESCE(c.passenger_no, 0), b.locator, p.given_name,"
		    " p.surname, " TRAVEL("child", "children") ", " TRAVEL("infant",
			"infants") ", t.told_at IS NOT NULL,"
				   " t.work_id IS NOT NULL AND t.told_at IS NULL,"
				   " COALESCE(g.state IN ('checked_in', 'boarded'), 0),"
				   " c.state = 'held' AND c.held_until <= NOW(6)"
				   " FROM seat_claim c LEFT JOIN booking b ON b.id = c.booking_id"
				   " LEFT JOIN hold h ON h.id = c.hold_id"
				   " LEFT JOIN passenger p ON p.hold_id = c.hold_id AND p.no = c.passenger_no"
				   " LEFT JOIN departure_told t ON t.work_id = ? AND t.booking_id = c.booking_id"
				   " LEFT JOIN boarding g ON g.departure_id = c.departure_id"
				   " AND g.booking_id = c.booking_id AND g.passenger_no = c.passenger_no"
				   " WHERE c.departure_id = ?"
				   " ORDER BY c.booking_id, c.passenger_no",
	};
#undef TRAVEL
	struct work_claim *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(work_id), arg_int(departure_id)), pool, &rows));
	list = pool_make_many(pool, struct work_claim, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct work_claim){ .seat_no = row_text(rows, 0),
			.cabin = row_text(rows, 1),
			.is_held = row_int(rows, 2) != 0,
			.booking_id = row_int(rows, 3),
			.passenger_no = row_int(rows, 4),
			.locator = row_text(rows, 5),
			.given_name = row_text(rows, 6),
			.surname = row_text(rows, 7),
			.children = row_int(rows, 8),
			.infants = row_int(rows, 9),
			.is_told = row_int(rows, 10) != 0,
			.is_to_tell = row_int(rows, 11) != 0,
			.is_checked_in = row_int(rows, 12) != 0,
			.is_over = row_int(rows, 13) != 0 };
	*out = list;
	return NULL;
}

const struct err *departure_works_insert_moves(
    struct db *db, int64_t id, const struct work_move *moves, size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO departure_reseat (work_id, booking_id, passenger_no, from_seat,"
		    " to_seat) VALUES",
		.row = "(?,?,?,?,?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);

	for (size_t i = 0; i < count; i++) {
		struct arg *row = &args[i * COLUMNS];

		row[0] = arg_int(id);
		row[1] = arg_int(moves[i].booking_id);
		row[2] = arg_int(moves[i].passenger_no);
		row[3] = arg_text(moves[i].from_seat);
		row[4] = arg_text(moves[i].to_seat);
	}
	return batch_insert(db, &query, count, COLUMNS, args, pool);
}

const struct err *departure_works_list_moves(struct db *db, int64_t departure_id, int64_t most,
    apr_pool_t *pool, const struct work_move **out, size_t *count)
{
	static const struct query query = {
		.text =
		    "SELECT r.booking_id, r.passenger_no, r.from_seat, r.to_seat, b.locator,"
		    " n.given_name, n.surname, c.seat_no,"
		    " c.seat_no IS NOT NULL AND " NOT_ON_THE_PLAN " FROM departure_work w"
		    " JOIN departure_reseat r ON r.work_id = w.id"
		    " JOIN booking b ON b.id = r.booking_id"
		    " JOIN passenger n ON n.hold_id = b.hold_id AND n.no = r.passenger_no"
		    " LEFT JOIN seat_claim c ON c.hold_id = b.hold_id"
		    " AND c.departure_id = w.departure_id AND c.passenger_no = r.passenger_no"
		    " LEFT JOIN departure_cabin p ON p.departure_id = c.departure_id AND p.code = c.cabin"
		    " WHERE w.departure_id = ?"
		    " ORDER BY w.id DESC, r.to_seat IS NOT NULL, r.booking_id, r.passenger_no"
		    " LIMIT ?",
	};
	struct work_move *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(departure_id), arg_int(most)), pool, &rows));
	list = pool_make_many(pool, struct work_move, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct work_move){ .booking_id = row_int(rows, 0),
			.passenger_no = row_int(rows, 1),
			.from_seat = row_text(rows, 2),
			.to_seat = row_text(rows, 3),
			.locator = row_text(rows, 4),
			.given_name = row_text(rows, 5),
			.surname = row_text(rows, 6),
			.seat_now = row_text(rows, 7),
			.is_off = row_int(rows, 8) != 0 };
	*out = list;
	return NULL;
}

const struct err *departure_works_list_told_lost(struct db *db, const struct departure_work *work,
    int64_t booking_id, apr_pool_t *pool, const char *const **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT r.from_seat FROM departure_work w"
			" JOIN departure_reseat r ON r.work_id = w.id AND r.booking_id = ?"
			" JOIN departure_told t ON t.work_id = w.id AND t.booking_id = r.booking_id"
			" WHERE w.departure_id = ? AND w.id <> ? AND r.to_seat IS NULL"
			" AND t.told_at >= ?",
	};
	const char **list;
	struct rows *rows;

	TRY(db_select(db, &query,
	    ARGS(arg_int(booking_id), arg_int(work->departure_id), arg_int(work->id),
		arg_instant(work->learned_at)),
	    pool, &rows));
	list = pool_make_many(pool, const char *, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = row_text(rows, 0);
	*out = list;
	return NULL;
}

const struct err *departure_works_list_beside(struct db *db, int64_t departure_id, apr_pool_t *pool,
    const struct work_beside **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT b.locator, CONCAT(o.flight_no, '/', o.departs_on), o.departs_at,"
			" o.arrives_at, x.position > s.position FROM segment s"
			" JOIN booking b ON b.hold_id = s.hold_id AND b.state = 'confirmed'"
			" JOIN segment x ON x.hold_id = s.hold_id AND x.position <> s.position"
			" AND x.cancelled_at IS NULL"
			" JOIN departure o ON o.id = x.departure_id AND o.state <> 'cancelled'"
			" WHERE s.departure_id = ? AND s.cancelled_at IS NULL ORDER BY b.id",
	};
	struct work_beside *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(departure_id)), pool, &rows));
	list = pool_make_many(pool, struct work_beside, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct work_beside){ row_text(rows, 0), row_text(rows, 1),
			row_instant(rows, 2), row_instant(rows, 3), row_int(rows, 4) != 0 };
	*out = list;
	return NULL;
}
