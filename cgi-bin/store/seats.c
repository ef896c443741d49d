/* Table seat_claim: reading what is taken, keeping, selling and giving back. */
#include "store/seats.h"

#include "base/pool.h"
#include "db/tx.h"
#include "store/seat_events.h"

#include <stdlib.h>
#include <string.h>

/* One for each departure of a hold, so that all may be under way at once. */
#define LIST_TAKEN \
	{ \
		.text = "SELECT seat_no, state = 'blocked' FROM seat_claim WHERE departure_id = ?" \
			" AND (state <> 'held' OR held_until > NOW(6))" \
	}

const struct err *seats_list_taken_later(
    struct db *db, size_t nth, int64_t departure_id, apr_pool_t *pool, struct asked *out)
{
	static const struct query queries[SEATS_AT_ONCE] = { LIST_TAKEN, LIST_TAKEN, LIST_TAKEN,
		LIST_TAKEN };
	return db_select_later(db, &queries[nth], ARGS(arg_int(departure_id)), pool, &out->rows);
}

const struct err *seats_list_taken(struct db *db, int64_t departure_id, apr_pool_t *pool,
    const struct seat_taken **out, size_t *count)
{
	struct asked asked;
	TRY(seats_list_taken_later(db, 0, departure_id, pool, &asked));
	TRY(db_settle(db, pool));
	seats_read_taken(&asked, pool, out, count);
	return NULL;
}

void seats_read_taken(
    const struct asked *asked, apr_pool_t *pool, const struct seat_taken **out, size_t *count)
{
	struct rows *rows = asked->rows;
	struct seat_taken *list = pool_make_many(pool, struct seat_taken, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct seat_taken){ row_text(rows, 0), row_int(rows, 1) != 0 };
	*out = list;
}

static const struct err *write_events(struct db *db, int64_t hold_id, int64_t departure_id,
    const struct seat_names *names, const char *what, apr_pool_t *pool)
{
	struct seat_event events[PARTY_SEATS_MAX];
	for (size_t i = 0; i < names->n; i++)
		events[i] = (struct seat_event){ departure_id, names->v[i], what, hold_id };
	return seat_events_insert(db, events, names->n, pool);
}

/* By the primary key, so that claims are locked in order of seat: the key of their owner has them in order of passenger. */
const struct err *seats_delete_named(struct db *db, int64_t hold_id, int64_t departure_id,
    const struct seat_names *names, const char *what, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "DELETE c FROM seat_claim c FORCE INDEX (PRIMARY) WHERE c.departure_id = ?"
			" AND c.seat_no IN (?,?,?,?,?,?,?,?,?) AND c.hold_id = ?",
	};
	struct arg args[PARTY_SEATS_MAX + 2] = { arg_int(departure_id) };
	for (size_t i = 0; i < PARTY_SEATS_MAX; i++)
		args[1 + i] = arg_text(names->v[i < names->n ? i : 0]);
	args[PARTY_SEATS_MAX + 1] = arg_int(hold_id);
	struct db_done done;
	TRY(db_run(db, &query, args, PARTY_SEATS_MAX + 2, pool, &done));
	if (done.rows != (int64_t)names->n)
		return tx_again(pool, "a claim was taken over while its hold was changed");
	return write_events(db, hold_id, departure_id, names, what, pool);
}

const struct err *seats_delete(
    struct db *db, int64_t hold_id, const char *what, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text = "SELECT departure_id, seat_no FROM seat_claim WHERE hold_id = ?"
			" ORDER BY departure_id, seat_no",
	};
	struct rows *rows;
	int64_t departure_id = 0;
	struct seat_names names = { .n = 0 };
	TRY(db_select(db, &query, ARGS(arg_int(hold_id)), pool, &rows));
	*count = (int64_t)rows_count(rows);
	while (rows_next(rows)) {
		if (names.n > 0 && departure_id != row_int(rows, 0)) {
			TRY(seats_delete_named(db, hold_id, departure_id, &names, what, pool));
			names.n = 0;
		}
		departure_id = row_int(rows, 0);
		names.v[names.n++] = row_text(rows, 1);
	}
	if (names.n == 0)
		return NULL;
	return seats_delete_named(db, hold_id, departure_id, &names, what, pool);
}

