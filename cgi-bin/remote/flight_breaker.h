/* A circuit breaker: after several failures in a row, or one that took long, nobody asks for a while, then one does. */
#ifndef REMOTE_FLIGHT_BREAKER_H
#define REMOTE_FLIGHT_BREAKER_H

#include <apr_pools.h>
#include <stdbool.h>
#include <stdint.h>

struct flight_breaker;

/* Opens after `failures` in a row, for `pause_ms`. Any thread may call everything here. */
struct flight_breaker *flight_breaker_new(int failures, int64_t pause_ms, apr_pool_t *pool);

/*
 * May the service be asked now? `now_ms` is clock_monotonic_ms(). Whoever is told true must report
 * the outcome: it may be the one probe that everybody waits for.
 */
bool flight_breaker_allows(struct flight_breaker *breaker, int64_t now_ms);
/* True: this report opened or closed it. A failure that was waited for (`took_ms`) opens it at once: nobody waits twice. */
bool flight_breaker_report(
    struct flight_breaker *breaker, bool is_good, int64_t took_ms, int64_t now_ms);
bool flight_breaker_is_open(struct flight_breaker *breaker);

#endif
