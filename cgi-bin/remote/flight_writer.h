/* A departure as the flight service would write it, for the cache's files. */
#ifndef REMOTE_FLIGHT_WRITER_H
#define REMOTE_FLIGHT_WRITER_H

#include "base/json.h"
#include "model/departure.h"

/* JSON that flight_read_departure reads to the same departure. */
const char *flight_write_departure(
    const struct departure *departure, apr_pool_t *pool, size_t *length);

/* A fare as an element of a list. */
void flight_write_fare(struct json_out *json, const struct fare *fare);

/* Into an open object: which departure, between which airports, when in local time with offsets (RFC 3339). */
void flight_write_itinerary(
    struct json_out *json, const struct departure *departure, apr_pool_t *pool);

#endif
