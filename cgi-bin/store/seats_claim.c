/* Taking seats: lock and look, or look without a lock; either way the primary key decides. */
#include "store/seats.h"

#include "base/pool.h"
#include "db/tx.h"
#include "store/seat_events.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 4
#define COLUMNS 8

enum standing { STANDING_FREE, STANDING_OVER, STANDING_TAKEN };

/* One call of seats_claim. */
struct claiming {
	struct db *db;
	const struct seats_owner *owner;
	int64_t departure_id;
	struct seat_wish wishes[PARTY_SEATS_MAX]; /* in order of seat */
	enum standing standings[PARTY_SEATS_MAX]; /* as they were last seen */
	size_t count;
};

static int by_seat(const void *a, const void *b)
{
	const struct seat_wish *left = a, *right = b;
	return strcmp(left->seat_no, right->seat_no);
}

static void stand(struct claiming *claiming, const char *seat_no, enum standing standing)
{
	for (size_t i = 0; i < claiming->count; i++)
		if (strcmp(claiming->wishes[i].seat_no, seat_no) == 0)
			claiming->standings[i] = standing;
}

#define LOOK \
	"SELECT seat_no, state = 'held' AND held_until <= NOW(6) FROM seat_claim" \
	" WHERE departure_id = ? AND seat_no IN (?,?,?,?,?,?,?,?,?) ORDER BY seat_no"
#define LOOK_ARGS (PARTY_SEATS_MAX + 1)

static void set_look(
    int64_t departure_id, const struct seat_wish *wishes, size_t count, struct arg args[])
{
	args[0] = arg_int(departure_id);
	for (size_t i = 0; i < PARTY_SEATS_MAX; i++)
		args[1 + i] = arg_text(wishes[i < count ? i : 0].seat_no);
}

/* How the wishes stand now; locked, they stay so, but for seats that have no row yet. */
static const struct err *look_or_lock(struct claiming *claiming, bool is_locking, apr_pool_t *pool)
{
	static const struct query plain = { .text = LOOK };
	static const struct query locking = { .text = LOOK " FOR UPDATE" };
	struct arg args[LOOK_ARGS];
	struct rows *rows;
	set_look(claiming->departure_id, claiming->wishes, claiming->count, args);
	TRY(db_select(claiming->db, is_locking ? &locking : &plain, args, LOOK_ARGS, pool, &rows));
	for (size_t i = 0; i < claiming->count; i++)
		claiming->standings[i] = STANDING_FREE;
	while (rows_next(rows))
		stand(claiming, row_text(rows, 0),
		    row_int(rows, 1) != 0 ? STANDING_OVER : STANDING_TAKEN);
	return NULL;
}

static struct seat_names those_that_are(const struct claiming *claiming, enum standing standing)
{
	struct seat_names names = { .n = 0 };
	for (size_t i = 0; i < claiming->count; i++)
		if (claiming->standings[i] == standing)
			names.v[names.n++] = claiming->wishes[i].seat_no;
	return names;
}

static const char *what_of(const struct claiming *claiming)
{
	return claiming->owner->booking_id == 0 ? "held" : "sold";
}

static void set_owner(
    const struct claiming *claiming, const struct seat_wish *wish, struct arg *args)
{
	const struct seats_owner *owner = claiming->owner;
	args[0] = arg_text(wish->cabin);
	args[1] = arg_text(what_of(claiming));
	args[2] = arg_int(owner->hold_id);
	args[3] = arg_int(wish->passenger_no);
	args[4] = owner->booking_id == 0 ? arg_null() : arg_int(owner->booking_id);
	args[5] = arg_instant(owner->held_until);
	args[6] = arg_int(claiming->departure_id);
	args[7] = arg_text(wish->seat_no);
}

/* The seat changes hands in its row: what the old hold had ends, what the new one has begins. */
static const struct err *take_over(
    struct claiming *claiming, const struct seat_wish *wish, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = {
		.text = "UPDATE seat_claim SET cabin = ?, state = ?, hold_id = ?, passenger_no = ?,"
			" booking_id = ?, held_until = ? WHERE departure_id = ? AND seat_no = ?"
			" AND state = 'held' AND held_until <= NOW(6)",
	};
	struct arg args[COLUMNS];
	struct db_done done;
	set_owner(claiming, wish, args);
	TRY(db_run(claiming->db, &query, args, COLUMNS, pool, &done));
	*is_done = done.rows == 1;
	if (!*is_done)
		return NULL;
	const struct seat_event events[] = {
		{ claiming->departure_id, wish->seat_no, "expired", 0 },
		{ claiming->departure_id, wish->seat_no, what_of(claiming),
		    claiming->owner->hold_id },
	};
	return seat_events_insert(claiming->db, events, 2, pool);
}

static const struct err *take_over_all(
    struct claiming *claiming, apr_pool_t *pool, struct seat_names *done, bool *is_done)
{
	*is_done = true;
	for (size_t i = 0; *is_done && i < claiming->count; i++) {
		const struct seat_wish *wish = &claiming->wishes[i];
		if (claiming->standings[i] != STANDING_OVER)
			continue;
		TRY(take_over(claiming, wish, pool, is_done));
		if (*is_done)
			done->v[done->n++] = wish->seat_no;
	}
	return NULL;
}

