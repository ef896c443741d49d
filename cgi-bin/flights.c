/* flights.fcgi: the flight service. Routes and wiring only. */
#include "flights/api.h"
#include "web/server.h"

static const struct route ROUTES[] = {
	{ METHOD_GET, "/v1/airports", api_airports_list, 0 },
	{ METHOD_GET, "/v1/aircraft", api_aircraft_list, 0 },
	{ METHOD_GET, "/v1/departures", api_departures_list, 0 },
	{ METHOD_POST, "/v1/departures", api_departure_create, ROUTE_JSON },
	{ METHOD_GET, "/v1/departures/{}/{}", api_departure_show, 0 },
	{ METHOD_PATCH, "/v1/departures/{}/{}", api_departure_change, ROUTE_JSON },
	{ METHOD_GET, "/v1/changes", api_changes_list, 0 },
};

static const struct program PROGRAM = {
	.name = "flights",
	.routes = ROUTES,
	.route_count = sizeof(ROUTES) / sizeof(ROUTES[0]),
	.start = api_start,
	.thread_open = api_thread_open,
	.problem = api_problem,
	.ready = api_ready,
	.metrics = api_metrics,
	.done = api_done,
};

int main(void)
{
	return server_main(&PROGRAM);
}