const struct err *seats_set_held_until(
    struct db *db, int64_t hold_id, int64_t held_until, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text = "UPDATE seat_claim SET held_until = ? WHERE hold_id = ? AND state = 'held'",
	};
	struct db_done done;
	TRY(db_run(db, &query, ARGS(arg_instant(held_until), arg_int(hold_id)), pool, &done));
	*count = done.rows;
	return NULL;
}

const struct err *seats_set_named_held_until(struct db *db, int64_t hold_id, int64_t departure_id,
    const struct seat_names *names, int64_t held_until, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE seat_claim FORCE INDEX (PRIMARY) SET held_until = ?"
			" WHERE departure_id = ? AND seat_no IN (?,?,?,?,?,?,?,?,?)"
			" AND hold_id = ? AND state = 'held'",
	};
	struct arg args[PARTY_SEATS_MAX + 3] = { arg_instant(held_until), arg_int(departure_id) };
	for (size_t i = 0; i < PARTY_SEATS_MAX; i++)
		args[2 + i] = arg_text(names->v[i < names->n ? i : 0]);
	args[PARTY_SEATS_MAX + 2] = arg_int(hold_id);
	return db_run_later(db, &query, args, PARTY_SEATS_MAX + 3, pool);
}

const struct err *seats_set_sold(
    struct db *db, int64_t hold_id, int64_t booking_id, apr_pool_t *pool, int64_t *count)
{
	static const struct query query = {
		.text = "UPDATE seat_claim SET state = 'sold', booking_id = ?, held_until = NULL"
			" WHERE hold_id = ? AND state = 'held'",
	};
	struct db_done done;
	TRY(db_run(db, &query, ARGS(arg_int(booking_id), arg_int(hold_id)), pool, &done));
	*count = done.rows;
	return NULL;
}

static int by_seat(const void *a, const void *b)
{
	const struct seat_handing *left = a, *right = b;
	return strcmp(left->seat_no, right->seat_no);
}

/* The row stays, so that the seat is free at no moment. */
static const struct err *hand_over(struct db *db, int64_t from_hold_id,
    const struct seats_owner *owner, int64_t departure_id, const struct seat_handing *one,
    apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE seat_claim SET hold_id = ?, passenger_no = ?, booking_id = ?"
			" WHERE departure_id = ? AND seat_no = ? AND hold_id = ?"
			" AND state = 'sold'",
	};
	struct db_done done;
	TRY(db_run(db, &query,
	    ARGS(arg_int(owner->hold_id), arg_int(one->passenger_no), arg_int(owner->booking_id),
		arg_int(departure_id), arg_text(one->seat_no), arg_int(from_hold_id)),
	    pool, &done));
	return done.rows == 1 ? NULL : tx_again(pool, "a claim moved while it was handed over");
}

const struct err *seats_set_owner(struct db *db, int64_t from_hold_id,
    const struct seats_owner *owner, int64_t departure_id, const struct seat_handing *list,
    size_t count, apr_pool_t *pool)
{
	struct seat_handing sorted[PARTY_SEATS_MAX];
	struct seat_event events[2 * PARTY_SEATS_MAX];
	memcpy(sorted, list, count * sizeof(*list));
	qsort(sorted, count, sizeof(*sorted), by_seat);
	for (size_t i = 0; i < count; i++) {
		TRY(hand_over(db, from_hold_id, owner, departure_id, &sorted[i], pool));
		events[2 * i] = (struct seat_event){ departure_id, sorted[i].seat_no, "moved",
			from_hold_id };
		events[2 * i + 1] = (struct seat_event){ departure_id, sorted[i].seat_no, "sold",
			owner->hold_id };
	}
	return seat_events_insert(db, events, 2 * count, pool);
}
