/* Moulds: what the looks of a page have in common, and the holes between it. */
#include "web/mould.h"

#include "base/pool.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#define PIECES_AT_FIRST 256
#define KEY_ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

struct span {
	const char *text;
	size_t length;
};

/* What a hole may be filled with. Those of most places are the same. */
struct filling {
	struct span looks[MOULD_LOOKS_MAX];
};

/* Text that stays, and what comes behind it: a place, or the key (`filling` NULL). */
struct piece {
	struct span before;
	const struct filling *filling;
};

struct mould {
	struct piece *pieces;
	size_t count;
	struct span rest; /* behind the last hole */
	size_t places, key_length, size, stays;
};

/* A place in one look, as it is found; `text` NULL: there is none any more. */
static struct span place_next(const struct mould_blank *blank, size_t look, const char *after)
{
	const char *end = blank->looks[look] + blank->lengths[look];
	const char *from = memmem(after, (size_t)(end - after), blank->from, strlen(blank->from));
	const char *to;

	if (from == NULL)
		return (struct span){ NULL, 0 };
	to = memmem(from, (size_t)(end - from), blank->to, strlen(blank->to));
	if (to == NULL)
		return (struct span){ NULL, 0 };
	return (struct span){ from, (size_t)(to - from) + strlen(blank->to) };
}

static size_t same_start(const struct span *spans, size_t count)
{
	size_t length = spans[0].length;

	for (size_t i = 1; i < count; i++) {
		size_t n = 0;

		while (n < length && n < spans[i].length && spans[i].text[n] == spans[0].text[n])
			n++;
		length = n;
	}
	return length;
}

/* Behind a start that all have. */
static size_t same_end(const struct span *spans, size_t count, size_t start)
{
	size_t length = spans[0].length - start;

	for (size_t i = 1; i < count; i++) {
		const char *a = spans[0].text + spans[0].length;
		const char *b = spans[i].text + spans[i].length;
		size_t n = 0;

		while (n < length && n < spans[i].length - start && *(a - n - 1) == *(b - n - 1))
			n++;
		length = n;
	}
	return length;
}

