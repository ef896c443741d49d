/* A tape played again for other wishes. */
#include "base/pool.h"
#include "base/random.h"
#include "tape_song.h"

#include <string.h>

size_t tape_statements(const struct tape_song *song)
{
	size_t count = 0;

	for (size_t i = 0; i < song->tape->count; i++)
		count += song->tape->calls[i].query != NULL;
	return count;
}

/* One playing. */
struct playing {
	const struct tape_song *song;
	const struct tape_wish *wish;
	apr_pool_t *pool; /* of all of it, whatever a transaction has to do again */
	const char **made_up;
	struct db_done done[TAPE_CALLS_MAX];
	struct rows *rows[TAPE_CALLS_MAX];
	struct arg *seen[TAPE_CALLS_MAX]; /* once they were looked at */
	size_t next;
};

static struct arg read_seen(const struct rows *rows, const struct tape_seen *seen)
{
	switch (seen->as) {
	case ARG_INT:
		return arg_int(row_int(rows, seen->column));
	case ARG_INSTANT:
		return arg_instant(row_instant(rows, seen->column));
	case ARG_DATE:
		return arg_date(row_date(rows, seen->column));
	default:
		return arg_text(row_text(rows, seen->column));
	}
}

/* The values of a call's rows that were seen on the tape, in the same order. */
static const struct err *look_at(struct playing *playing, size_t index, apr_pool_t *pool)
{
	const struct tape_call *call = &playing->song->tape->calls[index];
	struct arg *seen = pool_make_many(pool, struct arg, call->seen_count);
	size_t rows = 0;

	for (size_t i = 0; i < call->seen_count; i++) {
		for (; rows <= call->seen[i].row; rows++)
			if (!rows_next(playing->rows[index]))
				return err_new(pool, CODE_INVALID,
				    "a row of statement %d is missing", (int)index);
		seen[i] = read_seen(playing->rows[index], &call->seen[i]);
	}
	playing->seen[index] = seen;
	return NULL;
}

/* Long enough for a digest. */
static const char *made_up(struct playing *playing, size_t which)
{
	const char **text = &playing->made_up[which];

	if (*text == NULL)
		*text = apr_pstrcat(playing->pool, random_ref(playing->pool),
		    random_ref(playing->pool), random_ref(playing->pool), NULL);
	return *text;
}

static const struct err *fill(
    struct playing *playing, const struct part *part, struct arg *arg, apr_pool_t *pool)
{
	switch (part->source) {
	case FROM_FLIGHT_NO:
		*arg = arg_text(playing->wish->flight_no);
		break;
	case FROM_DEPARTURE:
		*arg = arg_text(playing->wish->departure);
		break;
	case FROM_SEAT:
		*arg = arg_text(playing->wish->seat);
		break;
	case FROM_FULL_SEAT:
		*arg = arg_text(playing->wish->full_seat);
		break;
	case FROM_ADDRESS:
		arg->bytes = playing->wish->address;
		arg->length = strlen(arg->bytes);
		break;
	case FROM_DATE:
		arg->number = playing->wish->on;
		break;
	case FROM_ID:
		arg->number = playing->done[part->call].id + part->more;
		break;
	case FROM_ROW:
		if (playing->seen[part->call] == NULL)
			TRY(look_at(playing, part->call, pool));
		*arg = playing->seen[part->call][part->seen];
		arg->number += part->more;
		break;
	case MADE_UP:
		arg->bytes = made_up(playing, part->seen);
		break;
	case PATH:
		arg->bytes = apr_psprintf(pool, "%.*s%.*s", (int)part->more, arg->bytes,
		    (int)arg->length - (int)part->more, made_up(playing, part->seen));
		break;
	default:
		break;
	}
	return NULL;
}

static const struct err *play_call(
    struct playing *playing, size_t index, struct db *db, apr_pool_t *pool)
{
	const struct tape_call *call = &playing->song->tape->calls[index];
	struct arg *args = pool_make_many(pool, struct arg, call->arg_count);
	struct db_done *done = &playing->done[index];

	for (size_t i = 0; i < call->arg_count; i++) {
		args[i] = call->args[i];
		TRY(fill(playing, &playing->song->parts[index][i], &args[i], pool));
	}
	playing->seen[index] = NULL;
	switch (call->kind) {
	case TAPE_RUN:
		return db_run(db, call->query, args, call->arg_count, pool, done);
	case TAPE_INSERT_MANY:
		return db_insert_many(db, call->query, call->rows, call->columns, args, pool, done);
	case TAPE_SELECT:
		return db_select(
		    db, call->query, args, call->arg_count, pool, &playing->rows[index]);
	case TAPE_RUN_LATER:
		return db_run_later_done(db, call->query, args, call->arg_count, pool, done);
	case TAPE_INSERT_MANY_LATER:
		return db_insert_many_later(db, call->query, call->rows, call->columns, args, pool);
	case TAPE_SELECT_LATER:
		return db_select_later(
		    db, call->query, args, call->arg_count, pool, &playing->rows[index]);
	default:
		return db_settle(db, pool);
	}
}

static const struct err *play_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct playing *playing = arg;
	size_t i = playing->next;

	for (; playing->song->tape->calls[i].kind != TAPE_TX_END; i++)
		TRY(play_call(playing, i, db, pool));
	return NULL;
}

const struct err *tape_play(
    const struct tape_song *song, const struct tape_wish *wish, struct db *db, apr_pool_t *pool)
{
	struct playing *playing = pool_make(pool, struct playing);

	playing->song = song;
	playing->wish = wish;
	playing->pool = pool;
	playing->made_up = pool_make_many(pool, const char *, song->made_up_count);
	for (size_t i = 0; i < song->tape->count; i++) {
		if (song->tape->calls[i].kind != TAPE_TX_BEGIN) {
			TRY(play_call(playing, i, db, pool));
			continue;
		}
		playing->next = i + 1;
		TRY(tx_run(db, play_in_tx, playing, pool));
		while (song->tape->calls[i].kind != TAPE_TX_END)
			i++;
	}
	return NULL;
}
