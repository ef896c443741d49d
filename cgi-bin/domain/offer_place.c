/* Places of an offer: what airports a customer means by a word. */
#include "domain/offer_internal.h"

#include "base/log.h"
#include "base/pool.h"
#include "base/text.h"
#include "remote/flight_client.h"

#include <stdlib.h>
#include <string.h>

#define SERVED_USUALLY 64
#define PLACE_START_MIN 3
#define PLACE_WORD_MIN 4
#define WORD_ENDS " -/("
/* A word that is in more names than this names none of them. */
#define WORD_CHOICES_MAX 12

const struct err *offer_airports_all(struct desk *desk, struct airports *out)
{
	if (desk->airports == NULL) {
		struct airports *all = pool_make(desk->pool, struct airports);

		TRY(flight_client_airports(desk->flights, desk->pool, all));
		desk->airports = all;
	}
	*out = *desk->airports;
	return NULL;
}

const struct err *offer_airports(struct desk *desk, struct airports *out)
{
	apr_array_header_t *served = apr_array_make(
	    desk->pool, SERVED_USUALLY, sizeof(struct airport));
	struct airports all;

	TRY(offer_airports_all(desk, &all));
	for (size_t i = 0; i < all.n; i++) {
		if (all.v[i].is_served)
			APR_ARRAY_PUSH(served, struct airport) = all.v[i];
	}
	*out = (struct airports){ (const struct airport *)served->elts, (size_t)served->nelts };
	return NULL;
}

static int by_code(const void *key, const void *element)
{
	return strcmp(key, ((const struct airport *)element)->code);
}

static const struct airport *find_code(const struct airports *all, const char *code)
{
	return all->n > 0 ? bsearch(code, all->v, all->n, sizeof(*all->v), by_code) : NULL;
}

const struct airport *offer_airport(struct desk *desk, const char *code)
{
	struct airports all;
	const struct err *err = offer_airports_all(desk, &all);
	const struct airport *found;
	struct airport *unknown;

	if (err != NULL)
		log_err(LOG_WARN, "offer.airports", err);
	found = err == NULL ? find_code(&all, code) : NULL;
	if (found != NULL)
		return found;
	unknown = pool_make(desk->pool, struct airport);
	*unknown = (struct airport){
		.code = code, .name = code, .city = code, .country = ""
	};
	return unknown;
}

/* How well a place is named: the smaller the better. */
enum place_match {
	MATCH_CITY,
	MATCH_NAME,
	MATCH_CITY_START,
	MATCH_NAME_START,
	MATCH_WORD_START,
	MATCH_NONE
};

bool offer_place_is_common(const char *folded, size_t length)
{
	return strncmp("airport", folded, length) == 0 ||
	    strncmp("international", folded, length) == 0;
}

/* Does a word of the name begin so? The folded name has no words any more, but says at once of nearly all that none does. */
static bool has_word(
    const struct airport *airport, const char *folded, size_t length, apr_pool_t *pool)
{
	const char *word = airport->name;

	if (length < PLACE_WORD_MIN || offer_place_is_common(folded, length) ||
	    strstr(airport->name_folded, folded) == NULL)
		return false;
	for (word = strpbrk(word, WORD_ENDS); word != NULL; word = strpbrk(word, WORD_ENDS))
		if (strncmp(text_fold_place(++word, pool), folded, length) == 0)
			return true;
	return false;
}

static enum place_match match(
    const struct airport *airport, const char *folded, size_t length, apr_pool_t *pool)
{
	if (strcmp(airport->city_folded, folded) == 0)
		return MATCH_CITY;
	if (strcmp(airport->name_folded, folded) == 0)
		return MATCH_NAME;
	if (length < PLACE_START_MIN)
		return MATCH_NONE;
	if (strncmp(airport->city_folded, folded, length) == 0)
		return MATCH_CITY_START;
	if (strncmp(airport->name_folded, folded, length) == 0)
		return MATCH_NAME_START;
	return has_word(airport, folded, length, pool) ? MATCH_WORD_START : MATCH_NONE;
}

/* "Vienna (VIE)", as the list beside the field offers it, means the code. */
static const char *code_of(const char *typed, apr_pool_t *pool)
{
	size_t length = strlen(typed);

	if (length == 3)
		return text_upper(typed, pool);
	if (length > 5 && typed[length - 5] == '(' && typed[length - 1] == ')')
		return text_upper(apr_pstrndup(pool, typed + length - 4, 3), pool);
	return NULL;
}

/* Where some of the places meant are served, the others are not worth a question. */
static size_t keep_served(struct airport *found, size_t count)
{
	size_t served = 0;

	for (size_t i = 0; i < count; i++)
		served += found[i].is_served;
	if (served == 0)
		return count;
	served = 0;
	for (size_t i = 0; i < count; i++) {
		if (found[i].is_served)
			found[served++] = found[i];
	}
	return served;
}

const struct err *offer_places(struct desk *desk, const char *typed, struct airports *out)
{
	const char *code = code_of(typed, desk->pool);
	const char *folded = text_fold_place(typed, desk->pool);
	size_t length = strlen(folded), count = 0;
	enum place_match best = MATCH_NONE;
	const struct airport *exact;
	struct airport *found;
	struct airports all;

	TRY(offer_airports_all(desk, &all));
	exact = code != NULL ? find_code(&all, code) : NULL;
	if (exact != NULL) {
		*out = (struct airports){ exact, 1 };
		return NULL;
	}
	found = pool_make_many(desk->pool, struct airport, all.n);
	for (size_t i = 0; i < all.n && length > 0; i++) {
		enum place_match how = match(&all.v[i], folded, length, desk->pool);

		if (how < best)
			count = 0;
		if (how > best || how == MATCH_NONE)
			continue;
		best = how;
		found[count++] = all.v[i];
	}
	count = keep_served(found, count);
	if (best == MATCH_WORD_START && count > WORD_CHOICES_MAX)
		count = 0;
	*out = (struct airports){ found, count };
	return NULL;
}
