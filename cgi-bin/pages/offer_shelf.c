/* Moulds of offer pages that the process keeps: a table of fixed size behind a lock, and a bound of bytes. */
#include "pages/offer_shelf.h"

#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	apr_pool_t *pool; /* what it all lives in; NULL: empty */
	struct offer_facts facts;
	const struct mould *mould;
	size_t size;
	_Atomic int64_t used_ms;
};

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct entry entries[OFFER_SHELF_MOULDS]; /* under lock */

static void check(int status)
{
	if (status != 0)
		abort();
}

static bool has_facts(const struct entry *entry, const struct offer_facts *facts)
{
	return entry->pool != NULL && entry->facts.hash == facts->hash &&
	    entry->facts.length == facts->length &&
	    memcmp(entry->facts.bytes, facts->bytes, facts->length) == 0;
}

static bool is_in_use(const struct entry *entry, int64_t now_ms)
{
	return entry->pool != NULL && now_ms - atomic_load(&entry->used_ms) < OFFER_SHELF_LATELY_MS;
}

/* Those that are not in use make room. */
static bool has_room(size_t size, int64_t now_ms)
{
	size_t count = 0, bytes = 0;

	for (size_t i = 0; i < OFFER_SHELF_MOULDS; i++) {
		if (is_in_use(&entries[i], now_ms)) {
			count++;
			bytes += entries[i].size;
		}
	}
	return count < OFFER_SHELF_MOULDS && bytes + size <= OFFER_SHELF_BYTES;
}

static void entry_empty(struct entry *entry)
{
	apr_pool_destroy(entry->pool);
	entry->pool = NULL;
	entry->size = 0;
}

/* An empty one, where there is room: the oldest are given up until it fits. */
static struct entry *entry_free(size_t size)
{
	for (;;) {
		struct entry *empty = NULL, *oldest = NULL;
		size_t bytes = 0;

		for (size_t i = 0; i < OFFER_SHELF_MOULDS; i++) {
			struct entry *entry = &entries[i];

			bytes += entry->size;
			if (entry->pool == NULL)
				empty = entry;
			else if (oldest == NULL ||
			    atomic_load(&entry->used_ms) < atomic_load(&oldest->used_ms))
				oldest = entry;
		}
		if (empty != NULL && bytes + size <= OFFER_SHELF_BYTES)
			return empty;
		entry_empty(oldest);
	}
}

const char *offer_shelf_fill(const struct offer_facts *facts, const unsigned char *looks,
    size_t count, const char *key, int64_t now_ms, apr_pool_t *pool, size_t *length)
{
	const char *text = NULL;

	check(pthread_rwlock_rdlock(&lock));
	for (size_t i = 0; i < OFFER_SHELF_MOULDS && text == NULL; i++) {
		struct entry *entry = &entries[i];

		if (!has_facts(entry, facts) || mould_places(entry->mould) != count)
			continue;
		atomic_store(&entry->used_ms, now_ms);
		text = mould_fill(entry->mould, looks, key, pool, length);
	}
	check(pthread_rwlock_unlock(&lock));
	return text;
}

bool offer_shelf_has_room(size_t size, int64_t now_ms)
{
	check(pthread_rwlock_rdlock(&lock));
	bool is_there = has_room(size, now_ms);
	check(pthread_rwlock_unlock(&lock));
	return is_there;
}

static void put(struct entry *entry, const struct offer_facts *facts, const struct mould *mould,
    size_t size, apr_pool_t *pool, int64_t now_ms)
{
	entry->pool = pool;
	entry->facts = (struct offer_facts){ apr_pmemdup(pool, facts->bytes, facts->length),
		facts->length, facts->hash };
	entry->mould = mould;
	entry->size = size;
	atomic_store(&entry->used_ms, now_ms);
}

bool offer_shelf_keep(
    const struct offer_facts *facts, const struct mould *mould, apr_pool_t *pool, int64_t now_ms)
{
	size_t size = mould_size(mould) + facts->length;
	bool is_there = false, is_put = false;

	check(pthread_rwlock_wrlock(&lock));
	for (size_t i = 0; i < OFFER_SHELF_MOULDS && !is_there; i++)
		is_there = has_facts(&entries[i], facts);
	if (!is_there && has_room(size, now_ms)) {
		put(entry_free(size), facts, mould, size, pool, now_ms);
		is_put = true;
	}
	check(pthread_rwlock_unlock(&lock));
	if (!is_put)
		apr_pool_destroy(pool);
	return is_there || is_put;
}
