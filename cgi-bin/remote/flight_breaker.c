/* The circuit breaker: closed, open until an instant, or open with one probe under way. */
#include "remote/flight_breaker.h"

#include "base/pool.h"

#include <pthread.h>
#include <stdlib.h>

/* A page asks several questions, and all of them together may take two and a half seconds. */
#define SLOW_MS 400

struct flight_breaker {
	pthread_mutex_t lock;
	int limit, failures;
	int64_t pause_ms, open_until_ms;
	bool is_open, is_probed;
};

static void breaker_lock(struct flight_breaker *breaker)
{
	if (pthread_mutex_lock(&breaker->lock) != 0)
		abort();
}

static void breaker_unlock(struct flight_breaker *breaker)
{
	if (pthread_mutex_unlock(&breaker->lock) != 0)
		abort();
}

struct flight_breaker *flight_breaker_new(int failures, int64_t pause_ms, apr_pool_t *pool)
{
	struct flight_breaker *breaker = pool_make(pool, struct flight_breaker);

	if (pthread_mutex_init(&breaker->lock, NULL) != 0)
		abort();
	breaker->limit = failures;
	breaker->pause_ms = pause_ms;
	return breaker;
}

bool flight_breaker_allows(struct flight_breaker *breaker, int64_t now_ms)
{
	bool may;

	breaker_lock(breaker);
	may = !breaker->is_open;
	if (breaker->is_open && !breaker->is_probed && now_ms >= breaker->open_until_ms) {
		breaker->is_probed = true;
		may = true;
	}
	breaker_unlock(breaker);
	return may;
}

bool flight_breaker_report(
    struct flight_breaker *breaker, bool is_good, int64_t took_ms, int64_t now_ms)
{
	bool was_open;
	bool has_changed;

	breaker_lock(breaker);
	was_open = breaker->is_open;
	if (is_good) {
		breaker->failures = 0;
		breaker->is_open = false;
	} else if (was_open || took_ms >= SLOW_MS || ++breaker->failures >= breaker->limit) {
		breaker->is_open = true;
		breaker->open_until_ms = now_ms + breaker->pause_ms;
	}
	breaker->is_probed = false;
	has_changed = was_open != breaker->is_open;
	breaker_unlock(breaker);
	return has_changed;
}

bool flight_breaker_is_open(struct flight_breaker *breaker)
{
	bool is_open;

	breaker_lock(breaker);
	is_open = breaker->is_open;
	breaker_unlock(breaker);
	return is_open;
}
