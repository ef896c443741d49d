/* Tables departure_work and departure_told: what is to be done, and what was. */
#include "store/departure_works.h"

#include "base/pool.h"

static const struct err *insert_cabins(
    struct db *db, int64_t id, int64_t departure_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO departure_work_cabin (work_id, code, position, name, first_row,"
		    " last_row, letters, exit_rows, missing) SELECT ?, code, position, name,"
		    " first_row, last_row, letters, exit_rows, missing FROM departure_cabin"
		    " WHERE departure_id = ?",
	};

	return db_run(db, &query, ARGS(arg_int(id), arg_int(departure_id)), pool, NULL);
}

static const struct err *insert_bookings(
    struct db *db, int64_t id, int64_t departure_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO departure_told (work_id, booking_id) SELECT ?, b.id"
			" FROM segment s JOIN booking b ON b.hold_id = s.hold_id"
			" WHERE s.departure_id = ? AND s.cancelled_at IS NULL"
			" AND b.state = 'confirmed'",
	};

	return db_run(db, &query, ARGS(arg_int(id), arg_int(departure_id)), pool, NULL);
}

const struct err *departure_works_insert(
    struct db *db, const struct departure_work *work, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO departure_work (departure_id, service_version, was_departs_at,"
			" was_arrives_at, was_origin_offset, was_destination_offset, departs_at,"
			" arrives_at, origin_offset, destination_offset, is_cancelled, is_news,"
			" is_reseating, state, learned_at)"
			" VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,'open',NOW(6))",
	};
	const struct departure *was = &work->was, *is = &work->is;
	struct db_done done;

	TRY(db_run(db, &query,
	    ARGS(arg_int(work->departure_id), arg_int(work->service_version),
		arg_instant(was->departs_at), arg_instant(was->arrives_at),
		arg_int(was->origin_offset), arg_int(was->destination_offset),
		arg_instant(is->departs_at), arg_instant(is->arrives_at),
		arg_int(is->origin_offset), arg_int(is->destination_offset),
		arg_int(is->state == DEPARTURE_CANCELLED && was->state != DEPARTURE_CANCELLED),
		arg_int(work->is_news), arg_int(work->is_reseating)),
	    pool, &done));
	TRY(insert_cabins(db, done.id, work->departure_id, pool));
	return work->is_news ? insert_bookings(db, done.id, work->departure_id, pool) : NULL;
}

#define WORK_SELECT \
	"SELECT w.id, w.departure_id, d.flight_no, d.departs_on, w.service_version," \
	" w.was_departs_at, w.was_arrives_at, w.was_origin_offset, w.was_destination_offset," \
	" w.departs_at, w.arrives_at, w.origin_offset, w.destination_offset, w.is_cancelled," \
	" w.is_news, w.is_reseating, w.state = 'done', w.learned_at, w.done_at," \
	" (SELECT COUNT(t.told_at) FROM departure_told t WHERE t.work_id = w.id)," \
	" (SELECT COUNT(*) FROM departure_told t WHERE t.work_id = w.id AND t.told_at IS NULL)," \
	" (SELECT COUNT(r.to_seat) FROM departure_reseat r WHERE r.work_id = w.id)," \
	" (SELECT COUNT(*) FROM departure_reseat r WHERE r.work_id = w.id AND r.to_seat IS NULL)" \
	" FROM departure_work w JOIN departure d ON d.id = w.departure_id"

/* Four columns of times from `column` on. */
static struct departure read_times(
    const struct rows *rows, size_t column, enum departure_state state)
{
	return (struct departure){
		.flight_no = row_text(rows, 2),
		.on = row_date(rows, 3),
		.departs_at = row_instant(rows, column),
		.arrives_at = row_instant(rows, column + 1),
		.origin_offset = (int)row_int(rows, column + 2),
		.destination_offset = (int)row_int(rows, column + 3),
		.state = state,
	};
}

