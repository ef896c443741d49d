/* One question to the flight service: answered from memory, from a file, or by asking. */
#ifndef REMOTE_FLIGHT_QUESTION_H
#define REMOTE_FLIGHT_QUESTION_H

#include "remote/flight_breaker.h"
#include "remote/flight_cache.h"
#include "remote/flight_files.h"
#include "remote/flight_reader.h"
#include "remote/flight_turns.h"
#include "remote/http_client.h"

/* How questions ended, for /metrics. */
enum flight_outcome {
	FLIGHT_GOOD,       /* 200 */
	FLIGHT_UNMODIFIED, /* 304 */
	FLIGHT_REFUSED,    /* 404 and its like, as a problem document */
	FLIGHT_UNUSABLE,   /* 200, with the departure, of which nothing can be made: it alone */
	FLIGHT_FAILED,     /* anything else */
	FLIGHT_FRESH,      /* not asked: the cache is young enough */
	FLIGHT_STALE,      /* not confirmed: the cache was used whatever its age */
	FLIGHT_NONE,       /* not confirmed and nothing in the cache */
	FLIGHT_OUTCOMES
};

/* The process's side of the flight service; any thread. */
struct flight_source {
	const char *url; /* without a slash at the end */
	struct flight_cache *cache;
	struct flight_files *files;
	struct flight_breaker *breaker;
	struct flight_turns *turns;
	atomic_ulong outcomes[FLIGHT_OUTCOMES];
};

enum flight_subject { FLIGHT_AIRPORTS, FLIGHT_SEARCH, FLIGHT_DEPARTURE };

struct flight_question {
	enum flight_subject subject;
	const char *key;             /* in the cache, at most FLIGHT_KEY_MAX bytes */
	const char *path;            /* below the service's URL */
	struct flight_search search; /* FLIGHT_SEARCH */
	const char *flight_no;       /* FLIGHT_DEPARTURE */
	int32_t on;                  /* FLIGHT_DEPARTURE */
};

/* The key of a departure's entry: "departure/AX204/2026-12-01". */
const char *flight_departure_key(const char *flight_no, int32_t on, apr_pool_t *pool);

/*
 * What is known now, `out->answer` not NULL. `*is_confirmed` false: the service could not confirm
 * it. CODE_NOT_FOUND, CODE_INVALID: the service says so. CODE_FLIGHT_SERVICE_DOWN: nothing is
 * known.
 */
const struct err *flight_question_ask(struct flight_source *source, struct http_client *http,
    const struct flight_question *question, apr_pool_t *pool, struct flight_found *out,
    bool *is_confirmed);

/*
 * Counts, and logs a failure (`reason`; else NULL) once; tells the breaker, for which only
 * FLIGHT_FAILED is one. For what was really asked.
 */
void flight_source_report(struct flight_source *source, const char *question,
    enum flight_outcome outcome, int64_t took_ms, const char *reason);

/* The error for "nothing is known". */
const struct err *flight_down(const char *question, apr_pool_t *pool);

#endif
