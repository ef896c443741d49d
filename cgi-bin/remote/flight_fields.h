/* Members of the flight service's JSON in the airline's own forms: codes, numbers, dates. */
#ifndef REMOTE_FLIGHT_FIELDS_H
#define REMOTE_FLIGHT_FIELDS_H

#include "base/json.h"
#include "model/departure.h"

#define FLIGHT_AIRCRAFT_NAME_MAX 80 /* characters: as long as booking's table takes it */

/* An IATA airport code: three capital letters. */
bool flight_is_airport(const char *text);
/* A carrier and a number: "AX204", "U21A". */
bool flight_is_number(const char *text);

/* "scheduled", "retimed", "cancelled", "departed". */
const char *flight_state_name(enum departure_state state);
/* One of these; false: it is none. */
bool flight_state_parse(const char *name, enum departure_state *out);

/*
 * Members of `object`, copied into `pool`; CODE_INVALID naming the member. Texts: 1 to `max`
 * characters (not bytes) without control characters. Codes: `min` to `max` capital letters and digits.
 */
const struct err *flight_read_text(
    const struct json *object, const char *name, size_t max, apr_pool_t *pool, const char **out);
const struct err *flight_read_code(const struct json *object, const char *name, size_t min,
    size_t max, apr_pool_t *pool, const char **out);
const struct err *flight_read_airport(
    const struct json *object, const char *name, apr_pool_t *pool, const char **out);
const struct err *flight_read_number(
    const struct json *object, const char *name, apr_pool_t *pool, const char **out);
const struct err *flight_read_date(
    const struct json *object, const char *name, apr_pool_t *pool, int32_t *out);
const struct err *flight_read_int(
    const struct json *object, const char *name, int min, int max, apr_pool_t *pool, int *out);
/* 0 to 10^9 minor units. */
const struct err *flight_read_amount(
    const struct json *object, const char *name, apr_pool_t *pool, int64_t *out);

#endif
