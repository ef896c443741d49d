/* Answers as JSON texts, and the ETags that name them. */
#ifndef FLIGHTS_ENCODE_H
#define FLIGHTS_ENCODE_H

#include "flights/catalog.h"

/* A text and its strong ETag, quotes included. */
struct body {
	const char *text;
	size_t length;
	const char *etag;
};

/* Puts {"airports":[…]} and its ETag into the catalog; texts in `pool`. */
void encode_airports(struct catalog *catalog, apr_pool_t *pool);
/* {"aircraft":[…]} */
void encode_aircraft(const struct catalog *catalog, apr_pool_t *pool, struct body *out);

/*
 * A Departure; {"departures":[Departure]}; {"changes":[…]}. States as of `now`. CODE_NOT_FOUND: a
 * departure's airport or aircraft is not in the catalog (it was added since: read the catalog
 * again).
 */
const struct err *encode_departure(const struct departure *departure, const struct catalog *catalog,
    int64_t now, apr_pool_t *pool, struct body *out);
const struct err *encode_departures(const struct departure *departures, size_t count,
    const struct catalog *catalog, int64_t now, apr_pool_t *pool, struct body *out);
void encode_changes(const struct change *changes, size_t count, apr_pool_t *pool, struct body *out);

/* A departure's ETag: "v7", and "v7-departed" once it has left: the same version, another text. */
const char *encode_departure_etag(const struct departure *departure, int64_t now, apr_pool_t *pool);

/* Does a field value ("v6", W/"v7", *) name this ETag? `is_strong`: If-Match, for which weak
 * ones never match (RFC 9110, 8.8.3.2). */
bool encode_etag_matches(const char *field, const char *etag, bool is_strong);

#endif
