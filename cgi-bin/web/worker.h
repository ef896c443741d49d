/* A worker process: threads that take connections and answer them. Private to web/. */
#ifndef WEB_WORKER_H
#define WEB_WORKER_H

#include "web/connections.h"
#include "web/router.h"

#include <signal.h>
#include <sys/types.h>

/* What the parent tells a worker. */
#define WORKER_RETIRE SIGUSR2 /* others go on: accept no more, answer those that are kept */
#define WORKER_LEAVE SIGTERM  /* all of us go: the same, with less patience for the silent */
#define WORKER_DRAIN SIGUSR1  /* LEAVE, and answer who is in the queue: nobody else will    */

/* How long it may go on with what runs, and wait before that for kept connections to go when all leave. */
#define WORKER_FINISH_MS 10000
#define WORKER_LEAVE_MS 2000

enum worker_exit {
	WORKER_DONE = 0,
	WORKER_LATER = 75,   /* could not start now: again later will do   */
	WORKER_MISTAKEN = 78 /* could not start: settings or templates wrong */
};

struct worker_order {
	const struct program *program;
	pid_t parent;
	int listen_fd;
	enum connections_engine engine;
	int ready_fd; /* gets the worker's pid_t once all its threads accept */
	int threads;
};

/*
 * In the forked process, with the signals above blocked: work until told to stop, or until the
 * parent is gone. The process' exit status, an enum worker_exit.
 */
int worker_main(const struct worker_order *order);

#endif
