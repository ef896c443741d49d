/* The connections of a worker process, new and kept: each of its threads takes the next one that has a request. Private to web/. */
#ifndef WEB_CONNECTIONS_H
#define WEB_CONNECTIONS_H

#include "base/err.h"

/* How taking ends. Whoever has a connection then finishes its request. */
enum connections_end {
	CONNECTIONS_GO_ON,
	CONNECTIONS_HAND_OVER, /* other workers go on: the kept ones are theirs, no request is lost */
	CONNECTIONS_LEAVE, /* the queue of new ones is for who comes after us; what the kept ones have asked is answered */
	CONNECTIONS_DRAIN /* nobody comes after us: who is in the queue is answered too */
};

/* The two ends of a channel that all workers of a program share: kept connections go from those that retire to the others. */
struct connections_channel {
	int give_fd;
	int take_fd;
};

/* CODE_UNAVAILABLE: no descriptors. */
const struct err *connections_channel_open(apr_pool_t *pool, struct connections_channel *out);

struct connections;

/*
 * Those that arrive at `listen_fd` (never blocks; closed when taking ends, but for DRAIN), one set for all threads. CODE_UNAVAILABLE: no descriptors.
 */
const struct err *connections_open(int listen_fd, const struct connections_channel *channel,
    apr_pool_t *pool, struct connections **out);

/* Waits for one that has something to read, in the order in which they got it; -1: taking has ended. It is the caller's until kept or closed. */
int connections_next(struct connections *connections);

/* Its request is answered and its peer may ask again: kept for that, or closed. */
void connections_keep(struct connections *connections, int fd);

/* From now on connections_next ends, in every thread. Once, by one thread. */
void connections_stop(struct connections *connections, enum connections_end end);

#endif
