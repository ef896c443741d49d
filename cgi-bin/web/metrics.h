/* Counters over all processes of a program, as Prometheus text. Private to web/. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "web/router.h"

/*
 * Make the shared memory; once, before the first fork. Without it nothing is counted. False: no
 * memory.
 */
bool metrics_start(const struct program *program);

/* One request answered; `route` NULL: no route of the table. */
void metrics_request(
    const struct program *program, const struct route *route, int status, int64_t ms);

/* A worker process died and was replaced. */
void metrics_worker_restarted(void);

/* All of it, in Prometheus' text format. */
const char *metrics_text(const struct program *program, apr_pool_t *pool);

#endif
