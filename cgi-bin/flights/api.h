/* The flight service's HTTP side: what each route answers (docs/flight-service.md). */
#ifndef FLIGHTS_API_H
#define FLIGHTS_API_H

#include "flights/encode.h"
#include "web/router.h"

/* For struct program. Settings: [flight_service] token_file (without it nothing can be written),
 * [migrate] sql, [flights] account and database. */
const struct err *api_start(const struct config *config, apr_pool_t *pool);
const struct err *api_thread_open(const struct config *config, apr_pool_t *pool, void **out);
void api_problem(struct request *request, struct reply *reply, const struct err *err);
const struct err *api_ready(void *thread, apr_pool_t *pool, const char **what);
const char *api_metrics(void *thread, apr_pool_t *pool);
void api_done(void *thread);

page api_airports_list;    /* GET /v1/airports */
page api_aircraft_list;    /* GET /v1/aircraft */
page api_departures_list;  /* GET /v1/departures?origin&destination&date&days */
page api_departure_show;   /* GET /v1/departures/{flight_no}/{date} */
page api_changes_list;     /* GET /v1/changes?after&limit */
page api_departure_create; /* POST /v1/departures: 201; 409 `duplicate` */
page api_departure_change; /* PATCH of one: 412, 428, 409 `departure-ended` */

/* The parts of this room's handlers. */

/* The thread's connection. */
struct db *api_db(const struct request *request);
/* 200 with ETag, or 304 when If-None-Match names it. */
void api_answer(const struct request *request, struct reply *reply, const struct body *body);
/* Does the bearer token allow writing? CODE_UNAUTHENTICATED. */
const struct err *api_authorize(const struct request *request);
/* The departure that the path names. CODE_NOT_FOUND also for names that cannot be. */
const struct err *api_departure_of_path(
    const struct request *request, const struct departure **out);
/* A Departure as JSON; reads the catalog again when it is behind the departure. */
const struct err *api_departure_body(
    const struct request *request, const struct departure *departure, struct body *out);

#endif