static bool is_same(struct span a, struct span b)
{
	return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

/* A mould under construction. */
struct cutting {
	const struct mould_blank *blank;
	apr_pool_t *pool;
	struct mould *mould;
	apr_array_header_t *pieces;      /* struct piece */
	apr_array_header_t *fillings;    /* struct filling *, each another one */
	const char *at[MOULD_LOOKS_MAX]; /* behind the last place */
	const char *text, *stays_from; /* our copy of the first look; what is not in a piece yet */
};

static const struct filling *filling_of(
    struct cutting *cutting, const struct span *places, size_t start, size_t end)
{
	struct filling *made;
	struct filling one = { 0 };

	for (size_t i = 0; i < cutting->blank->look_count; i++)
		one.looks[i] = (struct span){ places[i].text + start,
			places[i].length - start - end };
	for (int i = 0; i < cutting->fillings->nelts; i++) {
		bool is_known = true;

		made = APR_ARRAY_IDX(cutting->fillings, i, struct filling *);
		for (size_t k = 0; k < cutting->blank->look_count; k++)
			is_known = is_known && is_same(made->looks[k], one.looks[k]);
		if (is_known)
			return made;
	}
	made = pool_make(cutting->pool, struct filling);
	for (size_t i = 0; i < cutting->blank->look_count; i++) {
		made->looks[i] = (struct span){ apr_pstrmemdup(cutting->pool, one.looks[i].text,
						    one.looks[i].length),
			one.looks[i].length };
		cutting->mould->size += one.looks[i].length;
	}
	APR_ARRAY_PUSH(cutting->fillings, struct filling *) = made;
	cutting->mould->size += sizeof(*made);
	return made;
}

/* A hole in our copy, from `from` on for `length`. */
static void hole_add(
    struct cutting *cutting, const char *from, size_t length, const struct filling *filling)
{
	struct piece piece = { { cutting->stays_from, (size_t)(from - cutting->stays_from) },
		filling };

	cutting->mould->stays += piece.before.length;
	cutting->stays_from = from + length;
	APR_ARRAY_PUSH(cutting->pieces, struct piece) = piece;
}

/* The key, where it stands in text that stays and ends at `end`. */
static bool key_find(struct cutting *cutting, const char *end, bool *is_found)
{
	size_t length = strlen(cutting->blank->key);
	const char *key = memmem(
	    cutting->stays_from, (size_t)(end - cutting->stays_from), cutting->blank->key, length);

	if (key == NULL)
		return true;
	if (*is_found)
		return false;
	*is_found = true;
	hole_add(cutting, key, length, NULL);
	return key_find(cutting, end, is_found);
}

/* The next place of all looks; false: they do not fit. `*is_end`: there is none in any. */
static bool place_cut(struct cutting *cutting, bool *is_key_found, bool *is_end)
{
	const struct mould_blank *blank = cutting->blank;
	struct span places[MOULD_LOOKS_MAX], between[MOULD_LOOKS_MAX];
	const char *mine = cutting->text;
	size_t start, end;

	for (size_t i = 0; i < blank->look_count; i++) {
		const char *last = blank->looks[i] + blank->lengths[i];

		places[i] = place_next(blank, i, cutting->at[i]);
		if ((places[i].text == NULL) != (places[0].text == NULL))
			return false;
		if (places[i].text != NULL)
			last = places[i].text;
		between[i] = (struct span){ cutting->at[i], (size_t)(last - cutting->at[i]) };
		if (!is_same(between[0], between[i]))
			return false;
	}
	*is_end = places[0].text == NULL;
	mine += (between[0].text + between[0].length) - blank->looks[0];
	if (!key_find(cutting, mine, is_key_found))
		return false;
	if (*is_end)
		return true;
	start = same_start(places, blank->look_count);
	end = same_end(places, blank->look_count, start);
	hole_add(cutting, mine + start, places[0].length - start - end,
	    filling_of(cutting, places, start, end));
	cutting->mould->places++;
	for (size_t i = 0; i < blank->look_count; i++)
		cutting->at[i] = places[i].text + places[i].length;
	return true;
}

const struct mould *mould_cut(const struct mould_blank *blank, apr_pool_t *pool)
{
	struct mould *mould = pool_make(pool, struct mould);
	struct cutting cutting = { .blank = blank, .pool = pool, .mould = mould };
	bool is_key_found = false, is_end = false;

	assert(blank->look_count >= 1 && blank->look_count <= MOULD_LOOKS_MAX);
	cutting.pieces = apr_array_make(pool, PIECES_AT_FIRST, sizeof(struct piece));
	cutting.fillings = apr_array_make(pool, 4, sizeof(struct filling *));
	cutting.text = apr_pstrmemdup(pool, blank->looks[0], blank->lengths[0]);
	cutting.stays_from = cutting.text;
	memcpy(cutting.at, blank->looks, sizeof(cutting.at));
	mould->key_length = strlen(blank->key);
	while (!is_end) {
		if (!place_cut(&cutting, &is_key_found, &is_end))
			return NULL;
	}
	if (!is_key_found)
		return NULL;
	mould->pieces = (struct piece *)(void *)cutting.pieces->elts;
	mould->count = (size_t)cutting.pieces->nelts;
	mould->rest = (struct span){ cutting.stays_from,
		(size_t)(cutting.text + blank->lengths[0] - cutting.stays_from) };
	mould->stays += mould->rest.length;
	/* The list doubles as it grows, and what it grew out of stays in the pool. */
	mould->size += sizeof(*mould) + blank->lengths[0] +
	    (2 * (size_t)cutting.pieces->nalloc - PIECES_AT_FIRST) * sizeof(struct piece);
	return mould;
}

size_t mould_places(const struct mould *mould)
{
	return mould->places;
}

size_t mould_size(const struct mould *mould)
{
	return mould->size;
}

static char *put(char *at, struct span span)
{
	memcpy(at, span.text, span.length);
	return at + span.length;
}

const char *mould_fill(const struct mould *mould, const unsigned char *looks, const char *key,
    apr_pool_t *pool, size_t *length)
{
	struct span key_span = { key, mould->key_length };
	size_t place = 0;
	char *page, *at;

	assert(strlen(key) == mould->key_length && key[strspn(key, KEY_ALPHABET)] == '\0');
	*length = mould->stays + mould->key_length;
	for (size_t i = 0; i < mould->count; i++) {
		if (mould->pieces[i].filling != NULL)
			*length += mould->pieces[i].filling->looks[looks[place++]].length;
	}
	page = apr_palloc(pool, *length + 1);
	at = page;
	place = 0;
	for (size_t i = 0; i < mould->count; i++) {
		const struct piece *piece = &mould->pieces[i];

		at = put(at, piece->before);
		at = put(
		    at, piece->filling != NULL ? piece->filling->looks[looks[place++]] : key_span);
	}
	at = put(at, mould->rest);
	*at = '\0';
	return page;
}
