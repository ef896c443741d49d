/* Two tapes compared, and played again for other wishes. */
#include "tape.h"

#include "base/pool.h"
#include "base/random.h"

#include <string.h>

/* Where an argument comes from when the tape is played again. */
enum source {
	FROM_TAPE,
	FROM_FLIGHT_NO,
	FROM_DEPARTURE,
	FROM_SEAT,
	FROM_FULL_SEAT,
	FROM_DATE,
	FROM_ADDRESS,
	FROM_ID,
	FROM_ROW,
	MADE_UP,
	PATH /* ends in what is made up */
};

struct part {
	enum source source;
	size_t call; /* FROM_ID, FROM_ROW */
	size_t seen; /* FROM_ROW: which of the values that were seen; MADE_UP: which one of those */
	int64_t more; /* what is added to it; PATH: how many bytes stand before it */
};

struct tape_song {
	const struct tape *tape;
	struct part *parts[TAPE_CALLS_MAX];
	size_t made_up_count;
};

/* What the comparison knows of the two. */
struct pair {
	const struct tape *a, *b;
	const struct tape_wish *of_a, *of_b;
	struct tape_song *song;
	const struct arg *made_up[TAPE_CALLS_MAX]; /* of a */
};

static bool is_number(const struct arg *arg)
{
	return arg->type == ARG_INT || arg->type == ARG_INSTANT || arg->type == ARG_DATE;
}

