/* Times that belong to no airport, by the clocks of the operator's own zone ([site] time_zone; else UTC), said so that nobody takes them for others. */
#ifndef PAGES_SITE_CLOCK_H
#define PAGES_SITE_CLOCK_H

#include "base/config.h"

/* Once per process, before threads; a process that does not start it has UTC. CODE_INVALID: there is no such zone. */
const struct err *site_clock_start(const struct config *config, apr_pool_t *pool);

/* Is there a place by whose clocks it is? UTC means nothing to most people. */
bool site_clock_has_place(void);
/* "14:05 Berlin time"; "14:05 UTC". */
const char *site_clock_time(int64_t at, apr_pool_t *pool);
/* "Tue 1 Dec 2026, 14:05", for pages that say once, by site_clock_note, whose times they are. */
const char *site_clock_moment(int64_t at, apr_pool_t *pool);
/* "Times here are Berlin time." */
const char *site_clock_note(apr_pool_t *pool);

#endif
