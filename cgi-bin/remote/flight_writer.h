/* A departure as the flight service would write it, for the cache's files. */
#ifndef REMOTE_FLIGHT_WRITER_H
#define REMOTE_FLIGHT_WRITER_H

#include "model/departure.h"

#include <apr_pools.h>

/* JSON that flight_read_departure reads to the same departure. */
const char *flight_write_departure(
    const struct departure *departure, apr_pool_t *pool, size_t *length);

#endif
