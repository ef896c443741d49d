/* Places and aircraft: read from the database, kept per process behind a lock, given out by
 * reference count. */
#include "flights/catalog.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "flights/encode.h"
#include "flights/rows.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define RETRY_MS 5000

/* One reading, alive while it is the present one or somebody answers from it. */
struct copy {
	struct catalog catalog;
	apr_pool_t *pool;
	atomic_llong
	    read_ms; /* moved on when it could not be read again: the next try waits a little */
	atomic_int holders;
};

static pthread_rwlock_t copy_lock = PTHREAD_RWLOCK_INITIALIZER; /* guards `present` */
static struct copy *present;
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER; /* one reader of the database */

/* The last reading that failed. */
static pthread_mutex_t failure_lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	unsigned int number; /* of all that failed */
	bool is_last;        /* none has come out well since */
	int64_t at_ms;
	enum err_code code;
	int retry_after_s;
	char text[800];
} failure;

static int compare_airport(const void *code, const void *airport)
{
	return strcmp(code, ((const struct airport *)airport)->code);
}

static int compare_aircraft(const void *code, const void *aircraft)
{
	return strcmp(code, ((const struct aircraft *)aircraft)->code);
}

const struct airport *catalog_airport(const struct catalog *catalog, const char *code)
{
	if (catalog->airport_count == 0)
		return NULL;
	return bsearch(code, catalog->airports, catalog->airport_count, sizeof(struct airport),
	    compare_airport);
}

const struct aircraft *catalog_aircraft(const struct catalog *catalog, const char *code)
{
	if (catalog->aircraft_count == 0)
		return NULL;
	return bsearch(code, catalog->aircraft, catalog->aircraft_count, sizeof(struct aircraft),
	    compare_aircraft);
}

const struct cabin *catalog_cabin(const struct aircraft *aircraft, const char *code)
{
	for (size_t i = 0; i < aircraft->cabin_count; i++)
		if (strcmp(aircraft->cabins[i].code, code) == 0)
			return &aircraft->cabins[i];
	return NULL;
}

const struct err *catalog_read(struct db *db, apr_pool_t *pool, struct catalog *out)
{
	*out = (struct catalog){ .airports = NULL };
	TRY(rows_airports(db, pool, &out->airports, &out->airport_count));
	return rows_aircraft(db, pool, &out->aircraft, &out->aircraft_count);
}

static void let_go(struct copy *copy)
{
	if (atomic_fetch_sub(&copy->holders, 1) == 1)
		apr_pool_destroy(copy->pool);
}

static apr_status_t let_go_at_end(void *copy)
{
	let_go(copy);
	return APR_SUCCESS;
}

/* The present copy, held until `pool` ends, or NULL. */
static struct copy *hold_present(apr_pool_t *pool)
{
	pthread_rwlock_rdlock(&copy_lock);
	struct copy *copy = present;
	if (copy != NULL)
		atomic_fetch_add(&copy->holders, 1);
	pthread_rwlock_unlock(&copy_lock);
	if (copy != NULL)
		apr_pool_cleanup_register(pool, copy, let_go_at_end, apr_pool_cleanup_null);
	return copy;
}

static void failure_keep(const struct err *err)
{
	pthread_mutex_lock(&failure_lock);
	failure.number++;
	failure.is_last = true;
	failure.at_ms = clock_monotonic_ms();
	failure.code = err->code;
	failure.retry_after_s = err->retry_after_s;
	apr_cpystrn(failure.text, err->text, sizeof(failure.text));
	pthread_mutex_unlock(&failure_lock);
}

static void failure_is_over(void)
{
	pthread_mutex_lock(&failure_lock);
	failure.is_last = false;
	pthread_mutex_unlock(&failure_lock);
}

static const struct err *failure_told(apr_pool_t *pool)
{
	pthread_mutex_lock(&failure_lock);
	struct err *err = err_new(pool, failure.code, "%s", failure.text);
	err->retry_after_s = failure.retry_after_s;
	pthread_mutex_unlock(&failure_lock);
	return err;
}

static unsigned int failures(bool *has_failed_lately)
{
	pthread_mutex_lock(&failure_lock);
	unsigned int number = failure.number;
	*has_failed_lately = failure.is_last && clock_monotonic_ms() - failure.at_ms < RETRY_MS;
	pthread_mutex_unlock(&failure_lock);
	return number;
}

static const struct err *read_copy(struct db *db, apr_pool_t *pool)
{
	apr_pool_t *own = pool_new(NULL);
	struct copy *copy = pool_make(own, struct copy);
	copy->pool = own;
	atomic_init(&copy->read_ms, clock_monotonic_ms());
	atomic_init(&copy->holders, 1);
	const struct err *err = catalog_read(db, own, &copy->catalog);
	if (err != NULL) {
		failure_keep(err);
		apr_pool_destroy(own);
		return failure_told(pool);
	}
	failure_is_over();
	encode_airports(&copy->catalog, own);
	pthread_rwlock_wrlock(&copy_lock);
	struct copy *before = present;
	present = copy;
	pthread_rwlock_unlock(&copy_lock);
	if (before != NULL)
		let_go(before);
	return NULL;
}

static bool is_young(const struct copy *copy, int64_t max_age_ms)
{
	return copy != NULL && clock_monotonic_ms() - atomic_load(&copy->read_ms) <= max_age_ms;
}

/*
 * Under `reading`: the present copy, read again unless somebody just did; the old one where that
 * fails. `failed`: how many had failed when we came. Who waited while one more failed does not
 * try again: those in line would wait for the database one after the other.
 */
static const struct err *renew(
    struct db *db, int64_t max_age_ms, unsigned int failed, apr_pool_t *pool, struct copy **out)
{
	*out = hold_present(pool);
	if (is_young(*out, max_age_ms))
		return NULL;
	bool has_failed_lately;
	if (failures(&has_failed_lately) != failed)
		return *out == NULL ? failure_told(pool) : NULL;
	const struct err *err = read_copy(db, pool);
	if (err == NULL) {
		*out = hold_present(pool);
		return NULL;
	}
	if (*out == NULL)
		return err;
	atomic_store(&(*out)->read_ms, clock_monotonic_ms() - CATALOG_AGE_MS + RETRY_MS);
	log_err(LOG_WARN, "flights.catalog_is_old", err);
	return NULL;
}

const struct err *catalog_get(
    struct db *db, int64_t max_age_ms, apr_pool_t *pool, const struct catalog **out)
{
	bool has_failed_lately;
	unsigned int failed = failures(&has_failed_lately);
	struct copy *copy = hold_present(pool);
	const struct err *err = NULL;

	if (!is_young(copy, max_age_ms)) {
		/* Who only finds it old does not wait for the one who reads; and without any
		 * nobody does where reading has failed, as all threads would, crowd after crowd. */
		bool may_wait = copy == NULL ? !has_failed_lately : max_age_ms < CATALOG_AGE_MS;
		if (may_wait)
			pthread_mutex_lock(&reading);
		if (may_wait || pthread_mutex_trylock(&reading) == 0) {
			err = renew(db, max_age_ms, failed, pool, &copy);
			pthread_mutex_unlock(&reading);
		} else if (copy == NULL) {
			err = failure_told(pool);
		}
	}
	TRY(err);
	*out = &copy->catalog;
	return NULL;
}
