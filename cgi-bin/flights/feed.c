/* The changes feed: the head row that puts writers in a line, and the lines. */
#include "flights/feed.h"

#include "base/clock.h"
#include "base/pool.h"
#include "flights/rows.h"

#define BATCH 64

static const struct err *read_head(
    struct db *db, const struct query *query, apr_pool_t *pool, int64_t *out)
{
	struct rows *rows;

	TRY(db_select(db, query, NO_ARGS, pool, &rows));
	if (!rows_next(rows))
		return err_new(pool, CODE_BROKEN, "the changes feed has no head row");
	*out = row_int(rows, 0);
	return NULL;
}

const struct err *feed_lock(struct db *db, apr_pool_t *pool, int64_t *last_cursor)
{
	static const struct query query = {
		.text = "SELECT last_cursor FROM feed_head WHERE id = 1 FOR UPDATE",
	};
	return read_head(db, &query, pool, last_cursor);
}

const struct err *feed_last_cursor(struct db *db, apr_pool_t *pool, int64_t *out)
{
	static const struct query query = {
		.text = "SELECT last_cursor FROM feed_head WHERE id = 1",
	};
	return read_head(db, &query, pool, out);
}

const struct err *feed_append(struct db *db, const struct departure *departures, size_t count,
    apr_pool_t *pool, int64_t *last_cursor)
{
	static const struct query query = {
		.text =
		    "INSERT INTO departure_change (feed_cursor, flight_no, departs_on, version, "
		    "state, changed_at) VALUES",
		.row = "(?,?,?,?,?,?)",
	};
	enum { COLUMNS = 6 };
	struct arg args[BATCH * COLUMNS];
	int64_t now = clock_now();
	apr_pool_t *batch_pool = pool_new(pool);

	for (size_t done = 0; done < count;) {
		size_t rows = count - done < BATCH ? count - done : BATCH;
		for (size_t i = 0; i < rows; i++) {
			const struct departure *departure = &departures[done + i];
			struct arg *to = &args[i * COLUMNS];
			to[0] = arg_int(++*last_cursor);
			to[1] = arg_text(departure->flight_no);
			to[2] = arg_date(departure->on);
			to[3] = arg_int(departure->version);
			to[4] = arg_text(rows_state_text(departure->state));
			to[5] = arg_instant(now);
		}
		TRY(db_insert_many(db, &query, rows, COLUMNS, args, batch_pool, NULL));
		apr_pool_clear(batch_pool);
		done += rows;
	}
	return NULL;
}

const struct err *feed_close(struct db *db, int64_t last_cursor, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE feed_head SET last_cursor = ? WHERE id = 1",
	};

	return db_run(db, &query, ARGS(arg_int(last_cursor)), pool, NULL);
}

const struct err *feed_list(struct db *db, int64_t after, int64_t limit, apr_pool_t *pool,
    const struct change **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT feed_cursor, flight_no, departs_on, version, state "
			"FROM departure_change "
			"WHERE feed_cursor > ? ORDER BY feed_cursor LIMIT ?",
	};
	struct rows *rows;
	size_t n = 0;

	TRY(db_select(db, &query, ARGS(arg_int(after), arg_int(limit)), pool, &rows));
	struct change *changes = pool_make_many(pool, struct change, rows_count(rows));
	for (; rows_next(rows); n++)
		changes[n] = (struct change){
			.cursor = row_int(rows, 0),
			.flight_no = row_text(rows, 1),
			.on = row_date(rows, 2),
			.version = row_int(rows, 3),
			.state = rows_state_read(row_text(rows, 4)),
		};
	*out = changes;
	*count = n;
	return NULL;
}
