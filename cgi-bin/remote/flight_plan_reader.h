/* What a departure offers, out of JSON: its cabins' seat plans and its fares. */
#ifndef REMOTE_FLIGHT_PLAN_READER_H
#define REMOTE_FLIGHT_PLAN_READER_H

#include "base/json.h"
#include "model/departure.h"

/*
 * `departure`'s members "cabins" (1 to 4, rows 1 to 99 that no two cabins share, letters unique,
 * exit rows and missing seats inside the plan, at least one seat each; a name of 40 characters, 33
 * exit rows and 250 missing seats at most, as booking's tables take them) and "fares" (at most 20,
 * each of one of the cabins, with at most 20 taxes), copied into `pool`. CODE_INVALID says what is
 * wrong.
 */
/* The cabins alone. */
const struct err *flight_read_cabins(
    const struct json *aircraft, apr_pool_t *pool, struct departure *out);
const struct err *flight_read_plan(
    const struct json *departure, apr_pool_t *pool, struct departure *out);

#endif
