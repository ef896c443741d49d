/* Blocking seats and freeing them again. */
#include "store/seats_block.h"

#include "base/pool.h"
#include "db/tx.h"
#include "store/batch.h"
#include "store/seat_events.h"

#define COLUMNS 4
#define AT_ONCE 9

const struct err *seats_list_claimed(struct db *db, int64_t departure_id, apr_pool_t *pool,
    const struct seat_claimed **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT seat_no, CASE WHEN state = 'sold' THEN 2 WHEN state = 'blocked'"
			" THEN 3 WHEN held_until > NOW(6) THEN 1 ELSE 0 END FROM seat_claim"
			" WHERE departure_id = ? ORDER BY seat_no",
	};
	struct seat_claimed *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(departure_id)), pool, &rows));
	list = pool_make_many(pool, struct seat_claimed, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct seat_claimed){ row_text(rows, 0),
			(enum seat_standing)row_int(rows, 1) };
	*out = list;
	return NULL;
}

static const struct err *take_over(struct db *db, int64_t departure_id,
    const struct seat_block *seat, const char *reason, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE seat_claim SET cabin = ?, state = 'blocked', hold_id = NULL,"
			" passenger_no = NULL, booking_id = NULL, held_until = NULL, reason = ?"
			" WHERE departure_id = ? AND seat_no = ? AND state = 'held'"
			" AND held_until <= NOW(6)",
	};
	const struct seat_event over = { departure_id, seat->seat_no, "expired", 0 };
	struct db_done done;

	TRY(db_run(db, &query,
	    ARGS(arg_text(seat->cabin), arg_text(reason), arg_int(departure_id),
		arg_text(seat->seat_no)),
	    pool, &done));
	if (done.rows != 1)
		return tx_again(pool, "a claim that was over has just been tidied");
	return seat_events_insert(db, &over, 1, pool);
}

static const struct err *write_events(struct db *db, int64_t departure_id,
    const struct seat_block *seats, size_t count, const char *what, apr_pool_t *pool)
{
	struct seat_event *events = pool_make_many(pool, struct seat_event, count);

	for (size_t i = 0; i < count; i++)
		events[i] = (struct seat_event){ departure_id, seats[i].seat_no, what, 0 };
	return seat_events_insert(db, events, count, pool);
}

const struct err *seats_block(struct db *db, int64_t departure_id, const struct seat_block *seats,
    size_t count, const char *reason, apr_pool_t *pool)
{
	static const struct query query = {
		.text =
		    "INSERT INTO seat_claim (departure_id, seat_no, cabin, state, reason) VALUES",
		.row = "(?,?,?,'blocked',?)",
	};
	struct arg *args = pool_make_many(pool, struct arg, count * COLUMNS);
	size_t rows = 0;

	for (size_t i = 0; i < count; i++) {
		struct arg *row = &args[rows * COLUMNS];

		if (seats[i].is_over) {
			TRY(take_over(db, departure_id, &seats[i], reason, pool));
			continue;
		}
		row[0] = arg_int(departure_id);
		row[1] = arg_text(seats[i].seat_no);
		row[2] = arg_text(seats[i].cabin);
		row[3] = arg_text(reason);
		rows++;
	}
	TRY(batch_insert(db, &query, rows, COLUMNS, args, pool));
	return write_events(db, departure_id, seats, count, "blocked", pool);
}

const struct err *seats_unblock(struct db *db, int64_t departure_id, const struct seat_block *seats,
    size_t count, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE FROM seat_claim WHERE departure_id = ?"
			" AND seat_no IN (?,?,?,?,?,?,?,?,?) AND state = 'blocked'",
	};

	for (size_t first = 0; first < count; first += AT_ONCE) {
		size_t part = count - first < AT_ONCE ? count - first : AT_ONCE;
		struct arg args[1 + AT_ONCE] = { arg_int(departure_id) };
		struct db_done done;

		for (size_t i = 0; i < AT_ONCE; i++)
			args[1 + i] = arg_text(seats[first + (i < part ? i : 0)].seat_no);
		TRY(db_run(db, &query, args, 1 + AT_ONCE, pool, &done));
		if (done.rows != (int64_t)part)
			return tx_again(pool, "a blocked seat has just been freed");
	}
	return write_events(db, departure_id, seats, count, "unblocked", pool);
}
