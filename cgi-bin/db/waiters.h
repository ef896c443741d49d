/* How many threads of a process try to reach a server that is away, and wait for it: when that lasts, half of those that use it. */
#ifndef DB_WAITERS_H
#define DB_WAITERS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * All threads may wait for so long: longer than it takes until a crashed server on this machine is started again and has recovered, so that nobody is refused who may be answered yet. Whoever asks meanwhile
 * stands in the web server's queue, which gives up after 15 s; so after that there are threads that say at once what there is to say. Of servers elsewhere one attempt may take 2 s each, when they fall
 * silent: they are not waited for as long.
 */
#define WAITERS_ALL_MS 8000
#define WAITERS_ALL_ELSEWHERE_MS 4000

/* For so long after the last attempt it is known that the server is away, also when nobody tries any more. */
#define WAITERS_KNOWN_MS 4000

struct db_hosts;
struct waiters;

/*
 * Those of one server, named by `socket`, or (NULL) of one list of servers. One connection more of this process is theirs, until waiters_leave; a thread has one. Any thread may call
 * everything here; `now_ms` is clock_monotonic_ms().
 */
struct waiters *waiters_join(const char *socket, const struct db_hosts *hosts);
void waiters_leave(struct waiters *waiters);

/*
 * A thread is about to connect. True: it is one of those who try, until waiters_end. False: they have tried in vain for that long, and are as many as may, half of the
 * connections (rounded up, so that nobody who is alone is refused). Threads that have all just begun, and none of which has failed yet, are never too many.
 */
bool waiters_begin(struct waiters *waiters, int64_t now_ms);

/* It has failed: nobody listens, answers, or has room for it. May it try again? False: they are too many by now. */
bool waiters_failed(struct waiters *waiters, int64_t now_ms);

/* It tries no more. */
void waiters_end(struct waiters *waiters, bool is_connected, int64_t now_ms);

#endif
