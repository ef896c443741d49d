/* What the flight service said, in memory: parsed once, shared read-only, with its age. */
#ifndef REMOTE_FLIGHT_CACHE_H
#define REMOTE_FLIGHT_CACHE_H

#include "base/err.h"
#include "remote/flight_answer.h"
#include "remote/http_client.h"

#define FLIGHT_KEY_MAX 47 /* bytes of a key, without the NUL */

/*
 * Programs of one machine may differ a little in what they read off the clock, not more
 * (microseconds).
 */
#define FLIGHT_CLOCK_SKEW INT64_C(5000000)

struct flight_cache_limits {
	size_t bytes;    /* of memory at most; what was confirmed longest ago goes first */
	int64_t fresh;   /* microseconds for which an answer needs no question */
	int64_t refused; /* the same for a refusal */
};

struct flight_cache;
/* Any thread may call everything here. Freed with `pool`. */
struct flight_cache *flight_cache_new(const struct flight_cache_limits *limits, apr_pool_t *pool);

struct flight_found {
	struct flight_answer *answer;      /* NULL: none; lives as long as the pool given */
	const struct departure *departure; /* of the answer, for the key of a departure */
	int64_t as_of;                     /* when it was asked for; answer and etag only */
	bool is_fresh;
	enum err_code refusal; /* CODE_COUNT: none. Never with an answer, always fresh */
	char etag[HTTP_ETAG_MAX + 1];
};

/* What is known under `key` at the instant `now`; the answer is kept until `pool` is cleared. */
void flight_cache_find(struct flight_cache *cache, const char *key, int64_t now, apr_pool_t *pool,
    struct flight_found *out);

struct flight_put {
	const char *key;
	const struct departure
	    *departure;   /* of the answer, for the key of a departure; else NULL */
	const char *etag; /* NULL: not known; the old one stays with the same version */
	int64_t as_of;
	int64_t forgotten_at; /* INT64_MIN: never */
};

/*
 * Remember, unless what is there was asked for later. The cache takes a use of its own. The same
 * answer again, when the service confirmed it.
 */
void flight_cache_put(struct flight_cache *cache, struct flight_answer *answer,
    const struct flight_put *put, int64_t now);
/* The service refused the question at `as_of`: what was known is dropped. */
void flight_cache_refuse(
    struct flight_cache *cache, const char *key, enum err_code code, int64_t as_of);
/* Answers that name this departure and were asked for until `at` are not fresh any more. */
void flight_cache_forget(
    struct flight_cache *cache, const char *key, const char *flight_no, int32_t on, int64_t at);

/* Entries and bytes now: of answers, each once however many entries share it, and of the entries. */
void flight_cache_size(struct flight_cache *cache, size_t *entries, size_t *bytes);

#endif
