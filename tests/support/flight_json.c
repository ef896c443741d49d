/* Texts that a flight service would send. */
#include "support/flight_json.h"

#include "base/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *flight_json_departure(
    const char *flight_no, const char *date, const char *time, int version, apr_pool_t *pool)
{
	int hour = atoi(time);

	return apr_psprintf(pool,
	    "{\"flight_no\":\"%s\",\"date\":\"%s\",\"origin\":\"FRA\",\"destination\":\"LIS\","
	    "\"departs_at\":\"%sT%s:00+01:00\",\"arrives_at\":\"%sT%02d%s:00+00:00\","
	    "\"state\":\"scheduled\",\"version\":%d,"
	    "\"aircraft\":{\"code\":\"C208\",\"name\":\"Cessna 208 Caravan\"},"
	    "\"cabins\":[{\"code\":\"Y\",\"name\":\"Economy\",\"first_row\":1,\"last_row\":5,"
	    "\"letters\":\"A BC\",\"exit_rows\":[4],\"missing\":[\"1A\",\"5B\",\"5C\"]}],"
	    "\"fares\":[{\"basis\":\"YLIGHT\",\"cabin\":\"Y\",\"amount_minor\":8900,"
	    "\"taxes\":[{\"code\":\"DE\",\"amount_minor\":1250},"
	    "{\"code\":\"RA\",\"amount_minor\":990}],"
	    "\"currency\":\"EUR\",\"refundable\":false,\"change_fee_minor\":4500,"
	    "\"cancel_fee_minor\":8900},"
	    "{\"basis\":\"YFLEX\",\"cabin\":\"Y\",\"amount_minor\":15900,\"taxes\":[],"
	    "\"currency\":\"EUR\",\"refundable\":true,\"change_fee_minor\":0,"
	    "\"cancel_fee_minor\":0}]}",
	    flight_no, date, date, time, date, hour + 2, strchr(time, ':'), version);
}

const char *flight_json_list(const char *first, const char *second, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "{\"departures\":[", first, second == NULL ? "" : ",",
	    second == NULL ? "" : second, "]}", NULL);
}

const char *flight_json_with(const char *text, const char *from, const char *to, apr_pool_t *pool)
{
	const char *at = strstr(text, from);

	if (at == NULL) {
		fprintf(stderr, "nothing to replace: %s\n", from);
		abort();
	}
	return apr_pstrcat(
	    pool, apr_pstrmemdup(pool, text, (apr_size_t)(at - text)), to, at + strlen(from), NULL);
}
