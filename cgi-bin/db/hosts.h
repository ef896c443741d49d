/* The list of servers in [database] host, and which of them this process uses at present. */
#ifndef DB_HOSTS_H
#define DB_HOSTS_H

#include "base/err.h"

#define HOSTS_MAX 8
/* How often a process that works on a later host looks whether an earlier one serves again. */
#define HOSTS_LOOK_MS 15000

struct host {
	const char *name; /* a name or an address; of IPv6 without its brackets */
	unsigned int port;
};

struct db_hosts;

/*
 * `text`: 1..HOSTS_MAX items `name[:port]`, separated by commas or blanks; IPv6 addresses in brackets. `port` is that of items without one. The same
 * text and port give the same list for as long as the process runs. CODE_INVALID: an empty list or item, something that is no name (253 characters of
 * letters, digits and ".-_"), a port outside 1..65535, an item twice, too many.
 */
const struct err *hosts_read(
    const char *text, unsigned int port, apr_pool_t *pool, struct db_hosts **out);

size_t hosts_count(const struct db_hosts *hosts);
const struct host *hosts_at(const struct db_hosts *hosts, size_t index);

/* All threads work on one host, so that a process writes to one server at a time: any thread may ask and move it. */
size_t hosts_present(struct db_hosts *hosts);
void hosts_move(struct db_hosts *hosts, size_t index);

/* The next look is due in so many milliseconds, and each one so long after the last (at first HOSTS_LOOK_MS). */
void hosts_set_look_ms(struct db_hosts *hosts, int64_t ms);

/* Is it this thread's turn to look at the earlier hosts? True once in that time, and only away from the first. */
bool hosts_look_is_due(struct db_hosts *hosts, int64_t now_ms);

#endif
