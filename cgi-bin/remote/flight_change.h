/* Writing to the flight service, for staff: what stands there is read afresh, and changed under the ETag that was seen. */
#ifndef REMOTE_FLIGHT_CHANGE_H
#define REMOTE_FLIGHT_CHANGE_H

#include "base/config.h"
#include "model/aircraft.h"
#include "remote/flight_client.h"

/* Once per process that writes, after flight_client_start: [admin] flight_token_file (the service's token; without it nothing can be written). CODE_INVALID. */
const struct err *flight_change_start(const struct config *config);

/* A departure as the service has it at this moment, past the cache. CODE_NOT_FOUND, CODE_FLIGHT_SERVICE_DOWN. */
struct flight_seen {
	const struct departure *departure;
	const char *etag;
};
const struct err *flight_change_look(struct flight_client *client, const char *flight_no,
    int32_t on, apr_pool_t *pool, struct flight_seen *out);
/* The same for whoever tells a service that is away or in trouble (429, 500 and above) from one of whose answer nothing can be made: CODE_INVALID says why. */
const struct err *flight_change_read(struct flight_client *client, const char *flight_no,
    int32_t on, apr_pool_t *pool, struct flight_seen *out);

/* All aircraft with their seat plans, by code, but for those of which nothing can be made: of these there is a line in the log. CODE_FLIGHT_SERVICE_DOWN; CODE_NOT_FOUND: the service tells nobody. */
const struct err *flight_change_aircraft(
    struct flight_client *client, apr_pool_t *pool, const struct aircraft **out, size_t *count);

/* What is to be other than it is: times (both, with their airports' offsets), aircraft, all fares; or cancelled. */
struct flight_wish {
	int64_t departs_at, arrives_at; /* CLOCK_NONE: as they are */
	int origin_offset, destination_offset;
	const char *aircraft_code; /* NULL: as it is */
	const struct fare *fares;
	size_t fare_count; /* 0: as they are */
	bool is_cancelled;
};

/*
 * Errors: refused by the service, nothing was done: CODE_STALE (it is not at `seen` any more), CODE_DUPLICATE, CODE_DEPARTURE_ENDED, CODE_INVALID, CODE_NOT_FOUND, each with the service's own words; CODE_FLIGHT_SERVICE_DOWN:
 * certainly nothing was done (no token, not reached, not now); CODE_UNSURE: it is not known. `*out` is the departure as it then is.
 */
const struct err *flight_change_send(struct flight_client *client, const struct flight_seen *seen,
    const struct flight_wish *wish, apr_pool_t *pool, const struct departure **out);
/* A new one: name, route, times with offsets, aircraft_code, fares. */
const struct err *flight_change_create(struct flight_client *client,
    const struct departure *departure, apr_pool_t *pool, const struct departure **out);

#endif