static const struct err *select_works(struct db *db, const struct query *query,
    const struct arg *args, size_t arg_count, apr_pool_t *pool, const struct departure_work **out,
    size_t *count)
{
	struct departure_work *list;
	struct rows *rows;

	TRY(db_select(db, query, args, arg_count, pool, &rows));
	list = pool_make_many(pool, struct departure_work, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct departure_work){
			.id = row_int(rows, 0),
			.departure_id = row_int(rows, 1),
			.was = read_times(rows, 5, DEPARTURE_SCHEDULED),
			.is = read_times(rows, 9,
			    row_int(rows, 13) != 0 ? DEPARTURE_CANCELLED : DEPARTURE_SCHEDULED),
			.service_version = row_int(rows, 4),
			.is_news = row_int(rows, 14) != 0,
			.is_reseating = row_int(rows, 15) != 0,
			.is_done = row_int(rows, 16) != 0,
			.learned_at = row_instant(rows, 17),
			.done_at = row_instant(rows, 18),
			.told = row_int(rows, 19),
			.to_tell = row_int(rows, 20),
			.moved = row_int(rows, 21),
			.lost = row_int(rows, 22),
		};
	*out = list;
	return NULL;
}

const struct err *departure_works_list_open(
    struct db *db, int64_t most, apr_pool_t *pool, const struct departure_work **out, size_t *count)
{
	static const struct query query = {
		.text = WORK_SELECT " WHERE w.state = 'open' ORDER BY w.id LIMIT ?",
	};

	return select_works(db, &query, ARGS(arg_int(most)), pool, out, count);
}

const struct err *departure_works_list(struct db *db, const char *flight_no, int32_t on,
    apr_pool_t *pool, const struct departure_work **out, size_t *count)
{
	static const struct query query = {
		.text = WORK_SELECT " WHERE d.flight_no = ? AND d.departs_on = ?"
				    " ORDER BY w.id DESC LIMIT 100",
	};

	return select_works(db, &query, ARGS(arg_text(flight_no), arg_date(on)), pool, out, count);
}

const struct err *departure_works_list_untold(struct db *db, int64_t id, int64_t most,
    apr_pool_t *pool, const struct work_booking **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT b.id, b.email, b.language FROM departure_told t"
			" JOIN departure_work w ON w.id = t.work_id"
			" JOIN booking b ON b.id = t.booking_id"
			" JOIN segment s ON s.hold_id = b.hold_id"
			" AND s.departure_id = w.departure_id"
			" WHERE t.work_id = ? AND t.told_at IS NULL AND b.state = 'confirmed'"
			" AND s.cancelled_at IS NULL ORDER BY t.booking_id LIMIT ?",
	};
	struct work_booking *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(id), arg_int(most)), pool, &rows));
	list = pool_make_many(pool, struct work_booking, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct work_booking){ row_int(rows, 0), row_text(rows, 1),
			row_text(rows, 2) };
	*out = list;
	return NULL;
}

const struct err *departure_works_set_told(
    struct db *db, int64_t id, int64_t booking_id, bool is_silent, apr_pool_t *pool, bool *is_new)
{
	static const struct query update = {
		.text = "UPDATE departure_told SET told_at = NOW(6), is_silent = ?"
			" WHERE work_id = ? AND booking_id = ? AND told_at IS NULL",
	};
	static const struct query insert = {
		.text = "INSERT INTO departure_told (is_silent, work_id, booking_id, told_at)"
			" VALUES (?, ?, ?, NOW(6))",
	};
	const struct arg args[] = { arg_int(is_silent), arg_int(id), arg_int(booking_id) };
	struct db_done done;
	const struct err *err;

	*is_new = true;
	TRY(db_run(db, &update, args, 3, pool, &done));
	if (done.rows == 1)
		return NULL;
	err = db_run(db, &insert, args, 3, pool, NULL);
	*is_new = !db_is_duplicate(err, "PRIMARY");
	return *is_new ? err : NULL;
}

const struct err *departure_works_set_told_too(
    struct db *db, int64_t booking_id, int64_t new_id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "INSERT INTO departure_told (work_id, booking_id)"
			" SELECT work_id, ? FROM departure_told"
			" WHERE booking_id = ? AND told_at IS NULL",
	};

	return db_run(db, &query, ARGS(arg_int(new_id), arg_int(booking_id)), pool, NULL);
}

const struct err *departure_works_delete_gone(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM departure_told WHERE work_id = ? AND told_at IS NULL",
	};

	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}

const struct err *departure_works_set_done(struct db *db, int64_t id, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE departure_work SET state = 'done', done_at = NOW(6)"
			" WHERE id = ? AND state = 'open'",
	};

	return db_run(db, &query, ARGS(arg_int(id)), pool, NULL);
}
