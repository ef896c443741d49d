/* Places that a customer may mean: what is typed so far, and what is not quite spelled so. */
#include "domain/offer_internal.h"

#include "base/pool.h"
#include "base/text.h"

#include <string.h>

/* The best few airports so far, the best first: the smaller the rank. */
struct ranking {
	struct airport *best;
	size_t *ranks;
	size_t count, max;
};

static struct ranking ranking_new(size_t max, apr_pool_t *pool)
{
	return (struct ranking){ .best = pool_make_many(pool, struct airport, max),
		.ranks = pool_make_many(pool, size_t, max),
		.max = max };
}

/* Of equals the first stays the first: airports come by code. */
static void ranking_add(struct ranking *ranking, const struct airport *airport, size_t rank)
{
	size_t at = ranking->count;

	if (at == ranking->max && ranking->ranks[--at] <= rank)
		return;
	for (; at > 0 && ranking->ranks[at - 1] > rank; at--) {
		ranking->best[at] = ranking->best[at - 1];
		ranking->ranks[at] = ranking->ranks[at - 1];
	}
	ranking->best[at] = *airport;
	ranking->ranks[at] = rank;
	if (ranking->count < ranking->max)
		ranking->count++;
}

#define BEGUN_MIN 2
#define CODE_LENGTH 3

enum { BEGUN_CODE, BEGUN_CITY, BEGUN_NAME, BEGUN_PART, BEGUN_NOT };

static size_t how_begun(
    const struct airport *airport, const char *code, const char *folded, size_t length)
{
	if (length == CODE_LENGTH && strcmp(airport->code, code) == 0)
		return BEGUN_CODE;
	if (strncmp(airport->city_folded, folded, length) == 0)
		return BEGUN_CITY;
	if (strncmp(airport->name_folded, folded, length) == 0)
		return BEGUN_NAME;
	if (length > CODE_LENGTH && !offer_place_is_common(folded, length) &&
	    strstr(airport->name_folded, folded) != NULL)
		return BEGUN_PART;
	return BEGUN_NOT;
}

const struct err *offer_places_begun(struct desk *desk, const char *typed, struct airports *out)
{
	struct ranking ranking = ranking_new(OFFER_PLACES_SHOWN, desk->pool);
	const char *folded = text_fold_place(typed, desk->pool);
	const char *code = text_upper(typed, desk->pool);
	size_t length = strlen(folded);
	struct airports all;

	TRY(offer_airports_all(desk, &all));
	for (size_t i = 0; i < all.n && length >= BEGUN_MIN; i++) {
		size_t how = all.v[i].is_served ? how_begun(&all.v[i], code, folded, length)
						: BEGUN_NOT;

		if (how != BEGUN_NOT)
			ranking_add(&ranking, &all.v[i], how);
	}
	*out = (struct airports){ ranking.best, ranking.count };
	return NULL;
}

/* Every third letter may be wrong, three of them at most. */
static size_t slips_allowed(size_t length)
{
	return length / 3 < 3 ? length / 3 : 3;
}

/* A whole name that is nearly so, or the beginning of one, which says a little less. */
static size_t slips(const char *typed, const char *name)
{
	size_t whole = text_distance(typed, name, TEXT_WHOLE);
	size_t start = text_distance(typed, name, TEXT_START) + 1;

	return whole < start ? whole : start;
}

const struct err *offer_places_near(struct desk *desk, const char *typed, struct airports *out)
{
	struct ranking ranking = ranking_new(OFFER_PLACES_NEAR, desk->pool);
	const char *folded = text_fold_place(typed, desk->pool);
	size_t allowed = slips_allowed(strlen(folded));
	struct airports all;

	TRY(offer_airports_all(desk, &all));
	for (size_t i = 0; i < all.n && allowed > 0; i++) {
		const struct airport *airport = &all.v[i];
		size_t of_city, of_name;

		if (!airport->is_served)
			continue;
		of_city = slips(folded, airport->city_folded);
		of_name = slips(folded, airport->name_folded);
		if (of_city <= allowed || of_name <= allowed)
			ranking_add(&ranking, airport, of_city < of_name ? of_city : of_name);
	}
	*out = (struct airports){ ranking.best, ranking.count };
	return NULL;
}
