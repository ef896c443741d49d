/* The cache in memory: a hash and a list by age under one lock; answers are never copied. */
#include "remote/flight_cache.h"

#include "base/pool.h"

#include <apr_hash.h>
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	struct entry *older, *newer; /* by the time of the last put or renewal */
	struct flight_answer *answer;
	const struct departure *departure;
	int64_t as_of, forgotten_at;
	enum err_code refusal;
	char *etag; /* NULL: none; a departure of a list has none */
	char key[];
};

/* What an entry costs at most beside its answer: itself with the longest key and etag, and its place in the hash. */
#define ENTRY_BYTES (sizeof(struct entry) + FLIGHT_KEY_MAX + 1 + HTTP_ETAG_MAX + 1 + 64)

struct flight_cache {
	pthread_rwlock_t lock;
	struct flight_cache_limits limits;
	apr_hash_t *entries;
	struct entry *oldest, *newest;
	size_t count, bytes;
};

static apr_status_t answer_unpin(void *arg)
{
	flight_answer_drop(arg);
	return APR_SUCCESS;
}

static void read_lock(struct flight_cache *cache)
{
	if (pthread_rwlock_rdlock(&cache->lock) != 0)
		abort();
}

static void write_lock(struct flight_cache *cache)
{
	if (pthread_rwlock_wrlock(&cache->lock) != 0)
		abort();
}

static void unlock(struct flight_cache *cache)
{
	if (pthread_rwlock_unlock(&cache->lock) != 0)
		abort();
}

static struct entry *entry_of(const struct flight_cache *cache, const char *key)
{
	return apr_hash_get(cache->entries, key, APR_HASH_KEY_STRING);
}

