/* Offer pages that are asked for again: made when a page is asked for a second time, from its templates. */
#include "pages/offer_mould.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "pages/offer_facts.h"
#include "pages/offer_shelf.h"
#include "web/mould.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

/* Pages that were asked for, of late: the second time is worth a mould. */
#define SEEN 512

static _Atomic uint64_t seen[SEEN];

/* The seats that the page shows, in its order. */
static unsigned char *looks_of(const struct offer *offer, apr_pool_t *pool, size_t *count)
{
	size_t room = 0, n = 0;
	unsigned char *looks;

	for (size_t i = 0; i < offer->segment_count; i++) {
		for (size_t k = 0; k < offer->segments[i].map.cabin_count; k++)
			room += (size_t)offer->segments[i].map.cabins[k].seats;
	}
	looks = apr_palloc(pool, room + 1);
	for (size_t i = 0; i < offer->segment_count; i++) {
		const struct offer_segment *segment = &offer->segments[i];

		for (size_t k = 0; k < segment->map.cabin_count; k++) {
			const struct seat_cabin *cabin = &segment->map.cabins[k];

			if (strcmp(cabin->cabin->code, segment->fare->cabin) == 0)
				n += seating_states(cabin, looks + n);
		}
	}
	*count = n;
	return looks;
}

/* Filled from the mould there is; NULL: there is none. */
static const char *fill_known(
    const struct offer_facts *facts, const struct offer *offer, apr_pool_t *pool, size_t *length)
{
	size_t count;
	unsigned char *looks = looks_of(offer, pool, &count);

	return offer_shelf_fill(
	    facts, looks, count, random_ref(pool), clock_monotonic_ms(), pool, length);
}

/* Was it asked for lately? Now it was. */
static bool is_seen(uint64_t hash)
{
	return atomic_exchange(&seen[hash % SEEN], hash) == hash;
}

/* Asked for twice more before it is tried again. */
static void forget_seen(uint64_t hash)
{
	atomic_store(&seen[hash % SEEN], 0);
}

/* The offer as it would be if all its seats were in this state. */
static struct offer *all_in(const struct offer *offer, enum seat_state state, apr_pool_t *pool)
{
	struct offer *out = apr_pmemdup(pool, offer, sizeof(*offer));

	for (size_t i = 0; i < out->segment_count; i++)
		seating_map_in(&offer->segments[i].map, state, pool, &out->segments[i].map);
	return out;
}

/* NULL: there is no room for one of this page, or it cannot be cut; `pool` is to be destroyed. */
static const struct err *make(const struct offer *offer, const struct offer_facts *facts,
    offer_renderer *render, void *arg, apr_pool_t *scratch, apr_pool_t *pool,
    const struct mould **out)
{
	struct mould_blank blank = {
		.look_count = SEAT_STATES,
		.from = "<input type=\"checkbox\"",
		.to = ">",
		.key = random_ref(scratch),
	};

	static_assert(SEAT_STATES <= MOULD_LOOKS_MAX, "a look for each state");
	*out = NULL;
	for (size_t i = 0; i < blank.look_count; i++) {
		TRY(render(arg, all_in(offer, (enum seat_state)i, scratch), blank.key,
		    &blank.looks[i], &blank.lengths[i]));
		if (!offer_shelf_has_room(blank.lengths[i] + facts->length, clock_monotonic_ms()))
			return NULL;
	}
	*out = mould_cut(&blank, pool);
	return NULL;
}

static const struct err *make_and_keep(const struct offer *offer, const struct offer_facts *facts,
    offer_renderer *render, void *arg, apr_pool_t *scratch, bool *is_kept)
{
	apr_pool_t *pool = pool_new(NULL);
	const struct mould *mould;
	const struct err *err = make(offer, facts, render, arg, scratch, pool, &mould);

	*is_kept = false;
	if (err != NULL || mould == NULL)
		apr_pool_destroy(pool);
	else
		*is_kept = offer_shelf_keep(facts, mould, pool, clock_monotonic_ms());
	return err;
}

const struct err *offer_mould_show(const struct offer_asked *asked, const struct offer *offer,
    struct desk *desk, offer_renderer *render, void *arg, const char **text, size_t *length)
{
	struct offer_facts facts;
	bool is_kept;

	*text = NULL;
	if (!offer->is_on_sale || offer->is_cached || asked->from != NULL)
		return NULL;
	facts = offer_facts_of(asked, offer, desk);
	*text = fill_known(&facts, offer, desk->pool, length);
	if (*text != NULL || !is_seen(facts.hash) ||
	    !offer_shelf_has_room(facts.length, clock_monotonic_ms()))
		return NULL;
	TRY(make_and_keep(offer, &facts, render, arg, desk->pool, &is_kept));
	if (is_kept)
		*text = fill_known(&facts, offer, desk->pool, length);
	else
		forget_seen(facts.hash);
	return NULL;
}
