/* Two tapes compared: what of a hold stays, and what is found again. */
#include "base/pool.h"
#include "tape_song.h"

#include <string.h>

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
