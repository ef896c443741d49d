/* Which worker processes should be there, and when to start or retire one. Private to web/. */
#ifndef WEB_CHILDREN_H
#define WEB_CHILDREN_H

#include "base/pool.h"
#include "web/worker.h"

struct child {
	pid_t pid;
	int generation; /* which reload it belongs to */
	bool is_ready;
	bool is_retiring; /* was told to stop */
	int64_t started_ms;
};

struct children {
	struct worker_order order; /* what each one is told */
	int wanted;
	int generation;
	apr_array_header_t *all; /* struct child */
	int early_deaths;        /* in a row, of workers that died young or never were ready */
	int64_t not_before_ms;   /* no start before then */
	bool has_served;         /* some worker was ready once */
	void (*in_child)(
	    void *self); /* closes what is the parent's own; called first in a new process */
	void *self;
};

/*
 * Start and retire what there is to do now: missing workers at once (later when they die at once),
 * older generations one by one, each after its successor is ready.
 */
void children_tend(struct children *children);

/* Milliseconds until children_tend has something to do again; -1: nothing but news. */
int children_pause(const struct children *children);

/* This one answers requests now. */
void children_ready(struct children *children, pid_t pid);

/*
 * Collect the dead. True when the first of all workers says that settings or templates are wrong:
 * then there is no use in going on.
 */
bool children_reap(struct children *children);

/* Send all a signal, and take them for retiring. */
void children_signal(struct children *children, int number);

#endif