#define INSERT \
	{ \
		.text = "INSERT INTO seat_claim (cabin, state, hold_id, passenger_no, booking_id," \
			" held_until, departure_id, seat_no) VALUES", \
		.row = "(?,?,?,?,?,?,?,?)" \
	}

static const struct err *insert_free(struct claiming *claiming, apr_pool_t *pool, bool *is_done)
{
	static const struct query query = INSERT;
	struct arg args[PARTY_SEATS_MAX * COLUMNS];
	struct seat_event events[PARTY_SEATS_MAX];
	size_t rows = 0;
	*is_done = true;
	for (size_t i = 0; i < claiming->count; i++) {
		const struct seat_wish *wish = &claiming->wishes[i];
		if (claiming->standings[i] != STANDING_FREE)
			continue;
		set_owner(claiming, wish, &args[rows * COLUMNS]);
		events[rows++] = (struct seat_event){ claiming->departure_id, wish->seat_no,
			what_of(claiming), claiming->owner->hold_id };
	}
	if (rows == 0)
		return NULL;
	const struct err *err = db_insert_many(
	    claiming->db, &query, rows, COLUMNS, args, pool, NULL);
	*is_done = !db_is_duplicate(err, "PRIMARY");
	if (!*is_done)
		return NULL;
	TRY(err);
	return seat_events_insert(claiming->db, events, rows, pool);
}

const struct err *seats_claim(struct db *db, enum seats_way way, const struct seats_owner *owner,
    int64_t departure_id, const struct seat_wish *wishes, size_t count, apr_pool_t *pool,
    struct seat_names *taken)
{
	assert(count >= 1 && count <= PARTY_SEATS_MAX);
	struct claiming claiming = {
		.db = db,
		.owner = owner,
		.departure_id = departure_id,
		.count = count,
	};
	memcpy(claiming.wishes, wishes, count * sizeof(*wishes));
	qsort(claiming.wishes, count, sizeof(*wishes), by_seat);
	taken->n = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct seat_names over = { .n = 0 };
		bool is_done;
		/* Without a lock too: INSERT would leave a shared lock on a claim that is over, and two who have it cannot both take the claim over. */
		TRY(look_or_lock(&claiming, way == SEATS_LOCK_FIRST, pool));
		*taken = those_that_are(&claiming, STANDING_TAKEN);
		if (taken->n > 0)
			return NULL;
		TRY(take_over_all(&claiming, pool, &over, &is_done));
		if (is_done)
			TRY(insert_free(&claiming, pool, &is_done));
		if (is_done)
			return NULL;
		if (over.n > 0)
			TRY(seats_delete_named(
			    db, owner->hold_id, departure_id, &over, "released", pool));
	}
	return tx_again(pool, "seats changed hands again and again");
}

const struct err *seats_lock_later(struct db *db, enum seats_way way, size_t nth,
    const struct seats_wanted *wanted, apr_pool_t *pool, struct asked *out)
{
	static const struct query plain[SEATS_AT_ONCE] = { { .text = LOOK }, { .text = LOOK },
		{ .text = LOOK }, { .text = LOOK } };
#define LOCK \
	{ \
		.text = LOOK " FOR UPDATE" \
	}
	static const struct query locking[SEATS_AT_ONCE] = { LOCK, LOCK, LOCK, LOCK };
#undef LOCK
	struct arg args[LOOK_ARGS];
	set_look(wanted->departure_id, wanted->wishes, wanted->count, args);
	return db_select_later(db, way == SEATS_LOCK_FIRST ? &locking[nth] : &plain[nth], args,
	    LOOK_ARGS, pool, &out->rows);
}

bool seats_are_free(const struct asked *asked)
{
	return rows_count(asked->rows) == 0;
}

const struct err *seats_insert_later(struct db *db, const struct seats_owner *owner,
    const struct seats_wanted *wanted, size_t count, apr_pool_t *pool)
{
	static const struct query query = INSERT;
	struct arg args[SEATS_AT_ONCE * PARTY_SEATS_MAX * COLUMNS];
	struct seat_event events[SEATS_AT_ONCE * PARTY_SEATS_MAX];
	size_t rows = 0;
	for (size_t i = 0; i < count; i++) {
		struct claiming claiming = { .owner = owner,
			.departure_id = wanted[i].departure_id };
		memcpy(claiming.wishes, wanted[i].wishes, sizeof(claiming.wishes));
		qsort(claiming.wishes, wanted[i].count, sizeof(claiming.wishes[0]), by_seat);
		for (size_t j = 0; j < wanted[i].count; j++) {
			set_owner(&claiming, &claiming.wishes[j], &args[rows * COLUMNS]);
			events[rows++] = (struct seat_event){ wanted[i].departure_id,
				claiming.wishes[j].seat_no, what_of(&claiming), owner->hold_id };
		}
	}
	TRY(db_insert_many_later(db, &query, rows, COLUMNS, args, pool));
	return seat_events_insert(db, events, rows, pool);
}
