/* Who waits for whom: a transaction that stands at its end, and the engine's own account of who waits for which lock. */
#ifndef SUPPORT_WAITS_H
#define SUPPORT_WAITS_H

#include "support/proxy.h"

#include <pthread.h>
#include <stdint.h>

/* A thread that runs this, up to the COMMIT on that line, where it stands until proxy_go; later ones pass. The test joins it. */
pthread_t run_to_commit(struct proxy *line, void *(*run)(void *arg), void *arg);

/*
 * Wait until `count` transactions of the test's database wait for a lock on records of `table`, of this mode ("S", "X"), as information_schema says; the test fails when that does not come within 20 s.
 */
void await_lock_waits(const char *table, const char *mode, int64_t count);

#endif
