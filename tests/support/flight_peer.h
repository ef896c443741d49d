/* A flight service for tests: a thread on a port of 127.0.0.1 that does as it is told. */
#ifndef SUPPORT_FLIGHT_PEER_H
#define SUPPORT_FLIGHT_PEER_H

#include <apr_pools.h>

enum peer_way {
	PEER_WELL,  /* as peer_serve said; 304 for its ETag; else a 404 problem */
	PEER_RAW,   /* the text given, then the connection is closed */
	PEER_DRIP,  /* a good head, then a byte a second */
	PEER_CLOSE, /* closes without a word */
	PEER_FLOOD, /* a good head, then 100 MB */
	PEER_HOLD   /* says nothing until it is told to go on, then as PEER_WELL */
};

struct peer;
struct peer *peer_start(apr_pool_t *pool);
/* Idempotent; also when the pool is destroyed. */
void peer_stop(struct peer *peer);
/* "http://127.0.0.1:PORT" */
const char *peer_url(const struct peer *peer);

/* What a GET of `target` gets from now on: a JSON text, copied, and its ETag ("" for none). */
void peer_serve(struct peer *peer, const char *target, const char *body, const char *etag);
/* How it behaves from the next request on. `raw`: a whole HTTP answer for PEER_RAW, else NULL. */
void peer_behave(struct peer *peer, enum peer_way way, const char *raw);

/* So far: requests, connections, and the text of the last request ("" for none) in `pool`. */
int peer_requests(struct peer *peer);
int peer_connections(struct peer *peer);
const char *peer_last(struct peer *peer, apr_pool_t *pool);
/* Comes back when there were at least so many requests. */
void peer_await(struct peer *peer, int requests);

#endif
