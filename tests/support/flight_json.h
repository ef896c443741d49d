/* Good answers of a flight service, for tests to take and to spoil. */
#ifndef SUPPORT_FLIGHT_JSON_H
#define SUPPORT_FLIGHT_JSON_H

#include <apr_pools.h>

/*
 * FRA to LIS on that date at that time ("07:30"), three hours, in a 12-seat aircraft with two
 * fares.
 */
const char *flight_json_departure(
    const char *flight_no, const char *date, const char *time, int version, apr_pool_t *pool);
/* {"departures":[…]} of one or two; `second` may be NULL. */
const char *flight_json_list(const char *first, const char *second, apr_pool_t *pool);

#define FLIGHT_JSON_AIRPORTS \
	"{\"airports\":[{\"code\":\"LIS\",\"name\":\"Humberto Delgado\",\"city\":\"Lisboa\"," \
	"\"country\":\"PT\",\"zone\":\"Europe/Lisbon\",\"latitude\":38.77,\"longitude\":-9.13}," \
	"{\"code\":\"FRA\",\"name\":\"Frankfurt Main\",\"city\":\"Frankfurt am Main\"," \
	"\"country\":\"DE\",\"zone\":\"Europe/Berlin\",\"latitude\":50.03,\"longitude\":8.57}]}"

/* `text` with the first `from` replaced by `to`; the test ends when it is not there. */
const char *flight_json_with(const char *text, const char *from, const char *to, apr_pool_t *pool);

#endif
