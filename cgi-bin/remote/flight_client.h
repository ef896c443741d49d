/* The flight service as booking sees it: asked over HTTP, remembered with its age. */
#ifndef REMOTE_FLIGHT_CLIENT_H
#define REMOTE_FLIGHT_CLIENT_H

#include "base/config.h"
#include "model/airport.h"
#include "model/departure.h"

/*
 * A thread's client: its own curl handle; the cache and the circuit breaker are the process's, the
 * cache's files ([cache] folder) all programs'.
 */
struct flight_client;

/*
 * Once per process, before threads: [flight_service] url, fresh_seconds (30), pause_seconds (5, of
 * the breaker), [cache] folder (made if missing), disk_mib (256: what its files take at most),
 * memory_mib (4). CODE_INVALID.
 */
const struct err *flight_client_start(const struct config *config, apr_pool_t *pool);
/* Closed with `pool`. */
struct flight_client *flight_client_open(apr_pool_t *pool);

/*
 * All of these: an answer younger than 30 s comes from the cache without asking; older ones are
 * asked for again with their ETag. When the service does not answer well within 2 s (0.5 s to
 * connect), answers malformed JSON, values out of type, range or size, over 1 MiB, or the breaker
 * is open, the cached answer is given whatever its age (`is_cached`, `as_of`), and without one
 * CODE_FLIGHT_SERVICE_DOWN. Results live in `pool`. Never called inside a transaction.
 */
const struct err *flight_client_airports(
    struct flight_client *client, apr_pool_t *pool, struct airports *out);

/*
 * Departures from `on`, `days` (1..62) local dates at the origin, sorted by time; of up to 14 days
 * each is known to flight_client_departure from then on. CODE_NOT_FOUND,
 * CODE_INVALID: the service knows no such place, or refuses the question.
 */
const struct err *flight_client_departures(struct flight_client *client, const char *origin,
    const char *destination, int32_t on, int days, apr_pool_t *pool, struct departures *out);

/*
 * One departure. `max_age_s` > 0: a cached answer that the service could not confirm may be at
 * most this old (900 for holds), else CODE_FLIGHT_SERVICE_DOWN; 0: any age. CODE_NOT_FOUND: the
 * service says that there is none. `*is_cached` true: not confirmed now.
 */
const struct err *flight_client_departure(struct flight_client *client, const char *flight_no,
    int32_t on, int max_age_s, apr_pool_t *pool, const struct departure **out, bool *is_cached);

/* The next changes after `cursor` (0: from the start), oldest first, at most 500; not cached. */
struct departure_change {
	int64_t cursor;
	const char *flight_no; /* "": the line names no departure that there could be */
	int32_t on;
	int64_t version; /* 0: the line does not say */
};
const struct err *flight_client_changes(struct flight_client *client, int64_t cursor,
    apr_pool_t *pool, const struct departure_change **out, size_t *count);

/* What is cached about this departure is too old from now on (the changes feed named it). */
void flight_client_forget(struct flight_client *client, const char *flight_no, int32_t on);

/*
 * Deletes files of the cache that were written more than `max_age_s` ago; how many. What is in use
 * is written again with each answer, so a day is more than enough. The folder is looked at every ten
 * minutes at most, however often this is called.
 */
size_t flight_client_sweep(int max_age_s);

/* Lines for /metrics: requests by outcome, breaker state, cache hits; of the process that answers, which is a label. */
const char *flight_client_metrics(apr_pool_t *pool);

#endif
