/* The connections of a worker process: each of its threads takes the next one that has a request. Private to web/. */
#ifndef WEB_CONNECTIONS_H
#define WEB_CONNECTIONS_H

#include "base/err.h"

enum connections_engine {
	CONNECTIONS_EPOLL, /* kept after the answer when their peer wants that; any thread has the next request */
	CONNECTIONS_ACCEPT /* a request each */
};

/* Who answers those that are in the queue when taking ends. */
enum connections_queue {
	CONNECTIONS_QUEUE_OURS,   /* nobody else: all of them are taken, new ones too */
	CONNECTIONS_QUEUE_SHARED, /* other processes, who take new ones at this moment */
	CONNECTIONS_QUEUE_LEFT    /* who comes after us */
};

struct connections;

/* Those that arrive at `listen_fd` (never blocks; closed when taking ends). CODE_UNAVAILABLE: no descriptors. */
const struct err *connections_open(
    int listen_fd, enum connections_engine engine, apr_pool_t *pool, struct connections **out);

/*
 * Waits for one that has something to read, in the order in which they got it (with ACCEPT: for a new
 * one); -1: taking is over. It is the caller's until kept, or closed and forgotten.
 */
int connections_next(struct connections *connections);

/* May it be kept after the answer that is written next? If not, the peer has to learn it with that answer. */
bool connections_may_keep(const struct connections *connections, int fd);

/* Its request is answered, its peer may ask again. */
void connections_keep(struct connections *connections, int fd);

/* One that was taken is closed. */
void connections_forget(struct connections *connections);

/* From now on none is kept, and new ones are not taken any more but of a queue that is ours. Those that are kept are still answered. Once. */
void connections_end(struct connections *connections, enum connections_queue queue);

/* Readable when taking has ended and none is left. */
int connections_gone_fd(const struct connections *connections);

/*
 * Taking is over: those that are left can say nothing more, what they have said is answered, and
 * connections_next ends in every thread. Once, after connections_end.
 */
void connections_cut(struct connections *connections);

#endif
