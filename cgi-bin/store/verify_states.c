/* Table verify_state, and the events that tell what changed. */
#include "store/verify_states.h"

#include "base/clock.h"
#include "base/pool.h"

const struct err *verify_states_find(struct db *db, apr_pool_t *pool, struct verify_state *out)
{
	static const struct query query = {
		.text = "SELECT event_id, event_at, scope = 'departure', next_id, round_began_at,"
			" full_began_at, full_ended_at, ran_at, NOW(6) FROM verify_state"
			" WHERE id = 1",
	};
	struct rows *rows;

	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	if (!rows_next(rows))
		return err_new(pool, CODE_BROKEN, "verify_state has lost its row");
	*out = (struct verify_state){
		.event_id = row_int(rows, 0),
		.event_at = row_instant(rows, 1),
		.scope = row_int(rows, 2) != 0 ? CHECK_DEPARTURES : CHECK_HOLDS,
		.next_id = row_int(rows, 3),
		.round_began_at = row_instant(rows, 4),
		.full_began_at = row_instant(rows, 5),
		.full_ended_at = row_instant(rows, 6),
		.ran_at = row_instant(rows, 7),
		.now = row_instant(rows, 8),
	};
	return NULL;
}

const struct err *verify_states_set(
    struct db *db, const struct verify_state *state, bool is_full, apr_pool_t *pool)
{
	static const struct query query = {
		.text = "UPDATE verify_state SET event_id = ?, event_at = ?, scope = ?,"
			" next_id = ?, round_began_at = ?, full_began_at = ?,"
			" full_ended_at = IF(?, NOW(6), ?), ran_at = NOW(6) WHERE id = 1",
	};

	return db_run(db, &query,
	    ARGS(arg_int(state->event_id), arg_instant(state->event_at),
		arg_text(state->scope == CHECK_DEPARTURES ? "departure" : "hold"),
		arg_int(state->next_id), arg_instant(state->round_began_at),
		arg_instant(state->full_began_at), arg_int(is_full ? 1 : 0),
		arg_instant(state->full_ended_at)),
	    pool, NULL);
}

const struct err *verify_states_find_head(
    struct db *db, apr_pool_t *pool, int64_t *event_id, int64_t *event_at)
{
	static const struct query query = {
		.text = "SELECT id, at FROM event WHERE at < NOW(6) - INTERVAL 2 MINUTE"
			" ORDER BY id DESC LIMIT 1",
	};
	struct rows *rows;
	bool is_there;

	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	is_there = rows_next(rows);
	*event_id = is_there ? row_int(rows, 0) : 0;
	*event_at = is_there ? row_instant(rows, 1) : CLOCK_NONE;
	return NULL;
}

const struct err *verify_states_list_changes(struct db *db, int64_t event_id, int64_t most,
    apr_pool_t *pool, const struct verify_change **out, size_t *count)
{
	static const struct query query = {
		.text = "SELECT e.id, e.at, e.subject IN ('departure', 'coupon'),"
			" COALESCE(b.hold_id, g.departure_id, e.subject_id)"
			" FROM (SELECT id, at, subject, subject_id FROM event WHERE id > ?"
			" ORDER BY id LIMIT ?) e"
			" LEFT JOIN booking b ON e.subject = 'booking' AND b.id = e.subject_id"
			" LEFT JOIN boarding g ON e.subject = 'coupon' AND g.id = e.subject_id"
			" ORDER BY e.id",
	};
	struct verify_change *list;
	struct rows *rows;

	TRY(db_select(db, &query, ARGS(arg_int(event_id), arg_int(most)), pool, &rows));
	list = pool_make_many(pool, struct verify_change, rows_count(rows));
	for (*count = 0; rows_next(rows); (*count)++)
		list[*count] = (struct verify_change){
			.event_id = row_int(rows, 0),
			.event_at = row_instant(rows, 1),
			.scope = row_int(rows, 2) != 0 ? CHECK_DEPARTURES : CHECK_HOLDS,
			.id = row_int(rows, 3),
		};
	*out = list;
	return NULL;
}

const struct err *verify_states_find_last(
    struct db *db, apr_pool_t *pool, int64_t *hold_id, int64_t *departure_id)
{
	static const struct query query = {
		.text = "SELECT (SELECT MAX(id) FROM hold), (SELECT MAX(id) FROM departure)",
	};
	struct rows *rows;

	TRY(db_select(db, &query, NO_ARGS, pool, &rows));
	if (!rows_next(rows))
		return err_new(pool, CODE_BROKEN, "a SELECT without a row");
	*hold_id = row_int(rows, 0);
	*departure_id = row_int(rows, 1);
	return NULL;
}
