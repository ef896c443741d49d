/* Stands between a client and its server, and fails when it is told to. */
#ifndef SUPPORT_PROXY_H
#define SUPPORT_PROXY_H

#include <apr_pools.h>
#include <stdbool.h>

enum proxy_fault {
	PROXY_NONE,
	PROXY_CUT_AT_COMMIT,     /* COMMIT is thrown away and the connection cut              */
	PROXY_CUT_AFTER_COMMIT,  /* COMMIT passes, the server answers, the answer is thrown away */
	PROXY_CUT_AT_CONNECT,    /* new connections are closed at once                        */
	PROXY_SWALLOW,           /* what the client says goes nowhere, and nothing comes back */
	PROXY_SILENT_AT_CONNECT, /* new connections are taken, and nothing is ever said       */
	PROXY_SPOIL_BEGIN,       /* the server stumbles over the first word of a transaction, */
	PROXY_SPOIL_ROLLBACK,    /* over ROLLBACK, or                                         */
	PROXY_SPOIL_END,         /* over what ends a transaction behind COMMIT or ROLLBACK    */
	PROXY_REFUSE_COMMIT,     /* COMMIT becomes ROLLBACK, its answer the error of proxy_error */
	PROXY_DENY_COMMIT        /* COMMIT passes, and its answer becomes that error all the same */
};

/* The first statement of a transaction, and the last. */
#define PROXY_BEGIN "SET autocommit = 0"
#define PROXY_END "SET autocommit = 1"

struct proxy;

/* One that leads to `socket`, in a thread of its own. */
struct proxy *proxy_start(const char *socket, apr_pool_t *pool);
void proxy_stop(struct proxy *proxy);

/* Where it listens: on a unix socket, and on a port of 127.0.0.1. */
const char *proxy_socket(const struct proxy *proxy);
unsigned int proxy_port(const struct proxy *proxy);

/* The next `times` occasions meet this fault; then none. */
void proxy_fail(struct proxy *proxy, enum proxy_fault fault, int times);

/* The number of the error that the two last ones answer with. */
void proxy_error(struct proxy *proxy, unsigned int number);

/* How many times a fault has happened. */
int proxy_faults(const struct proxy *proxy);

/*
 * From now on a statement that begins with `start` ("": any, COMMIT too; NULL: none) is held back, and with it its client, until proxy_go. One at a time: the next is held back after that.
 * Statements that were sent together go on one by one meanwhile, each when those before it were answered.
 */
void proxy_halt(struct proxy *proxy, const char *start);
/* Wait until one is held back; its text, as it was prepared, until the next call. NULL: none came within 20 s. */
const char *proxy_halted(struct proxy *proxy);
void proxy_go(struct proxy *proxy);

/* Each statement of a transaction gets one of its own: the proxy commits behind the client's back what came before it. */
void proxy_split(struct proxy *proxy, bool is_on);

#endif
