/* A world for the flight client: a flight service, a cache folder, a program that asks. */
#ifndef SUPPORT_FLIGHT_WORLD_H
#define SUPPORT_FLIGHT_WORLD_H

#include "unit/unit.h"

#include "base/clock.h"
#include "remote/flight_client.h"
#include "support/flight_json.h"
#include "support/flight_peer.h"

/* The service has AX204 and AX9 from FRA to LIS on this date; the clock stands at START. */
#define DATE "2026-12-01"
#define START (INT64_C(1795000000) * CLOCK_SECOND)
#define LIST "/v1/departures?origin=FRA&destination=LIS&date=" DATE "&days=1"
#define ONE "/v1/departures/AX204/" DATE

struct world {
	apr_pool_t *pool;    /* of the test */
	apr_pool_t *program; /* of the program that is started and stopped */
	char folder[64];
	struct peer *peer;
	struct flight_client *client;
	int32_t on;
};

/* For each test: everything new, the program started, version 1 served. */
int world_set_up(void **state);
int world_tear_down(void **state);

/*
 * The program, with settings of [flight_service] beside the url; its memory is gone after a stop.
 */
const struct err *world_start(struct world *world, const char *url, const char *more);
void world_stop(struct world *world);
void world_restart(struct world *world, const char *more);

/* The service says this version from now on. */
void world_serve(struct world *world, int version);
/* The clock stands so many seconds after START. */
void world_after(int64_t seconds);

const struct err *world_search(struct world *world, struct departures *out);
const struct err *world_find(
    struct world *world, int max_age_s, const struct departure **out, bool *is_cached);
/* AX204 is found, in this version, as of so many seconds after START. */
void world_find_well(struct world *world, int version, int64_t as_of, bool is_cached);

/* Calls `each` (may be NULL) with the path of each file of the cache; how many. */
int world_each_file(struct world *world, void (*each)(const char *path));

#endif
