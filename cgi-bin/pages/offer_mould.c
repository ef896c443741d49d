/* Offer pages that are asked for again: the process's moulds, each under the bytes of all that its page was made from. */
#include "pages/offer_mould.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "pages/offer_facts.h"
#include "web/mould.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Moulds at one time, of a page of 40 kB each, and together at most so many bytes. */
#define MOULDS 80
#define BYTES_MAX ((size_t)3 * 1024 * 1024)
/* A mould that was used so lately is not given up for another: where more pages are asked for than there is room, those that have one keep it. */
#define USED_LATELY_MS 10000
/* Pages that were asked for, of late: the second time is worth a mould. */
#define SEEN 512

struct entry {
	apr_pool_t *pool; /* what it all lives in; NULL: empty */
	uint64_t hash;
	struct offer_facts facts;
	const struct mould *mould;
	size_t size;
	_Atomic int64_t used_ms;
};

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct entry entries[MOULDS]; /* under lock */
static size_t bytes;                 /* under lock */
static _Atomic uint64_t seen[SEEN];

static void unlock(void)
{
	if (pthread_rwlock_unlock(&lock) != 0)
		abort();
}

static bool has_facts(const struct entry *entry, uint64_t hash, const struct offer_facts *facts)
{
	return entry->pool != NULL && entry->hash == hash && entry->facts.length == facts->length &&
	    memcmp(entry->facts.bytes, facts->bytes, facts->length) == 0;
}

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
static const char *fill_known(uint64_t hash, const struct offer_facts *facts,
    const struct offer *offer, apr_pool_t *pool, size_t *length)
{
	const char *text = NULL;
	size_t count;
	unsigned char *looks = looks_of(offer, pool, &count);

	if (pthread_rwlock_rdlock(&lock) != 0)
		abort();
	for (size_t i = 0; i < MOULDS && text == NULL; i++) {
		if (!has_facts(&entries[i], hash, facts) || mould_places(entries[i].mould) != count)
			continue;
		atomic_store(&entries[i].used_ms, clock_monotonic_ms());
		text = mould_fill(entries[i].mould, looks, random_ref(pool), pool, length);
	}
	unlock();
	return text;
}

/* Was it asked for lately? Now it was. */
static bool is_seen(uint64_t hash)
{
	return atomic_exchange(&seen[hash % SEEN], hash) == hash;
}

static void entry_empty(struct entry *entry)
{
	bytes -= entry->size;
	apr_pool_destroy(entry->pool);
	entry->pool = NULL;
	entry->size = 0;
}

/* Room for one more; NULL: all are in use. */
static struct entry *entry_free(size_t size)
{
	int64_t now = clock_monotonic_ms();

	for (;;) {
		struct entry *empty = NULL, *oldest = NULL;

		for (size_t i = 0; i < MOULDS; i++) {
			struct entry *entry = &entries[i];

			if (entry->pool == NULL)
				empty = entry;
			else if (oldest == NULL ||
			    atomic_load(&entry->used_ms) < atomic_load(&oldest->used_ms))
				oldest = entry;
		}
		if (empty != NULL && bytes + size <= BYTES_MAX)
			return empty;
		if (oldest == NULL || now - atomic_load(&oldest->used_ms) < USED_LATELY_MS)
			return NULL;
		entry_empty(oldest);
	}
}

/* Kept, if there is room; `pool` is the entry's then, else destroyed. */
static void keep(
    uint64_t hash, const struct offer_facts *facts, const struct mould *mould, apr_pool_t *pool)
{
	size_t size = mould_size(mould) + facts->length;
	struct entry *entry;

	if (pthread_rwlock_wrlock(&lock) != 0)
		abort();
	for (size_t i = 0; i < MOULDS; i++) {
		if (has_facts(&entries[i], hash, facts)) {
			unlock();
			apr_pool_destroy(pool);
			return;
		}
	}
	entry = entry_free(size);
	if (entry != NULL) {
		entry->pool = pool;
		entry->hash = hash;
		entry->facts = (struct offer_facts){ apr_pmemdup(pool, facts->bytes, facts->length),
			facts->length };
		entry->mould = mould;
		entry->size = size;
		atomic_store(&entry->used_ms, clock_monotonic_ms());
		bytes += size;
	}
	unlock();
	if (entry == NULL)
		apr_pool_destroy(pool);
}

static bool has_room(void)
{
	int64_t now = clock_monotonic_ms();
	bool is_there = false;

	if (pthread_rwlock_rdlock(&lock) != 0)
		abort();
	for (size_t i = 0; i < MOULDS && !is_there; i++)
		is_there = entries[i].pool == NULL ||
		    now - atomic_load(&entries[i].used_ms) >= USED_LATELY_MS;
	is_there = is_there && (bytes < BYTES_MAX - BYTES_MAX / 16 || bytes == 0);
	unlock();
	return is_there;
}

/* The offer as it would be if all its seats were in this state. */
static struct offer *all_in(const struct offer *offer, enum seat_state state, apr_pool_t *pool)
{
	struct offer *out = apr_pmemdup(pool, offer, sizeof(*offer));

	for (size_t i = 0; i < out->segment_count; i++)
		seating_map_in(&offer->segments[i].map, state, pool, &out->segments[i].map);
	return out;
}

/* NULL: it cannot be made, and `pool` is to be destroyed. */
static const struct err *make(const struct offer *offer, offer_renderer *render, void *arg,
    apr_pool_t *scratch, apr_pool_t *pool, const struct mould **out)
{
	static const enum seat_state states[] = { SEAT_FREE, SEAT_TAKEN, SEAT_BLOCKED, SEAT_YOURS };
	struct mould_blank blank = {
		.look_count = sizeof(states) / sizeof(states[0]),
		.from = "<label class=\"seat\">",
		.to = "</label>",
		.key = random_ref(scratch),
	};

	for (size_t i = 0; i < blank.look_count; i++) {
		assert((size_t)states[i] == i);
		TRY(render(arg, all_in(offer, states[i], scratch), blank.key, &blank.looks[i],
		    &blank.lengths[i]));
	}
	*out = mould_cut(&blank, pool);
	return NULL;
}

const struct err *offer_mould_show(const struct offer_asked *asked, const struct offer *offer,
    struct desk *desk, offer_renderer *render, void *arg, const char **text, size_t *length)
{
	struct offer_facts facts;
	const struct mould *mould;
	const struct err *err;
	apr_pool_t *pool;
	uint64_t hash;

	*text = NULL;
	if (!offer->is_on_sale || offer->is_cached || asked->from != NULL)
		return NULL;
	facts = offer_facts_of(asked, offer, desk);
	hash = offer_facts_hash(&facts);
	*text = fill_known(hash, &facts, offer, desk->pool, length);
	if (*text != NULL || !is_seen(hash) || !has_room())
		return NULL;
	pool = pool_new(NULL);
	err = make(offer, render, arg, desk->pool, pool, &mould);
	if (err != NULL || mould == NULL) {
		apr_pool_destroy(pool);
		return err;
	}
	keep(hash, &facts, mould, pool);
	*text = fill_known(hash, &facts, offer, desk->pool, length);
	return NULL;
}
