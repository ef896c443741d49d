/* The engine's own account of who waits for which lock. */
#ifndef SUPPORT_WAITS_H
#define SUPPORT_WAITS_H

#include <apr_pools.h>
#include <stdint.h>

/*
 * Wait until `count` transactions of the test's database wait for a lock on records of `table`, of this mode ("S", "X"), as information_schema says; the test fails when that does not come within 20 s.
 */
void await_lock_waits(const char *table, const char *mode, int64_t count);

#endif