static void entry_unlink(struct flight_cache *cache, struct entry *entry)
{
	*(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
	*(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
	entry->older = NULL;
	entry->newer = NULL;
}

static void entry_link_newest(struct flight_cache *cache, struct entry *entry)
{
	entry->older = cache->newest;
	*(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = entry;
	cache->newest = entry;
}

/* NULL: none any more. */
static void etag_put(struct entry *entry, const char *etag)
{
	free(entry->etag);
	entry->etag = etag != NULL ? strdup(etag) : NULL;
	if (etag != NULL && entry->etag == NULL)
		abort();
}

/* What it holds is let go; the entry and its etag stay. */
static void entry_empty(struct flight_cache *cache, struct entry *entry)
{
	if (entry->answer != NULL) {
		if (--entry->answer->places == 0)
			cache->bytes -= entry->answer->size;
		flight_answer_drop(entry->answer);
	}
	entry->answer = NULL;
	entry->departure = NULL;
	entry->refusal = CODE_COUNT;
}

static void entry_delete(struct flight_cache *cache, struct entry *entry)
{
	apr_hash_set(cache->entries, entry->key, APR_HASH_KEY_STRING, NULL);
	entry_empty(cache, entry);
	etag_put(entry, NULL);
	entry_unlink(cache, entry);
	cache->count--;
	cache->bytes -= ENTRY_BYTES;
	free(entry);
}

static apr_status_t cache_close(void *arg)
{
	struct flight_cache *cache = arg;

	while (cache->oldest != NULL)
		entry_delete(cache, cache->oldest);
	(void)pthread_rwlock_destroy(&cache->lock);
	return APR_SUCCESS;
}

struct flight_cache *flight_cache_new(const struct flight_cache_limits *limits, apr_pool_t *pool)
{
	apr_pool_t *own = pool_new_apart(pool);
	struct flight_cache *cache = pool_make(own, struct flight_cache);

	if (pthread_rwlock_init(&cache->lock, NULL) != 0)
		abort();
	cache->limits = *limits;
	cache->entries = apr_hash_make(own);
	apr_pool_cleanup_register(own, cache, cache_close, apr_pool_cleanup_null);
	return cache;
}

static struct entry *entry_make(struct flight_cache *cache, const char *key)
{
	size_t length = strlen(key);
	struct entry *entry = calloc(1, sizeof(*entry) + length + 1);

	if (entry == NULL)
		abort();
	assert(length <= FLIGHT_KEY_MAX);
	memcpy(entry->key, key, length + 1);
	entry->refusal = CODE_COUNT;
	entry->as_of = INT64_MIN;
	entry->forgotten_at = INT64_MIN;
	apr_hash_set(cache->entries, entry->key, APR_HASH_KEY_STRING, entry);
	entry_link_newest(cache, entry);
	cache->count++;
	cache->bytes += ENTRY_BYTES;
	return entry;
}

static void cache_trim(struct flight_cache *cache)
{
	while (cache->bytes > cache->limits.bytes)
		entry_delete(cache, cache->oldest);
}

/* Of an unknown age after the clock was set back, hence not fresh. */
static bool is_younger(int64_t as_of, int64_t than, int64_t now)
{
	return as_of <= now + FLIGHT_CLOCK_SKEW && now - as_of < than;
}

void flight_cache_find(struct flight_cache *cache, const char *key, int64_t now, apr_pool_t *pool,
    struct flight_found *out)
{
	const struct entry *entry;

	memset(out, 0, sizeof(*out));
	out->refusal = CODE_COUNT;
	read_lock(cache);
	entry = entry_of(cache, key);
	if (entry != NULL && entry->answer != NULL) {
		flight_answer_use(entry->answer);
		out->answer = entry->answer;
		out->departure = entry->departure;
		out->as_of = entry->as_of;
		out->is_fresh = entry->as_of > entry->forgotten_at &&
		    is_younger(entry->as_of, cache->limits.fresh, now);
		if (entry->etag != NULL)
			memcpy(out->etag, entry->etag, strlen(entry->etag) + 1);
		apr_pool_cleanup_register(pool, entry->answer, answer_unpin, apr_pool_cleanup_null);
	} else if (entry != NULL && entry->refusal != CODE_COUNT &&
	    is_younger(entry->as_of, cache->limits.refused, now)) {
		out->refusal = entry->refusal;
		out->is_fresh = true;
	}
	unlock(cache);
}

static bool is_later(const struct entry *entry, int64_t as_of, int64_t now)
{
	return entry->as_of > as_of && entry->as_of <= now + FLIGHT_CLOCK_SKEW;
}

static void etag_set(struct entry *entry, const struct flight_put *put, int64_t version_before)
{
	if (put->etag != NULL && strlen(put->etag) <= HTTP_ETAG_MAX)
		etag_put(entry, put->etag);
	else if (put->departure == NULL || put->departure->version != version_before)
		etag_put(entry, NULL);
}

void flight_cache_put(struct flight_cache *cache, struct flight_answer *answer,
    const struct flight_put *put, int64_t now)
{
	struct entry *entry;
	int64_t version = 0;

	flight_answer_use(answer);
	write_lock(cache);
	entry = entry_of(cache, put->key);
	if (entry == NULL)
		entry = entry_make(cache, put->key);
	if (is_later(entry, put->as_of, now)) {
		unlock(cache);
		flight_answer_drop(answer);
		return;
	}
	if (entry->departure != NULL)
		version = entry->departure->version;
	entry_empty(cache, entry);
	etag_set(entry, put, version);
	entry->answer = answer;
	entry->departure = put->departure;
	entry->as_of = put->as_of;
	if (put->forgotten_at > entry->forgotten_at)
		entry->forgotten_at = put->forgotten_at;
	/* The departures of a list share the list's answer. */
	if (answer->places++ == 0)
		cache->bytes += answer->size;
	entry_unlink(cache, entry);
	entry_link_newest(cache, entry);
	cache_trim(cache);
	unlock(cache);
}

void flight_cache_refuse(
    struct flight_cache *cache, const char *key, enum err_code code, int64_t as_of)
{
	struct entry *entry;

	write_lock(cache);
	entry = entry_of(cache, key);
	if (entry == NULL)
		entry = entry_make(cache, key);
	entry_empty(cache, entry);
	etag_put(entry, NULL);
	entry->refusal = code;
	entry->as_of = as_of;
	cache_trim(cache);
	unlock(cache);
}

static bool answer_names(const struct flight_answer *answer, const char *flight_no, int32_t on)
{
	for (size_t i = 0; i < answer->departures.n; i++) {
		if (answer->departures.v[i]->on == on &&
		    strcmp(answer->departures.v[i]->flight_no, flight_no) == 0)
			return true;
	}
	return false;
}

void flight_cache_forget(
    struct flight_cache *cache, const char *key, const char *flight_no, int32_t on, int64_t at)
{
	write_lock(cache);
	for (struct entry *entry = cache->oldest; entry != NULL; entry = entry->newer) {
		bool is_list = entry->answer != NULL && entry->departure == NULL;

		if (strcmp(entry->key, key) == 0 ||
		    (is_list && answer_names(entry->answer, flight_no, on)))
			entry->forgotten_at = at;
	}
	unlock(cache);
}

void flight_cache_size(struct flight_cache *cache, size_t *entries, size_t *bytes)
{
	read_lock(cache);
	*entries = cache->count;
	*bytes = cache->bytes;
	unlock(cache);
}