static bool is_same(const struct arg *a, const struct arg *b)
{
	if (a->type != b->type)
		return false;
	if (is_number(a))
		return a->number == b->number;
	return a->length == b->length &&
	    (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

static bool is_text(const struct arg *arg, const char *text)
{
	return arg->bytes != NULL && strlen(text) == arg->length &&
	    memcmp(arg->bytes, text, arg->length) == 0;
}

static bool find_in_wish(
    const struct pair *pair, const struct arg *a, const struct arg *b, struct part *out)
{
	const struct tape_wish *of_a = pair->of_a, *of_b = pair->of_b;

	if (is_text(a, of_a->flight_no) && is_text(b, of_b->flight_no))
		out->source = FROM_FLIGHT_NO;
	else if (is_text(a, of_a->departure) && is_text(b, of_b->departure))
		out->source = FROM_DEPARTURE;
	else if (is_text(a, of_a->seat) && is_text(b, of_b->seat))
		out->source = FROM_SEAT;
	else if (is_text(a, of_a->full_seat) && is_text(b, of_b->full_seat))
		out->source = FROM_FULL_SEAT;
	else if (is_text(a, of_a->address) && is_text(b, of_b->address))
		out->source = FROM_ADDRESS;
	else if (a->type == ARG_DATE && a->number == of_a->on && b->number == of_b->on)
		out->source = FROM_DATE;
	return out->source != FROM_TAPE;
}

/* An id that was given before this call, or one of its neighbours: several rows of one INSERT. */
static bool find_in_ids(const struct pair *pair, size_t before, const struct arg *a,
    const struct arg *b, struct part *out)
{
	for (size_t i = 0; a->type == ARG_INT && i < before; i++) {
		const struct tape_call *of_a = &pair->a->calls[i], *of_b = &pair->b->calls[i];
		int64_t more = a->number - of_a->id;

		if (of_a->id == 0 || more < 0 || more > 8 || more != b->number - of_b->id)
			continue;
		*out = (struct part){ FROM_ID, i, 0, more };
		return true;
	}
	return false;
}

/* A value of a row, or a moment so long after it. */
static bool is_of_row(const struct arg *a, const struct arg *b, const struct tape_seen *of_a,
    const struct tape_seen *of_b, int64_t *more)
{
	*more = 0;
	if (a->type != of_a->value.type || b->type != of_b->value.type)
		return false;
	if (a->type != ARG_INSTANT)
		return is_same(a, &of_a->value) && is_same(b, &of_b->value);
	*more = a->number - of_a->value.number;
	return *more == b->number - of_b->value.number;
}

static bool find_in_rows(const struct pair *pair, size_t before, const struct arg *a,
    const struct arg *b, struct part *out)
{
	for (size_t i = 0; i < before; i++)
		for (size_t j = 0;
		     j < pair->a->calls[i].seen_count && j < pair->b->calls[i].seen_count; j++) {
			int64_t more;

			if (!is_of_row(a, b, &pair->a->calls[i].seen[j], &pair->b->calls[i].seen[j],
				&more))
				continue;
			*out = (struct part){ FROM_ROW, i, j, more };
			return true;
		}
	return false;
}

/* "/holds/" and a reference that was made up before. */
static bool find_path(const struct pair *pair, const struct arg *a, struct part *out)
{
	for (size_t n = 0; a->type == ARG_TEXT && n < pair->song->made_up_count; n++) {
		const struct arg *end = pair->made_up[n];

		if (end->length >= a->length ||
		    memcmp(a->bytes + a->length - end->length, end->bytes, end->length) != 0)
			continue;
		*out = (struct part){ PATH, 0, n, (int64_t)(a->length - end->length) };
		return true;
	}
	return false;
}

/* Tokens, digests, references: as many random bytes; the same ones wherever the tape has the same. */
static bool find_made_up(
    struct pair *pair, const struct arg *a, const struct arg *b, struct part *out)
{
	size_t n = 0;

	if (is_number(a) || a->length != b->length || a->length < 16 || a->length > 64)
		return false;
	while (n < pair->song->made_up_count && !is_same(pair->made_up[n], a))
		n++;
	if (n == TAPE_CALLS_MAX)
		return false;
	if (n == pair->song->made_up_count)
		pair->made_up[pair->song->made_up_count++] = a;
	*out = (struct part){ MADE_UP, 0, n, 0 };
	return true;
}

static struct part part_of(struct pair *pair, size_t call, size_t index)
{
	const struct arg *a = &pair->a->calls[call].args[index];
	const struct arg *b = &pair->b->calls[call].args[index];
	struct part part = { .source = FROM_TAPE };

	/* Whatever else differs (prices, times of the flight) may as well be that of the first. */
	if (!is_same(a, b) && !find_in_wish(pair, a, b, &part) &&
	    !find_in_ids(pair, call, a, b, &part) && !find_in_rows(pair, call, a, b, &part) &&
	    !find_path(pair, a, &part))
		find_made_up(pair, a, b, &part);
	return part;
}

static bool is_same_call(const struct tape_call *a, const struct tape_call *b)
{
	return a->kind == b->kind && a->query == b->query && a->rows == b->rows &&
	    a->arg_count == b->arg_count;
}

const struct err *tape_compare(const struct tape *a, const struct tape_wish *of_a,
    const struct tape *b, const struct tape_wish *of_b, apr_pool_t *pool, struct tape_song **out)
{
	struct tape_song *song = pool_make(pool, struct tape_song);
	struct pair pair = { .a = a, .b = b, .of_a = of_a, .of_b = of_b, .song = song };

	song->tape = a;
	if (a->count != b->count || a->is_too_long || b->is_too_long)
		return err_new(pool, CODE_INVALID, "two holds have %d and %d statements",
		    (int)a->count, (int)b->count);
	for (size_t i = 0; i < a->count; i++) {
		const struct tape_call *call = &a->calls[i];

		if (!is_same_call(call, &b->calls[i]))
			return err_new(
			    pool, CODE_INVALID, "two holds differ in their statement %d", (int)i);
		song->parts[i] = pool_make_many(pool, struct part, call->arg_count);
		for (size_t j = 0; j < call->arg_count; j++)
			song->parts[i][j] = part_of(&pair, i, j);
	}
	*out = song;
	return NULL;
}

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
	int64_t ids[TAPE_CALLS_MAX];
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

static const char *made_up(struct playing *playing, size_t which)
{
	static const char ALPHABET[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	if (playing->made_up[which] == NULL)
		playing->made_up[which] = random_text(ALPHABET, 64, playing->pool);
	return playing->made_up[which];
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
		arg->number = playing->ids[part->call] + part->more;
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
	struct db_done done = { .id = 0 };

	for (size_t i = 0; i < call->arg_count; i++) {
		args[i] = call->args[i];
		TRY(fill(playing, &playing->song->parts[index][i], &args[i], pool));
	}
	playing->seen[index] = NULL;
	switch (call->kind) {
	case TAPE_RUN:
		TRY(db_run(db, call->query, args, call->arg_count, pool, &done));
		break;
	case TAPE_INSERT_MANY:
		TRY(db_insert_many(db, call->query, call->rows, call->columns, args, pool, &done));
		break;
	case TAPE_SELECT:
		return db_select(
		    db, call->query, args, call->arg_count, pool, &playing->rows[index]);
	case TAPE_RUN_LATER:
		return db_run_later(db, call->query, args, call->arg_count, pool);
	case TAPE_INSERT_MANY_LATER:
		return db_insert_many_later(db, call->query, call->rows, call->columns, args, pool);
	case TAPE_SELECT_LATER:
		return db_select_later(
		    db, call->query, args, call->arg_count, pool, &playing->rows[index]);
	default:
		return db_settle(db, pool);
	}
	playing->ids[index] = done.id;
	return NULL;
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
